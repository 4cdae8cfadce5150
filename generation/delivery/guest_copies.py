"""Copies for guests: films and stills with the guest's name burnt in, made once for each guest of a link that asks.

They are no artifacts: nothing names them, no export holds them, and they go with the guest. A web process makes one
film after the other, beside its requests. Whoever asks learns which are there; what is not begun yet is begun then.
"""

import logging
import os
import shutil
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from secrets import token_hex
from threading import Lock, Thread
from typing import IO
from uuid import UUID

from django.conf import settings

from events.errors import ContinuityError
from generation.artifacts import artifact_store
from generation.ports import marking
from productions.people import guests
from productions.people.guests import Guest

MOST_KEPT = 10 * 2**30
"""Bytes of copies that a machine keeps; of more, those go that nobody was sent for longest."""
AHEAD = 4
"""Films of one guest that wait to be made; each holds a file, and the next looks begin the others."""
PAUSE = 60.0
"""Seconds for which a copy that could not be made is not tried again."""
FILM, STILL = ".mp4", ".jpg"

_log = logging.getLogger(__name__)
_waiting: "SimpleQueue[_Asked]" = SimpleQueue()
_making: set[Path] = set()
_failed: dict[Path, float] = {}
_makers: list[Thread] = []
_lock = Lock()


class CopyNotReady(ContinuityError):
    """The copy with the guest's name is not there yet, or not any more: it is being made, or can be asked for."""

    code = "copy-not-ready"
    status = 503


@dataclass(frozen=True, slots=True)
class _Asked:
    """A film that is to be copied; `lending` holds its source until that is done."""

    place: Path
    source: Path
    guest: Guest
    lending: ExitStack


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that is there. `tag` is another one once the file is."""

    path: Path
    size: int
    tag: str

    def open(self) -> IO[bytes]:
        """Open it for reading, which counts as a use; CopyNotReady where it went meanwhile."""
        try:
            os.utime(self.path)
            return self.path.open("rb")
        except FileNotFoundError:
            raise not_ready() from None


def not_ready() -> CopyNotReady:
    """Return what is told of a copy that is not there."""
    return CopyNotReady("The copy with your name is being made. It is there in a moment.", retry_after=2)


def ready(guest: Guest, films: Collection[str]) -> tuple[set[str], set[str]]:
    """Return which films, by digest, a guest has copies of, and which are on their way: some of these are begun now.

    In neither are those whose bytes are lost, or that could not be made just now.
    """
    there = {digest for digest in films if _place(guest, digest, FILM).is_file()}
    missing = [digest for digest in dict.fromkeys(films) if digest not in there]
    if missing:
        clear()
    waiting = {digest for digest in missing if _place(guest, digest, FILM) in _making}
    for digest in missing:
        if digest in waiting or _is_failed(_place(guest, digest, FILM)):
            continue
        if len(waiting) >= AHEAD or _begun(guest, digest):
            waiting.add(digest)
    return there, waiting


def film(guest: Guest, digest: str) -> Copy | None:
    """Return the copy of a film; None while there is none."""
    return _copy(_place(guest, digest, FILM))


def still(guest: Guest, digest: str) -> Copy | None:
    """Return the copy of a still, which is made now where there is none; None where its bytes are no picture."""
    place = _place(guest, digest, STILL)
    if not place.is_file():
        place.parent.mkdir(parents=True, exist_ok=True)
        with artifact_store.as_files([digest]) as lent, suppress(OSError):
            source = lent[digest]
            _write(place, lambda aside: marking.write_still(source, aside, _mark(guest, marking.still_size(source))))
    return _copy(place)


def clear() -> None:
    """Remove the copies of guests who are not in any more, and what is kept beyond the bound."""
    folders = {folder: _person(folder) for folder in _folder().glob("*") if folder.is_dir()}
    still_in = guests.still_in({person for person in folders.values() if person})
    for folder, person in folders.items():
        if person not in still_in:
            shutil.rmtree(folder, ignore_errors=True)
    _drop_oldest()


def _begun(guest: Guest, digest: str) -> bool:
    """Let a film be made, if its bytes are there: they are lent here, so that no thread but the asker's reads rows."""
    place, lending = _place(guest, digest, FILM), ExitStack()
    try:
        source = lending.enter_context(artifact_store.as_files([digest]))[digest]
    except ContinuityError:
        _fail(place)
        return False
    with _lock:
        if place in _making:
            lending.close()
            return True
        _making.add(place)
        if not _makers:
            # It ends with the process, whatever waits: what is half made is made anew when it is asked for.
            _makers.append(Thread(target=_make_all, name="guest-copies", daemon=True))
            _makers[0].start()
    place.parent.mkdir(parents=True, exist_ok=True)
    _waiting.put(_Asked(place, source, guest, lending))
    return True


def _make_all() -> None:
    while True:
        asked = _waiting.get()
        try:
            with asked.lending:
                _make(asked)
        except Exception:  # whatever became of this one, the next film is made
            _fail(asked.place)
            if asked.place.parent.is_dir():  # else the guest is not in any more, and nothing was to come of it
                _log.exception("a copy for a guest could not be made")
        finally:
            with _lock:
                _making.discard(asked.place)


def _make(asked: _Asked) -> None:
    mark = _mark(asked.guest, marking.size_of(asked.source))
    _write(asked.place, lambda aside: marking.write_film(asked.source, aside, mark))


def _write(place: Path, make: Callable[[Path], None]) -> None:
    """Make a file beside its place and move it there. In a folder that went meanwhile nothing comes about."""
    aside = place.with_name(f".{token_hex(4)}{place.suffix}")
    try:
        make(aside)
        aside.replace(place)
    finally:
        aside.unlink(missing_ok=True)


def _mark(guest: Guest, size: tuple[int, int]) -> marking.Mark:
    from generation.sheets.mark import mark  # noqa: PLC0415 - the drawing library is loaded when one is asked for

    # Isolated, so that a name that is written from right to left does not turn what follows it.
    return mark(f"\u2068{guest.name}\u2069 · {guests.mark_of(guest.person)}", *size)


def _copy(place: Path) -> Copy | None:
    try:
        stat = place.stat()
    except FileNotFoundError:
        return None
    return Copy(place, stat.st_size, f"{place.stem}-{stat.st_ino:x}-{stat.st_size:x}")


def _place(guest: Guest, digest: str, ending: str) -> Path:
    name = f"{marking.VERSION}-{digest.partition(':')[2]}{ending}"
    return _folder() / guest.person.hex / name


def _folder() -> Path:
    return Path(settings.INNER_ACTIONS) / "guests"


def _person(folder: Path) -> UUID | None:
    try:
        return UUID(folder.name)
    except ValueError:
        return None


def _fail(place: Path) -> None:
    _failed[place] = time.monotonic()


def _is_failed(place: Path) -> bool:
    return time.monotonic() - _failed.get(place, -PAUSE) < PAUSE


def _drop_oldest() -> None:
    kept = sorted(_kept())
    over = sum(size for _, size, _ in kept) - MOST_KEPT
    for _, size, path in kept:
        if over <= 0:
            break
        path.unlink(missing_ok=True)
        over -= size


def _kept() -> Iterator[tuple[int, int, Path]]:
    for path in _folder().glob("*/*"):
        with suppress(OSError):  # another process clears too
            stat = path.stat()
            yield stat.st_mtime_ns, stat.st_size, path
