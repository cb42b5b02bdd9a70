"""Who may do what: four permissions, of which every route names one. Pure; knows no route."""

from enum import StrEnum

from inquiries.people.accounts import Staff


class Permission(StrEnum):
    ANYONE = "anyone"  # no session
    SIGNED_IN = "signed-in"
    DESK = "desk"  # of the inquiry at hand
    ADMINISTRATOR = "administrator"


def allowed(permission: str, staff: Staff | None, desk: str | None = None) -> bool:
    """Whether `staff` – None for a stranger – has `permission`. Raises ValueError for a name that is none.

    "desk" asks for the desk at hand, and is refused where none is given.
    """
    wanted = Permission(permission)
    if wanted is Permission.ANYONE:
        return True
    if staff is None or staff.disabled:
        return False
    if wanted is Permission.ADMINISTRATOR:
        return staff.role == "administrator"
    return wanted is Permission.SIGNED_IN or (desk is not None and may_see(staff, desk))


def may_see(staff: Staff, desk: str) -> bool:
    """Administrators see every desk, members their own."""
    return not staff.disabled and (staff.role == "administrator" or desk in staff.desks)
