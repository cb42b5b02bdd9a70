"""The rota page: shifts and absences by plain forms, in the visitor's time, and for their own desks only."""

import html
import re
from datetime import timedelta

import sqlalchemy as sa

from inquiries.app import House
from inquiries.database import tables
from inquiries.inquiry import changes
from inquiries.people import absences, accounts, rota
from inquiries.people.rota import Duty
from inquiries.people.wishes import Wishes, keep
from tests.each import each
from tests.staff.conftest import NOON, Browser
from tests.staff.inquiries import opened

URL = "/staff/rota"
HOUR = timedelta(hours=1)
EVENING = {"desk": "media", "starts": "2026-11-24T18:00", "ends": "2026-11-24T22:00", "weeks": ""}


async def duties(house: House) -> tuple[Duty, ...]:
    async with house.database.read() as db:
        return await rota.ahead(db, desks=["media", "events"], now=NOON)


async def away(house: House) -> list[tuple[int, int | None]]:
    async with house.database.read() as db:
        return [(one.staff_id, one.substitute_id) for one in await absences.ahead(db, NOON)]


def id_of(browser: Browser) -> str:
    assert browser.who is not None
    return str(browser.who.id)


async def words(browser: Browser, url: str = URL) -> str:
    answer = await browser.get(url)
    assert answer.status == 200
    found = re.sub(r"<[^>]+>", " ", html.unescape(await answer.text()))
    return " ".join(found.split())


async def test_a_shift_is_put_on_the_rota_in_the_visitors_own_time_and_taken_off(
    house: House, ana: Browser
) -> None:
    await house.database.write(keep, int(id_of(ana)), Wishes("Europe/London"))
    answer = await ana.post(f"{URL}/duties", {**EVENING, "person": id_of(ana)})
    assert (answer.status, answer.headers["Location"]) == (303, f"{URL}?done=duty")
    (duty,) = await duties(house)
    assert (duty.desk, duty.starts_at, duty.ends_at) == ("media", NOON + HOUR, NOON + 5 * HOUR)
    assert "Next: Ana Alves, from 18:00 today" in await words(ana)
    await ana.post(f"{URL}/duties/{duty.id}/remove")
    assert await duties(house) == ()


async def test_the_same_shift_every_week_keeps_its_hours_when_the_clocks_change(
    house: House, ana: Browser
) -> None:
    spring = {"starts": "2027-03-10T18:00", "ends": "2027-03-10T22:00", "weeks": "2"}
    await ana.post(f"{URL}/duties", {**EVENING, **spring, "person": id_of(ana)})
    first, second = await duties(house)
    assert second.starts_at - first.starts_at == timedelta(days=7, hours=-1)


async def test_two_shifts_at_once_are_refused_by_the_others_name_and_what_was_typed_stays(
    house: House, ana: Browser, dee: Browser
) -> None:
    await ana.post(f"{URL}/duties", {**EVENING, "person": id_of(ana)})
    late = {**EVENING, "starts": "2026-11-24T21:59", "ends": "2026-11-25T08:00", "person": id_of(dee)}
    answer = await ana.post(f"{URL}/duties", late)
    page = await answer.text()
    assert answer.status == 422
    assert "Ana Alves is on duty then: from 18:00 today until 22:00 today. Choose another time" in page
    assert 'value="2026-11-24T21:59"' in page
    assert f'<option value="{id_of(dee)}" selected>' in page
    assert len(await duties(house)) == 1


@each(
    ("changed", "problem"),
    [
        ({"desk": "events"}, "Choose a desk from the list"),
        ({"person": "999"}, "Choose somebody from the list"),
        ({"person": "x"}, "Choose somebody from the list"),
        ({"starts": "soon"}, "Enter when it begins, as day and time"),
        ({"starts": "0001-01-01T00:00"}, "Enter when it begins, as day and time"),
        ({"ends": ""}, "Enter when it ends, as day and time"),
        ({"ends": "2026-11-24T18:00"}, "Enter an end that is later than the beginning"),
        ({"starts": "2026-11-01T18:00", "ends": "2026-11-01T22:00"}, "Enter an end that is still to come"),
        ({"weeks": "0"}, "Enter for how many weeks, from 1 to 52"),
        ({"weeks": "53"}, "Enter for how many weeks, from 1 to 52"),
        ({"weeks": "2", "ends": "2026-12-24T18:00"}, "Enter a shift of no more than a week"),
    ],
)
async def test_what_makes_no_shift_is_said_and_nothing_is_kept(
    house: House, ana: Browser, changed: dict[str, str], problem: str
) -> None:
    answer = await ana.post(f"{URL}/duties", {**EVENING, "person": id_of(ana), **changed})
    assert (answer.status, problem in await answer.text()) == (422, True)
    assert await duties(house) == ()


async def test_cy_sees_and_changes_nothing_of_medias_rota_and_cannot_be_put_on_it(
    house: House, ana: Browser, cy: Browser
) -> None:
    await ana.post(f"{URL}/duties", {**EVENING, "person": id_of(ana)})
    (duty,) = await duties(house)
    assert (await ana.post(f"{URL}/duties", {**EVENING, "person": id_of(cy)})).status == 422
    assert (await cy.post(f"{URL}/duties", {**EVENING, "person": id_of(cy)})).status == 422
    answer = await cy.post(f"{URL}/duties/{duty.id}/remove")
    assert answer.headers["Location"] == f"{URL}?done=nothing"
    assert await duties(house) == (duty,)
    assert "Ana Alves" not in await words(cy)


AWAY = {"away_starts": "2026-11-24T09:00", "away_ends": "2026-11-27T17:00"}


async def test_who_is_away_says_it_alone_and_an_administrator_for_others(
    house: House, ana: Browser, dee: Browser, cy: Browser
) -> None:
    await ana.post(f"{URL}/absences", {**AWAY, "substitute": id_of(dee), "away_person": id_of(dee)})
    await dee.post(f"{URL}/absences", {**AWAY, "away_person": id_of(cy), "substitute": ""})
    me, boss, other = (int(id_of(one)) for one in (ana, dee, cy))
    assert await away(house) == [(me, boss), (other, None)]
    async with house.database.read() as db:
        ids = {one.staff_id: one.id for one in await absences.ahead(db, NOON)}
    assert "Cy Cole" not in await words(ana)
    assert (await ana.post(f"{URL}/absences/{ids[other]}/remove")).headers["Location"].endswith("=nothing")
    await ana.post(f"{URL}/absences/{ids[me]}/remove")
    await dee.post(f"{URL}/absences/{ids[other]}/remove")
    assert await away(house) == []


@each(
    ("changed", "problem"),
    [
        ({"substitute": "999"}, "Choose somebody else from the list, or nobody"),
        ({"substitute": "me"}, "Choose somebody else from the list, or nobody"),
        ({"substitute": "cy"}, "Choose somebody from the list"),
        ({"away_ends": "2026-11-24T08:00"}, "Enter an end that is later than the beginning"),
        ({"away_starts": ""}, "Enter when it begins, as day and time"),
    ],
)
async def test_what_makes_no_absence_is_said(
    house: House, ana: Browser, cy: Browser, changed: dict[str, str], problem: str
) -> None:
    named = {"me": id_of(ana), "cy": id_of(cy)}
    sent = {name: named.get(value, value) for name, value in changed.items()}
    answer = await ana.post(f"{URL}/absences", {**AWAY, **sent})
    assert (answer.status, problem in await answer.text()) == (422, True)
    assert await away(house) == []


async def test_nobody_is_away_twice_at_once(house: House, ana: Browser) -> None:
    await ana.post(f"{URL}/absences", AWAY)
    answer = await ana.post(f"{URL}/absences", AWAY)
    said = "There is an absence then already: from 09:00 today until Fri 27 Nov, 17:00"
    assert (answer.status, said in await answer.text()) == (422, True)


async def test_the_inquiry_says_who_stands_in_for_its_owner(house: House, ana: Browser, dee: Browser) -> None:
    inquiry = await opened(house, "media")
    me = int(id_of(dee))
    await house.database.write(changes.assign, inquiry, to=me, staff_id=me, at=NOON)
    page = f"/staff/inquiries/{inquiry.reference}"
    assert "is away" not in await words(ana, page)
    await dee.post(f"{URL}/absences", {**AWAY, "away_person": id_of(dee), "substitute": id_of(ana)})
    assert "Dee Dunn is away until Fri 27 Nov, 17:00; Ana Alves stands in." in await words(ana, page)
    await house.database.write(accounts.disable, int(id_of(ana)), NOON)
    assert "Dee Dunn is away until Fri 27 Nov, 17:00; the desk gets the notices." in await words(dee, page)


async def test_the_page_says_whom_the_last_step_reaches_while_nobody_is_on_duty(
    house: House, ana: Browser
) -> None:
    nobody = "Nobody is on duty. The last step of an alarm goes to every administrator."
    assert nobody in await words(ana)
    span = (NOON - HOUR, NOON + HOUR)
    await house.database.write(rota.add, desk="media", staff_id=int(id_of(ana)), spans=[span])
    assert "On duty: Ana Alves, until 13:00 today" in await words(ana)
    async with house.database.read() as db:
        assert await db.scalar(sa.select(sa.func.count()).select_from(tables.duties)) == 1
