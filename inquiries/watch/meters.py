"""What this process counts as it happens: requests, submissions, batches. Labels are few and name nobody."""

import asyncio
from collections import Counter as Count
from collections.abc import Sequence

import prometheus_client as prometheus
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from inquiries.intake.rows import Received, Stored
from inquiries.web import access

BATCH_ROWS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
BATCH_SECONDS = (0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)
REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
prometheus.disable_created_metrics()  # type: ignore[no-untyped-call] # a second series for each, which nobody asks for
GONE = 499  # the sender left before an answer; nginx has that number for it


class Meters:
    """One application's, in a registry of its own: of two in one process neither counts for the other."""

    def __init__(self) -> None:
        self.registry = prometheus.CollectorRegistry()
        prometheus.ProcessCollector(registry=self.registry)
        self._accepted = prometheus.Counter(
            "inquiries_submissions_accepted",
            "Submissions that are on disk, by form; a second post of the same is not counted.",
            ["form"],
            registry=self.registry,
        )
        self._batch_rows = self._histogram("spool_batch_rows", "Submissions in one commit.", BATCH_ROWS)
        self._batch_seconds = self._histogram(
            "spool_batch_seconds", "How long a commit of submissions took.", BATCH_SECONDS
        )
        self._refused = prometheus.Counter(
            "inquiries_submissions_not_kept",
            "Submissions that the database did not take; their senders were told.",
            registry=self.registry,
        )
        self._turned_away = prometheus.Counter(
            "inquiries_submissions_turned_away",
            "Submissions that were not even read, because too much arrived; their senders were told.",
            registry=self.registry,
        )
        self._requests = prometheus.Counter(
            "inquiries_http_requests",
            "Requests answered, by method, route template and status.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self._seconds = self._histogram(
            "http_request_seconds", "How long an answer took.", REQUEST_SECONDS, ["method", "route"]
        )
        # Looking a label up takes longer than counting.
        self._counters: dict[tuple[str, str, int], prometheus.Counter] = {}
        self._durations: dict[tuple[str, str], prometheus.Histogram] = {}

    def batch(self, rows: Sequence[Received], stored: Sequence[Stored] | None, seconds: float) -> None:
        """One commit of the spool; `stored` is None where it failed."""
        if stored is None:
            self._refused.inc(len(rows))
            return
        self._batch_rows.observe(len(rows))
        self._batch_seconds.observe(seconds)
        fresh = Count(row.form for row, one in zip(rows, stored, strict=True) if one.fields is None)
        for form, count in fresh.items():
            self._accepted.labels(form).inc(count)

    def turned_away(self) -> None:
        """One that no middleware gets to see."""
        self._turned_away.inc()

    def middleware(self) -> Middleware:
        """The outermost middleware: it sees what the sender gets."""

        @web.middleware
        async def counting(request: web.Request, handler: Handler) -> web.StreamResponse:
            time = asyncio.get_running_loop().time
            status, start, streamed = GONE, time(), False
            try:
                response = await handler(request)
                status, streamed = response.status, type(response) is web.StreamResponse
                return response
            except web.HTTPException as error:
                status = error.status
                raise
            finally:
                self._request(request, status, None if streamed else time() - start)

        return counting

    def _request(self, request: web.Request, status: int, seconds: float | None) -> None:
        """`seconds` is None for an answer that goes on for as long as somebody looks."""
        method = request.method if request.method in METHODS else "other"
        route = access.route_of(request)
        counter = self._counters.get((method, route, status))
        if counter is None:
            counter = self._requests.labels(method, route, str(status))
            self._counters[(method, route, status)] = counter
        counter.inc()
        if seconds is None:
            return
        duration = self._durations.get((method, route))
        if duration is None:
            duration = self._durations[(method, route)] = self._seconds.labels(method, route)
        duration.observe(seconds)

    def _histogram(
        self, name: str, said: str, buckets: Sequence[float], labels: Sequence[str] = ()
    ) -> prometheus.Histogram:
        return prometheus.Histogram(
            f"inquiries_{name}", said, labels, buckets=buckets, registry=self.registry
        )
