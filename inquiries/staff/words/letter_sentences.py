"""What the history says of letters, both ways. Pure."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from inquiries.i18n import say
from inquiries.inquiry.answers import Reader
from inquiries.inquiry.model import Event
from inquiries.wording import Text, unpack

_READ = Text("They read our reply on their receipt page")


def _replied(event: Event, reader: Reader) -> Text:
    who, send_at = event.who or "", str(event.facts.get("send_at") or "")
    if not event.facts.get("scheduled") or not send_at:
        return Text("%(who)s wrote a reply", {"who": who})
    at, zone = datetime.fromisoformat(send_at), reader.zone
    time = f"{say.date(at, zone, event.at, reader.locale)} {say.time(at, zone)}"
    return Text("%(who)s wrote a reply that goes %(time)s", {"who": who, "time": time})


def _taken_back(event: Event, reader: Reader) -> Text:
    if event.facts.get("why") == "they-wrote":
        return Text("They wrote first: the planned reply was not sent and is a draft again")
    if not event.who:
        return Text("A reply was taken back before it went")
    return Text("%(who)s took the reply back before it went", {"who": event.who})


def _sent(event: Event, reader: Reader) -> Text:
    if not event.who:
        return Text("The reply was sent")
    return Text("The reply of %(who)s was sent", {"who": event.who})


def _let_go(event: Event, reader: Reader) -> Text:
    return Text("%(who)s let the planned reply go at once", {"who": event.who or ""})


def _read(event: Event, reader: Reader) -> Text:
    several = isinstance(read := event.facts.get("letters"), list) and len(read) > 1
    return Text("They read our replies on their receipt page") if several else _READ


def _wrote(event: Event, reader: Reader) -> Text:
    name, again = str(event.facts.get("name") or ""), bool(event.facts.get("reopened"))
    if event.facts.get("door") == "page":
        values = {"name": name}
        on_it = Text("%(name)s wrote on the receipt page", values)
        return Text("%(name)s wrote on the receipt page, and it is open again", values) if again else on_it
    if name and again:
        return Text("%(name)s wrote by mail, and it is open again", {"name": name})
    if name:
        return Text("%(name)s wrote by mail", {"name": name})
    return Text("They wrote by mail, and it is open again") if again else Text("They wrote by mail")


def _machine_wrote(event: Event, reader: Reader) -> Text:
    return Text("An automatic reply came")


def _bounced(event: Event, reader: Reader) -> Text:
    to = {"to": str(event.facts.get("to") or "")}
    if event.facts.get("kind", "letter") != "letter":
        return Text("A mail to %(to)s came back", to)
    if event.facts.get("for_good"):
        return Text("The reply to %(to)s came back: it cannot be delivered there", to)
    return Text("The reply to %(to)s is held up on its way", to)


def _filed(event: Event, reader: Reader) -> Text:
    values = {"who": event.who or "", "from": str(event.facts.get("from") or "")}
    if not values["from"]:
        return Text("%(who)s filed a letter here", values)
    return Text("%(who)s filed a letter of %(from)s here", values)


def _let_in(event: Event, reader: Reader) -> Text:
    values = {"who": event.who or "", "address": str(event.facts.get("address") or "")}
    return Text("%(who)s lets %(address)s write here from now on", values)


def _not_mailed(event: Event, reader: Reader) -> Text:
    why: Any = event.facts["why"]
    return Text("No receipt was mailed, it stands on their page: %(why)s", {"why": unpack(why)})


def _confirmed(event: Event, reader: Reader) -> Text:
    address = {"address": str(event.facts.get("address") or "")}
    return Text("They confirmed that %(address)s is theirs, by the link we mailed there", address)


def _disowned(event: Event, reader: Reader) -> Text:
    address = {"address": str(event.facts.get("address") or "")}
    return Text("Whoever reads %(address)s says that they did not send this", address)


SENTENCES: "Mapping[str, Callable[[Event, Reader], Text]]" = {
    "replied": _replied,
    "reply taken back": _taken_back,
    "reply let go": _let_go,
    "reply sent": _sent,
    "reply read": _read,
    "wrote": _wrote,
    "machine wrote": _machine_wrote,
    "bounced": _bounced,
    "filed": _filed,
    "let in": _let_in,
    "not mailed": _not_mailed,
    "address confirmed": _confirmed,
    "disowned": _disowned,
}
