"""Runs Valkey's own binary as a private server on a unix socket, keeping its data across restarts."""

import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from config.embedded.account import SystemUser
from config.embedded.binaries import find_valkey
from config.embedded.errors import EmbeddedError
from config.embedded.places import make_private, socket_folder
from config.guard import Guarded, Service
from events.evidence.files import make_private as make_folder

SOCKET = "valkey.sock"
START_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class ValkeyServer:
    """All that is needed to run one server. Database 0 is the broker's, database 1 the channel layer's."""

    binary: Path
    data: Path
    sockets: Path
    durable: bool = True

    @classmethod
    def prepare(cls, var_dir: Path, *, durable: bool = True) -> Self:
        """Find or make its folders. Raises EmbeddedError with a plain message."""
        binary = find_valkey()
        make_folder(var_dir)
        data = make_private(var_dir.resolve() / "valkey", SystemUser())
        return cls(binary, data, socket_folder(data, var_dir, SOCKET), durable)

    @property
    def socket(self) -> Path:
        return self.sockets / SOCKET

    @property
    def broker_url(self) -> str:
        return f"redis+socket://{self.socket}?virtual_host=0"

    @property
    def channel_url(self) -> str:
        return f"unix://{self.socket}?db=1"

    @property
    def service(self) -> Service:
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "appendonly": "yes" if self.durable else "no",
            "appendfsync": "everysec",
            "save": "",
            "daemonize": "no",
        }
        options = [part for name, value in settings.items() for part in (f"--{name}", value)]
        return Service("valkey", [str(self.binary), *options], signal.SIGTERM)

    def wait_until_ready(self, process: Guarded) -> None:
        """Block until the server answers. Raises EmbeddedError when it ends or takes too long."""
        deadline = time.monotonic() + START_SECONDS
        while not answers(self.socket):
            if process.status is not None or time.monotonic() > deadline:
                raise EmbeddedError("The built-in Valkey does not start.")
            time.sleep(0.02)


def answers(path: Path) -> bool:
    """Whether a server on this socket says PONG (an error while it loads its data is not that)."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(64).startswith(b"+PONG")
        except OSError:
            return False


@dataclass(slots=True)
class RunningValkey:
    """A started server."""

    server: ValkeyServer
    process: Guarded

    @property
    def broker_url(self) -> str:
        return self.server.broker_url

    @property
    def channel_url(self) -> str:
        return self.server.channel_url

    def stop(self) -> None:
        self.process.stop()

    def remove(self) -> None:
        """Stop and delete the data."""
        self.stop()
        shutil.rmtree(self.server.data, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start_valkey(var_dir: Path, *, durable: bool = True, output: int | IO[bytes] = subprocess.DEVNULL) -> RunningValkey:
    """Start the built-in Valkey of `var_dir`. Raises EmbeddedError with a plain message."""
    server = ValkeyServer.prepare(var_dir, durable=durable)
    process = Guarded(server.service, output)
    try:
        server.wait_until_ready(process)
    except BaseException:
        process.stop()
        raise
    return RunningValkey(server, process)
