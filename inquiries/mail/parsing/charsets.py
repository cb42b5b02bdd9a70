"""Octets as readable text, whatever the mail calls them: unknown, wrong and unsafe charsets included. Total."""

import codecs
import re
from encodings.aliases import aliases
from typing import Final

# Only these codecs are ever used: the rest of Python's are no charsets of mail, slow, or (UTF-7) a way past filters.
_SAFE: Final = frozenset(
    """
    big5hkscs cp037 cp1125 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp437 cp850 cp852 cp855
    cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp866 cp869 cp874 cp932 cp949 cp950 euc_jis_2004 gb18030
    hp_roman8 hz iso2022_jp_ext iso2022_kr iso8859_10 iso8859_13 iso8859_14 iso8859_15 iso8859_16 iso8859_2
    iso8859_3 iso8859_4 iso8859_5 iso8859_6 iso8859_7 iso8859_8 johab koi8_r koi8_t koi8_u kz1048 mac_centeuro
    mac_cyrillic mac_greek mac_iceland mac_roman mac_turkish ptcp154 utf_16 utf_16_be utf_16_le utf_32 utf_32_be
    utf_32_le utf_8""".split()  # noqa: SIM905
)
# What senders write → what they mean: the larger of two charsets that agree, as browsers do.
_MEANT: Final = {
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "cp65001": "utf_8",
    "cp_850": "cp850",
    "euc_jisx0213": "euc_jis_2004",
    "euc_jp": "euc_jis_2004",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso2022_jp": "iso2022_jp_ext",
    "iso2022_jp_1": "iso2022_jp_ext",
    "iso2022_jp_2": "iso2022_jp_ext",
    "iso8859_1": "cp1252",
    "iso8859_11": "cp874",
    "iso8859_9": "cp1254",
    "iso_8859_8_i": "iso8859_8",
    "ks_c_5601_1987": "cp949",
    "latin_1": "cp1252",
    "shift_jis": "cp932",
    "shift_jis_2004": "cp932",
    "shift_jisx0213": "cp932",
    "tis_620": "cp874",
    "utf8mb4": "utf_8",
    "utf_8_sig": "utf_8",
    "windows_874": "cp874",
    "x_cp1250": "cp1250",
    "x_cp1251": "cp1251",
    "x_cp1252": "cp1252",
    "x_gbk": "gb18030",
    "x_mac_cyrillic": "mac_cyrillic",
    "x_mac_roman": "mac_roman",
    "x_macroman": "mac_roman",
    "x_sjis": "cp932",
}
_NO_NAME = re.compile(r"[^a-z0-9]+")
# U+2028 and the like end lines where nobody sees it; the directional overrides show a text other than it is.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_VANISHING = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff\ufff9-\ufffb\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)


def decode(octets: bytes, label: str) -> str:
    """The text, all of it: what cannot be is U+FFFD.

    UTF-8 wins where the label is none, unknown or the one that programs write without looking; elsewhere the label
    is believed, for two Chinese characters may well be UTF-8 for something else.
    """
    codec = _codec(label)
    careless = codec in {"", "cp1252", "utf_8"}
    for attempt in ("utf_8",) if careless else (codec, "utf_8"):
        try:
            return octets.decode(attempt)
        except UnicodeDecodeError:
            pass
    if not careless:
        return octets.decode(codec, "replace")
    return _single(octets) if codec == "cp1252" else _damaged(octets)


def readable(text: str) -> str:
    """The text with \\n as its only line end, and without characters that a page cannot show or that deceive."""
    return _VANISHING.sub("", _LINE_ENDS.sub("\n", text))


def preload() -> None:
    """Load every codec now, for a process that may open no file later."""
    for name in _SAFE:
        codecs.lookup(name)


def _codec(label: str) -> str:
    """The codec to use for a label, "" for none we know. Python's own look-up would import what it is told."""
    name = _NO_NAME.sub("_", label[:60].lower()).strip("_")
    name = aliases.get(name, name)
    name = _MEANT.get(name, name)
    return name if name in _SAFE else ""


def _damaged(octets: bytes) -> str:
    """UTF-8 with a few bad places, unless so many are bad that it never was UTF-8."""
    text = octets.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return text if beyond - bad >= bad else _single(octets)


def _single(octets: bytes) -> str:
    """windows-1252, with its five empty places left out rather than refused."""
    return octets.decode("cp1252", "replace")
