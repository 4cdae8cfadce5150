"""Only what changed: after each kind of edit exactly the expected stages run."""

from uuid import UUID

import pytest

from generation import queries as made
from generation.domain.plan import PlannedStage
from generation.planning import planner
from productions import commands, queries
from productions.commands import Target
from productions.domain.looks import LookChange, Point
from productions.domain.shot import CastEntry
from tests.generation.filming import Film, Ran, all_of, work_all

pytestmark = pytest.mark.django_db


def lines(film: Film, *shots: str) -> list[PlannedStage]:
    """The plan of some shots, all unless named."""
    return list(planner.plan(film.log, [film.shots[code] for code in shots] or None).plan.lines)


def planned(film: Film) -> Ran:
    """What the plan says that would or may run."""
    names = {id_: code for code, id_ in film.shots.items()}
    return {(names[line.shot], line.stage) for line in lines(film) if line.verdict in ("run", "may-run")}


def remade(film: Film) -> Ran:
    """Order everything after an edit: what ran was planned."""
    plan = planned(film)
    ran = film.make()
    assert ran <= plan
    assert planned(film) == set()
    return ran


def test_the_first_order_makes_everything_and_a_take_of_each(film: Film) -> None:
    assert remade(film) == all_of("one", "two", "three")
    assert len(queries.moment(film.log).takes) == 3


def test_ordering_again_makes_nothing(film: Film) -> None:
    film.make()
    assert remade(film) == set()
    assert len(queries.moment(film.log).takes) == 3


def test_one_description_makes_that_shot(film: Film) -> None:
    film.make()
    commands.change_shot(film.by, film.log, film.shots["two"], {"description": "Heavy rain, seen from behind."})
    assert remade(film) == all_of("two")


def test_one_description_makes_a_shot_that_continues_it(film: Film) -> None:
    commands.set_continues(film.by, film.log, film.shots["two"], film.shots["one"])
    film.make()
    commands.change_shot(film.by, film.log, film.shots["one"], {"description": "Heavy rain, seen from behind."})
    assert remade(film) == all_of("one") | (all_of("two") - {("two", "prompt")})


def test_a_reference_makes_the_shots_that_cast_it(film: Film) -> None:
    film.make()
    commands.change_reference(film.by, film.log, film.references["Ivo"], {"attribute:wardrobe_colour": "#aa2200"})
    assert remade(film) == all_of("three")


def test_a_look_in_a_part_of_the_film_makes_the_shots_in_it_and_a_move_those_that_come_and_go(film: Film) -> None:
    film.make()
    wet = LookChange("wet", Point("scene", film.scenes["cabin"]), attributes={"wardrobe_colour": "#112233"})
    commands.change_look(film.by, film.log, film.references["Mara"], UUID(int=1), wet)
    assert remade(film) == all_of("three")
    commands.move_shot(film.by, film.log, film.shots["two"], film.scenes["cabin"], None)
    wet_shots = {line.shot for line in lines(film) if line.verdict == "run"}
    assert wet_shots >= {film.shots["two"]}
    remade(film)
    commands.move_scene(film.by, film.log, film.scenes["cabin"], None, first=True)
    assert {shot for shot, _ in planned(film)} == {"one"}
    remade(film)
    commands.move_scene(film.by, film.log, film.scenes["cabin"], film.scenes["quay"])
    assert planned(film) == set()


def test_the_style_of_the_production_makes_all(film: Film) -> None:
    film.make()
    commands.set_parameter(film.by, film.log, Target("production", film.log), "weather", "snow")
    assert remade(film) == all_of("one", "two", "three")


def test_a_parameter_overridden_below_makes_only_where_it_is_effective(film: Film) -> None:
    commands.set_parameter(film.by, film.log, Target("shot", film.shots["one"]), "weather", "rain")
    film.make()
    commands.set_parameter(film.by, film.log, Target("scene", film.scenes["quay"]), "weather", "snow")
    assert remade(film) == all_of("two")


def test_reordering_makes_nothing(film: Film) -> None:
    film.make()
    commands.move_shot(film.by, film.log, film.shots["two"], film.scenes["quay"], None, first=True)
    assert remade(film) == set()


def test_a_length_makes_no_prompt_and_no_keyframe(film: Film) -> None:
    film.make()
    commands.change_shot(film.by, film.log, film.shots["one"], {"frames": 3})
    assert remade(film) == {("one", "motion"), ("one", "finish")}


def test_the_burn_in_makes_the_finish_alone(film: Film) -> None:
    film.make()
    commands.set_parameter(film.by, film.log, Target("scene", film.scenes["cabin"]), "burn_in", True)
    assert remade(film) == {("three", "finish")}


def test_a_seed_makes_nothing_with_the_animatic(film: Film) -> None:
    film.make()
    commands.set_parameter(film.by, film.log, Target("shot", film.shots["one"]), "seed", "7")
    assert remade(film) == set()


def test_an_undone_edit_makes_nothing_and_the_old_take_is_current(film: Film) -> None:
    film.make()
    commands.change_shot(film.by, film.log, film.shots["one"], {"description": "Heavy rain, seen from behind."})
    film.make()
    commands.change_shot(film.by, film.log, film.shots["one"], {"description": "Shot one at the ferry."})
    first, second = sorted(made.takes(film.log, film.shots["one"]), key=lambda take: take.folded.state.number)
    assert (first.out_of_date, first.in_use, second.out_of_date) == (False, True, True)
    assert remade(film) == set()


def test_undoing_before_ordering_leaves_nothing_to_plan(film: Film) -> None:
    film.make()
    commands.set_cast(film.by, film.log, film.shots["one"], film.references["Ivo"], CastEntry())
    assert planned(film) == all_of("one")
    commands.remove_cast(film.by, film.log, film.shots["one"], film.references["Ivo"])
    assert planned(film) == set()


def test_variations_share_the_prompt(film: Film) -> None:
    film.order("one", variations=2)
    names = [done.stage for done in work_all()]
    assert sorted(names) == ["finish", "finish", "keyframe", "keyframe", "motion", "motion", "prompt"]
    assert [take.folded.state.variation for take in made.takes(film.log, film.shots["one"])] == [2, 1]


def test_an_order_up_to_the_keyframe_makes_no_take(film: Film) -> None:
    assert film.make("one", stages=["keyframe"]) == {("one", "prompt"), ("one", "keyframe")}
    assert made.takes(film.log, film.shots["one"]) == []


def test_ordering_a_follower_alone_makes_what_it_continues_but_no_take_of_it(film: Film) -> None:
    commands.set_continues(film.by, film.log, film.shots["two"], film.shots["one"])
    assert {film.shots["one"], film.shots["two"]} == {line.shot for line in lines(film, "two")}
    assert film.make("two") == all_of("two") | (all_of("one") - {("one", "finish")})
    assert (len(made.takes(film.log, film.shots["one"])), len(made.takes(film.log, film.shots["two"]))) == (0, 1)


def test_an_approved_take_stays_and_the_plan_says_so(film: Film) -> None:
    film.make()
    commands.approve_take(film.by, film.log, made.takes(film.log, film.shots["one"])[0].id)
    receipt = commands.change_shot(film.by, film.log, film.shots["one"], {"camera": "push-in"})
    shown = [(line.stage, line.verdict, line.reason) for line in lines(film)]
    assert shown[0] == ("prompt", "pinned", "approved") and {verdict for _, verdict, _ in shown} == {"pinned"}
    assert {cause for line in lines(film) for cause in line.causes} == {receipt.events[0].event_id}
    assert len(planner.plan(film.log).plan.approved) == 1
    assert film.make("one", "two") == set()
    assert made.takes(film.log, film.shots["one"])[0].out_of_date


def test_an_approved_take_is_made_anew_only_when_the_order_says_so(film: Film) -> None:
    film.make()
    approved = made.takes(film.log, film.shots["one"])[0].id
    commands.approve_take(film.by, film.log, approved)
    commands.change_shot(film.by, film.log, film.shots["one"], {"camera": "push-in"})
    assert film.make("one", include_approved=True) == all_of("one")
    assert [take.id for take in made.takes(film.log, film.shots["one"]) if take.in_use] == [approved]


def test_the_plan_names_the_event_behind_each_stage(film: Film) -> None:
    film.make()
    receipt = commands.change_shot(film.by, film.log, film.shots["one"], {"camera": "push-in"})
    assert {cause for line in lines(film) for cause in line.causes} == {receipt.events[0].event_id}
    assert [(line.stage, line.verdict) for line in lines(film)] == [
        ("prompt", "run"),
        ("keyframe", "may-run"),
        ("motion", "may-run"),
        ("finish", "may-run"),
    ]
    assert lines(film)[0].reason == "camera changed"


def test_an_edit_while_it_runs_leaves_the_take_out_of_date_at_birth(film: Film) -> None:
    film.order("one")
    commands.change_shot(film.by, film.log, film.shots["one"], {"description": "Heavy rain, seen from behind."})
    assert film.work() == all_of("one")
    assert [take.out_of_date for take in made.takes(film.log, film.shots["one"])] == [True]


def least(film: Film, code: str) -> list[bool]:
    """Whether each planned stage of a shot costs something in any case."""
    return [line.cost.low > 0 for line in lines(film, code)]


def test_a_shot_that_was_never_made_costs_something_at_every_stage(film: Film) -> None:
    assert least(film, "one") == [True, True, True, True]
    assert planner.plan(film.log).plan.cost.low == sum(line.cost.low for line in lines(film))


def test_an_edit_of_a_made_shot_may_cost_no_more_than_its_first_stage(film: Film) -> None:
    film.make("one")
    commands.change_shot(film.by, film.log, film.shots["one"], {"description": "Heavy rain, seen from behind."})
    assert least(film, "one") == [True, False, False, False]


def test_stages_of_an_order_that_made_no_take_may_be_met_again(film: Film) -> None:
    film.make("one", stages=["keyframe"])
    commands.change_shot(film.by, film.log, film.shots["one"], {"description": "Heavy rain, seen from behind."})
    assert least(film, "one") == [True, False, True, True]
