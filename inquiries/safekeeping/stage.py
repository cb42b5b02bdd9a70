"""How far a long piece of work has come, told to whoever wants to show it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Advance = Callable[[int], None]
# A part of the work: what it is called, and how much there is of it. Within the block `Advance` hears of each piece.
Stage = Callable[[str, int], AbstractContextManager[Advance]]


@contextmanager
def silent(_label: str, _length: int) -> Iterator[Advance]:
    """Nobody is watching."""
    yield lambda _count: None
