"""Sounds that people hand in: known by their content, bounded while they are decoded, kept without what came along.

What is stored is written anew from the samples, at the one rate that sound has here, so that no metadata survives and
the same sound has the same bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from events.errors import ContinuityError
from generation.artifacts import artifact_store

if TYPE_CHECKING:
    from generation.ports.sound import Samples

LARGEST = 200 << 20
"""Bytes of a sound as it is handed in."""
LONGEST_LINE, LONGEST_SOUND = 5 * 60, 30 * 60
"""Seconds of a recorded line, and of music or an effect."""
_DECODING = BoundedSemaphore(2)


class SoundUnreadable(ContinuityError):
    """The file is no whole sound of a kind that is taken, whatever its name says, or there is nothing to hear in it."""

    code = "sound-unreadable"
    status = 422


class SoundTooLarge(ContinuityError):
    """The sound has more bytes or lasts longer than is taken."""

    code = "sound-too-large"
    status = 413


@dataclass(frozen=True, slots=True)
class KeptSound:
    """A sound as it is kept, 48,000 samples a second."""

    digest: str
    samples: int


def keep_line(data: bytes) -> KeptSound:
    """Store a WAV, FLAC or MP3 as a recorded line: one channel, at the level of all recorded lines."""
    from generation.ports import handed_in  # noqa: PLC0415  # codecs load where sound is handed in

    return _kept(data, lambda: handed_in.levelled(handed_in.decoded(data, 1, LONGEST_LINE)), 1)


def keep_sound(data: bytes) -> KeptSound:
    """Store a WAV, FLAC or MP3 as music or an effect: two channels, as loud as it is."""
    from generation.ports import handed_in  # noqa: PLC0415  # codecs load where sound is handed in

    return _kept(data, lambda: handed_in.decoded(data, 2, LONGEST_SOUND), 2)


def _kept(data: bytes, read: "Callable[[], Samples]", channels: int) -> KeptSound:
    from generation.ports import handed_in, sound  # noqa: PLC0415  # codecs load where sound is handed in

    if len(data) > LARGEST:
        raise SoundTooLarge(f"A sound has at most {LARGEST >> 20} MB.", largest=LARGEST)
    with _DECODING, TemporaryDirectory(prefix="sound-") as folder:
        try:
            samples = read()
        except handed_in.TooLong as error:
            raise SoundTooLarge(str(error)) from error
        except sound.Unreadable as error:
            raise SoundUnreadable(str(error)) from error
        path = Path(folder) / "sound.flac"
        sound.write(path, samples, channels)
        kept = artifact_store.put(path, sound.MEDIA_TYPE)
    artifact_store.shelve([kept])
    return KeptSound(kept.digest, len(samples))
