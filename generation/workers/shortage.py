"""What a worker does not find room for, and whether it would by now."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from events import room

WAITS_FOR_ROOM = "waits for room: the disk of its files is full"
"""What jobs say meanwhile. People who see it need not know where the server keeps what."""
MARGIN = 1 << 20


@dataclass(frozen=True, slots=True)
class Shortage:
    """A folder in which `size` more bytes found no room."""

    folder: Path
    size: int = MARGIN

    @classmethod
    def beside(cls, folder: Path) -> Self:
        """Of work that stopped: what it had written by then, and a little more, is the least that it needs."""
        return cls(folder.parent, MARGIN + sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()))

    def over(self) -> bool:
        """Whether there is room by now."""
        return room.is_there(self.folder, self.size)
