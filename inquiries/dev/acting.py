"""Does what the script says somebody did, by the verbs that the pages use, at the time it is pretended to be."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from inquiries import clock
from inquiries.database.engine import Tx
from inquiries.dev import lettering, script
from inquiries.dev.scene import Scene, Stage, Told
from inquiries.dev.script import Act
from inquiries.inquiry import acquaintance, changes, drafts, persons, planning, records
from inquiries.inquiry.acquaintance import Note
from inquiries.inquiry.changes import Call
from inquiries.inquiry.model import GOING, Inquiry


async def act(tx: Tx, stage: Stage, told: Told, act: Act) -> None:
    """Whoever does something has read what it is about."""
    inquiry, who, now = await _inquiry(tx, told.id), stage.people[act.who], clock.now()
    await _VERBS[act.verb](tx, Scene(stage, told, inquiry, who, now), **act.facts)
    await records.mark_seen(tx, told.id, who.id, at=now)


async def _acknowledge(tx: Tx, scene: Scene, *, text: str, back: float | None) -> None:
    back_by = None if back is None else scene.stage.at(back)
    await changes.acknowledge(tx, scene.inquiry, text=text, back_by=back_by, **scene.by)


async def _assign(tx: Tx, scene: Scene, *, to: str | None) -> None:
    await changes.assign(tx, scene.inquiry, to=scene.stage.people[to].id if to else None, **scene.by)


async def _hand_over(tx: Tx, scene: Scene, *, to: str, word: str) -> None:
    inquiry = scene.inquiry
    planned = planning.anew(scene.stage.settings, inquiry, desk=inquiry.desk, deadline=inquiry.deadline_at)
    await changes.hand_over(
        tx,
        inquiry,
        to=scene.stage.people[to].id,
        desk=inquiry.desk,
        clocks=planned,
        wait_until=planning.comes_back(inquiry, planned, scene.now),
        word=word,
        **scene.by,
    )


async def _wait(tx: Tx, scene: Scene) -> None:
    inquiry = scene.inquiry
    until = planning.no_later_than(inquiry.last_safe_start_at, inquiry.deadline_at, scene.now)
    await changes.wait(tx, inquiry, waits_for="them", until=until, **scene.by)


async def _snooze(tx: Tx, scene: Scene, *, until: float) -> None:
    back = script.even(scene.stage.at(until))
    await changes.wait(tx, scene.inquiry, waits_for="time", until=back, **scene.by)


async def _move_deadline(tx: Tx, scene: Scene, *, due: float, asked_by: str) -> None:
    inquiry, deadline = scene.inquiry, script.even(scene.stage.at(due))
    planned = planning.anew(scene.stage.settings, inquiry, desk=inquiry.desk, deadline=deadline)
    until = planning.comes_back(inquiry, planned, scene.now)
    await changes.move_deadline(tx, inquiry, clocks=planned, wait_until=until, asked_by=asked_by, **scene.by)


async def _tag(tx: Tx, scene: Scene, *, tags: Sequence[str]) -> None:
    await changes.tag(tx, scene.inquiry, tags=tags, **scene.by)


async def _call(tx: Tx, scene: Scene, *, text: str) -> None:
    inquiry = scene.inquiry
    await changes.call(tx, inquiry, call=Call("in", inquiry.name, inquiry.phone, text, scene.key), **scene.by)


async def _merge(tx: Tx, scene: Scene) -> None:
    others = [
        await _inquiry(tx, told.id)
        for told in scene.stage.script
        if told.id not in (0, scene.inquiry.id) and told.arrival.answers.get("email") == scene.inquiry.email
    ]
    other = next(one for one in others if one.status in GOING)
    stays, goes = changes.survivor(scene.inquiry, other)
    await changes.merge(tx, goes, into=stays, **scene.by)


async def _note(tx: Tx, scene: Scene, *, text: str) -> None:
    await changes.note(tx, scene.inquiry, text=text, once_key=scene.key, **scene.by)


async def _draft(tx: Tx, scene: Scene, *, text: str) -> None:
    await drafts.keep(tx, scene.inquiry.id, scene.who.id, text=text, typed_at=scene.now, now=scene.now)


async def _verify(tx: Tx, scene: Scene, *, how: str) -> None:
    email = persons.address(scene.inquiry.email)
    person = await persons.by_address(tx, email, desks=scene.who.desks)
    if person is None:
        raise LookupError(f"nobody writes from {email}")
    await acquaintance.verify(tx, person, email, how=how, **scene.by)


async def _remark(tx: Tx, scene: Scene, *, text: str) -> None:
    email = persons.address(scene.inquiry.email)
    person = (await persons.behind(tx, [email]))[email]
    await acquaintance.note_person(tx, person, _on(scene, text), desks=scene.who.desks)


async def _remark_outlet(tx: Tx, scene: Scene, *, text: str) -> None:
    key = scene.inquiry.outlet_key
    await acquaintance.note_outlet(tx, key, _on(scene, text), desks=scene.who.desks)


async def _close(tx: Tx, scene: Scene, **facts: Any) -> None:
    await changes.close(tx, scene.inquiry, **facts, **scene.by)


async def _reopen(tx: Tx, scene: Scene) -> None:
    await changes.reopen(tx, scene.inquiry, **scene.by)


async def _release(tx: Tx, scene: Scene) -> None:
    await changes.release(tx, scene.inquiry, **scene.by)


async def _spam(tx: Tx, scene: Scene) -> None:
    await changes.call_spam(tx, scene.inquiry, **scene.by)


def _on(scene: Scene, text: str) -> Note:
    return Note(text, scene.who.id, f"{scene.key} {text}", scene.now)


async def _inquiry(tx: Tx, id: int) -> Inquiry:
    inquiry = await records.by_id(tx, id)
    if inquiry is None:
        raise LookupError(f"inquiry {id} is not there")
    return inquiry


_VERBS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "acknowledge": _acknowledge,
    "assign": _assign,
    "hand_over": _hand_over,
    "wait": _wait,
    "snooze": _snooze,
    "move_deadline": _move_deadline,
    "tag": _tag,
    "call": _call,
    "merge": _merge,
    "note": _note,
    "draft": _draft,
    "answer": lettering.answer,
    "write_back": lettering.write_back,
    "verify": _verify,
    "remark": _remark,
    "remark_outlet": _remark_outlet,
    "close": _close,
    "reopen": _reopen,
    "release": _release,
    "spam": _spam,
}
