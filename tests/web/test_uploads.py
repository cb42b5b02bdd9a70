"""Files that come with a form: kept where a page asks for them, as long as there is room, and never a 5xx."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inquiries.web import body, parts
from inquiries.web.parts import Splitter
from tests.web.server import FORM, JSON, MULTIPART, ROOM, Answer, Server, part
from tests.web.test_body import SHAPED, request_with

END = b"--b--\r\n"
BYTES = bytes(range(256)) + b"\r\n--c\r\n--"


def file(name: str, filename: str, content: bytes, kind: str = "application/pdf") -> bytes:
    extra = f'; filename="{filename}"\r\nContent-Type: {kind}'
    return part(name, content, extra)


def told(answer: Answer) -> dict[str, Any]:
    assert answer.status == 200, answer
    return dict(json.loads(answer.body))


async def test_files_are_kept_byte_for_byte_where_they_are_asked_for(server: Server) -> None:
    sent = part("q", b"1") + file("add", "Zürich.pdf", BYTES) + file("add", "b.txt", b"", "text/plain")
    sent += file("add", "", b"") + part("after", b"2")
    assert told(await server.post(sent + END, MULTIPART, path="/upload")) == {
        "fields": [["q", "1"], ["add", ""], ["add", ""], ["add", ""], ["after", "2"]],
        "files": [["add", len(BYTES)], ["add", 0]],
        "uploads": [
            ["add", "Zürich.pdf", "application/pdf", BYTES.hex()],
            ["add", "b.txt", "text/plain", ""],
        ],
        "crowded": False,
    }


@pytest.mark.parametrize("content_type", [FORM, JSON])
async def test_where_files_are_asked_for_any_other_body_is_read_as_ever(
    server: Server, content_type: str
) -> None:
    answer = await server.post(b"{}" if content_type == JSON else b"q=1", content_type, path="/upload")
    assert (told(answer)["uploads"], told(answer)["crowded"]) == ([], False)


@pytest.mark.parametrize(("size", "fits"), [(ROOM, True), (ROOM + 1, False), (ROOM * 3, False)])
async def test_without_room_for_all_none_is_kept_and_every_word_is(
    server: Server, size: int, fits: bool
) -> None:
    half = size // 2
    files = file("add", "a.pdf", b"x" * half) + file("add", "b.pdf", b"y" * (size - half))
    answer = told(
        await server.post(part("q", b"1") + files + part("r", b"2") + END, MULTIPART, path="/upload")
    )
    assert answer["fields"] == [["q", "1"], ["add", ""], ["add", ""], ["r", "2"]]
    assert (len(answer["uploads"]), answer["crowded"]) == ((2, False) if fits else (0, True))
    assert [size for _, size in answer["files"]] == [half, size - half]


async def test_what_is_far_too_large_is_refused_by_its_length_and_not_waited_for(server: Server) -> None:
    head = (
        f"POST /upload HTTP/1.1\r\nHost: x\r\nContent-Type: {MULTIPART}\r\nContent-Length: 90000000\r\n\r\n"
    )
    answer = Answer.of(await server.send(head.encode() + part("q", b"1")))
    assert (answer.status, answer.headers["connection"]) == (413, "close")


async def test_what_never_ends_is_cut_off(server: Server) -> None:
    head = (
        f"POST /upload HTTP/1.1\r\nHost: x\r\nContent-Type: {MULTIPART}\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    begun = b"66\r\n" + file("add", "a.pdf", b"")[:-2].ljust(0x66, b"x") + b"\r\n"
    answer = Answer.of(await server.send(head.encode(), begun, *[chunk] * 8))
    assert answer.status == 413


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (part("q", b"1") + file("add", "a.pdf", b"x")[:-9], 400),
        (part("q", b"x" * 2_000_000) + END, 413),
        (part("q", b"x" * 8_000_000), 413),
        (part("q", b"1") * 300 + END, 413),
        (file("", "a.pdf", b"x") + END, 400),
        (part("q", b"1", "\r\nContent-Type: text/plain; charset=klingon") + END, 415),
        (b"", 400),
    ],
    ids=["cut", "long words", "longer words", "many", "nameless", "charset", "nothing"],
)
async def test_a_bad_body_gets_its_own_4xx_there_too(server: Server, sent: bytes, status: int) -> None:
    assert (await server.post(sent, MULTIPART, path="/upload")).status == status


async def test_a_dripped_file_is_cut_off(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "GRACE", 0.2)
    head = f"POST /upload HTTP/1.1\r\nHost: x\r\nContent-Type: {MULTIPART}\r\nContent-Length: 9999\r\n\r\n"
    answer = Answer.of(await server.send(head.encode(), *[b"x"] * 6, pause=0.06))
    assert answer.status == 408


WHOLE = part("q", b"1") + file("add", "a.pdf", BYTES) + part("r", b"2") + END


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1000])
def test_it_is_the_same_in_whatever_pieces_it_arrives(size: int) -> None:
    splitter = Splitter("b", lambda raw, _: raw.decode(), most=9, largest=99, room=999)
    for at in range(0, len(WHOLE), size):
        splitter.feed(WHOLE[at : at + size])
    found = splitter.end()
    assert found.fields == [("q", "1"), ("add", ""), ("r", "2")]
    assert found.uploads == [parts.Upload("add", "a.pdf", "application/pdf", BYTES)]
    assert (found.broken, found.too_many, found.crowded) == (False, False, False)


@pytest.mark.parametrize("cut", range(0, len(WHOLE) - len(END), 11))
def test_cut_off_anywhere_what_came_whole_is_there_and_no_half_file(cut: int) -> None:
    splitter = Splitter("b", lambda raw, _: raw.decode(), most=9, largest=99, room=999)
    splitter.feed(WHOLE[:cut])
    found = splitter.end()
    assert found.broken
    assert [one.content for one in found.uploads] in ([], [BYTES])
    names = [name for name, _ in found.fields]
    assert names == ["q", "add", "r"][: len(names)]


@given(sent=st.lists(SHAPED, max_size=5))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_are_more_than_read_or_refused(sent: list[bytes]) -> None:
    async def attempt() -> int:
        try:
            await body.read(request_with(b"".join(sent), MULTIPART), room=50)
        except body.BadBody as error:
            return error.status
        return 200

    assert asyncio.run(attempt()) in (200, 400, 413, 415)
