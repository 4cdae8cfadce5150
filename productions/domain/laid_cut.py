"""The cut laid out: where each shot and gap stands in the film, and what of the cut does not hold any more."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, get_args
from uuid import UUID

from productions.domain.cut import Cut, Place, Trim

Matter = Literal["gone", "place-lost", "gap-lost", "marker-lost", "too-short", "dissolve-short"]
MATTERS: tuple[Matter, ...] = get_args(Matter)
_FRONT: UUID | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What of the cut does not hold as it was said, of a shot, gap or marker; `measured` frames stand for `wanted`.

    `gone`: something was done to a shot that is not in the film, or a gap is dissolved into that is not in the cut.
    `gap-lost`, `marker-lost`: the shot that it stands behind or on is not in the film. `place-lost`: neither is the
    one that the shot was put behind, or shots stand behind each other in a ring. `too-short`: more is trimmed than
    there is, and one frame is left. `dissolve-short`: there are fewer frames for it on one of its sides, none at the
    front.
    """

    matter: Matter
    about: UUID
    measured: int = 0
    wanted: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """A shot, or a gap, seen for `frames` frames of the film from `start` on, and from its own frame `first` on.

    During its first `dissolve` frames what stood before fades away under it, which goes on for so long behind its
    own end: `under` is how many frames of this one go on so under the next.
    """

    id: UUID
    gap: bool
    start: int
    frames: int
    first: int = 0
    dissolve: int = 0
    under: int = 0


@dataclass(frozen=True, slots=True)
class LaidCut:
    """The items in order, one directly behind the other, and what is to be said of it."""

    items: tuple[Item, ...]
    remarks: tuple[Remark, ...]

    @property
    def frames(self) -> int:
        """The length of the film."""
        return self.items[-1].start + self.items[-1].frames if self.items else 0


def laid(cut: Cut, script: Sequence[UUID], lengths: Mapping[UUID, int]) -> LaidCut:
    """Return a cut of the shots of the film, which stand so in the script and have so many frames each."""
    remarks = list(_lost(cut, script))
    items = [_trimmed(cut, each, lengths, remarks) for each in _sequence(cut, script)]
    return LaidCut(tuple(_placed(_dissolved(cut, items, remarks))), tuple(remarks))


def order(cut: Cut, script: Sequence[UUID]) -> list[UUID]:
    """Return the shots as the cut has them, those that it leaves out too."""
    places = _held(cut, script)
    behind = defaultdict[UUID | None, list[UUID]](list)
    for shot, place in sorted(places.items(), reverse=True):
        behind[place.behind].append(shot)
    waiting = [*reversed([shot for shot in script if shot not in places]), *behind[_FRONT]]
    ordered = list[UUID]()
    while waiting:
        ordered.append(waiting.pop())
        waiting += behind[ordered[-1]]
    return ordered


def moved(cut: Cut, script: Sequence[UUID], moves: Iterable[tuple[UUID, UUID | None]]) -> dict[UUID, Place | None]:
    """Return the places that differ once shots, one after the other, were put directly behind others, or to the front.

    None stands for those that fall away. Whoever stands elsewhere than in the script is held by the shot before, so
    that all others go on following it.
    """
    moves = list(moves)
    before = _before(order(cut, script), moves)
    index = {each: number for number, each in enumerate(script)}
    held = _unruly(list(before), {*_held(cut, script), *(shot for shot, _ in moves)}, index)
    known = {each for each in cut.places if each in index}
    places = {each: Place(before[each]) if each in held else None for each in sorted(held | known)}
    return {each: place for each, place in places.items() if place != cut.places.get(each)}


def _before(ordered: Sequence[UUID], moves: Iterable[tuple[UUID, UUID | None]]) -> dict[UUID, UUID | None]:
    """The shots in order once some were moved, each with the one before it; None is both the front and the end."""
    around = [None, *ordered, None]
    following, preceding = dict(pairwise(around)), dict(pairwise(reversed(around)))
    for shot, behind in moves:
        left, right = preceding[shot], following[shot]
        following[left], preceding[right] = right, left
        right = following[behind]
        following[behind], preceding[shot], following[shot], preceding[right] = shot, behind, right, shot
    made, at = dict[UUID, UUID | None](), following[_FRONT]
    while at is not None:
        made[at] = preceding[at]
        at = following[at]
    return made


def _unruly(ordered: Sequence[UUID], moved: set[UUID], index: Mapping[UUID, int]) -> set[UUID]:
    """Those of the moved that do not stand where the script has them among the others."""
    at = {each: number for number, each in enumerate(ordered)}
    held, others = set(moved), [number for number, each in enumerate(ordered) if each not in moved]
    for shot in sorted(moved):
        here = bisect(others, at[shot])
        earlier = [index[ordered[each]] for each in others[max(here - 1, 0) : here]]
        later = [index[ordered[each]] for each in others[here : here + 1]]
        if all(each < index[shot] for each in earlier) and all(index[shot] < each for each in later):
            held.discard(shot)
            others.insert(here, at[shot])
    return held


def _held(cut: Cut, script: Sequence[UUID]) -> dict[UUID, Place]:
    """The places that hold: of shots of the film, behind such, and not behind each other in a ring."""
    known = set(script)
    places = {
        shot: place
        for shot, place in cut.places.items()
        if shot in known and (place.behind is None or place.behind in known)
    }
    rooted = _rooted(places)
    return {shot: place for shot, place in places.items() if shot in rooted}


def _rooted(places: Mapping[UUID, Place]) -> set[UUID]:
    """Those whose chain of places ends at the front or behind a shot without one; the others' leads into a ring."""
    rooted, seen = set[UUID](), set[UUID]()
    for shot in places:
        chain = list[UUID]()
        at: UUID | None = shot
        while at is not None and at in places and at not in seen:
            seen.add(at)
            chain.append(at)
            at = places[at].behind
        if at is None or at in rooted or at not in places:
            rooted.update(chain)
    return rooted


def _lost(cut: Cut, script: Sequence[UUID]) -> Iterator[Remark]:
    known, held = set(script), _held(cut, script)
    for shot in sorted({*cut.trims, *cut.places, *cut.left_out} - known):
        yield Remark("gone", shot)
    for item in sorted(cut.dissolves.keys() - known - cut.gaps.keys() - {*cut.trims, *cut.places, *cut.left_out}):
        yield Remark("gone", item)
    for shot in sorted((cut.places.keys() & known) - held.keys()):
        yield Remark("place-lost", shot)
    for gap, asked in cut.gaps.items():
        if asked.behind is not None and asked.behind not in known:
            yield Remark("gap-lost", gap)
    for marker, mark in cut.markers.items():
        if mark.shot not in known:
            yield Remark("marker-lost", marker)


def _sequence(cut: Cut, script: Sequence[UUID]) -> Iterator[UUID]:
    """The shots that are seen, and the gaps, in order."""
    gaps = defaultdict[UUID | None, list[UUID]](list)
    for gap, asked in cut.gaps.items():
        gaps[asked.behind].append(gap)
    yield from gaps[_FRONT]
    for shot in order(cut, script):
        if shot not in cut.left_out:
            yield shot
        yield from gaps[shot]


def _trimmed(cut: Cut, id_: UUID, lengths: Mapping[UUID, int], remarks: list[Remark]) -> Item:
    if id_ in cut.gaps:
        return Item(id_, True, 0, cut.gaps[id_].frames)
    trim, whole = cut.trims.get(id_, Trim()), lengths[id_]
    left = whole - trim.head - trim.tail
    if left > 0:
        return Item(id_, False, 0, left, trim.head)
    remarks.append(Remark("too-short", id_, whole, trim.head + trim.tail))
    return Item(id_, False, 0, 1, min(trim.head, whole - 1))


def _dissolved(cut: Cut, items: Sequence[Item], remarks: list[Remark]) -> list[Item]:
    """The items, of which each that is dissolved into begins before the one before it ends."""
    made = list[Item]()
    for item in items:
        wanted = cut.dissolves.get(item.id, 0)
        room = min(made[-1].frames - max(made[-1].dissolve, 1), item.frames - 1) if made else 0
        frames = max(0, min(wanted, room))
        if frames < wanted:
            remarks.append(Remark("dissolve-short", item.id, frames, wanted))
        if frames:
            made[-1] = replace(made[-1], frames=made[-1].frames - frames, under=frames)
        made.append(replace(item, dissolve=frames))
    return made


def _placed(items: Sequence[Item]) -> Iterator[Item]:
    start = 0
    for item in items:
        yield replace(item, start=start)
        start += item.frames
