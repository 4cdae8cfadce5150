"""Waivers: given once, withdrawn, and in force again."""

from uuid import UUID

from productions.domain.waiver import Give, Given, Renew, Renewed, Withdraw, Withdrawn, waiver
from productions.domain.words import Words
from tests.support.specification import given

IDA, SHOT = UUID(int=9), UUID(int=1)
REASON = Words("It is meant so.")
GIVEN = Given(check="unapproved", about="sha256:0", author=IDA, reason=REASON, shot=SHOT)


def test_a_waiver_says_what_of_whom_and_why() -> None:
    given(waiver).when(Give("unapproved", "sha256:0", IDA, REASON, SHOT)).then(GIVEN)


def test_it_is_withdrawn_once() -> None:
    given(waiver, GIVEN).when(Withdraw()).then(Withdrawn())
    given(waiver, GIVEN, Withdrawn()).when(Withdraw()).then()


def test_it_holds_again_where_that_is_taken_back() -> None:
    given(waiver, GIVEN, Withdrawn()).when(Renew()).then(Renewed())
    given(waiver, GIVEN).when(Renew()).then()
    given(waiver, GIVEN, Withdrawn(), Renewed()).when(Withdraw()).then(Withdrawn())
