"""The table of an aggregate's fields: each fact about a field stands here once, and everybody reads it.

A field is a part of the state, so that the fold keeps its cause. One with a `command` can be given back an earlier
value by undo and restore, one with an `edit` can be supposed, and one that is `told` is shown by differences.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import msgspec

from events.decider import ABSENT, Decider, Part
from events.registry import Json
from productions.domain.fields.values import NEVER, REMOVED, Fields, InvalidEdit, Stays, Value
from productions.domain.words import Words

S = TypeVar("S")
C = TypeVar("C")
T = TypeVar("T")

Right = Literal[
    "manage",
    "edit_script",
    "edit_scenes",
    "edit_shots",
    "edit_references",
    "edit_parameters",
    "lock",
    "unlock",
    "lock_production",
    "select_take",
    "pin_take",
    "edit_pipeline",
    "gather_changes",
    "note",
    "share",
    "waive",
    "assign_work",
    "do_work",
]
"""The rights of the policy that fields need."""

CommandFor = Callable[[S, str, Value], Any]
"""From a state, the name behind the colon of a key, and a value to the command that gives the field that value.

It is a command of the aggregate whose table it stands in.
"""


@dataclass(frozen=True, slots=True)
class Around:
    """What a value is told with that its own state does not know.

    `place` is the thing's number in film order, `rate` the exact frame rate, `remark` tells what somebody said.
    """

    place: int | None = None
    rate: str = "24"
    remark: Callable[[Words], Mapping[str, Json]] = lambda words: {"text": words.plain}


def as_read(value: Value, around: Around) -> Json:
    """Tell a value as it is."""
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Part[S]):
    """A field of a thing, or with a key that ends in ":" a family of them, one for each name.

    `name` is what the API calls it, where that is not the key of its cause. `command` gives it a value; `stays` says
    why nothing does, `whole` that an act which changed it is not taken back in part either. `edit` is the command of a
    person who asks for a value as the API has it. `told` makes of its value what differences show; without, they leave
    it out. `label` names it for people, after the thing's own name, with {name} for what stands behind the colon.
    `right` is the right that an edit needs, `lifting` the one for taking the value away, where that is another.
    """

    name: str = ""
    command: CommandFor[S] | None = None
    stays: str = ""
    whole: bool = False
    edit: CommandFor[S] | None = None
    told: Callable[[Any, Around], Json] | None = None
    label: str = ""
    right: Right | None = None
    lifting: Right | None = None

    @property
    def called(self) -> str:
        """Return the name, or for a family what its names begin with."""
        return self.name or self.key

    @property
    def family(self) -> bool:
        """Whether it stands for many."""
        return self.key.endswith(":")

    @property
    def given(self) -> bool:
        """Whether undo and restore know of it."""
        return self.command is not None or bool(self.stays)

    def values(self, state: S) -> Fields:
        """Return its values by name; one that is absent is left out."""
        value = self.read(state)
        if self.family:
            return {f"{self.called}{name}": each for name, each in value.items()}
        return {} if value is ABSENT else {self.called: value}

    def behind(self, name: str) -> str:
        """Return what stands behind the colon of a name; empty for a field by itself."""
        return name.removeprefix(self.called)

    def cause(self, name: str) -> str:
        """Return the key of the cause of one of its names."""
        return self.key + self.behind(name)

    def needs(self, value: Value) -> Right:
        """Return the right that giving it a value needs."""
        right = (self.lifting if value is ABSENT else None) or self.right
        assert right is not None, "what can be given needs a right"
        return right


@dataclass(frozen=True)
class Aggregate(Decider[S, C]):
    """A decider with the table of its state's fields.

    `fixed` are the attributes of the state that only the first event sets, `unheld` those that follow from others or
    count: what undo gives back is all the rest.
    """

    fixed: tuple[str, ...] = ()
    unheld: tuple[str, ...] = ()
    fields: tuple[Field[S], ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", tuple(part for part in self.parts if isinstance(part, Field)))

    def read(self, state: S) -> Fields:
        """Return the values by field that undo and restore work with. What was never added is `removed`."""
        if state == self.initial:
            return {REMOVED: NEVER} if any(each.called == REMOVED for each in self.fields) else {}
        return {name: value for each in self.fields if each.given for name, value in each.values(state).items()}

    def told(self, state: S, around: Around) -> Fields:
        """Return what differences tell of a state, by field."""
        return {
            name: each.told(value, around)
            for each in self.fields
            if each.told
            for name, value in each.values(state).items()
        }

    def field(self, name: str, *, told: bool = False) -> Field[S]:
        """Return the field of a name, as undo knows it or as it is told; Stays where there is none."""
        for each in self.fields:
            fits = each.called == name or (each.family and name.startswith(each.called))
            if fits and (each.told is not None if told else each.given):
                return each
        raise Stays("This stays as it is.", field=name)

    def stays_whole(self, name: str) -> bool:
        """Whether an act that changed a field stays with all that it did."""
        return any(each.whole and each.called == name for each in self.fields)

    def command(self, state: S, name: str, value: Value) -> C:
        """Return the command that gives a field a value; Stays where nothing does."""
        field = self.field(name)
        if field.command is None:
            raise Stays(field.stays, field=name)
        made: C = field.command(state, field.behind(name), value)
        return made

    def shown(self, state: S, around: Around) -> Fields:
        """Return the values by field as people see them: what is in force, told as differences tell it."""
        return {**self.read(state), **self.told(state, around)}

    def editable(self, name: str) -> Field[S]:
        """Return the field of a name that a person may ask a value for; InvalidEdit where there is none."""
        for each in self.fields:
            fits = name.startswith(each.called) and each.behind(name) if each.family else each.called == name
            if fits and each.edit:
                return each
        raise InvalidEdit(f"A {self.category} has no field called {name!r}.", field=name)

    def asked(self, state: S, name: str, value: Json) -> C:
        """Return the command of a person who wants a field to have a value; InvalidEdit where there is none."""
        field = self.editable(name)
        assert field.edit is not None, "only such fields are editable"
        made: C = field.edit(state, field.behind(name), value)
        return made


def attribute(name: str) -> Callable[[Any], Value]:
    """Return a reader of an attribute, as plain data."""
    return lambda state: msgspec.to_builtins(getattr(state, name))


def converted(value: Json, type_: type[T], name: str) -> T:
    """Return a value as what a field holds; InvalidEdit where it is no such thing."""
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        raise InvalidEdit(f"{name}: {error}", field=name) from None
