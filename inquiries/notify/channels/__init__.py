"""The ways to reach somebody: one file a channel, one line here. A delivery names its channel."""

from collections.abc import Mapping

from inquiries.notify.channel import Channel
from inquiries.notify.channels import email

CHANNELS: Mapping[str, Channel] = {
    "email": email,
}
