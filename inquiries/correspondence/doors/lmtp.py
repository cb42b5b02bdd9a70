"""The LMTP door: each mail is answered for when it is kept, and not before."""

import logging

from inquiries import clock
from inquiries.correspondence import keep
from inquiries.correspondence.doors.known import Known
from inquiries.database.engine import StorageUnavailable
from inquiries.mail import lmtp
from inquiries.outbox.post import Post

KEPT = "250 2.0.0 Kept"
LATER = "451 4.3.0 It cannot be kept just now, try again later"

log = logging.getLogger(__name__)


def server(post: Post) -> lmtp.Server:
    """Listens nowhere yet."""
    known = Known(post).known

    async def take(sender: str, recipient: str, raw: bytes) -> str:
        try:
            await post.database.write(
                keep.keep, door="lmtp", raw=raw, sender=sender, recipient=recipient, at=clock.now()
            )
        except StorageUnavailable as trouble:
            log.error("Mail by LMTP was put off: %s", trouble)
            return LATER
        except Exception:
            log.exception("Mail by LMTP could not be kept and was put off")
            return LATER
        return KEPT

    hostname = post.settings.reply_address.rpartition("@")[2]
    return lmtp.Server(lmtp.Door(hostname, known, take))
