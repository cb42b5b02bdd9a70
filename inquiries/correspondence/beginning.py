"""A mail to a desk's own address that belongs to no inquiry becomes one, as if a form had been filled in."""

from dataclasses import replace
from datetime import datetime

from inquiries.correspondence import contents as reading
from inquiries.correspondence.contents import Contents
from inquiries.database.engine import Tx
from inquiries.inquiry import alarms, changes, clocks, suspicions
from inquiries.inquiry.changes import Arrived
from inquiries.inquiry.opening import Opening
from inquiries.mail import subjects
from inquiries.outbox.post import Post
from inquiries.safeguarding import disclosure
from inquiries.settings import Desk, FormSettings, Settings
from inquiries.spam import look
from inquiries.spam.look import Arrival
from inquiries.wording import Text


async def begin(
    tx: Tx,
    post: Post,
    contents: Contents,
    desk: str,
    files: tuple[Arrived, ...],
    at: datetime,
    *,
    by_hand: bool = False,
) -> int:
    """The new inquiry's id. It is judged as a form's is, unless a person here made it `by_hand`: they have judged."""
    opened = _opening(post.settings, contents, desk, receipt=_may_have_receipt(contents))
    if not by_hand and not opened.sealed:
        opened = await _judged(tx, post, opened, contents.mail.id, at)
    heard = reading.letter(contents, "opening", files)
    return await changes.open_by_mail(tx, post.keys, opened, heard=heard, at=at)


async def _judged(tx: Tx, post: Post, opened: Opening, mail: int, at: datetime) -> Opening:
    """A mail bears no trap and no time it took: what is written speaks, and who else wrote it."""
    arrival = Arrival(mail, opened.answers, {"door": opened.door})
    verdict = (await look.look(tx, post.keys.secret, [arrival], much=0, at=at))[mail]
    return replace(opened, suspicion=suspicions.kept(verdict.reasons)) if verdict.held else opened


def question(contents: Contents) -> str:
    """What they wrote, below their subject where that says more."""
    subject, text = subjects.bare(contents.parsed.subject), contents.new or contents.rest
    if not subject or subject.casefold() in text.casefold():
        return text
    return f"{subject}\n\n{text}".strip()


def _opening(settings: Settings, contents: Contents, desk: str, *, receipt: bool) -> Opening:
    form, received, home = _form(settings, desk), contents.mail.received_at, settings.desk(desk)
    planned = clocks.clocks(home, settings.timezone, received=received, deadline=None, publishes=None)
    address = contents.sender
    answers = {
        "name": contents.name or address.rpartition("@")[0],
        "email": address,
        "topic": _topic(form),
        "question": question(contents),
    }
    known = alarms.Facts(received, planned.respond_intent_at, None, None, acknowledged=False)
    return Opening(
        id=0,
        reference="",
        form=form.name,
        door="mail",
        answers={name: value for name, value in answers.items() if value},
        received_at=received,
        zone=settings.timezone,
        desk=home.slug,
        owner_id=None,
        clocks=planned,
        reasons=(_reason(home),),
        suspicion="",
        alarm_at=alarms.first(known, home),
        receipt=receipt,
        sealed=reads_like_danger(settings, answers["question"]),
    )


def reads_like_danger(settings: Settings, text: str) -> bool:
    """Whether it is the leads' to read."""
    lists = disclosure.lists(settings.safeguarding)
    return lists is not None and lists.read([text])


def _form(settings: Settings, desk: str) -> FormSettings:
    """The desk's own form; else one with a topic of this desk, else the first there is."""
    forms = list(settings.forms.values())
    own = (form for form in forms if form.desk == desk)
    some = (form for form in forms if any(topic.desk == desk for topic in form.topics))
    return next(own, None) or next(some, None) or forms[0]


def _topic(form: FormSettings) -> str:
    """ "other", else the last, if can be one that hands over nothing: nobody asked for a guide."""
    slugs = [topic.slug for topic in form.topics]
    plain = [topic.slug for topic in form.topics if not topic.guide]
    return "other" if "other" in slugs else (plain or slugs)[-1]


def _reason(desk: Desk) -> Text:
    if desk.email is None:
        return Text("it was sent by mail")
    return Text("it was sent to %(address)s", {"address": desk.email})


def _may_have_receipt(contents: Contents) -> bool:
    """Two machines must not answer each other."""
    sender, parsed = contents.sender, contents.parsed
    robot = parsed.robot is not None and parsed.robot.kind != "list"
    return bool(sender) and not robot and contents.mail.sender != ""
