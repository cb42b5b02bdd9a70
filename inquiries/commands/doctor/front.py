"""The web server in front, as far as the settings give it away."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from inquiries.commands.doctor.case import Case
from inquiries.commands.doctor.finding import Finding, good, warn

_PORTS = {"http": 80, "https": 443}


async def proxies(case: Case) -> AsyncIterator[Finding]:
    """Whose word on the sender's address counts. People who come to another port than ours come through something."""
    settings = case.settings
    parts = urlsplit(settings.base_url)
    if settings.trusted_proxies:
        trusted = ", ".join(map(str, settings.trusted_proxies))
        yield good(f"Web server: {trusted} may say who is asking (TRUSTED_PROXIES).")
    elif (parts.port or _PORTS[parts.scheme]) != settings.port:
        yield warn(
            f"Web server: {settings.base_url} is not where we listen ({settings.host}, port {settings.port}), so one "
            "stands in front; without TRUSTED_PROXIES every sender seems to come from it, and RATE_LIMIT counts "
            "them as one."
        )
