"""The service as a process: it says where it is, ends in good order, and leaves a taken port alone."""

import http.client
import signal
import socket
import sqlite3
import threading
import time
import urllib.request
from urllib.parse import urlencode

READY = "listening on"
FORM = urlencode(
    {
        "name": "Bo Reyes",
        "outlet": "The Example Gazette",
        "email": "bo@gazette.example",
        "topic": "programs",
        "question": "How many people did you support this year?",
        "deadline_day": "none",
        "timezone": "Europe/London",
    }
).encode()
HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


def test_first_start_says_where_it_is_what_becomes_of_mail_and_how_to_get_in(start, here):
    service = start("serve")
    lines = service.said("/staff/setup/").splitlines()
    assert lines[:3] == [
        f"Example Organisation: http://localhost:{service.port} (listening on 127.0.0.1, port {service.port})",
        "Mail stays in the local mailbox, to be read in the inbox: set SMTP_URL to send it.",
        "Nobody is an administrator yet. This link makes you the first; it works once, within 24 hours:",
    ]
    path = lines[3].strip().removeprefix(f"http://localhost:{service.port}")
    with urllib.request.urlopen(service.url + path, timeout=10) as page:
        assert page.status == 200


def test_setup_link_is_void_after_the_next_start(start):
    first = start("serve")
    token = first.said("/staff/setup/").splitlines()[-1].rpartition("/")[2]
    stop(first)
    second = start("serve")
    assert token not in second.said("/staff/setup/")
    connection = http.client.HTTPConnection("127.0.0.1", second.port, timeout=10)
    connection.request("GET", f"/staff/setup/{token}")
    assert connection.getresponse().status >= 400
    connection.close()


def test_with_an_administrator_there_is_no_setup_link(run, start):
    dee = ("staff", "add", "dee@example.org", "--name", "Dee", "--role", "administrator", "--password-stdin")
    run(*dee, piped="seven grey herons\n")
    service = start(
        "serve", INQUIRIES_SMTP_URL="smtp://127.0.0.1:9?tls=none", INQUIRIES_MAIL_FROM="a@x.example"
    )
    service.said(READY)
    code, out, _ = stop(service)
    assert (code, out) == (0, "")


def test_mail_that_would_leave_without_a_name_others_know_is_said(start):
    service = start("serve", INQUIRIES_SMTP_URL="smtp://127.0.0.1:9?tls=none")
    service.said("Mail is sent as inquiries@localhost, which other servers may refuse: set MAIL_FROM.")
    assert stop(service)[0] == 0


def test_json_log_is_one_object_a_line_without_the_address_asked_for(start):
    service = start("serve", INQUIRIES_LOG_FORMAT="json")
    service.said("/staff/setup/")
    urllib.request.urlopen(f"{service.url}/forms/media?language=secret", timeout=10).close()
    _, _, err = stop(service)
    assert '"route": "/forms/{form}"' in err
    assert "secret" not in err
    assert all(line.startswith("{") for line in err.splitlines())


def test_taken_port_is_one_line_and_nothing_is_opened(start, here):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert start("serve", INQUIRIES_PORT=str(port)).result() == (
            1,
            "",
            f"Port {port} on 127.0.0.1 is taken by another program. Stop it, or choose another port: "
            "INQUIRIES_PORT=8081, or port = 8081 in inquiries.toml.\n",
        )
    assert list(here.iterdir()) == []


def test_host_of_another_machine_is_one_line(start):
    assert start("serve", INQUIRIES_HOST="192.0.2.1").result() == (
        1,
        "",
        "HOST is 192.0.2.1, which is no address of this machine.\n",
    )


def test_interrupt_ends_it_quietly(start):
    service = start("serve")
    service.said("/staff/setup/")
    assert stop(service, signal.SIGINT) == (0, "", "")


def test_request_that_waits_for_the_disk_is_answered_after_the_signal(start, here):
    service = start("serve")
    service.said("/staff/setup/")
    lock = sqlite3.connect(here / "data" / "inquiries.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    answers: list[int] = []
    sender = threading.Thread(target=lambda: answers.append(post(service.port)))
    sender.start()
    time.sleep(0.5)
    service.process.send_signal(signal.SIGTERM)
    until_closed(service.port)
    lock.execute("ROLLBACK")
    lock.close()
    sender.join(10)
    assert answers == [303]
    assert service.result()[0] == 0
    assert submissions(here) == 1


def test_request_whose_body_is_still_arriving_is_answered_after_the_signal(start, here):
    service = start("serve")
    service.said("/staff/setup/")
    with socket.create_connection(("127.0.0.1", service.port), timeout=10) as sending:
        head = f"POST /forms/media HTTP/1.1\r\nHost: x\r\nContent-Length: {len(FORM)}\r\n"
        kind = "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        sending.sendall(head.encode() + kind.encode() + FORM[:50])
        time.sleep(0.5)
        service.process.send_signal(signal.SIGTERM)
        until_closed(service.port)
        sending.sendall(FORM[50:])
        assert sending.recv(100).startswith(b"HTTP/1.1 303")
    assert service.result()[0] == 0
    assert submissions(here) == 1


def test_worker_opens_what_serve_left_and_ends_on_a_signal(start, here):
    first = start("serve")
    first.said("/staff/setup/")
    post(first.port)
    stop(first)
    with sqlite3.connect(here / "data" / "inquiries.db") as database:
        kept = "form, received_at, fields, answers, facts"
        database.execute(
            f"INSERT INTO submissions (once_key, {kept}) SELECT 'another', {kept} FROM submissions"
        )
    database.close()
    worker = start("worker")
    worker.said("Working.")
    end = time.monotonic() + 60
    while count(here, "inquiries") < 2:  # the first may have been opened by serve itself
        assert time.monotonic() < end
        time.sleep(0.05)
    assert stop(worker) == (0, "", "")


def post(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("POST", "/forms/media", FORM, HEADERS)
    status = connection.getresponse().status
    connection.close()
    return status


def stop(service, number: int = signal.SIGTERM) -> tuple[int, str, str]:
    service.process.send_signal(number)
    code, out, err = service.result()
    return code, out, err


def until_closed(port: int) -> None:
    """Until nobody takes connections any more."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            return
        time.sleep(0.02)
    raise AssertionError("it still takes connections")


def submissions(here) -> int:
    return count(here, "submissions")


def count(here, table: str) -> int:
    database = sqlite3.connect(here / "data" / "inquiries.db")
    try:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        database.close()
