"""Bodies that must be refused, each with its own 4xx."""

import json

import pytest

from tests.web.server import FORM, JSON, MULTIPART, Server, part

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
