"""Whether this process lives, and whether it can do its work. For load balancers; tells strangers nothing more."""

import sqlalchemy as sa
from aiohttp import web

from inquiries.database.engine import Database, StorageUnavailable
from inquiries.web.routes import Handler


async def live(request: web.Request) -> web.Response:
    return web.Response(text="alive\n", headers={"Cache-Control": "no-store"})


def ready(database: Database) -> Handler:
    """200 while the database can be read, else 503."""

    async def handler(request: web.Request) -> web.Response:
        try:
            async with database.read() as db:
                await db.execute(sa.text("SELECT 1 FROM submissions LIMIT 1"))
        except StorageUnavailable:
            return web.Response(status=503, text="not ready\n", headers={"Cache-Control": "no-store"})
        return web.Response(text="ready\n", headers={"Cache-Control": "no-store"})

    return handler
