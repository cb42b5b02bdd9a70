"""Language tags."""

import pytest

from inquiries.forms import field
from inquiries.forms.field import Moment
from inquiries.forms.language import language
from inquiries.wording import Text

from .conftest import NOW

LANGUAGE = language("language", Text("Language"), ("en", "fr-CA", "cy"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("en", "en"), ("FR-ca", "fr-CA"), ("zh-hant-tw", "zh-Hant-TW"), ("sgn-ase", "sgn-ase")],
)
def test_any_tag_is_taken_in_its_usual_case(typed: str, kept: str) -> None:
    assert field.clean(LANGUAGE, typed, Moment(NOW, "UTC")) == kept


@pytest.mark.parametrize("typed", ["French, if you can", "e", "en_US", "en-", "français"])
def test_what_is_no_tag_is_asked_again(typed: str) -> None:
    assert str(field.clean(LANGUAGE, typed, Moment(NOW, "UTC"))) == "Choose a language from the list"


def test_the_choices_name_each_language_in_itself_as_far_as_known() -> None:
    assert [(tag, str(name)) for tag, name in LANGUAGE.choices] == [
        ("en", "English"),
        ("fr-CA", "Français"),
        ("cy", "cy"),
    ]
