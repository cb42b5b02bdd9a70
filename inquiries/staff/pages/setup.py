"""The first administrator's account, made through the one-time link that the terminal shows."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from aiohttp import web

from inquiries import clock
from inquiries.database.engine import Tx
from inquiries.forms import form as forms
from inquiries.forms.email import email
from inquiries.forms.field import line
from inquiries.forms.form import Form, Group, Submission
from inquiries.forms.problem import Problem
from inquiries.people import accounts, links, passwords, sessions, setup
from inquiries.people.accounts import AlreadyThere
from inquiries.staff import admit
from inquiries.staff.office import FIELDS, OFFICE, Office
from inquiries.wording import Text

TEMPLATE = "staff/setup.html"
TAKEN = Text("Enter another email address: somebody has this one already")
NO_PASSWORD = Text("Enter a password")
WHO = Form(
    "setup",
    (
        Group(
            "you",
            (
                line("name", Text("Your name"), missing=Text("Enter your name")),
                email("email", Text("Email"), example="name@charity.example"),
            ),
        ),
    ),
)


async def form(request: web.Request) -> web.Response:
    """The page behind the link; looking at it uses nothing up."""
    office = request.app[OFFICE]
    if not await _is_open(office, request):
        return admit.gone(office.pages, request, TEMPLATE)
    return _page(request, typed={})


async def make(request: web.Request) -> web.Response:
    """Make the account and sign its owner in, or show the page again with everything typed but the password."""
    office, fields = request.app[OFFICE], request[FIELDS]
    # Before any hashing: a stranger's guess must cost nothing.
    if not await _is_open(office, request):
        return admit.gone(office.pages, request, TEMPLATE)
    now, password = clock.now(), fields.get("password", "")
    who = forms.clean(WHO, fields, now=now, zone=office.settings.timezone)
    wrong = _wrong_password(office, password, fields)
    if not isinstance(who, Submission):
        return _page(request, typed=fields, problems=(*who, *wrong))
    if wrong:
        return _page(request, typed=fields, problems=wrong)
    try:
        token = await office.database.write(
            _first,
            office,
            link=request.match_info["token"],
            who=who.answers,
            password_hash=await passwords.hash(password),
            now=now,
        )
    except AlreadyThere:
        return _page(request, typed=fields, problems=(Problem("email", TAKEN),))
    except (setup.LinkSpent, setup.AlreadySetUp):
        return admit.gone(office.pages, request, TEMPLATE)
    return await admit.admit(office, request, token)


async def _first(
    tx: Tx, office: Office, *, link: str, who: Mapping[str, str], password_hash: str, now: datetime
) -> str:
    """The administrator of every desk, and the first session."""
    staff = await setup.first_administrator(
        tx,
        token=link,
        name=who["name"],
        email=who["email"],
        password_hash=password_hash,
        desks=office.settings.desks,
        now=now,
    )
    await accounts.name_leads(tx, office.settings.safeguarding.leads)
    return await sessions.open(tx, staff.id, now)


async def _is_open(office: Office, request: web.Request) -> bool:
    async with office.database.read() as db:
        usable = await links.usable(db, request.match_info["token"], "setup", clock.now())
        return usable and await setup.needed(db)


def _wrong_password(office: Office, password: str, fields: Mapping[str, str]) -> tuple[Problem, ...]:
    if not password:
        return (Problem("password", NO_PASSWORD),)
    wrong = passwords.problem(
        password, fields.get("email", ""), fields.get("name", ""), office.settings.organisation.name
    )
    return (Problem("password", wrong),) if wrong else ()


def _page(
    request: web.Request, *, typed: Mapping[str, str], problems: Sequence[Problem] = ()
) -> web.Response:
    return request.app[OFFICE].pages.render(
        request,
        TEMPLATE,
        status=422 if problems else 200,
        personal=True,
        gone=False,
        action=f"/staff/setup/{request.match_info['token']}",
        name=typed.get("name", ""),
        email=typed.get("email", ""),
        problems=[{"field": problem.field, "words": problem.text} for problem in problems],
    )
