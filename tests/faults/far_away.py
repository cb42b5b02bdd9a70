"""A PostgreSQL server on a host of its own, a network namespace, that can fall silent as one without power does."""

import ctypes
import os
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests import postgres

CLONE_NEWNET = 0x4000_0000


class Far(postgres.Server):
    """Its processes are started in the namespace `name`, from a thread that lives as long as they may."""

    def __init__(self, folder: Path, host: str, name: str) -> None:
        super().__init__(folder, host)
        self._name, self._thread = name, ThreadPoolExecutor(1, initializer=_enter, initargs=(name,))

    def start(self) -> None:
        self._thread.submit(super().start).result()

    def close(self) -> None:
        super().close()
        self._thread.shutdown()

    def fall_silent(self) -> None:
        """Nothing that is sent there arrives, and nobody says so."""
        _ip("-n", self._name, "address", "delete", f"{self.host}/30", "dev", "eth")

    def speak_again(self) -> None:
        _ip("-n", self._name, "address", "add", f"{self.host}/30", "dev", "eth")


@contextmanager
def server() -> Iterator[Far]:
    """A server at the other end of a cable, for the length of a block. Takes root."""
    name, third = f"far-{os.getpid()}", os.getpid() % 250
    here, there = f"10.213.{third}.1", f"10.213.{third}.2"
    _ip("netns", "add", name)
    try:
        _ip("link", "add", name[:15], "type", "veth", "peer", "name", "eth", "netns", name)
        _ip("address", "add", f"{here}/30", "dev", name[:15])
        _ip("link", "set", name[:15], "up")
        for device in ("lo", "eth"):
            _ip("-n", name, "link", "set", device, "up")
        _ip("-n", name, "address", "add", f"{there}/30", "dev", "eth")
        with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
            far = Far(Path(folder), there, name)
            try:
                far.prepare()
                far.start()
                yield far
            finally:
                far.close()
    finally:
        _ip("netns", "delete", name)  # the cable goes with it


def _enter(name: str) -> None:
    with open(f"/run/netns/{name}", "rb") as namespace:
        assert ctypes.CDLL(None, use_errno=True).setns(namespace.fileno(), CLONE_NEWNET) == 0


def _ip(*words: str) -> None:
    subprocess.run(["/usr/sbin/ip", *words], check=True, capture_output=True)
