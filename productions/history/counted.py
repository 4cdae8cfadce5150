"""An act that touches many things, in counts: what it added, changed, took out and brought back."""

from collections import Counter
from collections.abc import Sequence

from events.store import StoredEvent
from productions.history.event_sentences import listed

_THINGS = ("scene", "shot", "reference")
_WORDS = {"added": "added", "removed": "removed", "restored": "restored"}
_ONE_ACT = ("scene.removed", "scene.restored", "reference.merged")
"""Acts on one thing, which take others along: told by themselves."""


def in_counts(events: Sequence[StoredEvent]) -> str:
    """Return "2 scenes and 14 shots added, 5 shots changed"; empty for an act on one thing."""
    done: dict[tuple[str, str], str] = {}
    for event in events:
        category, _, what = event.type.partition(".")
        if event.type in _ONE_ACT:
            return ""
        if category in _THINGS:
            key = category, str(event.stream)
            done[key] = done[key] if key in done and what not in _WORDS else _WORDS.get(what, "changed")
    if len(done) < _SEVERAL:
        return ""
    counts = Counter((verb, category) for (category, _), verb in done.items())
    parts = []
    for verb in ("added", "changed", "removed", "restored"):
        things = [_counted(counts[verb, category], category) for category in _THINGS if counts[verb, category]]
        parts += [f"{listed(things)} {verb}"] if things else []
    return ", ".join(parts)


_SEVERAL = 2


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
