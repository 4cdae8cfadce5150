"""Parameters and locks on production, scene and shot."""

from typing import Any
from uuid import UUID

from events import store
from events.decider import Folded
from events.execution import Batch, Context, Receipt, execute
from events.registry import Json
from productions import queries
from productions.commands.access import DECIDERS, Target, chain, hold
from productions.domain import parameters
from productions.domain.parameters import Level
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

    def work(batch: Batch) -> None:
        levels = _held(batch, target, alone=target.level == "production")
        _decide(batch, target, SetParameter(name, value, lock_above(levels, name)), expected)

    return execute(context, log, work)


def clear_parameter(
    context: Context, log: UUID, target: Target, name: str, expected: int | None = None
) -> Receipt[None]:
    """Let a level inherit the parameter again."""

    def work(batch: Batch) -> None:
        levels = _held(batch, target, alone=target.level == "production")
        _decide(batch, target, ClearParameter(name, lock_above(levels, name)), expected)

    return execute(context, log, work)


def lock_parameter(
    context: Context, log: UUID, target: Target, name: str, reason: str, expected: int | None = None
) -> Receipt[None]:
    """Lock the value that is effective at the level for it and all below."""

    def work(batch: Batch) -> None:
        levels = _held(batch, target, alone=True)
        parameters.find(name)
        value = effective(name, ((level, folded.state.settings) for level, _, folded in levels)).value
        _decide(batch, target, LockParameter(name, value, reason, lock_above(levels, name)), expected)

    return execute(context, log, work)


def unlock_parameter(
    context: Context, log: UUID, target: Target, name: str, expected: int | None = None
) -> Receipt[None]:
    """Take a lock off; settings that it masked are in force again."""

    def work(batch: Batch) -> None:
        _held(batch, target, alone=True)
        _decide(batch, target, UnlockParameter(name), expected)

    return execute(context, log, work)


def _held(batch: Batch, target: Target, *, alone: bool) -> Chain:
    hold(batch.log, alone=alone)
    return chain(batch, target)


def _decide(batch: Batch, target: Target, command: Command, expected: int | None) -> None:
    batch.decide(DECIDERS[target.level], target.id, command, expected=expected)


def lock_above(levels: Chain, name: str) -> LockAbove | None:
    """The highest lock above the target, with the name of who set it."""
    for level, _, folded in levels[:-1]:
        if lock := folded.state.settings.locks.get(name):
            event = store.event(folded.cause(f"lock:{name}"))
            actor = event.actor if event else None
            names = queries.names_of([actor]) if actor else {}
            return LockAbove(level, names.get(actor, "somebody") if actor else "somebody", lock.reason)
    return None
