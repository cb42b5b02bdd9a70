"""The tree under test: where it stands and which files are its own, for the house tests."""

import configparser
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "inquiries"
TEMPLATES = ROOT / "templates"
MADE = {"__pycache__", "build", "data", "dist"}  # made while working, never kept


def files(under: Path = ROOT) -> Iterator[Path]:
    """Every file that is the project's own, in order."""
    for path in sorted(under.iterdir()):
        if path.is_file():
            yield path
        elif path == ROOT / ".ci" or not (path.name in MADE or path.name.startswith(".") or is_made(path)):
            yield from files(path)


def is_made(directory: Path) -> bool:
    return directory.name.endswith(".egg-info") or (directory / "pyvenv.cfg").exists()


def python_files(under: Path = ROOT) -> list[Path]:
    return [path for path in files(under) if path.suffix == ".py"]


def facts() -> configparser.ConfigParser:
    """setup.cfg, read."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser
