"""The figures as Prometheus has them: a name, a sentence, and a value for each label. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric

from inquiries.inquiry.canaries import Standing
from inquiries.settings import Settings
from inquiries.watch.figures import Desk, Figures


def of(figures: Figures, now: datetime, settings: Settings) -> Iterator[Metric]:
    """One family each, in the order that somebody would read them. Of each desk there is one, if only nought."""
    yield from _queue(figures)
    yield from _inquiries(figures, {desk: Desk(0, 0, 0) for desk in settings.desks} | dict(figures.desks))
    yield from _mail(figures)
    if settings.canary is not None:
        yield from _canary(figures.canary, now)


def _queue(figures: Figures) -> Iterator[Metric]:
    yield gauge(
        "queue_jobs",
        "Jobs that are not done, by kind: due now, running, or waiting for their time.",
        ("kind", "state"),
        (
            ((one.kind, state), count)
            for one in figures.queues
            for state, count in (("due", one.due), ("running", one.running), ("later", one.later))
        ),
    )
    yield gauge(
        "queue_oldest_due_seconds",
        "How long the oldest job that nobody runs could have run, by kind.",
        ("kind",),
        (((one.kind,), one.since.total_seconds()) for one in figures.queues),
    )
    yield alone(
        "submissions_oldest_unopened_seconds",
        "How long the oldest submission has waited for its inquiry.",
        figures.unopened.total_seconds(),
    )
    yield alone("submissions_set_aside", "Submissions that no inquiry can be made of.", figures.set_aside)


def _inquiries(figures: Figures, desks: Mapping[str, Desk]) -> Iterator[Metric]:
    yield gauge(
        "standing", "Inquiries, by desk and status.", ("desk", "status"), sorted(figures.standing.items())
    )
    for name, said, field in (
        ("late", "Open inquiries that are late, to begin or altogether.", "late"),
        ("soon", "Open inquiries that will be late soon.", "soon"),
        ("acknowledgements_late", "Open inquiries that a person should have acknowledged.", "unacknowledged"),
    ):
        yield gauge(name, said, ("desk",), (((desk,), getattr(one, field)) for desk, one in desks.items()))


def _mail(figures: Figures) -> Iterator[Metric]:
    states = [((state,), count) for state, count in figures.deliveries.items() if state != "delivered"]
    yield gauge(
        "deliveries",
        "Deliveries that have not arrived: waiting, failing after more than one try, or dead letters.",
        ("state",),
        states,
    )
    delivered = CounterMetricFamily(
        "inquiries_deliveries_delivered", "Deliveries that arrived, since the beginning."
    )
    delivered.add_metric((), figures.deliveries["delivered"])
    yield delivered
    yield alone(
        "mail_oldest_undelivered_seconds",
        "How long ago the oldest delivery that has not arrived should have.",
        figures.undelivered.total_seconds(),
    )
    yield alone("dead_letters", "Jobs of any kind that used up their attempts.", figures.dead)
    yield alone("held_mails", "Mails that wait for a decision.", figures.held)


def _canary(standing: Standing, now: datetime) -> Iterator[Metric]:
    """Before the first has arrived, nothing is told of one."""
    missing = standing.silent_since(now) is not None
    yield alone("canary_missing", "1 while the daily canary should have arrived and has not.", int(missing))
    last = standing.arrived
    if last is not None and last.arrived_at and last.left_at:
        age, took = now - last.arrived_at, last.arrived_at - last.left_at
        yield alone("canary_age_seconds", "How long ago the last one arrived.", age.total_seconds())
        yield alone("canary_seconds", "How long it was on its way.", took.total_seconds())


def gauge(
    name: str, said: str, labels: Iterable[str], values: Iterable[tuple[tuple[str, ...], float]]
) -> Metric:
    family = GaugeMetricFamily(f"inquiries_{name}", said, labels=tuple(labels))
    for label, value in values:
        family.add_metric(label, value)
    return family


def alone(name: str, said: str, value: float) -> Metric:
    return GaugeMetricFamily(f"inquiries_{name}", said, value=value)
