"""Several commands of one request: all or nothing, the first of them on the version that the asker has seen."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.db import transaction

from events.execution import Receipt
from productions.api.http.errors import Invalid

Change = Callable[[int | None], Receipt[Any]]
"""A command that waits for the expected version of its stream."""


def together(expected: int | None, changes: Sequence[Change]) -> Receipt[None]:
    """Run commands on one stream in one transaction and return one receipt. Invalid when there is none to run."""
    if not changes:
        raise Invalid("The body names nothing to change.")
    first, *others = changes
    with transaction.atomic():
        receipts = [first(expected), *(change(None) for change in others)]
    versions = {stream: version for receipt in receipts for stream, version in receipt.versions.items()}
    return Receipt(tuple(event for receipt in receipts for event in receipt.events), versions, None)


def change(command: Callable[..., Receipt[Any]], *args: Any, **named: Any) -> Change:
    """Return a command of `productions.commands` with everything but its `expected`."""
    return lambda expected: partial(command, *args, **named)(expected=expected)
