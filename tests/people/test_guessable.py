import pytest

from inquiries.people import guessable


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password!2024",
        "Pa55w0rd2024!",
        "passwordpassword",
        "welcomewelcomewelcome",
        "correct horse battery staple",
        "motdepasse2025",
        "aaaaaaaaaaaa",
        "AbAbAbAbAbAb",
        "            ",
        "123456789012",
        "098765432109",
        "abcdefghijkl",
        "qwertyuiopas",
        "asdfghjkl123",
        "1qaz2wsx3edc",
        "1Q2w-3E4r-5T6y",
        "2024password",
    ],
)
def test_what_is_tried_first_is_guessable(password: str) -> None:
    assert guessable.is_guessable(password)


@pytest.mark.parametrize(
    "password",
    [
        "eleven rivers and a mill",
        "739201846572",
        "my password is a long story",
        "welcome to the north shore",
        "ключ под ковриком",
        "!?§$%&/()=+#",
    ],
)
def test_length_alone_is_enough_for_anything_else(password: str) -> None:
    assert not guessable.is_guessable(password)
