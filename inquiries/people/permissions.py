"""Who may do what: five permissions, of which every route names one. Pure; knows no route."""

from enum import StrEnum

from inquiries.people.accounts import Staff
from inquiries.settings import SEALED


class Permission(StrEnum):
    ANYONE = "anyone"  # no session
    SIGNED_IN = "signed-in"
    DESK = "desk"  # of the inquiry at hand
    ADMINISTRATOR = "administrator"
    ERASE = "erase"  # the inquiry at hand


def may_see(staff: Staff, desk: str) -> bool:
    """Administrators see every desk, members their own; what is sealed, only the leads."""
    if desk == SEALED:
        return not staff.disabled and staff.leads
    return not staff.disabled and (staff.role == "administrator" or desk in staff.desks)


def may_erase(staff: Staff) -> bool:
    """What is erased nobody can bring back."""
    return not staff.disabled and staff.role == "administrator"
