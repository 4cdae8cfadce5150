"""The studio: people and productions of this installation, in a log of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never
from uuid import UUID

import msgspec

from events.decider import Decider
from events.errors import Refusal
from events.registry import Event, event

STUDIO = UUID("00000000-0000-7000-8000-000000000001")
"""The studio's stream and the id of its log."""


@event("studio.production_opened")
class ProductionOpened(Event, frozen=True):
    production: UUID


@event("studio.person_added")
class PersonAdded(Event, frozen=True):
    person: UUID


@event("studio.person_erased")
class PersonErased(Event, frozen=True):
    """Profile and key of a person were destroyed; the opaque id is all that is left."""

    person: UUID


StudioEvent = ProductionOpened | PersonAdded | PersonErased


class Studio(msgspec.Struct, frozen=True):
    """The productions opened, and the people known and erased, by their opaque ids."""

    productions: tuple[UUID, ...] = ()
    people: tuple[UUID, ...] = ()
    erased: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenProduction:
    production: UUID


@dataclass(frozen=True, slots=True)
class AddPerson:
    person: UUID


@dataclass(frozen=True, slots=True)
class ErasePerson:
    person: UUID


Command = OpenProduction | AddPerson | ErasePerson


class ProductionAlreadyOpened(Refusal):
    """A production of this id exists."""

    code = "production-already-opened"


def decide(state: Studio, command: Command) -> Sequence[StudioEvent]:
    match command:
        case OpenProduction(production):
            if production in state.productions:
                raise ProductionAlreadyOpened("This production exists already.")
            return [ProductionOpened(production=production)]
        case AddPerson(person):
            return [] if person in state.people else [PersonAdded(person=person)]
        case ErasePerson(person):
            return [] if person in state.erased else [PersonErased(person=person)]
        case _:
            assert_never(command)


def evolve(state: Studio, happened: StudioEvent) -> Studio:
    match happened:
        case ProductionOpened(production=production):
            return msgspec.structs.replace(state, productions=(*state.productions, production))
        case PersonAdded(person=person):
            return msgspec.structs.replace(state, people=(*state.people, person))
        case PersonErased(person=person):
            return msgspec.structs.replace(state, erased=(*state.erased, person))
        case _:
            assert_never(happened)


studio: Decider[Studio, Command] = Decider("studio", Studio(), decide, evolve)
