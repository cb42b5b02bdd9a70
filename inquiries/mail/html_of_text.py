"""Plain text as a person typed it, made into simple HTML for a letter: paragraphs, quotes, links. Total.

Nothing of the text becomes markup of its own: every character is escaped.
"""

import re
from collections.abc import Iterator
from html import escape

from inquiries.mail import mime

DEEPEST = 10  # quotes within quotes that are shown as such
_QUOTED = re.compile(r"(?:> ?)+")
_LINK = re.compile(
    r"(?P<web>\b(?:https?://|www\.)[^\s<>\"“”«»]{1,2000})"
    r"|(?P<mail>(?<![\w.+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}\b)"
)
_CLOSING = {")": "(", "]": "[", "}": "{"}
_QUOTE = '<blockquote style="margin:0 0 1em;padding-left:1em;border-left:2px solid #999">'


def html(text: str) -> str:
    """A fragment for the body of a page; the same text gives the same fragment."""
    pieces: list[str] = []
    depth = 0
    for level, lines in _blocks(mime.clean_text(text)):
        pieces += [_QUOTE] * (level - depth) + ["</blockquote>"] * (depth - level)
        depth = level
        words = "<br>\n".join(_line(line) for line in lines)
        pieces.append(f'<p dir="auto">{words}</p>')
    return "\n".join([*pieces, *["</blockquote>"] * depth, ""]) if pieces else ""


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each paragraph with how deep it is quoted."""
    lines: list[str] = []
    depth = 0
    for line in text.split("\n"):
        level, words = _unquoted(line)
        if lines and (level != depth or not words.strip()):
            yield depth, lines
            lines = []
        if words.strip():
            depth = level
            lines.append(words)
    if lines:
        yield depth, lines


def _unquoted(line: str) -> tuple[int, str]:
    quoted = _QUOTED.match(line)
    if quoted is None:
        return 0, line
    return min(quoted[0].count(">"), DEEPEST), line[quoted.end() :]


def _line(line: str) -> str:
    said, at = [], 0
    for found in _LINK.finditer(line):
        shown = _without_end(found[0]) if found["web"] else found[0]
        target = f"mailto:{shown}" if found["mail"] else shown
        target = f"https://{target}" if target.startswith("www.") else target
        said += [_spaced(line[at : found.start()]), f'<a href="{escape(target)}">{escape(shown)}</a>']
        at = found.start() + len(shown)
    return "".join([*said, _spaced(line[at:])]).rstrip()


def _without_end(link: str) -> str:
    """Without the full stop or bracket that belongs to the sentence around it."""
    counts = {mark: link.count(mark) for pair in _CLOSING.items() for mark in pair}
    end = len(link)
    while end and (
        link[end - 1] in ".,;:!?'*_…" or counts.get(link[end - 1], 0) > _opened(link[end - 1], counts)
    ):
        if link[end - 1] in _CLOSING:
            counts[link[end - 1]] -= 1
        end -= 1
    return link[:end]


def _opened(closing: str, counts: dict[str, int]) -> int:
    return counts[_CLOSING[closing]] if closing in _CLOSING else counts.get(closing, 0)


def _spaced(text: str) -> str:
    """Escaped, with runs of spaces kept: columns stay columns."""
    return escape(text.replace("\t", "    ").replace("  ", "\u00a0 ").replace("  ", " \u00a0"))
