"""What belongs to a shot: its cast, and the inputs that generation reads of it."""

from typing import ClassVar
from uuid import UUID

import msgspec

from events import store
from events.execution import Receipt
from productions import commands
from productions.api import rights, shapes
from productions.api.history import AT, moment_at
from productions.api.http import fields
from productions.api.http.operations import Asked, expected, page_of, reads, writes
from productions.api.http.pages import numbered
from productions.api.scripts import revision
from productions.api.shots import ShotBase
from productions.commands.scripts import Revision
from productions.domain.inputs import Chain, effective_parameters
from productions.domain.parameters import Parameters
from productions.domain.shot import OWN, CastEntry
from productions.queries import listing


class SetCast(Asked):
    """`strength` from "0" to "1". `reference_version` null follows the reference's newest."""

    role: fields.Label = ""
    strength: fields.Strength = "1"
    reference_version: fields.Version | None = None


class CastView(ShotBase):
    @reads("cast_list", "The references that a shot uses", shapes.Cast, page=True)
    def get(self, id: UUID) -> msgspec.Struct:
        can = rights.can(self.role, {"set": "edit_shots", "remove": "edit_shots"})
        ready, following = numbered(self.request, self.now().cast)
        return page_of(shapes.Cast)(ready, following, can)


class CastEntryView(ShotBase):
    needs: ClassVar = {"PUT": "edit_shots", "DELETE": "edit_shots"}

    @writes("cast_set", "Cast a reference in a shot", SetCast, shapes.Shot)
    def put(self, asked: SetCast, id: UUID, reference: UUID) -> tuple[Receipt[None], shapes.Shot]:
        entry = CastEntry(asked.role, asked.strength, asked.reference_version)
        receipt = commands.set_cast(self.context(), self.log, id, reference, entry, expected(self, asked))
        return receipt, self.now()

    @writes("cast_remove", "Take a reference out of a shot", Asked, shapes.Shot)
    def delete(self, asked: Asked, id: UUID, reference: UUID) -> tuple[Receipt[None], shapes.Shot]:
        receipt = commands.remove_cast(self.context(), self.log, id, reference, expected(self, asked))
        return receipt, self.now()


class CastRefuseView(ShotBase):
    needs: ClassVar = {"POST": "edit_script"}

    @writes(
        "cast_refuse",
        "Let the script cast nobody, in the whole film, for what made it cast a reference in a shot",
        Asked,
        shapes.ScriptRevision,
    )
    def post(self, asked: Asked, id: UUID, reference: UUID) -> tuple[Receipt[Revision], shapes.ScriptRevision]:
        receipt = commands.refuse_cast(self.context(), self.log, id, reference, expected(self, asked))
        return receipt, revision(receipt)


class InputsView(ShotBase):
    needs: ClassVar = {"GET": "see_prompts"}

    @reads(
        "shots_inputs",
        "What generation reads of a shot, and where each value comes from; without `at`, as things are now",
        shapes.Inputs,
        query=[AT],
    )
    def get(self, id: UUID) -> shapes.Inputs:
        at = AT.read(self.request)
        moment = moment_at(self, at) if at else None
        inputs, chain = listing.shot_inputs_at(id, moment) if moment else listing.shot_inputs(id, self.log)
        positions = store.positions(inputs.causes.values())
        causes = {key: shapes.Cause(event, positions[event]) for key, event in inputs.causes.items()}
        sources = _sources(chain, moment.parameters if moment else listing.parameters(self.log))
        return shapes.Inputs(
            shot=id,
            code=inputs.code,
            scene=inputs.scene,
            version=chain[-1][1].version,
            inputs={
                key: shapes.Input(value, sources.get(key) or _source(key), causes[key])
                for key, value in inputs.values.items()
            },
        )


def _sources(chain: Chain, known: Parameters) -> dict[str, str]:
    """Levels of parameters, and for what a shot may write itself whether it or the script gives the value."""
    levels = {f"parameter:{name}": now.level or "default" for name, now in effective_parameters(chain, known).items()}
    own = listing.shot_of(chain)
    return {**levels, **{name: "script" if getattr(own, name) is None and own.source else "shot" for name in OWN}}


def _source(key: str) -> str:
    """Where the other inputs come from."""
    prefix = key.split(".", maxsplit=1)[0].split(":", maxsplit=1)[0]
    return {"scene": "scene", "cast": "reference", "dialogue": "script"}.get(prefix, "shot")
