"""`serve --workers`: several processes on one port of one PostgreSQL server; refused on SQLite."""

import http.client
import os
import signal
import time
from pathlib import Path

from tests.commands.conftest import Service
from tests.commands.test_serve import post, stop


def test_on_sqlite_it_is_refused_with_the_way_out(run) -> None:
    code, out, err = run("serve", "--workers", "2")
    assert (code, out) == (1, "")
    assert err.startswith("--workers needs PostgreSQL: a SQLite file has one process that writes.")


def test_a_port_that_is_taken_is_not_shared_by_mistake(
    start, here, run, monkeypatch, migrated_server
) -> None:
    url = migrated_server()
    first = start("serve", "--workers", "2", INQUIRIES_DATABASE_URL=url)
    first.said("/staff/setup/")
    monkeypatch.setenv("INQUIRIES_DATABASE_URL", url)
    monkeypatch.setenv("INQUIRIES_PORT", str(first.port))
    code, _, err = run("serve", "--workers", "2")
    assert (code, f"Port {first.port} on 127.0.0.1 is taken" in err) == (1, True)
    assert stop(first)[:2] == (0, "")


def test_all_answer_one_works_and_the_dead_are_replaced(start, here, migrated_server) -> None:
    service = start("serve", "--workers", "3", INQUIRIES_DATABASE_URL=migrated_server())
    service.said("/staff/setup/")
    seen = set(children(service))
    assert len(seen) == 3
    assert [post(service.port) for _ in range(12)] == [303] * 12
    for pid in seen:
        os.kill(pid, signal.SIGKILL)
    until(lambda: len(children(service)) == 3 and not seen & set(children(service)))
    until(lambda: answers(service))
    assert post(service.port) == 303
    code, out, _ = stop(service)
    assert (code, out) == (0, "")  # and the way in was said once


def children(service: Service) -> list[int]:
    pid = service.process.pid
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def answers(service: Service) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=10)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def until(true) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)
