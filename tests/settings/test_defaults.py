"""What runs with nothing set."""

from datetime import time, timedelta
from pathlib import Path

from inquiries.settings import Desk, FormSettings, Hours, Organisation, Rate, Settings, Span, Topic, load

OFFICE = ((Span(time(9), time(17)),),) * 5 + ((), ())


def _topic(slug: str, label: str, desk: str | None = None) -> Topic:
    return Topic(slug=slug, label=label, desk=desk)


DESKS = {
    "media": Desk(
        slug="media",
        name="Media",
        hours=Hours(week=OFFICE),
        clearance=timedelta(minutes=30),
        preparation=timedelta(minutes=30),
        acknowledge_within=timedelta(hours=1),
    ),
    "events": Desk(
        slug="events",
        name="Events",
        hours=Hours(week=OFFICE),
        clearance=timedelta(0),
        preparation=timedelta(0),
        acknowledge_within=timedelta(hours=8),
    ),
}
FORMS = {
    "media": FormSettings(
        name="media",
        title="Media inquiry",
        intro="For reporters, editors and producers. Someone from our team will follow up with you soon.",
        desk="media",
        topics=(
            _topic("programs", "Our programs"),
            _topic("news-reaction", "Reaction to the news"),
            _topic("partnerships", "Partnerships"),
            _topic("events", "Events", "events"),
            _topic("other", "Something else"),
        ),
    ),
    "events": FormSettings(
        name="events",
        title="Events and fundraisers",
        intro="Start a fundraiser, invite a speaker, or ask about an event.",
        desk="events",
        topics=(
            _topic("start-a-fundraiser", "Start a fundraiser"),
            _topic("invite-a-speaker", "Invite a speaker"),
            _topic("attend-an-event", "Attend an event"),
            _topic("other", "Something else"),
        ),
    ),
}


def test_with_nothing_set_it_is_the_example_organisation_with_both_desks(tmp_path: Path) -> None:
    assert load({}, tmp_path) == Settings(
        data_dir=tmp_path / "data",
        database_url=f"sqlite:///{tmp_path}/data/inquiries.db",
        base_url="http://localhost:8080",
        host="127.0.0.1",
        port=8080,
        smtp_url=None,
        mail_from="inquiries@localhost",
        trusted_proxies=(),
        rate_limit=Rate(count=30, seconds=600),
        timezone="UTC",
        languages=("en", "fr"),
        log_format="text",
        default_desk="media",
        organisation=Organisation(
            name="Example Organisation",
            short_name="Example Organisation",
            place="UTC",
            emergency_phone="911",
        ),
        desks=DESKS,
        people=(),
        forms={**Settings().forms, **FORMS},  # these two, and what further forms say of themselves
        guides={},
        routing=(),
        source=None,
    )


def test_the_address_follows_the_port_unless_it_is_set(tmp_path: Path) -> None:
    assert load({"INQUIRIES_PORT": "9001"}, tmp_path).base_url == "http://localhost:9001"
    both = {"INQUIRIES_PORT": "9001", "INQUIRIES_BASE_URL": "https://contact.charity.example/"}
    assert load(both, tmp_path).base_url == "https://contact.charity.example"


def test_mail_comes_from_the_host_of_the_address_unless_that_is_a_number(tmp_path: Path) -> None:
    def mail_from(base_url: str) -> str:
        return load({"INQUIRIES_BASE_URL": base_url}, tmp_path).mail_from

    assert mail_from("https://contact.charity.example") == "inquiries@contact.charity.example"
    assert mail_from("http://192.0.2.7:8080") == "inquiries@localhost"
    assert mail_from("http://[2001:db8::7]") == "inquiries@localhost"


def test_answers_are_asked_for_where_our_mail_comes_from(tmp_path: Path) -> None:
    named = load({"INQUIRIES_MAIL_FROM": "press@charity.example"}, tmp_path)
    assert named.reply_address == "reply@charity.example"
    assert load({"INQUIRIES_REPLY_ADDRESS": "a@b.example"}, tmp_path).reply_address == "a@b.example"


def test_the_place_is_the_city_of_the_time_zone_unless_it_is_named(tmp_path: Path) -> None:
    zone = load({"INQUIRIES_TIMEZONE": "America/Argentina/Buenos_Aires"}, tmp_path)
    assert zone.organisation.place == "Buenos Aires"


def test_secrets_are_not_in_what_is_printed(tmp_path: Path) -> None:
    environ = {
        "INQUIRIES_SMTP_URL": "smtp://us:hush1@mail.example",
        "INQUIRIES_DATABASE_URL": "postgresql://us:hush2@db.example/inquiries",
        "INQUIRIES_IMAP_URL": "imaps://us:hush3@mail.example/INBOX",
    }
    assert "hush" not in repr(load(environ, tmp_path))
