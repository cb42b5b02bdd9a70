"""Looks over the routing rules before anything runs by them. Decides nothing."""

from collections.abc import Iterable

from inquiries.forms import catalogue
from inquiries.forms.field import Field
from inquiries.routing.conditions import CONDITIONS
from inquiries.settings import Settings, SettingsError, known, place


def check(settings: Settings) -> None:
    """Refuse rules that can never hold: an unknown condition, topic, form or request type.

    Raises SettingsError, one line with the place and the nearest right word.
    """
    fields = [field for form in catalogue.forms(settings).values() for field in form.fields]
    words = {name: _choices(fields, name) for name in ("topic", "request_type")}
    words["form"] = tuple(settings.forms)
    for number, rule in enumerate(settings.routing):
        for name, wanted in rule.when.items():
            where = place(settings, ("routing", number, "when", name))
            if name not in CONDITIONS:
                raise SettingsError(
                    f'{where}: unknown condition "{name}". {_advice(name, tuple(CONDITIONS))}'
                )
            for word in (wanted,) if isinstance(wanted, str) else wanted:
                if name in words and word not in words[name]:
                    raise SettingsError(f'{where}: unknown {name} "{word}". {_advice(word, words[name])}')


def _choices(fields: Iterable[Field], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slug for field in fields if field.name == name for slug, _ in field.choices))


def _advice(word: str, right: tuple[str, ...]) -> str:
    near = known.nearest(word, right)
    return f'Did you mean "{near}"?' if near else f"There are: {', '.join(right)}."
