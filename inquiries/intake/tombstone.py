"""What a receipt's address shows once all else is erased: that it was, when and by whose wish. No personal word."""

from aiohttp import web

from inquiries import clock
from inquiries.i18n import dates
from inquiries.intake import show
from inquiries.intake.door import Door
from inquiries.intake.known import Erased
from inquiries.web.language import language
from inquiries.wording import Text

_SAID = {
    "sender": Text("It was erased on %(day)s at the sender’s wish."),
    "staff": Text("It was erased on %(day)s by our staff."),
    "command": Text("It was erased on %(day)s by our administrators."),
    "retention": Text("It was erased on %(day)s: we keep no inquiry longer than we have said."),
}


def page(request: web.Request, door: Door, erased: Erased) -> web.Response:
    """410: it was here, and will not come back."""
    form, locale = door.settings.forms[erased.form], language(request, door.settings.languages)
    day = dates.written(erased.on, "d MMMM y", locale)
    return door.pages.render(
        request,
        "public/erased.html",
        status=410,
        personal=True,
        form=form,
        reference=door.keys.reference(erased.id),
        said=Text(_SAID[erased.door].msgid, {"day": day}),
        **show.around(door, request, door.settings.desk(form.desk), clock.now()),
    )
