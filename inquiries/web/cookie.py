"""The name of the session's cookie. Knows no session."""


def name(base_url: str) -> str:
    """Over https a name that browsers let only this very host set (RFC 6265bis, 4.1.3.2)."""
    return "__Host-session" if base_url.startswith("https://") else "session"
