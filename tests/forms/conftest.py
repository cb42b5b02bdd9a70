"""The forms as they stand with nothing set, and the moment the pictures show: 15:40 in Ottawa."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inquiries import settings
from inquiries.forms import catalogue, form
from inquiries.forms.form import Form, Submission
from inquiries.forms.problem import Problem

NOW = datetime(2026, 11, 24, 20, 40, tzinfo=UTC)
FORMS = catalogue.forms(settings.load({}, Path(__file__).parent))

Result = Submission | tuple[Problem, ...]


@pytest.fixture
def media() -> Form:
    return FORMS["media"]


@pytest.fixture
def events() -> Form:
    return FORMS["events"]


@pytest.fixture
def clean() -> Callable[..., Result]:
    """Cleans in Ottawa's zone, now or at another moment."""

    def clean(asked: Form, given: dict[str, object], now: datetime = NOW) -> Result:
        return form.clean(asked, given, now=now, zone="America/Toronto")

    return clean
