"""Plans and orders of a whole film make very many small things and drop few: looking for garbage meanwhile takes up to
half of their time.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Collector:
    """The collector of garbage, which all threads of the process share."""

    def __init__(self) -> None:
        self._lock, self._inside, self._was_on = Lock(), 0, False

    def stop(self) -> None:
        with self._lock:
            if not self._inside:
                self._was_on = gc.isenabled()
                gc.disable()
            self._inside += 1

    def go_on(self) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside and self._was_on:
                gc.enable()


_collector = _Collector()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let no garbage be looked for until the last block of any thread ends."""
    _collector.stop()
    try:
        yield
    finally:
        _collector.go_on()
