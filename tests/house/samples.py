"""Every template that makes a page or a text by itself, with its sample contexts, from all the rooms' samples."""

from typing import Any

from inquiries.intake import down
from inquiries.settings import Contact, Settings
from inquiries.wording import NOTHING, Text
from tests.house.public_samples import PAGE, PUBLIC
from tests.house.samples_receipts import CONVERSATION, HELD, RECEIPT, RECEIPTS, THANKS
from tests.house.samples_staff import SAMPLES as STAFF
from tests.mail.samples import SAMPLES as MAILS

Context = dict[str, Any]

SETTINGS = Settings(
    people=(
        Contact(name="Maren Oduya", phone="613-555-0142", extension="214", desk="media"),
        Contact(name="Ines Caldera", email="ines@example.org", desk="events"),
    ),
)
ERROR: Context = PAGE | {"error_status": 404, "back": "/", "incident": ""}
ERRORS: dict[str, list[Context]] = {
    "errors/error.html": [
        ERROR | {"title": Text("There is nothing at this address"), "text": Text("Start again.")},
        ERROR
        | {"error_status": 500, "title": Text("Something went wrong on our side"), "text": NOTHING}
        | {"back": "/staff/inbox", "incident": "a1b2c3d4", "languages": (), "navigation": ()},
    ],
}
DOWN: Context = {
    "policy": "default-src 'none'",
    "style": "",
    "speaking": down.speaking,
    "title": Text("Our forms are not reachable just now"),
    "text": Text("Send it again."),
    "sections": [
        {"tag": tag, "name": name, "direction": direction, "desks": desks}
        for tag, name, direction, desks in (
            (
                "en",
                "English",
                "ltr",
                [
                    {
                        "name": "Media",
                        "people": SETTINGS.people,
                        "duty": None,
                        "hours": "Always",
                        "mailbox": "a@b.example",
                    }
                ],
            ),
            ("ar", "العربية", "rtl", []),
        )
    ],
}
ERRORS["errors/down.html"] = [DOWN]
PAGES: dict[str, list[Context]] = PUBLIC | RECEIPTS | STAFF | ERRORS
KEPT: Context = {"receipt_url": "https://inquiries.example/receipts/0vXk3dJq9mT2"}
TEXTS: dict[str, list[Context]] = {
    "public/receipt.txt": [receipt | KEPT for receipt in (RECEIPT, HELD, THANKS, CONVERSATION)],
}
MAIL_PARTS = ("subject.txt", "body.txt", "body.html")

__all__ = ["MAILS", "MAIL_PARTS", "PAGES", "SETTINGS", "TEXTS", "Context"]
