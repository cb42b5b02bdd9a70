"""A letter's HTML as a page of its own, for a frame in which nothing runs: its pictures from our files, others only on
somebody's word. Pure.
"""

import base64
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final
from urllib.parse import unquote

from markupsafe import escape

from inquiries.mail.parsing import markup

PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
ROOM: Final = 8 * 1024 * 1024  # octets of pictures in one page
_NOWHERE: Final = (
    "default-src 'none'; img-src {pictures}; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
_PAGE: Final = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><title>{title}</title>
<style>
:root {{ color-scheme: light }}
body {{ margin: 16px; font: 15px/1.5 system-ui, sans-serif; color: #1b1a17; background: #fff; overflow-wrap: anywhere }}
img {{ max-width: 100%; height: auto }}
table {{ max-width: 100% }}
pre {{ white-space: pre-wrap }}
blockquote {{ margin: 8px 0; padding-left: 12px; border-left: 2px solid #c9c4b8 }}
</style></head>
<body dir="auto">
{html}
</body></html>
"""


def page(html: str, *, title: str, pictures: Mapping[str, str], elsewhere: bool) -> str:
    """The whole page. `pictures`: data: addresses by Content-ID. `elsewhere`: those of other servers load too."""
    cleaned = markup.clean(html, picture=partial(_picture, pictures=pictures, elsewhere=elsewhere))
    return _PAGE.format(title=escape(title), html=cleaned)


def loads(html: str) -> bool:
    """Whether pictures of other servers stand in it."""
    return any(f'src="{way}://' in html for way in ("http", "https"))


def headers(*, elsewhere: bool) -> Mapping[str, str]:
    """What the page is served with: it can run, send and load nothing, and learns nothing of the page around it."""
    return {
        "Content-Security-Policy": _NOWHERE.format(pictures="https: data:" if elsewhere else "data:"),
        "Referrer-Policy": "no-referrer",
        "X-Frame-Options": "SAMEORIGIN",
        # Under require-corp hardly any picture of another server is shown; without credentials each is.
        "Cross-Origin-Embedder-Policy": "credentialless" if elsewhere else "require-corp",
        # Browsers refuse a sandboxed page that would part itself from its opener.
        "Cross-Origin-Opener-Policy": "unsafe-none",
        "Cache-Control": "no-store",
    }


def within(found: Iterable[tuple[str, str, bytes]]) -> dict[str, str]:
    """(Content-ID, type, content) as data: addresses, as far as there is room for them."""
    room, addresses = ROOM, dict[str, str]()
    for id, kind, content in found:
        if kind in PICTURES and len(content) <= room:
            room -= len(content)
            addresses[id] = f"data:{kind};base64,{base64.b64encode(content).decode()}"
    return addresses


def _picture(address: str, *, pictures: Mapping[str, str], elsewhere: bool) -> str | None:
    scheme, _, rest = address.strip().partition(":")
    scheme = scheme.lower()
    if scheme == "cid":
        return pictures.get(unquote(rest))
    if scheme in ("http", "https"):
        return f"https:{rest}" if elsewhere else None
    return address if scheme == "data" else None
