"""How long to wait before trying again, and when to give up. Pure."""

import random
from datetime import timedelta

FIRST = timedelta(seconds=30)
LONGEST = timedelta(hours=8)
# 30 s, 1 min, 2 min … 4 h 16, then every 8 hours: the last try comes about five days after the first.
TRIES = 24


def delay(tries: int) -> timedelta:
    """The wait after try number `tries` (from 1), up to a tenth longer so that failures do not march in step."""
    return min(FIRST * (1 << (tries - 1)), LONGEST) * random.uniform(1.0, 1.1)  # noqa: S311 - spreads load, no secret


def used_up(tries: int) -> bool:
    """Whether a job that has been tried this often waits for a person from now on."""
    return tries >= TRIES
