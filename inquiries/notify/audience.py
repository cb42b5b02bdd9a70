"""Who is told of what, when, and why: an event, an inquiry, the people and what they wish → notices. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from inquiries.inquiry.alarms import Step
from inquiries.inquiry.model import Inquiry
from inquiries.notify import urgent
from inquiries.people import absences, wall_clock
from inquiries.people.absences import Absence
from inquiries.people.wishes import ALL_DESKS, Event, How, Wishes
from inquiries.settings import SEALED, Desk


class Because(StrEnum):
    """Why it comes to somebody; their mail says it."""

    OWNER = "owner"
    DESK = "desk"
    DUTY = "duty"
    CONTACT = "contact"  # of the settings, while nobody of the rota is on duty
    ADMINISTRATOR = "administrator"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be told; `wishes.zone` is never empty here."""

    id: int
    email: str
    name: str
    administrator: bool
    desks: frozenset[str]
    wishes: Wishes
    leads: bool = False

    def sees(self, desk: str) -> bool:
        if desk == SEALED:
            return self.leads
        return self.administrator or desk in self.desks


@dataclass(frozen=True, slots=True)
class Roll:
    """Everybody whose account is enabled, who of them is away, and who is on duty on which desk."""

    people: Mapping[int, Person]
    away: Mapping[int, Absence]
    duty: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What happened. `inquiry` is None for a mail that belongs to none, and for one that is erased, whose `owner` is
    told; `step` is an alarm's; `staff` are those it names, `by` who did it and need not be told."""

    event: Event
    desk: Desk
    inquiry: Inquiry | None
    step: Step = Step.NONE
    staff: tuple[int, ...] = ()
    by: int | None = None
    owner: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One word to one recipient: by mail at `at`, or in their digest. `held` by quiet hours until then."""

    address: str
    name: str
    staff_id: int | None
    how: How
    at: datetime
    because: Because
    instead_of: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Somebody it is for, before anybody stands in and before wishes. `last`: nobody can switch it off."""

    person: Person | None
    because: Because
    instead_of: str = ""
    last: bool = False
    address: str = ""


def told(occasion: Occasion, roll: Roll, now: datetime) -> tuple[Notice, ...]:
    """Each recipient once, in the order of names."""
    found: dict[str, Notice] = {}
    for wanted in _here(occasion, roll):
        notice = _notice(wanted, occasion, now)
        if notice is None or (notice.staff_id is not None and notice.staff_id == occasion.by):
            continue
        key = notice.address.lower()
        if key not in found or (found[key].how, notice.how) == (How.DIGEST, How.NOW):
            found[key] = notice
    return tuple(sorted(found.values(), key=lambda notice: (notice.name.casefold(), notice.address)))


def default(event: Event, *, administrator: bool) -> How:
    """What holds for somebody who chose nothing."""
    return How.OFF if event is Event.DEAD_LETTER and not administrator else How.NOW


def choice(wishes: Wishes, desk: str, event: Event, *, administrator: bool) -> How:
    """The choice for this desk, else for all desks, else the default."""
    chosen = wishes.choices.get((desk, event)) or wishes.choices.get((ALL_DESKS, event))
    return chosen or default(event, administrator=administrator)


def duty_officer(roll: Roll, desk: str) -> tuple[Person, str] | None:
    """Who holds the duty phone of the desk now, and whom they stand in for ("" for nobody)."""
    holder = roll.people.get(roll.duty.get(desk, 0))
    if holder is None or not holder.sees(desk):
        return None
    if holder.id not in roll.away:
        return holder, ""
    other = _stands_in(holder, desk, roll)
    return (other, holder.name) if other else None


def _here(occasion: Occasion, roll: Roll) -> Iterator[_Wanted]:
    """Those it is for, with whoever stands in; the desk for who is away without a substitute."""
    slug, here, lost = occasion.desk.slug, [], []
    if slug == SEALED:
        yield from _of_leads(occasion, roll)
        return
    if occasion.step is Step.DUTY:
        yield from _last(occasion.desk, roll)
        return
    for wanted in _wanted(occasion, roll):
        if wanted.person is None or wanted.person.id not in roll.away:
            here.append(wanted)
        elif other := _stands_in(wanted.person, slug, roll):
            here.append(replace(wanted, person=other, instead_of=wanted.person.name))
        else:
            lost.append(wanted)
    if lost and occasion.event not in (Event.NEW, Event.DEAD_LETTER):
        present = [person for person in _on(occasion.desk, roll) if person.id not in roll.away]
        here += [_Wanted(person, Because.DESK, _name(lost[0])) for person in present]
    # Nobody is here at all, or of those who must know it: it waits for them.
    needed = occasion.event is Event.DEAD_LETTER and Because.ADMINISTRATOR not in {
        one.because for one in here
    }
    yield from [*here, *lost] if needed else here or lost


def _of_leads(occasion: Occasion, roll: Roll) -> Iterator[_Wanted]:
    """Of what is sealed the leads are told, whatever they wish; a note tells only whom it names. Nobody stands in."""
    every = [one for one in roll.people.values() if one.leads]
    if occasion.event is Event.MENTION:
        every = [one for one in every if one.id in occasion.staff]
    present = [one for one in every if one.id not in roll.away]
    yield from (_Wanted(one, Because.DESK, last=True) for one in present or every)


def _wanted(occasion: Occasion, roll: Roll) -> Iterable[_Wanted]:
    desk, inquiry = occasion.desk, occasion.inquiry
    team = [_Wanted(person, Because.DESK) for person in _on(desk, roll)]
    id = inquiry.owner.id if inquiry and inquiry.owner else occasion.owner
    owner = roll.people.get(id) if id is not None else None
    owned = [_Wanted(owner, Because.OWNER)] if owner and owner.sees(desk.slug) else []
    match occasion.event:
        case Event.MENTION:
            named = (roll.people[id] for id in occasion.staff if id in roll.people)
            return [_Wanted(person, Because.MENTION) for person in named if person.sees(desk.slug)]
        case Event.DEAD_LETTER:
            return [*_administrators(roll), *(team if inquiry else [])]
        case Event.REPLY if inquiry:
            return owned
        case Event.NEW:
            return team
        case _:  # an alarm, or late
            to_desk = team or [_Wanted(None, Because.DESK, address=address) for address in addresses(desk)]
            return to_desk if occasion.step is Step.DESK else owned or to_desk


def _last(desk: Desk, roll: Roll) -> Iterator[_Wanted]:
    """The last step: the duty officer, else the settings' contact, else every administrator."""
    officer = duty_officer(roll, desk.slug)
    if officer:
        yield _Wanted(officer[0], Because.DUTY, officer[1], last=True)
    elif desk.duty and desk.duty.email:
        yield _Wanted(None, Because.CONTACT, last=True, address=desk.duty.email)
    else:
        every = list(_administrators(roll))
        present = [one for one in every if one.person and one.person.id not in roll.away]
        yield from (replace(one, last=True) for one in present or every)


def addresses(desk: Desk) -> tuple[str, ...]:
    """The desk's mailbox and its further addresses, each once."""
    return tuple(dict.fromkeys(address.lower() for address in (desk.email or "", *desk.notify) if address))


def _on(desk: Desk, roll: Roll) -> list[Person]:
    return [person for person in roll.people.values() if desk.slug in person.desks]


def _administrators(roll: Roll) -> list[_Wanted]:
    return [_Wanted(one, Because.ADMINISTRATOR) for one in roll.people.values() if one.administrator]


def _stands_in(person: Person, desk: str, roll: Roll) -> Person | None:
    def may(id: int) -> bool:
        return id in roll.people and roll.people[id].sees(desk)

    found = absences.stands_in(person.id, roll.away, may)
    return roll.people[found] if found is not None else None


def _name(wanted: _Wanted) -> str:
    return wanted.person.name if wanted.person else ""


def _notice(wanted: _Wanted, occasion: Occasion, now: datetime) -> Notice | None:
    person = wanted.person
    if person is None:
        return Notice(wanted.address, "", None, How.NOW, now, wanted.because)
    notice = Notice(person.email, person.name, person.id, How.NOW, now, wanted.because, wanted.instead_of)
    if wanted.last:
        return notice
    how = choice(person.wishes, occasion.desk.slug, occasion.event, administrator=person.administrator)
    if how is How.OFF:
        return None
    if how is How.DIGEST and occasion.inquiry:
        return replace(notice, how=How.DIGEST)
    return _after_quiet(notice, person.wishes, occasion.inquiry, now)


def _after_quiet(notice: Notice, wishes: Wishes, inquiry: Inquiry | None, now: datetime) -> Notice:
    """At once, or when the person's quiet hours end; quiet that never ends leaves it to the digest."""
    quiet = wishes.quiet
    if quiet is None:
        return notice
    all_day = wall_clock.is_all_day(quiet)
    until = now + timedelta(days=1) if all_day else wall_clock.quiet_until(quiet, wishes.zone, now)
    if until is None or (quiet.urgent_comes_through and inquiry and urgent.is_urgent(inquiry, until)):
        return notice
    if all_day and inquiry:
        return replace(notice, how=How.DIGEST)
    return replace(notice, at=until, held=True)
