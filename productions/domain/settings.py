"""Parameter settings and locks: the part that production, scene and shot have in common."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import msgspec

from events.errors import Refusal
from events.registry import Event, Json
from productions.domain import parameters
from productions.domain.fields import ABSENT, Field, Value, as_read, converted
from productions.domain.fields.values import LOCK, PARAMETER
from productions.domain.parameters import Level, Parameter


class Lock(msgspec.Struct, frozen=True):
    """A value that the levels below may not change, and why."""

    value: Json
    reason: str


class Settings(msgspec.Struct, frozen=True):
    """The parameter values set on one level and the locks that hold there."""

    values: dict[str, Json] = {}
    locks: dict[str, Lock] = {}


class ParameterSet(Event, frozen=True):
    name: str
    before: Json = None
    after: Json = None


class ParameterCleared(Event, frozen=True):
    name: str
    before: Json = None


class Locked(Event, frozen=True):
    name: str
    value: Json
    reason: str


class Unlocked(Event, frozen=True):
    name: str
    value: Json


class ParameterLocked(Refusal):
    """The parameter is locked on this level or above: unlock it there first."""

    code = "parameter-locked"


@dataclass(frozen=True, slots=True)
class LockAbove:
    """The lock that holds on a level above, as the refusal names it."""

    level: Level
    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class SetParameter:
    """`parameter` is what is set where it is one of a stage; the production's own are known by name."""

    name: str
    value: Json
    above: LockAbove | None = None
    parameter: Parameter | None = None


@dataclass(frozen=True, slots=True)
class ClearParameter:
    name: str
    above: LockAbove | None = None
    parameter: Parameter | None = None


@dataclass(frozen=True, slots=True)
class LockParameter:
    """`value` is the one effective at the level when the lock is made; ABSENT leaves it to be looked up."""

    name: str
    value: Json
    reason: str
    above: LockAbove | None = None
    parameter: Parameter | None = None


@dataclass(frozen=True, slots=True)
class UnlockParameter:
    name: str
    parameter: Parameter | None = None


Command = SetParameter | ClearParameter | LockParameter | UnlockParameter
SettingEvent = ParameterSet | ParameterCleared | Locked | Unlocked


@dataclass(frozen=True, slots=True)
class EventClasses:
    """The four event classes of one level."""

    level: Level
    set: Callable[..., Event]
    cleared: Callable[..., Event]
    locked: Callable[..., Event]
    unlocked: Callable[..., Event]


def decide(settings: Settings, command: Command, made: EventClasses) -> Sequence[Event]:
    """Decide a command on the settings of one level; nothing happens twice.

    What is set or locked can be let go, even of a stage that is gone.
    """
    held = command.name in settings.values or command.name in settings.locks
    if command.parameter is None and not (held and isinstance(command, ClearParameter | UnlockParameter)):
        parameters.find(command.name)
    _refuse_under_lock(settings, command, made.level)
    before = settings.values.get(command.name)
    match command:
        case SetParameter(name, value, parameter=stages):
            value = parameters.clean(stages or parameters.find(name), value, made.level)
            same = name in settings.values and before == value
            return [] if same else [made.set(name=name, before=before, after=value)]
        case ClearParameter(name):
            return [made.cleared(name=name, before=before)] if name in settings.values else []
        case LockParameter(name, value, reason):
            return [made.locked(name=name, value=value, reason=reason.strip())]
        case UnlockParameter(name):
            lock = settings.locks.get(name)
            return [made.unlocked(name=name, value=lock.value)] if lock else []


def _refuse_under_lock(settings: Settings, command: Command, level: Level) -> None:
    if isinstance(command, UnlockParameter):
        return
    if command.above:
        above = command.above
        raise ParameterLocked(
            f"{command.name} is locked on the {above.level} by {above.person}: {above.reason or 'no reason given'}.",
            name=command.name,
            level=above.level,
            person=above.person,
            reason=above.reason,
        )
    if lock := settings.locks.get(command.name):
        raise ParameterLocked(
            f"{command.name} is locked on this {level}: {lock.reason or 'no reason given'}. Unlock it first.",
            name=command.name,
            level=level,
            reason=lock.reason,
        )


def evolve(settings: Settings, event: SettingEvent) -> Settings:
    """Apply a settings event."""
    match event:
        case ParameterSet(name=name, after=after):
            return Settings({**settings.values, name: after}, settings.locks)
        case ParameterCleared(name=name):
            return Settings(_without(settings.values, name), settings.locks)
        case Locked(name=name, value=value, reason=reason):
            return Settings(settings.values, {**settings.locks, name: Lock(value, reason)})
        case Unlocked(name=name):
            return Settings(settings.values, _without(settings.locks, name))


V = TypeVar("V")


def _without(mapping: Mapping[str, V], name: str) -> dict[str, V]:
    return {key: value for key, value in mapping.items() if key != name}


class Settled(Protocol):
    """A state with settings."""

    @property
    def settings(self) -> Settings: ...


def _locks(state: Settled) -> dict[str, Json]:
    return {name: msgspec.to_builtins(lock) for name, lock in state.settings.locks.items()}


def _parameter_command(_: object, name: str, value: Value) -> Command:
    return ClearParameter(name) if value is ABSENT else SetParameter(name, value)


def _lock_command(_: object, name: str, value: Value) -> Command:
    return UnlockParameter(name) if value is ABSENT else LockParameter(name, value["value"], value["reason"])


def _asked_parameter(_: object, name: str, value: Json) -> Command:
    return ClearParameter(name) if value is None else SetParameter(name, value)


def _asked_lock(_: object, name: str, value: Json) -> Command:
    return UnlockParameter(name) if value is None else LockParameter(name, ABSENT, converted(value, str, name))


def fields(level: Level) -> tuple[Field[Any], ...]:
    """Return the fields of a level's settings. Null lets inherit, and unlocks; a lock is asked for by its reason."""
    return (
        Field(
            PARAMETER,
            ("settings",),
            lambda state: state.settings.values,
            trail=True,
            command=_parameter_command,
            edit=_asked_parameter,
            told=as_read,
            label="{name}",
            right="edit_parameters",
        ),
        Field(
            LOCK,
            ("settings",),
            _locks,
            trail=True,
            command=_lock_command,
            edit=_asked_lock,
            told=as_read,
            label="lock of {name}",
            right="lock_production" if level == "production" else "lock",
            lifting="unlock",
        ),
    )


@dataclass(frozen=True, slots=True)
class EffectiveParameter:
    """A parameter's effective value and the level that gives it; `default` when no level does."""

    value: Json
    level: Level | None
    locked: bool = False


def effective(parameter: Parameter, levels: Iterable[tuple[Level, Settings]]) -> EffectiveParameter:
    """Return the value in force: the highest lock's, else the nearest setting's, else the default.

    `levels` come from the production downwards.
    """
    chain, name = tuple(levels), parameter.name
    for level, settings in chain:
        if name in settings.locks:
            return EffectiveParameter(settings.locks[name].value, level, locked=True)
    for level, settings in reversed(chain):
        if name in settings.values:
            return EffectiveParameter(settings.values[name], level)
    return EffectiveParameter(parameter.default, None)


def frame_rate(production: Settings) -> str:
    """Return the frames per second of a production, exact."""
    return str(effective(parameters.PARAMETERS["frame_rate"], [("production", production)]).value)
