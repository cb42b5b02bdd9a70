"""Every name that may stand in the file or the environment, and the nearest right one to a wrong one."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel

from inquiries.settings import defaults, hours, model, tables
from inquiries.settings.lines import Loc

PREFIX = "INQUIRIES_"
TABLES_AT_TOP = ("organisation", "desks", "people", "forms", "guides", "routing", "safeguarding")
SCALARS = tuple(name for name in model.Settings.model_fields if name not in (*TABLES_AT_TOP, "source"))
SECRETS = ("SMTP_URL", "IMAP_URL", "DATABASE_URL", "METRICS_TOKEN")
NAMES: tuple[str, ...] = tuple(name.upper() for name in SCALARS)


def _fields(of: type[BaseModel], without: str = "") -> tuple[str, ...]:
    return tuple(name for name in of.model_fields if name != without)


# What may stand in each table; "*" is a name the organisation chooses. Tables not listed hold any name.
_TABLES: Mapping[Loc, tuple[str, ...]] = {
    (): (*SCALARS, *TABLES_AT_TOP),
    ("organisation",): _fields(tables.Organisation),
    ("desks", "*"): _fields(tables.Desk, "slug"),
    ("desks", "*", "hours"): hours.WORDS,
    ("desks", "*", "duty"): _fields(tables.Contact, "desk"),
    ("people",): _fields(tables.Contact),
    ("forms",): tuple(defaults.FORMS),
    ("forms", "*"): _fields(tables.FormSettings, "name"),
    ("forms", "*", "topics"): _fields(tables.Topic),
    ("guides", "*"): _fields(tables.Guide, "slug"),
    ("routing",): _fields(tables.RoutingRule),
    ("safeguarding",): _fields(tables.Safeguarding),
    ("safeguarding", "help"): _fields(tables.HelpLine),
}
KEYS: tuple[str, ...] = tuple(
    ".".join((*(str(part) for part in table), name))
    for table, names in _TABLES.items()
    for name in names
    if not any(deeper[: len(table) + 1] == (*table, name) for deeper in _TABLES) and table != ("forms",)
)


def unknown(data: Any, loc: Loc = ()) -> Iterator[Loc]:
    """The place of every name in the file that no setting has."""
    if isinstance(data, list):
        for number, entry in enumerate(data):
            yield from unknown(entry, (*loc, number))
    elif isinstance(data, dict):
        names = _TABLES.get(_pattern(loc))
        for name, value in data.items():
            if names is not None and name not in names:
                yield (*loc, name)
            else:
                yield from unknown(value, (*loc, name))


def advice(loc: Loc) -> str:
    """What to write instead of the unknown name at `loc`."""
    table, name = loc[:-1], str(loc[-1])
    here, top = _TABLES[_pattern(table)], _TABLES[()]
    if table and name in top:
        return "It belongs at the top of the file, above the first [table]."
    if near := nearest(name, (*here, *top)):
        return (
            f'Did you mean "{near}"?' if near in here else f'Did you mean "{near}", at the top of the file?'
        )
    for home, names in _TABLES.items():
        if not table and name in names:
            return f"It belongs in [{'.'.join(map(str, home)).replace('*', '…')}]."
    return f"Known here: {', '.join(here)}."


def nearest(name: str, names: tuple[str, ...]) -> str | None:
    """The one of `names` that was probably meant."""
    return next(iter(get_close_matches(name.lower(), names, 1)), None)


def _pattern(loc: Loc) -> Loc:
    steps = [step for step in loc if isinstance(step, str)]
    if len(steps) > 1 and steps[0] in ("desks", "forms", "guides"):
        steps[1] = "*"
    return tuple(steps)
