"""Takes the README's pictures of the demo into docs/screenshots/. Needs the test extra and Debian's chromium."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "screenshots"
LARGEST = 320_000  # bytes of one picture
ZONE = "America/Toronto"  # the demo's own
ANSWERS = {
    "name": "Tamsin Orell",
    "outlet": "The Example Gazette",
    "email": "t.orell@gazette.example",
    "phone": "+44 20 7946 0018",
    "question": "The federal audit published this morning says shelters turned away one in five people last winter. "
    "Does that match what you saw, and did it affect people leaving trafficking situations?",
}
CHOICES = {"topic": "news-reaction", "request_type": "comment"}


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with demo() as (base_url, sign_in), sync_playwright() as playwright:
        # Grey edges on letters: the picture is smaller, and right on every screen.
        arguments = ["--disable-lcd-text", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        chromium = shutil.which("chromium") or shutil.which("chromium-headless-shell")
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        public(browser, base_url)
        inbox(browser, sign_in)
        browser.close()


def public(browser: Browser, base_url: str) -> None:
    """The media form as a reporter fills it in, and the receipt they get."""
    page = opened(browser, 375, 812)
    page.goto(f"{base_url}/forms/media")
    take(page, "form-media-phone")
    page = opened(browser, 1440, 1000)
    page.goto(f"{base_url}/forms/media")
    fill(page)
    take(page, "form-media", whole=True)
    page.set_viewport_size({"width": 820, "height": 1000})
    page.click("main button[type=submit]")
    page.wait_for_url("**/receipts/**")
    take(page, "receipt", whole=True)


def fill(page: Page) -> None:
    for field, words in ANSWERS.items():
        page.fill(f"[name={field}]", words)
    for field, choice in CHOICES.items():
        page.select_option(f"[name={field}]", choice)
    page.check("[name=deadline_day][value=tomorrow]")
    page.fill("[name=deadline_time]", "16:00")
    page.select_option("[name=timezone]", "Europe/London")
    page.locator("[name=deadline_time]").blur()


def inbox(browser: Browser, sign_in: str) -> None:
    """The inbox with its first inquiry open, in both lights."""
    page = opened(browser, 1440, 760)
    page.goto(sign_in)
    if page.locator("form[action*='/staff/sign-in/']").count():
        page.click("main button")
    page.wait_for_url("**/staff/inbox*")
    page.locator(".rows a").nth(2).click()
    page.wait_for_url("**/staff/inquiries/**")
    take(page, "inbox")
    page.emulate_media(color_scheme="dark")
    page.reload()
    take(page, "inbox-dark")


def opened(browser: Browser, width: int, height: int) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": height}, timezone_id=ZONE, locale="en-CA", color_scheme="light"
    )
    return context.new_page()


def take(page: Page, name: str, *, whole: bool = False) -> None:
    file = PICTURES / f"{name}.png"
    page.wait_for_load_state("networkidle")
    page.screenshot(path=file, full_page=whole)
    size = file.stat().st_size
    print(f"{file.relative_to(HERE.parent)}: {size // 1000} kB")
    if size > LARGEST:
        raise SystemExit(f"{file.name} is larger than {LARGEST // 1000} kB.")


@contextmanager
def demo() -> Iterator[tuple[str, str]]:
    """A demo of our own; its address and its sign-in link."""
    command = [sys.executable, "-m", "inquiries.commands", "demo", "--port", str(free_port())]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=HERE.parent, text=True, **pipes) as process:  # noqa: S603  (our own)
        try:
            for line in process.stdout or ():
                if found := re.search(r"(http://\S+)/staff/sign-in/\S+", line):
                    yield found.group(1), found.group(0)
                    return
            raise SystemExit("The demo did not start.")
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
