"""Words as they are compared, kept or asked for: without case, accents, apostrophes. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 64  # letters of a word that count
# Letters that Unicode does not take apart, as people without them on the keyboard write them.
_PLAIN = {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "þ": "th", "ð": "d"}
_APOSTROPHES = frozenset("'’‘‛ʼʻ`´′ʹ＇")
# 7 to 15 digits with what people put between them: a telephone number, most likely (E.164 has at most 15).
# It begins with what can be looked for at once, and looks back after: so it takes a third of the time.
_NUMBER = re.compile(r"\d(?<!\d\d)(?:[ ().\-/\u00a0]{0,3}\d){6,14}(?!\d)")
_SHORTEST_TAIL = 4
_CHINESE_AND_JAPANESE = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


class _Letters(dict[int, str]):
    """What each letter is folded to, filled as letters are met: a space parts words, "'" stands in one."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


_LETTERS = _Letters()


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, folded, and where it stands there."""

    start: int
    end: int
    folded: str


def words(text: str) -> set[str]:
    """Everything `text` is found by: O'Brien by obrien, o and brien; a telephone number by its last digits too."""
    folded = _folded(text)
    found = set(folded.replace("'", "").split())
    if "'" in folded:
        found.update(folded.replace("'", " ").split())
    for number in numbers(text):
        found.update(number[at:] for at in range(len(number) - _SHORTEST_TAIL + 1))
    return {word[:LONGEST] for word in found} if max(map(len, found), default=0) > LONGEST else found


def asked(text: str) -> list[str]:
    """The words somebody looks for, in their order, each once."""
    folded = _folded(text).replace("'", "").split()
    return list(dict.fromkeys(word[:LONGEST] for word in folded))


def flat(text: str) -> str:
    """`text` folded, as one line in which any word of it stands: to see at once that something is not there."""
    return _folded(text).replace("'", "")


def numbers(text: str) -> list[str]:
    """The digits of what may be telephone numbers, without what is dialled before them in one country or abroad."""
    return [digits(found[0]) for found in _NUMBER.finditer(text)]


def split(text: str) -> Iterator[tuple[str, bool]]:
    """`text` in pieces: (piece, whether it may be a telephone number)."""
    at = 0
    for found in _NUMBER.finditer(text):
        yield text[at : found.start()], False
        yield found[0], True
        at = found.end()
    yield text[at:], False


def digits(number: str) -> str:
    """ "(020) 7946-0018" → "2079460018"; the nought in "+44 (0)20" is not dialled."""
    return "".join(filter(str.isdecimal, _folded(number.replace("(0)", "")))).lstrip("0")


def spans(text: str) -> Iterator[Word]:
    """The words of `text` in order with their places, O'Brien as one word and as its parts."""
    if text.isascii():  # nearly all of it, and fifty times as fast
        for found in _PLAIN_WORD.finditer(text):
            yield Word(found.start(), found.end(), _together(found[0]))
            if not found[0].isalnum():
                at = found.start()
                yield from (
                    Word(at + part.start(), at + part.end(), part[0].lower())
                    for part in _PLAIN_PART.finditer(found[0])
                )
        return
    for pieces in _runs(text):
        whole = "".join(folded for _, folded in pieces)
        yield Word(pieces[0][0], pieces[-1][0] + 1, whole.replace("'", ""))
        at = 0
        for part in whole.split("'") if "'" in whole else ():
            if part:
                yield Word(*_places(pieces, at, at + len(part)), part)
            at += len(part) + 1


_PLAIN_WORD = re.compile("[A-Za-z0-9](?:[A-Za-z0-9'`]*[A-Za-z0-9])?")
_PLAIN_PART = re.compile("[A-Za-z0-9]+")


def _together(word: str) -> str:
    return word.lower().replace("'", "").replace("`", "")


def _runs(text: str) -> Iterator[list[tuple[int, str]]]:
    """Stretches of letters without a space in their folded form, as (place, folded letter)."""
    run: list[tuple[int, str]] = []
    for place, letter in enumerate(text):
        folded = _LETTERS[ord(letter)]
        alone = " " in folded
        if run and alone:
            yield from _trimmed(run)
            run = []
        if not alone:
            run.append((place, folded))
        elif folded.strip():
            yield [(place, folded.strip())]
    yield from _trimmed(run)


def _trimmed(run: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """A run without the quotation marks and marks of direction around it; nothing where it has no letter."""
    letters = [index for index, (_, folded) in enumerate(run) if folded.strip("'")]
    if letters:
        yield run[letters[0] : letters[-1] + 1]


def _places(pieces: list[tuple[int, str]], start: int, end: int) -> tuple[int, int]:
    """Where the letters `start` to `end` of a folded word stand in the text."""
    at, touched = 0, []
    for place, folded in pieces:
        if at + len(folded) > start and at < end and folded:
            touched.append(place)
        at += len(folded)
    return touched[0], touched[-1] + 1


def _folded(text: str) -> str:
    plain = text if text.isascii() else _plainer(text)
    return plain.encode().translate(_ASCII).decode() if plain.isascii() else text.translate(_LETTERS)


def _plainer(text: str) -> str:
    """With each of the few other letters that most texts hold, as “ or é, folded in one go: three times as fast."""
    strange = {*text} - _ASCII_LETTERS
    if len(strange) <= _FEW:
        for letter in strange:
            text = text.replace(letter, _LETTERS[ord(letter)])
    return text


def _fold(letter: str) -> str:
    if letter in _APOSTROPHES:
        return "'"
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    plain = "".join(map(_plain, folded))
    return f" {plain} " if " " in plain else plain


def _plain(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind[0] == "M" or (kind == "Cf" and letter != "\N{ZERO WIDTH SPACE}"):
        return ""  # accents, soft hyphens, the marks that turn the direction of writing
    if letter in _APOSTROPHES:
        return "'"
    if not letter.isalnum():
        return " "
    if any(first <= ord(letter) <= last for first, last in _CHINESE_AND_JAPANESE):
        return f" {letter} "  # written without spaces: each character is looked for by itself
    return _PLAIN.get(letter, letter)


# For texts of these letters alone, which are most: forty times as fast. The rest is for `translate`, which wants 256.
_ASCII_LETTERS = frozenset(map(chr, range(128)))
_FEW = 24  # an alphabet of its own has more
_ASCII = "".join(_LETTERS[code].strip() or " " for code in range(128)).encode() + bytes(range(128, 256))
