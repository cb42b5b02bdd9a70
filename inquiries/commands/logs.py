"""Where log lines go: standard error, as text or as one JSON object a line."""

import logging
import sys
import threading
from types import TracebackType

import click

from inquiries.commands import log_lines
from inquiries.settings import Settings

_log = logging.getLogger(log_lines.OURS)


def set_up(settings: Settings) -> None:
    """Ours from INFO up, other people's from WARNING up: theirs may name what nobody asked them to."""
    handler = logging.StreamHandler()
    handler.setFormatter(log_lines.Json() if settings.log_format == "json" else log_lines.Text())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    _log.setLevel(logging.INFO)
    logging.raiseExceptions = (
        False  # a line that cannot be written would be told with all that it was made of
    )
    # What no line of ours says need not be found out for each (Python's logging HOWTO, "Optimization").
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    sys.excepthook = _ended
    threading.excepthook = lambda args: _thread_ended(args.exc_value)


def say(settings: Settings, line: str) -> None:
    """A line on standard output for whoever started this, in the form of the log where that is read by a program."""
    if settings.log_format == "json":
        record = _log.makeRecord(_log.name, logging.INFO, "", 0, "%s", (line,), None)
        line = log_lines.Json().format(record)
    click.echo(line)


def _ended(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What ends the program is told like any other error: Python itself would repeat its words."""
    if not isinstance(error, KeyboardInterrupt):
        _log.critical("This ends the program", exc_info=(kind, error, trace))


def _thread_ended(error: BaseException | None) -> None:
    _log.error("A thread met something unexpected and ended", exc_info=error)
