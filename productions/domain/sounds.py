"""Sounds that people bring: recordings of lines, and music, effects and room tone that are placed on a level."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, Protocol, get_args
from uuid import UUID

import msgspec

from events.errors import Refusal
from events.registry import Event, Json
from productions.domain.fields import ABSENT, Field, Value, as_read, converted
from productions.domain.fields.table import Right
from productions.domain.fields.values import SOUND
from productions.domain.names import clean_label
from productions.domain.normal_form import folded, normalised

Track = Literal["music", "effects", "tone"]
TRACKS: tuple[Track, ...] = get_args(Track)
"""What a placed sound counts as; dialogue is the other track, and nobody places it."""
ATTRIBUTE = "sound"
"""The attribute of a reference that names its file of sound, by digest."""
SOUNDING = ("music", "effect")
"""The kinds of references that have a file of sound."""
LONGEST_MS = 6 * 60 * 60 * 1000
MOST_PLACED = 200
LONGEST_RIGHTS = 1000
_GAIN = re.compile(r"-?\d{1,2}(\.\d{1,2})?")
_LOUDEST, _QUIETEST = Decimal(24), Decimal(-60)


class InvalidSound(Refusal):
    """A placed sound or a recording says what it cannot."""

    code = "invalid-sound"
    status = 422


class Spoken(Protocol):
    """A line of dialogue."""

    @property
    def character(self) -> str: ...
    @property
    def text(self) -> str: ...


class Recording(msgspec.Struct, frozen=True):
    """A recording that is heard instead of the engine's voice, of a line in a language.

    `digest` names the file, `samples` how long it is at 48,000 a second. It is of the words that were recorded: a line
    that says others is spoken by the engine again. `name` is what its file was called, `rights` who has them.
    """

    digest: str
    language: str
    character: str
    text: str
    samples: int
    name: str = ""
    rights: str = ""


class Placed(msgspec.Struct, frozen=True):
    """A reference that is heard on a level, from `at_ms` after its beginning on.

    `gain` and `duck` are decibels as text: by how much it is louder, and how much quieter it gets while somebody
    speaks. `length_ms` None plays it to its end, `loop` again and again. Fades are milliseconds.
    """

    reference: UUID
    track: Track = "music"
    at_ms: int = 0
    length_ms: int | None = None
    gain: str = "0"
    fade_in_ms: int = 0
    fade_out_ms: int = 0
    duck: str = "0"
    loop: bool = False


def slots(lines: Iterable[Spoken], language: str) -> Iterator[str]:
    """Yield under which name each line of a shot has its recording in a language: that of who says what.

    A line that is said again by the same has a name of its own.
    """
    said: dict[tuple[str, str], int] = {}
    for line in lines:
        words = (folded(line.character), normalised(line.text))
        said[words] = again = said.get(words, 0) + 1
        digest = hashlib.sha256("\n".join((*words, str(again))).encode()).hexdigest()
        yield f"{language}-{digest[:16]}"


def clean(placed: Placed) -> Placed:
    """Return the canonical form of a placed sound; InvalidSound says what is wrong with it."""
    if placed.track not in TRACKS:
        raise InvalidSound(f"track must be one of {', '.join(TRACKS)}.", field="track")
    for name in ("at_ms", "fade_in_ms", "fade_out_ms", "length_ms"):
        value = getattr(placed, name)
        if value is not None and not (1 if name == "length_ms" else 0) <= value <= LONGEST_MS:
            raise InvalidSound(f"{name} must be milliseconds, at most {LONGEST_MS}.", field=name)
    gain, duck = (_decibels(name, getattr(placed, name)) for name in ("gain", "duck"))
    if duck > 0:
        raise InvalidSound("duck says by how much it gets quieter: 0 or less.", field="duck")
    return msgspec.structs.replace(placed, gain=f"{gain:f}", duck=f"{duck:f}")


def _decibels(name: str, text: str) -> Decimal:
    if not _GAIN.fullmatch(text) or not _QUIETEST <= Decimal(text) <= _LOUDEST:
        told = f"decibels as text, from {_QUIETEST} to {_LOUDEST}, for example -6.5"
        raise InvalidSound(f"{name} must be {told}.", field=name)
    value = Decimal(text)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def clean_recording(recording: Recording) -> Recording:
    """Return the canonical form of a recording; InvalidSound for rights that are too long."""
    if len(recording.rights) > LONGEST_RIGHTS:
        raise InvalidSound(f"Rights have at most {LONGEST_RIGHTS} characters.", field="rights")
    return msgspec.structs.replace(recording, name=clean_label(recording.name), rights=recording.rights.strip())


@dataclass(frozen=True, slots=True)
class PlaceSound:
    """Place a sound under an id, or take it away: None."""

    id: UUID
    placed: Placed | None


class SoundPlaced(Event, frozen=True):
    """`id` is that of the place; null is no sound there."""

    id: UUID
    before: Placed | None = None
    after: Placed | None = None


def decide(sounds: Mapping[UUID, Placed], command: PlaceSound, made: Callable[..., Event]) -> Sequence[Event]:
    """Decide a command on the sounds of one level; nothing happens twice."""
    before, after = sounds.get(command.id), clean(command.placed) if command.placed else None
    if before is None and after is not None and len(sounds) >= MOST_PLACED:
        raise InvalidSound(f"At most {MOST_PLACED} sounds are placed here; take one away first.")
    return [made(id=command.id, before=before, after=after)] if before != after else []


def evolve(sounds: Mapping[UUID, Placed], happened: SoundPlaced) -> dict[UUID, Placed]:
    """Apply an event."""
    others = {id_: each for id_, each in sounds.items() if id_ != happened.id}
    return {**others, happened.id: happened.after} if happened.after else others


def _command(_: object, name: str, value: Value) -> PlaceSound:
    return PlaceSound(UUID(name), None if value is ABSENT else msgspec.convert(value, Placed))


def _asked(_: object, name: str, value: Json) -> PlaceSound:
    return PlaceSound(converted(name, UUID, SOUND), None if value is None else converted(value, Placed, SOUND))


def field(right: Right) -> Field[Any]:
    """Return the field of the sounds of a level; null takes one away."""
    return Field(
        SOUND,
        ("sounds",),
        lambda state: {str(id_): msgspec.to_builtins(each) for id_, each in state.sounds.items()},
        trail=True,
        command=_command,
        edit=_asked,
        told=as_read,
        label="placed sound",
        right=right,
    )


def said(placed: Placed, digest: str) -> dict[str, Json]:
    """Return what of a placed sound its mix depends on: the file, and all but the name of the reference."""
    own = msgspec.structs.asdict(placed)
    return {"digest": digest, **{name: each for name, each in own.items() if name != "reference"}}
