"""Decisions about a breakdown, as the text that they are anchored to names them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from productions.domain.decision import (
    Absent,
    Alias,
    Anchor,
    Anchored,
    DecidedKind,
    Decision,
    Drop,
    Length,
    Merge,
    Refuse,
    Split,
    name_of,
)
from productions.screenplay.words import wording

__all__ = [
    "Absent",
    "Alias",
    "Anchor",
    "Anchored",
    "DecidedKind",
    "Decision",
    "Drop",
    "Length",
    "Merge",
    "Refuse",
    "Split",
]
__all__ += ["anchors", "in_force", "name_of"]


def anchors(texts: Iterable[str]) -> list[Anchor]:
    """Return the anchor of each text, counting the occurrences of equal ones in the order given."""
    counts: Counter[str] = Counter()
    made = []
    for text in texts:
        digest = wording.digest(text)
        counts[digest] += 1
        made.append(Anchor(digest, counts[digest]))
    return made


def in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions of which none contradicts a later one, in the order of the last word about each."""
    last: dict[str, Decision] = {}
    for decision in decisions:
        last.pop(name_of(decision), None)
        last[name_of(decision)] = decision
    return tuple(last.values())
