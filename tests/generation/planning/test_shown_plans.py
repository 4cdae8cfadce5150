"""Plans that are shown again are not put together anew while what they rest on stands, and never when it moved."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.shelf import Shelf
from generation import commands as studio
from generation.models import ObservationRow, WorkerRow
from generation.planning import outlooks, planner
from productions import commands, queries
from tests.generation.filming import Film
from tests.generation.planning.test_plan_cache import make
from tests.support.making import context

pytestmark = pytest.mark.django_db


def changed(film: Film, words: str = "Fog.") -> None:
    commands.change_shot(film.by, film.log, film.shots["one"], {"description": words})


def observed(film: Film) -> None:
    kind = planner.plan(film.log).plan.lines[0].kind
    ObservationRow.objects.create(kind=kind, device_class="cpu", size=Decimal(1), seconds=Decimal(7))


def worked(film: Film) -> None:
    kinds = [line.kind for line in planner.plan(film.log).plan.lines]
    WorkerRow.objects.create(
        name="new", host="h", process="", kinds=kinds, device_class="l40s", classes=["cpu", "l40s"]
    )


def priced(film: Film) -> None:
    studio.set_prices(context(), "EUR", {"cpu": {"1970-01-01": "36"}})


@pytest.mark.parametrize("happens", [changed, observed, worked, priced])
def test_a_plan_that_is_shown_again_costs_what_it_costs_now(
    film: Film, sequencer: Any, happens: Callable[[Film], Any]
) -> None:
    make(film, 7)
    changed(film, "Rain.")
    sequencer.step()
    before = planner.plan(film.log)
    happens(film)
    now = planner.plan(film.log)
    assert now.plan != before.plan and now == planner.plan_moment(queries.moment(film.log))


def test_a_worker_that_went_silent_is_reckoned_with_no_more(film: Film, sequencer: Any) -> None:
    make(film, 7)
    changed(film)
    sequencer.step()
    before = planner.plan(film.log).plan
    worked(film)
    assert planner.plan(film.log).plan != before
    WorkerRow.objects.filter(name="new").update(seen_at="2000-01-01T00:00:00Z")
    assert planner.plan(film.log).plan == before


def test_a_plan_of_which_nothing_changed_is_shown_again_after_two_looks(film: Film, sequencer: Any) -> None:
    make(film, 7)
    changed(film)
    sequencer.step()
    before = planner.plan(film.log)
    with CaptureQueriesContext(connection) as looks:
        again = planner.plan(film.log)
    assert (again, len(looks)) == (before, 2)
    assert again.plan is before.plan and before.plan.lines


def test_a_position_that_an_event_gets_later_is_told(film: Film, sequencer: Any) -> None:
    make(film, 7)
    sequencer.step()
    changed(film)
    assert None in planner.plan(film.log).positions.values()
    sequencer.step()
    assert None not in planner.plan(film.log).positions.values()


def test_positions_are_told_however_few_of_them_are_remembered(
    film: Film, sequencer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planner, "_numbered", Shelf(1))
    make(film, 7)
    for shot in film.shots.values():
        commands.change_shot(film.by, film.log, shot, {"description": "Fog."})
    sequencer.step()
    for _ in range(2):
        positions = planner.plan_moment(queries.moment(film.log)).positions
        assert len(positions) > 1 and None not in positions.values()


def test_nothing_is_kept_by_a_look_from_before_somebody_else_kept(film: Film) -> None:
    make(film, 7)
    planner.plan(film.log)
    changed(film)
    changes = outlooks.changes(film.log)
    planner.plan(film.log)
    assert outlooks.keep(film.log, changes, {}, "", all_=False) is None
    assert outlooks.keep(film.log, changes, {}, "anything", all_=True) is None
    assert planner.plan(film.log) == planner.plan_moment(queries.moment(film.log))
