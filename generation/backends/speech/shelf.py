"""What was spoken before: lines by everything that their sound depends on.

They are inner actions, no nodes of a pipeline: when one line of a shot changes, the others are not spoken again.
"""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generation.backends import kept
from generation.ports.work import JSON

if TYPE_CHECKING:
    from generation.ports.sound import Samples

MOST = 512 * 2**20
"""Bytes that are kept on a machine."""
_DAMAGED = (ValueError, KeyError, EOFError, zipfile.BadZipFile)


def key_of(document: Mapping[str, JSON]) -> str:
    """Return the key of a line, of everything that its sound depends on."""
    return kept.key_of("spoken/1", document)


@dataclass(frozen=True, slots=True)
class VoicedLine:
    """A line as an engine spoke it; `begins` are the words of which it said so, with the sample of each."""

    samples: "Samples"
    begins: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class LineShelf:
    """What was spoken, in a folder of its own; nothing is kept without one."""

    folder: Path | None
    most: int = MOST

    def once(self, key: str, speak: Callable[[], VoicedLine]) -> tuple[VoicedLine, bool]:
        """Return a line and whether it was there; it is spoken now unless it was."""
        files = kept.KeptFiles(self.folder, ".npz", self.most, _DAMAGED)
        if (there := files.read(key, _load)) is not None:
            return there, True
        spoken = speak()
        files.write(key, lambda path: _save(spoken, path))
        return spoken, False


def _load(path: Path) -> VoicedLine:
    import numpy as np  # noqa: PLC0415  # only the process that makes sound may load it

    with np.load(path, allow_pickle=False) as read:
        return VoicedLine(read["samples"], {int(word): int(sample) for word, sample in read["begins"].reshape(-1, 2)})


def _save(spoken: VoicedLine, path: Path) -> None:
    import numpy as np  # noqa: PLC0415  # only the process that makes sound may load it

    with path.open("wb") as file:
        np.savez_compressed(file, samples=spoken.samples, begins=np.array([*spoken.begins.items()], np.int64))
