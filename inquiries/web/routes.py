"""Routes as data: each says who may take it. Who that is, the caller's wrapper decides."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Route:
    """`permission` is a name of people/permissions; "anyone" needs no session, and what is for "this-machine" the
    handler itself keeps from others. GET takes HEAD too.

    `room`: how many bytes of files its form may bring; without it their content is let go.
    """

    method: str
    path: str
    handler: Handler
    permission: str
    room: int = 0


def add(
    app: web.Application,
    routes: Iterable[Route],
    guard: Callable[[Route], Handler] = lambda route: route.handler,
) -> None:
    """Adds them; `guard` wraps each handler with what its permission asks for."""
    for route in routes:
        handler = guard(route)
        if route.method == "GET":
            app.router.add_get(route.path, handler)
        else:
            app.router.add_route(route.method, route.path, handler)
