"""Delivery reports as the standard has them (RFC 3464, RFC 6533): one block of fields for each recipient."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inquiries.mail import address, bounce_parts, header

LONGEST_SAID = 300  # characters
_BLOCKS = 200
_REPORTS = frozenset({"message/delivery-status", "message/global-delivery-status"})
_TYPE_LENGTH = 20  # of "smtp" in "smtp; 550 no such user"
_MEANINGS = {  # RFC 3463, for servers that give the number without words
    "1.1": "no such mailbox",
    "1.2": "no such mail domain",
    "1.6": "the mailbox has moved",
    "1.10": "the domain takes no mail",
    "2.1": "the mailbox is switched off",
    "2.2": "the mailbox is full",
    "2.3": "the letter is too large",
    "3.4": "the letter is too large",
    "4.1": "the server does not answer",
    "4.4": "the way to the domain is not known",
    "4.7": "tried for too long",
    "7.1": "refused by the receiver's rules",
}


@dataclass(frozen=True, slots=True)
class Failed:
    """One recipient a letter did not reach; `permanent`: no longer tried."""

    address: str
    permanent: bool
    said: str
    status: str = ""


def read(parts: Sequence[bounce_parts.Part]) -> list[Failed] | None:
    """Who was not reached: empty where the report tells of success alone, None where there is no report."""
    reports = [part for part in parts if part.content_type in _REPORTS]
    if not reports:
        return None
    found: list[Failed] = []
    blocks = 0
    for report in reports[:_BLOCKS]:
        for block in _blocks(bounce_parts.text(report)):
            blocks += 1
            if blocks > _BLOCKS:
                return found
            failed = _failed(block)
            if failed is not None:
                found.append(failed)
    return found if blocks else None


def one_line(words: str) -> str:
    """A server's words as one clean line, bounded."""
    said = header.clean(words[: 4 * LONGEST_SAID])
    return said if len(said) <= LONGEST_SAID else said[: LONGEST_SAID - 1] + "…"


def mailbox(written: str) -> str:
    """An address as it is written elsewhere in the house, "" where it is none."""
    bare = written.strip().strip("<>").strip()
    found = address.parse(bare) if len(bare) <= address.LONGEST and "@" in bare else None
    return str(found) if found else ""


def _blocks(text: str) -> Iterator[dict[str, str]]:
    """Fields by lower-case name, unfolded, block by block; the first of each name counts."""
    block: dict[str, str] = {}
    name = ""
    for line in text.split("\n"):
        if not line.strip():
            if block:
                yield block
            block, name = {}, ""
        elif line[0] in " \t":
            if name and len(block[name]) < 4 * LONGEST_SAID:
                block[name] += " " + line.strip()
        else:
            before, colon, value = line.partition(":")
            name = before.strip().lower() if colon and before.strip().lower() not in block else ""
            if name:
                block[name] = value.strip()
    if block:
        yield block


def _failed(block: dict[str, str]) -> Failed | None:
    action = block.get("action", "").strip().lower()
    status = "".join(block.get("status", "").split()[:1])
    if not {"final-recipient", "original-recipient"} & block.keys():
        return None
    if not action:
        action = {"5": "failed", "4": "delayed"}.get(status[:1], "")
    if not action.startswith(("fail", "error", "delay")):
        return None  # delivered, relayed, expanded
    return Failed(
        address=_recipient(block),
        permanent=not action.startswith("delay"),
        said=one_line(_untyped(block.get("diagnostic-code", ""))) or _meaning(status),
        status=status if _is_status(status) else "",
    )


def _recipient(block: dict[str, str]) -> str:
    """The one we wrote to, if told; the one it was forwarded to otherwise."""
    written = _untyped(block.get("original-recipient", ""))
    decoded = written.replace("+2B", "+").replace(
        "+3D", "="
    )  # xtext (RFC 3461 4) that a server left as it was
    return mailbox(decoded) or mailbox(_untyped(block.get("final-recipient", "")))


def _untyped(value: str) -> str:
    """ "smtp; 550 no such user" → "550 no such user" """
    kind, semicolon, rest = value.partition(";")
    return (
        rest.strip() if semicolon and len(kind) <= _TYPE_LENGTH and " " not in kind.strip() else value.strip()
    )


def _is_status(status: str) -> bool:
    numbers = status.split(".")
    return len(numbers) == 3 and all(
        number.isascii() and number.isdigit() and len(number) <= 3 for number in numbers
    )


def _meaning(status: str) -> str:
    if not _is_status(status):
        return ""
    meaning = _MEANINGS.get(status.partition(".")[2])
    return f"{status}, {meaning}" if meaning else status
