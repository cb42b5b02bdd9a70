"""A real server for the web tests, spoken to in raw bytes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from aiohttp import web

from inquiries.settings import Settings
from inquiries.web import body, errors, headers
from inquiries.web.templating import Pages

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
JSON = "application/json"


def part(name: str, value: bytes, extra: str = "") -> bytes:
    """One part of a MULTIPART body."""
    return f'--b\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n'.encode() + value + b"\r\n"


class Unavailable(Exception):
    """Stands for an exception of another room that the application maps."""


@dataclass(frozen=True, slots=True)
class Server:
    """A real server on a free port: raw bytes in, raw bytes out."""

    port: int

    async def send(self, *pieces: bytes, pause: float = 0.0) -> bytes:
        """Everything that came back until the server closed or was quiet for a second."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        received = b""
        try:
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(pause)
            async with asyncio.timeout(1):
                while chunk := await reader.read(65536):
                    received += chunk
        except (TimeoutError, ConnectionError):
            pass
        finally:
            writer.close()
        return received

    async def answer(self, sent: bytes) -> Answer:
        """The first answer, as soon as all of it is there."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(sent)
            async with asyncio.timeout(20):
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(Answer.of(head).headers.get("content-length", 0))
                return Answer.of(head + await reader.readexactly(length))
        except asyncio.IncompleteReadError as less:  # what answers HEAD has the length and not the body
            return Answer.of(head + less.partial)
        finally:
            writer.close()

    async def post(self, body: bytes, content_type: str | None, *headers: str, path: str = "/echo") -> Answer:
        lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Connection: close", *headers]
        if content_type is not None:
            lines.append(f"Content-Type: {content_type}")
        if not any(line.lower().startswith(("content-length", "transfer-encoding")) for line in headers):
            lines.append(f"Content-Length: {len(body)}")
        head = "\r\n".join(lines).encode("latin-1")
        return Answer.of(await self.send(head + b"\r\n\r\n" + body))


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @classmethod
    def of(cls, raw: bytes) -> Answer:
        head, _, body = raw.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        return cls(int(first.split()[1]) if first else 0, headers, body)


async def echo(request: web.Request) -> web.Response:
    """Gives back what the body reader understood."""
    found = await body.read(request)
    return web.json_response(
        {"kind": found.kind, "fields": found.fields, "json": found.json, "files": found.files}
    )


ROOM = 10_000  # bytes of files at /upload


async def upload(request: web.Request) -> web.Response:
    """Gives back the files that were kept."""
    found = await body.read(request, room=ROOM)
    kept = [[one.field, one.name, one.content_type, one.content.hex()] for one in found.uploads]
    told = {"fields": found.fields, "files": found.files, "uploads": kept, "crowded": found.crowded}
    return web.json_response(told)


async def fail(request: web.Request) -> web.Response:
    """Raises what the address asks for."""
    kinds = {
        "storage": Unavailable("disk full"),
        "bug": RuntimeError("bo@paper.example wrote this"),
        "gone": web.HTTPGone(),
        "teapot": web.HTTPTooManyRequests(headers={"Retry-After": "7"}),
        "moved": web.HTTPSeeOther("/echo"),
    }
    raise kinds[request.match_info["kind"]]


def application(settings: Settings, pages: Pages) -> web.Application:
    answers = {Unavailable: errors.Answer(503, retry_after=30)}
    app = web.Application(middlewares=[errors.middleware(pages, answers)])
    headers.attach(app, settings)
    app.router.add_get("/", echo)
    app.router.add_get("/static/{name:.+}", pages.assets.serve)
    app.router.add_post("/upload", upload)
    for prefix in ("", "/api/v1", "/staff"):
        app.router.add_post(f"{prefix}/echo", echo)
        app.router.add_get(f"{prefix}/fail/{{kind}}", fail)
    return app
