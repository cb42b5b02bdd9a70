"""Builds the application: database, spool, worker, middleware, and every route table."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from functools import partial

from aiohttp import web

from inquiries import work
from inquiries.database import schema
from inquiries.database.engine import Database, StorageUnavailable
from inquiries.forms import catalogue
from inquiries.inquiry import reference
from inquiries.inquiry.files import Files
from inquiries.inquiry.reference import Keys
from inquiries.intake import crowd, show
from inquiries.intake import routes as intake_routes
from inquiries.intake import spool as spools
from inquiries.intake.door import DOOR, Door
from inquiries.mail import settings as mail_settings
from inquiries.mail import transport as transports
from inquiries.mail.reader import Reader
from inquiries.outbox.post import Post
from inquiries.people import accounts
from inquiries.queue.worker import Worker
from inquiries.safekeeping import unfinished
from inquiries.settings import SEALED, Settings
from inquiries.staff import guard, live
from inquiries.staff import routes as staff_routes
from inquiries.staff.office import OFFICE, Office
from inquiries.watch import metrics
from inquiries.watch.canary import Watch
from inquiries.watch.meters import Meters
from inquiries.watch.ready import Readiness
from inquiries.web import access, connection, errors, headers, health, routes
from inquiries.web.errors import Answer
from inquiries.web.limits import SlidingWindow
from inquiries.web.pressure import Pressure
from inquiries.web.routes import Route
from inquiries.web.siege import Siege
from inquiries.web.templating import Pages

WORKER = web.AppKey("worker", Worker)


@dataclass(frozen=True, slots=True)
class House:
    """One opened installation: its settings, its database at the right schema, and what hangs on them."""

    settings: Settings
    database: Database
    keys: Keys
    post: Post

    async def close(self) -> None:
        await self.post.transport.close()
        await self.post.reader.close()
        await self.database.dispose()


async def open_house(settings: Settings, *, scratch: bool = False) -> House:
    """Open the database, bring it up to date, and read its keys. See Database for what `scratch` does without.

    Raises DatabaseTooNew, StorageUnavailable, SettingsError for a key that cannot sign, and Wrong over a restore that
    has not ended.
    """
    unfinished.check(settings)
    signer = mail_settings.signer(settings)
    database = Database(settings.database_url, scratch=scratch)
    try:
        await schema.migrate(database)
        keys = await database.write(reference.keys)
        await _name_leads(database, settings)
    except BaseException:
        await database.dispose()
        raise
    pages = Pages(settings, everywhere=lambda request: {"navigation": show.navigation(settings, request)})
    transport = transports.transport(settings.smtp_url, settings.data_dir, signer=signer)
    files = Files(settings.data_dir, quota=settings.attachments_quota, floor=settings.disk_floor)
    post = Post(settings, database, pages, keys, transport, files, Reader())
    return House(settings, database, keys, post)


async def _name_leads(database: Database, settings: Settings) -> None:
    """As the file has it now; nothing is written where it is so already."""
    wanted = {accounts.address(one) for one in settings.safeguarding.leads}
    async with database.read() as db:
        people = await accounts.all(db)
    if {one.email for one in people if SEALED in one.desks} != {
        one.email for one in people if one.email in wanted
    }:
        await database.write(accounts.name_leads, settings.safeguarding.leads)


def application(
    house: House,
    *,
    with_worker: bool = True,
    with_canary: bool = False,
    opens_itself: Callable[[], bool] = lambda: True,
) -> web.Application:
    """The web application; with_worker=False leaves the jobs to a process of their own. `opens_itself`: see work."""
    settings, database, pages = house.settings, house.database, house.post.pages
    forms = catalogue.forms(settings)
    meters = Meters()
    answering = errors.middleware(pages, {StorageUnavailable: Answer(503, retry_after=60, logged=True)})
    app = web.Application(
        middlewares=[access.middleware(), meters.middleware(), answering], client_max_size=0
    )
    headers.attach(app, settings)
    limit, siege = SlidingWindow(settings.rate_limit) if settings.rate_limit else None, Siege(settings.siege)
    spool, post = spools.spool(database), house.post
    spool.watched(meters.batch)
    pressure = Pressure(spool.waited)
    app[DOOR] = Door(
        settings, forms, pages, house.keys, spool, database, limit, post.files, pressure, siege=siege
    )
    app[connection.TURNSTILE] = crowd.Turnstile(app[DOOR], meters.turned_away)
    app[OFFICE] = Office(
        settings, forms, pages, house.keys, database, post.transport, post.files, post.reader, siege
    )
    live.attach(app, database)
    routes.add(app, [*own_routes(house, meters), *intake_routes.ROUTES])
    routes.add(app, staff_routes.ROUTES, guard.guarded)
    app.cleanup_ctx.extend((_spooling, _measuring))
    if with_worker:
        app.cleanup_ctx.append(partial(_working, house=house, opens_itself=opens_itself))
    if with_canary and settings.canary is not None:
        app.cleanup_ctx.append(partial(_watching, watch=Watch(app[DOOR], house.post)))
    return app


def own_routes(house: House, meters: Meters | None = None) -> Iterable[Route]:
    """What belongs to no room: style, script, health, and figures."""
    ready = Readiness(house.database, canary=house.settings.canary is not None)
    told = metrics.handler(house.settings, house.database, meters or Meters(), ready)
    return (
        Route("GET", "/static/{name:.+}", house.post.pages.assets.serve, "anyone"),
        Route("GET", "/health/live", health.live, "anyone"),
        Route("GET", "/health/ready", ready.handler, "anyone"),
        Route("GET", "/metrics", told, "this-machine"),
    )


async def _spooling(app: web.Application) -> AsyncIterator[None]:
    spool = app[DOOR].spool
    running = asyncio.ensure_future(spool.run())
    yield
    spool.close()
    await running


async def _measuring(app: web.Application) -> AsyncIterator[None]:
    measuring = asyncio.ensure_future(app[DOOR].pressure.run())
    yield
    measuring.cancel()
    await asyncio.wait([measuring])


async def _working(
    app: web.Application, house: House, opens_itself: Callable[[], bool]
) -> AsyncIterator[None]:
    at_leisure = app[DOOR].pressure.at_leisure
    worker = app[WORKER] = work.worker(house.post, at_leisure=at_leisure, opens_itself=opens_itself)
    running = asyncio.ensure_future(worker.run())
    yield
    worker.stop()
    await running


async def _watching(app: web.Application, watch: Watch) -> AsyncIterator[None]:
    running = asyncio.ensure_future(watch.run())
    yield
    running.cancel()
    await asyncio.wait([running])
