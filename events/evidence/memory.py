"""What the signer has signed, remembered beside its key and out of the database's reach."""

from pathlib import Path
from uuid import UUID

import msgspec

from events import merkle
from events.evidence import files, keys


class Remembered(msgspec.Struct, frozen=True):
    """The last note of a log, and the hashes from which its tree can only grow."""

    size: int = 0
    frontier: tuple[bytes, ...] = ()
    note: str = ""

    def grown(self) -> merkle.Frontier:
        """Return the tree as it was signed, ready to grow."""
        return merkle.Frontier(self.size, list(self.frontier))


def recall(log: UUID) -> Remembered | None:
    """Return what was signed last of a log; None where nothing is remembered."""
    try:
        return msgspec.json.decode(_path(log).read_bytes(), type=Remembered)
    except FileNotFoundError:
        return None


def remember(log: UUID, frontier: merkle.Frontier, note: str) -> Remembered:
    """Keep what is about to be signed; afterwards nothing else of that size will be."""
    remembered = Remembered(frontier.size, tuple(frontier.hashes), note)
    files.make_private(_path(log).parent)
    files.write(_path(log), msgspec.json.encode(remembered))
    return remembered


def _path(log: UUID) -> Path:
    return keys.folder() / "signed" / f"{log}.json"
