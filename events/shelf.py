"""What a process worked out and may need again, by key: at most so many things, for all threads."""

from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Shelf(Generic[K, V]):
    """Keeps the `most` things that were put on it last; what was put there longest ago goes first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: dict[K, V] = {}
        self._one = Lock()

    def get(self, key: K) -> V | None:
        """Return what is kept under a key; None where nothing is, or no longer."""
        return self._kept.get(key)

    def put(self, key: K, value: V) -> V:
        """Keep a value in place of what was under its key, and return it."""
        with self._one:  # which one is the oldest can be asked only while nobody else puts anything
            self._kept.pop(key, None)
            self._kept[key] = value
            while len(self._kept) > self.most:
                del self._kept[next(iter(self._kept))]
        return value
