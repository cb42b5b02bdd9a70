"""What is answered to what never becomes a request of the application: the same pages in the same dress.

Each is drawn once and kept, so that whoever sends nothing but rubbish costs nothing but a write.
"""

import logging
import re
from collections.abc import Mapping
from email.utils import format_datetime

from aiohttp import web
from aiohttp.http_exceptions import LineTooLong

from inquiries import clock
from inquiries.i18n import catalogues
from inquiries.web import errors, headers
from inquiries.web.problem import problem
from inquiries.web.templating import Pages

# RFC 3986 3.2.2 without percent signs, and a port.
_HOST = re.compile(r"(?:[\w.~!$&'()*+,;=-]*|\[[0-9a-fA-F:.]+\])(?::\d{0,5})?", re.ASCII)
_API = re.compile(rb"[A-Z]+ /api/")
_LINE = 8190  # octets of a request line; the parser's own limit

log = logging.getLogger(__name__)


class Refusals:
    """Refusals of one application, by status."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._drawn: dict[int, str] = {}
        self._headers = headers.for_every_response(pages.settings)

    def answer(self, status: int, *, api: bool = False) -> web.Response:
        """The page, or the problem; afterwards the connection ends."""
        response = self._problem(status) if api else self._page(status)
        response.force_close()
        return response

    def _problem(self, status: int) -> web.Response:
        told = catalogues.text(errors.words(status)[1], self._pages.settings.languages[0])
        return problem(status, detail=told, headers=self._headers)

    def _page(self, status: int) -> web.Response:
        try:
            text = self._drawn.get(status) or self._drawn.setdefault(status, self._draw(status))
        except Exception:
            log.exception("the error page cannot be made")
            return errors.plain(self._pages.settings, status, self._headers)
        kept = {**self._headers, "Cache-Control": "no-store"}
        return web.Response(text=text, status=status, content_type="text/html", headers=kept)

    def _draw(self, status: int) -> str:
        title, text = errors.words(status)
        return self._pages.html(
            "errors/error.html",
            locale=self._pages.settings.languages[0],
            navigation=(),
            languages=(),
            error_status=status,
            back="/",
            title=title,
            text=text,
            incident="",
        )


def wrong(given: Mapping[str, str]) -> int:
    """The status for headers that no request may have, else 0: a Host that can be none (RFC 9112, 3.2; nothing here
    believes it either way), an Expect that nobody knows (RFC 9110, 10.1.1)."""
    if not _HOST.fullmatch(given.get("Host", "")):
        return 400
    return 417 if given.get("Expect", "100-continue").lower() != "100-continue" else 0


def as_sent(answer: web.Response) -> bytes:
    """The octets of an answer to which there is no request, after which the connection ends."""
    body = answer.body if isinstance(answer.body, bytes) else b""
    sent = {
        **answer.headers,
        "Content-Length": len(body),
        "Date": format_datetime(clock.now(), usegmt=True),
        "Connection": "close",
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
    return f"HTTP/1.1 {answer.status} {answer.reason}\r\n{head}\r\n".encode() + body


def beginning(received: bytes) -> bytes | None:
    """So much of a request as tells how it is refused; None where no request begins."""
    return received[:_LINE] if received[:1].isupper() else None


def is_for_the_api(begun: bytes) -> bool:
    return _API.match(begun) is not None


def status_of(error: BaseException | None, status: int, begun: bytes) -> int:
    """What the parser only calls bad, by its name: 414 for a long address, 431 for long or many headers."""
    if isinstance(error, LineTooLong):
        return 431 if b"\n" in begun else 414
    return 431 if getattr(error, "message", "").startswith("Too many headers") else status
