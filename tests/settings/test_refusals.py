"""Wrong settings are refused in one line that says where, what, and what it should be."""

from collections.abc import Callable
from pathlib import Path

import pytest

Complaint = Callable[..., str]

TIME = 'should be a length of time like "30m", "2h" or "1h30m".'
PORT = "should be a whole number from 1 to 65535."
IMAP = (
    'should look like "imaps://user:password@host/INBOX", "imap://user:password@host?tls=starttls" '
    'or, on the same machine, "imap://…?tls=none".'
)
LMTP = 'should look like "127.0.0.1:2424", or be the path of a socket like "/run/inquiries/lmtp.sock".'
SMTP = (
    'should look like "smtp://user:password@host:587?tls=starttls", "smtp://host:25?tls=none" or "smtps://…".'
)
DATABASE = 'should look like "postgresql://user:password@host/inquiries" or "sqlite:///inquiries.db".'
BASE = 'should be the address people use, like "https://contact.charity.example", without a path.'
RATE = 'should look like "30/10m" (so many submissions in so long) or be "off".'

FILES = {
    # names
    'timzone = "UTC"': 'line 1: unknown setting "timzone". Did you mean "timezone"?',
    '\n[organisation]\ntime_zone = "UTC"': (
        'line 3: unknown setting "time_zone" in [organisation]. '
        'Did you mean "timezone", at the top of the file?'
    ),
    '[organisation]\ntimezone = "UTC"': (
        'line 2: unknown setting "timezone" in [organisation]. '
        "It belongs at the top of the file, above the first [table]."
    ),
    'clearance = "30m"': 'line 1: unknown setting "clearance". It belongs in [desks.…].',
    'pop_url = "x"': 'line 1: unknown setting "pop_url". Did you mean "smtp_url"?',
    '[desk.media]\nname = "x"': 'line 1: unknown setting "desk". Did you mean "desks"?',
    '[desks.media]\nmail = "x"': 'line 2: unknown setting "mail" in [desks.media]. Did you mean "email"?',
    '[desks.media.hours]\nmonnday = "9:00-17:00"': (
        'line 2: unknown setting "monnday" in [desks.media.hours]. Did you mean "monday"?'
    ),
    '[desks.media]\nslug = "x"': (
        'line 2: unknown setting "slug" in [desks.media]. Known here: name, email, notify, hours, '
        "holidays, holidays_calendar, duty, director, clearance, preparation, acknowledge_within, "
        "question_in_mail, escalation, show_names."
    ),
    **{
        f'[forms.media]\nsites = ["{value}"]': (
            'line 2: "sites" in [forms.media] should list sites like "https://charity.example", each without a path.'
        )
        for value in (
            "charity.example",
            "https://*.charity.example",
            "https://charity.example/x",
            "null",
            "http://",
        )
    },
    **{
        f'[forms.media]\nreturn_to = ["{value}"]': (
            'line 2: "return_to" in [forms.media] should list whole addresses like "https://charity.example/thanks", '
            "without a #."
        )
        for value in (
            "/thanks",
            "javascript:alert(1)",
            "https://a.example/#x",
            "https://a@b.example/",
            "https://a.example/ü",
        )
    },
    **{
        f"[desks.media]\nescalation = {value}": (
            'line 2: "escalation" in [desks.media] should list up to three rising percentages of the time there is, '
            'like "[25, 50, 75]"; with "[]" nobody is alarmed.'
        )
        for value in (
            "[50, 25]",
            "[0, 50]",
            "[50, 100]",
            "[25, 25]",
            "[10, 20, 30, 40]",
            "25",
            "[true]",
            '["25"]',
        )
    },
    '[[people]]\nname = "Ana"\ndesk = "media"\n# phon\n[[people]]\nname = "Bo"\nphon = "1"': (
        'line 7: unknown setting "phon" in [[people]]. Did you mean "phone"?'
    ),
    '[forms.medai]\ntitle = "x"': 'line 1: unknown setting "medai" in [forms]. Did you mean "media"?',
    # values
    'port = "http"': f'line 1: "port" {PORT}',
    "port = 0": f'line 1: "port" {PORT}',
    'rate_limit = "30"': f'line 1: "rate_limit" {RATE}',
    "rate_limit = 30": f'line 1: "rate_limit" {RATE}',
    "[desks.media]\nclearance = 30": f'line 2: "clearance" in [desks.media] {TIME}',
    '[desks.media]\nclearance = "soon"': f'line 2: "clearance" in [desks.media] {TIME}',
    'canary = "25:00"': 'line 1: "canary" should be a time of day like "06:00", or "off".',
    'metrics_token = "hush"': 'line 1: "metrics_token" should be 16 to 200 letters, digits and signs, without spaces.',
    'smtp_url = "http://us:hush@mail.example"': f'line 1: "smtp_url" {SMTP}',
    'imap_url = "imap://us:hush@mail.example"': f'line 1: "imap_url" {IMAP}',
    'imap_url = "imaps://mail.example"': f'line 1: "imap_url" {IMAP}',
    'imap_url = "imaps://us:hush@mail.example?tls=none"': f'line 1: "imap_url" {IMAP}',
    'lmtp_listen = "2424"': f'line 1: "lmtp_listen" {LMTP}',
    'lmtp_listen = "127.0.0.1"': f'line 1: "lmtp_listen" {LMTP}',
    'lmtp_listen = "127.0.0.1:0"': f'line 1: "lmtp_listen" {LMTP}',
    'lmtp_listen = "us@127.0.0.1:24"': f'line 1: "lmtp_listen" {LMTP}',
    'lmtp_listen = "/run/"': f'line 1: "lmtp_listen" {LMTP}',
    'disk_floor = "much"': 'line 1: "disk_floor" should be a size like "500 MB" or "5 GB".',
    "disk_floor = true": 'line 1: "disk_floor" should be a size like "500 MB" or "5 GB".',
    'smtp_url = "smtp://us:hu#sh@mail.example"': f'line 1: "smtp_url" {SMTP}',
    'smtp_url = "smtp://mail.example?tls=perhaps"': f'line 1: "smtp_url" {SMTP}',
    'smtp_url = "smtps://mail.example?tls=none"': (
        'line 1: "smtp_url" should be smtps:// without tls=, because smtps is encrypted from the first byte.'
    ),
    'database_url = "mysql://us:hush@db.example/x"': f'line 1: "database_url" {DATABASE}',
    'database_url = "sqlite:///:memory:"': f'line 1: "database_url" {DATABASE}',
    'base_url = "contact.charity.example"': f'line 1: "base_url" {BASE}',
    'base_url = "https://charity.example/contact"': f'line 1: "base_url" {BASE}',
    'timezone = "Europe/Londno"': (
        'line 1: "timezone" should be a time zone name like "America/Toronto". Did you mean "Europe/London"?'
    ),
    'languages = ["en", "tlh"]': (
        'line 1: "languages" should list languages this program speaks, each once: '
        '"en", "fr", "bg", "de", "nl", "pl", "ro".'
    ),
    'log_format = "xml"': 'line 1: "log_format" should be "text" or "json".',
    'trusted_proxies = ["10.0.0.0/33"]': (
        'line 1: "trusted_proxies" should list addresses or networks like "127.0.0.1" or "10.0.0.0/8".'
    ),
    'mail_from = "contact"': 'line 1: "mail_from" should be an e-mail address like "press@charity.example".',
    '[organisation]\naccent = "#7ab8c4"': (
        'line 2: "accent" in [organisation] should be darker: its contrast on #faf8f4 is 2.08, '
        "and people need 4.5 to read it."
    ),
    '[organisation]\naccent_dark = "#0d5463"': (
        'line 2: "accent_dark" in [organisation] should be lighter: its contrast on #191815 is 2.08, '
        "and people need 4.5 to read it."
    ),
    '[organisation]\naccent = "teal"': (
        'line 2: "accent" in [organisation] should be a colour like "#0d5463".'
    ),
    '[organisation]\nname = " "': 'line 2: "name" in [organisation] should not be empty.',
    '[organisation]\nname = "A\\nCharity"': (
        'line 2: "name" in [organisation] should be a single line of plain text.'
    ),
    "[organisation]\nname = 7": 'line 2: "name" in [organisation] should be text in quotes.',
    '[desks."Front Office"]': (
        'line 1: "Front Office" in [desks] should be a short name in small letters, digits and hyphens, '
        'like "news-reaction".'
    ),
    'desks = "media"': 'line 1: "desks" should be a table.',
    '[desks.media]\nnotify = "ana@charity.example"': (
        'line 2: "notify" in [desks.media] should be a list in [brackets].'
    ),
    '[desks.media]\nnotify = [\n  "ana@charity.example",\n  "bo",\n]': (
        'line 2: "notify" in [desks.media] should be an e-mail address like "press@charity.example".'
    ),
    '[people]\nname = "Ana"': 'line 1: "people" should be written with two brackets: [[people]].',
    '[[people]]\nname = "Ana"': 'line 1: [[people]] needs "desk".',
    "[forms.media]\ntopics = []": 'line 2: "topics" in [forms.media] should have at least one entry.',
    "[forms.media]\nexit_page = 7": 'line 2: "exit_page" in [forms.media] should be true or false.',
    '[[routing]]\ndesk = "media"': 'line 1: [[routing]] needs "when".',
    # hours
    '[desks.media]\nhours = "9-5"': (
        'line 2: "hours" in [desks.media] should look like { weekdays = "8:30-17:30" } or { always = true }.'
    ),
    # what points nowhere
    'default_desk = "evnts"': 'line 1: "default_desk" names no desk: "evnts". Did you mean "events"?',
    '[[people]]\nname = "Ana"\ndesk = "press"': 'line 3: "desk" in [[people]] names no desk: "press".',
    '[forms.media]\ndesk = "medai"': (
        'line 2: "desk" in [forms.media] names no desk: "medai". Did you mean "media"?'
    ),
    '[[forms.media.topics]]\nslug = "a"\nlabel = "A"\ndesk = "medai"': (
        'line 4: "desk" in [[forms.media.topics]] names no desk: "medai". Did you mean "media"?'
    ),
    '[[forms.media.topics]]\nslug = "a"\nlabel = "A"\nguide = "tips"': (
        'line 4: "guide" in [[forms.media.topics]] names no guide: "tips".'
    ),
    '[[forms.media.topics]]\nslug = "a"\nlabel = "A"\n[[forms.media.topics]]\nlabel = "B"\nslug = "a"': (
        'line 6: "slug" in [[forms.media.topics]] is used twice on this form: "a".'
    ),
    '[[routing]]\nwhen = { topic = "other" }\ndesk = "medai"': (
        'line 3: "desk" in [[routing]] names no desk: "medai". Did you mean "media"?'
    ),
    '[[routing]]\nwhen = { topic = "other" }': (
        'line 1: "desk" in [[routing]] is missing: a rule names a "desk", an "owner" or both.'
    ),
    '[desks.media]\nduty = { name = "Duty officer" }': (
        'line 2: "phone" in [desks.media.duty] is missing: it is answered when the desk is closed.'
    ),
    # not TOML
    "port = 8080\nhost = = 1": "line 2, column 8: not readable as TOML: invalid value.",
    'port = 8080\nhost = """x': "line 2: not readable as TOML: unterminated string.",
}

VARIABLES = {
    "INQUIRIES_TIME_ZONE": (
        "unknown setting INQUIRIES_TIME_ZONE in the environment. Did you mean INQUIRIES_TIMEZONE?"
    ),
    "INQUIRIES_SMTP_URL_FIEL": (
        "unknown setting INQUIRIES_SMTP_URL_FIEL in the environment. Did you mean INQUIRIES_SMTP_URL_FILE?"
    ),
    "INQUIRIES_PORT_FILE": (
        "unknown setting INQUIRIES_PORT_FILE in the environment. Did you mean INQUIRIES_PORT?"
    ),
    "INQUIRIES_DESKS": "unknown setting INQUIRIES_DESKS in the environment. It stands in the file only.",
    "INQUIRIES_ORGANISATION_NAME": (
        "unknown setting INQUIRIES_ORGANISATION_NAME in the environment. It stands in the file only."
    ),
    "INQUIRIES_PORT": f"INQUIRIES_PORT {PORT}",
    "INQUIRIES_SMTP_URL": f"INQUIRIES_SMTP_URL {SMTP}",
    "INQUIRIES_DATABASE_URL": f"INQUIRIES_DATABASE_URL {DATABASE}",
    "INQUIRIES_DEFAULT_DESK": 'INQUIRIES_DEFAULT_DESK names no desk: "hush".',
}


@pytest.mark.parametrize(("text", "line"), FILES.items())
def test_a_wrong_file_is_refused_in_one_line(text: str, line: str, complaint: Complaint) -> None:
    assert complaint(text) == f"inquiries.toml, {line}"


@pytest.mark.parametrize(("name", "line"), VARIABLES.items())
def test_a_wrong_variable_is_refused_in_one_line(name: str, line: str, complaint: Complaint) -> None:
    assert complaint("", {name: "hush"}) == line


@pytest.mark.parametrize("text", [text for text in FILES if "hush" in text])
def test_a_secret_is_never_repeated(text: str, complaint: Complaint) -> None:
    assert "hu" not in complaint(text)


def test_the_first_wrong_line_is_the_one_told(complaint: Complaint) -> None:
    text = 'log_format = "xml"\nport = 0\n[desks.media]\nclearance = 1'
    assert complaint(text) == 'inquiries.toml, line 1: "log_format" should be "text" or "json".'


def test_a_guide_that_is_missing_or_no_pdf_is_refused(complaint: Complaint, tmp_path: Path) -> None:
    text = '[guides.tips]\ntitle = "Tips"\nfile = "%s"'
    assert complaint(text % "tips.pdf") == (
        'inquiries.toml, line 3: "file" in [guides.tips] names a file that cannot be read '
        f"(No such file or directory): {tmp_path / 'tips.pdf'}."
    )
    assert complaint(text % "inquiries.toml") == (
        f'inquiries.toml, line 3: "file" in [guides.tips] names a file that is no PDF: '
        f"{tmp_path / 'inquiries.toml'}."
    )
