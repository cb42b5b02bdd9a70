"""run.py installs once, finishes what was cut short, and says in one line what went wrong.

Real virtual environments and a real pip, but of three tiny wheels made here: no test reaches the network.
"""

import ast
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.house import tree

INSTALLING = "Installing packages into .venv (once, about 20 s) ...\n"
COMMANDS = """
import sys
def main():
    import onething
    print(onething.VERSION, sys.argv[1:])
"""
FAKE_PYTEST = """
import os, sys
print(sys.argv[1:], os.getcwd())
sys.exit(5)
"""


@pytest.fixture(scope="module")
def wheels(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheels")
    wheel(folder, "onething", "1.0", {"onething.py": "VERSION = '1.0'"})
    wheel(folder, "onething", "1.1", {"onething.py": "VERSION = '1.1'"})
    wheel(folder, "pytest", "9.9", {"pytest/__init__.py": "", "pytest/__main__.py": FAKE_PYTEST})
    return folder


def clone(folder: Path, wheels: Path) -> Path:
    """A project with run.py and locks of its own, never started, in a folder with a space in its name."""
    project = folder / "a clone"
    (project / "inquiries").mkdir(parents=True)
    (project / "inquiries" / "__init__.py").touch()
    (project / "inquiries" / "commands.py").write_text(COMMANDS)
    (project / "setup.cfg").write_text(
        "[options]\ninstall_requires = onething>=1.0\n[options.extras_require]\ntest = pytest>=9.9\n"
    )
    shutil.copy(tree.ROOT / "run.py", project)
    lock(project, wheels, "onething-1.0")
    return project


@pytest.fixture
def fresh(tmp_path, wheels) -> Path:
    return clone(tmp_path, wheels)


@pytest.fixture(scope="module")
def installed_once(tmp_path_factory, wheels) -> Path:
    """A project whose first two starts came at the same moment; said-0 and said-1 hold what they said."""
    project = clone(tmp_path_factory.mktemp("installed"), wheels)
    starts = [start(project, wheels, "export", "two words") for _ in range(2)]
    for number, process in enumerate(starts):
        out, err = process.communicate()
        (project / f"said-{number}").write_text(f"{process.returncode}\n{out}{err}")
    return project


@pytest.fixture
def installed(installed_once, tmp_path) -> Path:
    return shutil.copytree(installed_once, tmp_path / "a copy", symlinks=True)


def test_two_first_starts_at_once_install_once_and_both_run(installed_once):
    said = sorted((installed_once / f"said-{number}").read_text() for number in range(2))
    good = "0\n1.0 ['export', 'two words']\n"
    assert said == [
        good + "Another start is installing; waiting for it ...\n",
        good + INSTALLING,
    ]


def test_second_start_installs_nothing(installed, wheels):
    assert result(start(installed, wheels, "serve")) == (0, "1.0 ['serve']\n", "")


def test_changed_lock_installs_again(installed, wheels):
    lock(installed, wheels, "onething-1.1")
    assert result(start(installed, wheels)) == (0, "1.1 []\n", INSTALLING)


def test_install_killed_half_way_is_finished_by_the_next_start(fresh, wheels):
    killed = start(fresh, wheels)
    until(lambda: (fresh / ".venv" / "bin" / "python").exists())
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert not (fresh / ".venv" / "installed").exists()
    assert result(start(fresh, wheels)) == (0, "1.0 []\n", INSTALLING)


def test_test_hands_its_arguments_and_its_exit_status_through(installed, wheels):
    told, more = f"['-k', 'two words'] {installed}\n", INSTALLING.replace("20 s", "45 s")
    assert result(start(installed, wheels, "test", "-k", "two words")) == (5, told, more)
    several = f"'--numprocesses={min(os.cpu_count() + 1, 8)}', '--dist=loadfile'"
    assert result(start(installed, wheels, "test")) == (5, f"[{several}] {installed}\n", "")
    whole = f"[{several}, '--database=postgres', '--long'] {installed}\n"
    assert result(start(installed, wheels, "test", "--database=postgres", "--long")) == (5, whole, "")
    assert result(start(installed, wheels)) == (0, "1.0 []\n", "")


def test_packages_already_there_are_used_as_they_are(fresh, wheels, tmp_path):
    with zipfile.ZipFile(wheels / "onething-1.1-py3-none-any.whl") as archive:
        archive.extractall(tmp_path / "there")
    process = start(fresh, wheels, PYTHONPATH=str(tmp_path / "there"))
    assert result(process) == (0, "1.1 []\n", "")
    assert not (fresh / ".venv").exists()


def test_package_that_does_not_match_its_hash_stops_with_the_last_words_of_pip(installed, wheels):
    pinned = installed / "requirements.lock"
    pinned.write_text("onething==1.1 --hash=sha256:" + "0" * 64)
    code, out, err = result(start(installed, wheels))
    said = err.splitlines()
    assert (code, out, said[:2]) == (1, "", [INSTALLING.strip(), "Packages did not install:"])
    assert len(said) <= 7
    assert not (installed / ".venv" / "installed").exists()


def test_package_that_cannot_be_had_stops_with_the_last_words_of_pip(installed, wheels, tmp_path):
    lock(installed, wheels, "onething-1.1")
    code, out, err = result(start(installed, wheels, PIP_FIND_LINKS=str(tmp_path)))
    assert (code, out) == (1, "")
    assert "No matching distribution found for onething==1.1" in err.splitlines()[-1]


def test_python_without_ensurepip_is_told_what_to_install(fresh, wheels):
    before = "import sys; sys.modules['ensurepip'] = None; "
    assert result(start(fresh, wheels, before=before)) == (
        1,
        "",
        INSTALLING
        + "This Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv\n",
    )


def test_old_python_is_told_so(fresh, wheels):
    before = "import sys; sys.version_info = (3, 8, 2); sys.version = '3.8.2 (default)'; "
    assert result(start(fresh, wheels, before=before)) == (
        1,
        "",
        "This needs Python 3.11 or newer; here is 3.8.2.\n",
    )


def test_old_python_can_read_run_py_and_the_oldest_is_that_of_setup_cfg():
    source = (tree.ROOT / "run.py").read_text("utf-8")
    ast.parse(source, feature_version=(3, 8))
    major, minor = tree.facts()["options"]["python_requires"].removeprefix(">=").split(".")
    assert f"OLDEST = ({major}, {minor})" in source


def start(project: Path, wheels: Path, *arguments: str, before: str = "", **environment: str):
    """run.py started from elsewhere, with an empty home, after the Python code `before`, if any."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHON"))}
    home = {"HOME": str(project / "no home"), "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
    script = str(project / "run.py")
    faked = f"{before}import runpy; runpy.run_path({script!r}, None, '__main__')"
    return subprocess.Popen(
        [sys.executable, *(["-c", faked] if before else [script]), *arguments],
        cwd="/",
        env=clean | home | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def result(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def until(happened) -> None:
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def lock(project: Path, wheels: Path, release: str) -> None:
    """Lock the project on this release of its one package, and its tests on the fake pytest as well."""
    runtime = pin(wheels, release)
    (project / "requirements.lock").write_text(runtime)
    (project / "requirements-test.lock").write_text(runtime + pin(wheels, "pytest-9.9"))


def pin(wheels: Path, release: str) -> str:
    content = (wheels / f"{release}-py3-none-any.whl").read_bytes()
    return f"{release.replace('-', '==')} --hash=sha256:{hashlib.sha256(content).hexdigest()}\n"


def wheel(folder: Path, name: str, version: str, modules: dict[str, str]) -> None:
    about = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        for path, content in modules.items():
            archive.writestr(path, content)
        archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "".join(f"{path},,\n" for path in modules))
