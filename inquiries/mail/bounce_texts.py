"""Bounces that only say in words what happened: qmail, Exim, old Postfix and Exchange, and what flufl.bounce knows.

flufl.bounce names the recipients; the server's words beside each are found here. It gets a short copy of the mail:
its expressions are quadratic in the length of a line, and it raises on what it does not expect.
"""

import logging
import re
from collections.abc import Mapping, Sequence
from email.message import Message

from flufl import bounce

from inquiries.mail import bounce_parts, bounce_reports, subjects

_LINES = 120
_LINE_LENGTH = 240
_TEXTS = 3
_WORD_LINES = 6  # of a server's words about one recipient
_ADDRESS_WORDS = 6  # more on a line, and it is a sentence that happens to hold an address
_STATUS = re.compile(r"(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)")
_REPLY = re.compile(r"(?<!\d)[45]\d\d[ -]")
_COPY = (
    "--- below",
    "------ this is a copy",
    "--- original message",
    "--- returned",
    "--- the header",
    "----- unsent",
)
_COPIED = ("return-path:", "received:", "message-id:", "mime-version:", "original message headers:")
_FAILING = (
    "not be delivered",
    "not delivered",
    "undeliver",
    "could not deliver",
    "couldn't be delivered",
    "unable to deliver",
    "wasn't able to deliver",
    "delivery has failed",
    "delivery failed",
    "delivery failure",
    "did not reach",
    "could not be reached",
    "permanent error",
    "permanent fatal error",
    "konnte nicht zugestellt",
    "n'a pas pu être",
    "no se pudo entregar",
)
_DELAYED = (
    "delayed",
    "not yet been delivered",
    "yet to be delivered",
    "will be retried",
    "will retry",
    "keep trying",
    "still trying",
    "continue to be made",
    "no action is required",
    "do not need to resend",
    "warning message only",
    "just a warning",
    "warning: could not send",
    "transient non-fatal",
    "verzögert",
)
_LOG = logging.getLogger("flufl.bounce")
_LOG.setLevel(logging.CRITICAL + 1)  # it logs what it trips over, and that may hold a person's address


def read(
    message: Message, parts: Sequence[bounce_parts.Part], fields: Mapping[str, Sequence[str]]
) -> list[bounce_reports.Failed] | None:
    """Who was not reached, by the words of a mail known to be a machine's; None where they tell of no failure."""
    lines = _lines(parts)
    subject = bounce_parts.subject(fields)
    late, lost = _known(message, lines)
    words = _words(lines, _own(fields))
    told = subject.lower() + "\n" + "\n".join(lines[:30]).lower()
    failing = subjects.is_bounce(subject) or any(phrase in told for phrase in _FAILING)
    delayed = any(phrase in told for phrase in _DELAYED)
    if late or lost:
        named = dict.fromkeys((*lost, *late))
    elif failing:
        named = dict.fromkeys(words)
    else:
        return None
    fallback = _telling(lines)
    return [
        _failed(one, not (one in late or delayed), words.get(one, "") or fallback) for one in named or ("",)
    ]


def _lines(parts: Sequence[bounce_parts.Part]) -> list[str]:
    """The report's own words, without the copy of our letter below them."""
    found: list[str] = []
    texts = [part for part in parts if part.content_type == "text/plain"]
    for part in (texts or [part for part in parts if part.content_type == "text/html"])[:_TEXTS]:
        written = bounce_parts.text(part)
        for line in (_untagged(written) if part.content_type == "text/html" else written).split("\n"):
            start = line.strip().lower()
            if start.startswith(_COPIED) or (start.startswith("--") and any(mark in start for mark in _COPY)):
                break
            found.append(line[:_LINE_LENGTH].rstrip())
            if len(found) >= _LINES:
                return found
    return found


def _untagged(written: str) -> str:
    """HTML's words a line each, good enough to find an address and what is said of it."""
    return "\n".join(piece.rpartition(">")[2] for piece in written.split("<"))


def _known(message: Message, lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """What flufl.bounce makes of it: recipients of a late letter, recipients of a lost one."""
    copy = Message()
    for name in ("From", "Subject", "X-bounce_reports.Failed-Recipients"):
        for value in message.get_all(name, [])[:_TEXTS]:
            copy[name] = "".join(str(value).split("\n"))[:_LINE_LENGTH]
    text = Message()
    text["Content-Type"] = "text/plain"
    text["Content-Description"] = message.get("Content-Description", "Notification")
    text.set_payload("\n".join(lines).encode("ascii", "replace").decode())
    if message.get_content_maintype() == "multipart":
        copy["Content-Type"] = message.get_content_type()
        copy.attach(text)
    else:
        copy.set_payload(text.get_payload())
    try:
        late, lost = bounce.all_failures(copy)
    except Exception:  # it is made of two decades of special cases
        return [], []
    return _mailboxes(late), _mailboxes(lost)


def _mailboxes(found: frozenset[bytes]) -> list[str]:
    written = sorted(octets.decode("ascii", "replace") for octets in found)
    return [one for one in map(bounce_reports.mailbox, written) if one]


def _words(lines: Sequence[str], own: frozenset[str]) -> dict[str, str]:
    """What the server says beside each address that heads a paragraph or a line of its own."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in lines:
        recipient = _recipient(line)
        if recipient and recipient.lower() not in own:
            current = found.setdefault(recipient, [])
            rest = line.partition(recipient)[2].lstrip(">)]'\"").lstrip()
            line = rest.lstrip(":.") if rest.startswith((":", "...")) else ""
        if not line.strip(" -"):
            current = None if current else current  # a blank line ends words, not the wait for them
        elif line.lstrip().startswith("---"):
            current = None  # the next part of the report
        elif current is not None and len(current) < _WORD_LINES:
            current.append(line.strip())
    return {recipient: bounce_reports.one_line(" ".join(words)) for recipient, words in found.items()}


def _recipient(line: str) -> str:
    if "@" not in line:
        return ""
    words = line.partition(":")[0].split() if line.lstrip().startswith("<") else line.split()
    if len(words) > _ADDRESS_WORDS and not _headed(words):
        return ""
    found = next((bounce_reports.mailbox(word.strip("<>()[]:;,.'\"")) for word in words if "@" in word), "")
    return "" if found.lower().startswith(("postmaster@", "mailer-daemon@")) else found


def _headed(words: Sequence[str]) -> bool:
    """The address first: "bo@paper.example: host mx said…", or "bo@paper.example on Tue, 24 Nov 2026…"."""
    return "@" in words[0] and (words[0].endswith(":") or words[1] == "on")


def _own(fields: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Addresses the report is from and to: ours and the server's, never who was not reached."""
    names = ("from", "to", "delivered-to", "x-original-to", "return-path")
    written = " ".join(value for name in names for value in fields.get(name, ())[:_TEXTS])
    return frozenset(word.strip("<>(),;\"'").lower() for word in written.split() if "@" in word)


def _telling(lines: Sequence[str]) -> str:
    """The line that gives a reply code, else the one that says it failed."""
    for line in lines:
        if _STATUS.search(line) or _REPLY.search(line):
            return bounce_reports.one_line(line)
    return next(
        (
            bounce_reports.one_line(line)
            for line in lines
            if any(phrase in line.lower() for phrase in _FAILING)
        ),
        "",
    )


def _failed(address: str, permanent: bool, said: str) -> bounce_reports.Failed:
    status = _STATUS.search(said)
    return bounce_reports.Failed(address, permanent, said, status.group() if status else "")
