"""Processes of this machine, told apart beyond the reuse of process ids."""

import os
import signal
import socket
from pathlib import Path

HOST = socket.gethostname()


def identity(pid: int) -> str:
    """Return what names a process until it ends: boot, namespace, pid and start. Empty where there is no /proc."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}/{Path('/proc/self/ns/pid').readlink()}/{pid}/{_start(pid)}"
    except OSError:
        return ""


def is_dead(process: str) -> bool:
    """Return whether a process is known to have ended; False where that cannot be told from here."""
    here = identity(os.getpid()).rsplit("/", 2)[0]
    if not process or not here or not process.startswith(f"{here}/"):
        return False
    pid, started = process.rsplit("/", 2)[1:]
    try:
        return _start(int(pid)) != started
    except OSError:
        return True


def kill(process: str) -> None:
    """Kill a process of this machine, if it still is the one meant."""
    pid = process.rsplit("/", 2)[1] if process else ""
    if pid and identity(int(pid)) == process:
        try:
            os.kill(int(pid), signal.SIGKILL)
        except ProcessLookupError:
            return  # it ended meanwhile


def _start(pid: int) -> str:
    """Clock ticks from boot to start; a zombie has ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return "ended" if fields[0] in "ZX" else fields[19]
