"""The work on a shot: whose it is, until when, how urgent and how far; and the list of statuses."""

from uuid import UUID

import pytest

from productions.domain import statuses
from productions.domain.statuses import DEFAULT, InvalidStatuses, Status, arranged
from productions.domain.work import InvalidWork, SetWork, WorkField, WorkSet, work
from tests.support.specification import given

SHOT, IDA, OLE = UUID(int=1), UUID(int=8), UUID(int=9)


def said(field: WorkField, before: object, after: object) -> WorkSet:
    return WorkSet(shot=SHOT, field=field, before=before, after=after)


def test_people_are_given_work_and_lose_it_and_their_order_says_nothing() -> None:
    both = said("assignees", None, [str(IDA), str(OLE)])
    given(work).when(SetWork(SHOT, "assignees", [str(OLE), str(IDA), str(OLE)])).then(both)
    given(work, both).when(SetWork(SHOT, "assignees", [str(OLE), str(IDA)])).then()
    given(work, both).when(SetWork(SHOT, "assignees", [])).then(said("assignees", [str(IDA), str(OLE)], None))


def test_a_day_a_priority_and_a_status_are_said_once() -> None:
    due = said("due", None, "2026-12-24")
    given(work).when(SetWork(SHOT, "due", "2026-12-24")).then(due)
    given(work, due).when(SetWork(SHOT, "due", "2026-12-24")).then()
    given(work).when(SetWork(SHOT, "priority", "urgent")).then(said("priority", None, "urgent"))
    done = str(DEFAULT[-1].id)
    given(work).when(SetWork(SHOT, "status", done)).then(said("status", None, done))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("due", "24.12.2026"),
        ("due", "2026-02-30"),
        ("due", 3),
        ("priority", "very"),
        ("assignees", [str(UUID(int=n)) for n in range(21)]),
    ],
)
def test_what_is_no_day_and_no_priority_is_refused(field: WorkField, value: object) -> None:
    given(work).when(SetWork(SHOT, field, value)).refused(InvalidWork)


def test_a_status_keeps_its_id_under_another_name_and_one_that_is_left_out_is_retired() -> None:
    to_do, *_, done = DEFAULT
    now = arranged(DEFAULT, [done, Status(to_do.id, "open")])
    assert [(each.id, each.name) for each in statuses.live(now)] == [(done.id, "done"), (to_do.id, "open")]
    assert [each.name for each in now if each.retired] == ["in progress", "waiting"]
    assert arranged(now, DEFAULT) == DEFAULT, "it can come back"


@pytest.mark.parametrize("wanted", [[], [DEFAULT[0]] * 2, [DEFAULT[0], Status(UUID(int=3), "To do")]])
def test_a_list_that_says_nothing_or_the_same_twice_is_refused(wanted: list[Status]) -> None:
    with pytest.raises(InvalidStatuses):
        arranged(DEFAULT, wanted)
