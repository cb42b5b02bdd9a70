"""Which ways to write an outlet are one outlet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.inquiry import folding, outlets


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("", ""),
        ("   ", ""),
        ("…!?", ""),
        ("🔥", ""),
        ("The Guardian", "guardian"),
        ("guardian", "guardian"),
        (" the   GUARDIAN ", "guardian"),
        ("The", "the"),
        ("The The", "the"),
        ("Theatre Weekly", "theatre weekly"),
        ("Le Monde", "le monde"),
        ("Süddeutsche Zeitung", "suddeutsche zeitung"),
        ("SÜDDEUTSCHE ZEITUNG", "suddeutsche zeitung"),
        ("Su\u0308ddeutsche\u00a0Zeitung", "suddeutsche zeitung"),
        ("Straßenzeitung", "strassenzeitung"),
        ("‘Ha’aretz’", "ha aretz"),
        ("CBC/Radio-Canada", "cbc radio canada"),
        ("CBC Radio Canada", "cbc radio canada"),
        ("Ｎｅｗｓ™ 24", "newstm 24"),
        ("İstanbul Gazetesi", "istanbul gazetesi"),
        ("الجَرِيدَة الرسمية", "الجريدة الرسمية"),
        ("\u202bالجريدة الرسمية\u202c", "الجريدة الرسمية"),
        ("朝日新聞", "朝日新聞"),
        ("ガゼット・バンク", "ガゼット バンク"),
        ("ハンク", "ハンク"),
        ("한겨레신문", "한겨레신문"),
        ("दैनिक जागरण", "दैनिक जागरण"),
        ("x" * 200, "x" * 200),
        ("ﷺ" * 200, ("صلى الله عليه وسلم" * 200)[:200].strip()),
    ],
)
def test_an_outlet_is_compared_without_case_marks_signs_and_article(name: str, key: str) -> None:
    assert outlets.key(name) == key


@given(st.text(max_size=300) | st.text(alphabet="the THE’-é\u0301 ", max_size=40))
def test_a_key_is_its_own_key_and_never_too_long_for_an_index(name: str) -> None:
    key = outlets.key(name)
    assert outlets.key(key) == key
    assert folding.folded(folding.folded(name)) == folding.folded(name)
    assert len(key.encode("utf-8", "replace")) <= 800
