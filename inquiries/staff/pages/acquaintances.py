"""What staff do about people and outlets: join, split, verify, note. Each form calls one verb and goes back."""

from collections.abc import Awaitable, Callable
from hashlib import sha256

from aiohttp import web

from inquiries.forms import typed as typing
from inquiries.i18n import catalogues
from inquiries.inquiry import acquaintance, earlier, persons
from inquiries.inquiry.acquaintance import Note
from inquiries.inquiry.changes import SomeoneWasFaster
from inquiries.inquiry.persons import Person
from inquiries.staff.admit import see_other
from inquiries.staff.office import FIELDS, OFFICE, VISITOR, Office, Visitor
from inquiries.staff.pages import outlets as outlet_page
from inquiries.staff.pages import persons as person_page
from inquiries.staff.words import went
from inquiries.staff.words.person_card import Filled
from inquiries.wording import Text

LONGEST_NOTE, LONGEST_WORD = 20_000, 200  # characters


class Unclear(Exception):
    """The form cannot be done as it was filled in; the text names the cure."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


Fields = dict[str, str]
Act = Callable[[Office, Visitor, Person, Fields], Awaitable[None]]


def handler(act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The handler of one act on a person: the same endings for all of them."""
    name = act.__name__

    async def handle(request: web.Request) -> web.StreamResponse:
        office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
        found = await person_page.load(office, visitor, int(request.match_info["id"]))
        try:
            await act(office, visitor, found, fields)
        except SomeoneWasFaster:
            filled = Filled(name, fields, faster=True)
            return await person_page.page(request, found, filled=filled, status=409)
        except Unclear as unclear:
            filled = Filled(name, fields, catalogues.text(unclear.text, visitor.locale))
            return await person_page.page(request, found, filled=filled, status=422)
        return see_other(f"{went.person_url(found.id)}?done={name}")

    return handle


async def join(office: Office, visitor: Visitor, found: Person, fields: Fields) -> None:
    """With whoever writes from the address given, as far as this visitor may know of them."""
    email = _words(fields, "with", LONGEST_WORD)
    if not email:
        raise Unclear(Text("Enter an address they write from"))
    async with office.database.read() as db:
        other = await persons.by_address(db, email, desks=visitor.desks)
    if other is None:
        raise Unclear(Text("Nobody has written to your desks from this address"))
    _as_seen(found, fields)
    if other.id == found.id:
        raise Unclear(Text("This address is theirs already"))
    await office.database.write(acquaintance.join, found, other, staff_id=visitor.who.id, at=visitor.now)


async def split(office: Office, visitor: Visitor, found: Person, fields: Fields) -> None:
    _as_seen(found, fields)
    await office.database.write(acquaintance.split, found, _address(found, fields))


async def verify(office: Office, visitor: Visitor, found: Person, fields: Fields) -> None:
    email, how = _address(found, fields), _words(fields, "how", LONGEST_WORD)
    if not how:
        raise Unclear(Text("Write how you made sure, like “rang the newsroom”"))
    await office.database.write(
        acquaintance.verify, found, email, how=how, staff_id=visitor.who.id, at=visitor.now
    )


async def unverify(office: Office, visitor: Visitor, found: Person, fields: Fields) -> None:
    await office.database.write(acquaintance.unverify, found, _address(found, fields))


async def remark(office: Office, visitor: Visitor, found: Person, fields: Fields) -> None:
    note = _note(visitor, f"person {found.id}", fields)
    await office.database.write(acquaintance.note_person, found.id, note, desks=visitor.desks)


ACTS: tuple[Act, ...] = (join, split, verify, unverify, remark)


async def remark_outlet(request: web.Request) -> web.StreamResponse:
    """A note on an outlet."""
    office, visitor, fields = request.app[OFFICE], request[VISITOR], request[FIELDS]
    key = outlet_page.asked(request)
    async with office.database.read() as db:
        if not await earlier.latest(db, earlier.of_outlet(key), desks=visitor.desks, limit=1):
            raise web.HTTPNotFound
    try:
        note = _note(visitor, f"outlet {key}", fields)
    except Unclear as unclear:
        filled = Filled("remark", fields, catalogues.text(unclear.text, visitor.locale))
        return await outlet_page.page(request, key, filled=filled, status=422)
    await office.database.write(acquaintance.note_outlet, key, note, desks=visitor.desks)
    return see_other(f"{went.outlet_url(key)}?done=remark")


def _as_seen(found: Person, fields: Fields) -> None:
    """Who belongs together is changed only as the page showed it."""
    if fields.get("version") != str(found.version):
        raise SomeoneWasFaster


def _address(found: Person, fields: Fields) -> str:
    """One of theirs, or somebody has moved it meanwhile."""
    email = fields.get("email", "")
    if email not in {address.email for address in found.addresses}:
        raise SomeoneWasFaster
    return email


def _note(visitor: Visitor, about: str, fields: Fields) -> Note:
    text = _words(fields, "text", LONGEST_NOTE, lines=True)
    if not text:
        raise Unclear(Text("Write your note"))
    # A digest, because anything may stand in a hidden field, and a database does not take every letter.
    drawn = fields.get("once_key") or visitor.now.isoformat()
    once_key = sha256(f"{visitor.who.id} {about} {drawn}".encode("utf-8", "replace")).hexdigest()
    return Note(text, visitor.who.id, once_key, visitor.now)


def _words(fields: Fields, name: str, longest: int, *, lines: bool = False) -> str:
    words = typing.tidy(fields.get(name, ""), lines=lines)
    if words is None:
        raise Unclear(Text("Type it again: a character in it cannot be kept"))
    if len(words) > longest:
        values = {"count": len(words), "limit": longest}
        raise Unclear(Text("This has %(count)s characters. Shorten it to %(limit)s", values))
    return words
