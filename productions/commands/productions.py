"""Productions and their members."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from events import store
from events.execution import Batch, Context, Receipt, execute
from productions.commands.access import hold, hold_studio
from productions.commands.templates import start_from
from productions.domain import production as domain
from productions.domain.graph import Template
from productions.domain.production import Role, production
from productions.domain.studio import STUDIO, OpenProduction, studio


def create_production(
    context: Context, name: str, production_id: UUID, template: Template | None = None
) -> Receipt[UUID]:
    """Open a production with its creator as producer, in its own log and in the studio's.

    It goes by the pipeline of a template, refused in plain words where that cannot run, or by what all start from.
    """

    def work(batch: Batch) -> UUID:
        hold_studio(batch)
        batch.begin(production, production_id)
        batch.decide(production, production_id, domain.CreateProduction(name))
        batch.decide(production, production_id, domain.AddMember(context.actor, "producer"))
        batch.decide(studio, STUDIO, OpenProduction(production_id), log=STUDIO)
        if template:
            start_from(batch, production_id, template)
        return production_id

    return execute(context, production_id, work)


def change_production(
    context: Context,
    log: UUID,
    *,
    name: str | None = None,
    policies: Mapping[str, domain.PolicyValue] | None = None,
    archived: bool = False,
    expected: int | None = None,
) -> Receipt[None]:
    """Rename a production, switch policies and put it away, all or nothing; what is None stays."""
    commands: list[domain.Command] = [] if name is None else [domain.RenameProduction(name)]
    commands += [domain.ChangePolicy(policy, value) for policy, value in (policies or {}).items()]
    return _change(context, log, [*commands, domain.ArchiveProduction()] if archived else commands, expected)


def rename_production(context: Context, log: UUID, name: str, expected: int | None = None) -> Receipt[None]:
    """Give a production another name."""
    return _change(context, log, [domain.RenameProduction(name)], expected)


def archive_production(context: Context, log: UUID, expected: int | None = None) -> Receipt[None]:
    """Put a production away; its history stays."""
    return _change(context, log, [domain.ArchiveProduction()], expected)


def change_policy(
    context: Context, log: UUID, name: str, value: domain.PolicyValue, expected: int | None = None
) -> Receipt[None]:
    """Switch a policy on or off, or set how many one asks for."""
    return _change(context, log, [domain.ChangePolicy(name, value)], expected)


def change_spending(
    context: Context, log: UUID, rules: Mapping[str, str | None], expected: int | None = None
) -> Receipt[None]:
    """Set rules of spending by name, all or none; one that is None is taken away."""
    return _change(context, log, [domain.ChangeSpending(name, value) for name, value in rules.items()], expected)


def place_marker(
    context: Context, log: UUID, name: str, position: int | None = None, expected: int | None = None
) -> Receipt[None]:
    """Name a position of the log, by default its last; MarkerNameTaken where another one has the name."""
    head = store.head(log)
    return _change(context, log, [domain.PlaceMarker(name, head if position is None else position, head)], expected)


def add_member(context: Context, log: UUID, person: UUID, role: Role, expected: int | None = None) -> Receipt[None]:
    """Make a person a member in a role."""
    return _change(context, log, [domain.AddMember(person, role)], expected)


def change_role(context: Context, log: UUID, person: UUID, role: Role, expected: int | None = None) -> Receipt[None]:
    """Give a member another role."""
    return _change(context, log, [domain.ChangeRole(person, role)], expected)


def remove_member(context: Context, log: UUID, person: UUID, expected: int | None = None) -> Receipt[None]:
    """Take a person out of the production."""
    return _change(context, log, [domain.RemoveMember(person)], expected)


def _change(context: Context, log: UUID, commands: Sequence[domain.Command], expected: int | None) -> Receipt[None]:
    def work(batch: Batch) -> None:
        hold(log, alone=True)
        for command in commands:
            batch.decide(production, log, command, expected=expected)

    return execute(context, log, work)
