"""Whether this process lives. For whoever would start it again; tells strangers nothing more."""

from aiohttp import web


async def live(request: web.Request) -> web.Response:
    return web.Response(text="alive\n", headers={"Cache-Control": "no-store"})
