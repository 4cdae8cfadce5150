"""Sharing a price, and the event that it is booked to."""

from decimal import Decimal

import pytest

from generation.domain.spent import Balance, booked, shares
from tests.generation.domain.films import shot

FIRST, SECOND, THIRD, PLACED = (shot(number) for number in range(1, 5))


@pytest.mark.parametrize(("amount", "count"), [("1", 3), ("0.000001", 2), ("0", 5), ("123.456789", 7), ("5", 1)])
def test_shares_sum_to_the_amount(amount: str, count: int) -> None:
    parts = shares(Decimal(amount), count)
    assert len(parts) == count
    assert sum(parts) == Decimal(amount)
    assert max(parts) - min(parts) < Decimal("0.00001")


def test_a_stage_is_booked_to_the_earliest_event_that_was_not_paid_yet() -> None:
    assert booked([FIRST, SECOND, THIRD], [], PLACED) == (FIRST, (SECOND, THIRD))
    assert booked([FIRST, SECOND, THIRD], [FIRST], PLACED) == (SECOND, (THIRD,))
    assert booked([FIRST, SECOND], [FIRST, SECOND], PLACED) == (SECOND, ())
    assert booked([], [], PLACED) == (PLACED, ())


def test_what_is_left_of_a_bound_is_never_below_nothing() -> None:
    standing = Balance(Decimal(6), Decimal(3))
    assert standing.left(Decimal(10)) == 1
    assert standing.left(Decimal(5)) == 0
