"""The demo's saved replies could be saved by hand: on desks there are, by people who work there, with known names."""

from inquiries.dev import cast
from inquiries.dev.often_said import OFTEN_SAID
from inquiries.inquiry import filling
from inquiries.inquiry.saved_replies import LONGEST_NAME


def test_each_is_one_that_its_writer_could_have_saved() -> None:
    wrong = {name: filling.check(text) for _, _, name, text in OFTEN_SAID}
    assert wrong == dict.fromkeys(wrong)
    assert [name for desk, who, name, _ in OFTEN_SAID if desk not in cast.PEOPLE[who][4]] == []
    assert [name for _, _, name, _ in OFTEN_SAID if len(name) > LONGEST_NAME] == []
