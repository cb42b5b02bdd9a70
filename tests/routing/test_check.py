"""Rules that can never hold are refused before anything runs, in one line with its place."""

from pathlib import Path

import pytest

from inquiries import settings
from inquiries.routing import check
from inquiries.settings import RoutingRule, Settings, SettingsError


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ('{ topik = "other" }', 'unknown condition "topik". Did you mean "topic"?'),
        (
            '{ weather = "x" }',
            'unknown condition "weather". There are: form, topic, request_type, outlet, language.',
        ),
        ('{ topic = "progams" }', 'unknown topic "progams". Did you mean "programs"?'),
        ('{ form = ["media", "event"] }', 'unknown form "event". Did you mean "events"?'),
        ('{ request_type = "coment" }', 'unknown request_type "coment". Did you mean "comment"?'),
    ],
)
def test_a_rule_that_can_never_hold_is_refused_with_its_line(tmp_path: Path, when: str, words: str) -> None:
    (tmp_path / "inquiries.toml").write_text(
        f'port = 8080\n\n[[routing]]\nwhen = {{ topic = "other" }}\ndesk = "media"\n\n'
        f'[[routing]]\nwhen = {when}\ndesk = "media"\n'
    )
    with pytest.raises(SettingsError) as refusal:
        check.check(settings.load({}, tmp_path))
    assert str(refusal.value) == f"inquiries.toml, line 8: {words}"


def test_settings_without_a_file_name_the_rule() -> None:
    ruled = Settings(routing=(RoutingRule(when={"topik": "other"}, desk="media"),))
    with pytest.raises(SettingsError, match=r"^routing.0.when.topik: unknown condition"):
        check.check(ruled)


def test_rules_that_may_hold_pass() -> None:
    when = {
        "form": "media",
        "topic": ("other", "events"),
        "request_type": "facts",
        "outlet": "x",
        "language": "fr",
    }
    check.check(Settings(routing=(RoutingRule(when=when, desk="media"),)))
