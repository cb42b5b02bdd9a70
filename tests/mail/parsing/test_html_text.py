"""Letters that came as HTML alone, as text."""

import pytest

from inquiries.mail.parsing import html_text, markup


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("Hello", "Hello"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("<div><div><div>One</div></div></div>\n  <div>Two</div>", "One\nTwo"),
        ("One<br>Two<br><br>Three", "One\nTwo\n\nThree"),
        ("a\n   b <b> c</b>&nbsp;&amp; d", "a b c & d"),
        ("<h1>Title</h1>Text", "Title\n\nText"),
        ("a<hr>b", "a\n--------------------\nb"),
        ("<pre>a\n  b\n\nc</pre>d", "a\n  b\n\nc\n\nd"),
        ("<ul><li>one</li><li>two<ol><li>x</li><li>y</li></ol></li></ul>end", "* one\n* two\n1. x\n2. y\n\nend"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ('<a href="https://x.example/story">our story</a>.', "our story <https://x.example/story>."),
        ('<a href="https://x.example/">x.example</a>', "x.example"),
        ('<a href="https://www.x.example/a?b=1&amp;c=2">https://www.x.example/a?b=1&amp;c=2</a>', "https://www.x.example/a?b=1&c=2"),
        ('<a href="mailto:bo@x.example?subject=Hi">bo@x.example</a>', "bo@x.example"),
        ('<a href="mailto:bo@x.example">Bo</a>', "Bo <bo@x.example>"),
        ('<a href="https://x.example"><img src="https://x.example/a.png" alt="Logo"></a>', "[Logo] <https://x.example>"),
        ('<img src="https://x.example/pixel.gif" alt="">', ""),
        ("<p>New</p><blockquote><p>Old</p><blockquote>Older<br>still</blockquote></blockquote>New again",
         "New\n\n> Old\n>\n>> Older\n>> still\n\nNew again"),
        ("<div>-- <br></div><div>Bo</div>", "-- \nBo"),
        ("a\u200b\u00ad\u034fb", "ab"),
        ("&lt;script&gt;", "<script>"),
    ],
)  # fmt: skip
def test_words_of_a_letter_come_as_a_person_would_type_them(html, text):
    assert html_text.text(markup.clean(html)) == text


def test_quotes_of_any_depth_are_bounded():
    text = html_text.text("<blockquote>" * 400 + "a" + "</blockquote>" * 400)
    assert max(len(line) for line in text.split("\n")) < 60
