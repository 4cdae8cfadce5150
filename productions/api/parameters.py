"""Parameters and locks on a production, a scene or a shot: three levels, one set of views."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from events.execution import Receipt
from productions import commands, projections
from productions.api import shapes
from productions.api.history import AT, moment_at
from productions.api.http import fields
from productions.api.http.base import EntityView, ProductionView
from productions.api.http.operations import Asked, expected, named, page_of, reads, writes
from productions.api.http.pages import numbered
from productions.api.rights import parameter_rights
from productions.commands import Target
from productions.domain.causes import Chain, of_parameter
from productions.domain.inputs import settings_of
from productions.domain.parameters import Level, Parameter, find
from productions.domain.settings import effective
from productions.domain.stage_parameters import with_unused
from productions.queries import listing


class SetValue(Asked):
    """The parameter's new value on this level; its type is the parameter's."""

    value: fields.ParameterValue


class LockValue(Asked):
    """Why the value may not change here and below."""

    reason: str = ""


class _Level(ProductionView):
    """What the views of one level share."""

    level: ClassVar[Level] = "production"

    def target(self) -> Target:
        """Return the production, scene or shot of the address."""
        return Target(self.level, self.kwargs.get("id", self.log))

    def chain(self) -> Chain:
        """Return the states from the production down to the target."""
        return listing.chain_of(self.level, self.target().id, self.log)

    def now(self, name: str, *, let_go: bool = False) -> shapes.Parameter:
        """Return a parameter as it is on this level, or as it was just `let_go`, perhaps for good.

        UnknownParameter for a name that nothing has.
        """
        chain = self.chain()
        known = with_unused(listing.parameters(self.log), [*_held(chain), name] if let_go else _held(chain))
        return _shown(find(name, known), chain, parameter_rights(self.role, self.level))


class ParametersView(_Level):
    @reads(
        "parameters_list",
        "All parameters with their effective values; without `at`, as things are now",
        shapes.Parameter,
        page=True,
        query=[AT],
    )
    def get(self, /, **_: UUID) -> msgspec.Struct:
        at = AT.read(self.request)
        moment = moment_at(self, at) if at else None
        chain = listing.chain_at(self.level, self.target().id, moment) if moment else self.chain()
        can = parameter_rights(self.role, self.level)
        known = with_unused(moment.parameters if moment else listing.parameters(self.log), _held(chain))
        names, following = numbered(self.request, known)
        return page_of(shapes.Parameter)([_shown(known[name], chain, msgspec.UNSET) for name in names], following, can)


class ParameterView(_Level):
    needs: ClassVar = {"GET": "read", "PUT": "edit_parameters", "DELETE": "edit_parameters"}

    @reads("parameters_read", "A parameter: effective value, where it comes from, lock", shapes.Parameter)
    def get(self, /, name: str, **_: UUID) -> shapes.Parameter:
        return self.now(name)

    @writes("parameters_set", "Set a parameter on this level", SetValue, shapes.Parameter)
    def put(self, asked: SetValue, /, name: str, **_: UUID) -> tuple[Receipt[None], shapes.Parameter]:
        receipt = commands.set_parameter(
            self.context(), self.log, self.target(), name, asked.value, expected(self, asked)
        )
        return receipt, self.now(name)

    @writes("parameters_clear", "Let this level inherit the parameter again", Asked, shapes.Parameter)
    def delete(self, asked: Asked, /, name: str, **_: UUID) -> tuple[Receipt[None], shapes.Parameter]:
        receipt = commands.clear_parameter(self.context(), self.log, self.target(), name, expected(self, asked))
        return receipt, self.now(name, let_go=True)


class LockView(_Level):
    needs: ClassVar = {"POST": "lock", "DELETE": "unlock"}

    @writes("parameters_lock", "Lock the value in force for this level and all below", LockValue, shapes.Parameter)
    def post(self, asked: LockValue, /, name: str, **_: UUID) -> tuple[Receipt[None], shapes.Parameter]:
        receipt = commands.lock_parameter(
            self.context(), self.log, self.target(), name, asked.reason, expected(self, asked)
        )
        return receipt, self.now(name)

    @writes("parameters_unlock", "Take a lock off", Asked, shapes.Parameter)
    def delete(self, asked: Asked, /, name: str, **_: UUID) -> tuple[Receipt[None], shapes.Parameter]:
        receipt = commands.unlock_parameter(self.context(), self.log, self.target(), name, expected(self, asked))
        return receipt, self.now(name, let_go=True)


def _held(chain: Chain) -> Iterable[str]:
    """The names of all that is set or locked along a chain, of stages that are gone too."""
    return (name for _, settings in settings_of(chain) for name in (*settings.values, *settings.locks))


def _shown(parameter: Parameter, chain: Chain, can: Any) -> shapes.Parameter:
    name, in_force = parameter.name, effective(parameter, settings_of(chain))
    own = chain[-1][1].state.settings
    lock = next((level for level, folded in chain if name in folded.state.settings.locks), None)
    return shapes.Parameter(
        name=name,
        label=parameter.label,
        help=parameter.help,
        kind=parameter.kind,
        options=parameter.options,
        least=parameter.least,
        most=parameter.most,
        stage=shapes.StageOfParameter(parameter.stage, parameter.stage_label) if parameter.stage else None,
        unused=parameter.unused,
        levels=parameter.levels,
        value=in_force.value,
        level=in_force.level,
        set_here=name in own.values,
        own=own.values.get(name),
        lock=lock and _lock(name, lock, chain),
        cause=of_parameter(parameter, chain),
        version=chain[-1][1].version,
        can=can,
    )


def _lock(name: str, level: Level, chain: Chain) -> shapes.LockInForce:
    lock = dict(chain)[level].state.settings.locks[name]
    return shapes.LockInForce(level, lock.value, lock.reason)


@named("production")
class ProductionParametersView(ParametersView):
    pass


@named("production")
class ProductionParameterView(ParameterView):
    pass


@named("production")
class ProductionLockView(LockView):
    needs: ClassVar = {"POST": "lock_production", "DELETE": "unlock"}


class _SceneLevel(EntityView):
    level: ClassVar[Level] = "scene"
    projection = projections.scenes


@named("scene")
class SceneParametersView(_SceneLevel, ParametersView):
    pass


@named("scene")
class SceneParameterView(_SceneLevel, ParameterView):
    pass


@named("scene")
class SceneLockView(_SceneLevel, LockView):
    pass


class _ShotLevel(EntityView):
    level: ClassVar[Level] = "shot"
    projection = projections.shots


@named("shot")
class ShotParametersView(_ShotLevel, ParametersView):
    pass


@named("shot")
class ShotParameterView(_ShotLevel, ParameterView):
    pass


@named("shot")
class ShotLockView(_ShotLevel, LockView):
    pass
