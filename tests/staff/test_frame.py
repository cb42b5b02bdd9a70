"""What stands around every staff page."""

from inquiries.app import House
from inquiries.database import tables
from inquiries.database.engine import Tx
from inquiries.notify import restraint
from inquiries.outbox import deliveries
from tests.staff.conftest import NOON, Browser


async def test_every_page_says_when_so_many_came_that_their_receipts_are_not_mailed(
    cy: Browser, house: House
) -> None:
    async def receipt(tx: Tx, number: int) -> None:
        about = {"inquiry_id": None, "domain": "charity.example", "key": str(number), "at": NOON}
        to = f"bo@house{number}.example"
        await deliveries.add(tx, kind="receipt", recipient=to, recipient_name="", **about)
        await tx.execute(tables.jobs.update().values(state=tables.DONE))

    words = "Very many came at once: their receipts are not mailed just now"
    for number in range(restraint.IN_ALL):
        if number == restraint.IN_ALL - 1:
            assert words not in await (await cy.get("/staff/inbox")).text()
        await house.database.write(receipt, number)
    assert words in await (await cy.get("/staff/inbox")).text()
