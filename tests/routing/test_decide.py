import pytest

from inquiries.routing import decide
from inquiries.routing.condition import Facts
from inquiries.routing.conditions import CONDITIONS
from inquiries.routing.decide import Decision
from inquiries.settings import RoutingRule, Settings
from inquiries.wording import Text

BY_TOPIC = (Text("the topic is %(topic)s", {"topic": "Our programs"}),)


def ruled(*rules: RoutingRule, **more: object) -> Settings:
    return Settings.model_validate({"routing": rules, **more})


def media(**answers: str) -> dict[str, str]:
    return {"topic": "programs", "outlet": "The Example Gazette", **answers}


def test_without_rules_the_topic_decides() -> None:
    assert decide.decide(Settings(), "media", media()) == Decision("media", None, BY_TOPIC)


def test_a_topic_with_a_desk_of_its_own_goes_there() -> None:
    reasons = (Text("the topic is %(topic)s", {"topic": "Events"}),)
    assert decide.decide(Settings(), "media", media(topic="events")) == Decision("events", None, reasons)


@pytest.mark.parametrize("answers", [{}, {"topic": "gone"}])
def test_without_a_known_topic_the_form_decides(answers: dict[str, str]) -> None:
    reasons = (Text("it came by the form %(form)s", {"form": "Events and fundraisers"}),)
    assert decide.decide(Settings(), "events", answers) == Decision("events", None, reasons)


def test_a_topics_owner_answers_for_it() -> None:
    settings = Settings()
    topic = settings.forms["media"].topics[0].model_copy(update={"owner": "dee@charity.example"})
    form = settings.forms["media"].model_copy(update={"topics": (topic,)})
    owned = settings.model_copy(update={"forms": {**settings.forms, "media": form}})
    assert decide.decide(owned, "media", media()) == Decision("media", "dee@charity.example", BY_TOPIC)


def test_the_first_rule_of_which_all_holds_decides_and_says_every_reason() -> None:
    settings = ruled(
        RoutingRule(when={"topic": "programs", "outlet": "tribune"}, desk="media"),
        RoutingRule(
            when={"topic": ("other", "programs"), "outlet": "gazette"}, desk="events", owner="cy@c.example"
        ),
        RoutingRule(when={"topic": "programs"}, desk="media"),
    )
    reasons = (*BY_TOPIC, Text("the outlet's name contains “%(words)s”", {"words": "gazette"}))
    assert decide.decide(settings, "media", media()) == Decision("events", "cy@c.example", reasons)


def test_a_rule_that_names_only_an_owner_leaves_the_desk_to_the_topic() -> None:
    settings = ruled(RoutingRule(when={"outlet": "gazette"}, owner="dee@charity.example"))
    reasons = (Text("the outlet's name contains “%(words)s”", {"words": "gazette"}),)
    assert decide.decide(settings, "media", media()) == Decision("media", "dee@charity.example", reasons)


def test_a_rule_without_conditions_never_holds() -> None:
    assert decide.decide(ruled(RoutingRule(when={}, desk="events")), "media", media()).desk == "media"


def test_a_form_the_settings_no_longer_have_goes_to_the_default_desk_with_the_reason() -> None:
    asked = {"topic": "x", "form": "gone"}
    lost = Text("no desk is set for the topic “%(topic)s” of the form “%(form)s”", asked)
    assert decide.decide(Settings(), "gone", {"topic": "x"}) == Decision("media", None, (lost,))


@pytest.mark.parametrize("when", [{"unknown": "x"}, {"form": "media", "unknown": "x"}])
def test_a_rule_nobody_can_follow_goes_to_the_default_desk_with_the_reason(
    when: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    reason = Text("a routing rule cannot be followed (%(error)s)", {"error": "KeyError"})
    settings = ruled(RoutingRule(when=when, desk="events"))
    assert decide.decide(settings, "events", {}) == Decision("media", None, (reason,))
    assert "A routing rule cannot be followed" in caplog.text


FACTS = Facts(
    "media",
    "Media inquiry",
    "Our programs",
    {
        "topic": "programs",
        "request_type": "right-of-reply",
        "outlet": "The Example GAZETTE",
        "language": "fr-CA",
    },
)
EMPTY = Facts("gone", "", "", {})


@pytest.mark.parametrize(
    ("name", "wanted", "reason"),
    [
        ("form", "media", "it came by the form Media inquiry"),
        ("topic", "programs", "the topic is Our programs"),
        ("request_type", "right-of-reply", "the request type is right of reply"),
        ("outlet", "gazette", "the outlet's name contains “gazette”"),
        ("outlet", "example Gazette", "the outlet's name contains “example Gazette”"),
        ("language", "FR", "the language is fr-ca"),
        ("language", "fr-ca", "the language is fr-ca"),
    ],
)
def test_a_condition_that_holds_says_why(name: str, wanted: str, reason: str) -> None:
    assert str(CONDITIONS[name]((wanted,), FACTS)) == reason
    assert str(CONDITIONS[name](("no", wanted), FACTS)) == reason


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("form", "events"),
        ("topic", "Our programs"),
        ("request_type", "comment"),
        ("outlet", "tribune"),
        ("language", "f"),
    ],
)
def test_a_condition_that_does_not_hold_is_silent(name: str, wanted: str) -> None:
    assert CONDITIONS[name]((wanted,), FACTS) is None


@pytest.mark.parametrize("name", CONDITIONS)
@pytest.mark.parametrize("facts", [FACTS, EMPTY], ids=["full", "empty"])
def test_every_condition_is_total_and_holds_for_nothing_by_chance(name: str, facts: Facts) -> None:
    for wanted in ((), ("",), ("nothing like it",), ("%(", "\ud800", "\0"), ("İ" * 5000,)):
        assert CONDITIONS[name](wanted, facts) is None


@pytest.mark.parametrize("name", CONDITIONS)
def test_every_condition_without_answers_is_silent(name: str) -> None:
    wanted = ("media", "programs", "comment", "gazette", "fr")
    assert CONDITIONS[name](wanted, EMPTY) is None
