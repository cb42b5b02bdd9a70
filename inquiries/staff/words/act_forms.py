"""Which acts are open to a person on an inquiry just now, and what stands in their forms. Pure."""

from dataclasses import dataclass, field
from typing import Any

from inquiries.i18n import catalogues
from inquiries.inquiry.model import GOING, OUTCOMES, Inquiry, Outcome, Status
from inquiries.people import tokens
from inquiries.people.accounts import Staff
from inquiries.staff.office import Office, Visitor
from inquiries.wording import Text

I_HAVE_IT = Text("I have it, and will come back to you.")


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody had typed into which act when it could not be done, and why."""

    act: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    problem: str = ""
    faster: bool = False


def offered(
    office: Office,
    visitor: Visitor,
    inquiry: Inquiry,
    colleagues: tuple[Staff, ...],
    typed: Typed,
) -> dict[str, Any]:
    """What templates/parts/acts.html and composer.html draw. What was typed is in its form again."""

    def one(name: str, **more: Any) -> dict[str, Any]:
        url = f"/staff/inquiries/{inquiry.reference}/{'close' if name == 'decline' else name}"
        problem = typed.problem if name == typed.act else ""
        return {"url": url, "problem": problem, "open": name == typed.act, **more}

    def again(name: str, box: str, default: str = "") -> str:
        return typed.fields.get(box, default) if name == typed.act else default

    is_open = inquiry.status in GOING
    say = _words(visitor, inquiry)
    return {
        "acknowledge": one(
            "acknowledge",
            sees=say["acknowledge"],
            text=again("acknowledge", "text", catalogues.text(I_HAVE_IT, visitor.locale)),
            back_by=again("acknowledge", "back_by"),
        )
        if is_open and inquiry.acknowledged_at is None
        else None,
        "take": one("take", words=say["take"]) if is_open and not _mine(inquiry, visitor) else None,
        "assign": one("assign", people=_people(office, visitor, inquiry, colleagues)) if is_open else None,
        "decline": one("decline", sees=say["decline"], reason=again("decline", "reason"))
        if is_open
        else None,
        "close": one(
            "close",
            sees=say["close"],
            reason=again("close", "reason"),
            outcomes=_outcomes(visitor, again("close", "outcome")),
        )
        if is_open
        else None,
        "release": one("release") if inquiry.status is Status.QUARANTINED else None,
        "reopen": one("reopen") if inquiry.status is Status.CLOSED else None,
        "note": one("note", text=again("note", "text"), once_key=again("note", "once_key", tokens.new())),
    }


def unsent(typed: Typed, acts: dict[str, Any]) -> str:
    """What was typed into an act that is no longer open to this person: it has no form to stand in."""
    if acts.get(typed.act):
        return ""
    return typed.fields.get("text", "") or typed.fields.get("reason", "")


def _mine(inquiry: Inquiry, visitor: Visitor) -> bool:
    return inquiry.owner is not None and inquiry.owner.id == visitor.who.id


def _words(visitor: Visitor, inquiry: Inquiry) -> dict[str, str]:
    name = inquiry.name
    take = (
        Text("Take it over from %(name)s", {"name": inquiry.owner.name}) if inquiry.owner else Text("Take it")
    )
    texts = {
        "acknowledge": Text(
            "%(name)s sees this with your name on the receipt page, and is told of it by mail.",
            {"name": name},
        ),
        "take": take,
        "decline": Text("%(name)s sees the reason on the receipt page.", {"name": name}),
        "close": Text("%(name)s sees on the receipt page that it is closed, not this word.", {"name": name}),
    }
    return {act: catalogues.text(text, visitor.locale) for act, text in texts.items()}


def _people(
    office: Office, visitor: Visitor, inquiry: Inquiry, colleagues: tuple[Staff, ...]
) -> list[dict[str, Any]]:
    words = catalogues.translations(visitor.locale)
    nobody = {"id": "", "name": words.gettext("Nobody"), "desks": "", "current": inquiry.owner is None}
    return [
        nobody,
        *(
            {
                "id": person.id,
                "name": person.name,
                "desks": ", ".join(
                    words.gettext(desk.name)
                    for slug, desk in office.settings.desks.items()
                    if slug in person.desks
                ),
                "current": inquiry.owner is not None and inquiry.owner.id == person.id,
            }
            for person in colleagues
        ),
    ]


def _outcomes(visitor: Visitor, chosen: str) -> list[dict[str, Any]]:
    return [
        {
            "slug": outcome.value,
            "words": catalogues.text(text, visitor.locale),
            "chosen": outcome.value == chosen,
        }
        for outcome, text in OUTCOMES.items()
        if outcome is not Outcome.DECLINED
    ]
