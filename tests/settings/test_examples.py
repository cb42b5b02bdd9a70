"""The examples that are handed out work as they stand."""

from pathlib import Path

import pytest

from inquiries.settings import Contact, load

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.toml")), ids=lambda file: file.name)
def test_every_example_loads(file: Path, tmp_path: Path) -> None:
    assert load({"INQUIRIES_CONFIG": str(file)}, tmp_path).source == file


def test_the_charity_has_the_four_things_of_its_page(tmp_path: Path) -> None:
    charity = load({"INQUIRIES_CONFIG": str(EXAMPLES / "charity.toml")}, tmp_path)
    director = Contact(
        name="Maren Oduya",
        title="Director of Marketing and Public Relations",
        phone="613-555-0142",
        extension="214",
        email="maren.oduya@lanternroad.example",
        desk="media",
    )
    fundraiser = charity.forms["events"].topics[0]
    assert charity.people[0] == director
    assert director.email in charity.desks["media"].notify
    assert charity.desks["events"].email == "events@lanternroad.example"
    assert (fundraiser.slug, fundraiser.guide) == ("start-a-fundraiser", "25-tips-for-the-novice-fundraiser")
    assert charity.guides[fundraiser.guide].title == "25 Tips for the Novice Fundraiser"


def test_the_charity_keeps_the_topics_that_other_software_relies_on(tmp_path: Path) -> None:
    charity = load({"INQUIRIES_CONFIG": str(EXAMPLES / "charity.toml")}, tmp_path)
    plain = load({}, tmp_path)
    for name, form in plain.forms.items():
        ours = [(topic.slug, topic.desk or charity.forms[name].desk) for topic in charity.forms[name].topics]
        assert ours == [(topic.slug, topic.desk or form.desk) for topic in form.topics]


def test_the_guide_says_nothing_of_the_machine_it_was_printed_on() -> None:
    guide = (EXAMPLES / "guides" / "25-tips-for-the-novice-fundraiser.pdf").read_bytes()
    assert b"/Title (25 Tips for the Novice Fundraiser)" in guide
    assert b"/MarkInfo" in guide
    assert not [
        word for word in (b"file:", b"/home", b"/root", b"/tmp", b"Headless", b"Linux") if word in guide
    ]
