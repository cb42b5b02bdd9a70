"""Log a phone call, from anywhere: about an inquiry there is, or as one of its own."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from aiohttp import web

from inquiries.forms import call as forms
from inquiries.forms import form as reading
from inquiries.forms.form import Submission
from inquiries.forms.problem import Problem
from inquiries.inquiry import changes, clocks
from inquiries.inquiry.changes import Call
from inquiries.inquiry.model import Inquiry
from inquiries.inquiry.opening import Opening
from inquiries.people import tokens
from inquiries.staff import admit
from inquiries.staff.frame import frame
from inquiries.staff.office import FIELDS, OFFICE, VISITOR, Office, Visitor
from inquiries.staff.pages import inquiry
from inquiries.staff.words import call_form
from inquiries.wording import Text

URL = "/staff/calls"
NOT_THERE = Text("Choose an inquiry from the list, or a new one")
NO_TOPIC = Text("Choose what it is about from the list")


async def form(request: web.Request) -> web.Response:
    """The form; `?inquiry=` says which inquiry stands chosen."""
    return await _page(request, {"inquiry": request.query.get("inquiry", ""), "direction": "in"})


async def log(request: web.Request) -> web.Response:
    """Keep the call, and go to its inquiry. What is wrong is shown with everything typed."""
    office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
    about = None
    if fields.get("inquiry"):
        try:
            about = await inquiry.load(office, visitor, fields["inquiry"])
        except web.HTTPNotFound:
            return await _page(request, fields, (Problem("inquiry", NOT_THERE),))
    form = forms.ABOUT_ONE if about else forms.NEW
    read = reading.clean(form, fields, now=visitor.now, zone=visitor.zone)
    problems = list(read) if not isinstance(read, Submission) else []
    topic = call_form.chosen(office, visitor, fields.get("topic", ""))
    if about is None and topic is None:
        problems.append(Problem("topic", NO_TOPIC))
    if not isinstance(read, Submission) or problems:
        return await _page(request, fields, problems)
    said = _call(visitor, about, read.answers, fields)
    if about is not None:
        await office.database.write(changes.call, about, call=said, staff_id=visitor.who.id, at=visitor.now)
        return admit.see_other(f"/staff/inquiries/{about.reference}?done=call")
    opening = _opening(office, visitor, topic or ("", "", ""), read.answers)
    id = await office.database.write(
        changes.open_by_phone, office.keys, opening, call=said, staff_id=visitor.who.id, at=visitor.now
    )
    return admit.see_other(f"/staff/inquiries/{office.keys.reference(id)}?done=call")


def _call(
    visitor: Visitor, about: Inquiry | None, answers: Mapping[str, str], fields: Mapping[str, str]
) -> Call:
    drawn = fields.get("once_key") or visitor.now.isoformat()
    once_key = sha256(f"{visitor.who.id} call {drawn}".encode("utf-8", "replace")).hexdigest()
    return Call(
        direction="out" if answers["direction"] == "out" else "in",
        person=answers.get("name") or (about.name if about else ""),
        number=answers.get("phone", ""),
        text=answers["text"],
        once_key=once_key,
    )


def _opening(
    office: Office, visitor: Visitor, topic: tuple[str, str, str], answers: Mapping[str, str]
) -> Opening:
    """As a form's submission would be, with the desk and the owner that whoever took the call decided on."""
    form, slug, desk = topic
    kept = ("name", "outlet", "phone", "email", "deadline", "deadline_moved", "timezone")
    given = {name: answers[name] for name in kept if answers.get(name)}
    given |= {"topic": slug, "question": answers["text"]}
    planned = clocks.clocks(
        office.settings.desks[desk],
        office.settings.timezone,
        received=visitor.now,
        deadline=clocks.instant(given.get("deadline")),
        publishes=None,
    )
    return Opening(
        id=0,
        reference="",
        form=form,
        door="phone",
        answers=given,
        received_at=visitor.now,
        zone=given.get("timezone", visitor.zone),
        desk=desk,
        owner_id=visitor.who.id,
        clocks=planned,
        reasons=(Text("%(name)s took the call", {"name": visitor.who.name}),),
        suspicion="",
    )


async def _page(
    request: web.Request, typed: Mapping[str, str], problems: Sequence[Problem] = ()
) -> web.Response:
    office, visitor = request.app[OFFICE], request[VISITOR]
    async with office.database.read() as db:
        around = await frame(office, visitor, db, current=URL)
        abouts = await call_form.abouts(office, visitor, db, chosen=typed.get("inquiry", ""))
    shown: dict[str, Any] = {
        "url": URL,
        "abouts": abouts,
        "topics": call_form.topics(office, visitor, typed.get("topic", "")),
        "once_key": typed.get("once_key") or tokens.new(),
    }
    return office.pages.render(
        request,
        "staff/call.html",
        status=422 if problems else 200,
        personal=True,
        frame=around,
        call=shown,
        fields={field.name: field for field in forms.NEW.fields},
        values=dict(typed),
        problems={problem.field: problem.text for problem in reversed(problems)},
    )
