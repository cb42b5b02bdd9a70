import pytest

from inquiries.people import permissions
from inquiries.people.accounts import Staff
from inquiries.people.permissions import Permission

ANA = Staff(1, "ana@example.org", "Ana", "", "", "member", frozenset({"media"}), disabled=False)
CY = Staff(2, "cy@example.org", "Cy", "", "", "member", frozenset({"events"}), disabled=False)
DEE = Staff(3, "dee@example.org", "Dee", "", "", "administrator", frozenset(), disabled=False)
GONE = Staff(4, "gone@example.org", "Gone", "", "", "administrator", frozenset({"media"}), disabled=True)


@pytest.mark.parametrize(
    ("desk", "wanted"),
    [
        ("media", [True, False, True, False]),
        ("events", [False, True, True, False]),
        ("", [False, False, True, False]),
    ],
)
def test_a_desk_is_seen_by_its_own_people_and_by_administrators_but_by_nobody_disabled(
    desk: str, wanted: list[bool]
) -> None:
    assert [permissions.may_see(staff, desk) for staff in (ANA, CY, DEE, GONE)] == wanted


def test_the_names_are_the_five_that_routes_use() -> None:
    assert [str(permission) for permission in Permission] == [
        "anyone",
        "signed-in",
        "desk",
        "administrator",
        "erase",
    ]
