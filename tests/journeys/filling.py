"""The forms as Bo and a supporter fill them in, by the words they see."""

from playwright.async_api import Page

QUESTION = "How many families used your shelters this winter?"


async def media(page: Page, *, question: str = QUESTION) -> None:
    """Everything the media form asks of Bo, in London, for tomorrow at five; not sent yet."""
    await page.get_by_label("Your name").fill("Bo Reyes")
    await page.get_by_label("Outlet").fill("The Example Gazette")
    await page.get_by_role("textbox", name="Email").fill("bo@gazette.example")
    await page.get_by_label("Topic").select_option("programs")
    await page.get_by_label("Your question").fill(question)
    await page.get_by_role("radio", name="Tomorrow").check()
    await page.locator("[name=deadline_time]").fill("17:00")
    await page.locator("[name=timezone]").select_option("Europe/London")


async def events(page: Page) -> None:
    """A first idea for a fundraiser; not sent yet."""
    await page.get_by_role("radio", name="Start a fundraiser").check()
    await page.get_by_label("Your name").fill("Sam Okafor")
    await page.get_by_role("textbox", name="Email").fill("sam@mail.example")
    await page.get_by_label("Your idea").fill("A bake sale at school")


async def reference(page: Page) -> str:
    """The reference on the receipt page that is open."""
    return await page.locator(".reference strong").inner_text()
