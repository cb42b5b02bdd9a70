"""Every staff page in every state that looks another way, and how Ana comes to it."""

from playwright.async_api import Page, expect

from inquiries import clock
from inquiries.inquiry import changes, drafts, presence
from inquiries.inquiry import saved_replies as kept_replies
from inquiries.people import saved_views
from tests.journeys.erasing import erasing, erasures
from tests.journeys.newsroom import does
from tests.journeys.place import Place, Way, at


def inquiry(which: str) -> Way:
    return lambda page, place: page.goto(f"/staff/inquiries/{getattr(place.room, which)}")


async def panels(page: Page, place: Place) -> None:
    """An inquiry with the largest of its panels open."""
    await page.goto(f"/staff/inquiries/{place.room.fresh}")
    await page.keyboard.press("e")
    await page.get_by_role("button", name="Close the inquiry").wait_for()


async def more(page: Page, place: Place) -> None:
    """An inquiry that waits and has tags, with every one of the rarer acts opened at once."""
    await page.goto(f"/staff/inquiries/{place.room.waits}")
    await page.get_by_text("More", exact=True).click()
    await page.evaluate(
        "() => document.querySelectorAll('.more-act').forEach(act => {"
        "act.removeAttribute('name'); act.open = true })"
    )
    await page.get_by_role("button", name="Snooze").wait_for()


async def keys(page: Page, _place: Place) -> None:
    await page.goto("/staff/inbox")
    await page.keyboard.press("?")
    await page.locator("#keys").wait_for()


async def person(page: Page, place: Place) -> None:
    """Of many inquiries, with a verified address, a note, and somebody who might be the same."""
    await page.goto(f"/staff/inquiries/{place.room.fresh}")
    await page.locator(".side-name").first.click()
    await page.locator(".known").wait_for()


async def verifying(page: Page, place: Place) -> None:
    """The form of an address, sent without its words."""
    await person(page, place)
    await page.get_by_text("Verify it").first.click()
    await page.get_by_role("button", name="It is verified").click()
    await page.locator(".problem").wait_for()


async def outlet(page: Page, place: Place) -> None:
    await page.goto(f"/staff/inquiries/{place.room.fresh}")
    await page.locator(".side-name").nth(1).click()
    await page.locator("#outlet-name").wait_for()


async def printed(page: Page, place: Place) -> None:
    await page.goto(f"/staff/inquiries/{place.room.declined}/print")


async def todays_report(page: Page, _place: Place) -> None:
    """With something in every chart, days that make no sense, and every table open."""
    today = clock.now().date().isoformat()
    await page.goto("/staff/reports?from=yesterday&to=today")
    await page.get_by_role("alert").wait_for()
    await page.goto(f"/staff/reports?from=2026-01-01&to={today}")
    await page.evaluate(
        "() => document.querySelectorAll('details.folded').forEach(one => { one.open = true })"
    )


async def letter(page: Page, _place: Place) -> None:
    await page.goto("/staff/mailbox")
    await page.locator(".mail-link").first.click()
    await page.locator(".letter-text").wait_for()


async def held_mail(page: Page, _place: Place) -> None:
    """One mail that waits, with everything of it unfolded, and a reference that leads nowhere."""
    await page.goto("/staff/held")
    await page.locator(".held-subject a").first.click()
    await page.locator(".held-elsewhere summary").click()
    await page.get_by_label("Reference of the inquiry").fill("M7K-XXXX")
    await page.get_by_role("button", name="File it there").click()
    await page.locator(".problem").wait_for()
    await page.evaluate("() => document.querySelectorAll('.fold').forEach(one => { one.open = true })")


async def empty_call(page: Page, _place: Place) -> None:
    """A call logged without a word."""
    await page.goto("/staff/calls")
    await page.get_by_role("button", name="Log the call").click()
    await page.locator("#problems").wait_for()


async def narrowing(page: Page, _place: Place) -> None:
    """The form that narrows a list, open on one that is narrowed already."""
    await page.goto("/staff/inbox?topic=media/programs")
    await page.locator(".filter summary").click()
    await page.get_by_role("button", name="Show these").wait_for()


async def keeping(page: Page, _place: Place) -> None:
    """What was found, with the words marked in it, and the form that keeps the search."""
    await page.goto("/staff/inbox?q=gazette")
    await page.locator("mark").first.wait_for()
    await page.get_by_text("Save this view").click()
    await page.get_by_role("button", name="Save", exact=True).wait_for()


async def views(page: Page, place: Place) -> None:
    """Saved views, and one that was to have no name."""
    database, ana = place.full.house.database, place.room.ana
    for name, desk in (("Late for the wires", ""), ("Verbandsmitgliederversammlungen " + "x" * 28, "media")):
        kept = {"query": "q=wire", "desk": desk}
        await database.write(saved_views.save, name=name, staff_id=ana.id, **kept)
    await page.goto("/staff/inbox?q=wire")
    await page.get_by_text("Save this view").click()
    await page.get_by_role("button", name="Save", exact=True).click()
    await page.locator(".problem").wait_for()


async def saved_replies(page: Page, place: Place) -> None:
    """Two, of which one is open and has no value for a name, and one has names that are long."""
    ana, now = place.room.ana, clock.now()
    for name, text in (("Back to you", "Hello {first name}, by {event date}."), ("Ü" * 60, "x" * 200)):
        wording = kept_replies.Wording(name, text, ana.id, now)
        await place.full.house.database.write(kept_replies.add, "media", wording)
    await page.goto("/staff/saved-replies")
    await page.locator(".saved-reply-name", has_text="Back to you").click()
    await page.locator(".filled-why").wait_for()


async def saved_reply(page: Page, _place: Place) -> None:
    """The form of one, with a name nobody knows."""
    await page.goto("/staff/saved-replies/new?desk=media")
    await page.get_by_label("Name, to find it by").fill("Back to you soon")
    await page.get_by_label("The reply").fill("By {dedline}")
    await page.get_by_role("button", name="Save the reply").click()
    await page.locator("#problems").wait_for()


async def ticked(page: Page, _place: Place) -> None:
    """Two rows ticked, and what can be done with both."""
    await page.goto("/staff/inbox")
    for key in "jxjx":
        await page.keyboard.press(key)
    await page.get_by_role("button", name="Close them").wait_for()


async def company(page: Page, place: Place) -> None:
    """Dee is here, and has a draft; so has Ana."""
    full, room, now = place.full, place.room, clock.now()
    id = full.house.keys.number(room.closed)
    for who, text in ((room.dee, "Ask them " * 40 + "x" * 200), (room.ana, "Half a tho")):
        await full.house.database.write(drafts.keep, id, who.id, text=text, typed_at=now, now=now)
    await full.house.database.write(presence.beat, id, room.dee.id, writing="note", at=now)
    await page.goto(f"/staff/inquiries/{room.closed}")
    await page.locator(".present-writing").wait_for()


async def held_note(page: Page, place: Place) -> None:
    """Ana's note, held because Dee said and did something meanwhile."""
    full, room = place.full, place.room
    await page.goto(f"/staff/inquiries/{room.acknowledged}")
    said = {"text": "Use our own number.", "once_key": str(clock.now()), "at": clock.now()}
    await does(full, room.acknowledged, changes.note, room.dee, **said)
    await does(full, room.acknowledged, changes.assign, room.dee, to=room.dee.id, at=clock.now())
    await page.get_by_role("radio", name="Private note").check()
    await page.get_by_label("A note for colleagues on this desk").fill("Which number is ours?")
    await page.get_by_role("button", name="Add private note").click()
    await page.locator("#newer .entry").wait_for()


async def reply(page: Page, place: Place) -> None:
    """A reply with a file, a time, and a copy to somebody who cannot be one."""
    await page.goto(f"/staff/inquiries/{place.room.fresh}")
    await page.locator("#reply-text").fill("One in six.")
    await page.locator("#reply-file").set_input_files(
        {"name": "audit 2026.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
    )
    await page.locator(".reply-files .file").wait_for()
    await page.locator(".reply-later summary").click()
    await page.get_by_role("textbox", name="Copy to").fill("wen@gazette")
    await page.get_by_role("button", name="Send it then").click()
    await expect(page.locator("#reply-problem")).to_be_focused()


async def faster(page: Page, place: Place) -> None:
    """Ana declines what Dee has tagged meanwhile."""
    full, room = place.full, place.room
    await page.goto(f"/staff/inquiries/{room.acknowledged}")
    await does(full, room.acknowledged, changes.tag, room.dee, tags=[str(clock.now())], at=clock.now())
    await page.locator("summary", has_text="Decline").click()
    await page.get_by_label("The reason", exact=True).fill("Nobody is free.")
    await page.locator("form.panel").get_by_role("button", name="Decline with a reason").click()
    await page.locator(".faster").wait_for()


STAFF_PAGES = {
    "inbox": at("/staff/inbox"),
    "inbox-closed": at("/staff/inbox?view=closed"),
    "inquiry-open": inquiry("fresh"),
    "inquiry-acknowledged": inquiry("acknowledged"),
    "inquiry-closed": inquiry("closed"),
    "inquiry-held": inquiry("held"),
    "inquiry-with-letters": inquiry("waits"),
    "inquiry-panel": panels,
    "inquiry-more": more,
    "inbox-waiting": at("/staff/inbox?view=waiting"),
    "inbox-narrowed": narrowing,
    "inbox-found": keeping,
    "inbox-found-nothing": at("/staff/inbox?q=nowhere+to+be+found"),
    "inbox-ticked": ticked,
    "views": views,
    "inquiry-company": company,
    "inquiry-held-note": held_note,
    "inquiry-reply": reply,
    "inquiry-faster": faster,
    "call": at("/staff/calls"),
    "call-with-errors": empty_call,
    "keys": keys,
    "person": person,
    "person-verifying": verifying,
    "outlet": outlet,
    "case": printed,
    "reports": at("/staff/reports"),
    "reports-of-today": todays_report,
    "deliveries": at("/staff/deliveries"),
    "held": at("/staff/held"),
    "held-mail": held_mail,
    "mailbox": at("/staff/mailbox"),
    "erasing": erasing,
    "erasures": erasures,
    "me": at("/staff/me"),
    "rota": at("/staff/rota"),
    "saved-replies": saved_replies,
    "saved-reply-with-errors": saved_reply,
    "letter": letter,
}
