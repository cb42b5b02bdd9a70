"""A form is groups of fields in page order; cleaning gives a submission or every problem at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from inquiries.forms import field as one
from inquiries.forms.field import Field, Moment
from inquiries.forms.problem import Problem
from inquiries.wording import Text

Given = Mapping[str, object]
Answers = dict[str, str]
Reading = tuple[Answers, list[Problem]]

_OWN_WORDS = frozenset({"text", "textarea", "email"})


@dataclass(frozen=True, slots=True)
class Submission:
    """Canonical answers by field name, safe for JSON; an optional field left empty has no entry."""

    form: str
    answers: Mapping[str, str]


def each(fields: tuple[Field, ...], given: Given, moment: Moment) -> Reading:
    """Reads fields that do not depend on one another."""
    answers: Answers = {}
    problems: list[Problem] = []
    for field in fields:
        answer = one.clean(field, given.get(field.name), moment)
        if isinstance(answer, Text):
            problems.append(Problem(field.name, answer))
        elif answer:
            answers[field.name] = answer
    return answers, problems


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together on the page; `read` is for those that are only understood together."""

    name: str
    fields: tuple[Field, ...]
    legend: Text | None = None
    read: Callable[[tuple[Field, ...], Given, Moment], Reading] = each


@dataclass(frozen=True, slots=True)
class Form:
    """What one public form asks; `name` is the last part of its address."""

    name: str
    groups: tuple[Group, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field, in page order."""
        return tuple(field for group in self.groups for field in group.fields)

    def written(self, answers: Mapping[str, str]) -> list[str]:
        """Those of `answers` that are the sender's own words: neither chosen from a list nor a number or a time."""
        free = (field.name for field in self.fields if field.kind in _OWN_WORDS)
        return [answers[name] for name in free if name in answers]


def clean(form: Form, given: Given, *, now: datetime, zone: str) -> Submission | tuple[Problem, ...]:
    """The submission, or the problems in page order. Names the form does not know are ignored.

    `given` may hold anything a form post or a JSON object can hold; nothing in it raises. `zone` is the
    organisation's IANA zone, used where the sender gave none.
    """
    moment = Moment(now, zone)
    answers: Answers = {}
    problems: list[Problem] = []
    for group in form.groups:
        found, wrong = group.read(group.fields, given, moment)
        answers.update(found)
        problems.extend(wrong)
    return tuple(problems) if problems else Submission(form.name, answers)
