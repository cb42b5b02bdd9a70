"""Every staff address with its permission. A route without one cannot be written down."""

from inquiries.staff.acts import ACTS, uploads
from inquiries.staff.pages import (
    acquaintances,
    acts,
    bulk,
    calls,
    deliveries,
    enclosures,
    held,
    held_letter,
    inbox,
    inquiry,
    live,
    mailbox,
    me,
    outgoing,
    outlets,
    persons,
    printed,
    reports,
    rota,
    saved_replies,
    setup,
    sign_in,
    unopened,
    views,
    writing,
    written,
)
from inquiries.web.routes import Route

INQUIRY = "/staff/inquiries/{reference}"
HELD = "/staff/held/{id:[0-9]{1,18}}"
PERSON, OUTLET = "/staff/persons/{id:[0-9]{1,18}}", "/staff/outlets/{key}"

ROUTES: tuple[Route, ...] = (
    Route("POST", "/staff/bulk", bulk.bulk, "signed-in"),
    Route("GET", "/staff/calls", calls.form, "signed-in"),
    Route("POST", "/staff/calls", calls.log, "signed-in"),
    Route("GET", "/staff/deliveries", deliveries.page, "signed-in"),
    Route("POST", "/staff/deliveries/test", deliveries.test, "administrator"),
    Route("POST", "/staff/deliveries/{id:[0-9]{1,18}}/retry", deliveries.retry, "signed-in"),
    *(Route("GET", url, page, "signed-in") for url, page in held.PAGES.items()),
    Route("GET", HELD, held.one, "desk"),
    Route("GET", f"{HELD}/files/{{number:[0-9]{{1,6}}}}", held_letter.file, "desk"),
    Route("GET", f"{HELD}/html", held_letter.html, "desk"),
    Route("GET", f"{HELD}/original", held_letter.original, "desk"),
    *(Route("POST", f"{HELD}/{name}", held.handler(act), "desk") for name, act in held.ACTS.items()),
    Route("GET", "/staff/inbox", inbox.inbox, "signed-in"),
    Route("GET", INQUIRY, inquiry.inquiry, "desk"),
    Route("GET", f"{INQUIRY}/print", printed.case_page, "desk"),
    *(Route("POST", f"{INQUIRY}/{act.name}", acts.handler(act), "desk", act.room) for act in ACTS),
    Route("GET", f"{INQUIRY}/files/{{id:[0-9]{{1,18}}}}", written.file, "desk"),
    Route("GET", f"{INQUIRY}/letters/{{id:[0-9]{{1,18}}}}/html", written.html, "desk"),
    Route("GET", f"{INQUIRY}/letters/{{id:[0-9]{{1,18}}}}/original", written.original, "desk"),
    *(
        Route("POST", f"{INQUIRY}/letters/{{id:[0-9]{{1,18}}}}/{name}", outgoing.handler(act), "desk")
        for name, act in outgoing.ACTS.items()
    ),
    Route("POST", f"{INQUIRY}/draft", writing.draft, "desk", uploads.ROOM),
    Route("POST", f"{INQUIRY}/reply/files", enclosures.add, "desk", uploads.ROOM),
    Route(
        "POST", f"{INQUIRY}/reply/files/{{id:[0-9]{{1,18}}}}/remove", enclosures.remove, "desk", uploads.ROOM
    ),
    Route("POST", f"{INQUIRY}/presence", writing.presence, "desk"),
    Route("GET", "/staff/live", live.live, "signed-in"),
    Route("GET", "/staff/mailbox", mailbox.page, "administrator"),
    Route("GET", "/staff/mailbox/{id}", mailbox.letter, "administrator"),
    Route("GET", "/staff/mailbox/{id}/html", mailbox.html, "administrator"),
    Route("GET", "/staff/me", me.page, "signed-in"),
    Route("POST", "/staff/me", me.keep, "signed-in"),
    Route("POST", "/staff/me/test", me.test, "signed-in"),
    Route("GET", OUTLET, outlets.outlet, "desk"),
    Route("POST", f"{OUTLET}/remark", acquaintances.remark_outlet, "desk"),
    Route("GET", PERSON, persons.person, "desk"),
    *(
        Route("POST", f"{PERSON}/{act.__name__}", acquaintances.handler(act), "desk")
        for act in acquaintances.ACTS
    ),
    Route("GET", "/staff/rota", rota.page, "signed-in"),
    Route("POST", "/staff/rota/duties", rota.add_duty, "signed-in"),
    Route("POST", "/staff/rota/duties/{id:[0-9]{1,18}}/remove", rota.remove_duty, "signed-in"),
    Route("POST", "/staff/rota/absences", rota.add_absence, "signed-in"),
    Route("POST", "/staff/rota/absences/{id:[0-9]{1,18}}/remove", rota.remove_absence, "signed-in"),
    Route("GET", "/staff/reports", reports.page, "signed-in"),
    Route("GET", "/staff/reports.csv", reports.lines, "signed-in"),
    Route("GET", saved_replies.URL, saved_replies.page, "signed-in"),
    Route("POST", saved_replies.URL, saved_replies.add, "signed-in"),
    Route("GET", f"{saved_replies.URL}/new", saved_replies.new, "signed-in"),
    Route("GET", f"{saved_replies.URL}/{{id:[0-9]{{1,18}}}}", saved_replies.one, "signed-in"),
    Route("POST", f"{saved_replies.URL}/{{id:[0-9]{{1,18}}}}", saved_replies.change, "signed-in"),
    Route("POST", f"{saved_replies.URL}/{{id:[0-9]{{1,18}}}}/delete", saved_replies.delete, "signed-in"),
    Route("GET", "/staff/setup/{token}", setup.form, "anyone"),
    Route("POST", "/staff/setup/{token}", setup.make, "anyone"),
    Route("GET", "/staff/login", sign_in.form, "anyone"),
    Route("POST", "/staff/login", sign_in.enter, "anyone"),
    Route("POST", "/staff/logout", sign_in.leave, "signed-in"),
    Route("GET", "/staff/sign-in/{token}", sign_in.link, "anyone"),
    Route("POST", "/staff/sign-in/{token}", sign_in.use_link, "anyone"),
    Route("GET", "/staff/unopened", unopened.unopened, "administrator"),
    Route("POST", "/staff/unopened/{id:[0-9]{1,18}}/retry", unopened.retry, "administrator"),
    Route("GET", views.VIEWS, views.page, "signed-in"),
    Route("POST", views.VIEWS, views.save, "signed-in"),
    Route("POST", views.VIEWS + "/{id:[0-9]{1,9}}/rename", views.rename, "signed-in"),
    Route("POST", views.VIEWS + "/{id:[0-9]{1,9}}/delete", views.delete, "signed-in"),
)
