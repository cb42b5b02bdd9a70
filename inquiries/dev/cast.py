"""Who works in the demo's newsroom, and whose mailbox gives trouble."""

from collections.abc import Mapping
from datetime import timedelta
from email.message import EmailMessage

from inquiries import clock
from inquiries.database.engine import Database
from inquiries.mail.transport import Transport
from inquiries.outcome import Outcome, Refused, TryLater
from inquiries.people import accounts, passwords
from inquiries.people.accounts import Role, Staff

PEOPLE: Mapping[str, tuple[str, str, str, Role, tuple[str, ...]]] = {
    "ana": ("Ana Sole", "Press officer", "613-555-0143", "member", ("media",)),
    "wen": ("Wen Achar", "Press officer", "613-555-0144", "member", ("media",)),
    "cy": ("Cy Marlow", "Events Coordinator", "613-555-0142", "member", ("events",)),
    "dee": (
        "Dee Ito",
        "Director of Marketing and Public Relations",
        "613-555-0142",
        "administrator",
        ("media",),
    ),
}

GONE, FULL, BUSY = "k.amsel@wharf.example", "tips@prairieledger.example", "newsdesk@northernwire.example"
TROUBLE: Mapping[str, Outcome] = {
    GONE: Refused("550 5.1.1 <k.amsel@wharf.example>: no such mailbox"),
    FULL: Refused("552 5.2.2 mailbox full, message not accepted"),
    BUSY: TryLater("451 4.7.1 too many connections, try again later"),
    "volunteers@stclare.example": TryLater("450 4.2.0 greylisted, try again later", timedelta(hours=2)),
}


async def hire(database: Database, password: str) -> Mapping[str, Staff]:
    """An account for everybody, all with the same password."""
    hashed = await passwords.hash(password)
    people = {}
    for first, (name, title, phone, role, desks) in PEOPLE.items():
        people[first] = await database.write(
            accounts.add,
            email=f"{first}@lanternroad.example",
            name=name,
            title=title,
            phone=phone,
            role=role,
            desks=desks,
            password_hash=hashed,
            now=clock.now(),
        )
    return people


class Troubled:
    """Another transport, but for the few addresses that nothing can be delivered to."""

    leaves_through = ""

    def __init__(self, through: Transport) -> None:
        self._through = through

    async def send(self, message: EmailMessage, *, sender: str, to: str) -> Outcome:
        return TROUBLE.get(to) or await self._through.send(message, sender=sender, to=to)

    async def close(self) -> None:
        """What it goes through belongs to somebody else."""
