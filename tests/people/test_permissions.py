import pytest

from inquiries.people import permissions
from inquiries.people.accounts import Staff
from inquiries.people.permissions import Permission

ANA = Staff(1, "ana@example.org", "Ana", "", "", "member", frozenset({"media"}), disabled=False)
CY = Staff(2, "cy@example.org", "Cy", "", "", "member", frozenset({"events"}), disabled=False)
DEE = Staff(3, "dee@example.org", "Dee", "", "", "administrator", frozenset(), disabled=False)
GONE = Staff(4, "gone@example.org", "Gone", "", "", "administrator", frozenset({"media"}), disabled=True)
EVERYBODY = (None, ANA, CY, DEE, GONE)


@pytest.mark.parametrize(
    ("permission", "desk", "wanted"),
    [
        ("anyone", None, [True, True, True, True, True]),
        ("signed-in", None, [False, True, True, True, False]),
        ("desk", "media", [False, True, False, True, False]),
        ("desk", "events", [False, False, True, True, False]),
        ("desk", None, [False, False, False, False, False]),
        ("administrator", None, [False, False, False, True, False]),
    ],
)
def test_a_permission_is_for_stranger_ana_cy_dee_and_a_disabled_administrator(
    permission: str, desk: str | None, wanted: list[bool]
) -> None:
    assert [permissions.allowed(permission, staff, desk) for staff in EVERYBODY] == wanted


def test_a_permission_nobody_defined_opens_nothing() -> None:
    with pytest.raises(ValueError, match="everyone"):
        permissions.allowed("everyone", DEE)


def test_cy_sees_nothing_of_media() -> None:
    assert [permissions.may_see(CY, desk) for desk in ("events", "media", "")] == [True, False, False]


def test_the_names_are_the_four_that_routes_use() -> None:
    assert [str(permission) for permission in Permission] == ["anyone", "signed-in", "desk", "administrator"]
