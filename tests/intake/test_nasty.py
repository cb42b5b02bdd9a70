"""Words meant to break something, through every field and both doors: kept and shown as words, or refused by name."""

import json
from html.parser import HTMLParser

import pytest
import sqlalchemy as sa

from inquiries import work
from inquiries.database import tables
from inquiries.forms import catalogue
from inquiries.people import sessions
from inquiries.queue.worker import Worker
from inquiries.settings import Settings
from tests.house import tree
from tests.intake import lettered
from tests.intake.nasty import ADDRESSES, NASTY, REFUSED, Nasty
from tests.intake.posting import GOOD, MEDIA
from tests.intake.test_bad_input import post

pytestmark = pytest.mark.only("sqlite", "what no database keeps is tried on both in test_bad_input")
FORMS = catalogue.forms(Settings())
LINES = {"media": ("name", "outlet"), "events": ("name", "place")}
TEXTS = {"media": ("question",), "events": ("idea", "question")}


class Shown(HTMLParser):
    """The words of a page as they are read, and what in it would run that is not ours."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.runs = "", list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        source = dict(attributes).get("src") or ""
        foreign = (
            tag in ("script", "img", "iframe", "svg") and not source.startswith("/static/") and source != ""
        )
        bare = tag == "script" and not source
        if foreign or bare or any(name.startswith("on") for name, _ in attributes):
            self.runs.append(self.get_starttag_text() or tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def posts(nasty: Nasty, form: str) -> list[tuple[dict[str, str], set[str]]]:
    """What is sent, in every field that takes words, and which of it is kept: nothing where it is refused."""
    line, lines = nasty.kept("line"), nasty.kept("lines")
    alone = (
        [LINES[form] + TEXTS[form]] if (line == REFUSED) == (lines == REFUSED) else [LINES[form], TEXTS[form]]
    )
    found = []
    for fields in alone:
        kept = {line if field in LINES[form] else lines for field in fields} - {REFUSED}
        found.append((dict.fromkeys(fields, nasty.typed), kept))
    return found


async def test_nasty_words_are_kept_as_words_or_refused_by_name(house, client, open_new, watch):
    ana = await lettered.hire(house, watch.now, desks=["media", "events"])
    session = await house.database.write(sessions.open, ana.id, watch.now)
    kept: list[tuple[str, set[str]]] = []
    for number, nasty in enumerate(NASTY):
        form, door, taken = (("media", "urlencoded", 303), ("events", "api", 201))[number % 2]
        for given, wanted in posts(nasty, form):
            given |= {"email": f"bo@n{len(kept)}.example"}
            answer = await post(client, door, form, GOOD[form] | given)
            assert answer.status == (taken if wanted else 422), (nasty.what, list(given))
            if wanted:
                kept.append((nasty.what, wanted))
    while await open_new():
        pass
    await Worker(house.database, work.handlers(house.post), ()).drain()
    for number, (what, wanted) in enumerate(kept, 1):
        receipt = await client.get(f"/receipts/{house.keys.token(number)}")
        staff = await client.get(
            f"/staff/inquiries/{house.keys.reference(number)}",
            headers={"Cookie": f"__Host-session={session}"},
        )
        for page in (receipt, staff):
            shown = Shown(await page.text())
            missing = [words for words in wanted if words not in shown.words]
            assert (page.status, shown.runs, missing) == (200, [], []), (what, page.url.path)
    async with house.database.read() as db:
        dead = await db.scalar(sa.select(sa.func.count()).select_from(tables.jobs).where(tables.IS_DEAD))
        open_ones = await db.scalar(
            sa.select(sa.func.count()).select_from(tables.inquiries).where(tables.IS_OPEN)
        )
    told = [mail for mail in await house.post.transport.list(limit=1000) if ana.email in mail.to]
    # What looks like an advertisement is held, and nobody is told.
    assert (dead, len(told)) == (0, open_ones)
    assert open_ones >= len(kept) - 2


async def test_every_other_field_refuses_nasty_words_and_the_page_holds_them(client):
    for nasty in NASTY:
        for form in GOOD:
            names = {field.name for field in FORMS[form].fields} - {
                *LINES[form],
                *TEXTS[form],
                "updates_consent",
            }
            given = GOOD[form] | dict.fromkeys(names, nasty.typed)
            answer = await post(client, "multipart", form, given)
            assert (answer.status, Shown(await answer.text()).runs) == (422, []), nasty.what


async def test_addresses_that_mean_two_things_are_refused_or_kept_as_one(house, client):
    for address, kept in ADDRESSES.items():
        answer = await post(client, "api", "media", MEDIA | {"email": address})
        told = await answer.json()
        assert answer.status == (422 if kept == REFUSED else 201), (address, told)
        if kept == REFUSED:
            assert [one["field"] for one in told["errors"]] == ["email"]
    async with house.database.read() as db:
        rows = await db.scalars(sa.select(tables.submissions.c.answers).order_by(tables.submissions.c.id))
        stored = [json.loads(answers)["email"] for answers in rows]
    assert stored == [kept for kept in ADDRESSES.values() if kept != REFUSED]


def test_the_page_about_nasty_words_tells_of_all_of_them():
    told = (tree.ROOT / "docs/input.md").read_text("utf-8")
    assert [nasty.what for nasty in NASTY if f"\n| {nasty.what} " not in told] == []
