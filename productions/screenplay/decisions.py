"""Decisions about a breakdown, as the text that they are anchored to names them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from productions.domain.decision import (
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
)
from productions.screenplay import wording

__all__ = ["Alias", "Anchor", "Anchored", "DecidedKind", "Decision", "Drop", "Length", "Merge", "Refuse", "Split"]
__all__ += ["about", "anchors", "in_force"]


def anchors(texts: Iterable[str]) -> list[Anchor]:
    """Return the anchor of each text, counting the occurrences of equal ones in the order given."""
    counts: Counter[str] = Counter()
    made = []
    for text in texts:
        digest = wording.digest(text)
        counts[digest] += 1
        made.append(Anchor(digest, counts[digest]))
    return made


def about(decision: Decision) -> tuple[str, ...]:
    """Return what a decision is about: of two about the same, the later one holds."""
    match decision:
        case Split(anchor) | Merge(anchor):
            return ("start", anchor.digest, str(anchor.occurrence))
        case Drop(anchor):
            return ("drop", anchor.digest, str(anchor.occurrence))
        case Length(anchor):
            return ("length", anchor.digest, str(anchor.occurrence))
        case Alias() | Refuse():
            return ("name", decision.kind, wording.normalised(decision.name).casefold())


def in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions of which none contradicts a later one, in the order of the last word about each."""
    last: dict[tuple[str, ...], Decision] = {}
    for decision in decisions:
        last.pop(about(decision), None)
        last[about(decision)] = decision
    return tuple(last.values())
