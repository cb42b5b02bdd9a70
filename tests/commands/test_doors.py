"""The doors for mail of a running service: said at the start, one owner each, shut in good order."""

import os
import signal
import smtplib
import socket
import sqlite3
import stat
import time

import pytest

from tests.commands.conftest import free_port

MAIL = b"Subject: hello\r\n\r\nHello\r\n"
TO = "inquiries@localhost"


def hand_over(place, port=0, mail=MAIL):
    with smtplib.LMTP(place, port, timeout=20) as server:
        return server.sendmail("bo@gazette.example", TO, mail)


def kept(here):
    connection = sqlite3.connect(here / "data" / "inquiries.db")
    try:
        return connection.execute("SELECT door, sender, recipient, raw FROM mails").fetchall()
    finally:
        connection.close()


def end(service):
    service.process.send_signal(signal.SIGTERM)
    return service.result()


def test_the_doors_are_named_at_the_start_and_mail_comes_in(start, here):
    port = free_port()
    service = start(
        "serve",
        INQUIRIES_LMTP_LISTEN=f"127.0.0.1:{port}",
        INQUIRIES_IMAP_URL="imap://us:hush@127.0.0.1:9/Letters?tls=none",
    )
    said = service.said("/staff/setup/").splitlines()
    assert said[2:4] == [
        f"Mail comes in by LMTP on 127.0.0.1:{port}.",
        "Mail is fetched by IMAP from 127.0.0.1, folder Letters.",
    ]
    assert hand_over("127.0.0.1", port) == {}
    assert kept(here) == [("lmtp", "bo@gazette.example", TO, MAIL)]
    code, _, err = end(service)
    assert code == 0
    assert "hush" not in err
    assert "Traceback" not in err


def test_a_socket_in_the_file_system_is_for_the_group_and_goes_with_the_service(start, here):
    path = here / "lmtp.sock"
    service = start("serve", INQUIRIES_LMTP_LISTEN=str(path))
    service.said("/staff/setup/")
    assert stat.S_IMODE(path.stat().st_mode) == 0o660
    assert hand_over(str(path)) == {}
    assert len(kept(here)) == 1
    assert end(service)[0] == 0
    assert not path.exists()


def test_the_socket_of_a_killed_service_is_taken_over(start, here):
    path = here / "lmtp.sock"
    first = start("serve", INQUIRIES_LMTP_LISTEN=str(path))
    first.said("/staff/setup/")
    first.process.kill()
    first.process.wait()
    assert path.is_socket()
    start("serve", INQUIRIES_LMTP_LISTEN=str(path)).said("/staff/setup/")
    assert hand_over(str(path)) == {}


@pytest.mark.parametrize("inside", [True, False], ids=["socket", "port"])
def test_a_taken_door_is_one_line_and_nothing_is_opened(start, here, inside):
    with socket.socket(socket.AF_UNIX if inside else socket.AF_INET) as other:
        listen = str(here / "lmtp.sock") if inside else f"127.0.0.1:{free_port()}"
        other.bind(listen if inside else ("127.0.0.1", int(listen.rpartition(":")[2])))
        other.listen()
        code, out, err = start("serve", INQUIRIES_LMTP_LISTEN=listen).result()
    assert (code, out) == (1, "")
    assert err == f"LMTP_LISTEN is {listen}, which is taken by another program. Stop it, or choose another.\n"
    assert not (here / "data").exists()


@pytest.mark.parametrize(
    ("listen", "why"),
    [
        ("192.0.2.1:2424", "Cannot assign requested address"),
        ("/nowhere/lmtp.sock", "No such file or directory"),
        ("/etc/passwd", "it is there and is no socket"),
    ],
)
def test_a_door_that_cannot_be_is_one_line(start, listen, why):
    code, _, err = start("serve", INQUIRIES_LMTP_LISTEN=listen).result()
    assert (code, err) == (1, f"LMTP_LISTEN is {listen}, which cannot be listened on: {why}.\n")
    assert os.path.exists("/etc/passwd")


def test_a_worker_beside_it_leaves_the_doors_alone(start, here):
    listen = f"127.0.0.1:{free_port()}"
    start("serve", INQUIRIES_LMTP_LISTEN=listen).said("/staff/setup/")
    worker = start("worker", INQUIRIES_LMTP_LISTEN=listen)
    worker.said("Working.")
    assert end(worker)[0] == 0


def test_a_mail_half_handed_over_at_a_stop_is_answered(start, here):
    port = free_port()
    service = start("serve", INQUIRIES_LMTP_LISTEN=f"127.0.0.1:{port}")
    service.said("/staff/setup/")
    with (
        socket.create_connection(("127.0.0.1", port), timeout=20) as connection,
        connection.makefile("rb") as lines,
    ):
        commands = f"LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<{TO}>\r\nDATA\r\n"
        connection.sendall(commands.encode() + MAIL)
        while not lines.readline().startswith(b"354"):
            pass
        service.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        connection.sendall(b".\r\n")
        assert lines.readline() == b"250 2.0.0 Kept\r\n"
    assert service.result()[0] == 0
    assert kept(here) == [("lmtp", "", TO, MAIL)]
