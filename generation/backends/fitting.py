"""Fitting a shot to a model: which size and how many frames it makes, and how they become those that were asked for.

A model makes the least that covers a shot. What is over is cut off, or spread where first and last frame are both
given, and each change is said in a sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from generation.backends.ability import Ability
from generation.ports.work import Refusing

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fit:
    """`size` in pixels and `count` of frames that the model makes, of which `shown` are those of the shot, in order.

    `scaled`: pictures are scaled between the model and the shot; else what the model makes beyond the edges is cut off.
    """

    size: Size
    count: int
    shown: tuple[int, ...]
    notes: tuple[str, ...]
    scaled: bool = False


def still(able: Ability, wanted: Size, own: Size | None) -> Fit:
    """Return how a picture of a size is made; `own` is the size in which a person wants the model to work."""
    size, notes = _size(able, wanted, own)
    return Fit(size, 1, (0,), notes, _scaled(able, own))


def clip(able: Ability, wanted: Size, own: Size | None, count: int, rate: Fraction, *, paced: bool, ends: bool) -> Fit:
    """Return how a shot of `count` frames is made. `paced`: at the pace that the model knows, each frame held as long
    as it takes. `ends`: the model puts the last frame that it is given at its own end.

    Refusing for a shot that is longer than the model can make it.
    """
    size, sizes = _size(able, wanted, own)
    native = able.native[3]
    slow = paced and native and Fraction(native) < rate
    spans = 1 + -(-(count - 1) * native // rate) if slow else count
    made = able.frames(int(spans))
    _require(able, made, count)
    shown = _shown(count, made, Fraction(native) / rate if slow else Fraction(1), ends=ends)
    return Fit(
        size, made, shown, (*sizes, *_lengths(able, count, made, rate, slow=bool(slow), ends=ends)), _scaled(able, own)
    )


def _scaled(able: Ability, own: Size | None) -> bool:
    return own is not None or bool(able.fixed)


def _size(able: Ability, wanted: Size, own: Size | None) -> tuple[Size, tuple[str, ...]]:
    size = able.size(*(own or wanted))
    if size == wanted:
        return size, ()
    return size, (f"the model makes {_by(size)}, which becomes {_by(wanted)}",)


def _require(able: Ability, made: int, count: int) -> None:
    if able.longest and made > able.longest:
        most = able.frame_first + (able.longest - able.frame_first) // able.frame_step * able.frame_step
        raise Refusing(
            f"{able.title} makes at most {most} frames, and the shot has {count}: split the shot there, "
            "or choose another model for it"
        )


def _shown(count: int, made: int, pace: Fraction, *, ends: bool) -> tuple[int, ...]:
    if ends and count > 1:
        return tuple(round(Fraction(place * (made - 1), count - 1)) for place in range(count))
    return tuple(min(made - 1, int(place * pace)) for place in range(count))


def _lengths(able: Ability, count: int, made: int, rate: Fraction, *, slow: bool, ends: bool) -> Sequence[str]:
    native = able.native[3]
    if slow:
        return (f"the model makes {made} frames at {native} a second, which are held to fill {count} at {rate}",)
    notes = []
    if made != count:
        notes.append(
            f"the model makes {made} frames, of which {count} are {'spread over the shot' if ends else 'used'}"
        )
    return notes


def _by(size: Size) -> str:
    return f"{size[0]}x{size[1]}"
