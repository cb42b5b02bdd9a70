import asyncio
import json
import string
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inquiries.web import body
from tests.web.server import Answer, Server

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
JSON = "application/json"


def part(name: str, value: bytes, extra: str = "") -> bytes:
    return f'--b\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n'.encode() + value + b"\r\n"


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


BOMB = 'filename="' + "a" * 9000 + '"'
BAD: list[tuple[str, int, bytes, str | None, tuple[str, ...]]] = [
    ("no boundary", 400, part("q", b"1") + b"--b--", "multipart/form-data", ()),
    ("empty boundary", 400, part("q", b"1") + b"--b--", 'multipart/form-data; boundary=""', ()),
    ("long boundary", 400, b"", "multipart/form-data; boundary=" + "b" * 71, ()),
    ("other boundary", 400, part("q", b"1") + b"--b--", "multipart/form-data; boundary=c", ()),
    ("odd boundary", 400, part("q", b"1"), "multipart/form-data; boundary=\xff\xfe", ()),
    ("boundary without value", 400, part("q", b"1"), "multipart/form-data; boundary", ()),
    ("empty multipart", 400, b"", MULTIPART, ()),
    ("cut before the end", 400, part("q", b"1"), MULTIPART, ()),
    ("cut in a header", 400, b"--b\r\nContent-Disposition: form-da", MULTIPART, ()),
    ("cut in a value", 400, b'--b\r\nContent-Disposition: form-data; name="q"\r\n\r\nhal', MULTIPART, ()),
    ("part without name", 400, b"--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--", MULTIPART, ()),
    ("part with empty name", 400, part("", b"1") + b"--b--", MULTIPART, ()),
    ("part without disposition", 400, b"--b\r\nContent-Type: text/plain\r\n\r\n1\r\n--b--", MULTIPART, ()),
    ("part without headers", 400, b"--b\r\n\r\n1\r\n--b--", MULTIPART, ()),
    (
        "wrong disposition",
        400,
        b'--b\r\nContent-Disposition: attachment; name="q"\r\n\r\n1\r\n--b--',
        MULTIPART,
        (),
    ),
    ("header without colon", 400, b"--b\r\nContent-Disposition\r\n\r\n1\r\n--b--", MULTIPART, ()),
    (
        "header not utf-8",
        400,
        b'--b\r\nContent-Disposition: form-data; name="\xff"\r\n\r\n1\r\n--b--',
        MULTIPART,
        (),
    ),
    ("bare line feeds", 400, b'--b\nContent-Disposition: form-data; name="q"\n\n1\n--b--', MULTIPART, ()),
    (
        "lying part length",
        400,
        b'--b\r\nContent-Disposition: form-data; name="q"\r\nContent-Length: 9\r\n\r\n1\r\n--b--',
        MULTIPART,
        (),
    ),
    (
        "bad part length",
        400,
        b'--b\r\nContent-Disposition: form-data; name="q"\r\nContent-Length: -1\r\n\r\n1\r\n--b--',
        MULTIPART,
        (),
    ),
    (
        "unknown part charset",
        415,
        b'--b\r\nContent-Disposition: form-data; name="q"\r\nContent-Type: text/plain; charset=klingon'
        b"\r\n\r\n1\r\n--b--",
        MULTIPART,
        (),
    ),
    ("garbage after boundary", 400, b"--bXX\r\n", MULTIPART, ()),
    ("10,000 parts", 413, part("q", b"1") * 10_000 + b"--b--", MULTIPART, ()),
    ("long part header", 413, part("q", b"1", "; " + BOMB) + b"--b--", MULTIPART, ()),
    ("endless part header", 413, b"--b\r\nX: " + b"a" * 500_000, MULTIPART, ()),
    ("many part headers", 413, b"--b\r\n" + b"X-A: 1\r\n" * 1000 + b"\r\n1\r\n--b--", MULTIPART, ()),
    ("201 fields", 413, b"&".join([b"a=1"] * 201), FORM, ()),
    ("a million ampersands", 413, b"&" * 1_000_000, FORM, ()),
    ("2 MB form", 413, b"q=" + b"x" * 2_000_000, FORM, ()),
    ("2 MB multipart", 413, part("q", b"x" * 2_000_000) + b"--b--", MULTIPART, ()),
    ("2 MB json", 413, b'"' + b"x" * 2_000_000 + b'"', JSON, ()),
    (
        "2 MB in chunks",
        413,
        b"1e8480\r\n" + b"x" * 2_000_000 + b"\r\n0\r\n\r\n",
        FORM,
        ("Transfer-Encoding: chunked",),
    ),
    ("broken json", 400, b'{"a": ', JSON, ()),
    ("empty json", 400, b"", JSON, ()),
    ("json not utf-8", 400, b'{"a": "\xff"}', JSON, ()),
    ("json in utf-16", 400, '{"a": 1}'.encode("utf-16"), JSON, ()),
    ("json with byte order mark", 400, b'\xef\xbb\xbf{"a": 1}', JSON, ()),
    ("json charset", 415, b"{}", JSON + "; charset=utf-16", ()),
    ("NaN", 400, b'{"a": NaN}', JSON, ()),
    ("-Infinity", 400, b"-Infinity", JSON, ()),
    ("infinite by exponent", 400, b'{"a": 1e999}', JSON, ()),
    ("5,000 digits", 400, b'{"a": ' + b"9" * 5000 + b"}", JSON, ()),
    ("a name twice", 400, b'{"a": 1, "a": 2}', JSON, ()),
    ("a name twice inside", 400, b'[{"x": {"a": 1, "a": 1}}]', JSON, ()),
    ("deep json", 400, b"[" * 100_000, JSON, ()),
    ("deep json that closes", 400, b"[" * 400 + b"]" * 400, JSON, ()),
    ("deep objects", 400, b'{"a":' * 33 + b"1" + b"}" * 33, JSON, ()),
    ("two values", 400, b"{} {}", JSON, ()),
    ("unknown type", 415, b"hello", "text/plain", ()),
    ("xml", 415, b"<a/>", "application/xml", ()),
    ("no type", 415, b"q=1", None, ()),
    ("garbage type", 415, b"q=1", ";;;=,\xff", ()),
    ("multipart of another kind", 415, part("q", b"1"), "multipart/mixed; boundary=b", ()),
    ("unknown charset", 415, b"q=1", FORM + "; charset=klingon", ()),
    ("dangerous charset", 415, b"q=1", FORM + "; charset=utf-7", ()),
    ("charset that is a codec", 415, b"q=1", FORM + "; charset=zlib", ()),
    ("gzip", 415, b"\x1f\x8b" + b"\0" * 20, FORM, ("Content-Encoding: gzip",)),
    ("unknown coding", 415, b"q=1", FORM, ("Content-Encoding: nonsense",)),
    ("chunked garbage", 400, b"zz\r\nq=1\r\n", FORM, ("Transfer-Encoding: chunked",)),
    ("broken chunk end", 400, b"3\r\nq=1XX0\r\n\r\n", FORM, ("Transfer-Encoding: chunked",)),
    ("huge chunk size", 400, b"f" * 40 + b"\r\nq=1\r\n", FORM, ("Transfer-Encoding: chunked",)),
    ("length not a number", 400, b"q=1", FORM, ("Content-Length: three",)),
    ("negative length", 400, b"q=1", FORM, ("Content-Length: -3",)),
    ("length and chunks", 400, b"0\r\n\r\n", FORM, ("Content-Length: 3", "Transfer-Encoding: chunked")),
]


@pytest.mark.parametrize(
    ("status", "sent", "content_type", "headers"), [case[1:] for case in BAD], ids=[case[0] for case in BAD]
)
async def test_a_bad_body_gets_its_own_4xx(
    server: Server, status: int, sent: bytes, content_type: str | None, headers: tuple[str, ...]
) -> None:
    answer = await server.post(sent, content_type, *headers)
    assert (answer.status, answer.headers["x-content-type-options"]) == (status, "nosniff")
    assert b"Traceback" not in answer.body


@pytest.mark.parametrize("status", [400, 413, 415])
async def test_a_bad_body_to_the_api_is_told_in_json(server: Server, status: int) -> None:
    bad = next(case for case in BAD if case[1] == status and case[3] is not None)
    answer = await server.post(bad[2], bad[3], path="/api/v1/echo")
    told = json.loads(answer.body)
    assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
    assert (told["status"], bool(told["detail"])) == (status, True)


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
