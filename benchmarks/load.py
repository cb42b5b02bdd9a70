"""The load, in a process of its own: python -m benchmarks.load PORT --connections 64 --seconds 3

Kept connections, each with one request at a time; what is sent is made before the clock starts. With --rate so many
requests a second are sent whatever comes back, on as many connections as that takes. Prints one line of JSON: how
many answers of which status, latencies, and the processor time that --watch PID and its children used meanwhile.
"""

import argparse
import json
import re
import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks import posts

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
TICK = 0.01  # seconds, the unit of /proc/PID/stat


class Connection:
    """One kept connection. `at` is when its request was due to be sent, 0 while it is idle.

    Nobody waits for it to be made: what is to be sent before goes out as soon as it is.
    """

    def __init__(self, port: int) -> None:
        self.socket = socket.socket()
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.connect_ex(("127.0.0.1", port))
        self.at, self._got, self._unsent = 0.0, b"", b""
        self._is_made = False

    def send(self, request: bytes, at: float) -> None:
        self.at = at
        if self._is_made:
            self.socket.send(request)  # as one piece: of so small a one a socket takes all or nothing
        else:
            self._unsent = request

    def made(self) -> None:
        """Once it is. Raises ConnectionError where it cannot be."""
        self._is_made = True
        if error := self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise ConnectionError(error)
        if self._unsent:
            self.socket.send(self._unsent)

    def receive(self) -> bytes:
        """The status of a whole answer; b"" while it is not whole, b"gone" when the other side left."""
        try:
            chunk = self.socket.recv(65536)
        except ConnectionError:
            chunk = b""
        if not chunk:
            return b"gone"
        self._got += chunk
        head = self._got.find(b"\r\n\r\n")
        length = LENGTH.search(self._got, 0, head + 2)
        if head < 0 or len(self._got) < head + 4 + (int(length[1]) if length else 0):
            return b""
        status, self._got = self._got[9:12], b""
        self.at = 0.0
        return status


class Load:
    """Sends for so long and notes every answer that was sent for after `count_from`."""

    def __init__(self, port: int, requests: Iterator[bytes], *, connections: int, rate: float) -> None:
        self._port, self._requests, self._rate = port, requests, rate
        self._selector = selectors.DefaultSelector()
        self._idle: list[Connection] = []
        self.taken: Counter[str] = Counter()
        self.latencies: dict[str, list[float]] = {}
        self.most = 0
        self._opened = 0
        for _ in range(connections):
            self._idle.append(self._open())

    def run(self, seconds: float, *, counting: bool) -> None:
        """Send and receive for so long; then wait for what is still out."""
        start = time.perf_counter()
        end, sent = start + seconds, 0
        while (now := time.perf_counter()) < end:
            if self._rate:
                due = int((now - start) * self._rate)
                for number in range(sent, due):
                    self._send(start + number / self._rate)
                sent = max(sent, due)
            else:
                while self._idle:
                    self._send(time.perf_counter())
            self._receive(0.001 if self._rate else 0.1, counting)
        late = time.perf_counter() + 10
        while len(self._idle) < self._opened and time.perf_counter() < late:
            self._receive(0.1, counting)

    def _open(self) -> Connection:
        made = Connection(self._port)
        self._selector.register(made.socket, selectors.EVENT_WRITE, made)
        self._opened += 1
        self.most = max(self.most, self._opened)
        return made

    def _send(self, at: float) -> None:
        connection = self._idle.pop() if self._idle else self._open()
        try:
            connection.send(next(self._requests), at)
        except ConnectionError:
            self._gone(connection)

    def _receive(self, wait: float, counting: bool) -> None:
        for key, event in self._selector.select(wait):
            connection: Connection = key.data
            if event & selectors.EVENT_WRITE:
                self._made(connection)
                continue
            at = connection.at
            status = connection.receive()
            if status == b"gone":
                self._gone(connection)
            if status and counting and (at or status != b"gone"):
                self.taken[status.decode()] += 1
                self.latencies.setdefault(status.decode(), []).append(time.perf_counter() - at)
            if status and status != b"gone":
                self._idle.append(connection)

    def _made(self, connection: Connection) -> None:
        try:
            connection.made()
            self._selector.modify(connection.socket, selectors.EVENT_READ, connection)
        except ConnectionError:
            self._gone(connection)

    def _gone(self, connection: Connection) -> None:
        self._selector.unregister(connection.socket)
        connection.socket.close()
        self._opened -= 1
        if connection in self._idle:
            self._idle.remove(connection)
        if not self._rate:
            self._idle.append(self._open())


def processor_seconds(pid: int) -> float:
    """What a process and its children have used, those that ended included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = sum(map(int, fields[11:15])) * TICK
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(processor_seconds(int(child)) for child in children)


def resident(pid: int) -> int:
    """Bytes of memory a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096


def percentile(values: list[float], share: float) -> float:
    """Of sorted values; 0 of none."""
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0.0


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("port", type=int)
    asked.add_argument("--connections", type=int, default=64)
    asked.add_argument("--seconds", type=float, default=3)
    asked.add_argument("--warm", type=float, default=0.5)
    asked.add_argument("--rate", type=float, default=0)
    asked.add_argument("--kind", choices=posts.KINDS, default="urlencoded")
    asked.add_argument("--secret", type=bytes.fromhex, default=b"")
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--bare", action="store_true")
    asked.add_argument("--ready", type=int, default=12_000)
    asked.add_argument("--watch", type=int, action="append", default=[])
    options = asked.parse_args()
    every = posts.requests(
        options.kind, options.first, options.secret, bare=options.bare, ready=options.ready
    )
    load = Load(options.port, every, connections=options.connections, rate=options.rate)
    load.run(options.warm, counting=False)
    used, mine, start = sum(map(processor_seconds, options.watch)), time.process_time(), time.perf_counter()
    load.run(options.seconds, counting=True)
    took = time.perf_counter() - start
    used = sum(map(processor_seconds, options.watch)) - used
    found = {
        "seconds": took,
        "cpu": used,
        "own_cpu": time.process_time() - mine,
        "most": load.most,
        "answers": {
            status: {
                "count": load.taken[status],
                "p50": percentile(sorted(values), 0.5),
                "p99": percentile(sorted(values), 0.99),
            }
            for status, values in load.latencies.items()
        },
    }
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
