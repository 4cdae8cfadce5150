"""Sounds that are placed on the film, a scene or a shot: music, effects and room tone."""

from collections.abc import Mapping
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from events.execution import Receipt
from productions import commands, projections
from productions.api import rights
from productions.api.http.base import EntityView, ProductionView
from productions.api.http.operations import Asked, expected, named, page_of, reads, writes
from productions.api.http.pages import numbered
from productions.commands import Target
from productions.domain.parameters import Level
from productions.domain.sounds import LONGEST_MS, Placed, Track
from productions.queries import listing
from productions.refusals import NotFound

Milliseconds = Annotated[int, msgspec.Meta(ge=0, le=LONGEST_MS)]
Length = Annotated[int, msgspec.Meta(ge=1, le=LONGEST_MS)]
Decibels = Annotated[str, msgspec.Meta(pattern=r"^-?[0-9]{1,2}(\.[0-9]{1,2})?$")]


class PlaceSound(Asked):
    """Music or an effect, from `at_ms` after the beginning on.

    `gain` and `duck` are decibels: how much louder it is, and how much quieter while somebody speaks. `length_ms` null
    plays it to its end, `loop` again and again.
    """

    reference: UUID
    track: Track = "music"
    at_ms: Milliseconds = 0
    length_ms: Length | None = None
    gain: Decibels = "0"
    fade_in_ms: Milliseconds = 0
    fade_out_ms: Milliseconds = 0
    duck: Decibels = "0"
    loop: bool = False

    def placed(self) -> Placed:
        """Return it as the domain has it."""
        return Placed(**{name: getattr(self, name) for name in Placed.__struct_fields__})


class PlacedSound(msgspec.Struct):
    """A sound that is placed on a level. `version` is that of the production, scene or shot."""

    id: UUID
    reference: UUID
    track: Track
    at_ms: int
    length_ms: int | None
    gain: str
    fade_in_ms: int
    fade_out_ms: int
    duck: str
    loop: bool
    version: int


class SoundsHere(msgspec.Struct):
    """All sounds that are placed on a level."""

    sounds: list[PlacedSound]
    version: int


class _Level(ProductionView):
    """What the views of one level share."""

    level: ClassVar[Level] = "production"

    def target(self) -> Target:
        """Return the production, scene or shot of the address."""
        return Target(self.level, self.kwargs.get("id", self.log))

    def placed(self) -> tuple[Mapping[UUID, Placed], int]:
        """Return what is placed on the level, with its version."""
        folded = listing.chain_of(self.level, self.target().id, self.log)[-1][1]
        return folded.state.sounds, folded.version

    def all(self) -> tuple[list[PlacedSound], int]:
        """Return the placed sounds by track and time, with the version of the level."""
        there, version = self.placed()
        ordered = sorted(there, key=lambda id_: (there[id_].track, there[id_].at_ms, id_))
        return [_shown(id_, there[id_], version) for id_ in ordered], version

    def one(self, id_: UUID) -> PlacedSound:
        """Return a placed sound; NotFound where there is none."""
        there, version = self.placed()
        if id_ not in there:
            raise NotFound("No such sound is placed here.")
        return _shown(id_, there[id_], version)


class SoundsView(_Level):
    needs: ClassVar = {"GET": "read", "POST": "edit_shots"}

    @reads("sounds_list", "The sounds that are placed here", PlacedSound, page=True)
    def get(self, /, **_: UUID) -> msgspec.Struct:
        ready, following = numbered(self.request, self.all()[0])
        return page_of(PlacedSound)(ready, following, rights.can(self.role, {"place": "edit_shots"}))

    @writes("sounds_place", "Place music or an effect here", PlaceSound, PlacedSound, status=201)
    def post(self, asked: PlaceSound, /, **_: UUID) -> tuple[Receipt[UUID], PlacedSound]:
        context = self.context()
        receipt = commands.place_sound(
            context, self.log, self.target(), context.ids(), asked.placed(), expected(self, asked)
        )
        return receipt, self.one(receipt.value)


class SoundView(_Level):
    needs: ClassVar = {"PUT": "edit_shots", "DELETE": "edit_shots"}

    @writes("sounds_change", "Change how a placed sound is heard", PlaceSound, PlacedSound)
    def put(self, asked: PlaceSound, /, sound: UUID, **_: UUID) -> tuple[Receipt[UUID], PlacedSound]:
        receipt = commands.place_sound(
            self.context(), self.log, self.target(), sound, asked.placed(), expected(self, asked), there=True
        )
        return receipt, self.one(sound)

    @writes("sounds_remove", "Take a placed sound away", Asked, SoundsHere)
    def delete(self, asked: Asked, /, sound: UUID, **_: UUID) -> tuple[Receipt[UUID], SoundsHere]:
        receipt = commands.place_sound(
            self.context(), self.log, self.target(), sound, None, expected(self, asked), there=True
        )
        return receipt, SoundsHere(*self.all())


def _shown(id_: UUID, placed: Placed, version: int) -> PlacedSound:
    return PlacedSound(id=id_, version=version, **msgspec.structs.asdict(placed))


@named("production")
class ProductionSoundsView(SoundsView):
    pass


@named("production")
class ProductionSoundView(SoundView):
    pass


class _SceneLevel(EntityView):
    level: ClassVar[Level] = "scene"
    projection = projections.scenes


@named("scene")
class SceneSoundsView(_SceneLevel, SoundsView):
    pass


@named("scene")
class SceneSoundView(_SceneLevel, SoundView):
    pass


class _ShotLevel(EntityView):
    level: ClassVar[Level] = "shot"
    projection = projections.shots


@named("shot")
class ShotSoundsView(_ShotLevel, SoundsView):
    pass


@named("shot")
class ShotSoundView(_ShotLevel, SoundView):
    pass
