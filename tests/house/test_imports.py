"""Imports go down, never sideways, never up: the contract in setup.cfg."""

import contextlib
import io

from importlinter import configuration
from importlinter.application import use_cases

from tests.house import tree


def test_imports_keep_the_contract(monkeypatch):
    monkeypatch.chdir(tree.ROOT)
    configuration.configure()
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        kept = use_cases.lint_imports("setup.cfg", cache_dir=None, no_logo=True)
    assert kept, told.getvalue()
