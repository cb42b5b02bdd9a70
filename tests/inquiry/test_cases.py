"""What a saved reply is filled in from, for an inquiry as it stands in the database."""

from dataclasses import replace

from inquiries.inquiry import cases
from inquiries.inquiry.cases import Case
from inquiries.inquiry.model import Colleague
from inquiries.settings import Settings
from tests.inquiry.conftest import Opened
from tests.opened import HOUR, NOON, events, media

ANA = Colleague(1, "Ana Alves", "Press officer", "613-555-0143")


async def test_it_is_what_the_inquiry_says(opened: Opened) -> None:
    settings = Settings().model_copy(update={"languages": ("en", "fr")})
    bo, sam = await opened(media(answers={"language": "fr-CA"}), events(answers={"event_date": "2027-05-08"}))
    expected = Case(
        settings=settings,
        desk=settings.desks["media"],
        me=ANA,
        now=NOON,
        locale="fr",
        name="Bo Baker",
        outlet="The Example Gazette",
        reference=bo.reference,
        topic="Nos programmes",
        received_at=NOON,
        zone="Europe/London",
        deadline_at=NOON + 4 * HOUR,
        event_date="",
        nameless=False,
    )
    assert cases.of(settings, bo, ANA, NOON) == expected
    found = cases.of(settings, sam, ANA, NOON)
    assert (found.desk.slug, found.topic, found.event_date) == ("events", "Start a fundraiser", "2027-05-08")


async def test_no_name_of_ours_goes_where_none_is_given(opened: Opened) -> None:
    (bo,) = await opened(media())
    shy = Settings().desks["media"].model_copy(update={"show_names": False})
    quiet = Settings().model_copy(update={"desks": {**Settings().desks, "media": shy}})
    assert cases.of(quiet, bo, ANA, NOON).nameless
    assert cases.made_up(quiet, shy, ANA, NOON).nameless
    assert cases.of(Settings(), replace(bo, name_hidden=True), ANA, NOON).nameless
    assert not cases.made_up(Settings(), Settings().desks["media"], ANA, NOON).nameless


async def test_a_topic_the_settings_no_longer_have_is_called_as_it_was(opened: Opened) -> None:
    (bo,) = await opened(media(answers={"topic": "the-gala"}))
    assert cases.of(Settings(), bo, ANA, NOON).topic == "the-gala"
