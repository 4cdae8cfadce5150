"""Grids: takes side by side, from other seeds and other values of parameters than the shot has."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Sum

from events.decider import BEGAN
from events.errors import Refusal
from generation import commands as orders
from generation import queries
from generation.domain.grid import Axis, Grid
from generation.domain.job import OPEN
from generation.jobs.ending import fail
from generation.jobs.sweeping import reconcile
from generation.models import CostRow, JobRow
from generation.orders.asked_grids import InvalidGrid
from generation.planning import planner
from generation.queries import TakeShown
from productions import commands
from productions.commands import Target
from productions.domain.parameters import InvalidParameter, UnknownParameter
from productions.domain.settings import ParameterLocked
from tests.generation.filming import Film, pretend_all, take, work_all

pytestmark = pytest.mark.django_db

GRADES = Grid(1, (Axis("grade", ("noir", "warm")),))
VARIED = Grid(2, (Axis("grade", ("", "noir")), Axis("letterbox", ("", "2.39"))))


def placed(film: Film, grid: Grid, *shots: str, **options: Any) -> UUID:
    return orders.place_grid(film.by, film.log, [film.shots[code] for code in shots or ("one",)], grid, **options).value


def takes(film: Film, shot: str = "one") -> list[TakeShown]:
    return sorted(queries.takes(film.log, film.shots[shot]), key=lambda take: take.folded.state.number)


def in_use(film: Film, shot: str = "one") -> int:
    return next(each.folded.state.number for each in takes(film, shot) if each.in_use)


def drawn() -> list[str]:
    """Do all the work there is; the stages that ran, in order."""
    return [done.stage for done in work_all()]


def values(order: UUID) -> list[tuple[int, tuple[Any, ...], str]]:
    return [(cell.variation, cell.values, cell.state) for cell in queries.contact_sheet(order).cells]


def test_each_cell_is_a_take_of_its_own_and_none_comes_into_use(film: Film) -> None:
    film.make("one")
    order = placed(film, GRADES)
    assert drawn() == ["finish", "finish"], "what the grade does not touch is shared"
    assert [take.folded.state.settings for take in takes(film)] == [
        {},
        {"grade": {"value": "noir", "instead": ""}},
        {"grade": {"value": "warm", "instead": ""}},
    ]
    assert len({take.folded.state.content for take in takes(film)}) == 3
    assert in_use(film) == 1
    assert not any(take.out_of_date for take in takes(film)), "each matches its own settings"
    assert planner.plan(film.log, [film.shots["one"]]).plan.stages == 0
    assert values(order) == [(1, ("noir",), "made"), (1, ("warm",), "made")]


def test_two_parameters_and_seeds_make_the_whole_grid(film: Film) -> None:
    order = placed(film, VARIED, "one", "two")
    assert len(queries.order(order).folded.state.shots) == 16
    assert {state for *_, state in values(order)} == {"queued"}
    pretend_all()
    sheet = queries.contact_sheet(order)
    assert [(cell.variation, *cell.values) for cell in sheet.cells[:8]] == [
        (seed, grade, bars) for grade in ("", "noir") for bars in ("", "2.39") for seed in (1, 2)
    ]
    assert all(cell.take for cell in sheet.cells)
    assert len({cell.take for cell in sheet.cells}) == 16


def test_an_ordinary_setting_to_the_value_of_a_cell_meets_the_same_keys(film: Film) -> None:
    film.make("one")
    placed(film, GRADES)
    drawn()
    commands.set_parameter(film.by, film.log, Target("shot", film.shots["one"]), "grade", "warm")
    assert planner.plan(film.log, [film.shots["one"]]).plan.stages == 0
    assert in_use(film) == 3, "the take that has the value already"
    assert film.make("one") == set()
    assert len(takes(film)) == 3


def test_a_selected_cell_is_what_the_shot_is_about_until_somebody_sets_the_parameter(film: Film) -> None:
    film.make("one")
    placed(film, GRADES)
    drawn()
    shot = film.shots["one"]
    commands.select_take(film.by, film.log, shot, takes(film)[1].id)
    assert in_use(film) == 2
    assert planner.plan(film.log, [shot]).plan.stages == 0
    commands.change_shot(film.by, film.log, shot, {"size": "extreme-close-up"})
    film.make("one")
    new = takes(film)[-1]
    assert new.in_use and new.folded.state.settings == {"grade": {"value": "noir", "instead": ""}}
    commands.set_parameter(film.by, film.log, Target("shot", shot), "grade", "sepia")
    assert all(take.out_of_date for take in takes(film) if take.in_use)
    assert film.make("one") == {("one", "finish")}
    assert takes(film)[-1].in_use and takes(film)[-1].folded.state.settings == {}


def test_undoing_that_makes_the_cell_match_again(film: Film) -> None:
    film.make("one")
    placed(film, GRADES)
    drawn()
    shot = film.shots["one"]
    commands.select_take(film.by, film.log, shot, takes(film)[1].id)
    commands.set_parameter(film.by, film.log, Target("shot", shot), "grade", "sepia")
    assert takes(film)[1].out_of_date
    commands.clear_parameter(film.by, film.log, Target("shot", shot), "grade")
    assert not takes(film)[1].out_of_date
    assert film.make("one") == set()


def test_cells_that_come_out_equal_are_one_take(film: Film) -> None:
    film.make("one")
    order = placed(film, Grid(1, (Axis("seed", ("1", "2")),)))  # the animatic draws from the variation, not the seed
    drawn()
    assert len(takes(film)) == 1
    assert [cell.take for cell in queries.contact_sheet(order).cells] == [takes(film)[0].id] * 2


def test_a_grid_is_priced_before_it_is_placed_and_what_cells_share_is_counted_once(film: Film) -> None:
    film.make("one")
    single = orders.quote_order(film.by, film.log, [film.shots["one"]], grid=Grid(1, (Axis("grade", ("noir",)),)))
    both = orders.quote_order(film.by, film.log, [film.shots["one"]], grid=GRADES)
    assert both.jobs == 2 * single.jobs
    seconds = [sum(quote.bill.seconds.values(), Decimal(0)) for quote in (single, both)]
    assert seconds[1] == 2 * seconds[0] > 0
    assert JobRow.objects.filter(state__in=OPEN).count() == 0, "nothing was placed"


def test_a_grid_beyond_the_budget_is_held_or_refused(film: Film) -> None:
    orders.set_prices(film.by, "EUR", {"cpu": {"1970-01-01": "3600"}})
    commands.change_spending(film.by, film.log, {"budget": "0.001", "over": "refuse"})
    with pytest.raises(Refusal) as refused:
        placed(film, VARIED)
    assert refused.value.code == "over-budget"
    commands.change_spending(film.by, film.log, {"over": "hold"})
    order = placed(film, VARIED)
    assert queries.order(order).state == "held"
    assert {state for *_, state in values(order)} == {"held"}


def test_what_a_grid_costs_is_booked_to_whoever_placed_it(film: Film) -> None:
    film.make("one")
    order = placed(film, GRADES)
    drawn()
    costs = CostRow.objects.filter(order=order)
    assert [cost.cause for cost in costs] == [queries.order(order).folded.causes[BEGAN]] * 2
    assert costs.aggregate(all=Sum("seconds"))["all"] == Decimal("1.0")


def test_a_failed_cell_is_told_and_tried_again_with_its_settings(film: Film) -> None:
    film.make("one")
    order = placed(film, GRADES)
    claimed = take()
    assert claimed
    fail(claimed, "refused", "too dark", retryable=False)
    pretend_all()
    assert [(cell.state, cell.reason) for cell in queries.contact_sheet(order).cells] == [
        ("failed", "too dark"),
        ("made", ""),
    ]
    [group] = queries.queue_overview(film.log).failures
    again = orders.retry_failures(film.by, film.log, group.id).value
    [asked] = queries.order(again).folded.state.shots
    assert asked.settings == {"grade": {"value": "noir", "instead": ""}}
    pretend_all()
    assert queries.queue_overview(film.log).failures == ()


def describe(film: Film, words: str) -> None:
    commands.change_shot(film.by, film.log, film.shots["one"], {"description": words})


def test_a_failed_cell_that_is_there_when_it_is_tried_again_comes_into_use_by_nothing_but_a_choice(film: Film) -> None:
    noir = Grid(1, (Axis("grade", ("noir",)),))
    describe(film, "Fog.")
    film.make("one")
    placed(film, noir)
    pretend_all()
    describe(film, "Rain.")
    film.make("one")
    placed(film, noir)
    claimed = take()
    assert claimed
    fail(claimed, "refused", "too dark", retryable=False)
    commands.select_take(film.by, film.log, film.shots["one"], takes(film)[2].id)
    describe(film, "Fog.")
    [group] = queries.queue_overview(film.log).failures
    orders.retry_failures(film.by, film.log, group.id)
    assert [each.folded.state.number for each in takes(film) if not each.out_of_date] == [1, 2]
    assert in_use(film) == 3


def test_the_board_shows_the_first_of_several_cells(film: Film) -> None:
    film.make("one")
    order = placed(film, GRADES)
    cells = JobRow.objects.filter(order=order, stage="finish").order_by("place")
    [shown] = [cell for cell in queries.board(film.log, [film.shots["one"]]).cells if cell.stage == "finish"]
    assert (len(cells), shown.job) == (2, cells[0].id)


def test_a_plan_of_variations_is_of_those_that_an_order_would_make_whatever_is_in_use(film: Film) -> None:
    film.make("one")
    placed(film, GRADES)
    drawn()
    commands.select_take(film.by, film.log, film.shots["one"], takes(film)[1].id)
    describe(film, "Fog.")
    for variations in (None, 1, 3):
        planned = planner.plan(film.log, [film.shots["one"]], variations=variations).plan
        quote = orders.quote_order(film.by, film.log, [film.shots["one"]], variations=variations)
        assert planned.stages == len(quote.bill.ranges)
        assert planned.cost.high == sum(quote.bill.seconds.values())
        assert {line.variation for line in planned.lines} == {*range(1, (variations or 1) + 1)}


def test_jobs_of_a_grid_are_made_again_from_the_order_alone(film: Film) -> None:
    order = placed(film, VARIED)
    before = {row.id: (row.settings, row.variation, row.needs) for row in JobRow.objects.filter(order=order)}
    JobRow.objects.filter(order=order).delete()
    assert reconcile(order) == len(before)
    after = {row.id: (row.settings, row.variation, row.needs) for row in JobRow.objects.filter(order=order)}
    assert before == after
    pretend_all()
    assert queries.order(order).state == "done"


def test_a_shot_that_continues_another_is_varied_with_what_it_continues_made_once(film: Film) -> None:
    commands.set_continues(film.by, film.log, film.shots["two"], film.shots["one"])
    placed(film, GRADES, "two")
    pretend_all()
    assert len(takes(film, "two")) == 2
    assert takes(film, "one") == []


def test_approved_shots_are_varied_only_when_that_is_said_and_keep_what_is_approved(film: Film) -> None:
    film.make("one")
    commands.approve_take(film.by, film.log, takes(film)[0].id, "", [])
    with pytest.raises(Refusal) as refused:
        placed(film, GRADES)
    assert refused.value.code == "nothing-to-order"
    placed(film, GRADES, include_approved=True)
    pretend_all()
    assert in_use(film) == 1


@pytest.mark.parametrize(
    ("grid", "said"),
    [
        (Grid(0), "at least one seed"),
        (Grid(65), "65 takes"),
        (Grid(1, (Axis("grade", ()),)), "at least one value"),
        (Grid(1, (Axis("grade", ("noir", "noir")),)), "twice"),
        (Grid(1, (Axis("grade", ("noir",)), Axis("grade", ("warm",)))), "two different parameters"),
        (Grid(1, tuple(Axis(name, ("",)) for name in ("grade", "light", "weather"))), "at most 2"),
        (Grid(33, (Axis("grade", ("noir", "warm")),)), "66 takes"),
    ],
)
def test_a_grid_that_cannot_be_is_refused_in_words(film: Film, grid: Grid, said: str) -> None:
    with pytest.raises(InvalidGrid, match=said):
        placed(film, grid)


def test_values_are_held_to_the_parameter(film: Film) -> None:
    with pytest.raises(UnknownParameter):
        placed(film, Grid(1, (Axis("graed", ("noir",)),)))
    with pytest.raises(InvalidParameter, match="must be one of"):
        placed(film, Grid(1, (Axis("grade", ("blue",)),)))
    with pytest.raises(InvalidParameter, match="production only"):
        placed(film, Grid(1, (Axis("resolution", ("64x64",)),)))


@pytest.mark.parametrize("level", ["production", "scene", "shot"])
def test_a_lock_on_any_level_keeps_a_parameter_out_of_grids(film: Film, level: Any) -> None:
    target = {"production": film.log, "scene": film.scenes["quay"], "shot": film.shots["one"]}[level]
    commands.lock_parameter(film.by, film.log, Target(level, target), "grade", "decided")
    with pytest.raises(ParameterLocked, match=f"locked on the {level}: decided"):
        placed(film, GRADES)
