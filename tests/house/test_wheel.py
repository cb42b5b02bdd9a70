"""The wheel is whole: it carries every module, template and static file, and runs away from the checkout."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house import tree

PARTS = ("inquiries", "templates", "setup.cfg", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Built from a copy, because building writes beside the sources."""
    copy = tmp_path_factory.mktemp("source")
    for part in PARTS:
        source = tree.ROOT / part
        if source.is_dir():
            shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / part)
    run(
        copy,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--wheel-dir",
        "out",
        ".",
    )
    (built,) = (copy / "out").iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("installed")
    run(target, "-m", "pip", "install", "--no-deps", "--no-index", "--target", str(target), str(wheel))
    return target


def test_wheel_holds_every_file_of_the_package_and_of_the_templates(wheel):
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = {path.relative_to(tree.ROOT) for path in tree.files(tree.PACKAGE)}
    templates = {"inquiries" / path.relative_to(tree.ROOT) for path in tree.files(tree.TEMPLATES)}
    assert packed == {path.as_posix() for path in package | templates}


def test_installed_wheel_runs_away_from_the_checkout(installed, tmp_path):
    told = run(tmp_path, "-m", "inquiries.commands", "routes", PYTHONPATH=str(installed))
    assert "/forms/media" in told


def test_installed_wheel_is_what_runs(installed, tmp_path):
    code = "import inquiries; print(inquiries.__file__)"
    told = run(tmp_path, "-c", code, PYTHONPATH=str(installed))
    assert told.strip() == str(installed / "inquiries" / "__init__.py")


def run(directory: Path, *arguments: str, **environment: str) -> str:
    """What this Python prints when it runs in the directory, knowing nothing of the checkout."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHON"))}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=directory, env=clean | environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
