"""Deliveries are looked at where they are made: with the desk, the people and the post of telling."""

from tests.notify.conftest import *  # noqa: F403 - its fixtures are ours
