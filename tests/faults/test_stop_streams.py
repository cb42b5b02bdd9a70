"""Told to stop while fifty pages are open: their streams end at once and in good order, and so does the program."""

import asyncio
import sqlite3
import time
from pathlib import Path

from inquiries.people import tokens
from tests.faults import process
from tests.faults.process import Home

STREAMS, PEOPLE, STOP_SECONDS = 50, 10, 2.0


async def test_fifty_open_streams_do_not_hold_up_the_end(tmp_path: Path) -> None:
    home = process.home(tmp_path)
    async with process.running(home) as program:
        sessions = [signed_in(home, number) for number in range(PEOPLE)]
        streams = [await opened(home, sessions[number % PEOPLE]) for number in range(STREAMS)]
        program.terminate()
        began = time.monotonic()
        said, _ = await asyncio.wait_for(program.communicate(), 10)
        took = time.monotonic() - began
        rest = [await reader.read() for reader, _ in streams]
        for _, writer in streams:
            writer.close()
    assert (program.returncode, rest) == (0, [b"0\r\n\r\n"] * STREAMS), said.decode()
    assert took < STOP_SECONDS
    assert b"Traceback" not in said, said.decode()


def signed_in(home: Home, number: int) -> str:
    """The cookie of an account of its own."""
    token, now = tokens.new(), int(time.time() * 1_000_000)
    connection = sqlite3.connect(home.database)
    with connection:
        account = "INSERT INTO staff (email, name, role, created_at) VALUES (?, 'Ana', 'administrator', ?)"
        id = connection.execute(account, (f"ana{number}@example.org", now)).lastrowid
        session = "INSERT INTO sessions (token_hash, staff_id, seen_at, expires_at) VALUES (?, ?, ?, ?)"
        connection.execute(session, (tokens.hashed(token), id, now, now + 3_600_000_000))
    connection.close()
    return token


async def opened(home: Home, token: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A stream as a browser has it, up to its first line."""
    reader, writer = await asyncio.open_connection("127.0.0.1", home.port)
    head = f"GET /staff/live HTTP/1.1\r\nHost: localhost\r\nCookie: session={token}\r\n"
    writer.write(f"{head}Accept: text/event-stream\r\n\r\n".encode())
    answer = await reader.readuntil(b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 "), answer.decode()
    await reader.readuntil(b"retry: 3000\n\n\r\n")
    return reader, writer
