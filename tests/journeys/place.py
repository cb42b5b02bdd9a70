"""Where pages are looked at: a service in full swing and one with nothing in it, and how to come to a page there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import Page

from tests.journeys.newsroom import Newsroom
from tests.journeys.served import Served


@dataclass(frozen=True, slots=True)
class Place:
    """The service with a full inbox, and one with nothing in it."""

    full: Served
    room: Newsroom
    empty: Served


Way = Callable[[Page, Place], Awaitable[object]]


def at(path: str) -> Way:
    return lambda page, _place: page.goto(path)
