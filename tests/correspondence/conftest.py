"""What comes in and goes out here is looked at with the desks and people of telling."""

from tests.correspondence.arrivals import *  # noqa: F403 - its fixtures are ours
