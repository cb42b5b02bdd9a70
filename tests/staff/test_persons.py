"""A person's page: what is known of them, for the desks they have written to, and what staff do about it."""

import html
import re

import pytest

from inquiries.app import House
from inquiries.inquiry import changes, persons
from inquiries.inquiry.model import Inquiry, Outcome
from tests import opened as made
from tests.each import each
from tests.opened import HOUR, events, media
from tests.staff.answers import went
from tests.staff.conftest import NOON, Browser, SignedIn
from tests.staff.people import box, plain, url, words

BO, HOME = "bo@gazette.example", "bo@home.example"


async def opened(house: House, *openings: object) -> list[Inquiry]:
    return await made.opened(house.database, house.keys, *openings)  # type: ignore[arg-type]


async def close(house: House, inquiry: Inquiry, who: Browser, outcome: Outcome) -> None:
    assert who.who is not None
    await house.database.write(
        changes.close, inquiry, outcome=outcome, reason="", staff_id=who.who.id, at=NOON
    )


async def test_the_page_says_who_it_is_and_how_it_went(ana: Browser, house: House) -> None:
    answers = {"phone": "+44 20 7946 0018"}
    first, second, _, _ = await opened(
        house,
        media(answers=answers),
        media(answers={"name": "B. Baker"}),
        media(answers={"outlet": "example gazette", "question": "Who paid for the <bus>?"}),
        media(answers={"outlet": ""}),
    )
    await close(house, first, ana, Outcome.ANSWERED)
    await close(house, second, ana, Outcome.DECLINED)
    shown = await words(ana, await url(house, BO))
    for expected in (
        "Bo Baker Also: B. Baker",
        "The Example Gazette +44 20 7946 0018 4 inquiries, 1 answered in time, 1 declined, 2 open",
        "24 Nov Who paid for the <bus>? example gazette Open",
        "24 Nov How many people did the shelter on Lyon Street take in? The Example Gazette Answered in time",
        "bo@gazette.example not verified",
        "A note for colleagues, read by: Media",
    ):
        assert expected in shown


async def test_another_desk_sees_nothing_of_media_on_it(
    ana: Browser, cy: Browser, dee: Browser, house: House
) -> None:
    secret = {"name": "Robert Undercover", "outlet": "Secret Gazette", "phone": "+44 20 7946 0018"}
    await opened(
        house,
        *(media(answers={**secret, "question": "Of Media?"}) for _ in range(3)),
        media(answers={**secret, "email": HOME}),
        events(answers={"email": BO, "name": "Bo"}),
        media(answers={"name": "Bo", "email": "bo@elsewhere.example"}),
    )
    page = await url(house, BO)
    await dee.post(f"{page}/join", {"with": HOME, "version": "1"})
    await ana.post(f"{page}/remark", {"text": "Rude to Media", "once_key": "k"})
    shown = await words(cy, page)
    assert "Bo 1 inquiry, 1 open" in shown
    for hidden in ("Undercover", "Secret", "7946", "Of Media", HOME, "Rude", "elsewhere", "joined"):
        assert hidden not in shown
    hers = await words(ana, page)
    assert "Robert Undercover 4 inquiries" not in hers  # his other name is of Events only
    assert "4 inquiries, 4 open" in hers
    assert "Rude to Media" in hers


POSTS = ("join", "split", "verify", "unverify", "remark")


async def test_a_person_of_media_does_not_exist_for_another_desk(
    ana: Browser, cy: Browser, house: House
) -> None:
    await opened(house, media(), events())
    page = await url(house, BO)
    theirs, none = await cy.get(page), await cy.get("/staff/persons/999999999999999999")
    assert (theirs.status, await theirs.text()) == (404, await none.text())
    data = {"email": BO, "with": "sam@supporter.example", "how": "x", "text": "x", "version": "1"}
    assert {(await cy.post(f"{page}/{act}", data)).status for act in POSTS} == {404}
    own = await url(house, "sam@supporter.example")
    refused = await cy.post(f"{own}/join", {"with": BO, "version": "1"})
    unknown = await cy.post(f"{own}/join", {"with": "nobody@x.example", "version": "1"})
    assert (refused.status, unknown.status) == (422, 422)
    assert "Nobody has written to your desks from this address" in await refused.text()
    assert re.sub(BO, "", plain(await refused.text())) == plain(await unknown.text()).replace(
        "nobody@x.example", ""
    )
    assert "not verified" in await words(ana, page)


async def test_joined_by_address_and_split_again(ana: Browser, dee: Browser, house: House) -> None:
    await opened(house, media(), media(answers={"email": HOME, "name": "Bo B."}))
    page, other = await url(house, BO), await url(house, HOME)
    assert went(await ana.post(f"{page}/join", {"with": f" {HOME.upper()} ", "version": "1"})) == (
        303,
        f"{page}?done=join",
    )
    shown = await words(dee, page)
    assert "2 inquiries, 2 open" in shown
    assert f"{HOME} not verified · joined 24 Nov by Ana Alves" in shown
    assert went(await dee.get(other)) == (303, page)
    answer = await dee.post(f"{page}/split", {"email": HOME, "version": "2"})
    assert went(answer) == (303, f"{page}?done=split")
    assert HOME not in await words(ana, page)
    assert "1 inquiry, 1 open" in await words(ana, other)


async def test_suggested_is_whom_the_name_or_the_outlet_points_to(ana: Browser, house: House) -> None:
    await opened(
        house,
        media(),
        media(answers={"email": HOME, "outlet": "Wire"}),
        media(answers={"email": "z@x.example", "name": "Zoe"}),
    )
    page = await url(house, BO)
    text = await (await ana.get(page)).text()
    assert f"Bo Baker · Wire {HOME} Join" in plain(text)
    assert "z@x.example" not in text
    await ana.post(f"{page}/join", {"with": box(text, "with"), "version": box(text, "version")})
    assert "joined" in await words(ana, page)


@each(
    ("given", "says"),
    [
        ("", "Enter an address they write from"),
        ("nobody@x.example", "Nobody has written to your desks from this address"),
        (BO, "This address is theirs already"),
        ("\x00", "Type it again: a character in it cannot be kept"),
        ("x" * 201, "This has 201 characters. Shorten it to 200"),
    ],
)
async def test_a_join_that_cannot_be_says_why_and_keeps_what_was_typed(
    ana: Browser, house: House, given: str, says: str
) -> None:
    await opened(house, media())
    answer = await ana.post(f"{await url(house, BO)}/join", {"with": given, "version": "1"})
    text = html.unescape(await answer.text())
    assert (answer.status, says in text) == (422, True)
    assert f'value="{given}"' in text or given == "\x00"


async def test_of_two_at_once_the_second_is_told_and_shown_how_it_stands(
    ana: Browser, dee: Browser, house: House
) -> None:
    third = "b3@x.example"
    await opened(house, *(media(answers={"email": email}) for email in (BO, HOME, third)))
    page = await url(house, BO)
    await ana.post(f"{page}/join", {"with": HOME, "version": "1"})
    for act, data in (
        ("join", {"with": third, "version": "1"}),
        ("split", {"email": HOME, "version": "1"}),
        ("split", {"email": third, "version": "2"}),
        ("unverify", {"email": HOME}),
        ("verify", {"email": third, "how": "rang"}),
    ):
        answer = await dee.post(f"{page}/{act}", data)
        text = plain(await answer.text())
        assert (answer.status, "Someone was faster." in text) == (409, True), act
        assert "joined 24 Nov by Ana Alves" in text
    assert await url(house, third) != page


async def test_an_address_is_verified_with_the_words_how_and_that_is_taken_back(
    ana: Browser, dee: Browser, house: House
) -> None:
    await opened(house, media())
    page = await url(house, BO)
    empty = await ana.post(f"{page}/verify", {"email": BO, "how": "  "})
    assert (empty.status, "Write how you made sure" in await empty.text()) == (422, True)
    answer = await dee.post(f"{page}/verify", {"email": BO, "how": "rang the <newsroom>"})
    assert went(answer) == (303, f"{page}?done=verify")
    assert f"{BO} verified 24 Nov by Dee Dunn: rang the <newsroom>" in await words(ana, page)
    assert (await ana.post(f"{page}/verify", {"email": BO, "how": "too"})).status == 409
    await ana.post(f"{page}/unverify", {"email": BO})
    assert f"{BO} not verified" in await words(ana, page)
    await house.database.write(persons.confirm, BO, at=NOON)
    assert f"{BO} verified 24 Nov: they followed the link we mailed" in await words(ana, page)


async def test_a_note_is_kept_once_however_often_it_is_pressed(ana: Browser, house: House) -> None:
    await opened(house, media())
    page = await url(house, BO)
    once = box(await (await ana.get(page)).text(), "once_key")
    for _ in range(2):
        answer = await ana.post(f"{page}/remark", {"text": "Quotes\nexactly.", "once_key": once})
        assert went(answer) == (303, f"{page}?done=remark")
    shown = await words(ana, page)
    assert shown.count("Quotes exactly.") == 1
    assert "Private – never sent · Ana Alves · 12:00 Quotes exactly." in shown
    refused = await ana.post(f"{page}/remark", {"text": " ", "once_key": once})
    assert (refused.status, "Write your note" in await refused.text(), once in await refused.text()) == (
        422,
        True,
        True,
    )


async def test_older_inquiries_and_notes_are_a_page_away(ana: Browser, house: House) -> None:
    await opened(house, *(media(answers={"question": f"Question {n:03}?"}) for n in range(60)))
    page = await url(house, BO)
    for n in range(21):
        await ana.post(f"{page}/remark", {"text": f"Note {n:03}.", "once_key": str(n)})
    text = await (await ana.get(page)).text()
    older = html.unescape(re.search(r'href="([^"]*\?before=[^"]*)"', text)[1])  # type: ignore[index]
    notes = html.unescape(re.search(r'href="([^"]*\?notes=[^"]*)"', text)[1])  # type: ignore[index]
    assert re.findall(r"Question (\d+)", text) == [f"{n:03}" for n in range(59, 9, -1)]
    assert re.findall(r"Question (\d+)", await words(ana, older)) == [f"{n:03}" for n in range(9, -1, -1)]
    assert re.findall(r"Note (\d+)", text) == [f"{n:03}" for n in range(20, 0, -1)]
    assert re.findall(r"Note (\d+)", await words(ana, notes)) == ["000"]
    assert "60 inquiries, 60 open" in await words(ana, older)
    for nonsense in ("?before=nonsense", "?notes=nonsense", "?notes=-1", "?before=%00"):
        assert "Question 059?" in await words(ana, page + nonsense)


async def test_of_very_many_the_latest_are_counted(
    ana: Browser, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("pages.persons", "words.person_card"):
        monkeypatch.setattr(f"inquiries.staff.{module}.FAR_BACK", 3)
    await opened(house, *(media() for _ in range(5)))
    shown = await words(ana, await url(house, BO))
    assert "More than 3 inquiries; of the latest 3: 3 open" in shown


async def test_a_member_of_no_desk_sees_nobody(signed_in: SignedIn, house: House) -> None:
    await opened(house, media(received_at=NOON - HOUR))
    nobody = await signed_in("Ed Empty")
    assert (await nobody.get(await url(house, BO))).status == 404
