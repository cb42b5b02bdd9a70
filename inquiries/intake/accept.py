"""Takes one cleaned submission to disk and gives its receipt. After this returns, nothing of it can be lost."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from inquiries.erasure import once
from inquiries.forms import events
from inquiries.forms.form import Submission
from inquiries.inquiry import canaries
from inquiries.inquiry.reference import Keys
from inquiries.intake import danger, form_token, guard, proof
from inquiries.intake.door import Door
from inquiries.intake.rows import Received

Fields = Sequence[tuple[str, object]]
# In ASCII: lone surrogates and NUL, which were refused as answers, can still stand in what was received.
_json = json.JSONEncoder(separators=(",", ":")).encode
RETURN_TO = "return_to"  # where another site's form would have its sender go afterwards
_OURS = frozenset({"form_token", "proof", "step", RETURN_TO})  # what the page adds and nobody typed


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a sender gets: `reference` to say on the phone, `token` for the receipt page's address.

    What is `sealed` reads like the words of somebody in danger: that page offers help first.
    """

    keys: Keys
    id: int
    sealed: bool = False

    @property
    def reference(self) -> str:
        return self.keys.reference(self.id)

    @property
    def token(self) -> str:
        return self.keys.token(self.id)


class KeyUsedOtherwise(Exception):
    """This Idempotency-Key came with another body before. Nothing was stored."""


async def accept(
    door: Door, submission: Submission, fields: Fields, *, language: str, now: datetime, lately: int = 0
) -> Receipt:
    """A post of a page's form, ours or another site's. The same token with the same words is the same receipt.

    The words belong to the key, because a copied page carries its token to everybody who uses the copy: each of
    them is somebody else. `lately`: how many came from its network. Raises StorageUnavailable, and then nothing was
    stored.
    """
    typed = _json([[name, value] for name, value in fields if name not in _OURS])
    token = next((str(value) for name, value in fields if name == "form_token"), "")
    drawn = form_token.drawn_at(door.keys.secret, token)
    ours = drawn is not None
    if not token:
        once_key = form_token.make(door.keys.secret, now)
    else:
        said = f"{submission.form} {token} {_words(fields)}"
        once_key = f"{token if ours else 'elsewhere'} {_digest(said)}"
    given = dict(fields)
    noted = guard.noted(given, drawn=drawn, now=now, lately=lately)
    if _besieged(door, now) and not _is_proven(door, token, drawn, str(given.get("proof", "")), once_key):
        noted["unproven"] = True
    sealed = _in_danger(door, submission)
    facts = _facts(submission, noted, "page" if ours else "site", language, now, sealed=sealed)
    stored = await door.spool.submit(_row(once_key, submission, typed, facts, now))
    return Receipt(door.keys, stored.id, sealed)


def _besieged(door: Door, now: datetime) -> bool:
    """Whether the forms are under attack, this one counted."""
    door.siege.arrived(now)
    return door.siege.is_on(now)


def _is_proven(door: Door, token: str, drawn: datetime | None, figure: str, use: str) -> bool:
    """Under attack: whether this use of a page of ours has its proof, or the page is older than the attack."""
    if drawn is None or not (door.siege.began_after(drawn) or proof.solved(token, figure)):
        return False
    return door.siege.first_use(token, use)


async def accept_once(
    door: Door,
    submission: Submission,
    fields: Fields,
    *,
    key: str | None,
    language: str,
    now: datetime,
    lately: int = 0,
) -> Receipt:
    """A submission by the API. `key` is its Idempotency-Key: again with the same body is the same receipt.

    Raises KeyUsedOtherwise, and StorageUnavailable, and then nothing was stored.
    """
    sent = _json(sorted(([name, value] for name, value in fields), key=lambda pair: str(pair[0])))
    # As a digest: a program may put anything into it, and it stays when all else is erased.
    once_key = f"api {submission.form} {_digest(key)}" if key else form_token.make(door.keys.secret, now)
    noted = guard.noted(dict(fields), drawn=None, now=now, lately=lately)
    if _besieged(door, now):
        noted["unproven"] = True  # a program has no page that could prove anything
    facts = _facts(submission, noted, "api", language, now, sealed=_in_danger(door, submission))
    stored = await door.spool.submit(_row(once_key, submission, sent, facts, now))
    if stored.fields is not None and stored.fields not in (sent, once.NOTHING):
        raise KeyUsedOtherwise
    return Receipt(door.keys, stored.id)


async def accept_canary(
    door: Door, submission: Submission, fields: Fields, *, key: str, now: datetime
) -> None:
    """The daily canary's, by the same spool. Raises StorageUnavailable, and then nothing was stored."""
    facts = _facts(submission, {}, canaries.DOOR, door.settings.languages[0], now)
    await door.spool.submit(_row(key, submission, _json([list(pair) for pair in fields]), facts, now))


def _words(fields: Fields) -> str:
    """What was typed, told apart from how it was sent: the page to check answers on sends in another order."""
    typed = (
        (name, str(value).replace("\r\n", "\n")) for name, value in fields if name not in _OURS and value
    )
    return _json(sorted(typed))


def _digest(said: str) -> str:
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


def _row(once_key: str, submission: Submission, fields: str, facts: str, now: datetime) -> Received:
    return Received(once_key, submission.form, now, fields, _json(dict(submission.answers)), facts)


def _in_danger(door: Door, submission: Submission) -> bool:
    return danger.reads_so(door.settings, door.forms[submission.form], submission.answers)


def _facts(
    submission: Submission,
    noted: Mapping[str, object],
    door: str,
    language: str,
    now: datetime,
    *,
    sealed: bool = False,
) -> str:
    facts: dict[str, object] = {"door": door, "language": language}
    if noted:
        facts["noted"] = noted
    if sealed:
        facts["sealed"] = True  # whatever else was noted: who is in danger is no spam, see Opening.held
    if "updates_consent" in submission.answers:
        wording = events.UPDATES_CONSENT.msgid
        facts["consent"] = {"at": now.isoformat(), "wording": wording, "language": language}
    return _json(facts)
