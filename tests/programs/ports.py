"""Ports of 127.0.0.1: free ones, and the wait until somebody listens."""

import socket
import time

START_SECONDS = 20


def free(count: int) -> list[int]:
    """So many different ports on which nobody listens."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [each.getsockname()[1] for each in held]
    finally:
        for each in held:
            each.close()


def listening(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError as error:
            if time.monotonic() > until:
                raise AssertionError(f"nobody listens on port {port}") from error
            time.sleep(0.02)
        else:
            return
