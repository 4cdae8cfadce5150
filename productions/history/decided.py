"""Decisions about a breakdown in words."""

from collections import Counter
from collections.abc import Iterable

from productions.history.event_sentences import listed

_NAMES = {
    "split": ("split", "splits"),
    "merge": ("merge", "merges"),
    "drop": ("omission", "omissions"),
    "length": ("length", "lengths"),
    "absent": ("absence", "absences"),
    "alias": ("alias", "aliases"),
    "refuse": ("refusal", "refusals"),
}


def in_words(kinds: Iterable[str]) -> str:
    """Return how many there are of each kind, such as "2 splits and 1 length"; empty for none."""
    return listed([f"{count} {_NAMES[kind][count > 1]}" for kind, count in Counter(kinds).items()])
