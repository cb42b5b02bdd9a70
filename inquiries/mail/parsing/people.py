"""Mailboxes out of From, To and their like, as people and broken programs write them. Total and linear."""

import re
from dataclasses import dataclass, field

from inquiries.mail.parsed import Mailbox
from inquiries.mail.parsing import limits, words

_TOKEN = re.compile(r'"((?:[^"\\]++|\\.)*+)\\?(?:"|\Z)|<([^<>]*+)>|([(),;:])|([^"<(),;:]++)|.', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(slots=True)
class _Entry:
    """What was read since the last comma."""

    phrase: list[str] = field(default_factory=list)
    remark: list[str] = field(default_factory=list)
    address: str = ""


def parse(octets: bytes, charset: str = "") -> tuple[Mailbox, ...]:
    """In order, at most `limits.PEOPLE`. Groups are opened; "Ride, Bo <bo@…>" without quotes is one person."""
    found: list[Mailbox] = []
    entry, depth = _Entry(), 0
    for match in _TOKEN.finditer(words.raw(octets, charset)):
        sign = match[3] or ""
        if sign == "(" or (sign == ")" and depth):
            depth += 1 if sign == "(" else -1
        elif depth:
            entry.remark.append(match[0])
        elif sign in {",", ";"}:
            entry = _finished(entry, found, comma=sign == ",")
            if len(found) >= limits.PEOPLE:
                break
        elif sign == ":":
            entry = _Entry()  # the name of a group
        elif match[2] is not None:
            entry.address = entry.address or match[2].rpartition(":")[2] or " "
        else:
            entry.phrase.append(
                match[0] if match[1] is None else _quoted(match[1], match.string, match.end())
            )
    _finished(entry, found, comma=False)
    return tuple(found[: limits.PEOPLE])


def _quoted(inside: str, text: str, end: int) -> str:
    """A quoted name without its quotes; a quoted local part, "bo ride"@…, keeps them."""
    return f'"{inside}"' if text.startswith("@", end) else _ESCAPED.sub(r"\1", inside)


def _finished(entry: _Entry, found: list[Mailbox], *, comma: bool) -> _Entry:
    """Note the mailbox that was read, if it is one; what comes next continues an empty entry, or this one."""
    phrase = "".join(entry.phrase)
    address = entry.address
    if not address and "@" in phrase:
        before, _, word = phrase[: _word_end(phrase)].rpartition(" ")
        phrase, address = before, word.strip("<>")
    if not address and comma and phrase.strip() and len(phrase) < limits.LINE:
        entry.phrase.append(", ")  # a name with a comma that nobody quoted, if an address follows
        return entry
    name = words.clean(words.decode(phrase)).strip("' ") or words.clean(words.decode("".join(entry.remark)))
    address = "".join(words.clean(address).split())
    if name or address:
        found.append(Mailbox(name, address))
    return _Entry()


def _word_end(phrase: str) -> int:
    """Where the word with the first @ ends."""
    end = phrase.find(" ", phrase.index("@"))
    return end if end >= 0 else len(phrase)
