"""SMTP_URL taken apart, and what is refused of it."""

import pytest

from inquiries.mail import smtp_url
from inquiries.mail.smtp_url import Server


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", Server("mail.example", 25, "if-offered")),
        ("smtp://127.0.0.1:2525?tls=none", Server("127.0.0.1", 2525, "none")),
        ("smtp://[::1]:2525/?tls=starttls", Server("::1", 2525, "starttls")),
        ("smtp://mail.example?tls=starttls", Server("mail.example", 587, "starttls")),
        ("smtps://mail.example", Server("mail.example", 465, "smtps")),
        ("smtp://ana:p%40ss%3A@mail.example", Server("mail.example", 587, "starttls", "ana", "p@ss:")),
        ("smtp://ana%40charity.example:x@localhost:25?tls=none",
         Server("localhost", 25, "none", "ana@charity.example", "x")),
    ],
)  # fmt: skip
def test_url_is_read(url: str, server: Server) -> None:
    assert smtp_url.parse(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://user:secret@",
        "smtp://user:secret@mail.example:port",
        "smtp://user:secret@mail.example:99999",
        "smtp://user:secret#1@mail.example",
        "smtp://user:se/cret@mail.example",
        "smtp://user:secret@[mail.example",
        "smtp://user:secret@mail.example?insecure=1",
        "smtp://user:secret@mail.example?tls=maybe",
        "smtps://user:secret@mail.example?tls=none",
    ],
)
def test_unreadable_url_is_refused_in_one_line_without_the_password(url: str) -> None:
    with pytest.raises(ValueError, match=r"\ASMTP_URL[^\n]+\Z") as refused:
        smtp_url.parse(url)
    assert "secret" not in str(refused.value)


def test_password_is_not_in_the_representation() -> None:
    assert "secret" not in repr(smtp_url.parse("smtp://user:secret@mail.example"))


@pytest.mark.parametrize(
    ("host", "here"),
    [("localhost", True), ("127.0.0.9", True), ("[::1]", True), ("10.0.0.1", False), ("mail.example", False)],
)
def test_server_on_this_machine_is_known_by_its_name(host: str, here: bool) -> None:
    assert smtp_url.parse(f"smtp://{host}").is_here is here
