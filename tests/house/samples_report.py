"""Sample reports, made of figures as the page makes them, and whole cases: ordinary, empty, hard to set."""

from datetime import UTC, date, datetime, timedelta

from inquiries.inquiry.period import Period
from inquiries.inquiry.reporting import Figures, Verdict
from inquiries.people.accounts import Staff
from inquiries.settings import Settings
from inquiries.staff.office import Visitor
from inquiries.staff.words import report
from inquiries.staff.words.report import Asked
from inquiries.wording import Text
from tests.house.samples_staff_inquiry import ENTRIES, inquiry
from tests.house.samples_staff_list import ARABIC, GERMAN, LONG_OUTLET, Context

NOW = datetime(2026, 11, 24, 20, 40, tzinfo=UTC)
WEEKS = Period(date(2026, 10, 26), date(2026, 11, 22), "America/Toronto")
DESKS = frozenset({"media", "events"})
DEE = Staff(1, "dee@example.org", "Dee Ito", "", "", "administrator", DESKS, False)
VISITOR = Visitor(DEE, "", DESKS, NOW, "en", "America/Toronto")


def figures(times: int) -> Figures:
    """Of some fifty inquiries, or so many times as many."""
    kinds = (Verdict.ANSWERED, Verdict.DECLINED, Verdict.STILL_OPEN, Verdict.DID_NOT_RESPOND)
    first = int(datetime(2026, 10, 26, 14, tzinfo=UTC).timestamp()) // 900
    return Figures(
        verdicts={
            (WEEKS.first + timedelta(weeks=at), kind): times * count
            for at in range(-4, 4)
            for kind, count in zip(kinds, (8 + at, 2, 1, max(0, 1 - at)), strict=True)
        },
        arrivals={first + at * 37: times for at in range(50)},
        topics={
            ("media", "programs"): 20 * times,
            ("media", "other"): 5,
            ("events", "other"): 5,
            ("media", "gone"): 1,
        },
        outlets={"The Example Gazette": 9 * times, LONG_OUTLET: 4, GERMAN: 2, ARABIC: 1},
        acknowledged={4: 20 * times, 45: 3, 700: 1},
        answered={90: 20 * times, 1500: 2},
        declined={"A person’s safety": 3, "": 1, GERMAN: 1},
        declined_in_all=6,
        ages={first: 3, first + 2000: 5},
    )


def made(period: Period, counted: Figures, desk: str | None = None, **changed: object) -> Context:
    desks = frozenset({desk}) if desk else DESKS
    asked = Asked(Settings(timezone="America/Toronto"), VISITOR, period, desk, desks)
    return {**report.report(asked, counted), "problem": None, **changed}


YEAR = Period(WEEKS.last - timedelta(weeks=52) + timedelta(days=1), WEEKS.last, WEEKS.zone)
REPORTS = [
    made(WEEKS, figures(1), "media"),
    made(YEAR, figures(400)),
    made(WEEKS, Figures(), problem=Text("Enter both the first day and the last.")),
]


def case(**changed: object) -> Context:
    """An open inquiry as it is printed (staff/case.html)."""
    taken = ("reference", "title", "subtitle", "desk", "topic", "request_type", "email", "phone", "answers")
    whole = inquiry()
    clock = {
        "label": "Deadline",
        "at": NOW.isoformat(),
        "words": "Tue 24 Nov 2026, 15:40 here, 20:40 in London",
    }
    mail = {"about": "Receipt", "to": "bo@gazette.example", "state": "dead", "state_words": "Dead letter"}
    return {
        **{name: whole[name] for name in taken},
        "url": "/staff/inquiries/M7K-4QX2",
        "other_url": "/staff/inquiries/M7K-4QX2/print?notes=no",
        "outside": False,
        "printed": "Tue 24 Nov 2026, 15:40",
        "printed_by": "Ana Sole",
        "state": "Open",
        "outcome": "",
        "reason": "",
        "owner": "Ana Sole",
        "clocks": [clock],
        "entries": ENTRIES,
        "history": [{"at": NOW.isoformat(), "time": "Tue 24 Nov 2026, 15:40", "words": "Ana Sole took it"}],
        "mails": [
            {**mail, "said": "550, no such mailbox", "at": NOW.isoformat(), "when": "Tue 24 Nov 2026, 15:41"}
        ],
        **changed,
    }


CASES = [
    case(),
    case(title=LONG_OUTLET, subtitle=ARABIC, state="Closed", outcome="Declined", reason=GERMAN, outside=True),
    case(phone="", request_type="", owner="", answers=[], entries=[], mails=[]),
]
