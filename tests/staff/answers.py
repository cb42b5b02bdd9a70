"""What an answer does to the browser: the cookie it sets, and where it sends it."""

from collections.abc import Mapping
from http.cookies import SimpleCookie
from typing import Any

from aiohttp import ClientResponse


def cookie(answer: ClientResponse) -> Mapping[str, Any]:
    """The one cookie an answer sets, by its attributes; empty where it sets none."""
    jar = SimpleCookie("".join(answer.headers.getall("Set-Cookie", [])))
    return next(({"name": each.key, "value": each.value, **each} for each in jar.values()), {})


def went(answer: ClientResponse) -> tuple[int, str]:
    return answer.status, answer.headers.get("Location", "")
