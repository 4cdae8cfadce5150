"""The queue of a production: whether its work is begun, and how urgent that of its orders is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, assert_never

import msgspec

from events.decider import Decider
from events.registry import Event, event

Priority = Literal["low", "normal", "high"]
DAYS_AHEAD: dict[Priority, int] = {"low": -1, "normal": 0, "high": 1}
"""By how many days an order of each priority counts as placed earlier than it was."""


class Queue(msgspec.Struct, frozen=True):
    """Whether nothing new is begun, and why."""

    paused: bool = False
    reason: str = ""


@event("queue.paused")
class QueuePaused(Event, frozen=True):
    """Nothing of the production is begun from now on; what runs is finished."""

    reason: str = ""


@event("queue.resumed")
class QueueResumed(Event, frozen=True):
    pass


@dataclass(frozen=True, slots=True)
class PauseQueue:
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ResumeQueue:
    pass


QueueCommand = PauseQueue | ResumeQueue
QueueEvent = QueuePaused | QueueResumed


def decide(queue: Queue, command: QueueCommand) -> Sequence[Event]:
    """Decide a command on a queue; pausing it twice for one reason yields no second event."""
    match command:
        case PauseQueue(reason):
            return [] if queue == Queue(True, reason) else [QueuePaused(reason=reason)]
        case ResumeQueue():
            return [QueueResumed()] if queue.paused else []
        case _:
            assert_never(command)


def evolve(queue: Queue, happened: QueueEvent) -> Queue:
    """Apply a queue's event."""
    match happened:
        case QueuePaused(reason=reason):
            return Queue(True, reason)
        case QueueResumed():
            return Queue()
        case _:
            assert_never(happened)


QUEUE: Decider[Queue, QueueCommand] = Decider("queue", Queue(), decide, evolve)
