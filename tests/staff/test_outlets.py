"""An outlet's page: under any spelling of its name, for the desks it has asked."""

from urllib.parse import quote

from inquiries.app import House
from inquiries.inquiry import outlets
from tests import opened as made
from tests.each import each
from tests.opened import events, media
from tests.staff.answers import went
from tests.staff.conftest import Browser
from tests.staff.people import box, words


async def opened(house: House, *names: str, desk: str = "media") -> None:
    await made.opened(
        house.database, house.keys, *(media(answers={"outlet": name}, desk=desk) for name in names)
    )


def url(name: str) -> str:
    return f"/staff/outlets/{quote(outlets.key(name), safe='')}"


async def test_the_spelling_most_used_is_its_name(ana: Browser, house: House) -> None:
    await opened(house, "gazette", "The Gazette", "The Gazette", "GAZETTE!", "Another")
    shown = await words(ana, url("gazette"))
    assert shown.startswith("The Gazette Also written: GAZETTE! , gazette 4 inquiries, 4 open")
    assert "Who asks Bo Baker 4 inquiries" in shown
    assert "Another" not in shown


@each("name", ["CBC/Radio-Canada", "الجريدة الرسمية", "朝日新聞", "Süd % 100 ?", "x" * 200])
async def test_every_name_has_an_address_and_links_lead_to_it(ana: Browser, house: House, name: str) -> None:
    (inquiry,) = await made.opened(house.database, house.keys, media(answers={"outlet": name}))
    assert name in await words(ana, url(name))
    text = await (await ana.get(f"/staff/inquiries/{inquiry.reference}")).text()
    assert f'href="{url(name)}"' in text


async def test_another_desk_sees_nothing_of_media(
    ana: Browser, cy: Browser, dee: Browser, house: House
) -> None:
    await opened(house, "The Gazette", "THE GAZETTE", "THE GAZETTE", "Only Media")
    await opened(house, "gazette", desk="events")
    await ana.post(f"{url('gazette')}/remark", {"text": "Of Media", "once_key": "a"})
    shown = await words(cy, url("gazette"))
    assert shown.startswith("gazette 1 inquiry, 1 open")
    for hidden in ("Gazette", "GAZETTE", "Of Media"):
        assert hidden not in shown
    theirs, none = await cy.get(url("Only Media")), await cy.get(url("nowhere"))
    assert (theirs.status, await theirs.text()) == (404, await none.text())
    assert (await cy.post(f"{url('Only Media')}/remark", {"text": "x"})).status == 404
    await dee.post(f"{url('gazette')}/remark", {"text": "Of both", "once_key": "b"})
    assert "Of both" in await words(cy, url("gazette"))


async def test_a_note_is_kept_once(ana: Browser, house: House) -> None:
    await opened(house, "The Gazette")
    page = url("The Gazette")
    once = box(await (await ana.get(page)).text(), "once_key")
    for _ in range(2):
        answer = await ana.post(f"{page}/remark", {"text": "Rings on Fridays.", "once_key": once})
        assert went(answer) == (303, f"{page}?done=remark")
    assert (await words(ana, page)).count("Rings on Fridays.") == 1
    refused = await ana.post(f"{page}/remark", {"text": "", "once_key": once})
    assert (refused.status, "Write your note" in await refused.text()) == (422, True)


@each("key", ["The%20Gazette", "GAZETTE", "%00", "%FF", "gazette%20", "x" * 3000, "%2F"])
async def test_what_is_no_key_is_no_outlet(ana: Browser, house: House, key: str) -> None:
    await opened(house, "The Gazette")
    assert (await ana.get(f"/staff/outlets/{key}")).status == 404


async def test_without_an_outlet_there_is_no_page(cy: Browser, house: House) -> None:
    await made.opened(house.database, house.keys, events())
    assert (await cy.get("/staff/outlets/")).status == 404
