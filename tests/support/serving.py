"""The real server on a port of its own, and sockets that say to it what no client would."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn

from tests.support.waiting import eventually

SECONDS = 30
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"


@contextmanager
def served() -> Iterator[int]:
    """Serve the application as `up` does, beside the test, on the database that `default` leads to; yield the port."""
    from config.asgi import application  # noqa: PLC0415  it loads the apps

    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application, access_log=False, log_level="warning", lifespan="off"))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        eventually(lambda: server.started, SECONDS)
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(SECONDS)
        listening.close()
        assert not thread.is_alive()


class Raw:
    """A connection on which one request is written piece by piece."""

    def __init__(self, port: int, method: str, path: str, **headers: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        said = {"host": f"127.0.0.1:{port}", "content-type": "application/json", **headers}
        lines = [f"{method} /api/v1/{path} HTTP/1.1", *(f"{n.replace('_', '-')}: {v}" for n, v in said.items())]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode())

    def say(self, data: bytes) -> bool:
        """Send bytes; whether the other side still takes them."""
        try:
            self._socket.sendall(data)
        except OSError:
            return False
        return True

    def answer(self) -> tuple[int, bytes]:
        """Return the first status and all that is said, until the server ends the connection or has said it all."""
        said = b""
        while not _whole(said):
            try:
                if not (data := self._socket.recv(1 << 16)):
                    break
            except ConnectionResetError:
                break
            said += data
        return (int(said.split(b" ", 2)[1]) if said else 0), said

    def close(self) -> None:
        self._socket.close()


def chunk(data: bytes) -> bytes:
    """Return a chunk of a body that comes in chunks; an empty one ends it."""
    return b"%x\r\n%s\r\n" % (len(data), data)


def _whole(said: bytes) -> bool:
    head, end, body = said.removeprefix(GO_ON).partition(b"\r\n\r\n")
    lengths = [int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return bool(end and lengths) and len(body) >= lengths[0]
