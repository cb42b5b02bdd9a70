"""Answers that are saved and never shown: a file of somebody else's, under the name they gave it."""

from collections.abc import Mapping
from urllib.parse import quote

from aiohttp import web

# Should a browser show it after all, nothing in it runs or loads.
_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
_UNSAFE = frozenset('"\\%')  # browsers differ on how these are read within quotes


def answer(content: bytes, name: str) -> web.Response:
    """`content` to be saved as `name`, which mail/filename.clean has made one visible name."""
    return web.Response(
        body=content,
        content_type="application/octet-stream",
        headers={**_HEADERS, "Content-Disposition": disposition(name)},
    )


def disposition(name: str) -> str:
    """With a name for old programs and, where that is another, the true one (RFC 6266, appendix D)."""
    plain = "".join(
        one if " " <= one <= "~" and one not in _UNSAFE else "_"
        for one in name.encode("utf-8", "replace").decode()
    )
    if plain == name:
        return f'attachment; filename="{plain}"'
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name.encode('utf-8', 'replace'), safe='')}"
