"""Machines are known by their headers, and no person is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiries.mail import autoreply

BO = {"from": ("Bo Berg <bo@paper.example>",), "return-path": ("<bo@paper.example>",)}

OUT_OF_OFFICE = "Automatic reply: The clean-up on Sunday"

ROBOTS = {
    "exchange out of office": (
        {"auto-submitted": ("auto-generated",), "x-auto-response-suppress": ("All",)},
        OUT_OF_OFFICE,
        "out-of-office",
    ),
    "gmail vacation": (
        {"auto-submitted": ("auto-replied",), "precedence": ("bulk",), "x-autoreply": ("yes",)},
        "Out of Office Re: The clean-up on Sunday",
        "out-of-office",
    ),
    "sieve vacation": (
        {"auto-submitted": ("auto-replied (vacation)",), "return-path": ("<>",)},
        "Auto: The clean-up on Sunday",
        "out-of-office",
    ),
    "ticket acknowledgement": (
        {"auto-submitted": ("auto-replied",)},
        "[Ticket 4711] We have received your message",
        "automatic",
    ),
    "cron job": ({"auto-submitted": ("auto-generated",)}, "Cron <root@host> backup", "automatic"),
    "sieve notification": ({"auto-submitted": ("auto-notified; owner-email=x",)}, "New mail", "automatic"),
    "one of two fields": ({"auto-submitted": ("no", "Auto-Replied")}, "Re: Sunday", "automatic"),
    "german absence": ({"precedence": ("auto_reply",)}, "Abwesenheitsnotiz: Sonntag", "out-of-office"),
    "french absence": (
        {"x-autorespond": ("Sunday",)},
        "Réponse automatique : Opération de dimanche",
        "out-of-office",
    ),
    "spanish absence": ({"x-autoreply": ("yes",)}, "Respuesta automática: Domingo", "out-of-office"),
    "romanian absence": ({"x-autoreply": ("yes",)}, "Răspuns automat: Duminică", "out-of-office"),
    "dutch absence": ({"x-autoreply": ("yes",)}, "Automatisch antwoord: Zondag", "out-of-office"),
    "polish absence": ({"x-autoreply": ("yes",)}, "Odpowiedź automatyczna: Niedziela", "out-of-office"),
    "bulgarian absence": ({"x-autoreply": ("yes",)}, "Автоматичен отговор: Неделя", "out-of-office"),
    "absence known only by subject and a weak sign": (
        {"x-auto-response-suppress": ("All",)},
        OUT_OF_OFFICE,
        "out-of-office",
    ),
    "newsletter": ({"list-unsubscribe": ("<https://list.example/u>",)}, "What is on this week", "list"),
    "google group": ({"list-id": ("<press.charity.example>",), "precedence": ("list",)}, "Re: x", "list"),
    "old list": ({"precedence": ("List",)}, "Re: x", "list"),
    "bulk mail": ({"precedence": ("bulk",)}, "Offer", "automatic"),
    "junk": ({"precedence": ("junk",)}, "Gone fishing", "automatic"),
    "null sender": ({"return-path": ("<>",)}, "Your letter", "automatic"),
    "null sender with a bounce's subject": ({"return-path": (" < > ",)}, "failure notice", "bounce"),
    "null sender as mailboxes write it": ({"return-path": ("<MAILER-DAEMON>",)}, "Your letter", "automatic"),
    "delivery report": (
        {"content-type": ('multipart/report; report-type=delivery-status; boundary="x"',)},
        "Delivery Status Notification (Failure)",
        "bounce",
    ),
    "report without a type": ({"content-type": ("Multipart/Report; boundary=x",)}, "Hello", "bounce"),
    "read receipt": (
        {"content-type": ('multipart/report;\r\n report-type="disposition-notification"',)},
        "Read: The clean-up on Sunday",
        "automatic",
    ),
    "complaint": ({"content-type": ("multipart/report; report-type=feedback-report",)}, "FW: x", "automatic"),
    "exim bounce": (
        {"x-failed-recipients": ("bo@paper.example",), "auto-submitted": ("auto-replied",)},
        "Mail delivery failed: returning message to sender",
        "bounce",
    ),
    "mailer daemon": ({"from": ("MAILER-DAEMON@mx.example (Mail Delivery System)",)}, "Hello", "bounce"),
    "postmaster's bounce": ({"from": ("<postmaster@paper.example>",)}, "Undeliverable: Sunday", "bounce"),
    "postmaster": ({"from": ("<Postmaster@paper.example>",)}, "Your quota", "automatic"),
    "exchange bounce": (
        {"from": ("Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@paper.example>",)},
        "Unzustellbar: Sonntag",
        "bounce",
    ),
    "noreply": ({"from": ('"Paper" <no-reply@paper.example>',)}, "Your account", "automatic"),
    "noreply with a tag": ({"from": ("noreply+17@paper.example",)}, "Your account", "automatic"),
    "do not reply": ({"from": ("do_not_reply@paper.example",)}, "Your account", "automatic"),
}

PEOPLE = {
    "no header but a sender": ({}, "The clean-up on Sunday"),
    "exchange user": ({"x-auto-response-suppress": ("DR, RN, NRN, OOF, AutoReply",)}, "Re: Sunday"),
    "exchange user answering an absence": ({"x-auto-response-suppress": ("All",)}, f"RE: {OUT_OF_OFFICE}"),
    "exchange user writing of absence": (
        {"x-auto-response-suppress": ("All",)},
        "Out of office on Friday, can we film on Thursday?",
    ),
    "subject quoting an absence": ({}, OUT_OF_OFFICE),
    "subject about a bounce": ({}, "Undeliverable: your letter came back to me"),
    "auto-submitted no": ({"auto-submitted": ("no",)}, "Re: Sunday"),
    "auto-submitted no with a comment": ({"auto-submitted": (" No (typed by hand); x=y",)}, "Re: Sunday"),
    "auto-submitted empty": ({"auto-submitted": ("",)}, "Re: Sunday"),
    "autoreply denied": ({"x-autoreply": ("no",)}, "Re: Sunday"),
    "letter redirected by a rule": ({"x-autogenerated": ("Forward",)}, "Re: Sunday"),
    "loop mark of a forwarder": ({"x-loop": ("bo@home.example",)}, "Re: Sunday"),
    "urgent": ({"precedence": ("urgent",)}, "Deadline today"),
    "first class": ({"precedence": ("first-class",)}, "Deadline today"),
    "display name of a machine": ({"from": ('"Mailer-Daemon Noreply" <bo@paper.example>',)}, "Re: Sunday"),
    "machine's address in the display name": ({"from": ('"noreply@x" <bo@paper.example>',)}, "Re: Sunday"),
    "machine's word inside a name": ({"from": ("Bo <bo.noreply@paper.example>",)}, "Re: Sunday"),
    "desk called bounce": ({"from": ("Bounce Magazine <bounce@magazine.example>",)}, "Interview"),
    "older empty path below": ({"return-path": ("<bo@paper.example>", "<>")}, "Re: Sunday"),
    "forwarded with a rewritten path": (
        {"return-path": ("<SRS0=x=y=paper.example=bo@fwd.example>",)},
        "Re: x",
    ),
    "path lost on the way": ({"return-path": ()}, "Re: Sunday"),
    "signed mail": ({"content-type": ("multipart/signed; micalg=sha256",)}, "Re: Sunday"),
    "mail about reports": ({"content-type": ("multipart/mixed; boundary=multipart/report",)}, "The report"),
    "mail with a feedback id": ({"feedback-id": ("1:2:3",)}, "Re: Sunday"),
    "calendar answer": ({"content-type": ("text/calendar; method=REPLY",)}, "Accepted: Interview"),
}


@pytest.mark.parametrize("case", ROBOTS)
def test_machine_is_known(case: str) -> None:
    headers, subject, kind = ROBOTS[case]
    found = autoreply.robot({**BO, **headers}, subject=subject)
    assert found is not None
    assert found.kind == kind
    assert found.why.endswith(".")


@pytest.mark.parametrize("case", PEOPLE)
def test_person_is_no_machine(case: str) -> None:
    headers, subject = PEOPLE[case]
    assert autoreply.robot({**BO, **headers}, subject=subject) is None


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"auto-submitted": ("auto-replied",)}, "It says it is automatic (Auto-Submitted: auto-replied)."),
        ({"list-id": ("<x>",)}, "It came through a mailing list (List-Id)."),
        ({"from": ("noreply@x.example",)}, "It was sent by noreply@, an address of machines."),
        ({"auto-submitted": ("a\x00\r\nb" * 99,)}, "It says it is automatic (Auto-Submitted: "),
    ],
)
def test_reason_is_one_short_line(headers: dict[str, tuple[str, ...]], why: str) -> None:
    found = autoreply.robot({**BO, **headers}, subject="")
    assert found is not None
    assert found.why.startswith(why)
    assert len(found.why) < 200
    assert found.why.isprintable()


@given(st.dictionaries(st.sampled_from(sorted(autoreply.HEADERS)), st.lists(st.text(max_size=40))), st.text())
def test_every_header_is_read_without_failing(headers: dict[str, list[str]], subject: str) -> None:
    found = autoreply.robot(headers, subject=subject)
    assert found is None or found.why.encode().decode().splitlines() == [found.why]


def test_every_header_read_is_in_the_list_to_keep() -> None:
    class Asked(dict[str, tuple[str, ...]]):
        def get(self, name: str, default: object = ()) -> tuple[str, ...]:  # type: ignore[override]
            names.add(name)
            return ()

    names: set[str] = set()
    autoreply.robot(Asked(), subject=OUT_OF_OFFICE)
    assert names == autoreply.HEADERS
