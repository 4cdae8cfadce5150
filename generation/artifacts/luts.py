"""Tables of colours that people hand in: checked, and kept without title and comments."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from events.errors import ContinuityError
from generation.artifacts import artifact_store
from generation.ports import cubes


class TableUnreadable(ContinuityError):
    """The file is no .cube table of colours, or larger than is taken; says what is wrong with it."""

    code = "table-unreadable"
    status = 422


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A table as it is kept: of one dimension or three, with so many points along each."""

    digest: str
    dimensions: int
    points: int


def keep(data: bytes) -> KeptTable:
    """Store a .cube file."""
    try:
        text = cubes.canonical(data)
    except cubes.Unreadable as error:
        raise TableUnreadable(str(error)) from error
    with TemporaryDirectory(prefix="colours-") as folder:
        path = Path(folder) / "table.cube"
        path.write_bytes(text)
        kept = artifact_store.put(path, cubes.MEDIA_TYPE)
    artifact_store.shelve([kept])
    return KeptTable(kept.digest, *cubes.dimensions(text))
