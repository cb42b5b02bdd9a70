"""A folder to run commands in that knows no settings but its own, and the service as a real process."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inquiries import commands

ROOT = Path(__file__).parents[2]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that commands run in."""
    for name in list(os.environ):
        if name.startswith("INQUIRIES_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@dataclass(frozen=True)
class CommandLine:
    directory: Path

    def __call__(self, *arguments: str, piped: str = "") -> tuple[int, str, str]:
        """Exit status, standard output and standard error of a command run in this process."""
        result: Result = CliRunner().invoke(commands.cli, arguments, input=piped)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def run(here: Path) -> CommandLine:
    return CommandLine(here)


class Service:
    """A command that goes on, as a process of its own."""

    def __init__(self, directory: Path, *arguments: str, **environment: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        clean = {name: value for name, value in os.environ.items() if not name.startswith("INQUIRIES_")}
        ours = {"PYTHONPATH": str(ROOT), "INQUIRIES_PORT": str(self.port), "INQUIRIES_RATE_LIMIT": "off"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "inquiries.commands", *arguments],
            cwd=directory,
            env=clean | ours | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def said(self, sign: str) -> str:
        """What it printed up to and with the line that holds `sign`."""
        lines: list[str] = []
        assert self.process.stdout is not None
        for line in self.process.stdout:
            lines.append(line)
            if sign in line:
                return "".join(lines)
        raise AssertionError(f"ended before it said {sign!r}: {self.result()}")

    def result(self) -> tuple[int, str, str]:
        """Exit status and the rest of what it printed, once it has ended."""
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out, err


@pytest.fixture
def start(here: Path) -> Iterator[type]:
    """Starts a service in the folder; what still runs at the end is ended."""
    started: list[Service] = []

    def begin(*arguments: str, **environment: str) -> Service:
        started.append(Service(here, *arguments, **environment))
        return started[-1]

    yield begin  # type: ignore[misc]
    for service in started:
        if service.process.poll() is None:
            service.process.kill()
        service.process.communicate()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
