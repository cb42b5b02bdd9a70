"""What the settings say of mail, made into the things that do it; looked over before anything runs by it."""

from inquiries.mail import reply_address, signing
from inquiries.mail.signing import Signer
from inquiries.settings import Settings, SettingsError, place


def check(settings: Settings) -> None:
    """Refuse a base that no reply address can be made from, and a key that cannot sign. Raises SettingsError."""
    try:
        reply_address.Addresses(b"", settings.reply_address)
    except ValueError as wrong:
        raise _error(settings, "reply_address", wrong) from None
    signer(settings)


def signer(settings: Settings) -> Signer | None:
    """Who signs what leaves; None where no key is set. Raises SettingsError."""
    try:
        return signing.signer(settings.dkim_key, settings.dkim_selector, settings.mail_from)
    except ValueError as wrong:
        raise _error(settings, "dkim_key", wrong) from None


def _error(settings: Settings, name: str, wrong: ValueError) -> SettingsError:
    where = place(settings, (name,))
    start = f"{where}: " if ", line " in where else ""  # a variable has no line
    return SettingsError(f'{start}"{name}" {wrong}.')
