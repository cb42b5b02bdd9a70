"""The page for while the service is down: whole, from the settings, in one file that asks nothing of anybody."""

import base64
import hashlib
import re
import stat

import html5lib
import pytest

TOML = """
languages = ["en", "fr", "de"]
timezone = "America/Toronto"
[organisation]
name = "Lantern & Road"
place = "Ottawa"
accent = "#0d5463"
emergency_phone = "112"
hotline_phone = "1-833-555-0110"
holidays = ["01-01"]
[desks.media]
email = "press@lantern.example"
hours = { weekdays = "8:30-17:30" }
duty = { name = "Duty officer", phone = "613-555-0178" }
[[people]]
name = "Maren Oduya"
phone = "613-555-0142"
extension = "214"
desk = "media"
"""


def test_page_has_everybody_in_every_language_and_loads_nothing(run, here, monkeypatch):
    (here / "inquiries.toml").write_text(TOML)
    assert run("down-page", "down.html") == (0, "down.html: written.\n", "")
    file = here / "down.html"
    page = file.read_text("utf-8")
    assert (stat.S_IMODE(file.stat().st_mode), [one.name for one in here.iterdir() if "new" in one.name]) == (
        0o644,
        [],
    )
    parsed = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    sections = {one.get("lang"): "".join(one.itertext()) for one in parsed.findall(".//main/section")}
    titles = [one.text for one in parsed.findall(".//h1")]
    assert (list(sections), titles) == (
        ["en", "fr", "de"],
        [
            "Our forms are not reachable just now",
            "Nos formulaires ne sont pas joignables pour le moment",
            "Unsere Formulare sind gerade nicht erreichbar",
        ],
    )
    for said in sections.values():
        needed = (
            "613-555-0142",
            "214",
            "613-555-0178",
            "press@lantern.example",
            "112",
            "1-833-555-0110",
            "8:30",
        )
        assert [one for one in needed if one not in said] == []
    assert [link.get("href") for link in parsed.findall(".//nav//a")] == ["#en", "#fr", "#de"]
    called_on = r'(?:src|href|action)="(?!tel:|mailto:|#)|url[(]|@import|<script|<link|<img'
    assert re.findall(called_on, page) == []


def test_what_the_web_server_refuses_has_a_page_of_its_own_with_the_same_numbers(run, here):
    (here / "inquiries.toml").write_text(TOML)
    assert run("down-page", "--refused", "refused.html") == (0, "refused.html: written.\n", "")
    page = (here / "refused.html").read_text("utf-8")
    html5lib.HTMLParser(strict=True).parse(page)
    assert (page.count("613-555-0142"), "not reachable" in page) == (3, False)
    assert (page.count("This did not arrive as it should"), "trop volumineux" in page) == (2, True)


def test_its_policy_lets_in_its_own_style_with_the_organisations_colour_and_nothing_else(run, here):
    (here / "inquiries.toml").write_text(TOML)
    run("down-page", "down.html")
    page = (here / "down.html").read_text("utf-8")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;;" in page
    assert ":root{--accent:#0d5463}" in style


@pytest.mark.parametrize(
    ("to", "said"), [("nowhere/down.html", "No such file or directory"), (".", "is a directory")]
)
def test_where_it_cannot_be_written_one_line_says_so(run, here, to, said):
    status, out, wrong = run("down-page", to)
    assert (status > 0, out, said in wrong, wrong.count("\n")) == (True, "", True, 1)
