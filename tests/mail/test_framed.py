"""A letter's HTML on a page of its own: its own pictures in it, those of other servers only when asked for."""

import pytest

from inquiries.mail import framed

HTML = (
    '<p>Hello</p><img src="cid:logo%40gazette" alt="Logo"><img src="cid:gone">'
    '<img src="http://tracker.example/a.gif?id=1"><img src="https://tracker.example/b.gif">'
    '<img src="data:image/png;base64,iVBO"><a href="https://gazette.example/">Here</a>'
)
LOGO = {"logo@gazette": "data:image/png;base64,AAAA"}


def drawn(html: str, *, elsewhere: bool = False, title: str = "The letter") -> str:
    return framed.page(html, title=title, pictures=LOGO, elsewhere=elsewhere)


def test_nothing_of_another_server_stands_in_the_page() -> None:
    page = drawn(HTML)
    assert "tracker.example" not in page
    assert '<img src="data:image/png;base64,AAAA" alt="Logo">' in page
    assert "cid:" not in page
    assert '<img src="data:image/png;base64,iVBO">' in page
    assert 'href="https://gazette.example/"' in page
    assert 'rel="noopener noreferrer"' in page
    assert 'target="_blank"' in page


def test_pictures_of_other_servers_come_over_https_when_asked_for() -> None:
    page = drawn(HTML, elsewhere=True)
    assert 'src="https://tracker.example/a.gif?id=1"' in page
    assert 'src="https://tracker.example/b.gif"' in page
    assert "http://tracker" not in page


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<meta http-equiv="refresh" content="0;url=https://tracker.example">',
        '<link rel="stylesheet" href="https://tracker.example/a.css">',
        '<div style="background:url(https://tracker.example/a.gif)">x</div>',
        '<form action="https://tracker.example"><input name="password"></form>',
        '<base href="https://tracker.example/">',
        '<iframe src="https://tracker.example"></iframe>',
        '<svg><image href="https://tracker.example/a.svg"/></svg>',
        '<table background="https://tracker.example/a.gif"><tr><td>x</td></tr></table>',
        '<img srcset="https://tracker.example/a.gif 2x">',
        "</body></html><script>alert(1)</script>",
    ],
)
def test_what_runs_or_loads_is_left_out_even_if_it_came_this_far(evil: str) -> None:
    page = drawn(f"<p>Hi</p>{evil}")
    assert "tracker.example" not in page
    assert "alert" not in page
    assert page.count("</body>") == 1


def test_a_title_is_only_words() -> None:
    assert "<title>&lt;/title&gt;&lt;b&gt; {html}</title>" in drawn("<p>x</p>", title="</title><b> {html}")


def test_braces_of_the_letter_stay_braces() -> None:
    assert "<p>{title} {{x}}</p>" in drawn("<p>{title} {{x}}</p>")


def test_the_page_may_load_nothing_but_what_it_holds_and_pictures_when_asked_for() -> None:
    plain, more = (framed.headers(elsewhere=elsewhere) for elsewhere in (False, True))
    policy = plain["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'unsafe-inline'; ")
    assert policy.endswith("sandbox allow-popups allow-popups-to-escape-sandbox")
    assert "img-src https: data:;" in more["Content-Security-Policy"]
    assert {headers["Referrer-Policy"] for headers in (plain, more)} == {"no-referrer"}


def test_pictures_stand_within_as_far_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(framed, "ROOM", 5)
    found = [
        ("a", "image/png", b"abc"),
        ("b", "image/gif", b"abc"),
        ("c", "image/svg+xml", b""),
        ("d", "image/jpeg", b"d"),
    ]
    assert framed.within(found) == {"a": "data:image/png;base64,YWJj", "d": "data:image/jpeg;base64,ZA=="}
