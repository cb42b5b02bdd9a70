"""What an act is: one thing that staff do to an inquiry, with its form, its verb and the words said afterwards.

Every act is one file of this room, one line of ACTS, and one template in templates/parts/acts/.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from inquiries.forms import typed as typing
from inquiries.i18n import catalogues
from inquiries.inquiry.model import Inquiry
from inquiries.inquiry.persons import Going
from inquiries.people.accounts import Staff
from inquiries.staff.office import Office, Uploads, Visitor
from inquiries.wording import Text

LONGEST = 20_000  # characters of a note, an acknowledgement, a reason


class Unclear(Exception):
    """The form of an act cannot be done as it was filled in; the text names the cure, `box` where it is needed."""

    def __init__(self, text: Text, box: str = "") -> None:
        super().__init__(str(text))
        self.text, self.box = text, box


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody had typed into which act when it could not be done, and why; `box` is where it has to change."""

    act: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    problem: str = ""
    faster: bool = False
    box: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """An inquiry before somebody who may do something to it.

    `colleagues` are those who may see it, `everybody` all there are; `tags_in_use` are its desk's.
    """

    office: Office
    visitor: Visitor
    inquiry: Inquiry
    colleagues: tuple[Staff, ...]
    typed: Typed
    everybody: tuple[Staff, ...] = ()
    tags: tuple[str, ...] = ()
    tags_in_use: tuple[str, ...] = ()

    others: tuple[Going, ...] = ()
    parts: tuple[Inquiry, ...] = ()

    @property
    def is_mine(self) -> bool:
        return self.inquiry.owner is not None and self.inquiry.owner.id == self.visitor.who.id

    def again(self, act: str, box: str, default: str = "") -> str:
        """What was typed into a box of `act` when it could not be done, else `default`."""
        return self.typed.fields.get(box, default) if act == self.typed.act else default

    def say(self, text: Text) -> str:
        return catalogues.text(text, self.visitor.locale)


Fields = dict[str, str]
Offered = Callable[[Scene], dict[str, Any] | None]
Do = Callable[[Office, Visitor, Inquiry, Fields], Awaitable[str | None]]
Take = Callable[[Office, Visitor, Inquiry, Fields, Uploads], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Act:
    """`name` ends its address and is its template's. `offered` gives what the form holds besides what every form
    has, or None while the act is not open to this person; `do` calls one verb, or raises Unclear. What it gives
    back is the place on the page where its work stands.

    `place`: in the bar of acts, behind More, or wherever its own template is drawn. What needs no version may be
    done whatever happened meanwhile. `take` keeps the files that came with the form, up to `room` bytes of them, and
    notes in the fields what it kept.
    """

    name: str
    place: Literal["bar", "more", "own"]
    offered: Offered
    do: Do
    done: Text
    needs_version: bool = True
    take: Take | None = None
    room: int = 0


def words(fields: Fields, name: str, *, lines: bool = True, limit: int = LONGEST) -> str:
    """The text of a box, tidy, "" where it is empty; one line of it unless `lines`."""
    said = typing.tidy(fields.get(name, ""), lines=lines)
    if said is None:
        raise Unclear(Text("Type it again: a character in it cannot be kept"), name)
    if len(said) > limit:
        values = {"count": len(said), "limit": limit}
        raise Unclear(Text("This has %(count)s characters. Shorten it to %(limit)s", values), name)
    return said
