"""Beside an open inquiry: who asks, what they asked before, what else of theirs is going on; at a constant cost."""

import pytest

from inquiries.app import House
from inquiries.inquiry import beside, changes
from inquiries.inquiry.model import Inquiry, Outcome
from tests import opened as made
from tests.inquiry.test_list_cost import statements
from tests.opened import HOUR, events, media
from tests.staff.conftest import NOON, Browser
from tests.staff.people import url, words

BO = "bo@gazette.example"
BOTH = frozenset({"media", "events"})


async def opened(house: House, *openings: object) -> list[Inquiry]:
    return await made.opened(house.database, house.keys, *openings)  # type: ignore[arg-type]


async def close(house: House, inquiry: Inquiry, who: Browser, **more: object) -> None:
    assert who.who is not None
    given = {"outcome": Outcome.ANSWERED, "reason": "", "staff_id": who.who.id, "at": NOON} | more
    await house.database.write(changes.close, inquiry, **given)  # type: ignore[arg-type]


async def page(browser: Browser, inquiry: Inquiry) -> str:
    return await words(browser, f"/staff/inquiries/{inquiry.reference}")


def answers(question: str, **more: str) -> dict[str, str]:
    return {"question": question, **more}


async def test_earlier_inquiries_stand_beside_it_with_the_last_three_by_name(
    ana: Browser, house: House
) -> None:
    *before, last = await opened(
        house, *(media(answers=answers(f"Asked {n}?")) for n in range(4)), media(answers=answers("Now?"))
    )
    for each in before:
        await close(house, each, ana)
    shown = await page(ana, last)
    assert (
        "Bo Baker 4 earlier inquiries, all answered in time. Asked 3? 24 Nov Asked 2? 24 Nov Asked 1? 24 Nov"
        in shown
    )
    assert "The Example Gazette 5 inquiries" in shown
    assert "Also asked" not in shown
    assert "Bo Baker No earlier inquiry." in await page(ana, before[0])


@pytest.mark.parametrize(
    ("closed", "line"),
    [
        ([Outcome.ANSWERED], "1 earlier inquiry, answered in time."),
        ([Outcome.DECLINED], "1 earlier inquiry, 1 declined."),
        ([Outcome.ANSWERED, None], "2 earlier inquiries, 1 answered in time, 1 open."),
        (
            [Outcome.ANSWERED] * 2 + [Outcome.DID_NOT_RESPOND],
            "3 earlier inquiries, 2 answered, all in time, 1 we did not respond to.",
        ),
        (
            [Outcome.STORY_DROPPED, Outcome.NO_REPLY_NEEDED],
            "2 earlier inquiries, 1 without need of a reply, 1 story dropped.",
        ),
    ],
)
async def test_the_line_is_honest(
    ana: Browser, house: House, closed: list[Outcome | None], line: str
) -> None:
    *before, last = await opened(house, *(media() for _ in closed), media())
    for each, outcome in zip(before, closed, strict=True):
        if outcome:
            await close(house, each, ana, outcome=outcome)
    assert line in await page(ana, last)


async def test_what_was_answered_too_late_is_said_so(ana: Browser, house: House) -> None:
    first, second, third, last = await opened(house, *(media() for _ in range(4)))
    for each, at in ((first, NOON), (second, NOON + 5 * HOUR), (third, NOON + 5 * HOUR)):
        await close(house, each, ana, at=at)
    assert "3 earlier inquiries, 3 answered, 1 of them in time." in await page(ana, last)
    assert "1 earlier inquiry, answered in time." in await page(ana, second)


async def test_of_more_than_a_hundred_the_latest_are_told_of(
    ana: Browser, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("inquiry.beside", "staff.words.beside"):
        monkeypatch.setattr(f"inquiries.{module}.NEAR", 2)
    *_, last = await opened(house, *(media() for _ in range(4)))
    shown = await page(ana, last)
    assert "More than 2 earlier inquiries. Of the latest 2: 2 open." in shown
    assert "The Example Gazette More than 2 inquiries" in shown


async def test_what_else_they_have_open_is_pointed_out_with_who_has_it(
    ana: Browser, dee: Browser, house: House
) -> None:
    other, here, yesterday = await opened(
        house,
        media(answers=answers("And the budget?"), received_at=NOON - HOUR),
        media(),
        media(answers=answers("And the buses?"), received_at=NOON - 30 * HOUR),
    )
    assert dee.who is not None
    await house.database.write(changes.assign, other, to=dee.who.id, staff_id=dee.who.id, at=NOON)
    shown = await page(ana, here)
    assert "Also asked at 11:00 : ‘And the budget?’ – with Dee Dunn" in shown
    assert "Also asked 23 Nov at 06:00 : ‘And the buses?’ – nobody yet" in shown
    await close(house, yesterday, ana)
    assert "buses?’" not in await page(ana, here)


@pytest.mark.parametrize(("others", "says"), [(2, ""), (4, "and 2 more"), (7, "and more")])
async def test_of_many_open_ones_two_are_told_and_the_rest_are_a_link_away(
    ana: Browser, house: House, others: int, says: str
) -> None:
    here, *_ = await opened(house, *(media() for _ in range(others + 1)))
    shown = await page(ana, here)
    assert shown.count("Also asked") == 2
    assert says in shown
    assert ("more" in shown[: shown.index("Say if we will")]) is bool(says)


async def test_the_address_says_whether_it_is_verified_and_a_note_stands_beside(
    ana: Browser, house: House
) -> None:
    (inquiry,) = await opened(house, media())
    person = await url(house, BO)
    assert f"{BO} not verified" in await page(ana, inquiry)
    await ana.post(f"{person}/verify", {"email": BO, "how": "rang"})
    await ana.post(f"{person}/remark", {"text": "Older", "once_key": "a"})
    await ana.post("/staff/outlets/example%20gazette/remark", {"text": "Rings late", "once_key": "b"})
    shown = await page(ana, inquiry)
    assert f"{BO} verified" in shown
    assert "Private – never sent · Ana Alves · 12:00 Rings late" in shown
    assert "Older" not in shown


async def test_nothing_of_media_stands_beside_an_inquiry_of_events(
    ana: Browser, cy: Browser, house: House
) -> None:
    *_, event = await opened(
        house,
        media(answers=answers("Of Media?", outlet="Secret Gazette")),
        media(answers=answers("Of Media?", email="sam@supporter.example")),
        events(answers={"email": BO, "outlet": "secret gazette"}),
    )
    await ana.post(f"{await url(house, BO)}/remark", {"text": "Private to Media", "once_key": "k"})
    shown = await page(cy, event)
    assert "No earlier inquiry." in shown
    assert "secret gazette 1 inquiry" in shown
    for hidden in ("Of Media", "Secret", "Private to Media", "Also asked"):
        assert hidden not in shown


async def test_a_call_without_an_address_has_no_person_and_a_plain_page(ana: Browser, house: House) -> None:
    call, bare = await opened(house, media(answers={"email": ""}), media(answers={"email": "", "outlet": ""}))
    for each in (call, bare):
        shown = await page(ana, each)
        assert "verified" not in shown
        assert "earlier" not in shown
        text = await (await ana.get(f"/staff/inquiries/{each.reference}")).text()
        assert "mailto:" not in text
        assert "/staff/persons/" not in text
    assert "The Example Gazette 1 inquiry" in await page(ana, call)


async def test_it_takes_as_many_queries_for_one_as_for_many(house: House) -> None:
    (first,) = await opened(house, media())
    numbers = []

    async def look() -> object:
        async with house.database.read() as db:
            return await beside.around(db, first, BOTH)

    for more in (0, 120):
        await opened(house, *(media() for _ in range(more)), events())
        numbers.append(len(await statements(house.database, look)))
    assert numbers == [5, 5]
