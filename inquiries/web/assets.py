"""Style, script and pictures, read once at start and served with a version in the address. Knows no page."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aiohttp import web

from inquiries.settings import Settings

DIRECTORY = Path(__file__).parent / "static"
PREFIX = "/static/"
BRAND = "brand.css"
EMBED = "js/embed.js"  # what other sites load; everything else is for our own pages
_FOREVER = "public, max-age=31536000, immutable"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
_TEXT = ("text/", "image/svg+xml", "application/json", "application/manifest+json")


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it goes out; `packed` is its gzip form, None where that saves nothing."""

    content: bytes
    packed: bytes | None
    type: str
    version: str


class Assets:
    """All assets by name ("public.css", "js/form.js"). Names outside the list do not exist: no path is built.

    A file `css/public.list` names parts, one a line; they are served joined as `css/public.css`.
    An organisation with an accent of its own has `brand.css`, to be loaded behind all other style.
    """

    def __init__(self, settings: Settings, directory: Path = DIRECTORY) -> None:
        self._assets = dict(_own() if directory == DIRECTORY else _read(directory))
        if accent(settings):
            self._assets[BRAND] = _asset(BRAND, accent(settings).encode())

    def url(self, name: str) -> str:
        """ "/static/css/form.css?v=1a2b3c…". KeyError for a name that does not exist."""
        return f"{PREFIX}{name}?v={self._assets[name].version}"

    def text(self, name: str) -> str:
        """What stands in one of them, for a page that can load nothing."""
        return self._assets[name].content.decode("utf-8")

    def names(self) -> list[str]:
        return sorted(self._assets)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Handler of GET /static/{name:.+}: kept for a year where the version matches, else revalidated."""
        asset = self._assets.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        tag = f'"{asset.version}"'
        current = request.query.get("v") == asset.version
        headers = {
            "ETag": tag,
            "Cache-Control": _FOREVER if current else "public, no-cache",
            "Vary": "Accept-Encoding",
        }
        if request.match_info["name"] == EMBED:
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if tag in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers=headers)
        body = asset.content
        if asset.packed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
            body, headers["Content-Encoding"] = asset.packed, "gzip"
        charset = "utf-8" if asset.type.startswith("text/") else None
        return web.Response(body=body, headers=headers, content_type=asset.type, charset=charset)


def accent(settings: Settings) -> str:
    """The organisation's own accent as style, "" where it keeps the house's."""
    light, dark = settings.organisation.accent, settings.organisation.accent_dark
    rules = f":root{{--accent:{light}}}\n" if light else ""
    if dark:
        rules += f"@media (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}\n"
    return rules


@cache
def _own() -> dict[str, Asset]:
    """Ours are those of this program, which does not change while it runs."""
    return _read(DIRECTORY)


def _read(directory: Path) -> dict[str, Asset]:
    found = {
        path.relative_to(directory).as_posix(): _asset(path.name, path.read_bytes())
        for path in sorted(directory.rglob("*"))
        if path.is_file() and path.suffix != ".list" and not path.name.startswith(".")
    }
    for listed in sorted(directory.rglob("*.list")):
        folder = listed.parent.relative_to(directory).as_posix()
        name = f"{folder}/{listed.stem}.{folder}"
        found[name] = _asset(name, _joined(listed))
    return found


def _joined(listed: Path) -> bytes:
    parts = (line.partition("#")[0].strip() for line in listed.read_text("utf-8").splitlines())
    return b"".join((listed.parent / part).read_bytes().rstrip() + b"\n" for part in parts if part)


def _asset(name: str, content: bytes) -> Asset:
    kind = _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = gzip.compress(content, mtime=0) if kind.startswith(_TEXT) else None
    version = hashlib.sha256(content).hexdigest()[:16]
    return Asset(content, packed if packed and len(packed) < len(content) else None, kind, version)
