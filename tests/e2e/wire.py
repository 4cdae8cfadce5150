"""A wire between browser and server that a test can cut, or make silent, and mend."""

import socket
import threading
from contextlib import suppress

CHUNK = 65536


class Wire:
    """Passes bytes from a port of its own to another of this machine. `close` ends it."""

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self._whole, self._flowing = threading.Event(), threading.Event()
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.mend()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def cut(self) -> None:
        """End every connection and accept none."""
        self._whole.clear()
        for each in list(self._open):
            _end(each)

    def hush(self) -> None:
        """Keep every connection and let no byte through, as a lost network does."""
        self._flowing.clear()

    def mend(self) -> None:
        self._whole.set()
        self._flowing.set()

    def close(self) -> None:
        self.cut()
        self._flowing.set()
        _end(self._listening)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                self._connect(near)

    def _connect(self, near: socket.socket) -> None:
        try:
            if not self._whole.is_set():
                raise ConnectionError
            far = socket.create_connection(self._target)
        except OSError:
            near.close()
            return
        self._open |= {near, far}
        for pair in ((near, far), (far, near)):
            threading.Thread(target=self._pass, args=pair, daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                self._flowing.wait()
                sink.sendall(data)
        for each in (source, sink):
            self._open.discard(each)
            _end(each)


def _end(of: socket.socket) -> None:
    with suppress(OSError):
        of.shutdown(socket.SHUT_RDWR)
    of.close()
