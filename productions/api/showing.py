"""From folded states to the shapes of replies."""

import math
from uuid import UUID

from msgspec import UNSET

from events.decider import Folded
from productions import queries
from productions.api import rights, shapes
from productions.api.rights import can
from productions.domain import production, reference, scene, script, shot
from productions.domain.numbering import numbering
from productions.domain.production import Role
from productions.domain.settings import frame_rate
from productions.models import User


def of_person(user: User) -> shapes.Person:
    """Return the person of an account."""
    return shapes.Person(user.person, user.username, queries.called(user), user.is_superuser)


def of_production(
    id_: UUID, folded: Folded[production.Production], person: UUID, *, full: bool = True
) -> shapes.Production:
    """Return a production as one of its members sees it."""
    state = folded.state
    role = state.members[person]
    return shapes.Production(
        id=id_,
        version=folded.version,
        name=state.name,
        archived=state.archived,
        policies={name: state.policy(name) for name in production.POLICIES},
        numbering=numbering(state.settings),
        role=role,
        can=can(role, rights.PRODUCTION) if full else UNSET,
    )


def of_script(folded: Folded[script.Script], role: Role | None) -> shapes.Script:
    """Return the script."""
    state = folded.state
    return shapes.Script(
        revision=state.revision,
        version=folded.version,
        title=state.title,
        format=state.format,
        text=state.text,
        lines=state.lines,
        original=bool(state.original),
        can=can(role, rights.SCRIPT),
    )


def of_scene(id_: UUID, folded: Folded[scene.Scene], role: Role | None = None) -> shapes.Scene:
    """Return a scene; without a role, as a row of a list."""
    state = folded.state
    return shapes.Scene(
        id=id_,
        production=state.production,
        version=folded.version,
        code=state.code,
        number=state.number,
        heading=state.heading,
        rank=state.rank,
        origin=state.origin,
        parameters=state.settings.values,
        locks=state.settings.locks,
        removed=state.removed,
        can=can(role, rights.SCENE, state.removed) if role else UNSET,
    )


def rate_of(folded: Folded[production.Production]) -> str:
    """Return a production's exact frame rate, such as 24000/1001."""
    return frame_rate(folded.state.settings)


def _billing(cast: tuple[UUID, shot.CastEntry]) -> tuple[bool, float, UUID]:
    """Where an entry stands in a shot's cast, whenever it came: the place, then who is named first, then by hand."""
    reference, entry = cast
    return entry.role != "place", entry.why.line if entry.why else math.inf, reference


def of_shot(id_: UUID, log: UUID, folded: Folded[shot.Shot], rate: str, role: Role | None = None) -> shapes.Shot:
    """Return a shot; without a role, as a row of a list."""
    state = folded.state
    effective = shot.effective(state)
    return shapes.Shot(
        id=id_,
        production=log,
        version=folded.version,
        code=state.code,
        scene=state.scene,
        rank=state.rank,
        origin=state.origin,
        description=effective.description,
        size=effective.size,
        camera=effective.camera,
        frames=effective.frames(rate),
        own=shapes.Own(state.description, state.size, state.camera, state.frames),
        text=effective.text,
        dialogue=effective.dialogue,
        cast=[
            shapes.Cast(ref, e.role, e.strength, e.version, e.derived, e.why)
            for ref, e in sorted(state.cast.items(), key=_billing)
        ],
        continues=state.continues,
        take=state.take,
        parameters=state.settings.values,
        locks=state.settings.locks,
        text_changed=state.text_changed,
        removed=state.removed,
        can=can(role, rights.SHOT, state.removed) if role else UNSET,
    )


def of_reference(id_: UUID, folded: Folded[reference.Reference], role: Role | None = None) -> shapes.Reference:
    """Return a reference with its newest look; without a role, as a row of a list."""
    state = folded.state
    look = state.look(state.version)
    return shapes.Reference(
        id=id_,
        production=state.production,
        version=folded.version,
        kind=state.kind,
        name=state.name,
        aliases=state.aliases,
        parent=state.parent,
        voice=state.voice,
        voices=state.voices,
        read=[name for name, text in state.read.items() if look.attributes.get(name) == text],
        description=look.description,
        attributes=look.attributes,
        images=look.images,
        rights=state.rights,
        origin=state.origin,
        locked_version=state.locked_version,
        lock_reason=state.lock_reason,
        removed=state.removed,
        merged=state.merged,
        can=can(role, rights.REFERENCE, state.removed) if role else UNSET,
    )
