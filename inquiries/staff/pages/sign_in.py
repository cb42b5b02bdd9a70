"""Signing in by password or by one-time link, and signing out."""

import math
from datetime import timedelta

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries import clock
from inquiries.i18n import catalogues, say
from inquiries.people import accounts, links, setup, sign_in
from inquiries.people.sign_in import SignedIn, Throttled
from inquiries.staff import admit
from inquiries.staff.office import FIELDS, OFFICE
from inquiries.web import limits
from inquiries.web.language import language
from inquiries.wording import Text

MISSING = Text("Enter your email address and your password.")
WRONG = Text("That email and password do not go together.")
LINK = "staff/link.html"


async def form(request: web.Request) -> web.Response:
    """The empty form; who is signed in already goes on."""
    to = admit.local(request.query.get("next", ""))
    if admit.is_signed_in(request):
        return admit.see_other(to or admit.INBOX)
    return await _form(request, to=to, signed_out=request.query.get("signed_out") == "1")


async def enter(request: web.Request) -> web.Response:
    """Check email and password. One answer whether or not there is such an account."""
    office, fields = request.app[OFFICE], request[FIELDS]
    email, password, to = (fields.get(name, "") for name in ("email", "password", "next"))
    to = admit.local(to)
    if not email.strip() or not password:
        return await _form(request, to=to, email=email, problem=MISSING, status=422)
    network = limits.client_address(request, office.settings.trusted_proxies)
    match await sign_in.sign_in(office.database, email, password, network, clock.now()):
        case SignedIn(token, _):
            return await admit.admit(office, request, token, to=to or admit.INBOX)
        case Throttled(wait):
            return await _throttled(request, to=to, email=email, wait=wait)
        case _:
            return await _form(request, to=to, email=email, problem=WRONG, status=422)


async def leave(request: web.Request) -> web.Response:
    """Sign out."""
    return await admit.leave(request.app[OFFICE], request, to="/staff/login?signed_out=1")


async def link(request: web.Request) -> web.Response:
    """A one-time link. Whoever opens it by hand is in; before anything else comes a page with a button.

    A link's second opening in the browser it signed in goes on to the inbox.
    """
    office, token = request.app[OFFICE], request.match_info["token"]
    if _opened_by_hand(request):
        return await use_link(request)
    async with office.database.read() as db:
        usable = await links.usable(db, token, "sign-in", clock.now())
    if not usable:
        return _spent(request)
    return office.pages.render(
        request, LINK, personal=True, gone=False, action=f"/staff/sign-in/{request.match_info['token']}"
    )


async def use_link(request: web.Request) -> web.Response:
    """Use the link up."""
    office = request.app[OFFICE]
    result = await sign_in.by_link(office.database, request.match_info["token"], clock.now())
    if isinstance(result, SignedIn):
        return await admit.admit(office, request, result.token)
    return _spent(request)


def _opened_by_hand(request: web.Request) -> bool:
    """Whether this GET may sign in: opened from a terminal, typed, or asked for by a program.

    Not by a preloading browser, and not from another site, which could so put its own account under a visitor.
    """
    headers = request.headers
    preloaded = "prefetch" in (headers.get("Sec-Purpose", "") + headers.get("Purpose", ""))
    ours = headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")
    a_page = headers.get("Sec-Fetch-Dest", "document") == "document"
    return request.method == "GET" and ours and a_page and not preloaded


def _spent(request: web.Request) -> web.Response:
    if admit.is_signed_in(request):
        return admit.see_other(admit.INBOX)
    return admit.gone(request.app[OFFICE].pages, request, LINK)


async def _throttled(request: web.Request, *, to: str, email: str, wait: timedelta) -> web.Response:
    seconds = max(1, math.ceil(wait.total_seconds()))
    locale = language(request, request.app[OFFICE].settings.languages)
    problem = Text("Too many tries went wrong. Try again in %(time)s.", {"time": _said(seconds, locale)})
    response = await _form(request, to=to, email=email, problem=problem, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _said(seconds: int, locale: str) -> str:
    """Rounded up, so that nobody comes back too early."""
    if seconds < 60:
        words = catalogues.translations(locale)
        return words.ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    return say.left(timedelta(minutes=math.ceil(seconds / 60)), locale)


async def _form(
    request: web.Request,
    *,
    to: str,
    email: str = "",
    problem: Text | str = "",
    status: int = 200,
    signed_out: bool = False,
) -> web.Response:
    office = request.app[OFFICE]
    async with office.database.read() as db:
        first_run, keeper = await setup.needed(db), await _keeper(db)
    return office.pages.render(
        request,
        "staff/login.html",
        status=status,
        personal=True,
        next=to,
        email=email,
        problem=problem,
        keeper=keeper,
        signed_out=signed_out,
        first_run=first_run,
    )


async def _keeper(db: AsyncConnection) -> str:
    """Who can give a new password: the first administrator by name."""
    administrators = (
        person for person in await accounts.all(db) if person.role == "administrator" and not person.disabled
    )
    return next((person.name for person in administrators), "")
