"""Checks that settings agree with each other: every name that points somewhere arrives. Reads the files they name."""

from collections.abc import Collection, Iterator
from pathlib import Path

from inquiries.settings import defaults, known
from inquiries.settings.lines import Loc
from inquiries.settings.model import Settings

Disagreement = tuple[Loc, str]


def disagreements(settings: Settings) -> Iterator[Disagreement]:
    """Each place and what is wrong there, as a predicate: 'names no desk: "medai"'."""
    yield from _desks_named(settings)
    yield from _topics(settings)
    for slug, guide in settings.guides.items():
        if reason := _unusable(guide.file):
            yield ("guides", slug, "file"), f"{reason}: {guide.file}"
    if settings.dkim_key is not None and (reason := _unreadable(settings.dkim_key)):
        yield ("dkim_key",), f"{reason}: {settings.dkim_key}"
    for slug, desk in settings.desks.items():
        if desk.duty is not None and not desk.duty.phone:
            yield ("desks", slug, "duty", "phone"), "is missing: it is answered when the desk is closed"
    if defaults.SEALED in settings.desks:
        yield (
            ("desks", defaults.SEALED),
            "has the name of the desk that is there for what is sealed: choose another",
        )
    for number, rule in enumerate(settings.routing):
        if rule.desk is None and rule.owner is None:
            yield ("routing", number, "desk"), 'is missing: a rule names a "desk", an "owner" or both'


def _desks_named(settings: Settings) -> Iterator[Disagreement]:
    named: list[tuple[Loc, str | None]] = [(("default_desk",), settings.default_desk)]
    named += [(("people", number, "desk"), one.desk) for number, one in enumerate(settings.people)]
    for name, form in settings.forms.items():
        named.append((("forms", name, "desk"), form.desk))
        topics = enumerate(form.topics)
        named += [(("forms", name, "topics", number, "desk"), topic.desk) for number, topic in topics]
    named += [(("routing", number, "desk"), rule.desk) for number, rule in enumerate(settings.routing)]
    for loc, desk in named:
        if desk is not None and desk not in settings.desks:
            yield loc, _points_nowhere("desk", desk, settings.desks)


def _topics(settings: Settings) -> Iterator[Disagreement]:
    for name, form in settings.forms.items():
        seen: set[str] = set()
        for number, topic in enumerate(form.topics):
            loc: Loc = ("forms", name, "topics", number)
            if topic.slug in seen:
                yield (*loc, "slug"), f'is used twice on this form: "{topic.slug}"'
            if topic.guide is not None and topic.guide not in settings.guides:
                yield (*loc, "guide"), _points_nowhere("guide", topic.guide, settings.guides)
            seen.add(topic.slug)


def _points_nowhere(kind: str, name: str, names: Collection[str]) -> str:
    near = known.nearest(name, tuple(names))
    return f'names no {kind}: "{name}".' + (f' Did you mean "{near}"?' if near else "")


def _unreadable(file: Path) -> str | None:
    try:
        with file.open("rb"):
            return None
    except OSError as error:
        return f"names a file that cannot be read ({error.strerror})"


def _unusable(file: Path) -> str | None:
    try:
        with file.open("rb") as opened:
            return None if opened.read(5) == b"%PDF-" else "names a file that is no PDF"
    except OSError as error:
        return f"names a file that cannot be read ({error.strerror})"
