"""Plans: verdicts, reasons, causes and ranges of cost from resolved shots."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from events.codec import canonical
from generation.domain.plan import Cost, Kept, Plan, Subject, plan, said, total
from generation.domain.provenance import chains
from generation.domain.resolve import Predecessor, ShotToResolve, resolve
from tests.generation.domain.films import PIPELINE, Store, naive, shot

VALUES: dict[str, Any] = {"description": "rain", "cast:7": "red", "parameter:size": "s", "frames": 24, "code": "SC1"}
CAUSES = {key: UUID(int=100 + index) for index, key in enumerate(VALUES)}
BEGAN = UUID(int=99)


def subject(store: Store, wanted: ShotToResolve, before: ShotToResolve | None, kept: Kept = "") -> Subject:
    """A shot that was made from `before`, which continued the same, and is wanted anew."""
    resolution = resolve([*predecessors(wanted), wanted], PIPELINE, store.find)[wanted.want]
    old = resolve([*predecessors(wanted), before], PIPELINE, store.find)[before.want] if before else None
    return Subject(
        shot=wanted.shot,
        code="SC1",
        resolution=resolution,
        values=wanted.values,
        causes=CAUSES,
        began=BEGAN,
        before={name: canonical(cell.recipe).decode() for name, cell in old.cells.items() if cell.recipe}
        if old
        else {},
        keys_before=old.keys if old else {},
        contents=old.contents if old else None,
        kept=kept,
        continues=wanted.continues.shot if wanted.continues else None,
        made=frozenset(old.keys) if old else frozenset(),
    )


def predecessors(wanted: ShotToResolve) -> list[ShotToResolve]:
    return [ShotToResolve(wanted.continues.shot, {**VALUES, "frames": 9})] if wanted.continues else []


def planned(*subjects: Subject) -> Plan:
    names, codes = {"7": "Mara"}, {each.shot: f"SC{each.shot.int}" for each in subjects}
    return plan(subjects, PIPELINE, lambda node, values, fed: Cost(Decimal(1), Decimal(3)), names.get, codes)


def edited(kept: Kept = "", **changes: Any) -> Plan:
    """The plan of a shot that was made before the changes."""
    store, before = Store(), ShotToResolve(shot(1), VALUES)
    naive([before], store)
    return planned(subject(store, ShotToResolve(shot(1), {**VALUES, **changes}), before, kept))


def test_what_is_up_to_date_is_not_listed() -> None:
    assert edited().lines == ()


def test_a_shot_that_was_never_made_says_so() -> None:
    lines = planned(subject(Store(), ShotToResolve(shot(1), VALUES), None)).lines
    assert [(line.verdict, line.causes) for line in lines] == [("run", (BEGAN,))] + [("may-run", (BEGAN,))] * 3
    assert {line.reason for line in lines} == {"will be made"}
    assert all(line.certain for line in lines)


def test_the_edit_is_named_on_every_stage_behind_it() -> None:
    lines = edited(description="snow").lines
    assert {line.causes for line in lines} == {(CAUSES["description"],)}
    assert [line.reason for line in lines[:2]] == [
        "description changed",
        "only if the prompt comes out different",
    ]


def test_a_reference_is_called_by_its_name() -> None:
    changes: dict[str, Any] = {"cast:7": "blue"}
    assert edited(**changes).lines[0].reason == "Mara changed"


def test_the_cost_is_a_range_from_what_runs_to_all_that_may() -> None:
    assert edited(description="snow").cost == Cost(Decimal(1), Decimal(12))
    assert edited(code="SC9").cost == Cost(Decimal(1), Decimal(3))


def test_a_sum_of_costs_is_that_of_each_part_and_rests_on_the_weakest() -> None:
    one = Cost(Decimal(1), Decimal(3), Decimal(2), (Decimal(4), Decimal(6), Decimal(5)), ("slow",))
    other = Cost(
        Decimal(10), Decimal(30), Decimal(20), (Decimal(40), Decimal(60), Decimal(50)), ("fast", "slow"), "guessed"
    )
    prices = Decimal(44), Decimal(66), Decimal(55)
    both = Cost(Decimal(11), Decimal(33), Decimal(22), prices, ("fast", "slow"), "guessed")
    assert total([one, other, Cost()]) == total([other, one]) == both
    assert total([]) == Cost()


def test_what_was_never_made_costs_its_least_in_any_case() -> None:
    never = planned(subject(Store(), ShotToResolve(shot(1), VALUES), None))
    assert {line.cost for line in never.lines} == {Cost(Decimal(1), Decimal(3))}
    assert never.cost == Cost(Decimal(4), Decimal(12))


def test_a_stage_that_was_made_once_may_be_met_again_and_cost_nothing() -> None:
    unmade = replace(subject(Store(), ShotToResolve(shot(1), VALUES), None), made=frozenset({"prompt", "keyframe"}))
    assert planned(unmade).cost == Cost(Decimal(3), Decimal(12))


def test_a_kept_take_pins_its_stages_and_costs_nothing() -> None:
    pinned = edited("approved", description="snow")
    assert {(line.verdict, line.reason) for line in pinned.lines} == {("pinned", "approved")}
    assert (pinned.stages, pinned.cost, pinned.approved) == (0, Cost(), {shot(1)})


def test_what_exists_but_is_not_in_use_is_reused() -> None:
    store, one, other = Store(), ShotToResolve(shot(1), VALUES), ShotToResolve(shot(1), {**VALUES, "code": "SC9"})
    naive([one], store)
    naive([other], store)
    assert [(line.stage, line.verdict) for line in planned(subject(store, one, other)).lines] == [("finish", "reused")]


def test_a_follower_names_what_it_continues() -> None:
    store = Store()
    follower = ShotToResolve(shot(2), VALUES, continues=Predecessor(shot(1)))
    lines = planned(subject(store, predecessors(follower)[0], None), subject(store, follower, None)).lines
    assert [line.reason for line in lines if line.shot == shot(2)][1] == "continues SC1"


def test_only_the_stages_asked_for_are_listed() -> None:
    wanted = subject(Store(), ShotToResolve(shot(1), VALUES), None)
    some = replace(wanted, stages=frozenset({"prompt", "keyframe"}))
    assert [line.stage for line in planned(some).lines] == ["prompt", "keyframe"]


def test_chains_lead_from_each_event_over_what_it_changed_and_add_up() -> None:
    store, was = Store(), [ShotToResolve(shot(number), VALUES) for number in (1, 2)]
    naive(was, store)
    changed = {**VALUES, "description": "snow"}, {**VALUES, "code": "SC9"}
    now = [ShotToResolve(each.shot, values) for each, values in zip(was, changed, strict=True)]
    plan = planned(*(subject(store, *each) for each in zip(now, was, strict=True)))
    told = {chain.event: (chain.why, chain.inputs, [each.stage for each in chain.steps]) for chain in chains(plan)}
    assert told == {
        CAUSES["description"]: ("event", ("description",), ["prompt", "keyframe", "motion", "finish"]),
        CAUSES["code"]: ("event", ("code",), ["finish"]),
    }
    assert sum(chain.cost.high for chain in chains(plan)) == plan.cost.high == 15


def test_a_stage_of_several_causes_is_of_the_chain_of_the_earliest_alone() -> None:
    changes: dict[str, Any] = {"cast:7": "blue", "description": "snow"}
    plan = edited(**changes)
    assert plan.lines[0].causes == (CAUSES["cast:7"], CAUSES["description"])
    (chain,) = chains(plan)
    assert (chain.event, chain.cost) == (CAUSES["description"], plan.cost)


def test_what_was_lost_is_a_chain_of_no_event() -> None:
    store, wanted = Store(), ShotToResolve(shot(1), VALUES)
    naive([wanted], store)
    made = subject(store, wanted, wanted)
    del store.traces[made.keys_before["keyframe"]]
    lost = replace(made, resolution=resolve([wanted], PIPELINE, store.find)[wanted.want])
    (chain,) = chains(planned(lost))
    assert (chain.why, chain.event, [each.stage for each in chain.steps]) == (
        "lost",
        None,
        ["keyframe", "motion", "finish"],
    )
    assert [(each.certain, each.perhaps) for each in chain.steps] == [(1, 0), (0, 1), (0, 1)]


def test_all_shots_that_were_never_made_are_one_chain() -> None:
    plan = planned(*(subject(Store(), ShotToResolve(shot(n), VALUES), None) for n in (1, 2)))
    (chain,) = chains(plan)
    assert (chain.why, chain.event, chain.shots) == ("new", None, 2)
    assert [(step.certain, step.perhaps) for step in chain.steps] == [(2, 0)] * 4


def test_shots_of_which_the_same_is_to_be_said_share_it_whenever_they_began() -> None:
    store, cost, subjects = Store(), Cost(Decimal(1), Decimal(3)), []
    for n in (1, 2):
        before = ShotToResolve(shot(n), VALUES)
        naive([before], store)
        now = subject(store, ShotToResolve(shot(n), {**VALUES, "description": "snow"}), before)
        subjects.append(replace(now, causes={**CAUSES, "continues": UUID(int=n)}))
    told = said(subjects, PIPELINE, lambda node, values, fed: cost, lambda _: None, {})
    assert told[shot(1)] is told[shot(2)]


def test_shots_that_continue_nothing_any_more_say_so_by_their_own_events() -> None:
    store, subjects = Store(), []
    for n in (1, 2):
        before = ShotToResolve(shot(n), VALUES, continues=Predecessor(shot(9), {"motion.last_frame": "sha256:9"}))
        naive([before], store)
        now = subject(store, ShotToResolve(shot(n), VALUES), before)
        subjects.append(replace(now, causes={**CAUSES, "continues": UUID(int=n)}))
    lines = [line for line in planned(*subjects).lines if line.stage == "keyframe"]
    assert [line.causes for line in lines] == [(UUID(int=1),), (UUID(int=2),)]


def test_a_late_stage_names_what_changed_of_its_own_beside_what_it_waits_for() -> None:
    changes: dict[str, Any] = {"description": "snow", "frames": 48, "code": "SC9"}
    plan = edited(**changes)
    early, _, motion, finish = plan.lines
    assert (early.causes, early.reason) == ((CAUSES["description"],), "description changed")
    assert (motion.inputs, set(motion.causes)) == (("frames",), {CAUSES["description"], CAUSES["frames"]})
    assert (finish.inputs, finish.because) == (("code",), ((CAUSES["code"],),))
    assert finish.causes == (CAUSES["code"], CAUSES["frames"], CAUSES["description"])
    assert finish.reason == "code changed, and the motion may come out different"
    assert [(chain.event, chain.inputs) for chain in chains(plan)] == [(CAUSES["description"], ("description",))]
