"""Lines of CSV that spreadsheets open without running anything in them. Knows no inquiry."""

import csv
import io
import re
from collections.abc import Iterable

# With it, spreadsheets read UTF-8 as what it is.
BEGINNING = b"\xef\xbb\xbf"
# OWASP, "CSV Injection": what makes a cell a formula at its beginning, also behind white space, quotes and signs that
# nobody sees, and in the wide forms that East Asian spreadsheets take for the same.
_HIDDEN = r"\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff\"'`‘’“”«»＂＇"
_FORMULA = r"[=+\-@＝＋－＠﹢﹣﹦﹫−]"
_STARTS = re.compile(rf"[\t\r\n]|[{_HIDDEN}]*{_FORMULA}")
# Where another sign separates cells, one cell of ours is cut there, and the rest would be a cell's beginning.
_CUT = re.compile(rf"([;,|{_HIDDEN}]+)({_FORMULA})?")
_SEPARATORS = frozenset(";,|\t\r\n")


def line(cells: Iterable[str]) -> bytes:
    """One record (RFC 4180): every cell in quotes, what a spreadsheet would run behind an apostrophe."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(harmless(cell) for cell in cells)
    return out.getvalue().encode("utf-8", "replace")


def harmless(cell: str) -> str:
    """The cell as text and nothing else: an apostrophe stands before whatever could begin a formula."""
    text = cell.replace("\0", "")
    marked = _CUT.sub(_mark, text)
    return f"'{marked}" if _STARTS.match(text) else marked


def _mark(found: re.Match[str]) -> str:
    cut = found[2] and not _SEPARATORS.isdisjoint(found[1])
    return f"{found[1]}'{found[2]}" if cut else found[0]
