"""What is sealed: nobody but a lead meets a word of it anywhere, and a lead's looking is recorded."""

import re
from collections.abc import Iterable

import sqlalchemy as sa

from inquiries import clock, work
from inquiries.app import House
from inquiries.database import tables
from inquiries.inquiry import exported, records
from inquiries.inquiry.model import Inquiry
from inquiries.intake import projector
from inquiries.people import accounts
from inquiries.queue.worker import Worker
from inquiries.staff import routes
from inquiries.web.routes import Route
from tests.staff.conftest import Browser, Come, SignedIn
from tests.staff.inquiries import MEDIA, opened

WORDS = ("marigold", "zinnia", "petunia")  # of the question, the name and address, the outlet
PLEA = {
    **MEDIA,
    "name": "Zinnia Quince",
    "email": "zinnia@petunia.example",
    "outlet": "Petunia Post",
    "question": "They took my passport and I can't leave. Ask for marigold.",
    "deadline_day": "none",
    "website": "http://robots-only.example",  # the box that only robots fill in
}
SHUT = [route for route in routes.ROUTES if route.permission != "anyone"]
LISTS = [
    *(
        "/staff/inbox?view=" + view
        for view in ("open", "mine", "nobody", "waiting", "closed", "quarantine", "all")
    ),
    *(f"/staff/inbox?view=all&q={word}" for word in WORDS),
    "/staff/inbox?desk=sealed",
    "/staff/outlets/petunia%20post",
    "/staff/reports.csv?days=365",
    "/staff/deliveries?before=99999",
]


async def sealed(house: House, come: Come) -> Inquiry:
    """Zinnia's, by the form itself, with all mail that follows in the local mailbox."""
    client = await come()
    answer = await client.post("/forms/media", data=PLEA, allow_redirects=False)
    assert answer.status == 303
    page = await (await client.get(answer.headers["Location"])).text()
    assert page.index("If you are in danger, call") < page.index("We have your inquiry")
    assert "<title>Saved page</title>" in page
    assert "by mail" not in page
    assert "data-exit" in page
    assert "/static/js/exit" in page
    await projector.open_new(house.database, house.settings, house.keys)
    await Worker(house.database, work.handlers(house.post), ()).drain()
    async with house.database.read() as db:
        found = await records.by_id(
            db, int(await db.scalar(sa.select(sa.func.max(tables.inquiries.c.id))) or 0)
        )
    assert found is not None
    assert found.is_sealed
    assert found.front == "media"
    assert found.suspicion == ""
    return found


async def lead(house: House, signed_in: SignedIn) -> Browser:
    lea = await signed_in("Lea Lind")
    assert lea.who is not None
    await house.database.write(accounts.name_leads, [lea.who.email])
    return lea


def address(route: Route, found: Inquiry, **gaps: object) -> str:
    known = {"reference": found.reference, "id": found.id, "key": "petunia%20post", "number": 1, **gaps}
    return re.sub(r"\{(\w+)(?::(?:[^{}]|\{[^{}]*\})*)?\}", lambda gap: str(known.get(gap[1], 1)), route.path)


async def met(browser: Browser, paths: Iterable[str]) -> dict[str, list[str]]:
    """Which of the words stand at which address."""
    found = {}
    for path in paths:
        if path.endswith("/staff/live"):
            continue
        text = (await (await browser.get(path)).read()).decode("utf-8", "replace").lower()
        # What was looked for stands in its own box.
        text = re.sub(r'value="[^"]*"|“[^”]*”|q=\w+', "", text)
        if here := [word for word in WORDS if word in text]:
            found[path] = here
    return found


async def test_nobody_but_a_lead_meets_a_word_of_it_on_any_page(
    house: House, come: Come, signed_in: SignedIn, ana: Browser, dee: Browser
):
    lea = await lead(house, signed_in)
    found = await sealed(house, come)
    said = {"version": str(found.version), "text": "Marigold: I have it.", "back_by": "15:00"}
    assert (await lea.post(f"/staff/inquiries/{found.reference}/acknowledge", said)).status == 303
    await Worker(house.database, work.handlers(house.post), ()).drain()
    gets = [address(route, found) for route in SHUT if route.method == "GET"]
    mails = [f"/staff/mailbox/{one.id}" for one in await house.post.transport.list()]  # type: ignore[attr-defined]
    everywhere = [*gets, *LISTS, *mails]
    assert len(mails) == 1  # to the lead: whoever shares Zinnia's mailbox reads nothing
    assert {who: await met(browser, everywhere) for who, browser in (("ana", ana), ("dee", dee))} == {
        "ana": {},
        "dee": {},
    }
    of_it = [route for route in SHUT if "{reference}" in route.path]
    answers = {}
    for route in of_it:
        ask = dee.get if route.method == "GET" else dee.post
        answers[f"{route.method} {route.path}"] = (await ask(address(route, found))).status
    assert set(answers.values()) == {404}
    inbox = await (await ana.get("/staff/inbox")).text()
    assert "1 sealed" in inbox
    assert found.reference not in inbox
    assert f"/staff/inquiries/{found.reference}" in await met(lea, everywhere)


async def test_leads_are_told_without_a_word_and_the_sender_gets_no_mail(
    house: House, come: Come, signed_in: SignedIn, ana: Browser
):
    lea = await lead(house, signed_in)
    await sealed(house, come)
    kept = [await house.post.transport.read(one.id) for one in await house.post.transport.list()]  # type: ignore[attr-defined]
    assert [(one.to, one.mail.subject) for one in kept] == [
        (lea.who and lea.who.email, "A sealed inquiry waits")
    ]
    assert [word for word in WORDS if word in f"{kept[0].mail.text} {kept[0].mail.html}".lower()] == []


async def test_lead_reads_unseals_and_the_desk_has_it_with_everything_that_follows(
    house: House, come: Come, signed_in: SignedIn, ana: Browser
):
    lea = await lead(house, signed_in)
    found = await sealed(house, come)
    page = f"/staff/inquiries/{found.reference}"
    listed = await (await lea.get("/staff/inbox")).text()
    assert "Sealed inquiry" in listed
    assert "marigold" not in listed.lower()
    assert "marigold" in await (await lea.get(page)).text()
    await lea.get(page, headers={"X-Refresh": "1"})
    await lea.get(f"{page}/print")
    shown = await (await lea.get(page)).text()
    assert ("Lea Lind opened it to print" in shown, shown.count("Lea Lind opened it<")) == (True, 1)
    answer = await lea.post(f"{page}/unseal", {"version": str(found.version)})
    assert answer.headers["Location"] == "/staff/inbox?done=unseal"
    await Worker(house.database, work.handlers(house.post), ()).drain()
    assert "Lea Lind unsealed it" in await (await ana.get(page)).text()
    to = sorted(one.to for one in await house.post.transport.list())  # type: ignore[attr-defined]
    assert ("zinnia@petunia.example" in to, "ana.alves@charity.example" in to or len(to) > 2) == (True, True)


async def test_sealed_by_hand_it_is_gone_for_who_sealed_it_and_counted_elsewhere(
    house: House, signed_in: SignedIn, ana: Browser, dee: Browser
):
    lea = await lead(house, signed_in)
    found = await opened(house, "media")
    page = f"/staff/inquiries/{found.reference}"
    sent = {"version": str(found.version), "reason": "She sounds afraid."}
    assert (await ana.post(f"{page}/seal", sent)).headers["Location"] == "/staff/inbox?done=seal"
    assert [(await one.get(page)).status for one in (ana, dee, lea)] == [404, 404, 200]
    assert "Ana Alves sealed it: She sounds afraid." in await (await lea.get(page)).text()
    async with house.database.read() as db:
        counted = (await db.execute(sa.select(tables.counters).where(tables.counters.c.total != 0))).all()
    assert [(row.desk, row.total) for row in counted] == [("sealed", 1)]
    assert (
        await lea.post(f"{page}/hand-over", {"version": str(found.version + 1), "desk": "media"})
    ).status == 422


async def test_while_no_lead_can_sign_in_administrators_are(
    house: House, come: Come, signed_in: SignedIn, dee: Browser
):
    lea = await lead(house, signed_in)
    found = await sealed(house, come)
    assert lea.who is not None
    assert (await dee.get(f"/staff/inquiries/{found.reference}")).status == 404
    await house.database.write(accounts.disable, lea.who.id, clock.now())
    assert (await dee.get(f"/staff/inquiries/{found.reference}")).status == 200


async def test_export_tells_only_that_it_is_there_unless_asked(house: House, come: Come, dee: Browser):
    found = await sealed(house, come)
    plain = b"".join([line async for line in exported.lines(house.database, house.keys)]).lower()
    assert (found.reference.lower().encode() in plain, b"marigold" in plain) == (True, False)
    whole = b"".join([line async for line in exported.lines(house.database, house.keys, sealed=True)]).lower()
    assert b"marigold" in whole
    shown = await (await dee.get(f"/staff/inquiries/{found.reference}")).text()
    assert "Somebody at the machine exported it" in shown
