"""Where a mail belongs: what is known of it → filed, held for a person, left alone, or a new inquiry. Pure.

What anybody could write into a mail decides nothing. A signed address, or a Message-ID of ours, says which inquiry;
and only together with somebody who is known there is it filed.
"""

from dataclasses import dataclass
from enum import StrEnum

from inquiries.mail.autoreply import Robot
from inquiries.wording import Text

LETTERS_AN_HOUR = 30  # from outside, in one inquiry
INQUIRIES_AN_HOUR = 10  # by mail, from one address


class Fate(StrEnum):
    FILE = "file"
    HOLD = "hold"
    QUIET = "quiet"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Known:
    """An inquiry that a mail may belong to, the whole one where it is a part. `people` may write in it: addresses in
    lower case. `crowded`: so many letters came within the hour that nobody reads them."""

    id: int
    reference: str
    desk: str
    people: frozenset[str]
    crowded: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a mail.

    `senders` are those of From, in lower case; `own`: one of them is an address of ours. `signed` is the inquiry of
    the signed address it came to, `lost` says that there is none any more, `by_bounce` that it is the address which
    only servers write to. `tampered`: the address looks like ours, and its signature is wrong. `answered` is the
    inquiry of the mail it answers, `guessed` says that it names an id such as ours which leads nowhere, and `named`
    is the inquiry whose reference stands in its subject. `desk` is the desk whose own address it came to, "" none;
    `through_desk`: by that desk's own mailing list. `twice`: the same letter stands in its inquiry. `crowded`: too
    many inquiries from this address.
    """

    senders: tuple[str, ...]
    default_desk: str
    own: bool = False
    robot: Robot | None = None
    in_bulk: bool = False
    signed: Known | None = None
    lost: bool = False
    by_bounce: bool = False
    tampered: bool = False
    answered: Known | None = None
    guessed: bool = False
    named: Known | None = None
    desk: str = ""
    through_desk: bool = False
    twice: bool = False
    crowded: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of it. `inquiry` is where it is filed, or may belong; a held mail is shown to `desk`."""

    fate: Fate
    desk: str
    inquiry: int | None = None
    reason: Text | None = None
    automatic: bool = False


def decide(facts: Facts) -> Verdict:
    """Always a verdict, and a reason for all that is neither filed nor opened."""
    if facts.own:
        return _unfiled(Fate.QUIET, facts, Text("It comes from an address of our own."))
    if _machine(facts):
        return _automatic(facts)
    return _of_signed(facts) or _of_thread(facts) or _of_nothing(facts)


def _machine(facts: Facts) -> bool:
    """A list may have passed on what a person wrote."""
    return facts.robot is not None and facts.robot.kind != "list"


def _automatic(facts: Facts) -> Verdict:
    """Filed where it surely belongs; otherwise it troubles nobody, unless it may be a person's after all."""
    why = Text("No person wrote it: %(why)s", {"why": facts.robot.why if facts.robot else ""})
    found = facts.signed or facts.answered
    if found is None:
        if facts.lost or facts.tampered:
            return _of_signed(facts) or _unfiled(Fate.QUIET, facts, why)
        return _unfiled(Fate.QUIET, facts, why, facts.named)
    if facts.twice or found.crowded:
        return Verdict(Fate.QUIET, found.desk, found.id, why)
    if not (facts.by_bounce or facts.answered or _is_known(facts, found)):
        return Verdict(Fate.HOLD, found.desk, found.id, _stranger(facts))
    return Verdict(Fate.FILE, found.desk, found.id, automatic=True)


def _of_signed(facts: Facts) -> Verdict | None:
    if facts.signed is not None:
        return _filed(facts, facts.signed, _stranger(facts))
    if facts.lost:
        return _unfiled(Fate.HOLD, facts, Text("Its inquiry is no longer there."), facts.answered)
    if facts.tampered:
        why = Text("The address it was sent to is like ours, and yet none that we gave to anybody.")
        return _unfiled(Fate.HOLD, facts, why, facts.answered or facts.named)
    return None


def _of_thread(facts: Facts) -> Verdict | None:
    if facts.answered is not None:
        values = {"reference": facts.answered.reference}
        other = Text("It refers to %(reference)s, but comes from another address.", values)
        return _filed(facts, facts.answered, other)
    if facts.named is not None:
        values = {"reference": facts.named.reference}
        why = Text("It names %(reference)s, which anybody can do, and nothing else leads there.", values)
        return _unfiled(Fate.HOLD, facts, why, facts.named)
    if facts.guessed:
        return _unfiled(
            Fate.HOLD, facts, Text("It refers to a mail that looks like ours and leads to no inquiry.")
        )
    return None


def _of_nothing(facts: Facts) -> Verdict:
    if facts.robot is not None and not facts.through_desk:
        fate = Fate.QUIET if facts.in_bulk else Fate.HOLD
        return _unfiled(fate, facts, Text("It was sent to many: %(why)s", {"why": facts.robot.why}))
    if not facts.desk:
        return _unfiled(Fate.HOLD, facts, Text("It leads to no inquiry, and came to no address of a desk."))
    if len(facts.senders) != 1:
        return _unfiled(Fate.HOLD, facts, Text("It does not say from whom it comes."))
    if facts.twice:
        return _unfiled(Fate.QUIET, facts, _twice())
    if facts.crowded:
        values = {"count": INQUIRIES_AN_HOUR}
        why = Text("%(count)s inquiries or more came from this address within an hour.", values)
        return _unfiled(Fate.HOLD, facts, why)
    return Verdict(Fate.OPEN, facts.desk)


def _filed(facts: Facts, found: Known, stranger: Text) -> Verdict:
    if not _is_known(facts, found):
        return Verdict(Fate.HOLD, found.desk, found.id, stranger)
    if facts.twice:
        return Verdict(Fate.QUIET, found.desk, found.id, _twice())
    if found.crowded:
        values = {"count": LETTERS_AN_HOUR}
        crowd = Text("%(count)s letters or more came here within an hour.", values)
        return Verdict(Fate.HOLD, found.desk, found.id, crowd)
    return Verdict(Fate.FILE, found.desk, found.id)


def _is_known(facts: Facts, found: Known) -> bool:
    return bool(facts.senders) and found.people.issuperset(facts.senders)


def _stranger(facts: Facts) -> Text:
    if not facts.senders:
        return Text("It does not say from whom it comes.")
    return Text("%(address)s is not who wrote to us.", {"address": ", ".join(facts.senders)})


def _twice() -> Text:
    return Text("The same letter came by another way, and is filed already.")


def _unfiled(fate: Fate, facts: Facts, why: Text, maybe: Known | None = None) -> Verdict:
    """Shown where it may belong, else at the desk it came to, else at the default desk."""
    desk = maybe.desk if maybe else facts.desk or facts.default_desk
    return Verdict(fate, desk, maybe.id if maybe else None, why)
