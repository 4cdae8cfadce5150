"""Changes of a look in parts of a film: where they hold, which has its way, and what a look comes to."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from productions.domain import looks, reference
from productions.domain.film_order import Place
from productions.domain.looks import InvalidLookChange, Look, LookChange, Point
from productions.domain.reference import Reference, SetLookChange, decide, evolve
from productions.domain.spread import Spread

SCENES = [UUID(int=number) for number in range(1, 7)]
SHOTS = {UUID(int=100 + number): SCENES[number // 3] for number in range(18)}
"""Three shots in each of six scenes."""
WET, TORN = UUID(int=1001), UUID(int=1002)


def scene(number: int) -> Point:
    return Point("scene", SCENES[number])


def shot(number: int) -> Point:
    return Point("shot", UUID(int=100 + number))


def places(order: list[UUID]) -> dict[UUID, Place]:
    """Where scenes and shots stand when the scenes come in an order."""
    homes = {id_: (f"{rank:03}", "SC", str(id_)) for rank, id_ in enumerate(order)}
    return {**homes, **{id_: (*homes[home], str(id_.int), "SH", str(id_)) for id_, home in SHOTS.items()}}


def spread(order: list[UUID] = SCENES, **changes: LookChange) -> Spread:
    at = places(order)
    film = dict(sorted(((id_, at[id_]) for id_ in SHOTS), key=lambda pair: pair[1]))
    ids = {"wet": WET, "torn": TORN}
    return Spread({ids[name]: change for name, change in changes.items()}, film, set(SHOTS), at)


def numbers(shots: list[UUID]) -> list[int]:
    return [id_.int - 100 for id_ in shots]


def test_a_change_holds_from_a_scene_to_the_end() -> None:
    wet = LookChange("wet", scene(4), attributes={"hair": "wet"})
    assert numbers(spread(wet=wet).shots(WET)) == [12, 13, 14, 15, 16, 17]


def test_both_ends_belong_to_it_be_they_scenes_or_shots() -> None:
    assert numbers(spread(wet=LookChange("wet", scene(1), scene(2))).shots(WET)) == [3, 4, 5, 6, 7, 8]
    assert numbers(spread(wet=LookChange("wet", shot(4), shot(7))).shots(WET)) == [4, 5, 6, 7]
    assert numbers(spread(wet=LookChange("wet", shot(4), scene(2))).shots(WET)) == [4, 5, 6, 7, 8]


def test_a_flashback_is_left_out_and_another_scene_is_added() -> None:
    wet = LookChange("wet", scene(2), scene(4), without=(SCENES[3],), also=(SCENES[0],))
    assert numbers(spread(wet=wet).shots(WET)) == [0, 1, 2, 6, 7, 8, 12, 13, 14]
    only = LookChange("wet", also=(SCENES[5], SCENES[1]))
    assert numbers(spread(wet=only).shots(WET)) == [3, 4, 5, 15, 16, 17]


def test_what_begins_later_has_its_way_and_what_it_leaves_stays() -> None:
    wet = LookChange("wet", scene(1), attributes={"hair": "wet", "wardrobe_colour": "#112233"})
    torn = LookChange("torn sleeve", scene(3), attributes={"wardrobe_colour": "#445566"})
    both = spread(wet=wet, torn=torn)
    held = both.in_shots[UUID(int=110)]
    assert held == (WET, TORN)
    worn = looks.worn(Look("Tall.", {"hair": "dry", "build": "tall"}, ("p",)), both.changes, held)
    assert worn == Look("Tall.", {"hair": "wet", "wardrobe_colour": "#445566", "build": "tall"}, ("p",))
    (remark,) = both.remarks(WET)
    assert (remark.kind, remark.other, remark.fields) == ("overlap", TORN, ("attribute:wardrobe_colour",))
    assert remark.scenes == tuple(SCENES[3:])
    assert list(both.remarks(TORN)) == []


def test_in_a_scene_that_it_names_by_itself_a_change_begins_there() -> None:
    flashback = LookChange("young", also=(SCENES[4],), attributes={"hair": "long"})
    wet = LookChange("wet", scene(2), attributes={"hair": "wet"})
    assert spread(wet=wet, torn=flashback).in_shots[UUID(int=113)] == (WET, TORN)


def test_of_two_that_begin_together_the_one_added_later_has_its_way() -> None:
    wet, torn = (LookChange(label, scene(1)) for label in ("wet", "torn"))
    assert spread(wet=wet, torn=torn).in_shots[UUID(int=103)] == (WET, TORN)
    assert spread(torn=torn, wet=wet).in_shots[UUID(int=103)] == (TORN, WET)


def test_what_is_taken_away_is_gone_and_what_is_null_stays() -> None:
    change = LookChange("bareheaded", scene(0), attributes={"accessory": None}, images=())
    assert looks.changed(Look("Tall.", {"accessory": "hat"}, ("p",)), change) == Look("Tall.", {}, ())


def test_remarks_say_what_happened_to_its_ends() -> None:
    torn = LookChange("torn", scene(2), scene(3), attributes={"hair": "wet"})
    turned = spread([*SCENES[3:], *SCENES[:3]], wet=torn)
    assert [remark.kind for remark in turned.remarks(WET)] == ["turned"]
    at = spread(wet=torn)
    gone = Spread(at.changes, at.film, (), at.ends, removed={SCENES[2]}, followed={})
    assert [remark.kind for remark in gone.remarks(WET)] == ["end-removed", "nobody", "locked"]


@pytest.mark.parametrize(
    "change",
    [
        LookChange("wet", attributes={"hair": "wet"}),
        LookChange("wet", last=Point("scene", SCENES[0]), also=(SCENES[1],), attributes={"hair": "wet"}),
        LookChange("wet", without=(SCENES[0],), also=(SCENES[1],), attributes={"hair": "wet"}),
        LookChange("wet", scene(0), without=(SCENES[1],), also=(SCENES[1],), attributes={"hair": "wet"}),
        LookChange("wet", scene(0)),
    ],
)
def test_a_change_that_holds_nowhere_or_changes_nothing_is_refused(change: LookChange) -> None:
    with pytest.raises(InvalidLookChange):
        reference.clean_look_change(change)


def after(*commands: object) -> Reference:
    """A reference after commands."""
    state = Reference()
    for command in (reference.AddReference(UUID(int=1), "character", "Mara"), *commands):
        for happened in decide(state, command):  # type: ignore[arg-type]  # commands of references
            state = evolve(state, happened)
    return state


def test_a_lock_and_a_version_hold_against_changes_of_the_look() -> None:
    wet, soaked = (LookChange("wet", scene(0), attributes={"hair": how}) for how in ("wet", "soaked"))
    state = after(SetLookChange(WET, wet), reference.LockReference(""), SetLookChange(WET, soaked))
    assert state.look_changes() == {WET: wet}
    assert reference.newest_changes(state) == {WET: soaked}
    assert state.look_changes(1) == {}
    assert after(SetLookChange(WET, wet), SetLookChange(WET, None)).look_changes(2) == {WET: wet}


def test_a_change_that_says_what_is_said_is_no_event() -> None:
    wet = LookChange(" wet ", scene(0), attributes={"hair": " wet "})
    state = after(SetLookChange(WET, wet))
    assert decide(state, SetLookChange(WET, wet)) == decide(state, SetLookChange(TORN, None)) == []


POINTS = st.none() | st.builds(scene, st.integers(0, 5)) | st.builds(shot, st.integers(0, 17))
SOME = st.lists(st.sampled_from(SCENES), max_size=3, unique=True).map(tuple)
CHANGES = st.builds(LookChange, st.just("x"), first=POINTS, last=POINTS, without=SOME, also=SOME)


@given(CHANGES, st.permutations(SCENES))
def test_it_holds_where_the_words_say_whatever_the_order_of_the_film(change: LookChange, order: list[UUID]) -> None:
    """Against the plain reading: a list of the film, and the positions of the ends in it."""
    film = [id_ for home in order for id_ in SHOTS if SHOTS[id_] == home]

    def span(point: Point) -> list[int]:
        return [at for at, id_ in enumerate(film) if point.id in (id_, SHOTS[id_])]

    expected = [
        id_
        for at, id_ in enumerate(film)
        if SHOTS[id_] in change.also
        or (
            change.first
            and SHOTS[id_] not in change.without
            and at >= span(change.first)[0]
            and (change.last is None or at <= span(change.last)[-1])
            and (change.last is None or span(change.first)[0] <= span(change.last)[-1])
        )
    ]
    assert spread(list(order), wet=change).shots(WET) == expected


@given(CHANGES, st.permutations(SCENES), st.permutations(SCENES))
def test_shots_that_lie_alike_to_all_ends_ever_are_held_alike(
    change: LookChange, before: list[UUID], now: list[UUID]
) -> None:
    ends = {id_: tuple((UUID(int=0), at[id_]) for at in (places(before), places(now))) for id_ in places(now)}
    at = places(now)
    alike: dict[object, bool] = {}
    for id_ in SHOTS:
        key = tuple(looks.sides(change, at[id_], ends))
        held = WET in looks.holding({WET: change}, at[id_], at)
        assert alike.setdefault(key, held) == held
