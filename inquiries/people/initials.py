"""A person's initials, for the narrow column of the inbox. Pure; knows names, not people."""

import unicodedata

JOINER = "\u200d"
SKIN_TONES = range(0x1F3FB, 0x1F400)


def of(name: str) -> str:
    """First signs of the first and last word, in capitals: IP for Irene van der Put; nothing for no name."""
    words = [word for word in (_from_first_letter(word) for word in _whole(name).split()) if word]
    ends = words[:1] + words[1:][-1:]
    return "".join(_first_sign(word) for word in ends).upper()


def _whole(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _from_first_letter(word: str) -> str:
    """Without the bracket or quote it opens with: "(Bo)" goes by B. Emoji stay; dashes alone are no word."""
    while word and unicodedata.category(word[0])[0] in "PZC":
        word = word[1:]
    return word


def _first_sign(word: str) -> str:
    """One sign as a reader sees it: a letter with all its accents, an emoji with all its parts."""
    end = 1
    while end < len(word) and (
        unicodedata.category(word[end])[0] == "M"
        or ord(word[end]) in SKIN_TONES
        or JOINER in (word[end], word[end - 1])
    ):
        end += 1
    return word[:end]
