"""Where an export works: a folder of its own, which goes with it; what a killed one left goes before the next."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

from generation.delivery import exports

_NAMED = "film-"


@contextmanager
def workplace(id_: UUID) -> Iterator[Path]:
    """Lend the folder of an export. Those of exports that are over, or broke off, are removed first."""
    place = _aside()
    _clear(place)
    folder = place / f"{_NAMED}{id_}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _aside() -> Path:
    folder = Path(settings.INNER_ACTIONS)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    return Path(tempfile.gettempdir())


def _clear(place: Path) -> None:
    left = {folder: _id_of(folder) for folder in place.glob(f"{_NAMED}*")}
    going_on = exports.going_on()
    for folder, id_ in left.items():
        if id_ is not None and id_ not in going_on:
            shutil.rmtree(folder, ignore_errors=True)


def _id_of(folder: Path) -> UUID | None:
    try:
        return UUID(folder.name.removeprefix(_NAMED))
    except ValueError:
        return None
