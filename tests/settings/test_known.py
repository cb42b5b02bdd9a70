"""The names of all settings, for whoever documents them."""

from inquiries.settings import KEYS, NAMES, Settings


def test_the_names_are_those_of_the_contract() -> None:
    assert NAMES == (
        "DATA_DIR",
        "DATABASE_URL",
        "BASE_URL",
        "HOST",
        "PORT",
        "SMTP_URL",
        "MAIL_FROM",
        "REPLY_ADDRESS",
        "IMAP_URL",
        "LMTP_LISTEN",
        "DKIM_KEY",
        "DKIM_SELECTOR",
        "ATTACHMENTS_QUOTA",
        "DISK_FLOOR",
        "TRUSTED_PROXIES",
        "RATE_LIMIT",
        "PROOF_ABOVE",
        "TIMEZONE",
        "LANGUAGES",
        "METRICS_TOKEN",
        "LOG_FORMAT",
        "CANARY",
        "DEFAULT_DESK",
    )


def test_every_field_of_the_settings_has_a_key() -> None:
    tables = {key.partition(".")[0] for key in KEYS}
    assert tables == set(Settings.model_fields) - {"source"}
    assert {
        "organisation.accent_dark",
        "desks.*.hours.weekdays",
        "forms.*.topics.guide",
        "routing.when",
    } <= set(KEYS)
