"""Encoded words, as they should be and as they are."""

import pytest

from inquiries.mail.parsing import limits, words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"A question", "A question"),
        (b"=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        (b"=?UTF-8?B?R3LDvMOfZQ==?= an alle", "Grüße an alle"),
        (b"=?iso-8859-1?q?a?= =?iso-8859-1?q?b?=", "ab"),
        (b"=?iso-8859-1?q?a?= b =?iso-8859-2?q?=B1?=", "a b ą"),
        (b"=?us-ascii*en?q?Keith_Moore?=", "Keith Moore"),
        # a character split between two words, as Outlook and PHP do
        (b"=?utf-8?q?=C3?= =?utf-8?q?=BC?=", "ü"),
        (b"=?utf-8?b?ww?=\t=?utf-8?b?vA==?=", "ü"),
        # no padding, a blank in q, no charset anybody knows, no end
        (b"=?utf-8?b?R3LDvMOfZQ?=", "Grüße"),
        (b"=?utf-8?q?Gr=C3=BC=C3=9Fe an alle?=", "Grüße an alle"),
        (b"=?x-klingon?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        (b"=?utf-8?q?Gr=C3", "=?utf-8?q?Gr=C3"),
        (b"=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
        # the charset is wrong
        (b"=?utf-8?q?Gr=FC=DFe?=", "Grüße"),
        (b"=?us-ascii?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        (b"=?windows-1252?q?=93yes=94_=80?=", "“yes” €"),
        (b"=?gb2312?b?1uzpRrv5?=", "朱镕基"),
        (b"=?utf-7?q?+ADw-b+AD4-?=", "+ADw-b+AD4-"),
        # octets nobody encoded
        ("Grüße".encode(), "Grüße"),
        ("Grüße".encode("cp1252"), "Grüße"),
    ],
)
def test_heading_is_read(written, said):
    assert words.heading(written) == said


def test_octets_nobody_encoded_are_read_in_the_charset_of_the_body():
    assert words.heading("Вопрос".encode("koi8-r"), "koi8-r") == "Вопрос"


def test_heading_is_one_line_of_visible_characters_that_show_what_is_there():
    written = "a\x00b\r\n c\u2028d\u202ecod.exe\u200b\x1b[31m"
    assert words.heading(written.encode()) == "ab c dcod.exe [31m"
    assert (
        words.heading(b"=?utf-8?q?Subject=0D=0ABcc:_cy@charity.example?=")
        == "Subject Bcc: cy@charity.example"
    )


def test_heading_of_any_length_is_bounded():
    assert len(words.heading(b"a" * 50_000)) == limits.LINE
