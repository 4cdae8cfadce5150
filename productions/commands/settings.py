"""Parameters and locks on production, scene and shot."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from events import store
from events.decider import ABSENT, Folded
from events.execution import Batch, Context, Receipt, execute
from events.registry import Json
from productions import queries, stage_kinds
from productions.commands.access import DECIDERS, Target, chain, hold
from productions.commands.pipelines import drafted
from productions.domain import parameters
from productions.domain.parameters import PARAMETERS, Level, Parameter
from productions.domain.settings import (
    ClearParameter,
    Command,
    LockAbove,
    LockParameter,
    SetParameter,
    UnlockParameter,
    effective,
)

Chain = tuple[tuple[Level, UUID, Folded[Any]], ...]


def set_parameter(
    context: Context, log: UUID, target: Target, name: str, value: Json, expected: int | None = None
) -> Receipt[None]:
    """Set a parameter on one level; ParameterLocked under a lock, InvalidParameter for a bad value."""
    return _change(context, log, target, SetParameter(name, value), expected, alone=target.level == "production")


def set_parameters(context: Context, log: UUID, targets: Sequence[Target], name: str, value: Json) -> Receipt[None]:
    """Set a parameter on many things in one batch, which one undo takes back; refuses what `set_parameter` refuses."""

    def work(batch: Batch) -> None:
        hold(log, alone=any(target.level == "production" for target in targets))
        for target in sorted(targets, key=lambda each: each.id):
            command = within_levels(batch, target, SetParameter(name, value))
            batch.decide(DECIDERS[target.level], target.id, command)

    return execute(context, log, work)


def clear_parameter(
    context: Context, log: UUID, target: Target, name: str, expected: int | None = None
) -> Receipt[None]:
    """Let a level inherit the parameter again."""
    return _change(context, log, target, ClearParameter(name), expected, alone=target.level == "production")


def lock_parameter(
    context: Context, log: UUID, target: Target, name: str, reason: str, expected: int | None = None
) -> Receipt[None]:
    """Lock the value that is effective at the level for it and all below."""
    return _change(context, log, target, LockParameter(name, ABSENT, reason), expected, alone=True)


def unlock_parameter(
    context: Context, log: UUID, target: Target, name: str, expected: int | None = None
) -> Receipt[None]:
    """Take a lock off; settings that it masked are in force again."""
    return _change(context, log, target, UnlockParameter(name), expected, alone=True)


def _change(
    context: Context, log: UUID, target: Target, command: Command, expected: int | None, *, alone: bool
) -> Receipt[None]:
    def work(batch: Batch) -> None:
        hold(log, alone=alone)
        batch.decide(DECIDERS[target.level], target.id, within_levels(batch, target, command), expected=expected)

    return execute(context, log, work)


def within_levels(batch: Batch, target: Target, command: Command) -> Command:
    """Return a command on a level's settings with all that it must know of elsewhere.

    That is what the pipeline says of a parameter of a stage, a lock that holds above, and for a lock the value.
    """
    levels, known = chain(batch, target), _known(batch, command)
    match command:
        case LockParameter(name, value, _):
            parameter = known or parameters.find(name)
            now = effective(parameter, ((level, folded.state.settings) for level, _, folded in levels)).value
            value = now if value is ABSENT else value
            return replace(command, value=value, above=_lock_above(levels, name), parameter=known)
        case SetParameter(name) | ClearParameter(name):
            return replace(command, above=_lock_above(levels, name), parameter=known)
        case UnlockParameter():
            return replace(command, parameter=known)


def _known(batch: Batch, command: Command) -> Parameter | None:
    """What is known of a parameter of a stage; None for one of the production, and where it can only be let go."""
    if command.name in PARAMETERS:
        return None
    known = stage_kinds.parameters(drafted(batch))
    if isinstance(command, SetParameter | LockParameter):
        return parameters.find(command.name, known)
    return known.get(command.name)


def _lock_above(levels: Chain, name: str) -> LockAbove | None:
    """The highest lock above the target, with the name of who set it."""
    for level, _, folded in levels[:-1]:
        if lock := folded.state.settings.locks.get(name):
            event = store.event(folded.cause(f"lock:{name}"))
            actor = event.actor if event else None
            names = queries.names_of([actor]) if actor else {}
            return LockAbove(level, names.get(actor, "somebody") if actor else "somebody", lock.reason)
    return None
