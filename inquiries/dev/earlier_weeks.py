"""What the demo's desks have behind them, eight weeks of it: closed inquiries, enough for a report. Words only."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from inquiries.dev.script import (
    OTTAWA,
    Act,
    Arrival,
    Who,
    acknowledged,
    closed,
    events,
    media,
    taken,
)
from inquiries.inquiry.model import Outcome

WEEKS = 8
ANSWERED, DECLINED = Outcome.ANSWERED, Outcome.DECLINED
DROPPED, SILENT, THANKS = Outcome.STORY_DROPPED, Outcome.DID_NOT_RESPOND, Outcome.NO_REPLY_NEEDED
SAFETY = "A person’s safety"
COURT = "A case before the court"
ELSEWHERE = "Not our subject, passed on"
PEOPLE = (
    ("Bo Reyes", "The Example Gazette", "bo.reyes@gazette.example"),
    ("Arlo Finch", "Harbourfront Public Radio", "a.finch@harbourfront.example"),
    ("Lior Baum", "Prairie Ledger", "lior.baum@prairieledger.example"),
    ("Zadie Moss", "Example Business", "zadie@examplebusiness.example"),
    ("Cosima Hale", "Dawn Edition", "cosima@dawnedition.example"),
    ("Rowan Pike", "Lakeshore Evening", "rowan@lakeshore.example"),
    ("Jude Sorel", "Radio Rive-Nord", "jude@rivenord.example"),
)
ASKED = (
    ("programs", "facts", "How many people used the drop-in centre last month?"),
    ("news-reaction", "comment", "Your view on the report that came out this morning?"),
    ("programs", "interview", "Could somebody explain the night shelter on air?"),
    ("partnerships", "facts", "Which companies support the training scheme?"),
    ("news-reaction", "comment", "One line on the vote in the city council?"),
    ("other", "images", "A picture of the house for our weekend pages?"),
)


class Past(NamedTuple):
    """One of them: weeks back, weekday, when it came; minutes until acknowledged (0: never), closed, due."""

    week: int
    day: int
    came: str
    had: int
    done: int
    due: int
    outcome: Outcome = ANSWERED
    reason: str = ""


MEDIA = (
    Past(8, 0, "9:12", 22, 190, 420),
    Past(8, 1, "11:40", 48, 300, 280),
    Past(8, 1, "15:05", 9, 100, 180),
    Past(8, 2, "10:20", 35, 240, 1500),
    Past(8, 3, "14:10", 0, 320, 300, SILENT),
    Past(8, 4, "16:30", 15, 1200, 4000, DECLINED, COURT),
    Past(7, 0, "8:50", 12, 150, 480),
    Past(7, 1, "13:30", 28, 260, 240),
    Past(7, 2, "15:20", 7, 95, 160),
    Past(7, 3, "9:45", 40, 330, 600),
    Past(7, 3, "17:15", 75, 900, 1400),
    Past(7, 4, "11:10", 10, 200, 300, DECLINED, SAFETY),
    Past(6, 0, "10:05", 18, 180, 420),
    Past(6, 1, "15:40", 6, 80, 140),
    Past(6, 2, "9:15", 25, 240, 500),
    Past(6, 2, "23:40", 590, 700, 760),
    Past(6, 4, "14:50", 11, 170, 150),
    Past(5, 0, "11:25", 9, 120, 360),
    Past(5, 1, "15:10", 14, 100, 170),
    Past(5, 2, "16:05", 31, 220, 200),
    Past(5, 3, "9:30", 8, 160, 480),
    Past(5, 5, "12:20", 130, 400, 3000, DECLINED, ELSEWHERE),
    Past(4, 0, "9:05", 6, 140, 420),
    Past(4, 0, "15:30", 9, 90, 150),
    Past(4, 1, "10:40", 17, 210, 400),
    Past(4, 2, "15:00", 5, 75, 120),
    Past(4, 3, "13:15", 24, 230, 215),
    Past(4, 4, "11:50", 12, 200, 4200, DECLINED, SAFETY),
    Past(3, 0, "8:40", 8, 110, 500),
    Past(3, 1, "15:15", 4, 85, 160),
    Past(3, 2, "10:30", 13, 190, 300),
    Past(3, 3, "14:20", 21, 160, 1500, DROPPED, "Their editor took it off the list."),
    Past(3, 3, "15:50", 7, 100, 170),
    Past(3, 4, "9:20", 10, 240, 480),
    Past(2, 0, "10:10", 6, 130, 420),
    Past(2, 1, "15:05", 3, 70, 110),
    Past(2, 2, "11:30", 15, 200, 420, DECLINED, SAFETY),
    Past(2, 3, "16:10", 9, 120, 240),
    Past(2, 4, "13:45", 19, 180, 170),
    Past(1, 0, "9:50", 5, 100, 420),
    Past(1, 1, "15:25", 4, 80, 150),
    Past(1, 2, "10:15", 8, 150, 360),
    Past(1, 3, "15:35", 6, 90, 200),
)
EVENTS = (
    Past(7, 1, "18:20", 900, 1500, 0),
    Past(6, 3, "12:10", 120, 400, 0),
    Past(4, 5, "10:30", 2900, 3200, 0),
    Past(3, 0, "20:15", 800, 1100, 0),
    Past(2, 2, "13:00", 90, 1500, 0, THANKS),
    Past(1, 1, "17:40", 930, 1200, 0),
)
HOSTS = (
    ("Mara Lindholm", "mara@lindholm.example"),
    ("Northside Quilters", "quilters@northside.example"),
    ("Felix Amadi", "felix@amadi.example"),
)


def arrivals(start: datetime) -> tuple[Arrival, ...]:
    """Those weeks as they lie before the moment at which the demo starts, on the clock of the office."""
    return (*_media(start), *_events(start))


def _media(start: datetime) -> Iterator[Arrival]:
    for at, past in enumerate(MEDIA):
        ago, who = _ago(past, start), _who(at)
        topic, request_type, question = ASKED[at % len(ASKED)]
        sender = PEOPLE[at * at % len(PEOPLE)]
        due = ago - past.due
        yield media(ago, sender, topic, question, *_acts(past, ago, who), due=due, request_type=request_type)


def _events(start: datetime) -> Iterator[Arrival]:
    for at, past in enumerate(EVENTS):
        ago, sender = _ago(past, start), HOSTS[at % len(HOSTS)]
        yield events(
            ago,
            sender,
            "invite-a-speaker" if at % 2 else "start-a-fundraiser",
            *_acts(past, ago, "cy"),
            question="How do we begin?",
        )


def _acts(past: Past, ago: float, who: Who) -> Iterator[Act]:
    if past.had:
        yield acknowledged(ago - past.had, who, "I have it.")
        yield taken(ago - past.had, who)
    yield closed(ago - past.done, who, past.outcome, past.reason)


def _who(at: int) -> Who:
    return "ana" if at % 2 else "wen"


def _ago(past: Past, start: datetime) -> float:
    """Minutes before the start: weeks are counted from the Monday of the one it lies in."""
    here = start.astimezone(ZoneInfo(OTTAWA))
    day = here.date() + timedelta(days=past.day - here.weekday(), weeks=-past.week)
    came = datetime.combine(day, time.fromisoformat(past.came.zfill(5)), ZoneInfo(OTTAWA))
    return (start - came).total_seconds() // 60
