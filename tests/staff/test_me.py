"""One's own settings: one plain form, read strictly, everything kept when something is wrong."""

from inquiries.app import House
from inquiries.outbox import deliveries
from inquiries.people import wishes
from inquiries.people.wishes import Event, How, Quiet, Wishes
from tests.each import each
from tests.staff.conftest import Browser

URL = "/staff/me"
AS_USUAL = {
    "new": "now",
    "alarm": "now",
    "late": "now",
    "reply": "now",
    "mention": "now",
    "dead_letter": "off",
}
FORM = {**AS_USUAL, "timezone": "", "digest_at": "08:30", "quiet_from": "", "quiet_until": "", "urgent": "on"}


async def kept(house: House, browser: Browser) -> Wishes:
    assert browser.who is not None
    async with house.database.read() as db:
        return await wishes.of(db, browser.who.id)


async def test_the_form_as_it_stands_changes_nothing(house: House, ana: Browser) -> None:
    page = await (await ana.get(URL)).text()
    assert 'name="new-media"' not in page  # one desk needs no column of its own
    answer = await ana.post(URL, FORM)
    assert (answer.status, answer.headers["Location"]) == (303, f"{URL}?done=kept")
    assert await kept(house, ana) == Wishes()


async def test_what_is_chosen_is_kept_shown_again_and_holds_for_the_clock_in_the_bar(
    house: House, dee: Browser
) -> None:
    sent = {
        "timezone": "Europe/London",
        "new": "digest",
        "new-events": "off",
        "alarm-media": "",
        "dead_letter": "now",
        "quiet": "on",
        "quiet_from": "10 pm",
        "quiet_until": "7:00",
        "digest_at": "7.45",
    }
    form = {name: value for name, value in FORM.items() if name != "urgent"}
    await dee.post(URL, {**form, **sent})
    choices = {("", Event.NEW): How.DIGEST, ("events", Event.NEW): How.OFF}
    assert await kept(house, dee) == Wishes("Europe/London", 465, Quiet(1320, 420, False), choices)
    page = await (await dee.get(URL)).text()
    assert '<option value="Europe/London" selected>' in page
    assert 'name="quiet" id="quiet" checked' in page
    assert 'name="urgent" id="urgent">' in page
    assert 'value="22:00"' in page
    assert "17:00 in London" in page
    await dee.post(URL, {**FORM, "dead_letter": "now"})
    assert await kept(house, dee) == Wishes()


@each(
    ("changed", "problem"),
    [
        ({"timezone": "Mars/Olympus"}, "Choose a time zone from the list"),
        ({"timezone": "../etc/passwd"}, "Choose a time zone from the list"),
        ({"new": "loudly"}, "Choose how you are told from the list"),
        ({"new": ""}, "Choose how you are told from the list"),
        ({"quiet": "on", "quiet_from": ""}, "Enter when your quiet hours begin, like 22:00 or 10 pm"),
        ({"quiet": "on", "quiet_from": "22:00", "quiet_until": "dawn"}, "Enter when your quiet hours end"),
        ({"digest_at": "25:00"}, "Enter when your digest comes, like 8:30"),
    ],
)
async def test_what_is_unclear_is_said_nothing_is_kept_and_everything_typed_stays(
    house: House, ana: Browser, changed: dict[str, str], problem: str
) -> None:
    answer = await ana.post(URL, {**FORM, "late": "digest", "quiet_from": "21:30", **changed})
    page = await answer.text()
    assert problem in page
    assert '<option value="digest" selected>' in page
    assert answer.status == 422
    assert await kept(house, ana) == Wishes()


async def test_quiet_all_day_and_a_choice_of_a_desk_that_is_not_theirs(house: House, ana: Browser) -> None:
    all_day = {"quiet": "on", "quiet_from": "9:00", "quiet_until": "9:00", "new-events": "off"}
    await ana.post(URL, {**FORM, **all_day})
    assert await kept(house, ana) == Wishes(quiet=Quiet(540, 540, True))


async def test_a_test_mail_goes_to_whoever_asks_a_member_too(house: House, ana: Browser) -> None:
    assert (await ana.post(f"{URL}/test")).headers["Location"] == f"{URL}?done=test"
    async with house.database.read() as db:
        (one,) = await deliveries.waiting(db, desks=(), everything=True)
    assert (one.delivery.kind, one.delivery.recipient) == ("test", "ana@example.org")
