"""A bar on standard error for each part of a long piece of work, where somebody watches."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from inquiries.safekeeping.stage import Advance

_STEPS = 200  # a bar is drawn so often, not for every row


@contextmanager
def bar(label: str, length: int) -> Iterator[Advance]:
    with click.progressbar(
        length=length,
        label=f"{label:<26}",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        update_min_steps=max(length // _STEPS, 1),
    ) as shown:
        yield shown.update
