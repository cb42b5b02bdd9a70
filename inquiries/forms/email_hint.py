"""A likely misspelt mail domain, pointed out and never held against anyone. Pure; asks no name server."""

# In order of preference: of two domains equally near, the first is suggested.
COMMON = (
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "outlook.com",
    "yahoo.com",
    "icloud.com",
    "hotmail.co.uk",
    "yahoo.co.uk",
    "btinternet.com",
    "hotmail.ca",
    "hotmail.fr",
    "yahoo.ca",
    "yahoo.fr",
    "outlook.fr",
    "wanadoo.fr",
    "orange.fr",
    "laposte.net",
    "sympatico.ca",
    "videotron.ca",
    "rogers.com",
    "comcast.net",
    "verizon.net",
    "sbcglobal.net",
    "protonmail.com",
    "fastmail.com",
)
# One letter away from a common one, and meant.
GENUINE = frozenset(COMMON) | {
    *("email.com", "mail.com", "ymail.com", "orange.be"),
    *("hotmail.be", "hotmail.ch", "hotmail.cz", "hotmail.de", "hotmail.dk", "hotmail.es", "hotmail.it"),
    *("hotmail.nl", "hotmail.no", "hotmail.se"),
    *("outlook.at", "outlook.be", "outlook.cz", "outlook.de", "outlook.dk", "outlook.es", "outlook.it"),
    *("yahoo.de", "yahoo.es", "yahoo.gr", "yahoo.in", "yahoo.it"),
}


def suggest(email: str) -> str | None:
    """The address with the domain that was probably meant, if it is one slip away from a common one."""
    mailbox, at, domain = email.rpartition("@")
    domain = domain.lower()
    if not at or domain in GENUINE or not 6 <= len(domain) <= 16:
        return None
    for meant in COMMON:
        if _one_slip(domain, meant):
            return f"{mailbox}@{meant}"
    return None


def _one_slip(typed: str, meant: str) -> bool:
    """One letter missing, too many, wrong, or two neighbours swapped."""
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    rest, wanted = typed[start:], meant[start:]
    swapped = rest[1:2] + rest[:1]
    return (
        (rest[1:] == wanted[1:] and rest != wanted)
        or rest == wanted[1:]
        or rest[1:] == wanted
        or (len(rest) > 1 and swapped + rest[2:] == wanted)
    )
