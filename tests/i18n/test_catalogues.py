from inquiries.i18n import catalogues
from inquiries.wording import Text


def test_a_locale_without_a_catalogue_speaks_english() -> None:
    assert catalogues.text(Text("Enter your name"), "en") == "Enter your name"


def test_text_is_translated_with_its_values_texts_included(french: str) -> None:
    words = Text("%(field)s is too long", {"field": Text("Your name")})
    assert [catalogues.text(words, locale) for locale in ("en", french)] == [
        "Your name is too long",
        "Votre nom est trop long",
    ]


def test_empty_text_is_empty_and_not_the_catalogue_header(french: str) -> None:
    assert catalogues.text(Text(""), french) == ""


def test_a_translators_slip_falls_back_to_english(french: str) -> None:
    assert catalogues.text(Text("Broken %(name)s", {"name": "pipe"}), french) == "Broken pipe"


def test_a_percent_sign_needs_no_care_without_values() -> None:
    assert catalogues.text(Text("100% of it")) == "100% of it"


def test_direction_follows_the_script() -> None:
    assert [catalogues.direction(locale) for locale in ("en", "fr-CA", "ar")] == ["ltr", "ltr", "rtl"]
