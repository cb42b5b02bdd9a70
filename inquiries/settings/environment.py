"""Settings from INQUIRIES_* variables. Knows nothing of the file, nor of what a value should look like."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inquiries.settings import known
from inquiries.settings.complaint import SettingsError

CONFIG = f"{known.PREFIX}CONFIG"


@dataclass(frozen=True, slots=True)
class Variable:
    """One value and the name of the variable that gave it."""

    name: str
    value: str


def read(environ: Mapping[str, str]) -> Mapping[str, Variable]:
    """Setting → variable. An empty variable counts as not set, which is how compose files leave one out.

    Raises SettingsError for unknown names and for secrets given twice or in a file that cannot be read.
    """
    found: dict[str, Variable] = {}
    for name in sorted(environ):
        setting = name.removeprefix(known.PREFIX)
        if not name.startswith(known.PREFIX) or name == CONFIG:
            continue
        secret = setting.removesuffix("_FILE")
        if setting not in known.NAMES and (secret == setting or secret not in known.SECRETS):
            raise SettingsError(_unknown(name))
        if not environ[name].strip():
            continue
        if setting in known.NAMES:
            found[setting.lower()] = Variable(name, environ[name].strip())
        elif secret.lower() in found:
            raise SettingsError(f"{known.PREFIX}{secret} and {name} are both set. Keep one of them.")
        else:
            found[secret.lower()] = Variable(name, _content(name, Path(environ[name])))
    return found


def _content(name: str, file: Path) -> str:
    try:
        content = file.read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not text in UTF-8"
        raise SettingsError(f"{name} names a file that cannot be read: {file} ({reason}).") from None
    if not content:
        raise SettingsError(f"{name} names a file that is empty: {file}.")
    return content


def _unknown(name: str) -> str:
    names = (*known.NAMES, "CONFIG", *(f"{secret}_FILE" for secret in known.SECRETS))
    setting = name.removeprefix(known.PREFIX)
    words = f"unknown setting {name} in the environment."
    if setting.lower().split("_")[0] in known.TABLES_AT_TOP:
        return f"{words} It stands in the file only."
    bare = setting.removesuffix("_FILE")
    near = (
        bare
        if bare in known.NAMES
        else known.nearest(setting, tuple(known_name.lower() for known_name in names))
    )
    hint = f"Did you mean {known.PREFIX}{near.upper()}?" if near else f"Known are: {', '.join(names)}."
    return f"{words} {hint}"
