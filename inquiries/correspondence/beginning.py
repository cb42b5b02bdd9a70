"""A mail to a desk's own address that belongs to no inquiry becomes one, as if a form had been filled in."""

from datetime import datetime

from inquiries.correspondence import contents as reading
from inquiries.correspondence.contents import Contents
from inquiries.database.engine import Tx
from inquiries.inquiry import alarms, changes, clocks
from inquiries.inquiry.changes import Arrived
from inquiries.inquiry.opening import Opening
from inquiries.mail import subjects
from inquiries.outbox.post import Post
from inquiries.safeguarding import disclosure
from inquiries.settings import Desk, FormSettings, Settings
from inquiries.wording import Text


async def begin(
    tx: Tx, post: Post, contents: Contents, desk: str, files: tuple[Arrived, ...], at: datetime
) -> int:
    """The new inquiry's id."""
    opened = _opening(post.settings, contents, desk, receipt=_may_have_receipt(contents))
    heard = reading.letter(contents, "opening", files)
    return await changes.open_by_mail(tx, post.keys, opened, heard=heard, at=at)


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
