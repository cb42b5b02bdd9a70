from datetime import UTC, datetime
from zoneinfo import available_timezones

from inquiries.i18n import zones

WINTER = datetime(2026, 11, 24, 20, 40, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


def labels(now: datetime) -> dict[str, str]:
    return dict(place for _, places in zones.zone_choices(now) for place in places)


def test_labels_say_the_city_and_the_name_the_clock_has_that_day() -> None:
    some = ("Europe/London", "America/Toronto", "Asia/Kolkata", "Asia/Kathmandu", "America/Sao_Paulo", "UTC")
    assert [[labels(now)[zone] for zone in some] for now in (WINTER, SUMMER)] == [
        [
            "London (GMT)",
            "Toronto (EST)",
            "Kolkata (IST)",
            "Kathmandu (UTC+5:45)",
            "Sao Paulo (UTC−3)",
            "UTC",
        ],
        [
            "London (BST)",
            "Toronto (EDT)",
            "Kolkata (IST)",
            "Kathmandu (UTC+5:45)",
            "Sao Paulo (UTC−3)",
            "UTC",
        ],
    ]


def test_every_choice_is_a_zone_and_no_label_or_zone_stands_twice() -> None:
    places = [place for _, group in zones.zone_choices(WINTER) for place in group]
    assert 300 <= len(places) <= 430
    assert {zone for zone, _ in places} <= available_timezones()
    assert len({zone for zone, _ in places}) == len({label for _, label in places}) == len(places)


def test_first_zones_stand_on_top_and_nowhere_else() -> None:
    groups = zones.zone_choices(WINTER, first=("Asia/Calcutta", "America/Toronto", "America/Toronto", ""))
    assert groups[0] == (
        "Suggested",
        [("Asia/Calcutta", "Kolkata (IST)"), ("America/Toronto", "Toronto (EST)")],
    )
    assert "America/Toronto" not in {zone for _, places in groups[1:] for zone, _ in places}


def test_regions_are_in_order_and_accents_do_not_go_last() -> None:
    groups = zones.zone_choices(WINTER)
    assert [region for region, _ in groups][:4] == ["Africa", "Americas", "Antarctica", "Asia"]
    africa = [zone for zone, _ in groups[0][1]]
    assert africa.index("Africa/Sao_Tome") < africa.index("Africa/Tripoli")


def test_a_caller_cannot_spoil_the_kept_list() -> None:
    zones.zone_choices(WINTER)[0][1].clear()
    assert zones.zone_choices(WINTER)[0][1]


def test_city_is_said_in_the_readers_language() -> None:
    assert [zones.city("Europe/London", locale) for locale in ("en", "fr")] == ["London", "Londres"]
    assert zones.city("America/Argentina/Buenos_Aires") == "Buenos Aires"
