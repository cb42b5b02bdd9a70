"""The file and the environment together: what is read, what wins, where paths start."""

from collections.abc import Callable
from datetime import time, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from inquiries.settings import (
    Contact,
    Desk,
    Guide,
    Hours,
    Organisation,
    Rate,
    RoutingRule,
    Settings,
    SettingsError,
    Span,
    Topic,
)
from inquiries.settings import load as load_settings

Load = Callable[..., Settings]
Complaint = Callable[..., str]

WHOLE = """
data_dir = "kept"
database_url = "postgresql://inquiries:hush@db.example/inquiries"
base_url = "https://contact.charity.example"
host = "0.0.0.0"
port = 8081
smtp_url = "smtp://us:hush@mail.charity.example:587?tls=starttls"
mail_from = "contact@charity.example"
trusted_proxies = ["127.0.0.1", "2001:db8::/32"]
rate_limit = "5/1h30m"
timezone = "America/Toronto"
languages = ["en"]
log_format = "json"
default_desk = "office"

[organisation]
name = "A Charity"
place = "Ottawa"
accent = "#0D5463"
accent_dark = "#86cbd6"
emergency_phone = "112"
hotline_phone = "1-833-555-0110"
hotline_name = "Helpline"
website = "https://charity.example"

[desks.media]
email = "press@charity.example"
notify = ["ana@charity.example"]
hours = { friday = "8:30-12:00, 13:00-16:00" }
director = "Dee"
duty = { name = "Duty officer", phone = "613-555-0178" }
clearance = "1h"

[desks.office]

[[people]]
name = "Dee"
title = "Director"
phone = "613-555-0142"
extension = "214"
desk = "media"

[[forms.media.topics]]
slug = "anything"
label = "Anything"
guide = "tips"
owner = "ana@charity.example"

[guides.tips]
title = "Tips"
file = "tips.pdf"

[[routing]]
when = { topic = ["anything", "other"], form = "media" }
desk = "office"
owner = "ana@charity.example"
"""

CHARITY = Organisation(
    name="A Charity",
    short_name="A Charity",
    place="Ottawa",
    accent="#0d5463",
    accent_dark="#86cbd6",
    emergency_phone="112",
    hotline_phone="1-833-555-0110",
    hotline_name="Helpline",
    website="https://charity.example",
)
MEDIA = Desk(
    slug="media",
    name="Media",
    email="press@charity.example",
    notify=("ana@charity.example",),
    hours=Hours(
        week=((),) * 4 + ((Span(time(8, 30), time(12)), Span(time(13), time(16))),) + ((), ()),
    ),
    duty=Contact(name="Duty officer", phone="613-555-0178", desk="media"),
    director="Dee",
    clearance=timedelta(hours=1),
    preparation=timedelta(minutes=30),
    acknowledge_within=timedelta(hours=1),
)


def test_every_setting_of_the_file_is_read(load: Load, tmp_path: Path) -> None:
    (tmp_path / "tips.pdf").write_bytes(b"%PDF-1.7\n")
    plain = Settings()
    assert load(WHOLE) == Settings(
        data_dir=tmp_path / "kept",
        database_url="postgresql://inquiries:hush@db.example/inquiries",
        base_url="https://contact.charity.example",
        host="0.0.0.0",
        port=8081,
        smtp_url="smtp://us:hush@mail.charity.example:587?tls=starttls",
        mail_from="contact@charity.example",
        trusted_proxies=(ip_network("127.0.0.1"), ip_network("2001:db8::/32")),
        rate_limit=Rate(count=5, seconds=5400),
        timezone="America/Toronto",
        languages=("en",),
        log_format="json",
        default_desk="office",
        organisation=CHARITY,
        desks={
            "media": MEDIA,
            "events": plain.desks["events"],
            "office": Desk(slug="office", name="Office"),
        },
        people=(Contact(name="Dee", title="Director", phone="613-555-0142", extension="214", desk="media"),),
        forms={
            **plain.forms,
            "media": plain.forms["media"].model_copy(
                update={
                    "topics": (
                        Topic(slug="anything", label="Anything", guide="tips", owner="ana@charity.example"),
                    )
                }
            ),
        },
        guides={"tips": Guide(slug="tips", title="Tips", file=tmp_path / "tips.pdf")},
        routing=(
            RoutingRule(
                when={"topic": ("anything", "other"), "form": "media"},
                desk="office",
                owner="ana@charity.example",
            ),
        ),
        source=tmp_path / "inquiries.toml",
    )


def test_the_environment_wins_over_the_file(load: Load) -> None:
    text = 'port = 8081\nrate_limit = "5/1m"\ntrusted_proxies = ["192.0.2.1"]'
    environ = {
        "INQUIRIES_PORT": "8082",
        "INQUIRIES_RATE_LIMIT": "off",
        "INQUIRIES_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8",
        "INQUIRIES_LANGUAGES": "en",
        "HOME": "/home/ana",
    }
    settings = load(text, environ)
    assert (settings.port, settings.rate_limit, settings.trusted_proxies) == (
        8082,
        None,
        (ip_network("127.0.0.1"), ip_network("10.0.0.0/8")),
    )


def test_an_empty_variable_counts_as_not_set(load: Load) -> None:
    assert load("port = 8081", {"INQUIRIES_PORT": "", "INQUIRIES_SMTP_URL": " "}) == load("port = 8081")


def test_a_secret_is_read_from_its_file(load: Load, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("smtps://us:hush@mail.example\n", "utf-8")
    settings = load("", {"INQUIRIES_SMTP_URL_FILE": str(tmp_path / "secret")})
    assert settings.smtp_url == "smtps://us:hush@mail.example"


def test_a_secret_given_twice_or_unreadable_is_refused(complaint: Complaint, tmp_path: Path) -> None:
    missing, empty = tmp_path / "missing", tmp_path / "empty"
    empty.touch()
    both = {"INQUIRIES_SMTP_URL": "smtp://us:hush@mail.example", "INQUIRIES_SMTP_URL_FILE": str(empty)}
    assert (
        complaint("", both)
        == "INQUIRIES_SMTP_URL and INQUIRIES_SMTP_URL_FILE are both set. Keep one of them."
    )
    assert complaint("", {"INQUIRIES_DATABASE_URL_FILE": str(missing)}) == (
        f"INQUIRIES_DATABASE_URL_FILE names a file that cannot be read: {missing} "
        "(No such file or directory)."
    )
    assert complaint("", {"INQUIRIES_DATABASE_URL_FILE": str(empty)}) == (
        f"INQUIRIES_DATABASE_URL_FILE names a file that is empty: {empty}."
    )


def test_paths_start_at_the_folder_of_what_names_them(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "mine.toml").write_text(
        'data_dir = "kept"\ndatabase_url = "sqlite:///rows.db"', "utf-8"
    )
    named = {"INQUIRIES_CONFIG": "etc/mine.toml"}
    by_file = load_settings(named, tmp_path)
    by_both = load_settings({**named, "INQUIRIES_DATA_DIR": "here"}, tmp_path)
    assert (by_file.data_dir, by_file.database_url, by_file.source) == (
        tmp_path / "etc" / "kept",
        f"sqlite:///{tmp_path}/etc/rows.db",
        tmp_path / "etc" / "mine.toml",
    )
    assert by_both.data_dir == tmp_path / "here"


def test_the_file_that_was_asked_for_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings({"INQUIRIES_CONFIG": "mine.toml"}, tmp_path)
    assert str(refused.value) == ("mine.toml: the settings file cannot be read (No such file or directory).")


def test_a_file_that_is_not_text_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "inquiries.toml").write_bytes(b'port = 80\n[organisation]\nname = "caf\xe9"\n')
    with pytest.raises(SettingsError) as refused:
        load_settings({}, tmp_path)
    assert str(refused.value) == "inquiries.toml, line 3: not text in UTF-8."


def test_site_is_named_as_browsers_name_it(tmp_path: Path) -> None:
    given = [
        "HTTPS://Charity.Example:443/",
        "http://127.0.0.1:8080",
        "https://bücher.example",
        "http://[::1]:80",
    ]
    (tmp_path / "inquiries.toml").write_text(f"[forms.media]\nsites = {given}")
    assert load_settings({}, tmp_path).forms["media"].sites == (
        "https://charity.example",
        "http://127.0.0.1:8080",
        "https://xn--bcher-kva.example",
        "http://[::1]",
    )
