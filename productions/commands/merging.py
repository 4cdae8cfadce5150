"""Two references that are one: what casts the first casts the second, which goes by the names of both."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from events.decider import Decider, Folded
from events.execution import Batch
from productions.domain import reference as domain
from productions.domain import shot as shots
from productions.domain import sounds
from productions.domain.fields.values import ATTRIBUTE
from productions.domain.looks import Look
from productions.domain.production import production
from productions.domain.reference import InvalidReference, Reference, newest, newest_changes, reference
from productions.domain.scene import scene
from productions.domain.shot import Shot, shot
from productions.domain.sounds import Placed, PlaceSound
from productions.queries import Moment


def merge(batch: Batch, at: Moment, one: UUID, into: UUID) -> tuple[UUID, ...]:
    """Merge one reference into another; return the references that it touched. It is one batch, which undo takes back.

    Places within the one lie in the other, who spoke with the one speaks with the other, and what was heard of the one
    is heard of the other. The other keeps its look, its voice and its file of sound, and takes the first one's where it
    has none. InvalidReference where the two cannot be the same.
    """
    gone, left = batch.load(reference, one).state, batch.load(reference, into).state
    _check(one, into, gone, left)
    batch.decide(reference, one, domain.MergeReference(into))
    for name in gone.names:
        batch.decide(reference, into, domain.AddAlias(name))
    for command in _look(gone, left):
        batch.decide(reference, into, command)
    if left.kind in domain.PEOPLE:
        for tag, voice in domain.cast_voices(gone).items():
            if tag not in domain.cast_voices(left):
                batch.decide(reference, into, _speaking_with(tag, voice))
    within = [id_ for id_, folded in at.references.items() if folded.state.parent == one and not folded.state.removed]
    for id_ in within:
        batch.decide(reference, id_, domain.ChangeReference("parent", str(into) if id_ != into else None))
    speaking = {
        id_: [tag for tag, voice in domain.cast_voices(folded.state).items() if voice == one]
        for id_, folded in at.references.items()
        if not folded.state.removed and one in domain.cast_voices(folded.state).values()
    }
    for id_, tags in speaking.items():
        for tag in tags:
            batch.decide(reference, id_, _speaking_with(tag, into))
    casting = [id_ for id_, folded in at.shots.items() if one in folded.state.cast and not folded.state.removed]
    batch.preload(shot, casting)
    for id_ in casting:
        recast_as(batch, id_, one, into)
    _place_again(batch, at, one, into)
    return (one, into, *within, *speaking)


def _speaking_with(tag: str, voice: UUID) -> domain.ChangeReference:
    return domain.ChangeReference(f"{domain.VOICE_IN}{tag}" if tag else "voice", str(voice))


def _check(one: UUID, into: UUID, gone: Reference, left: Reference) -> None:
    if one == into:
        raise InvalidReference("A reference is merged into another one.", field="into")
    if left.removed or gone.removed:
        removed = gone if gone.removed else left
        raise domain.ReferenceRemoved(f"{removed.name} is removed; restore it first.", name=removed.name)
    if gone.kind != left.kind and not {gone.kind, left.kind} <= {*domain.PEOPLE}:
        raise InvalidReference(f"A {gone.kind} and a {left.kind} cannot be the same.", field="into")


def _place_again(batch: Batch, at: Moment, one: UUID, into: UUID) -> None:
    """Let what is heard of one reference be heard of the other, wherever it is placed."""
    levels: list[tuple[Any, UUID, Any]] = [(production, at.id, at.production.state)]
    for decider, folded in ((scene, at.scenes), (shot, at.shots)):
        levels += [(decider, id_, each.state) for id_, each in folded.items() if not each.state.removed]
    for decider, id_, state in levels:
        place_as(batch, decider, id_, state.sounds, one, into)


def place_as(
    batch: Batch, decider: Decider[Any, Any], id_: UUID, placed: Mapping[UUID, Placed], one: UUID, into: UUID
) -> None:
    """Let a level hear one reference where it heard another."""
    for place, each in placed.items():
        if each.reference == one:
            batch.decide(decider, id_, PlaceSound(place, msgspec.structs.replace(each, reference=into)))


def _look(gone: Reference, left: Reference) -> list[domain.Command]:
    look, own = newest(gone), newest(left)
    given: list[domain.Command] = []
    if gone.kind in sounds.SOUNDING and sounds.ATTRIBUTE not in own.attributes:
        given = [domain.GiveSound(digest) for name, digest in look.attributes.items() if name == sounds.ATTRIBUTE]
    if own != Look() or newest_changes(left):
        return given
    changes: list[domain.Command] = [
        *given,
        *(
            domain.ChangeReference(f"{ATTRIBUTE}{name}", text)
            for name, text in look.attributes.items()
            if gone.kind not in sounds.SOUNDING or name != sounds.ATTRIBUTE
        ),
    ]
    parts = [domain.SetLookChange(id_, change) for id_, change in newest_changes(gone).items()]
    return [*changes, domain.ChangeReference("description", look.description), domain.SetPictures(look.images), *parts]


def recast_as(batch: Batch, shot_id: UUID, one: UUID, into: UUID) -> None:
    """Let a shot cast one reference as it cast another; what casts both keeps the entry that a person made."""
    folded: Folded[Shot] = batch.load(shot, shot_id)
    entry, other = folded.state.cast[one], folded.state.cast.get(into)
    batch.decide(shot, shot_id, shots.RemoveCast(one, derived=True))
    if other is None or (other.derived and not entry.derived):
        batch.decide(shot, shot_id, shots.SetCast(into, msgspec.structs.replace(entry, version=None)))
