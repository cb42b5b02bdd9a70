"""Lists that are narrowed and looked through hold what a person reading everything would pick, on either engine."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from inquiries.database import folding
from inquiries.database.engine import Database
from inquiries.inquiry import changes, lists
from inquiries.inquiry.model import Inquiry, Outcome
from inquiries.inquiry.wanted import View, Wanted
from inquiries.people.accounts import Staff
from tests.inquiry.conftest import Opened
from tests.opened import HOUR, NOON, again, events, media

MEDIA, BOTH = frozenset({"media"}), frozenset({"media", "events"})
SAID = (
    "Is Élodie O’Brien's shelter in Łódź open?",
    "Ring me at 613-555-0142 about the Lantern walk",
    "the lantern, the SHELTER and the audit of l’Échange",
    '東京都の知事 writes: “NEAR * ( " ) : ^ - + {}”',
    "Wie viele Rindfleischetikettierungsüberwachungsaufgaben?",
    "هل يمكنكم تأكيد عدد القضايا",
    "",
)


async def ids(
    database: Database, wanted: Wanted, who: Staff, desks: frozenset[str] = BOTH, *, limit: int = 50
) -> list[int]:
    """Every page of it, in order."""
    found: list[int] = []
    after: str | None = ""
    async with database.read() as db:
        while after is not None:
            page = await lists.page(
                db, Wanted(**{**fields(wanted), "after": after}), who=who, desks=desks, limit=limit
            )
            found += [row.inquiry.id for row in page.rows]
            after = page.more
    return found


def fields(wanted: Wanted) -> dict[str, Any]:
    return {name: getattr(wanted, name) for name in Wanted.__slots__}


@pytest.fixture
async def library(database: Database, opened: Opened, ana: Staff) -> list[Inquiry]:
    """One inquiry for each text, every third on Events, one held, one closed with a reason, one noted and tagged."""
    found = await opened(
        *(
            (events if number % 3 == 2 else media)(
                answers={"question": text, "outlet": f"Gazette {number}"},
                suspicion="it smells" if number == 3 else "",
                received_at=NOON + number * 24 * HOUR,
            )
            for number, text in enumerate(SAID)
        )
    )
    by: dict[str, Any] = {"staff_id": ana.id, "at": NOON}
    await database.write(changes.note, found[0], text="Ask Zoë of the Zeppelin", once_key="z", **by)
    await database.write(changes.tag, found[1], tags=["night bus"], **by)
    await database.write(changes.close, found[4], outcome=Outcome.DECLINED, reason="No spokesperson", **by)
    return found


FOUND = {
    "obrien": [0],
    "O'Brien": [0],
    "élod lodz": [0],
    "lodz ELOD": [0],
    "shel": [2, 0],
    "audit shelter lant": [2],
    "echange": [2],
    "613 555 0142": [1],
    "6135550142": [1],
    "5550142": [1],
    "zoe": [0],
    "zeppelin shelter": [0],
    "night": [1],
    "spokesperson": [4],
    "rindfleisch": [4],
    "知事": [3],
    "القضايا": [5],
    "bo@gazette.example": [4, 3, 1, 0, 6],
    "shelterx": [],
}
ODD = (
    *('"', "*", "NEAR", "a AND b", "NOT x", "(", "x:y", "^shelter", "'; --", "\\", "!?", "\u202e", "%"),
    *("_9zz", "x" * 10_000, "a " * 5_000, "{shelter lantern}", "shelter*", "0", "+", "'x':*", "知"),
    "\u202bالقضايا",
)


async def test_words_find_what_was_written_or_said_latest_first(
    database: Database, library: list[Inquiry], dee: Staff
) -> None:
    found = {words: await ids(database, Wanted(View.ALL, words=words), dee) for words in FOUND}
    assert found == {
        words: sorted((library[number].id for number in numbers), reverse=True)
        for words, numbers in FOUND.items()
    }


async def test_whatever_is_typed_is_words(database: Database, library: list[Inquiry], dee: Staff) -> None:
    for words in ODD:
        for best in (False, True):
            found = await ids(database, Wanted(View.ALL, words=words, best=best), dee)
            assert set(found) <= {one.id for one in library}, words


async def test_a_reference_finds_its_inquiry_first_however_it_is_typed(
    database: Database, library: list[Inquiry], ana: Staff, dee: Staff
) -> None:
    wanted, quoting = library[0], library[1]
    words = wanted.reference.lower().replace("-", "")
    text = f"As in {wanted.reference} and {words}"
    await database.write(changes.note, quoting, text=text, once_key="q", staff_id=dee.id, at=NOON)
    for typed in (wanted.reference, words, wanted.reference.lower()):
        for best in (False, True):
            asked = Wanted(View.ALL, words=typed, named=wanted.id, best=best)
            assert await ids(database, asked, dee, limit=1) == [wanted.id, quoting.id]
    hidden = Wanted(View.ALL, words=library[2].reference, named=library[2].id)
    assert await ids(database, hidden, ana, MEDIA) == []


async def test_the_best_have_it_in_the_name_then_in_the_question(
    database: Database, opened: Opened, ana: Staff
) -> None:
    elsewhere, asked, named, begins = await opened(
        media(answers={"question": "x"}),
        media(answers={"question": "the lantern"}),
        media(answers={"outlet": "The Lantern", "question": "x"}),
        media(answers={"outlet": "Lanternfish News", "question": "x"}),
    )
    await database.write(changes.note, elsewhere, text="lantern", once_key="l", staff_id=ana.id, at=NOON)
    wanted = Wanted(View.ALL, words="lantern", best=True)
    assert await ids(database, wanted, ana, MEDIA, limit=2) == [
        one.id for one in (named, begins, asked, elsewhere)
    ]


DAY = date(2026, 11, 24)
FILTERS = [
    ({"topic": "programs"}, lambda one: one.topic == "programs"),
    ({"request_type": "comment"}, lambda one: one.request_type == "comment"),
    ({"outlet": "gaz 4"}, lambda one: one.outlet == "Gazette 4"),
    ({"outcome": "declined"}, lambda one: one.outcome is Outcome.DECLINED),
    ({"owner": 0}, lambda one: one.owner is None),
    ({"desk": "events"}, lambda one: one.desk == "events"),
    ({"tag": "night bus"}, lambda one: one.id == 2),
    ({"since": DAY + timedelta(days=2)}, lambda one: one.received_at >= NOON + 2 * 24 * HOUR),
    ({"until": DAY + timedelta(days=3)}, lambda one: one.received_at <= NOON + 3 * 24 * HOUR),
    ({"words": "lantern"}, lambda one: "antern" in one.question),
]


@pytest.mark.parametrize("view", [View.ALL, View.OPEN, View.CLOSED, View.NOBODY, View.QUARANTINE])
async def test_filters_combine_in_every_view(
    database: Database, library: list[Inquiry], dee: Staff, view: View
) -> None:
    everything = {one.id: one for one in [await again(database, it) for it in library]}
    inside = await ids(database, Wanted(view), dee)
    for number, (first, holds) in enumerate(FILTERS):
        for second, also_holds in FILTERS[number:]:
            wanted = Wanted(**{"view": view, "zone": "America/Toronto"} | first | second)
            expected = {id for id in inside if holds(everything[id]) and also_holds(everything[id])}
            assert set(await ids(database, wanted, dee, limit=2)) == expected, wanted


async def test_cy_finds_nothing_of_media(database: Database, library: list[Inquiry], cy: Staff) -> None:
    for view, words, desk, best in product(
        View, ("", "gazette", "lantern", "613 555 0142"), ("", "media"), (False, True)
    ):
        wanted = Wanted(view, desk=desk, words=words, best=best)
        found = await ids(database, wanted, cy, cy.desks)
        assert set(found) <= {one.id for one in library if one.desk == "events"}, wanted
        assert not (desk and found), wanted


WORDS = st.lists(
    st.sampled_from(
        ["lan", "lantern", "shelter", "o'brien", "ob", "élod", "echange", "bo", "gazette", "x", "東"]
    ),
    min_size=1,
    max_size=3,
)


@trying(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS)
async def test_a_search_finds_what_reading_every_word_would(
    database: Database, library: list[Inquiry], dee: Staff, words: list[str]
) -> None:
    extra = {library[0].id: "Ask Zoë of the Zeppelin", library[1].id: "night bus"}
    expected = [
        one.id
        for one in reversed(library)
        if has_all(
            " ".join(
                (
                    one.reference,
                    one.name,
                    one.outlet,
                    one.email,
                    one.question,
                    one.topic,
                    extra.get(one.id, ""),
                )
            ),
            words,
        )
    ]
    assert await ids(database, Wanted(View.ALL, words=" ".join(words)), dee, limit=2) == expected


def has_all(text: str, words: list[str]) -> bool:
    there = folding.words(text)
    asked = [word for one in words for word in folding.asked(one)]
    return all(any(one.startswith(word) if len(word) > 1 else one == word for one in there) for word in asked)
