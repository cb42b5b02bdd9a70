"""Starts the service, or with `test` its tests, after installing what they need into .venv once.

Knows nothing of what the arguments mean: that is for inquiries/commands.py and for pytest. Uses the standard
library alone and no syntax newer than Python 3.8, so that an old Python can still read that it is too old.
"""

from __future__ import annotations

import configparser
import fcntl
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata, util
from pathlib import Path
from typing import NoReturn

OLDEST = (3, 11)
HERE = Path(__file__).resolve().parent
VENV = (HERE / ".venv").resolve()
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
# What may follow `test` and still means every test there is.
WHOLE = r"--database=\w+|--long"


def main(args: list[str]) -> None:
    if sys.version_info[:2] < OLDEST:
        stop(f"This needs Python {OLDEST[0]}.{OLDEST[1]} or newer; here is {sys.version.split()[0]}.")
    testing = args[:1] == ["test"]
    inside = Path(sys.prefix).resolve() == VENV
    if inside or not has_packages(testing):
        install(testing)
        if not inside:
            os.execv(VENV_PYTHON, [str(VENV_PYTHON), str(HERE / "run.py"), *args])
    if testing:
        os.chdir(HERE)
        # The whole suite in several processes, on one engine too; a part of it, or otherwise, as it is asked for.
        # One more than there are cores: tests wait for browsers, mail programs and what was killed.
        whole = all(re.fullmatch(WHOLE, arg) for arg in args[1:])
        how = [f"--numprocesses={min((os.cpu_count() or 1) + 1, 8)}", "--dist=loadfile"] if whole else []
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *how, *args[1:]])
    from inquiries import commands

    commands.main()


def has_packages(testing: bool) -> bool:
    """Whether the running Python has all that setup.cfg asks for.

    The ranges of setup.cfg decide here, not the pins of the lock: who installed the packages in another way
    (`pip install -e .`, a container, a distribution) has other versions, and they are as good. Metadata is
    read and nothing is imported, which takes some 10 ms and cannot mistake a stray folder for a package.
    """
    facts = configparser.ConfigParser(interpolation=None)
    facts.read(HERE / "setup.cfg", encoding="utf-8")
    wanted = facts["options"]["install_requires"].split()
    if testing:
        wanted += facts["options.extras_require"]["test"].split()
    return all(has(requirement) for requirement in wanted)


def has(requirement: str) -> bool:
    """Whether the running Python has one "name", "name>=1.2" or "name[extra]>=1.2"."""
    name, _, least = requirement.partition(">=")
    try:
        return numbers(metadata.version(name.partition("[")[0])) >= numbers(least)
    except metadata.PackageNotFoundError:
        return False


def numbers(version: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", version)]


def install(testing: bool) -> None:
    """Bring .venv to the locks. The stamp goes first and comes back last: what is cut short is done again."""
    locks = [HERE / "requirements.lock", *([HERE / "requirements-test.lock"] if testing else [])]
    if up_to_date(locks):
        return
    with one_at_a_time():
        if up_to_date(locks):  # by whoever we waited for
            return
        say(f"Installing packages into .venv (once, about {45 if testing else 20} s) ...")
        if STAMP.exists():
            STAMP.unlink()
        if not works(VENV_PYTHON):
            make_venv()
        # The test lock holds the runtime lock's packages too, at the same versions.
        pip = [str(VENV_PYTHON), "-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
        do([*pip, "--no-user", "--require-hashes", "-r", str(locks[-1])], "Packages did not install")
        STAMP.write_text(stamp(locks), encoding="utf-8")


def up_to_date(locks: list[Path]) -> bool:
    """Whether the last finished install covered these locks; one for the tests covers serving too."""
    return STAMP.exists() and STAMP.read_text(encoding="utf-8").startswith(stamp(locks))


def stamp(locks: list[Path]) -> str:
    """A line for the Python beneath .venv (an upgrade of the system moves it), then one for each lock."""
    hashes = [hashlib.sha256(lock.read_bytes()).hexdigest() for lock in locks]
    return "".join(line + "\n" for line in [os.path.realpath(VENV_PYTHON), *hashes])


def works(python: Path) -> bool:
    """Whether there is a whole environment: one half made, or made for a Python now gone, has no pip."""
    if not python.exists():
        return False
    return subprocess.run([python, "-I", "-c", "import pip"], capture_output=True).returncode == 0


def make_venv() -> None:
    if util.find_spec("ensurepip") is None:
        stop("This Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv")
    do([sys.executable, "-I", "-m", "venv", "--clear", str(VENV)], "Could not make .venv")


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second start wait for the first one's install. The lock is on this file: it is always there."""
    with open(HERE / "run.py", "rb") as this:
        try:
            fcntl.flock(this, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is installing; waiting for it ...")
            fcntl.flock(this, fcntl.LOCK_EX)
        yield


def do(command: list[str], failure: str) -> None:
    """Run it in silence; if it fails, stop with its last words."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    if done.returncode != 0:
        stop("\n    ".join([failure + ":", *(done.stderr or done.stdout).strip().splitlines()[-5:]]))


def say(line: str) -> None:
    """To standard error: standard output belongs to the command (an export, say)."""
    print(line, file=sys.stderr, flush=True)


def stop(line: str) -> NoReturn:
    say(line)
    raise SystemExit(1)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        raise SystemExit(130) from None
