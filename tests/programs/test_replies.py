"""What mutt, neomutt and alpine make of a letter of ours: whom they answer, what they quote, and how."""

import asyncio
import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.programs import alpine, letter, mutts, recorder
from tests.programs.answer import Answer
from tests.programs.post import BO, Post

PROGRAMS = {"mutt": mutts.mutt, "neomutt": mutts.neomutt, "alpine": alpine.reply}
QUESTION = "Is that with or without the night café in Łódź? And how many of them came back a second time?"
FIGURES = "winter,families\n2025,1188\n2026,1284\n"
MUTT = """\
On Tue, Nov 24, 2026 at 09:12:04AM +0000, Ana Sole – Media wrote:
> Dear Bo,
> 
> Between November and March 1,284 families stayed with us – 96 more than in the winter before.
> 
> Does that answer your question?
> 
> Ana Sole
> Press officer
"""  # noqa: W291
ALPINE = """\
On Tue, 24 Nov 2026, Ana Sole – Media wrote:

> 
> Dear Bo,
> 
> Between November and March 1,284 families stayed with us – 96 more than in the winter before.

Is that with or without the night café in Łódź? And how many of them came 
back a second time?

> 
> Does that answer your question?
> 
> Ana Sole
> Press officer
> 
> 
>"""  # noqa: W291


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of it."""

    sender: str
    to: tuple[str, ...]
    from_: str
    subject: str
    in_reply_to: str
    references: tuple[str, ...]
    text: str
    attachments: dict[str, str]


def sent(to: str, text: str, attachments: dict[str, str] | None = None) -> Sent:
    """A reply to our letter that is right in everything that Bo did not type."""
    subject = "Re: How many families used your shelters this winter? [M7K-4QX2]"
    references = (letter.INQUIRY, letter.MESSAGE)
    bo = f"Bo Reyes <{BO}>"
    return Sent(BO, (to,), bo, subject, letter.MESSAGE, references, text, attachments or {})


async def answered(post: Post, home: Path, program: str, answer: Answer) -> Sent:
    """Bo finds our letter in the mailbox and answers it; what comes to our door."""
    post.send(letter.MEDIA, BO, letter.LETTER)
    await asyncio.to_thread(post.arrived, BO)
    async with recorder.running(post.doors["charity.example"]) as door:
        await asyncio.to_thread(PROGRAMS[program], post, home, answer)
        kept = await door.mail()
    mail = email.message_from_bytes(kept.content.replace(b"\r\n", b"\n"), policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    body = mail.get_body(("plain",))
    assert body is not None
    return Sent(
        kept.sender,
        kept.to,
        mail["From"],
        mail["Subject"],
        mail["In-Reply-To"],
        tuple(mail["References"].split()),
        body.get_content(),
        {part.get_filename() or "": part.get_content() for part in mail.iter_attachments() if part != body},
    )


@pytest.mark.parametrize("program", ["mutt", "neomutt"])
async def test_answer_below_the_quote_comes_to_the_address_of_the_inquiry(program, post: Post, home: Path):
    found = await answered(post, home, program, Answer(below=QUESTION))
    assert found == sent(letter.REPLY_TO, f"{MUTT}\n{QUESTION}\n")


async def test_answer_between_the_lines_stands_between_them(post: Post, home: Path):
    found = await answered(post, home, "mutt", Answer(between={"families stayed": QUESTION}))
    before, line, after = MUTT.partition("96 more than in the winter before.\n")
    assert found == sent(letter.REPLY_TO, f"{before}{line}\n{QUESTION}\n\n{after}")


async def test_alpine_sends_flowed_text_in_a_multipart_of_one(post: Post, home: Path):
    answer = Answer(above="Thank you, Ana!", between={"families stayed": QUESTION})
    found = await answered(post, home, "alpine", answer)
    assert found == sent(letter.REPLY_TO, f"Thank you, Ana!\n\n\n{ALPINE}")


async def test_attachment_comes_along(post: Post, home: Path):
    (home / "figures.csv").write_text(FIGURES)
    found = await answered(post, home, "neomutt", Answer(above=QUESTION, attached="figures.csv"))
    assert found == sent(letter.REPLY_TO, f"{QUESTION}\n\n{MUTT}", {"figures.csv": FIGURES})


async def test_who_declines_the_reply_address_answers_the_desk(post: Post, home: Path):
    found = await answered(post, home, "mutt", Answer(above=QUESTION, to_reply_to=False))
    assert found == sent(letter.MEDIA, f"{QUESTION}\n\n{MUTT}")
