"""Reads settings from inquiries.toml and INQUIRIES_* variables; the environment wins."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pydantic

from inquiries.settings import calendars, check, complaint, defaults, environment, known, lines
from inquiries.settings.complaint import SettingsError, Sources
from inquiries.settings.lines import Loc
from inquiries.settings.model import Settings

FILE = "inquiries.toml"


def load(environ: Mapping[str, str], directory: Path) -> Settings:
    """The settings for a program run in `directory`.

    The file is the one INQUIRIES_CONFIG names, which must exist, else inquiries.toml in `directory`, if any.
    Paths in the file start at its folder, paths in the environment at `directory`.
    Raises SettingsError: one line with the file, the line and the nearest right name.
    """
    directory = directory.absolute()
    variables = environment.read(environ)
    file, shown = _file(environ, directory)
    text = _text(file, shown) if file else ""
    data = _parse(text, shown)
    names = {setting: variable.name for setting, variable in variables.items()}
    sources = Sources(shown, data, lines.index(text), names)
    for loc in known.unknown(data):
        place = f" in {complaint.table(loc[:-1])}" if len(loc) > 1 else ""
        raise SettingsError(f'{sources.where(loc)}: unknown setting "{loc[-1]}"{place}. {known.advice(loc)}')
    given = _rooted(data, file.parent if file else directory)
    given |= _rooted({setting: variable.value for setting, variable in variables.items()}, directory)
    return _settings({"data_dir": directory / "data", **_keyed(given), "source": file}, sources)


def _settings(given: dict[str, Any], sources: Sources) -> Settings:
    try:
        settings = Settings.model_validate(given)
    except pydantic.ValidationError as error:
        raise sources.refusal(error) from None
    try:
        settings = calendars.read(settings)
    except calendars.Wrong as wrong:
        raise sources.error(wrong.loc, wrong.words) from None
    for loc, words in check.disagreements(settings):
        raise sources.error(loc, words)
    return settings


def place(settings: Settings, loc: Loc) -> str:
    """Where `loc` stands in the file these settings came from, for a check that only another room can make."""
    if settings.source is None:
        return ".".join(str(part) for part in loc)
    line = lines.find(lines.index(_text(settings.source, settings.source.name)), loc)
    return f"{settings.source.name}, line {line}" if line else settings.source.name


def _file(environ: Mapping[str, str], directory: Path) -> tuple[Path | None, str]:
    """The file and the name to call it by."""
    if asked := environ.get(environment.CONFIG, "").strip():
        return directory / Path(asked).expanduser(), asked
    file = directory / FILE
    return (file if file.exists() else None), FILE


def _text(file: Path, shown: str) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SettingsError(f"{shown}, line {line}: not text in UTF-8.") from None
    except OSError as error:
        raise SettingsError(f"{shown}: the settings file cannot be read ({error.strerror}).") from None


def _parse(text: str, shown: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, position = str(error).partition(" (at ")
        position = position.rstrip(")")
        if position == "end of document":
            position = f"line {len(text.splitlines()) or 1}"
        where = f"{shown}, {position}" if re.match(r"line \d", position) else shown
        raise SettingsError(f"{where}: not readable as TOML: {what[:1].lower()}{what[1:]}.") from None


def _rooted(data: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The same with paths made absolute, starting at `folder`."""
    rooted = dict(data)
    if isinstance(data_dir := data.get("data_dir"), str):
        rooted["data_dir"] = folder / Path(data_dir).expanduser()
    if isinstance(key := data.get("dkim_key"), str):
        rooted["dkim_key"] = folder / Path(key).expanduser()
    url = data.get("database_url")
    if isinstance(url, str) and url.startswith("sqlite:///") and len(url) > len("sqlite:///"):
        rooted["database_url"] = f"sqlite:///{folder / url.removeprefix('sqlite:///')}"
    for table, name in (("guides", "file"), ("desks", "holidays_calendar")):
        if isinstance(entries := data.get(table), dict):
            rooted[table] = {slug: _path_rooted(entry, name, folder) for slug, entry in entries.items()}
    if "organisation" in data:
        rooted["organisation"] = _path_rooted(data["organisation"], "holidays_calendar", folder)
    return rooted


def _path_rooted(table: Any, name: str, folder: Path) -> Any:
    named = isinstance(table, dict) and isinstance(table.get(name), str)
    return {**table, name: folder / Path(table[name]).expanduser()} if named else table


def _keyed(data: dict[str, Any]) -> dict[str, Any]:
    """The same with each desk, form and guide told its own name, and what the built-in ones leave out."""
    keyed = dict(data)
    for table, key, built_in in (
        ("desks", "slug", defaults.DESKS),
        ("forms", "name", defaults.FORMS),
        ("guides", "slug", {}),
    ):
        given = data.get(table, {})
        if isinstance(given, dict):
            names = (*built_in, *(name for name in given if name not in built_in))
            keyed[table] = {
                name: _entry(table, key, name, built_in.get(name), given.get(name, {})) for name in names
            }
    return keyed


def _entry(table: str, key: str, name: str, built_in: Mapping[str, Any] | None, given: Any) -> Any:
    if not isinstance(given, dict):
        return given
    entry = {key: name, **(built_in or {}), **given}
    if table == "desks":
        entry.setdefault("name", name.replace("-", " ").capitalize())
        if isinstance(entry.get("duty"), dict):
            entry["duty"] = {"desk": name, **entry["duty"]}
    return entry
