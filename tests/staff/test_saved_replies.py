"""Saved replies as their desk keeps them: written by plain forms, read as for somebody who wrote, shut to others."""

import html

import sqlalchemy as sa

from inquiries.app import House
from inquiries.database import tables
from inquiries.database.engine import Tx
from inquiries.inquiry import saved_replies
from inquiries.inquiry.saved_replies import SavedReply
from tests.each import each
from tests.staff.conftest import Browser
from tests.staff.inquiries import opened
from tests.staff.people import plain

URL = "/staff/saved-replies"
MINE = {"desk": "media", "name": "I have it", "text": "Hello {first name}, back to you by {deadline}."}


async def kept(house: House) -> list[SavedReply]:
    async with house.database.read() as db:
        return list(await saved_replies.on(db, ["media", "events"]))


async def words(browser: Browser, url: str = URL) -> str:
    answer = await browser.get(url)
    assert answer.status == 200
    return plain(await answer.text())


async def _alter(tx: Tx, statement: sa.Update, values: dict[str, int]) -> None:
    await tx.execute(statement.values(values))


async def added(house: House, browser: Browser, **changed: str) -> str:
    """The address of a new one."""
    answer = await browser.post(URL, MINE | changed)
    assert (answer.status, answer.headers["Location"]) == (303, f"{URL}?done=kept")
    newest = max(await kept(house), key=lambda one: one.id)
    return f"{URL}/{newest.id}"


async def test_a_desk_without_any_says_what_they_are_for(ana: Browser) -> None:
    said = await words(ana)
    assert "Media Add a reply to Media What this desk writes again and again can stand here once" in said
    assert "Events" not in said


async def test_one_is_added_and_reads_as_for_who_wrote_last(house: House, ana: Browser) -> None:
    due = {"deadline": "2026-11-24T21:00:00+00:00", "timezone": "Europe/London"}
    await opened(house, "media", name="Earlier", outlet="")
    bo = await opened(house, "media", **due)
    await opened(house, "events")
    held = await opened(house, "media", name="Robot")
    values = {"status": tables.QUARANTINED}
    await house.database.write(
        _alter, tables.inquiries.update().where(tables.inquiries.c.id == held.id), values
    )
    await added(house, ana)
    said = await words(ana)
    assert f"for The Example Gazette · Bo Reyes · {bo.reference} ." in said
    assert "Hello Bo , back to you by 21:00 on Tuesday 24 November (London time) ." in said
    assert "Last written by Ana Alves, 12:00" in said


async def test_a_name_without_a_value_is_marked_and_says_why(house: House, ana: Browser) -> None:
    await opened(house, "media")
    await added(house, ana)
    page = await (await ana.get(URL)).text()
    assert '<mark class="filled-missing">{deadline}</mark>' in page
    assert "{deadline} is for you to write: they named no deadline." in plain(page)


async def test_a_desk_nobody_has_written_to_reads_them_as_for_somebody_made_up(
    house: House, ana: Browser
) -> None:
    await added(house, ana)
    said = await words(ana)
    assert "how it would read for somebody made up, who answered everything ." in said
    assert "Hello Robin , back to you by 16:00 on Wednesday 25 November ." in said


async def test_reading_it_first_keeps_nothing(house: House, ana: Browser) -> None:
    earlier = await opened(house, "media", name="Eve Earlier", deadline="2026-11-25T15:00:00+00:00")
    await opened(house, "media")
    answer = await ana.post(URL, MINE | {"look": "1", "as": earlier.reference})
    page = await answer.text()
    assert (answer.status, await kept(house)) == (200, [])
    assert "Hello Eve , back to you by 10:00 on Wednesday 25 November ." in plain(page)
    assert f'<option value="{earlier.reference}" selected>' in page
    assert html.escape(MINE["text"]) in page
    made_up = await ana.post(URL, MINE | {"look": "1", "as": "-"})
    assert "Hello Robin ," in plain(await made_up.text())


@each(
    ("changed", "problem"),
    [
        ({"name": ""}, "Give it a name of up to 60 letters, to find it by"),
        ({"name": "x" * 61}, "Give it a name of up to 60 letters, to find it by"),
        ({"text": " "}, "Write the reply"),
        ({"text": "a\x00b"}, "Type it again: a character in it cannot be kept"),
        ({"text": "x" * 20_001}, "This has 20001 characters. Shorten it to 20000"),
        ({"text": "Hello {frist name}"}, "There is no {frist name}: write {first name}"),
    ],
)
async def test_what_cannot_be_kept_is_said_with_everything_typed(
    house: House, ana: Browser, changed: dict[str, str], problem: str
) -> None:
    answer = await ana.post(URL, MINE | changed)
    page = await answer.text()
    assert (answer.status, await kept(house)) == (422, [])
    assert "<title>Error: New saved reply" in page
    assert f"There is a problem {problem}" in plain(page)
    assert html.escape((MINE | changed)["text"].strip()).replace("\x00", "\ufffd") in page.replace(
        "\x00", "\ufffd"
    )


async def test_two_cannot_have_one_name(house: House, ana: Browser) -> None:
    await added(house, ana)
    answer = await ana.post(URL, MINE | {"name": "I HAVE IT", "text": "Other"})
    assert answer.status == 422
    assert "The desk has a saved reply of this name: give it another" in await answer.text()
    other = await added(house, ana, name="Other")
    answer = await ana.post(other, MINE | {"version": "1"})
    assert answer.status == 422


async def test_it_is_changed_and_deleted(house: House, ana: Browser) -> None:
    url = await added(house, ana)
    assert "Edit a saved reply Media" in await words(ana, url)
    answer = await ana.post(url, MINE | {"text": "Other words", "version": "1"})
    assert (answer.status, answer.headers["Location"]) == (303, f"{URL}?done=kept")
    assert [(one.text, one.version) for one in await kept(house)] == [("Other words", 2)]
    answer = await ana.post(f"{url}/delete", {"version": "2"})
    assert (answer.status, answer.headers["Location"]) == (303, f"{URL}?done=deleted")
    assert await kept(house) == []
    assert (await ana.get(url)).status == 404


async def test_who_comes_second_sees_both_and_loses_no_text(house: House, ana: Browser, dee: Browser) -> None:
    url = await added(house, ana)
    await dee.post(url, MINE | {"text": "What Dee wrote", "version": "1"})
    answer = await ana.post(url, MINE | {"text": "What Ana wrote", "version": "1"})
    page = await answer.text()
    assert answer.status == 409
    assert "Dee Dunn saved other words at 12:00." in plain(page)
    assert all(said in page for said in ("What Dee wrote", "What Ana wrote", 'name="version" value="2"'))
    assert (await ana.post(f"{url}/delete", {"version": "1"})).status == 409
    assert [one.text for one in await kept(house)] == ["What Dee wrote"]
    assert (await ana.post(url, MINE | {"text": "What Ana wrote", "version": "2"})).status == 303
    assert [one.text for one in await kept(house)] == ["What Ana wrote"]


async def test_what_was_deleted_meanwhile_can_be_kept_as_a_new_one(
    house: House, ana: Browser, dee: Browser
) -> None:
    url = await added(house, ana)
    await dee.post(f"{url}/delete", {"version": "1"})
    answer = await ana.post(url, MINE | {"text": "What Ana wrote", "version": "1"})
    page = await answer.text()
    assert answer.status == 409
    assert "Somebody deleted this saved reply." in page
    assert "What Ana wrote" in page
    assert f'action="{URL}"' in page


async def test_cy_sees_and_changes_nothing_of_medias(house: House, ana: Browser, cy: Browser) -> None:
    url = await added(house, ana)
    before = await kept(house)
    assert "back to you by 1" not in await words(cy)
    assert "Events" in await words(cy, f"{URL}/new?desk=media")
    answers = [await cy.get(url), await cy.post(URL, MINE), await cy.post(f"{url}/delete", {"version": "1"})]
    assert [answer.status for answer in answers] == [404, 403, 303]
    changed = await cy.post(url, MINE | {"text": "By Cy", "version": "1"})
    assert changed.status == 409  # to Cy it is not there
    assert await kept(house) == before


async def test_who_is_on_no_desk_is_told_so(signed_in, house: House) -> None:
    nobody = await signed_in("Nia New")
    assert "You are on no desk yet" in await words(nobody)
    assert (await nobody.get(f"{URL}/new")).status == 403
