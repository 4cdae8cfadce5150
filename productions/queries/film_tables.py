"""Who, where and with what appears in the film, as tables."""

from collections.abc import Collection
from uuid import UUID

from productions import queries
from productions.queries import film_lists
from productions.queries.film_lists import Appearance
from productions.tables.writing import Cell, Ending, table

_COLUMNS = ("Name", "Aliases", "Kind", "Scenes", "Shots", "Lines", "First appearance", "Screen seconds", "Scene codes")


def appearances_table(production: UUID, kinds: Collection[str], title: str, ending: Ending) -> bytes:
    """Return who or what of some kinds appears in a production as the bytes of a table; `title` names its sheet."""
    at = queries.moment(production, takes=False)
    rate = film_lists.rate_of(at)
    rows = [_row(each, rate) for each in film_lists.appearances(at, kinds)]
    return table(ending, title, _COLUMNS, rows)


def _row(each: Appearance, rate: str) -> list[Cell]:
    return [
        each.reference.name,
        ", ".join(each.reference.names[1:]),
        each.reference.kind,
        len(each.scenes),
        each.shots,
        each.lines,
        each.first,
        film_lists.seconds(each.frames, rate),
        ", ".join(each.scenes),
    ]
