"""Octets under right, wrong and impossible names of charsets."""

import pytest

from inquiries.mail.parsing import charsets


@pytest.mark.parametrize(
    ("octets", "label", "text"),
    [
        ("問題".encode("big5"), "Big5", "問題"),
        ("質問".encode("euc_jp"), "euc-jp", "質問"),
        ("שאלה".encode("iso8859_8"), "iso-8859-8-i", "שאלה"),
        ("Ğ“".encode("cp1254"), "iso-8859-9", "Ğ“"),
        ("Вопрос".encode("mac_cyrillic"), "x-mac-cyrillic", "Вопрос"),
        ("Grüße".encode(), "utf-8", "Grüße"),
        ("Grüße".encode("utf-8-sig"), "utf-8", "\ufeffGrüße"),
        ("Grüße".encode("latin-1"), "iso-8859-1", "Grüße"),
        ("“yes” – 5 €".encode("cp1252"), "windows-1252", "“yes” – 5 €"),
        ("“yes” – 5 €".encode("cp1252"), "iso-8859-1", "“yes” – 5 €"),
        ("“yes” – 5 €".encode("cp1252"), "us-ascii", "“yes” – 5 €"),
        ("“yes” – 5 €".encode("cp1252"), "", "“yes” – 5 €"),
        ("“yes” – 5 €".encode("cp1252"), "utf-8", "“yes” – 5 €"),
        ("“yes” – 5 €".encode(), "windows-1252", "“yes” – 5 €"),
        ("“yes” – 5 €".encode(), "x-unknown", "“yes” – 5 €"),
        ("朱镕基".encode("gb18030"), "gb2312", "朱镕基"),
        ("朱镕基".encode("gb18030"), "GB18030", "朱镕基"),
        ("Вопрос".encode("koi8-r"), "koi8-r", "Вопрос"),
        ("Вопрос".encode("cp1251"), "Windows-1251", "Вопрос"),
        ("질문".encode("cp949"), "ks_c_5601-1987", "질문"),
        ("質問".encode("iso2022_jp"), "ISO-2022-JP", "質問"),
        ("質問".encode("cp932"), "Shift_JIS", "質問"),
        ("șoaptă".encode("iso8859_16"), "iso-8859-16", "șoaptă"),
        ("żółć".encode("cp1250"), "cp1250", "żółć"),
        ("Grüße".encode("utf-16"), "utf-16", "Grüße"),
        ("Grüße".encode(), "koi8-r", "Grц╪ц÷e"),
        (b"\xd0\x93", "gb2312", "袚"),
        (b"+ADw-b+AD4-", "utf-7", "+ADw-b+AD4-"),
        (b"\\u0041", "unicode_escape", "\\u0041"),
        (b"uryyb", "rot13", "uryyb"),
        (b"a-b", "punycode", "a-b"),
        (b"a", "\x00" * 10, "a"),
        (b"Gr\xc3\xbc\xc3\x9fe, cut: \xc3", "utf-8", "Grüße, cut: \ufffd"),
    ],
)
def test_octets_are_read(octets, label, text):
    assert charsets.decode(octets, label) == text


def test_readable_text_has_one_kind_of_line_end_and_nothing_that_vanishes_or_deceives():
    written = "a\r\nb\rc\u2028d\x0ce\x00\x07\ufeff\u202e\tf\x85g"
    assert charsets.readable(written) == "a\nb\nc\nd\ne\tf\ng"


def test_every_charset_has_its_codec():
    charsets.preload()
    assert {name for name in charsets._MEANT.values() if name not in charsets._SAFE} == set()
