"""A disk that takes its time: every fsync of the programs started afterwards waits so many milliseconds longer."""

import os
import subprocess
from pathlib import Path

SHIM = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
static void wait_for_it(void) {
    struct timespec longer = {0, %d};
    nanosleep(&longer, 0);
}
int fsync(int fd) {
    static int (*real)(int);
    if (!real) real = (int (*)(int)) dlsym(RTLD_NEXT, "fsync");
    wait_for_it();
    return real(fd);
}
int fdatasync(int fd) {
    static int (*real)(int);
    if (!real) real = (int (*)(int)) dlsym(RTLD_NEXT, "fdatasync");
    wait_for_it();
    return real(fd);
}
"""


def slow_down(milliseconds: float, folder: Path) -> None:
    """For every program started from here on; needs a C compiler."""
    source, library = folder / "slow_disk.c", folder / "slow_disk.so"
    source.write_text(SHIM % round(milliseconds * 1_000_000))
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    os.environ["LD_PRELOAD"] = str(library)
