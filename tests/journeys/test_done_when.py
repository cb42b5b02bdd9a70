"""What a new user does on a fresh machine, from the set-up link to a closed inquiry, with scripts off."""

import re

import pytest
from playwright.async_api import Page, expect

from inquiries import clock
from inquiries.people import setup
from tests.journeys import filling, served
from tests.journeys.conftest import OpenPage
from tests.journeys.served import Served

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_from_the_set_up_link_to_a_closed_inquiry_without_scripts(
    service: Served, open_page: OpenPage
) -> None:
    office = await open_page(service, scripts=False)
    await becomes_administrator(service, office)

    public = await open_page(service, scripts=False)
    media, receipt = await sends_a_media_inquiry(public)
    events = await plans_a_fundraiser(public)
    await service.settled()

    await stands_in_the_inbox(office, "media", "The Example Gazette", media)
    await expect(office.locator(".history")).to_contain_text("Media because the topic is Our programs")
    await stands_in_the_inbox(office, "events", "Sam Okafor", events)
    await expect(office.locator(".history")).to_contain_text("Events")

    await reads_the_mails(office, media, events)
    await office.goto(f"/staff/inquiries/{media}")
    await acknowledges(office, service)
    await public.goto(receipt)
    await expect(public.get_by_role("heading", level=1)).to_have_text("A person has your inquiry")
    await expect(public.locator(".steps")).to_contain_text("Ana Sole")

    await takes_notes_and_closes(office)
    await public.reload()
    await expect(public.get_by_role("heading", level=1)).to_have_text("Your inquiry is answered")
    await expect(public.locator("body")).not_to_contain_text("Called their desk")

    await sees_nothing_of_media(service, await open_page(service, scripts=False), media, events)


async def becomes_administrator(service: Served, page: Page) -> None:
    link = await service.house.database.write(setup.link, clock.now())
    await page.goto(f"/staff/setup/{link}")
    await page.get_by_label("Your name").fill("Ana Sole")
    await page.get_by_role("textbox", name="Email").fill("ana@charity.example")
    await page.get_by_label("Password", exact=True).fill("short")
    await page.get_by_role("button", name="Make").click()
    await expect(page).to_have_title(re.compile("^Error: "))
    await expect(page.get_by_label("Your name")).to_have_value("Ana Sole")
    await page.get_by_label("Password", exact=True).fill(served.PASSWORD)
    await page.get_by_role("button", name="Make").click()
    await expect(page).to_have_url(re.compile("/staff/inbox"))
    await expect(page.locator(".strip-local")).to_contain_text("No mail leaves this machine.")


async def sends_a_media_inquiry(page: Page) -> tuple[str, str]:
    """Forgetful first; then the reference and the receipt's address."""
    await page.goto("/forms/media")
    await page.get_by_label("Your name").fill("Bo Reyes")
    await page.get_by_role("textbox", name="Email").fill("bo at gazette")
    await page.get_by_label("Your question").fill(filling.QUESTION)
    await page.get_by_role("button", name="Send your media inquiry").click()
    await expect(page).to_have_title(re.compile("^Error: "))
    summary = page.locator("#problems")
    await expect(summary).to_contain_text("There is a problem")
    await expect(summary.get_by_role("link")).to_have_count(4)  # outlet, email, topic, deadline
    await expect(page.get_by_label("Your question")).to_have_value(filling.QUESTION)
    await expect(page.get_by_role("textbox", name="Email")).to_have_value("bo at gazette")
    await filling.media(page)
    await page.get_by_role("button", name="Send your media inquiry").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("We have your inquiry")
    return await filling.reference(page), page.url


async def plans_a_fundraiser(page: Page) -> str:
    """By way of the answers page, with one change of mind."""
    await page.goto("/forms/events")
    await filling.events(page)
    await page.get_by_role("button", name="Check your answers").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    await expect(page.locator(".answers")).to_contain_text("A bake sale at school")
    await page.get_by_role("button", name="Change Your idea").click()
    await page.get_by_label("Your idea").fill("A bake sale, or a run")
    await page.get_by_role("button", name="Check your answers").click()
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, we have it")
    return await filling.reference(page)


async def stands_in_the_inbox(page: Page, desk: str, who: str, reference: str) -> None:
    await page.goto(f"/staff/inbox?view=open&desk={desk}")
    await expect(page.locator(".row")).to_have_count(1)
    await page.locator(".row-link", has_text=who).click()
    await expect(page.locator(".inquiry-facts")).to_contain_text(reference)


async def reads_the_mails(page: Page, media: str, events: str) -> None:
    await page.goto("/staff/mailbox")
    await expect(page.locator(".mail")).to_have_count(4)  # a notification and a receipt for each
    await (
        page.locator(".mail", has_text="ana@charity.example")
        .filter(has_text="Example Gazette")
        .get_by_role("link")
        .click()
    )
    await expect(page.locator(".letter-text")).to_contain_text(f"/staff/inquiries/{media}")
    await page.goto("/staff/mailbox")
    await page.locator(".mail", has_text="sam@mail.example").get_by_role("link").click()
    await expect(page.locator(".letter-text")).to_contain_text(events)
    await expect(page.locator(".letter-text")).not_to_contain_text("bake sale")


async def acknowledges(page: Page, service: Served) -> None:
    await page.get_by_role("button", name="Acknowledge", exact=True).first.click()
    await expect(page.locator(".strip-notice")).to_contain_text("Acknowledged")
    await service.settled()
    await page.reload()


async def takes_notes_and_closes(page: Page) -> None:
    await page.get_by_role("button", name="Take it").click()
    await expect(page.locator(".strip-notice")).to_contain_text("You have it now")
    await page.get_by_role("radio", name="Private note").check()
    await page.get_by_label("A note for colleagues on this desk").fill("Called their desk")
    await page.get_by_role("button", name="Add private note").click()
    await expect(page.locator(".talk")).to_contain_text("Called their desk")
    await page.locator("summary", has_text="Close").click()
    await page.get_by_role("radio", name="Answered", exact=True).check()
    await page.get_by_role("button", name="Close the inquiry").click()
    await expect(page.locator(".state-line")).to_contain_text("Answered")


async def sees_nothing_of_media(service: Served, page: Page, media: str, events: str) -> None:
    """Cy, who works Events."""
    await service.person("Cy Brandt", "events")
    await page.goto("/staff/inbox")
    await page.get_by_role("textbox", name="Email").fill("cy@charity.example")
    await page.get_by_label("Password", exact=True).fill(served.PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.locator(".row")).to_have_count(1)
    await expect(page.locator("body")).not_to_contain_text("Gazette")
    for view in ("mine", "nobody", "closed", "quarantine"):
        await page.goto(f"/staff/inbox?view={view}&desk=media")
        await expect(page.locator("body")).not_to_contain_text("Gazette")
    await page.goto("/staff/deliveries")
    await expect(page.locator("body")).to_contain_text(events)
    await expect(page.locator("body")).not_to_contain_text("bo@gazette.example")
    for closed in (f"/staff/inquiries/{media}", "/staff/inquiries/M7K-4QX2", "/staff/mailbox"):
        response = await page.goto(closed)
        assert response is not None
        assert response.status in (403, 404)
        await expect(page.locator("body")).not_to_contain_text("Gazette")
