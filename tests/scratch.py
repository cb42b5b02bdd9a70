"""Where tests keep their files: in memory where there is enough of it, since nobody needs them after a power cut.

A test waits for the disk at every commit; on a slow one that was a third of the suite's time.
"""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH = 4 * 10**9  # octets; a container often has 64 MB


def in_memory() -> None:
    """From here on, for this process and all it starts: unless TMPDIR says where, or there is no such place."""
    if "TMPDIR" not in os.environ and _is_usable(MEMORY):
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def _is_usable(folder: Path) -> bool:
    """Programs are started from it, too."""
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        return False
    return shutil.disk_usage(folder).free > ENOUGH and not os.statvfs(folder).f_flag & os.ST_NOEXEC
