"""What the history says of an alarm: how far it climbed, and who was told. Pure."""

from inquiries.inquiry.alarms import Step
from inquiries.inquiry.answers import Reader
from inquiries.inquiry.model import Event
from inquiries.wording import Text

_ALARMS = {
    "desk": Text("Nobody had acknowledged it; the desk was told again"),
    "contact": Text("Nobody had acknowledged it, and nobody was on duty; the duty contact was told"),
    "administrator": Text("Nobody had acknowledged it, and nobody was on duty; the administrators were told"),
}
_BY_NAME = {
    "owner": Text("Nobody had acknowledged it; %(to)s was told again"),
    "duty": Text("Nobody had acknowledged it; %(to)s, who is on duty, was told"),
}
_LATE = {
    Step.LATE_TO_START.name: (
        Text("The last safe start passed; %(to)s was told"),
        Text("The last safe start passed; the desk was told"),
        Text("The last safe start passed"),
    ),
    Step.LATE.name: (
        Text("The deadline passed; %(to)s was told"),
        Text("The deadline passed; the desk was told"),
        Text("The deadline passed"),
    ),
}


def alarm(event: Event, reader: Reader) -> Text:
    """Nobody had acknowledged it: who was told, by name or by what they are."""
    because, to = str(event.facts.get("because", "")), str(event.facts.get("to", ""))
    if because in _BY_NAME and to:
        return Text(_BY_NAME[because].msgid, {"to": to})
    return _ALARMS.get(because, Text("Nobody had acknowledged it"))


def late(event: Event, reader: Reader) -> Text:
    """It is late, to start or altogether, and who was told; who wishes not to be is not."""
    to, because = str(event.facts.get("to", "")), event.facts.get("because")
    by_name, by_desk, nobody = _LATE.get(str(event.facts.get("step")), _LATE[Step.LATE.name])
    return Text(by_name.msgid, {"to": to}) if to else by_desk if because else nobody
