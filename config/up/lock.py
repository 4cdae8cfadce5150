"""One `up` per VAR_DIR: a lock that its holder and every guard share, so that it is free only when all has stopped."""

import fcntl
import os
import time
from pathlib import Path

from config.up.errors import CannotStart

PATIENCE = 25.0  # seconds for the guards of a killed `up` to stop their services


def take(var_dir: Path) -> int:
    """Lock VAR_DIR and return the open file that holds the lock. Raises CannotStart when another `up` runs there."""
    path = var_dir / "up.lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + PATIENCE
    while not _try(handle):
        holder = path.read_text().strip()
        if _lives(holder) or time.monotonic() > deadline:
            os.close(handle)
            raise CannotStart(
                f"Continuity already runs on {var_dir} (process {holder}). "
                "For a second copy set VAR_DIR and PORT to others."
            )
        time.sleep(0.1)
    os.ftruncate(handle, 0)
    os.pwrite(handle, str(os.getpid()).encode(), 0)
    return handle


def _try(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lives(pid: str) -> bool:
    if not pid.isdigit():
        return False  # its holder has not written it yet
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
