"""What the tests of the public door post, and how they read what comes back."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import sqlalchemy as sa

from inquiries.app import House
from inquiries.database import tables

MEDIA = {
    "name": "Bo Reyes",
    "outlet": "The Example Gazette",
    "email": "bo@gazette.example",
    "phone": "+44 20 7946 0018",
    "topic": "programs",
    "request_type": "comment",
    "question": "How many people did you help last year?",
    "deadline_day": "tomorrow",
    "deadline_date": "",
    "deadline_time": "16:30",
    "timezone": "Europe/London",
    "publishes_at": "2026-11-26T06:00",
    "language": "en",
}
EVENTS = {
    "name": "Sam Lind",
    "email": "sam@school.example",
    "phone": "613-555-0199",
    "topic": "start-a-fundraiser",
    "host_kind": "school",
    "idea": "A bake sale,\r\nand a raffle",
    "event_date": "2027-05-30",
    "place": "Perth",
    "question": "Who brings the oven?",
    "updates_consent": "yes",
}
GOOD = {"media": MEDIA, "events": EVENTS}


class _Boxes(HTMLParser):
    """Reads every box of a page with what stands in it."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, str] = {}
        self._inside, self._text = "", ""
        self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "textarea":
            self._inside, self._text = found["name"], ""
        elif tag == "select":
            self._select = found["name"]
        elif tag == "option" and "selected" in found:
            self.boxes[self._select] = found["value"]
        elif tag == "input" and (found.get("type") not in ("radio", "checkbox") or "checked" in found):
            self.boxes[found["name"]] = found.get("value", "")

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.boxes[self._inside] = self._text.removeprefix("\n")


def boxes(page: str) -> dict[str, str]:
    """What stands in each box of the page's form, by name."""
    reader = _Boxes()
    reader.feed(page)
    return reader.boxes


def title(page: str) -> str:
    found = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    return html.unescape(found[1]) if found else ""


def words(page: str) -> str:
    """What a person reads in the page's main part, one line a block."""
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    text = re.sub(r"<svg.*?</svg>", "", main[0] if main else page, flags=re.DOTALL)
    text = re.sub(r"</(p|h1|h2|h3|dd|div|li|figure|legend|label|button)>", "\n", text)
    lines = html.unescape(re.sub(r"<[^>]+>", "", text)).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


async def count(house: House) -> int:
    """How many submissions are stored."""
    async with house.database.read() as db:
        return (await db.execute(sa.select(sa.func.count()).select_from(tables.submissions))).scalar_one()


async def send(client, given=MEDIA, form="media"):
    assert (await client.post(f"/forms/{form}", data=given, allow_redirects=False)).status == 303


def part(page: str, after: str, before: str) -> list[str]:
    """The lines between two headings."""
    return words(page).partition(f"{after}\n")[2].partition(f"\n{before}")[0].split("\n")


def after_heading(page: str) -> list[str]:
    return part(page, "What happens next", "What you sent")
