"""Applies what people decided about a breakdown: where shots begin and end, which are none, and how long they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from productions.domain.shot import LONGEST_FRAMES
from productions.screenplay.decisions import (
    Absent,
    Alias,
    Anchor,
    Decision,
    Drop,
    Length,
    Merge,
    Refuse,
    Split,
    anchors,
    in_force,
)
from productions.screenplay.people.characters import key
from productions.screenplay.shots.passages import Cut, Part, Passage


@dataclass(frozen=True, slots=True)
class Deciding:
    """The decisions in force, by the sentences that they are tied to, and the anchor of every sentence."""

    by_part: Mapping[int, Anchor]
    splits: frozenset[Anchor]
    merges: frozenset[Anchor]
    drops: frozenset[Anchor]
    lengths: Mapping[Anchor, int]
    absent: frozenset[tuple[Anchor, str]]
    lost: tuple[Decision, ...]

    @classmethod
    def of(cls, decisions: Sequence[Decision], parts: Iterable[Part]) -> "Deciding":
        """Tie decisions to the sentences of a script, given in its order; those that find none are lost."""
        parts = list(parts)
        by_part = {id(part): anchor for part, anchor in zip(parts, anchors(part.text for part in parts), strict=True)}
        there, decided = set(by_part.values()), in_force(decisions)
        return cls(
            by_part,
            frozenset(one.anchor for one in decided if isinstance(one, Split)),
            frozenset(one.anchor for one in decided if isinstance(one, Merge)),
            frozenset(one.anchor for one in decided if isinstance(one, Drop)),
            {one.anchor: one.milliseconds for one in decided if isinstance(one, Length)},
            frozenset((one.anchor, key(one.name)) for one in decided if isinstance(one, Absent)),
            tuple(one for one in decided if not isinstance(one, Alias | Refuse) and one.anchor not in there),
        )

    def anchor(self, part: Part) -> Anchor:
        return self.by_part[id(part)]

    def applied(self, passages: Iterable[Passage]) -> list[Passage]:
        """Return a scene's passages with those taken apart in which a shot starts, and marked where none may."""
        return [self._marked(piece) for passage in passages for piece in self._split(passage)]

    def is_dropped(self, first: Part) -> bool:
        """Whether the shot that starts with this sentence is none."""
        return self.anchor(first) in self.drops

    def is_absent(self, first: Part, name: str) -> bool:
        """Whether a person said that somebody is not in the shot that starts with this sentence."""
        return bool(self.absent) and (self.anchor(first), key(name)) in self.absent

    def frames(self, first: Part, rate: Fraction) -> int:
        """Return the length that a person gave the shot that starts with this sentence, in frames; 0 for none."""
        milliseconds = self.lengths.get(self.anchor(first), 0)
        return min(max(1, round(milliseconds * rate / 1000)), LONGEST_FRAMES) if milliseconds else 0

    def _split(self, passage: Passage) -> Iterable[Passage]:
        if self.splits and not passage.sides:
            at = next((n for n, part in enumerate(passage.parts) if n and self.anchor(part) in self.splits), 0)
            if at:
                before, after = passage.split(at)
                yield before
                yield from self._split(after)
                return
        yield passage

    def _marked(self, passage: Passage) -> Passage:
        anchor = self.anchor(passage.parts[0])
        if anchor in self.splits:
            return replace(passage, cut=Cut.HERE)
        return replace(passage, cut=Cut.NOT_HERE) if anchor in self.merges else passage
