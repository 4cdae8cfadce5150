"""The fields of a production: its name, who may do what, and its parameters."""

from uuid import UUID

from productions.domain import production as domain
from productions.domain.fields.values import (
    ABSENT,
    MARKER,
    MEMBER,
    NEVER,
    POLICY,
    REMOVED,
    Fields,
    Stays,
    Value,
    of_settings,
    settings_command,
)
from productions.domain.production import POLICIES, Production


def of_production(state: Production) -> Fields:
    """Return the fields of a production."""
    if not state.name:
        return {REMOVED: NEVER}
    return {
        "name": state.name,
        "archived": state.archived,
        **{f"{POLICY}{name}": state.policy(name) for name in POLICIES},
        **{f"{MEMBER}{person}": role for person, role in state.members.items()},
        **{f"{MARKER}{name}": position for name, position in state.markers.items()},
        **of_settings(state.settings),
    }


def production_command(state: Production, field: str, value: Value) -> domain.Command:
    """Return the command that gives a field a value."""
    kind, _, name = field.partition(":")
    match kind:
        case "name":
            return domain.RenameProduction(value)
        case "policy":
            return domain.ChangePolicy(name, value)
        case "member":
            return _member(state, UUID(name), value)
        case "removed" | "archived":
            raise Stays("A production stays; it can be put away, which is not undone.", field=field)
        case "marker":
            raise Stays("A marker stays where it was placed.", field=field)
    return settings_command(field, value)


def _member(state: Production, person: UUID, role: Value) -> domain.Command:
    if role is ABSENT:
        return domain.RemoveMember(person)
    return domain.ChangeRole(person, role) if person in state.members else domain.AddMember(person, role)
