"""Whom a new script may have renamed: people and places that vanish from it while new ones take their lines."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from productions.commands.casting import PEOPLE, Casting, key
from productions.queries import Moment
from productions.screenplay.drafts import Breakdown
from productions.screenplay.revisions import renames
from productions.screenplay.revisions.matching import Matching
from productions.screenplay.revisions.renames import Rename
from productions.screenplay.revisions.revision import OldScene


@dataclass(frozen=True, slots=True)
class Renamed:
    """A name that vanished and the one that took its lines; `reference` is the one that goes by the old name."""

    rename: Rename
    reference: UUID


def people(at: Moment, old: Sequence[OldScene], casting: Casting, read: Breakdown) -> tuple[Renamed, ...]:
    """Return whom the script may call something else now. Asked before references are added for new names."""
    named = {key(person.kind, person.name) for person in read.people}
    derived = _derived(at)
    gone = {
        state.name: id_
        for id_, state in casting.states.items()
        if state.kind in PEOPLE and not state.removed and id_ in derived and key(state.kind, state.name) not in named
    }
    fresh = {person.name: person.kind for person in read.people if casting.find(person.kind, person.name) is None}
    if not gone or not fresh:
        return ()
    spoken = [(casting.find("character", name), text) for name, text in _spoken(at)]
    before = [(casting.states[id_].name, text) for id_, text in spoken if id_ is not None]
    after = [(line.character, line.text) for shot in read.shots() for line in shot.dialogue]
    pairs = [*renames.of_speakers(before, after, list(gone), list(fresh))]
    silent = [name for name in gone if all(name != one for one, _ in before)]
    unheard = [name for name in fresh if all(name != other for _, other, _ in pairs)]
    pairs += renames.of_silent(old, read.scenes, silent, unheard)
    return tuple(Renamed(Rename(fresh[other], one, other, count), gone[one]) for one, other, count in pairs)


def _derived(at: Moment) -> set[UUID]:
    """The references that the script casts somewhere."""
    live = (folded.state for folded in at.shots.values() if not folded.state.removed)
    return {ref for state in live for ref, entry in state.cast.items() if entry.derived}


def _spoken(at: Moment) -> Iterator[tuple[str, str]]:
    for folded in at.shots.values():
        if folded.state.source and not folded.state.removed:
            yield from ((line.character, line.text) for line in folded.state.source.dialogue)


def places(at: Moment, matching: Matching, casting: Casting, read: Breakdown) -> tuple[Renamed, ...]:
    """Return the places that the headings of most of their scenes call something else now."""
    named = {key("location", place.name) for place in read.places}
    before: Counter[str] = Counter()
    moved: Counter[tuple[str, str]] = Counter()
    for pair in matching.scenes:
        if pair.old is None or pair.new is None or pair.old.removed:
            continue
        one, other = at.scenes[pair.old.id].state.heading.place, pair.new.heading.place
        before[one] += 1
        if one and other and one != other:
            moved[one, other] += 1
    renamed = []
    for (one, other), count in moved.most_common():
        ref = casting.find("location", one)
        vanished = ref is not None and key("location", one) not in named
        if vanished and casting.find("location", other) is None and 2 * count >= before[one]:
            assert ref is not None, "it was found"
            renamed.append(Renamed(Rename("location", one, other, count), ref))
    return tuple(renamed)
