"""Style, layout and types hold for the whole tree, so that nobody has to remember to look."""

import subprocess
import sys

import pytest

from tests.house import tree


@pytest.mark.parametrize("check", ["ruff check .", "ruff format --check .", "mypy"])
def test_check_passes(check):
    done = subprocess.run(
        [sys.executable, "-m", *check.split()], cwd=tree.ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
