"""What the forms say to a person: every field can be drawn, and no message scolds."""

import re
from pathlib import Path

import pytest

import inquiries.forms
from inquiries.forms.form import Form

from .conftest import FORMS

SOURCES = sorted(Path(inquiries.forms.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_no_message_begs_scolds_or_shouts(source: Path) -> None:
    said = re.findall(r'Text\(\s*"([^"]*)"', source.read_text())
    assert [words for words in said if re.search(r"(?i)please|sorry|invalid|oops|error|!", words)] == []


@pytest.mark.parametrize("asked", FORMS.values(), ids=FORMS)
def test_every_field_has_what_a_page_needs_to_draw_it(asked: Form) -> None:
    names = [field.name for field in asked.fields]
    assert len(set(names)) == len(names)
    for field in asked.fields:
        assert str(field.label)
        assert str(field.missing)
        assert bool(field.choices) == (field.kind in ("select", "radio") and field.name != "timezone")


@pytest.mark.parametrize("asked", FORMS.values(), ids=FORMS)
def test_personal_fields_carry_their_autocomplete_token(asked: Form) -> None:
    """WCAG 1.3.5."""
    wanted = {"name": "name", "outlet": "organization", "email": "email", "phone": "tel"}
    tokens = {field.name: field.autocomplete for field in asked.fields if field.name in wanted}
    assert tokens == {name: wanted[name] for name in tokens}
