"""The demonstration: four accounts and one production with a real screenplay."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import uuid6

from events.execution import Context
from events.registry import Json
from productions import commands, queries
from productions.commands import Target
from productions.domain.production import ROLES, Role
from productions.models import ProductionRow, User
from productions.screenplay.people.characters import key
from productions.screenplay.reading.fountain import decode

FOLDER = Path(__file__).resolve().parent.parent / "demo"
NAME = "The Last Light"
STYLE = "Hand-drawn storyboard, soft edges, muted sea colours with one warm light."

Say = Callable[[str], None]


def load(passwords: dict[str, str], say: Say) -> UUID | None:
    """Create the accounts and, where there is no production yet, the demonstration one; return its id if made."""
    people = _accounts(passwords)
    if ProductionRow.objects.exists():
        return None
    by = Context(actor=people["producer"].person, ids=uuid6.uuid7)
    log = commands.create_production(by, NAME, uuid6.uuid7()).value
    for role in ROLES[1:]:
        commands.add_member(by, log, people[role].person, role)
    text = decode((FOLDER / "the-last-light.fountain").read_bytes())
    revision = commands.import_script(by, log, text).value
    say(f"{len(revision.summary['scenes']['created'])} scenes, {len(revision.summary['shots']['created'])} shots")
    commands.set_parameter(by, log, Target("production", log), "style", STYLE)
    say(f"{_describe(by, log)} references described")
    return log


def _accounts(passwords: dict[str, str]) -> dict[Role, User]:
    """Return the accounts, made where they are missing. They share a password: one slow check speaks for all."""
    users = {user.username: user for user in User.objects.filter(username__in=ROLES)}
    if len(users) == len(ROLES) and users[ROLES[0]].check_password(passwords[ROLES[0]]):
        return {role: users[role] for role in ROLES}
    return {role: _account(role, passwords[role]) for role in ROLES}


def _account(role: Role, password: str) -> User:
    # The producer answers for the installation too: somebody has to see whether it is well.
    known = {"first_name": role.capitalize(), "is_superuser": role == "producer"}
    user, made = User.objects.get_or_create(username=role, defaults=known)
    user.set_password(password)
    user.save(update_fields=["password"])
    if made:
        commands.add_person(Context(actor=user.person, ids=uuid6.uuid7), user.person)
    return user


def _describe(by: Context, log: UUID) -> int:
    """Give the references that the script named their looks, and add those that it does not name."""
    known = {(folded.state.kind, key(folded.state.name)): id_ for id_, folded in queries.moment(log).references.items()}
    wanted = json.loads((FOLDER / "references.json").read_text())["references"]
    for entry in wanted:
        reference = known.get((entry["kind"], key(entry["name"])))
        if reference is None:
            reference = commands.add_reference(by, log, by.ids(), entry["kind"], entry["name"]).value
        fields: dict[str, Json] = {f"attribute:{name}": value for name, value in entry["attributes"].items()}
        commands.change_reference(by, log, reference, {"description": entry["description"], **fields})
    return len(wanted)
