"""Folded states of streams, as their rows have them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import JSONField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from events.decider import Folded
from events.projections import Projection
from productions import projections
from productions.domain.reference import Reference
from productions.domain.take import Take
from productions.models import ReferenceRow, TakeRow
from productions.refusals import NotFound

S = TypeVar("S")
Streams = Mapping[str, Mapping[UUID, Folded[Any]]]
"""Folded streams by category."""


def references(production: UUID) -> dict[UUID, Folded[Reference]]:
    """Return all references of a production, removed ones included."""
    return rows_of(projections.references, production)


def rows_of(
    projection: Projection[S],
    production: UUID,
    only: Collection[UUID] | None = None,
    column: str = "id",
    *,
    state: str = "state",
) -> dict[UUID, Folded[S]]:
    """Return the folded states of a production's rows, or of those whose `column` is one of `only`.

    Plans of one edit are mostly such looks, and putting together a queryset costs as much as the look itself.
    """
    narrowed = "" if only is None else f" AND {column} = ANY (%s)"
    query = f"SELECT id, version, {state}, causes FROM {projection.row._meta.db_table} WHERE log = %s{narrowed}"
    with connection.cursor() as cursor:
        cursor.execute(query, [production] if only is None else [production, list(only)])
        fetched = cursor.fetchall()
    return {id_: projection.read(version, text, causes) for id_, version, text, causes in fetched}


def takes(production: UUID, wanted: Collection[UUID]) -> dict[UUID, Folded[Take]]:
    """Return takes of a production by id."""
    return rows_of(projections.takes, production, wanted)


def all_takes(production: UUID) -> dict[UUID, Folded[Take]]:
    """Return the takes of a production by id."""
    return rows_of(projections.takes, production)


def noted_takes(production: UUID) -> dict[UUID, Folded[Take]]:
    """Return the takes of a production on which a note was left, by id."""
    return rows(projections.takes, TakeRow.objects.filter(log=production, state__contains='"notes":[{'))


def reference_names(references: Collection[UUID]) -> dict[str, str]:
    """Return what references are called, by id as text."""
    by_id = rows(projections.references, ReferenceRow.objects.filter(id__in=references))
    return {str(id_): folded.state.name for id_, folded in by_id.items()}


def rows(projection: Projection[S], selected: Any) -> dict[UUID, Folded[S]]:
    """Return the folded states of a queryset of rows by id."""
    values = selected.values_list("id", "version", "state", "causes")
    return {id_: projection.read(version, state, causes) for id_, version, state, causes in values}


def one(projection: Projection[S], entity: UUID) -> tuple[UUID, Folded[S]]:
    """Return (log, folded state) of one row; NotFound when there is none."""
    values = projection.row._default_manager.filter(id=entity).values_list("log", "version", "state", "causes")
    for log, version, state, causes in values:
        return log, projection.read(version, state, causes)
    raise NotFound(f"There is no such {projection.decider.category}.")


def takes_of(shots: Iterable[UUID]) -> dict[UUID, Folded[Take]]:
    """Return the takes of shots by id."""
    return rows(projections.takes, TakeRow.objects.filter(shot__in=list(shots)))


def languages_of_takes(production: UUID) -> set[tuple[UUID, str]]:
    """Return the shots of a production that were made, each with a language in which it was."""
    spoken = KeyTextTransform("language", Cast("state", JSONField()))
    made = TakeRow.objects.filter(log=production).annotate(spoken=spoken).values_list("shot", "spoken").distinct()
    return {(shot, language) for shot, language in made if language}


def shot_of_take(production: UUID, take: UUID) -> UUID | None:
    """Return the shot that a take of a production is of; None where there is no such take."""
    return TakeRow.objects.filter(log=production, id=take).values_list("shot", flat=True).first()
