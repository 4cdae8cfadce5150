"""The work on shots: who does it, until when, how urgent it is and how far; and what is left for the asker to do."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from events.decider import Folded
from events.execution import Receipt
from productions import commands, queries
from productions.api.http import fields
from productions.api.http.base import ProductionView, View
from productions.api.http.operations import Asked, Body, expected, reads, writes
from productions.commands import WantedStatus, WorkOn
from productions.domain.change_set import MOST_AT_ONCE
from productions.domain.production import Production, Role
from productions.domain.shot import effective
from productions.domain.statuses import LONGEST_STATUS, MOST_STATUSES, Status
from productions.domain.work import MOST_ASSIGNEES, WORK_FIELDS, Priority, Work, workers
from productions.queries import listing
from productions.queries.working import MyShot


class WorkOnShot(msgspec.Struct):
    """What is said of the work on a shot; an assignee may have left the production since. `due` is a day."""

    shot: UUID
    version: int
    assignees: list[UUID]
    due: str | None
    priority: Priority | None
    status: UUID | None


class WorkPerson(msgspec.Struct):
    """Somebody who can be given work, or who has some from before they left or became an auditor: not `active`."""

    person: UUID
    name: str
    active: bool


class Works(msgspec.Struct):
    """The work on the shots of which anything is said, and who does it, by name.

    `statuses` are in their order, retired ones behind.
    """

    version: int
    statuses: list[Status]
    people: list[WorkPerson]
    work: list[WorkOnShot]


class SetWork(Body):
    """What shall be said of the work on a shot; what is left out stays, null takes it away.

    `version` is the one that the asker has seen, 0 where nothing was said yet: 409 if it is older.
    """

    shot: UUID
    assignees: Annotated[list[UUID], msgspec.Meta(max_length=MOST_ASSIGNEES)] | UnsetType = UNSET
    due: date | UnsetType | None = UNSET
    priority: Priority | UnsetType | None = UNSET
    status: UUID | UnsetType | None = UNSET
    version: Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)] | None = None

    def wanted(self) -> WorkOn:
        """Return it as the command takes it."""
        named = {name: value for name in WORK_FIELDS if (value := getattr(self, name)) is not UNSET}
        return WorkOn(self.shot, msgspec.to_builtins(named), self.version)


SetWorks = Annotated[list[SetWork], msgspec.Meta(max_length=MOST_AT_ONCE)]


class SayWork(Body):
    """The work on some shots, said as one act that one undo takes back."""

    work: Annotated[list[SetWork], msgspec.Meta(min_length=1, max_length=MOST_AT_ONCE)]


class WorkSaid(msgspec.Struct):
    """How many fields changed."""

    made: int


class AskedStatus(Body):
    """A status; with its id it is the one that is known by it, whatever it is called now, without one it is new."""

    name: Annotated[str, fields.named(LONGEST_STATUS)]
    id: UUID | None = None
    ends: bool = False


StatusId = Annotated[str, msgspec.Meta(max_length=36, pattern=r"^[^\u0000]*$")]


class ArrangeStatuses(Asked):
    """All statuses in their order. `instead` says by the id of one that is left out what its shots shall have."""

    statuses: Annotated[list[AskedStatus], msgspec.Meta(min_length=1, max_length=MOST_STATUSES)]
    instead: dict[StatusId, UUID] = {}


class Statuses(msgspec.Struct):
    """The statuses of a production in their order, retired ones behind."""

    version: int
    statuses: list[Status]


class MyShotShown(msgspec.Struct):
    """A shot that waits for my work: what happens in it, and what is said of the work, at which version of that."""

    id: UUID
    version: int
    code: str
    description: str
    due: str | None
    priority: Priority | None
    status: Status | None


class MyProductionShown(msgspec.Struct):
    """What is left for me in a production: shots by due date, those without one last."""

    id: UUID
    name: str
    role: Role
    statuses: list[Status]
    shots: list[MyShotShown]


class MyWork(msgspec.Struct):
    """What is left for me to do, in all productions in which I can do anything."""

    productions: list[MyProductionShown]


class WorkView(ProductionView):
    needs: ClassVar = {"GET": "read", "POST": "do_work"}

    @reads("work_list", "Who works on which shot, until when and how far", Works)
    def get(self, production: UUID) -> Works:
        folded = listing.production(production)
        said = [shown(each) for each in queries.works(production).values()]
        people = _people(folded.state, {person for each in said for person in each.assignees})
        return Works(folded.version, list(folded.state.statuses), people, said)

    @writes("work_say", "Say of the work on shots whose it is, until when, how urgent and how far", SayWork, WorkSaid)
    def post(self, asked: SayWork, production: UUID) -> tuple[Receipt[int], WorkSaid]:
        wanted = [each.wanted() for each in asked.work]
        receipt = commands.set_work(self.context(), production, wanted, require=self.require)
        return receipt, WorkSaid(receipt.value)


class StatusesView(ProductionView):
    needs: ClassVar = {"GET": "read", "PUT": "manage"}

    @reads("statuses_list", "The statuses that the work on shots can have", Statuses)
    def get(self, production: UUID) -> Statuses:
        return _statuses(production)

    @writes("statuses_arrange", "Set the statuses that the work on shots can have", ArrangeStatuses, Statuses)
    def put(self, asked: ArrangeStatuses, production: UUID) -> tuple[Receipt[None], Statuses]:
        wanted = [WantedStatus(each.name, each.ends, each.id) for each in asked.statuses]
        known = {str(each.id): each.id for each in listing.production(production).state.statuses}
        instead = {known[old]: new for old, new in asked.instead.items() if old in known}
        receipt = commands.arrange_statuses(self.context(), production, wanted, instead, expected(self, asked))
        return receipt, _statuses(production)


class MyWorkView(View):
    @reads("me_work", "What is left for me to do, in all productions", MyWork)
    def get(self) -> MyWork:
        mine = queries.work_of_person(self.actor)
        return MyWork(
            [
                MyProductionShown(
                    each.id, each.name, each.role, list(each.statuses), [_mine(shot) for shot in each.shots]
                )
                for each in mine
            ]
        )


def shown(folded: Folded[Work]) -> WorkOnShot:
    """Return what is said of the work on a shot."""
    state = folded.state
    assert state.shot is not None, "its first event names it"
    return WorkOnShot(state.shot, folded.version, list(state.assignees), state.due, state.priority, state.status)


def _people(home: Production, assigned: set[UUID]) -> list[WorkPerson]:
    active = set(workers(home))
    names = queries.names_of(assigned | active)
    people = [WorkPerson(person, name, person in active) for person, name in names.items()]
    return sorted(people, key=lambda each: (not each.active, each.name.casefold()))


def _statuses(production: UUID) -> Statuses:
    folded = listing.production(production)
    return Statuses(folded.version, list(folded.state.statuses))


def _mine(mine: MyShot) -> MyShotShown:
    work, said = mine.work.state, effective(mine.shot)
    return MyShotShown(
        id=mine.id,
        version=mine.work.version,
        code=mine.shot.code,
        description=said.description or said.text,
        due=work.due,
        priority=work.priority,
        status=mine.status,
    )
