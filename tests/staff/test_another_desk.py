"""Somebody of another desk reaches nothing of Media through any address of the inbox, whatever they ask for."""

import re

import pytest

from inquiries.app import House
from inquiries.inquiry import changes
from inquiries.inquiry.model import Inquiry
from inquiries.people import saved_views
from tests import opened as made
from tests.opened import events, media
from tests.staff.conftest import NOON, Browser
from tests.staff.people import url

SECRETS = ("Undercover", "Secret Gazette", "hush", "leak", "classified", "Ana Alves", "Audit view")


@pytest.fixture
async def secret(ana: Browser, dee: Browser, house: House) -> Inquiry:
    """An inquiry on Media with everything that can hang on one."""
    answers = {"name": "Robert Undercover", "outlet": "Secret Gazette", "question": "classified?"}
    found, _ = await made.opened(house.database, house.keys, media(answers=answers), events())
    assert ana.who is not None
    me = ana.who.id
    await house.database.write(changes.tag, found, tags=["hush"], staff_id=me, at=NOON)
    path = f"/staff/inquiries/{found.reference}"
    await ana.post(f"{path}/note", {"text": "leak of @Dee", "once_key": "k"})
    await ana.post(f"{path}/draft", {"text": "leak draft"})
    await ana.post(f"{path}/presence", {"writing": "1"})
    await ana.post(f"{path}/take", {"version": "2"})
    shift = {"desk": "media", "person": str(me), "starts": "2026-12-01T10:00", "ends": "2026-12-01T12:00"}
    assert (await ana.post("/staff/rota/duties", shift)).status == 303
    away = {"away_starts": "2026-12-01T10:00", "away_ends": "2026-12-02T10:00"}
    assert (await ana.post("/staff/rota/absences", away)).status == 303
    for desk in ("media", ""):
        await ana.post("/staff/views", {"name": "Audit view", "query": "view=open&tag=hush", "desk": desk})
    return found


async def test_no_list_search_report_or_form_holds_a_word_of_it(
    cy: Browser, ana: Browser, house: House, secret: Inquiry
) -> None:
    assert ana.who is not None
    r = secret.reference
    asked = [
        f"inbox?q={word}&view={view}&order=best"
        for word in (r, "Undercover", "hush", "leak", "classified", "")
        for view in ("all", "mine")
    ]
    asked += ["inbox?view=all&desk=media", "inbox?view=all&tag=hush", "inbox?view=all&outlet=secret+gazette"]
    asked += [f"inbox?view=all&owner={ana.who.id}", f"calls?inquiry={r}", "rota", "views", "me", "deliveries"]
    asked += ["reports?desk=media&from=2026-11-01&to=2026-11-30"]
    asked += ["reports.csv?desk=media&from=2026-11-01&to=2026-11-30"]
    for one in asked:
        answer = await cy.get(f"/staff/{one}")
        text = await answer.text()
        # What he typed himself may stand there again.
        found = [word for word in (*SECRETS, r) if word in text and word not in one]
        assert (answer.status, found) == (200, []), one
        assert f"/staff/inquiries/{r}" not in text


async def test_what_is_of_media_does_not_exist_and_is_not_changed(
    cy: Browser, ana: Browser, house: House, secret: Inquiry
) -> None:
    person = await url(house, "bo@gazette.example")
    path = f"/staff/inquiries/{secret.reference}"
    gets = (path, f"{path}/print", f"/staff/live?inquiry={secret.reference}", person)
    gets += ("/staff/outlets/secret%20gazette",)
    assert {(await cy.get(one)).status for one in gets} == {404}
    views = re.findall(r"/staff/views/(\d+)/", await (await ana.get("/staff/views")).text())
    posts = [f"{path}/draft", f"{path}/presence", f"{path}/note", "/staff/outlets/secret%20gazette/remark"]
    posts += [f"/staff/views/{id}/{act}" for id in views for act in ("rename", "delete")]
    assert len(posts) > 6
    for one in posts:
        assert (await cy.post(one, {"text": "x", "name": "x"})).status == 404, one
    assert (await cy.post("/staff/views", {"name": "x", "query": "view=open", "desk": "media"})).status == 403
    call = {"inquiry": secret.reference, "text": "x", "direction": "in", "name": "x"}
    assert (await cy.post("/staff/calls", call)).status == 422
    await cy.post("/staff/calls", call | {"inquiry": "", "topic": "media/other", "deadline_day": "none"})
    rota = await (await ana.get("/staff/rota")).text()
    for one in re.findall(r"/staff/rota/\w+/\d+/remove", rota):
        await cy.post(one)
    assert (await (await ana.get("/staff/rota")).text()).count("/remove") == rota.count("/remove") > 1
    async with house.database.read() as db:
        kept = await saved_views.of(db, ana.who.id, {"media"}) if ana.who else ()
    assert [one.name for one in kept] == ["Audit view"] * 2


async def test_nobody_without_the_desk_is_given_it_named_or_put_on_its_rota(
    cy: Browser, ana: Browser, secret: Inquiry
) -> None:
    assert cy.who is not None
    path, his = f"/staff/inquiries/{secret.reference}", str(cy.who.id)
    given = {"owner": his, "desk": "media", "version": "3"}
    assert [(await ana.post(f"{path}/{act}", given)).status for act in ("assign", "hand-over")] == [422, 422]
    answer = await ana.post(f"{path}/note", {"text": "Ask @Cy", "once_key": "c"})
    assert answer.status == 303
    assert "Cy" in await (await ana.get(answer.headers["Location"])).text()
    shift = {"desk": "media", "person": his, "starts": "2026-12-03T10:00", "ends": "2026-12-03T12:00"}
    assert (await ana.post("/staff/rota/duties", shift)).status == 422
