"""A production: its name, members, policies and production-wide parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, assert_never, get_args
from uuid import UUID

import msgspec

from events.errors import Refusal
from events.registry import Event, Json, event
from productions.domain import settings, sounds, spending, statuses
from productions.domain.fields import ABSENT, Aggregate, Field, Value, as_read, attribute
from productions.domain.fields.values import ARCHIVED, MARKER, MEMBER, POLICY, REMOVED, SPENDING, STATUSES
from productions.domain.names import clean_name
from productions.domain.reading import COSTS
from productions.domain.settings import EventClasses, Locked, ParameterCleared, ParameterSet, Settings, Unlocked
from productions.domain.sounds import Placed, PlaceSound, SoundPlaced
from productions.domain.statuses import Status

Role = Literal["producer", "artist", "reviewer", "auditor"]
ROLES: tuple[Role, ...] = get_args(Role)


@event("production.created")
class Created(Event, frozen=True):
    name: str


@event("production.renamed")
class Renamed(Event, frozen=True):
    before: str
    after: str


@event("production.parameter_set")
class ProductionParameterSet(ParameterSet, frozen=True):
    pass


@event("production.parameter_cleared")
class ProductionParameterCleared(ParameterCleared, frozen=True):
    pass


@event("production.locked")
class ProductionLocked(Locked, frozen=True):
    pass


@event("production.unlocked")
class ProductionUnlocked(Unlocked, frozen=True):
    pass


@event("production.member_added")
class MemberAdded(Event, frozen=True):
    person: UUID
    role: Role


@event("production.role_changed")
class RoleChanged(Event, frozen=True):
    person: UUID
    before: Role
    after: Role


@event("production.member_removed")
class MemberRemoved(Event, frozen=True):
    person: UUID
    role: Role


@event("production.policy_changed")
class PolicyChanged(Event, frozen=True):
    name: str
    before: Json = None
    after: Json = None


@event("production.spending_changed")
class SpendingChanged(Event, frozen=True):
    """`name` is a rule of spending; null is none."""

    name: str
    before: Annotated[Json, COSTS] = None
    after: Annotated[Json, COSTS] = None


@event("production.marker_placed")
class MarkerPlaced(Event, frozen=True):
    """A name for a position of the log."""

    name: str
    position: int


@event("production.columns_mapped")
class ColumnsMapped(Event, frozen=True):
    """What the columns of shot lists mean, by their folded names; an empty meaning passes a column over."""

    after: dict[str, str]
    before: dict[str, str] = {}


@event("production.statuses_arranged")
class StatusesArranged(Event, frozen=True):
    """The statuses of the work on shots, in their order; one that nobody can choose any more is retired, not gone."""

    after: tuple[Status, ...]
    before: tuple[Status, ...] = ()


@event("production.sound_placed")
class ProductionSoundPlaced(SoundPlaced, frozen=True):
    pass


@event("production.archived")
class Archived(Event, frozen=True):
    pass


ProductionEvent = (
    Created
    | Renamed
    | ProductionParameterSet
    | ProductionParameterCleared
    | ProductionLocked
    | ProductionUnlocked
    | MemberAdded
    | RoleChanged
    | MemberRemoved
    | PolicyChanged
    | SpendingChanged
    | MarkerPlaced
    | ColumnsMapped
    | StatusesArranged
    | Archived
    | ProductionSoundPlaced
)

PolicyValue = bool | int
POLICIES: Mapping[str, PolicyValue] = {
    "four_eyes": False,
    "approvals": 1,
    "approvals_of_reviewers": 0,
    "approvals_of_producers": 0,
    "final_approval": False,
}
"""The policies of a production and their defaults.

four_eyes: nobody approves what they alone made. approvals: so many people must approve a take; of them so many
reviewers and producers. final_approval: once these did, a producer has the last word.
"""
MOST_APPROVALS: Mapping[str, tuple[int, int]] = {
    "approvals": (1, 20),
    "approvals_of_reviewers": (0, 20),
    "approvals_of_producers": (0, 20),
}
"""The least and the most of those policies that count."""


class Production(msgspec.Struct, frozen=True):
    """The state of a production; `name` is empty before it is created. `markers` are positions of its log by name.

    `columns` is what columns of shot lists mean here, as somebody said of their names. `spending` are the rules of
    spending that somebody set, by name. `sounds` are heard over the whole film. `statuses` are those of the work on
    shots, retired ones too.
    """

    name: str = ""
    settings: Settings = Settings()
    members: dict[UUID, Role] = {}
    policies: dict[str, PolicyValue] = {}
    markers: dict[str, int] = {}
    columns: dict[str, str] = {}
    archived: bool = False
    spending: dict[str, str] = {}
    sounds: dict[UUID, Placed] = {}
    statuses: tuple[Status, ...] = statuses.DEFAULT

    def policy(self, name: str) -> PolicyValue:
        """Return the policy in force."""
        return self.policies.get(name, POLICIES[name])

    def marker(self, name: str) -> int | None:
        """Return the position that a marker names, whatever its case; None where there is no such marker."""
        wanted = name.strip().casefold()
        return next((position for known, position in self.markers.items() if known.casefold() == wanted), None)


@dataclass(frozen=True, slots=True)
class CreateProduction:
    name: str


@dataclass(frozen=True, slots=True)
class RenameProduction:
    name: str


@dataclass(frozen=True, slots=True)
class AddMember:
    person: UUID
    role: Role


@dataclass(frozen=True, slots=True)
class ChangeRole:
    person: UUID
    role: Role


@dataclass(frozen=True, slots=True)
class RemoveMember:
    person: UUID


@dataclass(frozen=True, slots=True)
class ChangePolicy:
    name: str
    value: PolicyValue


@dataclass(frozen=True, slots=True)
class ChangeSpending:
    """Set a rule of spending; None takes it away."""

    name: str
    value: str | None


@dataclass(frozen=True, slots=True)
class PlaceMarker:
    """Name a position of the log, whose last position is `head`."""

    name: str
    position: int
    head: int


@dataclass(frozen=True, slots=True)
class MapColumns:
    """Remember what columns of shot lists mean."""

    columns: dict[str, str]


@dataclass(frozen=True, slots=True)
class ArrangeStatuses:
    """Have these statuses in this order; those that are left out are retired."""

    statuses: tuple[Status, ...]


@dataclass(frozen=True, slots=True)
class ArchiveProduction:
    pass


Command = (
    CreateProduction
    | RenameProduction
    | AddMember
    | ChangeRole
    | RemoveMember
    | ChangePolicy
    | ChangeSpending
    | PlaceMarker
    | MapColumns
    | ArrangeStatuses
    | ArchiveProduction
    | PlaceSound
    | settings.Command
)


class ProductionAlreadyCreated(Refusal):
    """The production exists."""

    code = "production-already-created"


class NotAMember(Refusal):
    """The person is no member of the production."""

    code = "not-a-member"
    status = 404


class AlreadyAMember(Refusal):
    """The person is a member already, perhaps in another role."""

    code = "already-a-member"


class LastProducer(Refusal):
    """A production keeps at least one producer."""

    code = "last-producer"


class UnknownPolicy(Refusal):
    """No policy has this name."""

    code = "unknown-policy"
    status = 422


class InvalidPolicy(Refusal):
    """A policy cannot have this value."""

    code = "invalid-policy"
    status = 422


class MarkerNameTaken(Refusal):
    """Another marker of this production has the name; a marker stays where it was placed."""

    code = "marker-name-taken"


class NoSuchPosition(Refusal):
    """The log does not reach to this position."""

    code = "no-such-position"
    status = 422


LONGEST_MARKER = 100

CLASSES = EventClasses(
    "production",
    ProductionParameterSet,
    ProductionParameterCleared,
    ProductionLocked,
    ProductionUnlocked,
)


def decide(state: Production, command: Command) -> Sequence[Event]:
    match command:
        case CreateProduction(name):
            if state.name:
                raise ProductionAlreadyCreated("This production exists already.")
            return [Created(name=clean_name(name))]
        case RenameProduction(name):
            name = clean_name(name)
            return [Renamed(before=state.name, after=name)] if name != state.name else []
        case AddMember() | ChangeRole() | RemoveMember():
            return _decide_member(state, command)
        case ChangePolicy(name, value):
            before, value = state.policy(_known_policy(name)), _policy_value(name, value)
            return [PolicyChanged(name=name, before=before, after=value)] if value != before else []
        case ChangeSpending(name, wanted):
            rule, known = spending.checked(name, wanted), state.spending.get(name)
            return [SpendingChanged(name=name, before=known, after=rule)] if rule != known else []
        case PlaceMarker():
            return _place_marker(state, command)
        case MapColumns(columns):
            return [ColumnsMapped(after=columns, before=state.columns)] if columns != state.columns else []
        case ArrangeStatuses(wanted):
            arranged = statuses.arranged(state.statuses, wanted)
            return [StatusesArranged(after=arranged, before=state.statuses)] if arranged != state.statuses else []
        case ArchiveProduction():
            return [] if state.archived else [Archived()]
        case PlaceSound():
            return sounds.decide(state.sounds, command, ProductionSoundPlaced)
        case (
            settings.SetParameter() | settings.ClearParameter() | settings.LockParameter() | settings.UnlockParameter()
        ):
            return settings.decide(state.settings, command, CLASSES)
        case _:
            assert_never(command)


def _known_policy(name: str) -> str:
    if name not in POLICIES:
        raise UnknownPolicy(f"There is no policy called {name!r}.", known=sorted(POLICIES))
    return name


def _policy_value(name: str, value: PolicyValue) -> PolicyValue:
    """Return a value that the policy can have: a switch is on or off, a count lies within its bounds."""
    if name not in MOST_APPROVALS:
        if not isinstance(value, bool):
            raise InvalidPolicy(f"The policy {name!r} is on or off.", name=name)
        return value
    least, most = MOST_APPROVALS[name]
    if isinstance(value, bool) or not least <= value <= most:
        raise InvalidPolicy(f"The policy {name!r} is a whole number from {least} to {most}.", name=name)
    return value


def _place_marker(state: Production, command: PlaceMarker) -> Sequence[Event]:
    name = clean_name(command.name, LONGEST_MARKER)
    known = state.marker(name)
    if known == command.position:
        return []
    if known is not None:
        raise MarkerNameTaken(f"The marker {name!r} stands at position {known}.", name=name, position=known)
    if not 1 <= command.position <= command.head:
        raise NoSuchPosition(f"The log has the positions 1 to {command.head}.", head=command.head)
    return [MarkerPlaced(name=name, position=command.position)]


def _decide_member(state: Production, command: AddMember | ChangeRole | RemoveMember) -> Sequence[Event]:
    role = state.members.get(command.person)
    match command:
        case AddMember(person, wanted):
            if role == wanted:
                return []
            if role:
                raise AlreadyAMember(f"This person is {role} already; change the role instead.", role=role)
            return [MemberAdded(person=person, role=wanted)]
        case ChangeRole(person, wanted) if role:
            if wanted == role:
                return []
            _keep_a_producer(state, person)
            return [RoleChanged(person=person, before=role, after=wanted)]
        case RemoveMember(person) if role:
            _keep_a_producer(state, person)
            return [MemberRemoved(person=person, role=role)]
    raise NotAMember("This person is no member of the production.")


def _keep_a_producer(state: Production, person: UUID) -> None:
    others = [role for member, role in state.members.items() if member != person]
    if state.members[person] == "producer" and "producer" not in others:
        raise LastProducer("A production keeps at least one producer.")


def evolve(state: Production, happened: ProductionEvent) -> Production:
    replace = msgspec.structs.replace
    match happened:
        case Created(name=name) | Renamed(after=name):
            return replace(state, name=name)
        case ParameterSet() | ParameterCleared() | Locked() | Unlocked():
            return replace(state, settings=settings.evolve(state.settings, happened))
        case MemberAdded(person=person, role=role) | RoleChanged(person=person, after=role):
            return replace(state, members={**state.members, person: role})
        case MemberRemoved(person=person):
            return replace(state, members={other: role for other, role in state.members.items() if other != person})
        case PolicyChanged(name=name, after=after):
            return replace(state, policies={**state.policies, name: after})
        case SpendingChanged(name=name, after=after):
            others = {rule: value for rule, value in state.spending.items() if rule != name}
            return replace(state, spending=others if after is None else {**others, name: after})
        case MarkerPlaced(name=name, position=position):
            return replace(state, markers={**state.markers, name: position})
        case ColumnsMapped(after=columns):
            return replace(state, columns=columns)
        case StatusesArranged(after=arranged):
            return replace(state, statuses=arranged)
        case Archived():
            return replace(state, archived=True)
        case ProductionSoundPlaced():
            return replace(state, sounds=sounds.evolve(state.sounds, happened))
        case _:
            assert_never(happened)


def _member_command(state: Production, name: str, role: Value) -> Command:
    person = UUID(name)
    if role is ABSENT:
        return RemoveMember(person)
    return ChangeRole(person, role) if person in state.members else AddMember(person, role)


FIELDS: tuple[Field[Production], ...] = (
    Field(
        "name",
        ("name",),
        attribute("name"),
        command=lambda state, _, value: RenameProduction(value),
        told=as_read,
        right="manage",
    ),
    Field(
        ARCHIVED,
        ("archived",),
        attribute("archived"),
        stays="A production stays; it can be put away, which is not undone.",
        told=as_read,
        right="manage",
    ),
    Field(
        REMOVED,
        (),
        lambda state: ABSENT,
        stays="A production stays; it can be put away, which is not undone.",
        label="removal",
        right="manage",
    ),
    Field(
        POLICY,
        ("policies",),
        lambda state: {name: state.policy(name) for name in POLICIES},
        command=lambda state, name, value: ChangePolicy(name, value),
        told=as_read,
        label="{name}",
        right="manage",
    ),
    Field(
        SPENDING,
        ("spending",),
        attribute("spending"),
        command=lambda state, name, value: ChangeSpending(name, None if value is ABSENT else value),
        label="{name}",
        right="manage",
    ),
    Field(
        MEMBER,
        ("members",),
        lambda state: {str(person): role for person, role in state.members.items()},
        command=_member_command,
        told=as_read,
        label="role of {person}",
        right="manage",
    ),
    Field(
        MARKER,
        ("markers",),
        attribute("markers"),
        stays="A marker stays where it was placed.",
        told=as_read,
        label="{name}",
        right="manage",
    ),
    Field(
        "columns",
        ("columns",),
        attribute("columns"),
        command=lambda state, _, value: MapColumns(value),
        label="columns of shot lists",
        right="edit_shots",
    ),
    Field(
        STATUSES,
        ("statuses",),
        lambda state: msgspec.to_builtins(statuses.live(state.statuses)),
        command=lambda state, _, value: ArrangeStatuses(msgspec.convert(value, tuple[Status, ...])),
        label="statuses of the work",
        right="manage",
    ),
    sounds.field("edit_shots"),
    *settings.fields("production"),
)

production: Aggregate[Production, Command] = Aggregate("production", Production(), decide, evolve, FIELDS)
