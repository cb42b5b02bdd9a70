import logging

import pytest

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
    assert not any("bo" in line.getMessage() for line in lines)
