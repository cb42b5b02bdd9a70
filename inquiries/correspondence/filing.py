"""The job that reads one kept mail and lets it become what it is. Whenever it is stopped, it can be done again.

It is parsed and judged outside any transaction; one transaction judges again, files it and says so in its row.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries import clock
from inquiries.correspondence import beginning, bouncing, contents, facts, from_staff, mails, match, taking
from inquiries.correspondence.bouncing import Returned
from inquiries.correspondence.contents import Contents
from inquiries.correspondence.from_staff import Asked
from inquiries.correspondence.mails import Heading, Mail
from inquiries.correspondence.match import Fate, Verdict
from inquiries.database import statements
from inquiries.database.engine import StorageUnavailable, Tx
from inquiries.database.tables import FILED, HELD, QUIET, UNREAD_MAIL
from inquiries.inquiry import canaries, changes, records
from inquiries.inquiry.changes import Arrived
from inquiries.mail import probe
from inquiries.mail.reader import ReaderUnavailableError
from inquiries.outbox.post import Post
from inquiries.outcome import Done, Outcome, TryLater
from inquiries.queue import backoff
from inquiries.queue.jobs import Job
from inquiries.settings import SEALED
from inquiries.wording import Text

TRIES = 3  # of a mail that meets something unexpected, before it is shown to a person as it is

_STATES = {Fate.FILE: FILED, Fate.OPEN: FILED, Fate.HOLD: HELD, Fate.QUIET: QUIET}
_READ = Done("read before")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Word:
    """What a person said is to become of a mail: into this inquiry, or one of its own on this desk."""

    by: int
    inquiry: int | None
    desk: str


Case = Verdict | Returned | Asked | Word


async def read(post: Post, job: Job) -> Outcome:
    """File one mail, hold it, or leave it be. A second time changes nothing."""
    word = _word(job.payload)
    async with post.database.read() as db:
        mail = await mails.load(db, job.payload["mail"])
    if mail is None or not _is_due(mail, word):
        return _READ
    try:
        return await _read(post, mail, word)
    except StorageUnavailable:
        raise
    except ReaderUnavailableError as trouble:
        if not backoff.used_up(job.tries):
            return TryLater(str(trouble))
        failed = type(trouble).__name__
    except Exception as error:
        if job.tries < TRIES:
            raise
        log.exception("Mail %s cannot be filed and is held", mail.id)
        failed = type(error).__name__
    # A person sees it as it is: nothing would be done with it any more, and nobody would know that it came.
    return await post.database.write(_give_up, post, mail, word, failed)


async def _read(post: Post, mail: Mail, word: Word | None) -> Outcome:
    read = await contents.read(post.reader, mail)
    async with post.database.read() as db:
        case = word or await judge(db, post, read)
    files = await contents.save(post, _files(read, case))
    return await post.database.write(_settle, post, read, case, files, clock.now())


async def judge(db: AsyncConnection, post: Post, read: Contents) -> Verdict | Returned | Asked:
    """What a mail is: ours, unreadable, a colleague's, a mail server's, and only then a letter."""
    shown = post.settings.default_desk
    if _marks(post, read):
        return Verdict(Fate.QUIET, shown, reason=Text("A test letter arrived."))
    found = facts.signed(post, read)
    if found is not None and found.kind == "staff":
        return await from_staff.judge(db, post, read, found)
    if read.parsed.unreadable:
        about = await facts.inquiry(db, post, found.reference) if found else None
        desk = about.desk if about else shown
        return Verdict(Fate.HOLD, desk, about.id if about else None, Text(read.parsed.unreadable))
    came_back = await bouncing.find(db, post, read, found)
    if came_back is not None:
        return came_back
    known = await facts.gather(db, post, read, found)
    return _for_leads(post, read, match.decide(known), crowded=known.crowded)


def _for_leads(post: Post, read: Contents, verdict: Verdict, *, crowded: bool) -> Verdict:
    """What would wait for somebody to file it, and reads like the words of somebody in danger, waits for nobody: it
    is an inquiry of its own, which is sealed. Of machines, and of very many at once, it waits where leads see it."""
    if verdict.fate is not Fate.HOLD or not beginning.reads_like_danger(post.settings, read.new):
        return verdict
    if read.parsed.robot is not None or not read.sender or crowded:
        return replace(verdict, desk=SEALED)
    desk = verdict.desk if verdict.desk in post.settings.desks else post.settings.default_desk
    return Verdict(Fate.OPEN, desk)


def _files(read: Contents, case: Case) -> Any:
    """Those that are kept apart from the mail."""
    match case:
        case Word() | Verdict(fate=Fate.FILE | Fate.OPEN):
            return read.parsed.attachments
        case Asked(reason=None) | Asked(draft=True):
            return from_staff.enclosed(read)
        case _:
            return ()


async def _settle(
    tx: Tx, post: Post, read: Contents, case: Case, files: tuple[Arrived, ...], at: datetime
) -> Outcome:
    # One mail after the other: the same letter by two doors must not be filed at one moment.
    await statements.in_turn(tx, "mail comes in")
    word = case if isinstance(case, Word) else None
    now = await mails.again(tx, read.mail.id)
    if now is None or not _is_due(now, word):
        return _READ
    if word is None and await judge(tx, post, read) != case:
        return TryLater("something changed while it was read", timedelta(0))
    verdict = await _become(tx, post, read, case, files, at)
    await _mark(tx, read.mail.id, read.heading, verdict)
    for mark in _marks(post, read):
        if await canaries.back(tx, mark, at):
            await mails.forget(tx, read.mail.id)
    return Done(verdict.fate.value)


def _marks(post: Post, read: Contents) -> tuple[str, ...]:
    """Those of test letters that we sent to ourselves."""
    found = read.parsed.headers.get(probe.HEADER.lower(), ())
    return tuple(mark.strip() for mark in found if probe.valid(post.keys.secret, mark))


async def _become(
    tx: Tx, post: Post, read: Contents, case: Case, files: tuple[Arrived, ...], at: datetime
) -> Verdict:
    if isinstance(case, Word):
        return await _by_word(tx, post, read, case, files, at)
    if isinstance(case, Asked):
        return await taking.take(tx, post, read, case, files, at)
    if isinstance(case, Returned):
        await bouncing.apply(tx, read, case, at)
        return case.verdict
    if case.fate is Fate.OPEN:
        id = await beginning.begin(tx, post, read, case.desk, files, at)
        return Verdict(Fate.OPEN, case.desk, id)
    if case.fate is Fate.FILE and case.inquiry is not None:
        await _receive(tx, post, read, case.inquiry, files, at, automatic=case.automatic)
    return case


async def _by_word(
    tx: Tx, post: Post, read: Contents, word: Word, files: tuple[Arrived, ...], at: datetime
) -> Verdict:
    if word.inquiry is None:
        id = await beginning.begin(tx, post, read, word.desk, files, at, by_hand=True)
        return Verdict(Fate.OPEN, word.desk, id)
    about = await _receive(tx, post, read, word.inquiry, files, at, automatic=False, by=word.by)
    if about is None:
        gone = Text("The inquiry it was to be filed in is no longer there.")
        return Verdict(Fate.HOLD, post.settings.default_desk, reason=gone)
    return about


async def _receive(
    tx: Tx,
    post: Post,
    read: Contents,
    id: int,
    files: tuple[Arrived, ...],
    at: datetime,
    *,
    automatic: bool,
    by: int | None = None,
) -> Verdict | None:
    part = await records.by_id(tx, id)
    if part is None:
        return None
    inquiry = await records.whole(tx, part)
    heard = contents.letter(read, "automatic" if automatic else "reply", files)
    if by is not None:
        await changes.file_by_hand(tx, inquiry, sender=read.sender or read.name, staff_id=by, at=at)
    await changes.receive(tx, inquiry, heard=heard, at=at)
    if not automatic and beginning.reads_like_danger(post.settings, read.new):
        await changes.seal_unless(tx, inquiry.id, at=at)
    return Verdict(Fate.FILE, inquiry.desk, inquiry.id)


async def _mark(tx: Tx, id: int, heading: Heading | None, verdict: Verdict) -> None:
    await mails.settle(
        tx,
        id,
        heading,
        state=_STATES[verdict.fate],
        reason=verdict.reason,
        desk=verdict.desk,
        inquiry_id=verdict.inquiry,
    )


async def _give_up(tx: Tx, post: Post, mail: Mail, word: Word | None, error: str) -> Outcome:
    now = await mails.again(tx, mail.id)
    if now is not None and _is_due(now, word):
        why = Text("It could not be filed (%(error)s); the program's log says more.", {"error": error})
        await _mark(tx, mail.id, None, Verdict(Fate.HOLD, post.settings.default_desk, reason=why))
    return Done("held")


def _is_due(mail: Mail, word: Word | None) -> bool:
    """Unread, and by this job: what a person said of it is done by the job they made, and no older one."""
    return mail.state == UNREAD_MAIL and mail.handled_by == (word.by if word else None)


def _word(payload: Mapping[str, Any]) -> Word | None:
    if "by" not in payload:
        return None
    return Word(payload["by"], payload.get("inquiry"), payload.get("desk", ""))
