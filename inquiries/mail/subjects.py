"""Subjects that mail programs and servers give what they write themselves. Never proof alone: people quote them."""

# What no person types at the start of a subject; a person answering such a mail has "Re:" before it.
_AUTOMATIC = (
    "automatic reply:",
    "auto reply:",
    "auto-reply:",
    "autoreply:",
    "automatische antwort:",
    "automatische antwoord:",
    "automatisch antwoord:",
    "réponse automatique:",
    "respuesta automática:",
    "răspuns automat:",
    "raspuns automat:",
    "odpowiedź automatyczna:",
    "automatyczna odpowiedź:",
    "autoodpowiedź:",
    "автоматичен отговор:",
)
_ABSENCE = (
    *(start.rstrip(":") for start in _AUTOMATIC),
    "auto:",
    "out of office",
    "out of the office",
    "out-of-office",
    "ooo:",
    "on vacation",
    "on leave",
    "abwesend",
    "abwesenheit",
    "im urlaub",
    "nicht im büro",
    "absence",
    "absent",
    "en congé",
    "fuera de la oficina",
    "ausencia",
    "de vacaciones",
    "absență",
    "în concediu",
    "plecat din birou",
    "in afara biroului",
    "în afara biroului",
    "afwezig",
    "met vakantie",
    "niet op kantoor",
    "poza biurem",
    "nieobecność",
    "nieobecny",
    "nieobecna",
    "na urlopie",
    "извън офиса",
    "отсъствам",
    "отсъствие",
    "в отпуск",
)
_BOUNCE = (
    "undeliver",
    "undelivered mail",
    "mail delivery",
    "message delivery",
    "delivery status notification",
    "delivery failure",
    "delivery has failed",
    "delivery delayed",
    "delivery report",
    "returned mail",
    "failure notice",
    "mail system error",
    "non-delivery",
    "nondeliverable",
    "warning: could not send",
    "warning: message",
    "unzustellbar",
    "nicht zugestellt",
    "zustellung",
    "non remis",
    "non délivré",
    "échec de la remise",
    "échec de remise",
    "no se puede entregar",
    "no entregado",
    "nelivrat",
    "nu a fost livrat",
    "onbestelbaar",
    "niet bezorgd",
    "niedostarczalna",
    "niedostarczon",
    "nie można dostarczyć",
    "недоставен",
    "неуспешно доставяне",
)
# What programs put before the subject of the mail that is answered or passed on.
_BEFORE = frozenset(
    {
        "re",
        "aw",
        "sv",
        "antw",
        "antwort",
        "odp",
        "ref",
        "rép",
        "rep",
        "respuesta",
        "răsp",
        "rasp",
        "отг",
        "ha",
    }
    | {"fw", "fwd", "wg", "tr", "rv", "enc", "pd", "doorst", "препр", "i"}
)
_LOOKED_AT = 200  # characters


def is_automatic(subject: str) -> bool:
    """Whether it starts as an automatic reply's does, in one of our eight languages."""
    return _plain(subject).startswith(_AUTOMATIC)


def is_absence(subject: str) -> bool:
    """Whether it speaks of an absence anywhere: tells an out-of-office from other automatic mail."""
    plain = _plain(subject)
    return any(words in plain for words in _ABSENCE)


def is_bounce(subject: str) -> bool:
    """Whether it is the subject of a report that a letter did not arrive, or not yet."""
    plain = _plain(subject)
    return any(words in plain for words in _BOUNCE)


def bare(subject: str) -> str:
    """Without the "Re:", "AW:" or "Fwd:" that programs put before it, however many there are."""
    for _ in range(_LOOKED_AT):
        start, colon, rest = subject.partition(":")
        if not colon or start.strip().partition("[")[0].lower() not in _BEFORE:
            break
        subject = rest
    return subject.strip()


def answering(subject: str) -> str:
    """ "Re: …", once."""
    return f"Re: {bare(subject)}".strip()


def _plain(subject: str) -> str:
    """Lower-case, with the space that French sets before a colon taken out."""
    return " ".join(subject[:_LOOKED_AT].split()).lower().replace(" :", ":")
