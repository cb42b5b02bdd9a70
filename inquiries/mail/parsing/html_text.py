"""The words of a letter that came as HTML alone. Takes what markup.clean gave, which is well-formed: so one pass."""

import html as entities
import re
from dataclasses import dataclass, field
from typing import Final

_TOKEN: Final = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>|([^<]+)')
_ATTRIBUTE: Final = re.compile(r' ([a-z-]+)="([^"]*)"')
_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")
_NARROW: Final = re.compile(
    "[\u00ad\u034f\u200b\u200c\u2060\ufeff]+"
)  # what newsletters pad their preview with
_PARAGRAPHS: Final = frozenset("blockquote dl h1 h2 h3 h4 h5 h6 ol p pre table ul".split())  # noqa: SIM905
_BLOCKS: Final = _PARAGRAPHS | frozenset(
    """address article aside caption center dd details div dt figcaption figure footer header li main section summary
    tbody tfoot thead tr""".split()  # noqa: SIM905
)
_RULE: Final = "-" * 20
_ADDRESS_SHOWN: Final = 500  # characters
_DEEPEST: Final = 50  # "> " before a line
_MANY_EMPTY: Final = re.compile(r"\n{3,}")


@dataclass(slots=True)
class _Page:
    """What was written so far; `line` is the one being written, and `level` how deep it is quoted."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    level: int = 0
    preformatted: int = 0
    cells: int = 0
    numbers: list[int] = field(default_factory=list)  # of the lists being in; -1 in one without numbers
    link: str = ""
    linked: int = 0  # where in `line` the link's words begin


def text(html: str) -> str:
    """Lines as a person would type them: paragraphs apart, links with their address, quotes with "> "."""
    page = _Page()
    for match in _TOKEN.finditer(html):
        if match[4] is not None:
            _write(page, entities.unescape(match[4]))
        elif match[1]:
            _close(page, match[2])
        else:
            _open(page, match[2], match[3])
    _break(page)
    return _MANY_EMPTY.sub("\n\n", "\n".join(page.lines)).strip("\n")


def _write(page: _Page, words: str) -> None:
    words = _NARROW.sub("", words)
    if page.preformatted:
        first, *others = words.split("\n")
        page.line.append(first)
        for each in others:
            _break(page, even_empty=True)
            page.line.append(each)
        return
    words = _BLANKS.sub(" ", words.replace("\xa0", " "))
    if not page.line or page.line[-1].endswith(" "):
        words = words.removeprefix(" ")
    if words:
        page.line.append(words)


def _open(page: _Page, tag: str, written: str) -> None:
    if tag in _BLOCKS:
        _break(page)
        _apart(page, tag)
    if tag == "br":
        _break(page, even_empty=True)
    elif tag == "hr":
        _break(page)
        page.line.append(_RULE)
        _break(page)
    elif tag == "blockquote":
        page.level = page.level + 1
    elif tag == "pre":
        page.preformatted += 1
    elif tag in {"ol", "ul"}:
        page.numbers.append(0 if tag == "ol" else -1)
    elif tag == "li":
        _item(page)
    elif tag == "tr":
        page.cells = 0
    elif tag in {"td", "th"}:
        page.cells += 1
        if page.cells > 1 and page.line:
            page.line.append(" ")
    elif tag in {"a", "img"}:
        _linked(page, tag, dict(_ATTRIBUTE.findall(written)))


def _close(page: _Page, tag: str) -> None:
    if tag == "a":
        _address(page)
    elif tag == "blockquote":
        _break(page)
        page.level = max(0, page.level - 1)
    elif tag == "pre":
        page.preformatted = max(0, page.preformatted - 1)
    elif tag in {"ol", "ul"} and page.numbers:
        page.numbers.pop()
    if tag in _BLOCKS:
        _break(page)
        _apart(page, tag)


def _item(page: _Page) -> None:
    if page.numbers and page.numbers[-1] >= 0:
        page.numbers[-1] += 1
        page.line.append(f"{page.numbers[-1]}. ")
    else:
        page.line.append("* ")


def _linked(page: _Page, tag: str, given: dict[str, str]) -> None:
    if tag == "a":
        page.link, page.linked = entities.unescape(given.get("href", "")), len(page.line)
    elif given.get("alt", "").strip():
        _write(page, f"[{entities.unescape(given['alt']).strip()}]")


def _address(page: _Page) -> None:
    """Behind a link's words, where it leads, unless the words say so themselves."""
    address, page.link = page.link, ""
    said = "".join(page.line[page.linked :]).strip()
    plain = address.removeprefix("mailto:").removeprefix("tel:")
    if not address or not said or len(address) > _ADDRESS_SHOWN or plain.startswith("#"):
        return
    if _bare(said) not in {_bare(plain), _bare(plain.partition("?")[0])}:
        page.line.append(f" <{plain}>")


def _bare(address: str) -> str:
    return address.lower().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _apart(page: _Page, tag: str) -> None:
    """An empty line between paragraphs, at most one."""
    if tag in _PARAGRAPHS and not (page.numbers and tag in {"ol", "p", "ul"}):
        mark = _mark(page).rstrip()
        if page.lines and not page.lines[-1].strip("> "):
            page.lines[-1] = min(mark, page.lines[-1], key=len)  # it is empty: of the shallower quote then
        elif page.lines:
            page.lines.append(mark)


def _break(page: _Page, *, even_empty: bool = False) -> None:
    line = "".join(page.line).rstrip(" ")
    page.line.clear()
    page.linked = 0
    if line or even_empty:
        page.lines.append(f"{_mark(page)}{line}".rstrip(" ") if line != "--" else f"{_mark(page)}-- ")


def _mark(page: _Page) -> str:
    level = min(page.level, _DEEPEST)
    return f"{'>' * level} " if level else ""
