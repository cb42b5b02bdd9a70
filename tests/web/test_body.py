import asyncio
import json
import string
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inquiries.web import body
from tests.web.server import FORM, JSON, MULTIPART, Answer, Server, part


def understood(answer: Answer) -> dict[str, Any]:
    assert answer.status == 200, answer
    return dict(json.loads(answer.body))


GOOD = [
    (
        "plain",
        FORM,
        b"name=Bo&outlet=The+Gazette&empty=",
        [["name", "Bo"], ["outlet", "The Gazette"], ["empty", ""]],
    ),
    ("encoded", FORM, b"q=%C3%A9%26%3D&name=%F0%9F%99%82", [["q", "é&="], ["name", "🙂"]]),
    ("raw utf-8", FORM, "q=é".encode(), [["q", "é"]]),
    ("not utf-8", FORM, b"q=a%FFb&r=\xff", [["q", "a\udcffb"], ["r", "\udcff"]]),
    ("half a character", FORM, b"q=%C3", [["q", "\udcc3"]]),
    ("bad escapes", FORM, b"q=%&r=%zz&s=%4", [["q", "%"], ["r", "%zz"], ["s", "%4"]]),
    ("NUL", FORM, b"q=a%00b", [["q", "a\0b"]]),
    ("no equals sign", FORM, b"garbage", [["garbage", ""]]),
    ("twice", FORM, b"a=1&a=2", [["a", "1"], ["a", "2"]]),
    ("nothing", FORM, b"", []),
    ("windows", FORM + "; charset=iso-8859-1", b"q=%80&r=\xe9", [["q", "€"], ["r", "é"]]),
    ("quoted charset", FORM + '; charset="UTF-8"', b"q=%C3%A9", [["q", "é"]]),
    ("upper case type", FORM.upper(), b"q=1", [["q", "1"]]),
    (
        "parts",
        MULTIPART,
        part("q", "é\r\n--c".encode()) + part("r", b"") + b"--b--\r\n",
        [["q", "é\r\n--c"], ["r", ""]],
    ),
    ("part not utf-8", MULTIPART, part("q", b"\xff") + b"--b--", [["q", "\udcff"]]),
    ("no parts", MULTIPART, b"--b--\r\n", []),
    ("preamble and epilogue", MULTIPART, b"hello\r\n" + part("q", b"1") + b"--b--\r\nbye", [["q", "1"]]),
    (
        "part with charset",
        MULTIPART,
        b'--b\r\nContent-Disposition: form-data; name="q"\r\nContent-Type: text/plain; charset=latin1'
        b"\r\n\r\n\xe9\r\n--b--",
        [["q", "é"]],
    ),
]


@pytest.mark.parametrize(
    ("content_type", "sent", "fields"), [case[1:] for case in GOOD], ids=[c[0] for c in GOOD]
)
async def test_a_form_is_read(
    server: Server, content_type: str, sent: bytes, fields: list[list[str]]
) -> None:
    answer = await server.post(sent, content_type)
    assert understood(answer) == {"kind": "form", "fields": fields, "json": None, "files": []}


async def test_a_file_is_noted_and_its_content_let_go(server: Server) -> None:
    sent = (
        part("q", b"1")
        + part("photo", b"x" * 5000, '; filename="a.jpg"')
        + part("none", b"", '; filename=""')
    )
    assert understood(await server.post(sent + b"--b--", MULTIPART)) == {
        "kind": "form",
        "fields": [["q", "1"], ["photo", ""], ["none", ""]],
        "json": None,
        "files": [["photo", 5000]],
    }


@pytest.mark.parametrize(
    "value",
    [{"name": "Bo", "n": 12.5, "deep": {"a": [1, None, True]}}, [1, 2], "text", 3, None, {"s": "\ud800"}],
)
async def test_json_is_read_whatever_it_is(server: Server, value: object) -> None:
    for content_type in (JSON, "application/ld+json; charset=utf-8"):
        assert understood(await server.post(json.dumps(value).encode(), content_type)) == {
            "kind": "json",
            "fields": [],
            "json": value,
            "files": [],
        }


async def test_no_type_and_no_body_is_an_empty_form(server: Server) -> None:
    assert understood(await server.post(b"", None))["fields"] == []


async def test_a_body_that_is_refused_by_its_length_is_not_waited_for(server: Server) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: 2000000000\r\n\r\n"
    answer = Answer.of(await server.send(head % FORM.encode() + b"q=1"))
    assert (answer.status, answer.headers["connection"]) == (413, "close")


async def test_a_sender_who_leaves_half_way_does_no_harm(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(
        f"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nContent-Length: 99\r\n\r\nq=1".encode()
    )
    await writer.drain()
    writer.close()
    await asyncio.sleep(0.05)
    assert understood(await server.post(b"q=2", FORM))["fields"] == [["q", "2"]]
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_dripped_body_is_cut_off(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "GRACE", 0.2)
    head = f"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nContent-Length: 99\r\n\r\n".encode()
    answer = Answer.of(await server.send(head, *[b"x"] * 6, pause=0.06))
    assert (answer.status, answer.headers["connection"]) == (408, "close")


async def test_a_slow_body_that_keeps_coming_is_waited_for(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body, "GRACE", 0.2)
    head = f"POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {FORM}\r\n"
    pieces = [b"Content-Length: 602\r\n\r\n", b"q=", *[b"x" * 100] * 6]
    answer = Answer.of(await server.send(head.encode(), *pieces, pause=0.06))
    assert understood(answer)["fields"] == [["q", "x" * 600]]


async def test_nothing_is_waited_for_longer_than_the_limit(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body, "LONGEST", 0.2)
    head = f"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nContent-Length: 90000\r\n\r\n".encode()
    assert Answer.of(await server.send(head, *[b"x" * 1000] * 6, pause=0.06)).status == 408


def test_given_takes_the_last_value_and_any_json() -> None:
    assert [
        dict(found.given())
        for found in (
            body.Body("form", (("a", "1"), ("a", "2"))),
            body.Body("json", json={"a": 1}),
            body.Body("json", json=[1]),
        )
    ] == [{"a": "2"}, {"a": 1}, {}]


SHAPED = st.one_of(
    st.binary(max_size=300),
    st.lists(
        st.sampled_from(
            [
                b"--b",
                b"\r\n",
                b"--",
                b'Content-Disposition: form-data; name="q"',
                b"\r\n\r\n",
                b"x",
                b"Content-Type: text/plain; charset=",
                b";",
                b'"',
                b"\xff",
                b":",
            ]
        ),
        max_size=30,
    ).map(b"".join),
    st.lists(
        st.sampled_from(
            [
                b"{",
                b"}",
                b"[",
                b"]",
                b'"a"',
                b":",
                b",",
                b"1e99",
                b"\\ud800",
                b"-",
                b"NaN",
                b'"',
                b"\xed\xa0\x80",
            ]
        ),
        max_size=30,
    ).map(b"".join),
    st.text(alphabet=string.printable, max_size=100).map(str.encode),
)
TYPES = st.one_of(
    st.sampled_from([FORM, MULTIPART, JSON, FORM + "; charset=latin1", "multipart/form-data", ""]),
    st.text(alphabet=string.printable.strip() + " ", max_size=60),
)


@given(sent=SHAPED, content_type=TYPES)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_of_any_type_are_more_than_read_or_refused(sent: bytes, content_type: str) -> None:
    async def attempt() -> int:
        try:
            await body.read(request_with(sent, content_type))
        except body.BadBody as error:
            return error.status
        return 200

    assert asyncio.run(attempt()) in (200, 400, 413, 415)


def request_with(sent: bytes, content_type: str) -> Any:
    from unittest import mock

    from aiohttp import StreamReader
    from aiohttp.test_utils import make_mocked_request

    stream = StreamReader(mock.Mock(_reading_paused=False), 2**16, loop=asyncio.get_running_loop())
    stream.feed_data(sent)
    stream.feed_eof()
    return make_mocked_request("POST", "/", headers={"Content-Type": content_type}, payload=stream)


def test_a_megabyte_of_bare_percent_signs_costs_no_more_than_any_other() -> None:
    started = time.process_time()
    assert body._urlencoded(b"q=" + b"%" * (body.LIMIT - 2), "utf-8")[0][1].startswith("%%")
    assert time.process_time() - started < 0.1
