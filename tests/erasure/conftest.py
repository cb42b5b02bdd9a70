"""The public door of intake's tests: what is erased came in by it."""

from tests.intake.conftest import client, open_new, settings, watch

__all__ = ["client", "open_new", "settings", "watch"]
