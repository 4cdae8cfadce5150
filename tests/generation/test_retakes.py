"""Retakes: some frames of a take made again, all others proven the same; and takes that are lengthened."""

from collections.abc import Sequence
from typing import Any

import pytest

from generation import commands as orders
from generation import queries
from generation.artifacts import artifact_store
from generation.domain.retake import Kept, kept_of
from generation.orders.asked_retakes import AskedRange, InvalidRange, NoRetake
from generation.planning import planner
from generation.ports import media
from generation.queries import TakeShown
from productions import commands
from productions.commands import Target
from productions.domain.take import Take
from productions.refusals import NotFound
from tests.generation.filming import Film, small_film, work_all

pytestmark = pytest.mark.django_db
COUNT = 12


@pytest.fixture
def film(db: None) -> Film:
    """The small film, its first shot twelve frames long and taken once."""
    made = small_film()
    commands.change_shot(made.by, made.log, made.shots["one"], {"frames": COUNT})
    made.make("one")
    return made


def takes(film: Film) -> list[TakeShown]:
    return sorted(queries.takes(film.log, film.shots["one"]), key=lambda take: take.folded.state.number)


def newest(film: Film) -> Take:
    return takes(film)[-1].folded.state


def retaken(film: Film, first: int, last: int, base: int = 1, **options: Any) -> Take:
    """Retake frames of a take by its number, and return the take that comes of it."""
    asked = AskedRange(takes(film)[base - 1].id, first, last, **options)
    orders.place_retake(film.by, film.log, asked)
    list(work_all())
    return newest(film)


def frames(take: Take, role: str = "frames") -> list[bytes]:
    file = take.artifact(role)
    assert file
    with artifact_store.as_files([file.digest]) as files:
        return [media.frame_of(picture).tobytes() for picture in media.read_pictures(files[file.digest])]


def differing(before: Sequence[bytes], after: Sequence[bytes]) -> list[int]:
    return [number for number, (one, other) in enumerate(zip(before, after, strict=False)) if one != other]


@pytest.mark.parametrize(
    ("first", "last"),
    [(4, 7), (0, 3), (8, 11), (0, 11), (5, 5)],
    ids=["middle", "start", "end", "whole", "one frame"],
)
def test_frames_outside_the_range_are_equal_to_the_bit_and_those_inside_are_new(
    film: Film, first: int, last: int
) -> None:
    base = newest(film)
    take = retaken(film, first, last, words="She raises a lantern and the fog rolls in over the quay.", seed=7)
    for role in ("frames", "master"):
        before, after = frames(base, role), frames(take, role)
        assert len(after) == COUNT
        assert differing(before, after) == list(range(first, last + 1))
    file = take.artifact("frames")
    assert file
    outside = [[low, high] for low, high in ((0, first - 1), (last + 1, COUNT - 1)) if low <= high]
    said: Any = file.facts["unchanged"]
    assert said["ranges"] == outside
    assert said["frames"] == COUNT - (last - first + 1)
    kept = base.artifact("frames")
    assert kept and said["of"] == kept.content
    assert kept_of(take.settings) == Kept(takes(film)[0].id, 1, kept.digest)


def test_only_the_frames_are_made_and_finished_again(film: Film) -> None:
    orders.place_retake(film.by, film.log, AskedRange(takes(film)[0].id, 4, 7))
    assert [done.stage for done in work_all()] == ["motion", "finish"]


def test_the_same_seed_gives_the_same_frames_and_another_one_others(film: Film) -> None:
    first = retaken(film, 4, 7, seed=1)
    orders.place_retake(film.by, film.log, AskedRange(takes(film)[0].id, 4, 7, seed=1))
    assert [done.stage for done in work_all()] == [], "the same key is met again"
    assert len(takes(film)) == 2
    other = retaken(film, 4, 7, seed=2)
    assert differing(frames(first), frames(other))
    assert set(differing(frames(first), frames(other))) <= {4, 5, 6, 7}


def test_without_a_seed_each_retake_has_one_of_its_own(film: Film) -> None:
    assert frames(retaken(film, 4, 7)) != frames(retaken(film, 4, 7))
    assert len(takes(film)) == 3


def test_a_take_is_lengthened_and_its_old_frames_stay(film: Film) -> None:
    base = newest(film)
    take = retaken(film, COUNT, COUNT + 5)
    before, after = frames(base), frames(take)
    assert len(after) == COUNT + 6
    assert after[:COUNT] == before
    assert len({*after[COUNT:]}) > 1, "it moves on"
    assert len(frames(take, "master")) == COUNT + 6
    assert not takes(film)[-1].out_of_date


def test_a_range_may_reach_beyond_the_end(film: Film) -> None:
    base = newest(film)
    take = retaken(film, 10, 14, seed=3)
    assert len(frames(take)) == 15
    assert frames(take)[:10] == frames(base)[:10]


def test_a_retake_of_a_retake_keeps_the_frames_of_that(film: Film) -> None:
    once = retaken(film, 2, 3, seed=5)
    twice = retaken(film, 8, 9, base=2, seed=6)
    assert set(differing(frames(once), frames(twice))) == {8, 9}
    kept = kept_of(twice.settings)
    assert kept and kept.number == 2


def test_it_stands_beside_the_take_in_use_until_somebody_chooses_it(film: Film) -> None:
    retaken(film, 4, 7)
    assert [take.in_use for take in takes(film)] == [True, False]
    assert not takes(film)[1].out_of_date
    commands.select_take(film.by, film.log, film.shots["one"], takes(film)[1].id)
    assert [take.in_use for take in takes(film)] == [False, True]
    assert planner.plan(film.log, [film.shots["one"]]).plan.stages == 0


def test_it_is_out_of_date_like_any_take_and_then_the_shot_is_made_whole(film: Film) -> None:
    retaken(film, 4, 7)
    shot = film.shots["one"]
    commands.select_take(film.by, film.log, shot, takes(film)[1].id)
    commands.change_shot(film.by, film.log, shot, {"size": "wide"})
    assert takes(film)[1].out_of_date
    planned = planner.plan(film.log, [shot]).plan
    assert {line.stage for line in planned.lines if line.works} == {"prompt", "keyframe", "motion", "finish"}
    film.make("one")
    assert newest(film).settings == {}


def test_what_the_frames_do_not_rest_on_leaves_it_standing(film: Film) -> None:
    retaken(film, 4, 7)
    shot = film.shots["one"]
    commands.select_take(film.by, film.log, shot, takes(film)[1].id)
    commands.set_parameter(film.by, film.log, Target("shot", shot), "grade", "noir")
    assert film.make("one") == {("one", "finish")}
    assert newest(film).settings == takes(film)[1].folded.state.settings
    assert takes(film)[-1].in_use


def test_an_older_take_can_be_retaken_as_the_shot_is_now(film: Film) -> None:
    commands.change_shot(film.by, film.log, film.shots["one"], {"size": "extreme-close-up"})
    base = newest(film)
    take = retaken(film, 4, 7)
    assert differing(frames(base), frames(take)) == [4, 5, 6, 7]
    assert not takes(film)[-1].out_of_date


def test_its_price_is_that_of_its_frames(film: Film) -> None:
    one = takes(film)[0].id
    few, many = (orders.quote_retake(film.by, film.log, AskedRange(one, 4, last)) for last in (4, 11))
    assert (few.shots, few.jobs) == (1, 4)
    assert few.bill.cost.high < many.bill.cost.high


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(-1, 3, "last"), (5, 4, "last"), (COUNT + 1, COUNT + 3, "first"), (0, COUNT + 24 * 60 * 10, "last")],
)
def test_ranges_that_cannot_be_are_refused_in_words(film: Film, first: int, last: int, field: str) -> None:
    with pytest.raises(InvalidRange) as refused:
        orders.place_retake(film.by, film.log, AskedRange(takes(film)[0].id, first, last))
    assert refused.value.data["field"] == field
    assert len(takes(film)) == 1


def test_takes_of_another_size_or_production_are_refused(film: Film) -> None:
    asked = AskedRange(takes(film)[0].id, 4, 7)
    with pytest.raises(NotFound):
        orders.place_retake(film.by, small_film().log, asked)
    commands.set_parameter(film.by, film.log, Target("production", film.log), "resolution", "256x144")
    with pytest.raises(NoRetake, match="128x72 at 24 frames a second, and the film is 256x144"):
        orders.place_retake(film.by, film.log, asked)


def test_lost_frames_are_refused(film: Film) -> None:
    file = newest(film).artifact("frames")
    assert file
    artifact_store.note_evicted([file.digest])
    with pytest.raises(NoRetake, match="no longer kept"):
        orders.place_retake(film.by, film.log, AskedRange(takes(film)[0].id, 4, 7))
