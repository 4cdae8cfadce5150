"""The words under which things are found: rows that follow the log, made of the rows of the things.

They are written behind an edit and not with it, so that nobody's edit waits for them. A raised `VERSION` makes all of
them anew, as `manage.py rebuild` does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.db import connection

from events.rebuild import after_rebuilding
from events.store import StoredEvent
from events.subscriptions import subscribe
from productions import projections
from productions.domain import finding
from productions.domain.change_set import ChangeSet
from productions.domain.playlist import Playlist
from productions.domain.reference import Reference
from productions.domain.reference.values import PEOPLE
from productions.domain.scene import Scene
from productions.domain.shot import Shot, effective
from productions.domain.take import Take
from productions.domain.words import Words as Said
from productions.models import FindingRow, FindingWordRow, ShotRow, TakeRow
from productions.queries import listing

VERSION = 1
CHUNK = 500
FOUND = ("scene", "shot", "reference", "take", "playlist", "change_set")
"""The categories of what is found by its words."""
_SCENE_AND_BELOW = ("scene.changed",)
_SHOT_AND_BELOW = ("shot.added", "shot.moved", "shot.removed", "shot.restored")
Streams = Mapping[str, Collection[UUID]]
"""Ids by category."""


class Noted(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A note of some number on a take."""

    number: int
    text: Said
    frame: int | None


class Words(NamedTuple):
    """Of a thing: its kind, the words of its names, those of its texts, and the notes on it as JSON."""

    kind: str
    named: str
    said: str = ""
    notes: str = ""


def follow() -> None:
    """Follow the log."""
    subscribe("productions.finding", on_events, VERSION)
    after_rebuilding(rebuild)


def on_events(events: Sequence[StoredEvent]) -> None:
    """Make the rows of what the events are about anew, and of what is called after that."""
    touched: dict[str, set[UUID]] = defaultdict(set)
    for event in events:
        if event.category in FOUND:
            touched[event.category].add(event.stream)
    scenes = {event.stream for event in events if event.type in _SCENE_AND_BELOW}
    shots = {event.stream for event in events if event.type in _SHOT_AND_BELOW}
    shots |= set(ShotRow.objects.filter(scene__in=scenes).values_list("id", flat=True)) if scenes else set()
    touched["shot"] |= shots
    touched["take"] |= set(TakeRow.objects.filter(shot__in=shots).values_list("id", flat=True)) if shots else set()
    refresh(touched)


def refresh(things: Streams) -> None:
    """Make the rows of some things anew; those of what was removed go."""
    made = {id_: row for category in FOUND if (ids := things.get(category)) for id_, row in _rows(category, ids)}
    gone = [id_ for category in FOUND for id_ in things.get(category, ()) if id_ not in made]
    FindingRow.objects.filter(thing__in=gone).delete()
    _write(made)


def rebuild() -> None:
    """Make all rows anew, and drop those of what is not there."""
    FindingWordRow.objects.all().delete()
    known: set[UUID] = set()
    for category in FOUND:
        ids = list(projections.KINDS[category].row._default_manager.values_list("id", flat=True))
        known.update(ids)
        for first in range(0, len(ids), CHUNK):
            refresh({category: ids[first : first + CHUNK]})
    FindingRow.objects.exclude(thing__in=known).delete()


def _write(made: Mapping[UUID, tuple[UUID, Words]]) -> None:
    """Those that say the same already are left alone: an index of trigrams is dear to write."""
    rows = [(thing, log, each.kind, f" {each.named} . {each.said} ", each.notes) for thing, (log, each) in made.items()]
    if not rows:
        return
    words = sorted({(log, word) for _, log, _, text, _ in rows for word in finding.vocabulary(text)})
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [list(column) for column in zip(*rows, strict=True)])
        cursor.execute(_LEARN, [[log for log, _ in words], [word for _, word in words]])


_UPSERT = """
INSERT INTO productions_finding AS f (thing, log, kind, words, notes)
SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::text[])
ON CONFLICT (thing) DO UPDATE
SET log = excluded.log, kind = excluded.kind, words = excluded.words, notes = excluded.notes
WHERE (f.log, f.kind, f.words, f.notes) IS DISTINCT FROM (excluded.log, excluded.kind, excluded.words, excluded.notes)
"""


def _rows(category: str, ids: Collection[UUID]) -> Iterator[tuple[UUID, tuple[UUID, Words]]]:
    kind = projections.KINDS[category]
    logs = dict(kind.row._default_manager.filter(id__in=ids).values_list("id", "log"))
    states = {id_: folded.state for id_, folded in listing.states(kind, ids).items()}
    for id_, words in _MAKERS[category](states):
        yield id_, (logs[id_], words)


_LEARN = """
INSERT INTO productions_finding_word (log, word) SELECT * FROM unnest(%s::uuid[], %s::text[])
ON CONFLICT (log, word) DO NOTHING
"""


Made = Iterator[tuple[UUID, Words]]


def _of_scenes(scenes: Mapping[UUID, Scene]) -> Made:
    for id_, scene in scenes.items():
        if not scene.removed:
            keys = finding.scene_keys(scene.code, scene.number)
            yield id_, Words("scene", _forms([scene.code, scene.number, scene.heading.text, *keys]))


def _of_shots(shots: Mapping[UUID, Shot]) -> Made:
    keys = _scene_keys({shot.scene for shot in shots.values() if shot.scene})
    for id_, shot in shots.items():
        if not shot.removed and shot.scene:
            named = _forms([shot.code, *finding.shot_keys(shot.code, keys.get(shot.scene, ()))])
            yield id_, Words("shot", named, _forms(texts_of_shot(shot)))


def _of_takes(takes: Mapping[UUID, Take]) -> Made:
    wanted = {take.shot for take in takes.values() if take.shot}
    shots = _stand(wanted)
    keys = _scene_keys({scene for _, scene in shots.values()})
    for id_, take in takes.items():
        if take.shot in shots:
            code, scene = shots[take.shot]
            own = [f"{key}tk{take.number}" for key in finding.shot_keys(code, keys.get(scene, ()))]
            yield id_, Words("take", _forms([code, "take", str(take.number), *own]), notes=_notes(take))


def _notes(take: Take) -> str:
    """What is looked through of its notes, whose texts stay sealed."""
    said = [Noted(number, note.text, note.frame) for number, note in enumerate(take.notes, start=1)]
    return msgspec.json.encode(said).decode() if said else ""


def _of_references(references: Mapping[UUID, Reference]) -> Made:
    for id_, reference in references.items():
        if not reference.removed:
            yield id_, Words(kind_of(reference), _forms(reference.names), _forms(texts_of_reference(reference)))


def _of_playlists(playlists: Mapping[UUID, Playlist]) -> Made:
    for id_, playlist in playlists.items():
        if playlist.status != "put_away":
            yield id_, Words("playlist", finding.form(playlist.name))


def _of_change_sets(sets: Mapping[UUID, ChangeSet]) -> Made:
    for id_, set_ in sets.items():
        yield id_, Words("change_set", finding.form(set_.name))


_MAKERS: Mapping[str, Any] = {
    "scene": _of_scenes,
    "shot": _of_shots,
    "take": _of_takes,
    "reference": _of_references,
    "playlist": _of_playlists,
    "change_set": _of_change_sets,
}


def kind_of(reference: Reference) -> str:
    """Return as what a reference is found: people and groups as persons, locations as places."""
    if reference.kind in PEOPLE:
        return "person"
    return "place" if reference.kind == "location" else "reference"


def texts_of_shot(shot: Shot) -> list[str]:
    """Return what is said of a shot and in it: its description, its text in the script, its lines."""
    own = effective(shot)
    spoken = [f"{line.character}: {line.text}" for line in own.dialogue]
    return list(dict.fromkeys(filter(None, [own.description, own.text, *spoken])))


def texts_of_reference(reference: Reference) -> list[str]:
    """Return what is said of a reference: what its look is, and its attributes."""
    look = reference.look()
    attributes = [f"{name.replace('_', ' ')}: {value}" for name, value in look.attributes.items()]
    return list(filter(None, [look.description, *attributes]))


def _forms(texts: Iterable[str]) -> str:
    return " ".join(filter(None, map(finding.form, texts)))


def _scene_keys(scenes: Collection[UUID]) -> dict[UUID, list[str]]:
    states = listing.states(projections.scenes, scenes)
    return {id_: finding.scene_keys(each.state.code, each.state.number) for id_, each in states.items()}


def _stand(shots: Collection[UUID]) -> dict[UUID, tuple[str, UUID]]:
    """Code and scene of those that are not removed."""
    rows = ShotRow.objects.filter(id__in=shots, removed=False).values_list("id", "code", "scene")
    return {id_: (code, scene) for id_, code, scene in rows}
