"""A mail that begins an inquiry is judged as a form is: held with its reasons, let out with what was held back."""

from inquiries.database.tables import FILED
from inquiries.inquiry import changes, records
from inquiries.inquiry.model import Inquiry, Status
from inquiries.outbox.post import Post
from inquiries.people.accounts import Staff
from tests.correspondence.arrivals import Kept, Moment, drain, history, letter, letters_of, read
from tests.opened import HOUR, NOON
from tests.spam.mail_bag import PEOPLE

OFFER = (
    "We bring you to the first page of Google: organic traffic, dofollow links and a free SEO audit.\n"
    "Click here: https://rank.example\n"
)
EVENTS, SAL = "Events <events@charity.example>", "sal@rank.example"


async def inquiry(post: Post, id: int | None) -> Inquiry:
    async with post.database.read() as db:
        found = await records.by_id(db, id or 0)
    assert found is not None
    return found


async def test_an_offer_is_held_with_its_reasons_and_nobody_is_told_until_it_is_released(
    post: Post, kept: Kept, people: dict[str, Staff], moment: Moment
) -> None:
    mail = await read(post, letter(OFFER, sender=f"Sal <{SAL}>", to=EVENTS, subject="Your site"))
    held = await inquiry(post, mail.inquiry_id)
    await drain(post)
    assert (mail.state, held.status, "first page of google" in held.suspicion) == (
        FILED,
        Status.QUARANTINED,
        True,
    )
    assert [one.kind for one in await history(post, held)] == ["received", "routed", "quarantined"]
    assert [one.text.startswith("We bring you") for one in await letters_of(post, held)] == [True]
    assert kept.mails == []
    moment.at = NOON + HOUR
    await post.database.write(changes.release, held, staff_id=people["Cy"].id, at=moment.at)
    await drain(post)
    assert {to for _, to, _ in kept.mails} == {
        SAL,
        "events@charity.example",
        *(people[one].email for one in ("Cy", "Dee")),
    }
    assert all("Google" not in mail.as_string() for _, to, mail in kept.mails if to == SAL)


async def test_what_a_list_sent_has_no_receipt_after_its_release_either(
    post: Post, kept: Kept, people: dict[str, Staff]
) -> None:
    nobody = letter(OFFER, sender=f"Sal <{SAL}>", to=EVENTS, List_Id="<events.example>")
    nobody["List-Post"] = "<mailto:Events@charity.example>"
    held = await inquiry(post, (await read(post, nobody, sender="")).inquiry_id)
    assert held.status is Status.QUARANTINED
    await post.database.write(changes.release, held, staff_id=people["Cy"].id, at=NOON)
    await drain(post)
    assert SAL not in {to for _, to, _ in kept.mails}


async def test_people_get_through_and_who_may_be_in_danger_always_does(post: Post) -> None:
    plea = f"{OFFER}\nHelp me. He keeps my passport and will not let me leave the house.\n"
    found = {}
    for number, text in enumerate([plea, *(one["question"] for one in PEOPLE.values() if "question" in one)]):
        sent = letter(
            text, sender=f"Kim <k{number}@mail.example>", to=EVENTS, message_id=f"<{number}@m.example>"
        )
        found[text] = await inquiry(post, (await read(post, sent)).inquiry_id)
    assert [text for text, one in found.items() if one.status is not Status.OPEN] == []
    assert found[plea].is_sealed
