"""Tells open pages that something changed: one watcher for every stream of the process. Draws no page."""

import asyncio
import logging
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from datetime import timedelta

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries import clock
from inquiries.correspondence import held
from inquiries.correspondence.held import Marks
from inquiries.database.engine import Database, StorageUnavailable
from inquiries.erasure import record
from inquiries.inquiry import latest
from inquiries.inquiry.latest import Line, Tail
from inquiries.notify import latest as mails
from inquiries.staff.office import Visitor
from inquiries.web.events import Event, Reader, Readers

EVERY_SECONDS = 2.0  # for what other processes change where nobody tells of it
AGAIN_SECONDS = 1.0  # after a look that failed
SPACED_SECONDS = 0.1  # between two looks, however much is going on
MANY = 50  # references in one event; beyond, "reload" says it shorter
# A line that was being written while a page was drawn may have a smaller number than the newest the page knows.
UNDERWAY = timedelta(seconds=10)

log = logging.getLogger(__name__)


class Onlooker(Reader):
    """Somebody before a page: what they may hear of, and the inquiry that is open there (None: a list)."""

    def __init__(self, visitor: Visitor, inquiry_id: int | None) -> None:
        super().__init__(visitor.who.id)
        self.staff_id, self.inquiry_id = visitor.who.id, inquiry_id
        self.desks, self.is_administrator = visitor.desks, visitor.is_administrator
        # Nobody, until the first look: who came between the page and its stream is told of, once too often at worst.
        self.company: frozenset[tuple[object, ...]] = frozenset()

    def may_hear(self, line: Line) -> bool:
        """What belongs to no desk is the administrators' business."""
        return bool(self.desks & {line.desk, line.left}) or (self.is_administrator and not line.desk)


class Live:
    """The watcher. It sleeps while nobody has a page open."""

    def __init__(self, database: Database) -> None:
        self.readers = Readers()
        self._database = database
        self._tails: tuple[Tail, Tail] | None = None
        self._held: Marks = {}
        self._erased = 0
        self._wake, self._somebody = asyncio.Event(), asyncio.Event()
        database.on_commit(self._wake.set)

    async def join(self, visitor: Visitor, inquiry_id: int | None, since: str, waited: str = "") -> Onlooker:
        """One more stream, and first what it has missed after the line of history numbered `since`, and since what
        waited to be filed was `waited`."""
        onlooker = Onlooker(visitor, inquiry_id)
        async with self._database.read() as db:
            tails = self._tails or (await latest.tail(db, _seconds()), await mails.tail(db, _seconds()))
            marked, erased = await held.marks(db), await record.newest(db)
        if self._tails is None:
            self._tails, self._held, self._erased = tails, marked, erased
        self.readers.join(onlooker)
        self._somebody.set()
        # Read after joining: what is committed in between is told twice rather than never.
        async with self._database.read() as db:
            missed = await self._missed(db, onlooker, since, str(self._tails[0].floor))
            if not missed and waited and waited != held.mark(await held.marks(db), onlooker.desks):
                missed = Event("changed")
        if missed:
            onlooker.send(missed)
        return onlooker

    def leave(self, onlooker: Onlooker) -> None:
        self.readers.leave(onlooker)

    def end(self) -> None:
        """Send everybody home at once: the process is about to stop."""
        self.readers.end()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            if not self.readers:
                self._tails = None
                self._somebody.clear()
                await self._somebody.wait()
            try:
                async with asyncio.timeout(EVERY_SECONDS):
                    await self._wake.wait()
            except TimeoutError:
                pass
            self._wake.clear()
            try:
                await self._look_to_the_end()
            except StorageUnavailable as trouble:
                log.warning("Open pages are told nothing for now: %s", trouble)
                await asyncio.sleep(AGAIN_SECONDS)
            except Exception:  # one look that fails must not leave every page untold until the next start
                log.exception("Open pages could not be told what changed")
                await asyncio.sleep(AGAIN_SECONDS)
            await asyncio.sleep(SPACED_SECONDS)

    async def _look_to_the_end(self) -> None:
        """Cancelled in the middle of a statement it would leave the connection behind, open, to nobody."""
        looking = asyncio.ensure_future(self.look())
        try:
            await asyncio.shield(looking)
        except asyncio.CancelledError:
            await asyncio.wait([looking])
            raise

    async def look(self) -> None:
        """Read what is new, once for all streams, and tell each what its visitor may hear."""
        if self._tails is None:
            return None
        story, post = self._tails
        open_ones = {one.inquiry_id for one in self._onlookers() if one.inquiry_id is not None}
        async with self._database.read() as db:
            read, tried = await latest.since(db, story.floor), await mails.since(db, post.floor)
            gone, self._erased = self._erased, await record.newest(db)
            # A backup came back, or lines were erased, whose numbers the next ones may be given again.
            if gone != self._erased or (not read and await latest.newest(db) < story.floor):
                self._tails = await latest.tail(db, _seconds()), post
                return self._tell_all(Event("reload"))
            company = await latest.company(db, open_ones, clock.now()) if open_ones else {}
            desks = await latest.desks(db, open_ones) if open_ones else {}
            was, self._held = self._held, await held.marks(db)
        moved = {desk for desk in was.keys() | self._held.keys() if was.get(desk) != self._held.get(desk)}
        lines = (*story.new(read, _seconds()), *post.new(tried, _seconds()))
        for one in self._onlookers():
            # A page stays open on an inquiry that was handed away: who is there now is no longer its business.
            sees = one.inquiry_id is not None and desks.get(one.inquiry_id) in one.desks
            self._tell(one, lines, company if sees else {}, moved, str(story.floor))
        return None

    def _onlookers(self) -> Iterable[Onlooker]:
        return (one for one in self.readers if isinstance(one, Onlooker))

    def _tell_all(self, event: Event) -> None:
        for one in self.readers:
            one.send(event)

    def _tell(
        self,
        one: Onlooker,
        lines: Iterable[Line],
        company: Mapping[int, frozenset[tuple[object, ...]]],
        moved: Collection[str],
        id: str,
    ) -> None:
        """`moved`: the desks on which other mail waits to be filed than before."""
        heard = [line for line in lines if one.may_hear(line)]
        if heard or not one.desks.isdisjoint(moved):
            one.send(_changed(one, heard, id))
        if one.inquiry_id is not None and one.inquiry_id in company:
            others = frozenset(mark for mark in company[one.inquiry_id] if mark[0] != one.staff_id)
            if others != one.company:
                one.send(Event("here"))
            one.company = others

    async def _missed(self, db: AsyncConnection, one: Onlooker, since: str, id: str) -> Event | None:
        """What this page does not know yet; a number that makes no sense is answered with "reload"."""
        newest = await latest.newest(db)
        number = int(since) if since.isascii() and since.isdigit() and len(since) < 19 else -1
        if not max(-1, newest - latest.MOST) < number <= newest:
            return Event("reload", id=id) if since else None
        lines = {line.id: line for line in await latest.since(db, number)}
        if not self._database.is_sqlite:
            late = await latest.since(db, max(0, number - latest.OVERLAP), at=clock.now() - UNDERWAY)
            lines |= {line.id: line for line in late}
        heard = [line for line in lines.values() if one.may_hear(line)]
        return _changed(one, heard, id) if heard else None


def _seconds() -> float:
    return asyncio.get_running_loop().time()


def _changed(one: Onlooker, heard: Iterable[Line], id: str) -> Event:
    """Names only what is on their desks now."""
    references = dict.fromkeys(line.reference for line in heard if line.desk in one.desks)
    return Event("reload", id=id) if len(references) > MANY else Event("changed", " ".join(references), id)


LIVE = web.AppKey("live", Live)


def attach(app: web.Application, database: Database) -> None:
    """Watch for as long as the application runs."""
    live = app[LIVE] = Live(database)

    async def shut(_: web.Application) -> None:
        live.end()

    async def watching(_: web.Application) -> AsyncIterator[None]:
        running = asyncio.ensure_future(live.run())
        yield
        running.cancel()
        await asyncio.wait([running])

    app.on_shutdown.append(shut)
    app.cleanup_ctx.append(watching)
