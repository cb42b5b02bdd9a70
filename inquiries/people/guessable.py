"""Which long passwords are guessed first: rows of keys, repetitions, the commonest words. Pure; knows no person."""

FEWEST_SIGNS = 5
# Straight lines and zigzags over keyboards, the alphabet and the digits; each is also tried backwards.
ROWS = (
    "0123456789" * 3,
    "1234567890qwertyuiopasdfghjklzxcvbnm",
    "abcdefghijklmnopqrstuvwxyz" * 2 + "0123456789",
    "0123456789abcdefghijklmnopqrstuvwxyz",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertzuiopasdfghjklyxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "zaq1xsw2cde3vfr4bgt5nhy6mju7ki8lo9p0",
    "qazwsxedcrfvtgbyhnujmikolp",
)
# Words that lead every list of stolen passwords; with digits behind them or doubled they
# reach twelve signs. Doubled ones need no entry of their own.
WORDS = """
password passwort motdepasse passphrase mypassword thisismypassword passwordone secret mysecret topsecret
admin administrator administrateur root superuser default changeme changethis changeit letmein letmeinnow
welcome welcomehome bienvenue bonjour hello helloworld goodmorning goodluck login signin guest user username
test tester testing testtest temp temporary qwerty qwertyuiop azerty abc abcd abcdef iloveyou iloveyousomuch
iloveme jetaime loulou doudou chouchou sunshine princess princesse football baseball basketball hockey
soccer superman batman starwars pokemon dragon monkey master michael jessica charlie ashley jordan jennifer
freedom whatever trustno chocolate butterfly computer internet google facebook linkedin microsoft samsung
liverpool manchester chelsea arsenal canada toronto ottawa montreal london paris summer winter spring autumn
monday friday january december christmas unknown nothing everything forever forgotten correcthorse
correcthorsebatterystaple opensesame donotenter killer hunter ranger mustang corvette ferrari mercedes
shadow jesus jesuschrist jesusislord godisgood blessed blink iloveyouforever loveyou mylove babygirl
"""
COMMONEST = frozenset(WORDS.split())
DIGITS = "0123456789"
DISGUISES = str.maketrans("013457", "oleast")


def is_guessable(password: str) -> bool:
    """For passwords long enough already."""
    if len(set(password.casefold())) < FEWEST_SIGNS:
        return True
    return any(_is_row(reading) or _once(reading) in COMMONEST for reading in _readings(plain(password)))


def plain(text: str) -> str:
    """The letters and digits of it, in lower case."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def without_digits_behind(text: str) -> str:
    return text.rstrip(DIGITS)


def _readings(letters: str) -> tuple[str, ...]:
    """ "passw0rd2024" is read as passw0rd and as password; "2024password" as password too."""
    bare = without_digits_behind(letters)
    undigited = "".join(sign for sign in letters if sign not in DIGITS)
    return letters, bare, bare.translate(DISGUISES), undigited


def _is_row(text: str) -> bool:
    return len(text) >= FEWEST_SIGNS and any(text in row or text[::-1] in row for row in ROWS)


def _once(text: str) -> str:
    """What a text repeats: "welcome" for "welcomewelcome"; any other text as it is."""
    period = (text + text).find(text, 1)
    return text[:period] if period > 0 else text
