import pytest

from inquiries.mail import imap_url
from inquiries.mail.imap_url import Place
from inquiries.settings import addresses

READ = {
    "imaps://us:hush@mail.example": Place("mail.example", 993, "imaps", "us", "hush", "INBOX"),
    "imaps://us%40x.example:h%2Fu%3Ash@mail.example:1993/Letters/In%20box/": Place(
        "mail.example", 1993, "imaps", "us@x.example", "h/u:sh", "Letters/In box"
    ),
    "imap://us:hush@mail.example/INBOX?tls=starttls": Place(
        "mail.example", 143, "starttls", "us", "hush", "INBOX"
    ),
    "imap://us:hush@[::1]:1143?tls=none": Place("::1", 1143, "none", "us", "hush", "INBOX"),
}


@pytest.mark.parametrize("url", READ)
def test_a_mailbox_is_read_off_its_url(url: str) -> None:
    assert imap_url.parse(addresses.imap_url(url)) == READ[url]
    assert "hush" not in repr(imap_url.parse(url))
