"""What goes with an inquiry, and what was erased, in words. Pure."""

from collections.abc import Callable, Mapping, Sequence
from gettext import NullTranslations

from inquiries.erasure.record import Line
from inquiries.i18n import catalogues, dates
from inquiries.staff.frame import short_time
from inquiries.staff.office import Office, Visitor
from inquiries.wording import NOTHING, Text

_DOORS = {
    "sender": Text("Its sender"),
    "command": Text("An administrator, by the command erase"),
    "retention": Text("Its form, which keeps it no longer"),
}

Count = Callable[[NullTranslations, int], str]
# In the order in which they are said. Whole calls, so that translators find every form of the word.
_COUNTS: Mapping[str, Count] = {
    "letters": lambda words, n: words.ngettext("%(count)s letter", "%(count)s letters", n),
    "mails": lambda words, n: words.ngettext("%(count)s mail as it came", "%(count)s mails as they came", n),
    "notes": lambda words, n: words.ngettext("%(count)s note or call", "%(count)s notes and calls", n),
    "drafts": lambda words, n: words.ngettext("%(count)s draft", "%(count)s drafts", n),
    "files": lambda words, n: words.ngettext("%(count)s file", "%(count)s files", n),
    "deliveries": lambda words, n: words.ngettext("%(count)s delivery", "%(count)s deliveries", n),
    "addresses": lambda words, n: words.ngettext("%(count)s address", "%(count)s addresses", n),
    "remarks": lambda words, n: words.ngettext("%(count)s remark", "%(count)s remarks", n),
}


def counted(figures: Mapping[str, int], locale: str) -> list[str]:
    """ "2 letters", "1 file": what there is none of is not said."""
    words = catalogues.translations(locale)
    return [
        say(words, figures[name]) % {"count": figures[name]}
        for name, say in _COUNTS.items()
        if figures.get(name)
    ]


def rows(office: Office, visitor: Visitor, lines: Sequence[Line]) -> list[dict[str, object]]:
    """One a line of the record."""
    return [_row(office, visitor, line) for line in lines]


def _row(office: Office, visitor: Visitor, line: Line) -> dict[str, object]:
    locale, form = visitor.locale, office.settings.forms.get(line.form)
    desk = office.settings.desks.get(line.desk)
    told = [Text(form.title) if form else Text(line.form), Text(desk.name) if desk else Text(line.desk)]
    return {
        "reference": line.reference,
        "about": " · ".join(filter(None, (catalogues.text(text, locale) for text in told if text.msgid))),
        "received": dates.written(line.received_on.date(), "d MMM y", locale) if line.received_on else "",
        "at": line.at.isoformat(),
        "when": short_time(line.at, visitor),
        "who": line.who or catalogues.text(_DOORS.get(line.door, NOTHING), locale),
        "counted": ", ".join(counted(line.counted, locale)),
        "waits": line.gone_at is None,
    }
