"""A disk that fails under SQLite in this process, whatever is open: each write is answered with the error wanted."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

# How sqlite3_vfs begins (sqlite.org/c3ref/vfs.html); of its functions only the one that replaces a system call.
_BEFORE = ("xOpen", "xDelete", "xAccess", "xFullPathname", "xDlOpen", "xDlError", "xDlSym", "xDlClose")
_AFTER = ("xRandomness", "xSleep", "xCurrentTime", "xGetLastError", "xCurrentTimeInt64")
_REPLACE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
_WRITE = ctypes.CFUNCTYPE(
    ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64, use_errno=True
)
_WRITES = (b"write", b"pwrite", b"pwrite64")


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("iVersion", ctypes.c_int),
        ("szOsFile", ctypes.c_int),
        ("mxPathname", ctypes.c_int),
        ("pNext", ctypes.c_void_p),
        ("zName", ctypes.c_char_p),
        ("pAppData", ctypes.c_void_p),
        *((name, ctypes.c_void_p) for name in (*_BEFORE, *_AFTER)),
        ("xSetSystemCall", _REPLACE),
    )


@contextmanager
def failing(code: int) -> Iterator[None]:
    """Nothing can be written to any database of this process until the end of the block."""
    vfs, tried = _vfs(), []

    @_WRITE
    def write(*_: Any) -> int:
        tried.append(1)
        ctypes.set_errno(code)
        return -1

    for name in _WRITES:
        vfs.contents.xSetSystemCall(vfs, name, write)
    try:
        yield
    finally:
        for name in _WRITES:
            vfs.contents.xSetSystemCall(vfs, name, None)
    assert tried, "nothing was written meanwhile"


def _vfs() -> Any:
    """That of the library which Python's own sqlite3 is linked with."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        paths = {line.split()[-1] for line in maps if "libsqlite3" in line}
    if len(paths) != 1:
        pytest.skip("SQLite is no library of its own here, so that its writes cannot be made to fail")
    library = ctypes.CDLL(paths.pop())
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = library.sqlite3_vfs_find(None)
    if vfs.contents.iVersion < 3:
        pytest.skip("this SQLite does not let its system calls be replaced")
    return vfs
