"""Filling in a saved reply: each name in braces, what has no value, what is unknown, and what a stranger wrote."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from inquiries.i18n import catalogues
from inquiries.inquiry import cases, filling, variables
from inquiries.inquiry.cases import Case
from inquiries.inquiry.filling import Piece
from inquiries.inquiry.model import Colleague
from inquiries.inquiry.variables import VARIABLES
from inquiries.settings import Contact, Desk, Settings
from inquiries.wording import Text
from tests.opened import HOUR, NOON

ANA = Colleague(1, "Ana Alves", "Press officer", "613-555-0143")
DEE = Contact(name="Dee Dunn", phone="613-555-0142", extension="214", desk="media")
SETTINGS = Settings.model_validate(
    {
        "timezone": "America/Toronto",
        "organisation": {"name": "Lantern Road", "place": "Ottawa"},
        "people": [DEE, Contact(name="Cy Cole", phone="613-555-0199", desk="events")],
        "desks": {
            "media": Desk(slug="media", name="Media", email="media@lantern.example"),
            "events": Desk(slug="events", name="Events"),
        },
    }
)
BO = Case(
    settings=SETTINGS,
    desk=SETTINGS.desks["media"],
    me=ANA,
    now=NOON,
    locale="en",
    name="Bo Reyes",
    outlet="The Example Gazette",
    reference="M7K-4QX2",
    topic="Our programs",
    received_at=NOON,
    zone="Europe/London",
    deadline_at=NOON + 4 * HOUR,
    event_date="2027-05-08",
    nameless=False,
)
# Somebody who left open what can be left open, on a desk for which nothing is set.
BARE = replace(
    BO,
    settings=Settings(),
    desk=Settings().desks["events"],
    outlet="",
    deadline_at=None,
    event_date="",
    nameless=True,
)


def test_every_name_has_its_words_for_an_inquiry_that_says_everything() -> None:
    assert {one.name: one.words(BO) for one in VARIABLES} == {
        "first name": "Bo",
        "name": "Bo Reyes",
        "outlet": "The Example Gazette",
        "topic": "Our programs",
        "reference": "M7K-4QX2",
        "received": "Tuesday 24 November",
        "deadline": "21:00 on Tuesday 24 November (London time)",
        "event date": "Saturday 8 May 2027",
        "my name": "Ana Alves",
        "my title": "Press officer",
        "my phone": "613-555-0143",
        "desk": "Media",
        "desk phone": "613-555-0142, extension 214",
        "desk email": "media@lantern.example",
        "organisation": "Lantern Road",
    }


def test_what_is_not_known_stays_in_sight_with_its_reason() -> None:
    text = "".join(f"{{{one.name}}} " for one in VARIABLES)
    filled = filling.fill(text, BARE)
    assert filled.missing == (
        ("{outlet}", Text("they named no outlet")),
        ("{deadline}", Text("they named no deadline")),
        ("{event date}", Text("they named no date")),
        ("{my name}", Text("this desk gives nobody’s name")),
        ("{my title}", Text("your account has no title, or this desk gives nobody’s name")),
        ("{my phone}", Text("your account has no phone, or this desk gives nobody’s number")),
        ("{desk phone}", Text("no number is set for this desk")),
        ("{desk email}", Text("no address is set for this desk")),
    )
    assert filling.left(filled.text) == tuple(name for name, _ in filled.missing)


def test_pieces_tell_what_was_put_in_from_what_is_missing() -> None:
    assert filling.pieces("{first name}, by {deadline}.", replace(BO, deadline_at=None)) == (
        Piece("Bo", put_in=True),
        Piece(", by "),
        Piece("{deadline}", missing=Text("they named no deadline")),
        Piece("."),
    )


@pytest.mark.parametrize(
    ("zone", "deadline", "expected"),
    [
        ("America/Toronto", NOON + 4 * HOUR, "16:00 on Tuesday 24 November"),
        ("America/New_York", NOON + 4 * HOUR, "16:00 on Tuesday 24 November"),  # the same clock
        ("Asia/Kathmandu", NOON + 4 * HOUR, "02:45 on Wednesday 25 November (Kathmandu time)"),
        ("America/Toronto", NOON + timedelta(days=60), "12:00 on Saturday 23 January 2027"),
        ("America/Toronto", NOON - 4 * HOUR, "08:00 on Tuesday 24 November"),
    ],
)
def test_a_deadline_is_said_by_the_senders_clock_and_never_as_today(
    zone: str, deadline: datetime, expected: str
) -> None:
    assert filling.fill("{deadline}", replace(BO, zone=zone, deadline_at=deadline)).text == expected


def test_words_of_ours_are_in_the_senders_language() -> None:
    filled = filling.fill("{deadline}, {desk}, {event date}", replace(BO, locale="fr"))
    assert filled.text == "mardi 24 novembre à 21:00 (heure de Londres), Presse, samedi 8 mai 2027"


def test_the_duty_phone_is_given_where_nobody_beside_the_form_has_one() -> None:
    duty = Contact(name="Duty press officer", phone="613-555-0178", desk="media")
    desk = Desk(slug="media", name="Media", duty=duty)
    case = replace(BO, desk=desk, settings=SETTINGS.model_copy(update={"people": ()}))
    assert filling.fill("{desk phone}", case).text == "613-555-0178"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Bo Reyes", "Bo"),
        ("Bo", "Bo"),
        ("  Bo   Reyes ", "Bo"),
        ("Dr. Bo Reyes", "Bo"),
        ("Mme Zoë Tremblay", "Zoë"),
        ("Reyes, Bo", "Bo"),
        ("Bo Reyes, CBC Ottawa", "Bo"),
        ("Dr. Reyes", "Dr. Reyes"),
        ("B. Reyes", "B. Reyes"),
        ("J.K. Rowe", "J.K. Rowe"),
        ("王小明", "王小明"),
        ("Reyes,", "Reyes"),
        ("Mr", "Mr"),
        (",", ","),
        ("", ""),
    ],
)
def test_first_name(name: str, first: str) -> None:
    assert variables.first_name(name) == first


@pytest.mark.parametrize(
    "written", ["first name", "First Name", "first_name", "firstname", " first\u00a0 name "]
)
def test_a_name_is_known_however_its_words_are_run_together(written: str) -> None:
    assert filling.check(f"Hello {{{written}}}") is None
    assert filling.fill(f"Hello {{{written}}}", BO).text == "Hello Bo"


def test_organisation_may_be_spelled_as_neighbours_do() -> None:
    assert filling.fill("{organization}", BO).text == "Lantern Road"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "Hello {frist name}",
            "There is no {frist name}: write {first name}, or take another name from the list",
        ),
        (
            "By {dead line} or {due}",
            "There is no {due}: take a name from the list, or write it without braces",
        ),
        ("{Deadlines}", "There is no {Deadlines}: write {deadline}, or take another name from the list"),
        ("{phone}", "There is no {phone}: write {my phone}, or take another name from the list"),
        ("{reporter}", "There is no {reporter}: write {name}, or take another name from the list"),
        ("{}", "Write a name between { and }, like {first name}"),
        ("{ }", "Write a name between { and }, like {first name}"),
        ("By {deadline", "Write a name between { and } on one line, or leave the single brace out"),
        ("By deadline}", "Write a name between { and } on one line, or leave the single brace out"),
        ("{first\nname}", "Write a name between { and } on one line, or leave the single brace out"),
        ("{{deadline}}", "Write a name between { and } on one line, or leave the single brace out"),
        ("{%(name)s}", "There is no {%(name)s}: write {name}, or take another name from the list"),
        (
            "{" + "x" * 50 + "}",
            f"There is no {{{'x' * 40}…}}: take a name from the list, or write it without braces",
        ),
    ],
)
def test_what_cannot_be_filled_in_is_refused_with_the_nearest_name(text: str, problem: str) -> None:
    wrong = filling.check(text)
    assert wrong is not None
    assert catalogues.text(wrong) == problem


def test_braces_in_what_a_stranger_wrote_are_their_words_alone() -> None:
    sly = replace(BO, name="{my phone}", outlet="}{")
    filled = filling.fill("{name} of {outlet}", sly)
    assert (filled.text, filled.missing) == ("{my phone} of }{", ())
    assert filling.left(filled.text) == ("{my phone}",)  # and do not go out unseen


def test_a_name_that_is_no_longer_known_stays_and_says_so() -> None:
    filled = filling.fill("{fax}", BO)
    assert (filled.text, filled.missing) == ("{fax}", (("{fax}", Text("there is nothing of this name")),))


def test_braces_of_another_kind_are_in_nobodys_way_when_a_letter_goes() -> None:
    assert filling.left('{"json": 1} {deadline} {x} {Deadline} {deadline}') == ("{deadline}", "{Deadline}")


def test_somebody_made_up_leaves_nothing_open_on_a_desk_that_has_everything() -> None:
    media = cases.made_up(SETTINGS, SETTINGS.desks["media"], ANA, NOON)
    text = " ".join(f"{{{one.name}}}" for one in VARIABLES)
    assert filling.fill(text, media).missing == ()
    assert filling.fill("{topic}, {deadline}", media).text == "Our programs, 16:00 on Wednesday 25 November"
