"""Decides desk and owner from the rules, the topic and the form, and says why. Pure; a decision always comes out."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from inquiries.routing.condition import Facts
from inquiries.routing.conditions import CONDITIONS
from inquiries.settings import RoutingRule, Settings, Topic
from inquiries.wording import Text

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Decision:
    """Where an inquiry goes. `owner` is the e-mail address of who answers for it, None for nobody yet."""

    desk: str
    owner: str | None
    reasons: tuple[Text, ...]


def decide(settings: Settings, form: str, answers: Mapping[str, str]) -> Decision:
    """The first rule whose conditions all hold; else the topic's desk; else the form's; else the default desk."""
    topic = settings.topic(form, answers.get("topic", ""))
    facts = Facts(form, _title(settings, form), topic.label if topic else "", answers)
    try:
        rule, reasons = _first_rule(settings.routing, facts)
    except Exception as error:
        log.exception("A routing rule cannot be followed; the inquiry goes to the default desk")
        broken = Text("a routing rule cannot be followed (%(error)s)", {"error": type(error).__name__})
        return Decision(settings.default_desk, None, (broken,))
    desk = (rule and rule.desk) or (topic and topic.desk) or _form_desk(settings, form)
    owner = (rule and rule.owner) or (topic and topic.owner) or None
    if desk in settings.desks and desk is not None:
        return Decision(desk, owner, reasons or _by_topic(topic, facts))
    asked = {"topic": answers.get("topic", ""), "form": form}
    lost = Text("no desk is set for the topic “%(topic)s” of the form “%(form)s”", asked)
    return Decision(settings.default_desk, owner, (lost,))


def _first_rule(rules: tuple[RoutingRule, ...], facts: Facts) -> tuple[RoutingRule | None, tuple[Text, ...]]:
    for rule in rules:
        clauses = [
            CONDITIONS[name]((wanted,) if isinstance(wanted, str) else wanted, facts)
            for name, wanted in rule.when.items()
        ]
        held = tuple(clause for clause in clauses if clause is not None)
        if clauses and len(held) == len(clauses):
            return rule, held
    return None, ()


def _by_topic(topic: Topic | None, facts: Facts) -> tuple[Text, ...]:
    if topic is None:
        return (Text("it came by the form %(form)s", {"form": facts.form_title}),)
    return (Text("the topic is %(topic)s", {"topic": topic.label}),)


def _title(settings: Settings, form: str) -> str:
    return settings.forms[form].title if form in settings.forms else form


def _form_desk(settings: Settings, form: str) -> str | None:
    return settings.forms[form].desk if form in settings.forms else None
