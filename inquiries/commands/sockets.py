"""Taking the port to listen on, or saying in one line why it cannot be had."""

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from inquiries.commands.one_line import Failed
from inquiries.settings import Settings


@contextmanager
def bound(settings: Settings, change_port: str, *, shared: bool = False) -> Iterator[list[socket.socket]]:
    """One socket for each address of HOST, bound and not yet listening. `change_port` says how to choose another.

    A `shared` port may be bound by other processes of the same user too; those that listen take turns at who comes.

    This comes before anything is opened, so that a second start by mistake touches nothing of the first.
    """
    host, port = settings.host, settings.port
    taken: list[socket.socket] = []
    try:
        for family, kind, protocol, _, address in socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        ):
            taken.append(_bind(family, kind, protocol, address, shared=shared))
    except OSError as error:
        _close(taken)
        raise Failed(_why(error, host, port, change_port)) from None
    try:
        yield taken
    finally:
        _close(taken)


@contextmanager
def for_mail(settings: Settings) -> Iterator[socket.socket | None]:
    """The socket of LMTP_LISTEN, bound and not yet listening; None where it is not set.

    One in the file system is for us and our group, and goes when we go.
    """
    listen = settings.lmtp_listen
    if listen is None:
        yield None
    elif listen.startswith("/"):
        with _in_files(Path(listen)) as made:
            yield made
    else:
        host, _, port = listen.rpartition(":")
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(
                host.strip("[]"), int(port), type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            made = _bind(family, kind, protocol, address)
        except OSError as error:
            raise Failed(_why_no_mail(error, listen)) from None
        with made:
            yield made


@contextmanager
def _in_files(path: Path) -> Iterator[socket.socket]:
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    made.setblocking(False)
    try:
        _clear(path)
        before = os.umask(0o117)  # 0660 from the first moment on
        try:
            made.bind(str(path))
        finally:
            os.umask(before)
    except OSError as error:
        made.close()
        raise Failed(_why_no_mail(error, str(path))) from None
    own = path.stat().st_ino
    try:
        yield made
    finally:
        made.close()
        with suppress(OSError):
            if path.stat().st_ino == own:
                path.unlink()


def _clear(path: Path) -> None:
    """Remove what a killed program left. Raises OSError where somebody listens, or where it is no socket."""
    if not path.is_socket():
        if path.exists():
            raise OSError(errno.ENOTSOCK, "it is there and is no socket")
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
        try:
            asking.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
        else:
            raise OSError(errno.EADDRINUSE, "taken")


def _why_no_mail(error: OSError, listen: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"LMTP_LISTEN is {listen}, which is taken by another program. Stop it, or choose another."
    return f"LMTP_LISTEN is {listen}, which cannot be listened on: {error.strerror}."


def _close(taken: list[socket.socket]) -> None:
    for one in taken:
        one.close()


def _bind(family: int, kind: int, protocol: int, address: object, *, shared: bool = False) -> socket.socket:
    made = socket.socket(family, kind, protocol)
    try:
        made.setblocking(False)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shared:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
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
