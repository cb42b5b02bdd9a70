"""Names made comparable: without case, accents and punctuation, as people mix them up. Pure; never shown."""

import unicodedata

LONGEST = 200  # of a key: an index of PostgreSQL takes no entry of more than 2,700 bytes
_KEPT_MARKS = (
    0,
    8,
    9,
)  # vowels of Indic scripts, the marks that tell kana apart, viramas: letters, not accents


def folded(text: str) -> str:
    """ "Süddeutsche  Zeitung!" and "suddeutsche zeitung" are one. Folding twice is folding once."""
    if text.isascii():  # nearly every one, and ten times as fast
        return " ".join(text.lower().translate(_PLAIN).split())[:LONGEST].strip()
    # Twice, because small letters may come apart where capitals did not.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    words = "".join(map(_sign, apart)).split()
    return unicodedata.normalize("NFC", " ".join(words))[:LONGEST].strip()


_PLAIN = {code: " " for code in range(128) if not chr(code).isalnum()}


def _sign(sign: str) -> str:
    if unicodedata.category(sign) == "Cf" or unicodedata.combining(sign) not in _KEPT_MARKS:
        return ""
    return sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " "
