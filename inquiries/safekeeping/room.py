"""Whether there is room on a disk for what will be written: to find out by filling it would stop the service."""

import os
import shutil
from pathlib import Path

from inquiries.safekeeping.wrong import Wrong
from inquiries.settings import Settings


def check(folder: Path, needed: int, *, floor: int = 0) -> None:
    """Raises Wrong where `needed` bytes more would leave less than `floor`."""
    free = shutil.disk_usage(folder).free
    if needed > free - floor:
        kept = f", of which disk_floor keeps {shown(floor)}" if floor else ""
        raise Wrong(f"It takes {shown(needed)}, and {folder} has {shown(free)} free{kept}. Make room first.")


def floor(folder: Path, settings: Settings) -> int:
    """What has to stay free there: on the service's own disk, as much as the service itself leaves."""
    try:
        is_shared = folder.stat().st_dev == settings.data_dir.stat().st_dev
    except OSError:
        return 0
    return settings.disk_floor if is_shared else 0


def taken_by(folder: Path) -> int:
    """Bytes of all files below it; none where it is not there."""
    total = 0
    for at, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(at, name)).st_size
            except OSError:  # removed meanwhile
                continue
    return total


def shown(size: int) -> str:
    """As people say it."""
    if size >= 10**9:
        return f"{size / 10**9:.1f} GB"
    return f"{size / 10**6:.1f} MB" if size < 10**8 else f"{size // 10**6} MB"
