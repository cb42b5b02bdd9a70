"""Who may do what: four permissions, of which every route names one. Pure; knows no route."""

from enum import StrEnum

from inquiries.people.accounts import Staff


class Permission(StrEnum):
    ANYONE = "anyone"  # no session
    SIGNED_IN = "signed-in"
    DESK = "desk"  # of the inquiry at hand
    ADMINISTRATOR = "administrator"


def may_see(staff: Staff, desk: str) -> bool:
    """Administrators see every desk, members their own."""
    return not staff.disabled and (staff.role == "administrator" or desk in staff.desks)
