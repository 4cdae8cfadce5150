"""Fitting a shot to a model: which size and how many frames it makes, and how they become those that were asked for.

A model makes the least that covers a shot. What is over is cut off, or spread where first and last frame are both
given, and each change is said in a sentence. What is longer than it makes at once is made in segments, of which each
goes on from the last frame of the one before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generation.backends.ability import FIRST, Ability
from generation.ports.work import Refusing

Size = tuple[int, int]
MOST_SEGMENTS = 200


@dataclass(frozen=True, slots=True)
class Fit:
    """`size` in pixels and `count` of frames that the model makes, of which `shown` are those of the shot, in order.

    `scaled`: pictures are scaled between the model and the shot; else what the model makes beyond the edges is cut off.
    `segments` are the frames of each piece where it is made in several: the first frame of each is the last one of the
    piece before it, and counts once.
    """

    size: Size
    count: int
    shown: tuple[int, ...]
    notes: tuple[str, ...]
    scaled: bool = False
    segments: tuple[int, ...] = ()

    @property
    def runs(self) -> tuple[int, ...]:
        """The frames of each run of the model, in order: one of all frames, or a segment each."""
        return self.segments or (self.count,)

    def pieces(self) -> Iterator["Fit"]:
        """Yield each segment as a fit of its own; of the last one `shown` ends with the last frame of the shot."""
        before = 0
        for number, count in enumerate(self.segments, 1):
            last = max(1, self.shown[-1] - before) if number == len(self.segments) else count - 1
            yield Fit(self.size, count, tuple(range(last + 1)), (), self.scaled)
            before += count - 1


def still(able: Ability, wanted: Size, own: Size | None) -> Fit:
    """Return how a picture of a size is made; `own` is the size in which a person wants the model to work."""
    size, notes = _size(able, wanted, own)
    return Fit(size, 1, (0,), notes, _scaled(able, own))


def clip(
    able: Ability,
    wanted: Size,
    own: Size | None,
    count: int,
    rate: Fraction,
    *,
    paced: bool,
    ends: bool,
    at_once: int | None = None,
) -> Fit:
    """Return how a shot of `count` frames is made. `paced`: at the pace that the model knows, each frame held as long
    as it takes. `ends`: the model puts the last frame that it is given at its own end. `at_once` is the most that a
    person wants it to make in one run, 0 for all that it can; None where all must be made in one.

    Refusing for a shot that is longer than the model can make it.
    """
    size, sizes = _size(able, wanted, own)
    native = able.native[3]
    slow = paced and native and Fraction(native) < rate
    spans = 1 + -(-(count - 1) * native // rate) if slow else count
    made = able.frames(int(spans))
    segments = _segments(able, made, int(spans), count, at_once)
    if segments:
        made = sum(segments) - len(segments) + 1
    shown = _shown(count, made, Fraction(native) / rate if slow else Fraction(1), ends=ends)
    lengths = _lengths(able, count, made, rate, slow=bool(slow), ends=ends)
    return Fit(size, made, shown, (*sizes, *lengths, *_joined(segments)), _scaled(able, own), segments)


def _scaled(able: Ability, own: Size | None) -> bool:
    return own is not None or bool(able.fixed)


def _size(able: Ability, wanted: Size, own: Size | None) -> tuple[Size, tuple[str, ...]]:
    size = able.size(*(own or wanted))
    if size == wanted:
        return size, ()
    return size, (f"the model makes {_by(size)}, which becomes {_by(wanted)}",)


def _segments(able: Ability, made: int, spans: int, count: int, at_once: int | None) -> tuple[int, ...]:
    """The frames of each run, all but the last as long as they may be, so that a longer shot begins with the same.

    None where one run makes all of them; Refusing where it cannot, and the model cannot go on either.
    """
    bound = min(filter(None, (able.longest, at_once)), default=0)
    if not bound or made <= bound:
        return ()
    most = able.frame_first + (bound - able.frame_first) // able.frame_step * able.frame_step
    if at_once is None or FIRST not in able.conditions:
        can = "is to make at most" if bound == at_once else "makes at most"
        raise Refusing(
            f"{able.title} {can} {most} frames, and the shot has {count}: split the shot there, or choose a model that "
            "makes it at once or goes on from a first frame"
        )
    if bound < able.frame_first or most < 2:
        raise Refusing(
            f"{able.title} makes no fewer than {able.frames(2)} frames at once: let it make more, or as many as it can"
        )
    whole, rest = divmod(spans - 1, most - 1)
    if whole + (rest > 0) > MOST_SEGMENTS:
        raise Refusing(
            f"{able.title} would make it in {whole + (rest > 0)} segments, and {MOST_SEGMENTS} are the most: split the "
            "shot there, or let it make more frames at once"
        )
    return (*([most] * whole), *([able.frames(rest + 1)] if rest else []))


def _joined(segments: Sequence[int]) -> tuple[str, ...]:
    if not segments:
        return ()
    each = ", ".join(map(str, segments))
    return (f"it is made in {len(segments)} segments of {each} frames, each from the last frame of the one before it",)


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
