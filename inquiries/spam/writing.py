"""Signs in what was written. Pure, and linear in the length of the text, of which only the beginning is read.

None of them may know a language from another: a text is never suspect for its alphabet.
"""

import re
from collections.abc import Mapping
from itertools import pairwise

from inquiries.spam.verdict import HELD_AT, Facts, Sign
from inquiries.wording import Text

READ = 20_000  # characters
MANY_LINKS, VERY_MANY_LINKS = 5, 10  # a reporter's four sources are no spam
FEW_WORDS = 8  # beside a link or several
ALIKE, VERY_MUCH_ALIKE = 2, 5  # other senders of the same text
_PLAIN = ("name", "outlet", "phone", "place")  # boxes of one line
_LONG = ("question", "idea")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"'\[\]]{1,500}", re.IGNORECASE)
_MARKUP = re.compile(r"\[/?(?:url|link)[=\]]|<a\s{1,5}href", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"[A-Za-z]{10,60}")
_TURN = re.compile(r"[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]")
# As they are sold, and not as they are reported on: a question about casinos or bitcoin is an ordinary question.
# No word of this file goes to a page but the one that was found.
PITCHES = (
    "backlink", "guest post", "sponsored post", "link insertion", "domain authority", "dofollow",
    "first page of google", "top of google", "rank on google", "rank higher", "google ranking",
    "search engine optimization", "search engine optimisation", "seo expert", "seo service", "seo package",
    "seo audit", "website traffic", "increase your traffic", "organic traffic", "targeted traffic",
    "boost your sales", "generate leads", "more leads", "qualified leads", "email list of", "web design service",
    "redesign your website", "mobile app development", "affordable price", "affordable rates",
    "unsubscribe from", "opt out of future", "reply stop", "limited time offer", "special offer", "act now",
    "click here", "100% free", "risk-free", "risk free", "money back guarantee", "guaranteed profit",
    "guaranteed return", "guaranteed income", "passive income", "double your", "daily profit", "per day from home",
    "work from home", "earn money", "make money online", "financial freedom", "binary option", "forex signal",
    "crypto signal", "invest in crypto", "bitcoin investment", "crypto investment", "recover your lost",
    "minimum deposit", "free spins", "no deposit bonus", "welcome bonus", "online casino", "casino bonus",
    "sports betting", "jackpot", "buy viagra", "cialis", "cheap meds", "without prescription", "weight loss",
    "hot girls", "adult dating", "sex dating", "instant loan", "loan offer", "business loan", "no credit check",
    "next of kin", "million dollars", "telegram channel", "whatsapp +", "référencement naturel",
    "première page de google",
    "gagner de l'argent", "suchmaschinenoptimierung", "быстрый заработок", "без вложений", "казино онлайн",
    "онлайн казино", "продвижение сайт", "инвестиции в криптовалюту",
)  # fmt: skip


def link_for_a_name(facts: Facts) -> Sign | None:
    """An outlet may well be told by its address; nobody is called one."""
    return Sign(5, Text("the name is a link")) if _links(facts.answers.get("name", "")) else None


def markup(facts: Facts) -> Sign | None:
    text = _all(facts.answers)
    if ("[" not in text and "<" not in text) or not _MARKUP.search(text):
        return None
    return Sign(5, Text("it has links written as code, as robots do"))


def nothing_but_links(facts: Facts) -> Sign | None:
    text = _text(facts.answers)
    links = len(_links(text))
    if not links or len(_WORD.findall(_LINK.sub(" ", text))) > min(4 * links, FEW_WORDS):
        return None
    return Sign(7, Text("the text is nothing but links"))


def many_links(facts: Facts) -> Sign | None:
    count = len(_links(_text(facts.answers)))
    if count < MANY_LINKS:
        return None
    return Sign(
        6 if count >= VERY_MANY_LINKS else 3, Text("there are %(count)s links in it", {"count": count})
    )


def pitch(facts: Facts) -> Sign | None:
    """One such phrase happens to anybody; several together are an offer."""
    text = _all(facts.answers).casefold().replace("’", "'")
    found = [phrase for phrase in PITCHES if phrase in text]
    if len(found) < 2:
        return None
    said = {"first": found[0], "second": found[1]}
    why = Text("it offers something for sale: “%(first)s”, “%(second)s”", said)
    return Sign({2: 6, 3: 8}.get(len(found), HELD_AT), why)


def jumble(facts: Facts) -> Sign | None:
    """A single word that no hand would write, as a name, as the whole text, or as both."""
    name, text = _is_jumble(facts.answers.get("name", "")), _is_jumble(_text(facts.answers))
    points = HELD_AT if name and text else 3 * name + 5 * text
    return Sign(points, Text("it is written in jumbled letters")) if points else None


def mixed_alphabets(facts: Facts) -> Sign | None:
    """Letters of two alphabets within one word, to and fro, and that several times: "PR-а" and "SMSи" are Bulgarian."""
    text = _all(facts.answers)
    if text.isascii() or len(_TURN.findall(text)) < 6:
        return None
    words = sum(len(_TURN.findall(word)) >= 2 for word in _WORD.findall(text))
    if words < 3:
        return None
    return Sign(5, Text("its words mix letters of two alphabets"))


def sent_by_many(facts: Facts) -> Sign | None:
    """Without a link in it, it may be a letter that supporters were asked to send: then this is never enough."""
    if facts.alike < ALIKE:
        return None
    why = Text("the same text came from %(count)s other addresses lately", {"count": facts.alike})
    if not _links(_text(facts.answers)):
        return Sign(3, why)
    return Sign(HELD_AT if facts.alike >= VERY_MUCH_ALIKE else 6, why)


def learned(facts: Facts) -> Sign | None:
    """By what staff called spam and what they did not."""
    if facts.learned is None:
        return None
    why = Text("it reads like what was marked as spam here")
    if facts.learned >= 0.99:
        return Sign(HELD_AT, why)
    if facts.learned >= 0.95:
        return Sign(6, why)
    return Sign(-5) if facts.learned <= 0.1 else None


def _text(answers: Mapping[str, str]) -> str:
    return "\n".join(answers.get(name, "")[:READ] for name in _LONG).strip()


def _all(answers: Mapping[str, str]) -> str:
    return "\n".join(answers.get(name, "")[:READ] for name in (*_PLAIN, *_LONG))


def _links(text: str) -> list[str]:
    """Nearly every text has none, which is seen ten times as fast."""
    return _LINK.findall(text) if "://" in text or "www." in text.lower() else []


def _is_jumble(text: str) -> bool:
    """ "oQwZxTbVnKLmRp", "sdfkjhsdkfjh"; not "Angstschweiss", not "McDonaldsSponsor"."""
    word = text.strip()
    if not _LETTERS.fullmatch(word) or word.isupper():
        return False
    turns = sum(one.islower() and other.isupper() for one, other in pairwise(word))
    vowels = sum(letter in "aeiouy" for letter in word.lower())
    return turns >= 3 or vowels * 8 < len(word)
