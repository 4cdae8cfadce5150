"""Productions and people by what they are called on a command line."""

from uuid import UUID

from django.core.management.base import CommandError

from productions.models import ProductionRow, User

LONGEST_LIST = 20


def person_called(username: str) -> UUID:
    """Return the person of an account; CommandError where there is none."""
    person = User.objects.filter(username=username).values_list("person", flat=True).first()
    if person is None:
        raise CommandError(f"There is no account called {username}. Name one with --as.")
    return person


def production_called(wanted: str) -> UUID:
    """Return a production by its id or name; CommandError names those there are where it is not one."""
    rows = ProductionRow.objects.filter(id=wanted) if _is_id(wanted) else ProductionRow.objects.filter(name=wanted)
    matching = list(rows.values_list("id", flat=True)[:2])
    if len(matching) != 1:
        known = ", ".join(ProductionRow.objects.order_by("name").values_list("name", flat=True)[:LONGEST_LIST])
        raise CommandError(f"{len(matching)} productions are called {wanted!r}. There are: {known or 'none'}.")
    return matching[0]


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
