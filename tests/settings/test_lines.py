"""Places of tables and keys in a TOML text."""

from inquiries.settings import lines

TEXT = '''# port = 1
port = 8080  # [not.a.table]
organisation.name = "A [b] # c"
note = """
host = "not here"
[nor.here]
"""
list = [
  "host = 1",
  { slug = "x" },
]

[desks.media]
hours = { monday = "9:00-17:00" }
"quoted" = 'host = 1'

[[people]]
name = "Ana"
[[people]]
name = "Bo"
[people.more]
key = 1
'''


def test_every_statement_has_its_line_and_what_is_quoted_has_none() -> None:
    assert lines.index(TEXT) == {
        ("port",): 2,
        ("organisation",): 3,
        ("organisation", "name"): 3,
        ("note",): 4,
        ("list",): 8,
        ("desks",): 13,
        ("desks", "media"): 13,
        ("desks", "media", "hours"): 14,
        ("desks", "media", "quoted"): 15,
        ("people",): 17,
        ("people", 0): 17,
        ("people", 0, "name"): 18,
        ("people", 1): 19,
        ("people", 1, "name"): 20,
        ("people", 1, "more"): 21,
        ("people", 1, "more", "key"): 22,
    }


def test_what_has_no_line_of_its_own_has_the_one_around_it() -> None:
    places = lines.index(TEXT)
    assert lines.find(places, ("desks", "media", "hours", "monday")) == 14
    assert lines.find(places, ("list", 1, "slug")) == 8
    assert lines.find(places, ("smtp_url",)) is None
