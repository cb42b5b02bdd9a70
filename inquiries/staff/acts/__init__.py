"""What staff may do to an inquiry: the whole list, in the order in which the acts stand on its page."""

from typing import Any

from inquiries.i18n import catalogues
from inquiries.staff.acts import (
    acknowledge,
    assign,
    bring_back,
    close,
    decline,
    hand_over,
    merge,
    move_deadline,
    note,
    release,
    reopen,
    reply,
    seal,
    snooze,
    spam,
    tag,
    take,
    unmerge,
    unseal,
    untag,
    wait,
)
from inquiries.staff.acts.act import Act, Scene, Typed
from inquiries.wording import Text

ACTS: tuple[Act, ...] = (
    release.ACT,
    unseal.ACT,
    bring_back.ACT,
    acknowledge.ACT,
    take.ACT,
    assign.ACT,
    decline.ACT,
    close.ACT,
    reopen.ACT,
    hand_over.ACT,
    seal.ACT,
    snooze.ACT,
    wait.ACT,
    move_deadline.ACT,
    tag.ACT,
    merge.ACT,
    unmerge.ACT,
    spam.ACT,
    untag.ACT,
    reply.ACT,
    note.ACT,
)
CALLED = {"call": Text("The call is logged.")}  # done on a page of its own
_FREE = ("text", "reason", "tags", "asked_by")  # the boxes of words in any act
_DONE = {act.name: act.done for act in ACTS} | CALLED


def offered(scene: Scene) -> dict[str, Any]:
    """By name what each act's template draws, None for what is not open to this person just now."""
    return {act.name: _drawn(act, scene) for act in ACTS}


def standing(drawn: dict[str, Any], place: str) -> list[str]:
    """The names of the acts that are open and stand in this place, in order."""
    found = ((act, drawn[act.name]) for act in ACTS)
    return [act.name for act, held in found if held is not None and held.get("place", act.place) == place]


def done(name: str, locale: str) -> str:
    """What is said when an act has been done; "" for a name that is none."""
    return catalogues.text(_DONE[name], locale) if name in _DONE else ""


def unsent(typed: Typed, drawn: dict[str, Any]) -> str:
    """What was typed into an act that is no longer open to this person: it has no form to stand in."""
    if drawn.get(typed.act):
        return ""
    return next((typed.fields[box] for box in _FREE if typed.fields.get(box)), "")


def _drawn(act: Act, scene: Scene) -> dict[str, Any] | None:
    held = act.offered(scene)
    if held is None:
        return None
    was_typed = act.name == scene.typed.act
    return {
        "url": f"/staff/inquiries/{scene.inquiry.reference}/{act.name}",
        "problem": scene.typed.problem if was_typed else "",
        "open": was_typed,
        **held,
    }
