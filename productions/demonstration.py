"""The demonstration: four accounts and one production with a real screenplay, its voices and its German lines.

Its things have the same ids wherever it is loaded. Seeds and keys of what is generated follow from these ids, so that
what was made of it elsewhere is met again here.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from uuid import UUID

import uuid6
from django.db import transaction

from events.execution import Context
from events.registry import Json
from productions import commands, queries
from productions.commands import LineText, Target
from productions.domain.graph import Template
from productions.domain.production import ROLES, Role
from productions.domain.shot.state import NO_SOURCE
from productions.models import ProductionRow, ShotRow, User
from productions.screenplay.people.characters import key
from productions.screenplay.reading.fountain import decode

FOLDER = Path(__file__).resolve().parent.parent / "demo"
PIPELINE, FILM = FOLDER / "pipeline.json", FOLDER / "film.zip"
NAME = "The Last Light"
STYLE = "Hand-drawn storyboard, soft edges, muted sea colours with one warm light."
RESOLUTION = "640x360"
_BEGAN = 1_793_491_200_000
"""Its draft date, in milliseconds since 1970: what its ids say of when they were made, so that all others are newer."""
_MOST_IDS = 1_000_000

Say = Callable[[str], None]


def load(passwords: dict[str, str], say: Say, template: Template | None = None) -> UUID | None:
    """Create the accounts and, where there is no production yet, the demonstration one; return its id if made.

    It goes by the pipeline of a template. Without one it is the screenplay and its people alone, in their own language.
    Who stops it finds nothing of the production the next time, which is made anew then.
    """
    people = _accounts(passwords)
    if ProductionRow.objects.exists():
        return None
    with transaction.atomic():
        return _production(people, say, template)


def here() -> UUID | None:
    """Return the demonstration production, if it was loaded here: no other has shots as old as its."""
    oldest = ShotRow.objects.filter(id__lt=UUID(int=_BEGAN + _MOST_IDS << 80)).first()
    return oldest.log if oldest else None


def _production(people: dict[Role, User], say: Say, template: Template | None) -> UUID:
    by = Context(actor=people["producer"].person, ids=_same_ids().__next__)
    log = commands.create_production(by, NAME, uuid6.uuid7(), template).value
    for role in ROLES[1:]:
        commands.add_member(by, log, people[role].person, role)
    text = decode((FOLDER / "the-last-light.fountain").read_bytes())
    revision = commands.import_script(by, log, text).value
    say(f"{len(revision.summary['scenes']['created'])} scenes, {len(revision.summary['shots']['created'])} shots")
    commands.set_parameter(by, log, Target("production", log), "style", STYLE)
    say(f"{_describe(by, log)} references described")
    if template:
        commands.set_parameter(by, log, Target("production", log), "resolution", RESOLUTION)
        say(f"{_cast_voices(by, log)} voices cast, {_translate(by, log)} lines in German")
    return log


def _same_ids() -> Iterator[UUID]:
    """Yield ids of version 7, each later than the one before, and the same ones every time."""
    for number in count():
        drawn = int.from_bytes(hashlib.sha256(f"{NAME} {number}".encode()).digest()[:10], "big")
        bits = (_BEGAN + number) << 80 | drawn
        yield UUID(int=bits & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62)


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


def _cast_voices(by: Context, log: UUID) -> int:
    """Add the voices, and let characters speak with them, in all languages or in one."""
    at = queries.moment(log)
    people = {folded.state.name: id_ for id_, folded in at.references.items() if folded.state.kind == "character"}
    voices = json.loads((FOLDER / "voices.json").read_text())["voices"]
    for entry in voices:
        voice = commands.add_reference(
            by, log, by.ids(), "voice", entry["name"], entry["description"], entry["attributes"]
        ).value
        for who, fields in entry["speaks_for"].items():
            commands.change_reference(by, log, people[who], dict.fromkeys(fields, str(voice)))
    return len(voices)


def _translate(by: Context, log: UUID) -> int:
    """Write the German lines, each under what the script says."""
    translations = json.loads((FOLDER / "german.json").read_text())
    at = queries.moment(log)
    texts = [
        LineText(shot, number, translations["lines"][line.text])
        for shot in queries.ordered_shots(at)
        for number, line in enumerate((at.shots[shot].state.source or NO_SOURCE).dialogue)
        if line.text in translations["lines"]
    ]
    commands.translate(by, log, translations["language"], texts)
    return len(texts)
