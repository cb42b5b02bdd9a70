"""Whether a mail to staff still says anything when its time comes: quiet hours or a slow server may have held it.
Pure."""

from inquiries.inquiry.model import Inquiry, Status
from inquiries.outbox.deliveries import Delivery
from inquiries.people import permissions
from inquiries.people.accounts import Staff

_ALARMS = ("alarm", "late")
_OVER = {
    Status.CLOSED: "not sent: it was closed meanwhile",
    Status.MERGED: "not sent: it became a part of another meanwhile",
}
_AT_REST = {
    Status.WAITING: "not sent: it waits",
    Status.QUARANTINED: "not sent: it is in quarantine",
}


def why(delivery: Delivery, inquiry: Inquiry | None, person: Staff | None) -> str:
    """The words for leaving it, "" for sending it. `person` is who `facts` names, None for an account that is gone.

    What was held back is left when it has become idle; an alarm whenever it has.
    """
    if inquiry and inquiry.is_sealed and not _may_go_sealed(delivery):
        return "not sent: it is sealed"
    if delivery.facts.get("staff") is not None:
        if person is None or person.disabled:
            return "not sent: the account is no longer in use"
        if inquiry and not permissions.may_see(person, inquiry.desk):
            return "not sent: no longer on this desk"
    if inquiry is None or not (delivery.facts.get("held") or delivery.kind in _ALARMS):
        return ""
    if delivery.kind in ("alarm", "notification") and inquiry.acknowledged_at is not None:
        return "not sent: somebody acknowledged it meanwhile"
    if delivery.kind in _ALARMS and inquiry.status in _AT_REST:
        return _AT_REST[inquiry.status]
    return "" if delivery.kind == "dead-letter" else _OVER.get(inquiry.status, "")


def _may_go_sealed(delivery: Delivery) -> bool:
    """To a lead, or what a lead wrote. Nothing goes by itself to somebody who may share a mailbox with the danger."""
    return delivery.facts.get("staff") is not None or delivery.kind == "acknowledgement"
