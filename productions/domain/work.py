"""The work of a shot: whose it is, until when, how urgent it is, and how far they are.

It is a stream of its own beside the shot's, so that nobody who hands out work stands in the way of who writes, and
nothing that is made can rest on it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, assert_never, get_args
from uuid import UUID, uuid5

import msgspec

from events.errors import Refusal
from events.registry import Event, Json, event
from productions.domain.fields import ABSENT, Aggregate, Field, Value, as_read
from productions.domain.production import Production

Priority = Literal["low", "normal", "high", "urgent"]
PRIORITIES: tuple[Priority, ...] = get_args(Priority)
WorkField = Literal["assignees", "due", "priority", "status"]
WORK_FIELDS: tuple[WorkField, ...] = get_args(WorkField)
MOST_ASSIGNEES = 20
_OF_A_SHOT = UUID("7d0f3c1e-5a64-5a6f-9f4e-2b6a3c1d8e90")


def work_of(shot: UUID) -> UUID:
    """Return the stream of a shot's work, which is known before anything was said of it: a shot has one."""
    return uuid5(_OF_A_SHOT, shot.hex)


@event("work.set")
class WorkSet(Event, frozen=True):
    """A field of a shot's work; null takes it away. Assignees are ids of people, a status is one by its id."""

    shot: UUID
    field: WorkField
    before: Json = None
    after: Json = None


class Work(msgspec.Struct, frozen=True):
    """What is said of the work on a shot; `due` is a day as YYYY-MM-DD."""

    shot: UUID | None = None
    assignees: tuple[UUID, ...] = ()
    due: str | None = None
    priority: Priority | None = None
    status: UUID | None = None


@dataclass(frozen=True, slots=True)
class SetWork:
    """Give a field a value; None takes it away. What a status or a person is the production knows, not this."""

    shot: UUID
    field: WorkField
    value: Json


Command = SetWork


def workers(home: Production) -> list[UUID]:
    """Return who of a production can be given work: auditors change nothing."""
    return [person for person, role in home.members.items() if role != "auditor"]


class InvalidWork(Refusal):
    """A field of the work on a shot holds what it cannot."""

    code = "invalid-work"
    status = 422


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def clean_work(field: WorkField, value: Json) -> Json:
    """Return the canonical value of a field; InvalidWork says what is wrong with it. None is nothing, as is nobody."""
    if value is None:
        return None
    match field:
        case "assignees":
            people = sorted({str(person) for person in msgspec.convert(value, list[UUID])})
            if len(people) > MOST_ASSIGNEES:
                raise InvalidWork(f"At most {MOST_ASSIGNEES} people work on a shot.", field=field)
            return people or None
        case "due":
            return _day(value)
        case "priority":
            if value not in PRIORITIES:
                raise InvalidWork(f"A priority is one of {', '.join(PRIORITIES)}.", field=field)
            return value
        case "status":
            return str(msgspec.convert(value, UUID))
        case _:
            assert_never(field)


def _day(value: Json) -> str:
    try:
        assert isinstance(value, str) and _DAY.fullmatch(value)
        return date.fromisoformat(value).isoformat()
    except (AssertionError, ValueError):
        raise InvalidWork("A due date is a day, as YYYY-MM-DD.", field="due") from None


def decide(state: Work, command: Command) -> Sequence[WorkSet]:
    before, after = said(state, command.field), clean_work(command.field, command.value)
    return [WorkSet(shot=command.shot, field=command.field, before=before, after=after)] if before != after else []


def said(state: Work, field: WorkField) -> Json:
    """Return the value of a field as it stands in events; None where nothing is said."""
    if field == "assignees":
        return [str(person) for person in state.assignees] or None
    return msgspec.to_builtins(getattr(state, field))


def evolve(state: Work, happened: WorkSet) -> Work:
    value: Any = happened.after
    match happened.field:
        case "assignees":
            value = msgspec.convert(value or (), tuple[UUID, ...])
        case "status":
            value = msgspec.convert(value, UUID | None)
    return msgspec.structs.replace(state, **{"shot": happened.shot, happened.field: value})


def _field(name: WorkField, right: Literal["assign_work", "do_work"]) -> Field[Work]:
    def read(state: Work) -> Value:
        value = said(state, name)
        return ABSENT if value is None else value

    def command(state: Work, _: str, value: Value) -> Command:
        assert state.shot is not None, "what was said before can be given back"
        return SetWork(state.shot, name, None if value is ABSENT else value)

    return Field(name, (name,), read, command=command, told=as_read, right=right)


FIELDS: tuple[Field[Work], ...] = (
    _field("assignees", "assign_work"),
    _field("due", "assign_work"),
    _field("priority", "assign_work"),
    _field("status", "do_work"),
)

work: Aggregate[Work, Command] = Aggregate("work", Work(), decide, evolve, FIELDS, fixed=("shot",))
