"""What an attachment is, in words, where its name says nothing to most people. Knows nothing of its content."""

from typing import Final

from inquiries.wording import Text

_KINDS: Final = {
    "application/ms-tnef": Text("an Outlook container"),
    "application/pgp-encrypted": Text("an encrypted letter"),
    "application/pgp-keys": Text("an OpenPGP key"),
    "application/pgp-signature": Text("a digital signature"),
    "application/pkcs7-mime": Text("an encrypted or signed letter"),
    "application/pkcs7-signature": Text("a digital signature"),
    "application/x-pkcs7-mime": Text("an encrypted or signed letter"),
    "application/x-pkcs7-signature": Text("a digital signature"),
    "message/delivery-status": Text("a mail server’s report"),
    "message/global": Text("a forwarded mail"),
    "message/rfc822": Text("a forwarded mail"),
    "text/calendar": Text("an invitation"),
    "text/vcard": Text("a contact"),
    "text/x-vcard": Text("a contact"),
}


def said(content_type: str) -> Text | None:
    """To stand behind the name: "winmail.dat, an Outlook container". None where the name is enough."""
    return _KINDS.get(content_type)
