"""What a sender does on the receipt page: another deadline, one more question, the story dropped. Then the page again.

Whoever has the page's address may do it, as whoever has the reference may ring: each act is told to the owner.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from inquiries.database.engine import Tx
from inquiries.forms import field, when
from inquiries.forms.field import Moment
from inquiries.forms.problem import Problem
from inquiries.inquiry import changes, planning, records
from inquiries.inquiry.changes import Heard, SomeoneWasFaster
from inquiries.inquiry.model import Inquiry, Outcome, Status
from inquiries.intake.known import Known
from inquiries.safeguarding import disclosure
from inquiries.settings import Settings
from inquiries.wording import Text

DEADLINE, QUESTION, DROPPED = "deadline", "question", "dropped"
_MORE = field.long_text("question", Text("Your question"), missing=Text("Write your question"))
_MESSAGE = field.long_text("question", Text("Your message"), missing=Text("Write your message"))
DONE = {
    DEADLINE: Text("Your deadline is moved, and the desk is told."),
    QUESTION: Text("Your question is with the desk."),
    DROPPED: Text("The desk knows that the story is dropped, and nobody works on it any more."),
}
_TOO_SOON = Problem("", Text("It has only just arrived. Do it again in a moment"))
_OVER = Problem("", Text("This changed a moment ago. Look at how it stands now, then do it again"))


@dataclass(frozen=True, slots=True)
class Tried:
    """What was typed into an act that could not be done, and why."""

    act: str = ""
    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)
    problem: Problem | None = None


NOTHING = Tried()


def offered(known: Known) -> tuple[str, ...]:
    """The acts that make sense now: of one that is closed, part of another, or from somebody in danger, one more
    message only.

    One in quarantine, or not opened yet, is offered the same as any other: its sender is not told which it is.
    """
    inquiry = known.inquiry
    alone = inquiry is None or (inquiry.id == known.id and inquiry.status is not Status.CLOSED)
    if known.form == "media" and alone and not known.in_danger:
        return (QUESTION, DEADLINE, DROPPED)
    return (QUESTION,)


async def do(
    tx: Tx, settings: Settings, known: Known, act: str, given: Mapping[str, str], *, once: str, at: datetime
) -> Problem | None:
    """One act; what is wrong with it, and then nothing is done."""
    found = await records.by_id(tx, known.inquiry.id) if known.inquiry else None
    if found is None:
        return _TOO_SOON
    try:
        match act:
            case "deadline":
                return await _move(tx, settings, found, given, at)
            case "question":
                return await _ask(tx, settings, known, found, given, once, at)
            case _:
                await changes.close(tx, found, outcome=Outcome.STORY_DROPPED, reason="", staff_id=None, at=at)
    except SomeoneWasFaster:
        return _OVER
    return None


async def _move(
    tx: Tx, settings: Settings, found: Inquiry, given: Mapping[str, str], at: datetime
) -> Problem | None:
    deadline = when.anew(given, Moment(at, found.zone))
    if isinstance(deadline, Problem):
        return deadline
    if deadline == found.deadline_at:
        return Problem("deadline_date", Text("That is the deadline it has. Enter another one"))
    planned = planning.anew(settings, found, desk=found.desk, deadline=deadline)
    back = planning.comes_back(found, planned, at)
    await changes.move_deadline(
        tx, found, clocks=planned, wait_until=back, asked_by=found.name, staff_id=None, at=at
    )
    return None


async def _ask(
    tx: Tx,
    settings: Settings,
    known: Known,
    found: Inquiry,
    given: Mapping[str, str],
    once: str,
    at: datetime,
) -> Problem | None:
    asked = _MESSAGE if known.in_danger else _MORE
    text = field.clean(asked, given.get(asked.name), Moment(at, found.zone))
    if not isinstance(text, str):
        return Problem(asked.name, text)
    heard = Heard(
        mail_id=None,
        at=at,
        kind="reply",
        door="page",
        sender=known.answers.get("email", ""),
        sender_name=known.answers.get("name", ""),
        subject="",
        text=text,
        rest="",
        html="",
        message_id="",
        thread=(),
        once_key=f"page:{known.id}:{once}",
    )
    await changes.receive(tx, found, heard=heard, at=at)
    lists = disclosure.lists(settings.safeguarding)
    if lists is not None and lists.read([text]):
        await changes.seal_unless(tx, found.id, at=at)
    return None
