"""How a command ends: 0 good, 1 failed, 2 wrong usage, and one line on standard error that says why."""

import sqlite3
import sys
from typing import Any, NoReturn

import click
from sqlalchemy.exc import SQLAlchemyError

from inquiries.database import sqlite
from inquiries.database.engine import StorageUnavailable
from inquiries.database.schema import DatabaseTooNew
from inquiries.safekeeping.wrong import Wrong
from inquiries.settings import SettingsError

INTERRUPTED = 130  # 128 and the number of the signal, as shells count


class Failed(Exception):
    """A command cannot do what it was asked; the message is one whole sentence."""


class OneLine(click.Group):
    """A group whose every end is of that kind. What nobody foresaw still shows where it came from.

    A reader of our output who leaves early (`| head`) is click's to end, with 1 and in silence.
    """

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        extra["standalone_mode"] = False
        try:
            code = super().main(*args, **extra)
        except click.UsageError as error:
            _stop(error.format_message(), 2)
        except click.ClickException as error:
            _stop(error.format_message(), 1)
        except (click.Abort, KeyboardInterrupt):
            sys.exit(INTERRUPTED)
        except Exception as error:
            line = words(error)
            if line is None:
                raise
            _stop(line, 1)
        sys.exit(code if isinstance(code, int) else 0)


def words(error: Exception) -> str | None:
    """What went wrong, for the person at the keyboard; None for what is a fault of this program."""
    match error:
        case Failed() | SettingsError() | DatabaseTooNew() | Wrong():
            return str(error)
        case StorageUnavailable():
            return f"The database does not answer: {error}."
        case SQLAlchemyError():  # the driver's own words, without the statement and what was in it
            return f"The database refuses: {_first_line(getattr(error, 'orig', None) or error)}"
        case sqlite3.Error():
            return f"The database refuses: {sqlite.trouble(error) or error}."
        case ModuleNotFoundError(name="asyncpg"):
            return "PostgreSQL needs one more package: pip install 'inquiries[postgres]'."
        case OSError(strerror=str(reason), filename=name):
            return f"{reason}: {name}" if name else f"{reason}."
    # asyncpg says no to a wrong password or an unknown database in exceptions of its own.
    if type(error).__module__.startswith("asyncpg"):
        return f"The database server refuses: {_first_line(error)}"
    return None


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _stop(line: str, code: int) -> NoReturn:
    click.echo(" ".join(line.split()), err=True)
    sys.exit(code)
