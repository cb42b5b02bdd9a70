"""Log records as lines, of text or of JSON. No line holds a person: our own messages are written so; what others
say is kept without what they put into it, and exceptions say where and what, not with which words."""

import errno
import json
import logging
import os
import sqlite3
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime

from inquiries.database.engine import StorageUnavailable
from inquiries.database.schema import DatabaseTooNew
from inquiries.settings import SettingsError
from inquiries.web import access

OURS = "inquiries"
EXTRA = ("method", "route", "status", "ms")
# Their words name parts of programs, or are chosen by us; those of all others may be somebody's.
SPOKEN = (
    StorageUnavailable,
    DatabaseTooNew,
    SettingsError,
    AttributeError,
    ImportError,
    MemoryError,
    NameError,
    RecursionError,
    TypeError,
)
_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"


class Text(logging.Formatter):
    """A time, a level, the request it belongs to, a message."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(of)s%(message)s")

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler's, with words in it
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - as logging has it
        request = access.request_id(record)
        record.of, record.message = f"[{request}] " if request else "", said(record)
        return super().formatMessage(record)

    def formatException(self, ei: object) -> str:  # noqa: N802
        return told(ei)


class Json(logging.Formatter):
    """The same as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": said(record),
        }
        if request := access.request_id(record):
            line["request"] = request
        line |= {name: getattr(record, name) for name in EXTRA if hasattr(record, name)}
        if record.exc_info:
            line["exception"] = told(record.exc_info)
        return json.dumps(line)


def said(record: logging.LogRecord) -> str:
    """The message; of another program's its first line alone, and in it no values but numbers."""
    if record.name == OURS or record.name.startswith(f"{OURS}."):
        return record.getMessage()
    template = str(record.msg).partition("\n")[0]
    if not record.args:  # asyncio shows there what it was called with
        return template.partition("(")[0].rstrip()
    if not isinstance(record.args, tuple):
        return template
    try:
        return template % tuple(one if isinstance(one, int | float) else "…" for one in record.args)
    except (TypeError, ValueError):
        return template


def told(exc_info: object) -> str:
    """An exception with those it came from: what and where; its words only where they can be nobody's."""
    error = exc_info[1] if isinstance(exc_info, tuple) else None
    return "".join(_chain(error)).rstrip("\n") if isinstance(error, BaseException) else ""


def _chain(error: BaseException, seen: frozenset[int] = frozenset()) -> Iterator[str]:
    seen |= {id(error)}
    cause = error.__cause__
    before = cause or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _chain(before, seen)
        yield _CAUSE if cause else _CONTEXT
    if error.__traceback__:
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}{_words(error)}\n".removeprefix("builtins.")
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _chain(one, seen)


def _words(error: BaseException) -> str:
    if isinstance(error, OSError) and error.errno:
        return f": [{errno.errorcode.get(error.errno, error.errno)}] {os.strerror(error.errno)}"
    if isinstance(error, SPOKEN):
        return f": {error}"
    state = getattr(error, "sqlstate", None)
    if isinstance(error, sqlite3.Error):
        state = getattr(error, "sqlite_errorname", None)
    return f": {state}" if state else ""
