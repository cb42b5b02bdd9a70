"""Files of others as they are saved: under their name in every browser, and never shown."""

import pytest

from inquiries.web import download


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("audit 2026.pdf", 'attachment; filename="audit 2026.pdf"'),
        (
            'a"b\\c%41;.pdf',
            "attachment; filename=\"a_b_c_41;.pdf\"; filename*=UTF-8''a%22b%5Cc%2541%3B.pdf",
        ),
        (
            "تقرير.pdf",
            "attachment; filename=\"_____.pdf\"; filename*=UTF-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1.pdf",
        ),
        ("two\r\nlines", "attachment; filename=\"two__lines\"; filename*=UTF-8''two%0D%0Alines"),
        ("half \ud800", "attachment; filename=\"half ?\"; filename*=UTF-8''half%20%3F"),
    ],
)
def test_a_name_is_said_as_every_browser_reads_it(name: str, said: str) -> None:
    assert download.disposition(name) == said


def test_what_is_saved_is_never_shown_and_kept_by_no_cache() -> None:
    answer = download.answer(b"<script>alert(1)</script>", "page.html")
    assert (answer.body, dict(answer.headers)) == (
        b"<script>alert(1)</script>",
        {
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "Content-Disposition": 'attachment; filename="page.html"',
            "Content-Type": "application/octet-stream",
        },
    )
