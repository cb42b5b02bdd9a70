"""Taking the port to listen on, or saying in one line why it cannot be had."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from inquiries.commands.one_line import Failed
from inquiries.settings import Settings


@contextmanager
def bound(settings: Settings, change_port: str) -> Iterator[list[socket.socket]]:
    """One socket for each address of HOST, bound and not yet listening. `change_port` says how to choose another.

    This comes before anything is opened, so that a second start by mistake touches nothing of the first.
    """
    host, port = settings.host, settings.port
    taken: list[socket.socket] = []
    try:
        for family, kind, protocol, _, address in socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        ):
            taken.append(_bind(family, kind, protocol, address))
    except OSError as error:
        _close(taken)
        raise Failed(_why(error, host, port, change_port)) from None
    try:
        yield taken
    finally:
        _close(taken)


def _close(taken: list[socket.socket]) -> None:
    for one in taken:
        one.close()


def _bind(family: int, kind: int, protocol: int, address: object) -> socket.socket:
    made = socket.socket(family, kind, protocol)
    try:
        made.setblocking(False)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:  # "::" must not also take the IPv4 port that comes after it
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind(address)  # type: ignore[arg-type]  # as getaddrinfo gave it
    except OSError:
        made.close()
        raise
    return made


def _why(error: OSError, host: str, port: int, change_port: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken by another program. {change_port}"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} needs more rights than this program has. {change_port}"
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"HOST is {host}, which is no address of this machine."
    return f"Port {port} on {host} cannot be listened on: {error.strerror}."
