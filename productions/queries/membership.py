"""Who is in which production, in which role, and what people and productions are called."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from events.decider import Folded
from events.projections import Projection
from productions import projections
from productions.domain.production import Production, Role
from productions.models import ProductionRow, User
from productions.queries.guests import guest_names
from productions.queries.streams import rows

ERASED = "Erased person"
"""What everybody is called who was erased."""


def productions_of(person: UUID) -> dict[UUID, Folded[Production]]:
    """Return the productions in which a person is a member, newest first."""
    mine = ProductionRow.objects.filter(members__has_key=str(person), archived=False).order_by("-id")
    return rows(projections.productions, mine)


def names_of_productions(productions: Collection[UUID]) -> dict[UUID, str]:
    """Return what productions are called."""
    named = rows(projections.productions, ProductionRow.objects.filter(id__in=list(productions)))
    return {id_: folded.state.name for id_, folded in named.items()}


def memberships(person: UUID) -> dict[UUID, Role]:
    """Return a person's role in each production, archived ones included."""
    mine = ProductionRow.objects.filter(members__has_key=str(person)).values_list("id", "members")
    return {id_: members[str(person)] for id_, members in mine}


_ROLE = f"SELECT members ->> %s FROM {ProductionRow._meta.db_table} WHERE id = %s"


def role(production: UUID, person: UUID) -> Role | None:
    """Return a person's role in a production; None for no member and for no such production."""
    with connection.cursor() as cursor:
        cursor.execute(_ROLE, [str(person), production])
        row = cursor.fetchone()
    return row[0] if row else None


def members_of(productions: Iterable[UUID]) -> dict[UUID, dict[UUID, Role]]:
    """Return the members of productions and their roles."""
    selected = ProductionRow.objects.filter(id__in=list(productions)).values_list("id", "members")
    return {id_: {UUID(person): role for person, role in members.items()} for id_, members in selected}


def place(projection: Projection[Any], entity: UUID, person: UUID) -> tuple[UUID, Role | None] | None:
    """Return the production that a row belongs to and a person's role there, with one look; None for no such row."""
    table, home = projection.row._meta.db_table, ProductionRow._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.id, p.members ->> %s FROM {table} t JOIN {home} p ON p.id = t.log WHERE t.id = %s",
            [str(person), entity],
        )
        row: tuple[UUID, Role | None] | None = cursor.fetchone()
    return row


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """Return what people and guests are called, by opaque id; who has no account and was no guest is missing."""
    wanted = set(people)
    known = {user.person: called(user) for user in User.objects.filter(person__in=wanted)}
    strangers = wanted - known.keys()
    return {**known, **guest_names(strangers)} if strangers else known


def called(user: User) -> str:
    """Return what the person of an account is called."""
    return ERASED if user.erased else user.get_full_name() or user.username
