"""Letters as mail programs write them, read whole. The files have Unix line ends; on the wire they have others."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from inquiries.mail import parse
from inquiries.mail.autoreply import Robot
from inquiries.mail.bounces import Bounce
from inquiries.mail.parse import Attachment, Mailbox, Parsed

LETTERS = Path(__file__).parent / "letters"
REL = 'target="_blank" rel="noopener noreferrer"'
BO = (Mailbox("Bo Ride", "bo@gazette.example"),)
MEDIA = (Mailbox("", "media@charity.example"),)


def letter(name: str) -> bytes:
    return (LETTERS / f"{name}.eml").read_bytes().replace(b"\n", b"\r\n")


def read(name: str) -> Parsed:
    return parse.parse(letter(name))


def html(parsed: Parsed) -> str:
    """The library that cleans adds attributes in no certain order."""
    return parsed.html.replace('rel="noopener noreferrer" target="_blank"', REL)


def files(parsed: Parsed) -> list[tuple[str, str, bytes]]:
    return [(one.name, one.content_type, one.content) for one in parsed.attachments]


def test_gmail_reply_is_read_whole():
    parsed = read("gmail_reply")
    assert parsed == Parsed(
        subject="Re: [M7K-4QX2] Shelter funding – two questions",
        from_=(Mailbox("Bo Ríde", "bo.ride@gazette.example"),),
        to=(Mailbox("Example Organisation", "reply+m7k4qx2-b2d4@charity.example"),),
        cc=(Mailbox("", "desk@gazette.example"),),
        date=datetime(2026, 11, 24, 9, 12, 31, tzinfo=UTC),
        message_id="<CAKx7=9Qw@mail.gmail.example>",
        in_reply_to=("<5f0c@charity.example>",),
        references=("<5f0c@charity.example>",),
        text="Thank you, Ana – that helps. Could we have the figure for 2025 as well?\n\nBo\n\n"
        "On Tue, Nov 24, 2026 at 9:40\u202fAM Example Organisation <\n"
        "reply+m7k4qx2-b2d4@charity.example> wrote:\n\n> Dear Bo,\n>\n> 214 families in 2026.",
        html=parsed.html,
        headers={
            "return-path": ("<bo.ride@gazette.example>",),
            "delivered-to": ("reply+m7k4qx2-b2d4@charity.example",),
            "from": ("Bo Ríde <bo.ride@gazette.example>",),
            "content-type": ('multipart/alternative; boundary="000000000000a1b2c305f00dcafe"',),
        },
    )
    assert html(parsed) == (
        '<div dir="ltr">Thank you, Ana – that helps. Could we have the figure for 2025 as well?'
        "<div><br></div><div>Bo</div></div><br><div>"
        '<div dir="ltr">On Tue, Nov 24, 2026 at 9:40\u202fAM Example Organisation &lt;'
        f'<a href="mailto:reply%2Bm7k4qx2-b2d4@charity.example" {REL}>reply+m7k4qx2-b2d4@charity.example</a>'
        "&gt; wrote:<br></div><blockquote>Dear Bo,<br><br>214 families in 2026.</blockquote></div>"
    )


def test_outlook_letter_of_html_alone_becomes_text_and_its_picture_is_inline():
    parsed = read("outlook_html")
    assert parsed.text == (
        "Price: 300 € – “final”.\n\nour story <https://gazette.example/story> this\n\n"
        "Year Families\n2026 214\n\n1. When?\n2. Where?"
    )
    assert html(parsed) == (
        "<div>\n<p>Price: 300 € – “final”.</p>\n<p>&nbsp;</p>\n"
        '<p><img width="20" src="cid:image001.png@01DC"> '
        f'<a href="https://gazette.example/story" {REL}>our story</a> <a {REL}>this</a></p>\n'
        "<table><tbody><tr><td>Year</td><td>Families</td></tr><tr><td>2026</td><td>214</td></tr></tbody></table>\n"
        '<ol><li>When?</li><li>Where?</li></ol>\n\n<img src="https://track.example/p.gif" alt="">\n</div>'
    )
    picture = Attachment("image001.png", "image/png", b"\x89PNG", "image001.png@01DC", inline=True)
    assert parsed.attachments == (picture,)


def test_apple_mail_with_files_amid_the_letter_keeps_every_stretch_of_it():
    parsed = read("apple_interleaved")
    assert parsed.text == "Here is the letter:\n\n\n\nand here the photo:\n\n\n\nIs it genuine?"
    assert parsed.html == (
        "Here is the letter:<div><br></div><div></div>\n<div></div><div>and here the photo:</div>\n"
        "<div><br></div><div>Is it genuine?</div>"
    )
    assert files(parsed) == [
        ("Lettre du ministère.pdf", "application/pdf", b"%PDF-1.4\n% a letter\n"),
        ("IMG_0042.jpeg", "image/jpeg", b"\xff\xd8\xff\xe0\x00\x10"),
    ]
    parsed = read("apple_plain_interleaved")
    assert (parsed.text, parsed.html) == ("The first one\n\nand the second\n\nSent from my iPhone", "")
    assert [one.name for one in parsed.attachments] == ["image0.jpeg", "image0 (2).jpeg"]


def test_flowed_letter_has_whole_paragraphs_and_its_quotes():
    assert read("thunderbird_flowed").text == (
        "Am 24.11.26 um 09:40 schrieb Example Organisation:\n"
        "> 214 families found a place in 2026, which is more than in any year before it.\n"
        ">> And how many asked?\n"
        " >From the street alone: 300.\n\n"
        "Danke für die schnelle Antwort – ich melde mich, sobald der Text steht, spätestens morgen früh.\n\n"
        "-- \nBo Ride The Example Gazette"
    )


def test_invitation_is_one_file_and_a_line_of_what_and_when():
    parsed = read("invitation")
    assert parsed.text == (
        "You have been invited to an interview.\n\n"
        "Invitation: Interview, on the record · 2026-12-02 14:00–15:00 (Europe/Berlin) · Café Central; back room"
    )
    assert [(one.name, one.content_type) for one in parsed.attachments] == [
        ("invitation.ics", "text/calendar")
    ]
    assert parsed.sender == (Mailbox("Calendar", "calendar-notification@google.example"),)


def test_forwarded_mails_are_files_named_for_their_subject_and_byte_for_byte():
    raw = letter("forwarded")
    parsed = parse.parse(raw)
    assert parsed.text == "See below. They sent two of them."
    start = raw.index(b"From: Spokesperson")
    assert files(parsed) == [
        ("Statement_ shelters-beds.eml", "message/rfc822", raw[start : raw.index(b"\r\n--outer", start)]),
        ("second.eml", "message/rfc822", b"Subject: Second\n\nHello\n"),
    ]


def test_outlook_container_is_named_as_what_it_is():
    parsed = read("winmail")
    assert parsed.text == "The contract is attached."
    assert [(one.name, one.content_type) for one in parsed.attachments] == [
        ("winmail.dat", "application/ms-tnef")
    ]


def test_signed_letter_is_the_letter_and_a_signature():
    parsed = read("signed")
    assert parsed.text == "Grüße from mutt.\n\n-- \nBo"
    assert [one.name for one in parsed.attachments] == ["signature.asc"]


def test_bounce_says_which_letter_of_ours_did_not_arrive():
    parsed = read("bounce")
    assert (parsed.robot, parsed.bounce) == (
        Robot("bounce", "A mail server's report about a letter (multipart/report)."),
        Bounce(
            True, ("bo@gazette.example",), "550 5.1.1 No such user", "<5f0c@charity.example>", status="5.1.1"
        ),
    )
    assert [one.name for one in parsed.attachments] == ["delivery-status.txt", "Shelter funding.eml"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("phone_japanese", ("質問", "山", "質問があります。")),
        ("old_russian", ("Вопрос", "Борис", "Вопрос о приютах.")),
        ("chinese_mislabelled", ("朱镕基", "郑蓉", "朱镕基问")),
        ("no_headers_of_mime", ("Grüße", "Bo Ride", "Schöne Grüße – Bo")),
    ],
)
def test_letters_in_old_and_wrong_charsets_are_read(name, said):
    parsed = read(name)
    assert (parsed.subject, parsed.from_[0].name, parsed.text) == said


@pytest.mark.parametrize("path", sorted(LETTERS.glob("*.eml")), ids=lambda path: path.stem)
def test_letters_read_the_same_with_either_line_end(path):
    unix, wire = parse.parse(path.read_bytes()), parse.parse(letter(path.stem))
    assert (unix.subject, unix.from_, unix.text, unix.unreadable) == (
        wire.subject,
        wire.from_,
        wire.text,
        "",
    )
