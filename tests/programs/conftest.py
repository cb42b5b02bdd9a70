"""Real mail programs, and a text browser, around the real service. Where they are missing, these tests are skipped and
say what is."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.programs import post as world
from tests.programs.post import Post


@pytest.fixture(scope="session")
def _post() -> Iterator[Post]:
    reason = world.missing()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(reason)
    if reason := reason or world.impossible():
        pytest.skip(reason)
    with world.running() as running:
        yield running


@pytest.fixture
def post(_post: Post) -> Post:
    """Postfix and Dovecot, with nothing in any mailbox and nothing on its way."""
    _post.clear()
    return _post


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a mail program is at home."""
    return tmp_path
