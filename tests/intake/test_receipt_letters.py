"""The answer waits on the receipt page: ours to whoever asked and theirs, and nothing that was for somebody else."""

import re

import pytest

from inquiries.inquiry import changes
from inquiries.inquiry.model import Outcome, Recipient
from tests import lettered
from tests.intake.conftest import NOON
from tests.intake.lettered import BO, EVE, SOON, TO_EVE, asked, encloses, get, hire
from tests.intake.posting import after_heading, part, words
from tests.opened import again

ANSWER = "One in six.\n\nHow we count: https://charity.example/method"
GO_ON = "If something is still open, answer our mail: it reaches the same people."


@pytest.fixture
async def ana(house, watch):
    return await hire(house, watch.now)


@pytest.fixture
async def bo(house, client, open_new):
    return await asked(house, client, open_new)


@pytest.fixture
def page(client, house, bo):
    async def page(inquiry=None, path=""):
        answer = await get(client, house, inquiry or bo, path)
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
        return await answer.text()

    return page


async def test_an_answer_that_has_set_out_stands_there_with_who_wrote_it(house, ana, bo, page):
    id = await lettered.sent(house.database, bo, ana, at=NOON + SOON, text=ANSWER)
    shown = await page()
    assert words(shown).split("\n")[1] == "We have written to you"
    assert part(shown, "Our answer", "What happens next") == [
        "Ana Silva, Press officer 19:30 today in London, 14:30 here in Ottawa",
        "One in six.",
        "How we count: https://charity.example/method",
        "Ring 613-555-0142.",
    ]
    assert f'id="letter-{id}"' in shown
    assert '<a href="https://charity.example/method" rel="noopener noreferrer">' in shown
    assert after_heading(shown) == [GO_ON]


async def test_what_has_not_set_out_or_was_taken_back_is_not_there(house, ana, bo, page):
    waits = await lettered.written(house.database, bo, ana, at=NOON, text="Not yet.")
    assert ("Not yet." in await page(), "letters-title" in await page()) == (False, False)
    letter = await lettered.letter(house.database, waits)
    await house.database.write(changes.take_back, bo, letter=letter, staff_id=ana.id, why="undone", at=NOON)
    assert "Not yet." not in await page()


@pytest.mark.parametrize(
    ("recipients", "stands"),
    [
        (TO_EVE, False),
        ((*TO_EVE, Recipient("cc", "", BO.upper())), True),
        ((Recipient("to", "Bo Reyes", BO), Recipient("cc", "", EVE)), True),
    ],
)
async def test_only_what_was_sent_to_who_asked_is_shown_and_nobody_else_is_named(
    house, ana, bo, page, recipients, stands
):
    await lettered.sent(house.database, bo, ana, at=NOON, text="For you.", recipients=recipients)
    shown = await page()
    assert ("For you." in shown, EVE in shown, "Eve Moss" in shown) == (stands, False, False)


async def test_their_own_letters_stand_between_ours_and_those_of_others_do_not(house, ana, bo, page):
    at = [NOON + SOON * number for number in range(1, 6)]
    await lettered.sent(house.database, bo, ana, at=at[0], text="One in six.")
    await lettered.wrote(house.database, bo, at=at[1], text="For <b>all</b> of them?", sender=BO.upper())
    await lettered.wrote(house.database, bo, at=at[2], text="Eve's secret.", sender=EVE)
    await lettered.machine_wrote(house.database, bo, at=at[3])
    shown = await page()
    assert words(shown).split("\n")[1] == "A person has your inquiry"
    assert part(shown, "Letters", "What happens next") == [
        "Ana Silva, Press officer 19:30 today in London, 14:30 here in Ottawa",
        "One in six.",
        "Ring 613-555-0142.",
        "You wrote 19:40 today in London, 14:40 here in Ottawa",
        "For <b>all</b> of them?",
    ]
    assert GO_ON not in shown
    await lettered.sent(house.database, bo, ana, at=at[4], text="For all.")
    assert after_heading(await page()) == [GO_ON]


async def test_where_the_desk_named_nobody_the_letter_names_the_desk(house, ana, bo, page):
    done = {"text": "I have it.", "back_by": None, "name_hidden": True, "staff_id": ana.id, "at": NOON}
    await house.database.write(changes.acknowledge, bo, **done)
    await lettered.sent(house.database, bo, ana, at=NOON, text="One in six.")
    shown = await page()
    assert "One in six." in shown
    assert ("Ana" in shown, "A person at the Media desk 19:20 today" in words(shown)) == (False, True)
    assert "Ring 613-555-0142." not in words(shown).partition("What you sent")[0]


async def test_a_promise_that_still_holds_is_kept_beside_a_letter_and_an_old_one_is_not(
    house, ana, bo, page, watch
):
    done = {"text": "I have it.", "back_by": NOON + SOON * 6, "staff_id": ana.id, "at": NOON}
    await house.database.write(changes.acknowledge, bo, **done)
    assert "I have it." in await page()
    await lettered.sent(house.database, bo, ana, at=NOON + SOON, text="We are counting.")
    promised = "Ana Silva comes back to you by 20:20 today in London, 15:20 here in Ottawa."
    assert after_heading(await page()) == [promised]
    assert "I have it." not in await page()  # the letter says more
    watch.forward(SOON * 7)
    assert after_heading(await page()) == [GO_ON]


@pytest.mark.parametrize(
    ("outcome", "heading", "after"),
    [
        (Outcome.ANSWERED, "Your inquiry is answered", GO_ON),
        (Outcome.DECLINED, "We cannot answer this one", "The reason: No numbers."),
        (Outcome.STORY_DROPPED, "Your inquiry is closed", "Ring us if you still need an answer."),
    ],
)
async def test_at_the_end_the_letter_is_still_there(house, ana, bo, page, outcome, heading, after):
    await lettered.sent(house.database, bo, ana, at=NOON, text="One in six.")
    ended = {"outcome": outcome, "reason": "No numbers.", "staff_id": ana.id, "at": NOON}
    await house.database.write(changes.close, await again(house.database, bo), **ended)
    shown = await page()
    assert words(shown).split("\n")[1] == heading
    assert ("One in six." in shown, after_heading(shown)) == (True, [after])


async def test_of_two_made_one_each_receipt_shows_what_was_sent_to_its_own_address(
    house, client, open_new, ana, bo, page
):
    home = await asked(house, client, open_new, email="bo@home.example", outlet="Example Wire")
    same = await asked(house, client, open_new)
    for part_of in (home, same):
        whole, goes = await again(house.database, bo), await again(house.database, part_of)
        await house.database.write(changes.merge, goes, into=whole, staff_id=ana.id, at=NOON)
    await lettered.sent(house.database, bo, ana, at=NOON, text="To the office.")
    at_home = (Recipient("to", "Bo Reyes", "bo@home.example"),)
    await lettered.sent(house.database, bo, ana, at=NOON, text="To the kitchen.", recipients=at_home)
    stands = {}
    for name, inquiry in (("bo", bo), ("home", home), ("same", same)):
        shown = await page(inquiry)
        stands[name] = ("To the office." in shown, "To the kitchen." in shown)
    assert stands == {"bo": (True, False), "home": (False, True), "same": (True, False)}


async def test_the_copy_to_keep_has_the_answers_and_where_their_files_are(house, ana, bo, page):
    id = await lettered.sent(house.database, bo, ana, at=NOON, text="One in six.\nOr so.")
    file = await encloses(house, id)
    await lettered.wrote(house.database, bo, at=NOON + SOON, text="Thank you.", sender=BO)
    copy = await page(path="?copy=1")
    url = f"https://contact.charity.example/receipts/{house.keys.token(bo.id)}/files/{file}"
    assert (
        f"""\
Ana Silva wrote, Tue 24 Nov 2026, 19:20 in London, 14:20 here in Ottawa:

    One in six.
    Or so.

    a.pdf (5 B): {url}

You wrote, Tue 24 Nov 2026, 19:30 in London, 14:30 here in Ottawa:

    Thank you.

What you sent
"""
        in copy
    )


async def test_files_are_saved_byte_for_byte_and_never_shown(house, client, ana, bo, page):
    id = await lettered.sent(house.database, bo, ana, at=NOON)
    await encloses(house, id, b"%PDF\x00<script>", "tableau né.pdf")
    (url,) = re.findall(r'href="(/receipts/[^"]+/files/\d+)" download', await page())
    answer = await client.get(url)
    assert (answer.status, await answer.read()) == (200, b"%PDF\x00<script>")
    expected = {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": "attachment; filename=\"tableau n_.pdf\"; filename*=UTF-8''tableau%20n%C3%A9.pdf",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    assert {name: answer.headers[name] for name in expected} == expected


async def test_a_file_opens_by_no_receipt_that_does_not_show_its_letter(house, client, open_new, ana, bo):
    other = await asked(house, client, open_new, email="sue@wire.example")
    mine = await encloses(house, await lettered.sent(house.database, bo, ana, at=NOON))
    eves = await lettered.sent(house.database, bo, ana, at=NOON, recipients=TO_EVE)
    waits = await lettered.written(house.database, bo, ana, at=NOON)
    hers, waiting = await encloses(house, eves), await encloses(house, waits)
    found = [
        (await get(client, house, inquiry, f"/files/{id}")).status
        for inquiry, id in ((bo, mine), (other, mine), (bo, hers), (bo, waiting), (bo, 10**17))
    ]
    assert found == [200, 404, 404, 404, 404]


async def test_a_file_that_cannot_be_read_leads_back_with_a_way_to_get_it(house, client, ana, bo, page):
    file = await encloses(house, await lettered.sent(house.database, bo, ana, at=NOON))
    for stored in (house.settings.data_dir / "attachments").rglob("*"):
        if stored.is_file():
            stored.unlink()
    answer = await get(client, house, bo, f"/files/{file}")
    assert answer.status == 303
    assert answer.headers["Location"] == f"/receipts/{house.keys.token(bo.id)}?file=gone#letters"
    assert "That file cannot be read here just now. Ring us and we send it again." in words(
        await page(path="?file=gone")
    )
