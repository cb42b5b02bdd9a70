"""A record as a line: what stands in it, and whose words never do."""

import json
import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inquiries.commands import log_lines
from inquiries.database.engine import StorageUnavailable

EXC = tuple[type[BaseException], BaseException, None]


def record(message: str, *args: object, logger: str = "inquiries.x", **extra: object) -> logging.LogRecord:
    made = logging.LogRecord(logger, logging.ERROR, "", 1, message, args, None)
    made.created = datetime(2026, 11, 24, 22, 0, 0, 250_000, UTC).timestamp()
    made.__dict__.update(extra)
    return made


def caught(raises: Callable[[], object]) -> EXC:
    try:
        raises()
    except BaseException as error:
        return type(error), error, None
    raise AssertionError("nothing was raised")


def test_json_line_carries_the_parts_and_where_it_broke() -> None:
    one = record(
        "broke at %s", "noon", method="GET", route="/receipts/{token}", status=500, ms=1.5, request="a1"
    )
    one.exc_info = caught(lambda: int("Bo Lindqvist"))
    line = log_lines.Json().format(one)
    assert "\n" not in line
    found = json.loads(line)
    where = found.pop("exception")
    assert found == {
        "time": "2026-11-24T22:00:00.250+00:00",
        "level": "error",
        "logger": "inquiries.x",
        "message": "broke at noon",
        "request": "a1",
        "method": "GET",
        "route": "/receipts/{token}",
        "status": 500,
        "ms": 1.5,
    }
    assert where.startswith("Traceback (most recent call last):\n")
    assert where.endswith("\nValueError")
    assert "test_log_lines.py" in where


def test_text_line_names_its_request_and_where_it_broke() -> None:
    one = record("broke", request="a1b2c3d4")
    one.exc_info = caught(lambda: int("Bo Lindqvist"))
    one.exc_text = "ValueError: Bo Lindqvist"  # as another handler left it
    first, *rest = log_lines.Text().format(one).splitlines()
    assert first.endswith(" ERROR [a1b2c3d4] broke")
    assert (rest[0], rest[-1]) == ("Traceback (most recent call last):", "ValueError")


def _raise(error: BaseException, cause: BaseException | None = None) -> None:
    raise error from cause


def _sql() -> None:
    sqlite3.connect(":memory:").execute("SELECT * FROM bo_lindqvist")


SAID = [
    (lambda: _raise(ValueError("Bo")), "ValueError"),
    (lambda: {}["Bo"], "KeyError"),
    (lambda: None.bo, "AttributeError: 'NoneType' object has no attribute 'bo'"),
    (lambda: Path("/nowhere/Bo").stat(), "FileNotFoundError: [ENOENT] No such file or directory"),
    (_sql, "sqlite3.OperationalError: SQLITE_ERROR"),
    (lambda: _raise(StorageUnavailable("the disk is full")), "StorageUnavailable: the disk is full"),
]


@pytest.mark.parametrize(("raises", "said"), SAID)
def test_exception_says_its_words_only_where_they_are_nobodys(
    raises: Callable[[], object], said: str
) -> None:
    assert log_lines.told(caught(raises)).splitlines()[-1].removeprefix("inquiries.database.engine.") == said


def test_what_an_exception_came_from_is_told_as_well_and_as_little() -> None:
    one = caught(lambda: _raise(RuntimeError("Bo"), ExceptionGroup("Bo", [KeyError("Bo"), OSError("Bo")])))
    told = log_lines.told(one)
    assert [line for line in told.splitlines() if line and not line.startswith((" ", "Trace"))] == [
        "ExceptionGroup",
        "KeyError",
        "OSError",
        "The above exception was the direct cause of the following exception:",
        "RuntimeError",
    ]


@pytest.mark.parametrize(
    ("message", "args", "said"),
    [
        ("Task exception was never retrieved\nfuture: <Task exception=ValueError('Bo')>", (), None),
        ("%r refused %d of %s", ("Bo", 3, "bo@gazette.example"), "'…' refused 3 of …"),
        ("Exception in callback Talk.write(b'Bo')", (), "Exception in callback Talk.write"),
        ("%d for %(name)s", ("Bo",), "%d for %(name)s"),
        ("%d of them", ("Bo",), "%d of them"),
    ],
)
def test_of_another_programs_message_nothing_is_filled_in_but_numbers(
    message: str, args: tuple[object, ...], said: str | None
) -> None:
    one = record(message, *args, logger="asyncio")
    assert log_lines.said(one) == (said or message.partition("\n")[0])
