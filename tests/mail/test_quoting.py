"""New text is told from history and signature as real mail programs write them, and nothing is ever lost.

The corpus in `quoting/` has a letter a file with the line `CUT` where it is to be cut: language, program, what for.
"""

from pathlib import Path

import pytest

from inquiries.mail import quoting
from inquiries.mail.quoting import Split

CORPUS = {
    path.stem: path.read_text("utf-8") for path in sorted((Path(__file__).parent / "quoting").glob("*.txt"))
}
CUT = "=8<= new above, history and signature below =8<=\n"


def letter(name: str) -> tuple[str, Split]:
    above, below = CORPUS[name].split(CUT)
    return above + below, Split(above.rstrip("\n"), below.lstrip("\n"))


@pytest.mark.parametrize("name", CORPUS)
def test_letter_is_cut_below_what_is_new(name: str) -> None:
    text, expected = letter(name)
    found = quoting.split(text)
    assert Split(found.new.rstrip("\n"), found.rest) == expected
