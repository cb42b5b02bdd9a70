"""Sample rows as a search finds them, and saved views."""

from markupsafe import Markup

from tests.house.samples_staff_list import ANA, GERMAN, Context, row

# Rows as a search finds them.
MARKED = [
    row("M7K-4QX2", "soon", "25 min left", outlet=Markup("The <mark>Lantern</mark>"), **ANA),
    row(
        "R5C-7JQM",
        "fine",
        "2 h 05 left",
        where="Note",
        question=Markup("… she rang about the <mark>lanterns</mark> of Ms <mark>O’Brien</mark> &amp; co"),
    ),
]

SAVED: Context = {
    "problem": "",
    "views": [
        {"id": "1", "name": "Lanterns", "url": "/staff/inbox?q=lantern", "whose": "Only me"},
        {"id": "2", "name": GERMAN[:60], "url": "/staff/inbox?view=mine", "whose": "Everybody on Media"},
    ],
}
