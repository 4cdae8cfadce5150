"""Examples of a property, each by itself: nothing of one is left for the next to meet, or to wait for."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec

from django.db import transaction

P = ParamSpec("P")


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back whatever the block wrote."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def by_itself(property_: Callable[P, None]) -> Callable[P, None]:
    """Take back what each example of a property wrote; stands under `given`."""

    @functools.wraps(property_)
    def example(*args: P.args, **kwargs: P.kwargs) -> None:
        with taken_back():
            property_(*args, **kwargs)

    return example
