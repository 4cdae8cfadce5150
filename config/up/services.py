"""What `up` runs besides Postgres and Valkey: the commands of each process, and the socket of the web."""

import errno
import socket
import sys
from collections.abc import Mapping
from dataclasses import replace

from config.env import ROOT
from config.guard import Service
from config.up.errors import CannotStart

HOST = "127.0.0.1"
BACKLOG = 512
POOL = "16"
"""Database connections of the web process."""


def command(name: str, *arguments: str, environment: Mapping[str, str]) -> Service:
    """A management command as a service of that name."""
    return Service(name, [sys.executable, str(ROOT / "manage.py"), name, *arguments], environment=environment)


def worker(device: str, environment: Mapping[str, str]) -> Service:
    """A worker of another device than the processor."""
    called = command("work", "--device", device, environment=environment)
    return replace(called, name=f"work-{device.replace(':', '-')}")


def module(name: str, module: str, environment: Mapping[str, str]) -> Service:
    """A module of ours, run as `python -m`, as a service of that name."""
    return Service(name, [sys.executable, "-m", module], environment={**environment, "PYTHONPATH": str(ROOT)})


def web(listening: socket.socket, environment: Mapping[str, str]) -> Service:
    """The web process on a socket that is listening already."""
    handle = listening.fileno()
    environment = {"DATABASE_POOL": POOL, **environment, "PYTHONPATH": str(ROOT)}
    return Service("web", [sys.executable, "-m", "config.up.web", str(handle)], environment=environment, keep=(handle,))


def listen(port: int) -> socket.socket:
    """Listen on loopback; port 0 lets the kernel pick. Raises CannotStart when the port is taken."""
    listening = socket.socket(socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise CannotStart(_why(port, error)) from error
    return listening


def _why(port: int, error: OSError) -> str:
    hint = "Choose another, such as PORT=8001, or PORT=0 for any free one."
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. {hint}"
    return f"Port {port} cannot be used: {error.strerror}. {hint}"
