import json
import logging
from datetime import UTC, datetime

import pytest

from inquiries.web import access
from tests.web.server import Server


async def test_a_line_names_the_route_and_nobody(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "inquiries.access")
    for path in ("/", "/static/favicon.svg?v=secret", "/nowhere/bo@paper.example", "/fail/gone"):
        await server.send(
            f"GET {path} HTTP/1.1\r\nHost: x\r\nReferer: bo\r\nUser-Agent: bo\r\nConnection: close\r\n\r\n".encode()
        )
    await server.send(b"no request at all\r\n\r\n")
    lines = [record for record in caplog.records if record.name == "inquiries.access"]
    assert [line.getMessage().rpartition(" ms")[0].rpartition(" ")[0] for line in lines] == [
        "GET / 200",
        "GET /static/{name} 200",
        "GET - 404",
        "GET /fail/{kind} 410",
        "UNKNOWN - 400",
    ]
    assert not any("bo" in json.loads(access.JsonLines().format(line))["message"] for line in lines)


def test_a_json_line_carries_the_parts_and_the_exception() -> None:
    record = logging.LogRecord("inquiries.x", logging.ERROR, "", 1, "broke at %s", ("noon",), None)
    record.status, record.ms, record.created = (
        200,
        1.5,
        datetime(2026, 11, 24, 22, 0, 0, 250_000, UTC).timestamp(),
    )
    try:
        raise ValueError("é")
    except ValueError as error:
        record.exc_info = (ValueError, error, None)
    line = access.JsonLines().format(record)
    assert "\n" not in line
    assert json.loads(line) == {
        "at": "2026-11-24T22:00:00.250+00:00",
        "level": "error",
        "logger": "inquiries.x",
        "message": "broke at noon",
        "status": 200,
        "ms": 1.5,
        "exception": "ValueError: é",
    }
