"""Names of attachments: safe, sensible, each once."""

import pytest

from inquiries.mail.parsing import naming


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("letter.pdf", "letter.pdf"),
        ("Lettre du ministère.pdf", "Lettre du ministère.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\bo\\letter.pdf", "letter.pdf"),
        ("letter\u202efdp.exe", "letterfdp.exe"),
        ("a\r\nb\x00c\u2028d.pdf", "a bc d.pdf"),
        ('what<is>"this"?.pdf', "what_is__this__.pdf"),
        (".htaccess", "htaccess"),
        ("trailing. .", "trailing"),
        ("..", ""),
        ("/", ""),
        ("a" * 500 + ".pdf", "a" * 96 + ".pdf"),
        ("a" * 500, "a" * 100),
        ("a." + "b" * 500, "a." + "b" * 98),
    ],
)
def test_written_name_is_made_safe(written, name):
    assert naming.clean(written) == name


@pytest.mark.parametrize(
    ("content_type", "subject", "name"),
    [
        ("application/pdf", "", "attachment.pdf"),
        ("image/jpeg", "", "image.jpg"),
        ("image/x-unheard-of", "", "image.bin"),
        ("text/x-unheard-of", "", "attachment.txt"),
        ("application/octet-stream", "", "attachment.bin"),
        ("text/calendar", "", "invitation.ics"),
        ("application/pgp-signature", "", "signature.asc"),
        ("message/rfc822", "", "message.eml"),
        ("message/rfc822", "Re: shelters/beds", "Re_ shelters-beds.eml"),
        ("application/ms-tnef", "", "winmail.dat"),
    ],
)
def test_part_without_a_name_gets_one(content_type, subject, name):
    assert naming.name("", content_type, subject) == name


def test_same_names_are_told_apart():
    given = ["a.jpg", "A.jpg", "a.jpg", "a (2).jpg", "b", "b"]
    assert naming.apart(given) == ["a.jpg", "A (2).jpg", "a (3).jpg", "a (2) (2).jpg", "b", "b (2)"]
