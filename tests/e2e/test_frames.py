"""The frame number that the player shows is the one painted into the picture, at every rate, however one got there."""

import json
import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e import painting

COUNT = 200
LONG = 61 * 24
"""Frames of a take of more than a minute."""
RATES = [
    Fraction(24), Fraction(25), Fraction(24000, 1001), Fraction(30000, 1001), Fraction(30), Fraction(50), Fraction(60),
]  # fmt: skip
SHORT = 24
"""Frames of the films that go on where others end."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one painted film per rate, and one whose numbers go on where the one at 24 ends."""
    folder = tmp_path_factory.mktemp("films")
    for rate in RATES:
        painting.film(folder / name(rate), rate, COUNT)
        painting.film(folder / onward(rate), rate, SHORT, first=COUNT)
    painting.film(folder / "onward.mp4", Fraction(24), COUNT, first=COUNT)
    painting.film(folder / "long.mp4", Fraction(24), LONG)
    return folder


@pytest.fixture
def player(browser: Browser, folder: Path) -> Iterator[Page]:
    """A page with the player's own frame logic on it."""
    with painting.serving(folder) as address:
        page = browser.new_page()
        page.goto(address)
        page.wait_for_function("window.player !== undefined")
        yield page
        page.close()


def name(rate: Fraction) -> str:
    return f"{rate.numerator}-{rate.denominator}.mp4"


def onward(rate: Fraction) -> str:
    return f"onward-{name(rate)}"


def load(player: Page, *films: tuple[str, Fraction], count: int = COUNT) -> None:
    clips = ",".join(painting.clip(each, rate, count) for each, rate in films)
    assert player.evaluate(f"player.load([{clips}])") == [0, 0]


def wrong(player: Page, wanted: list[int]) -> list[tuple[int, list[int]]]:
    """Seek to frames one after the other; return those where number shown, number painted and number asked differ."""
    looks = [(frame, player.evaluate(f"player.seek({frame})")) for frame in wanted]
    return [(frame, look) for frame, look in looks if look != [frame, frame]]


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_a_seek_shows_the_frame_it_names(player: Page, rate: Fraction) -> None:
    load(player, (name(rate), rate))
    chance = random.Random(3)
    anywhere = [chance.randrange(COUNT) for _ in range(14)]
    assert wrong(player, [*anywhere, *range(94, 100), *range(COUNT - 1, COUNT - 8, -1), 0, 0, COUNT - 1]) == []


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_steps_show_the_frames_beside(player: Page, rate: Fraction) -> None:
    load(player, (name(rate), rate))
    assert wrong(player, [50]) == []
    assert [player.evaluate("player.step(1)") for _ in range(5)] == [[frame, frame] for frame in range(51, 56)]
    assert [player.evaluate("player.step(-1)") for _ in range(5)] == [[frame, frame] for frame in range(54, 49, -1)]
    assert player.evaluate("player.step(-10)") == [40, 40]


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_after_a_pause_the_number_is_that_of_the_picture(player: Page, rate: Fraction) -> None:
    load(player, (name(rate), rate))
    for until in (7, 30, 61):
        shown, seen = player.evaluate(f"player.play({until})")
        assert shown == seen >= until


def test_of_seeks_in_a_hurry_the_last_one_counts(player: Page) -> None:
    load(player, (name(Fraction(24)), Fraction(24)))
    assert player.evaluate("player.hurry([5, 120, 33, 34, 35, 180, 77])") == [77, 77]


def test_a_film_of_several_clips_counts_through_them(player: Page) -> None:
    load(player, (name(Fraction(24)), Fraction(24)), ("onward.mp4", Fraction(24)))
    assert wrong(player, [COUNT - 1, COUNT, 2 * COUNT - 1, 3, COUNT + 57, COUNT - 1]) == []
    assert player.evaluate("player.step(1)") == [COUNT, COUNT]


def test_a_film_plays_on_from_clip_to_clip(player: Page) -> None:
    load(player, (name(Fraction(24)), Fraction(24)), ("onward.mp4", Fraction(24)))
    assert wrong(player, [COUNT - 12]) == []
    shown, seen = player.evaluate(f"player.play({COUNT + 6})")
    assert shown == seen >= COUNT + 6


def test_a_take_of_more_than_a_minute_is_sought_as_exactly(player: Page) -> None:
    load(player, ("long.mp4", Fraction(24)), count=LONG)
    chance = random.Random(5)
    assert wrong(player, [LONG - 1, *(chance.randrange(LONG) for _ in range(20)), 0, LONG // 2]) == []


@pytest.mark.parametrize(("times", "stride"), [(1, 1), (2, 2), (3, 4)])
def test_backward_play_shows_each_frame_in_turn(player: Page, times: int, stride: int) -> None:
    load(player, (name(Fraction(24)), Fraction(24)))
    assert wrong(player, [60]) == []
    seen, (shown, painted) = player.evaluate(f"player.back(28, {times})")
    assert seen == list(range(60, 60 - len(seen) * stride, -stride))
    assert shown == painted <= 28


def test_backward_play_goes_on_from_clip_to_clip(player: Page) -> None:
    load(player, (name(Fraction(24)), Fraction(24)), ("onward.mp4", Fraction(24)))
    assert wrong(player, [COUNT + 9]) == []
    seen, (shown, painted) = player.evaluate(f"player.back({COUNT - 6}, 1)")
    assert seen == list(range(COUNT + 9, COUNT + 9 - len(seen), -1))
    assert shown == painted <= COUNT - 6


def test_forward_again_doubles_the_speed(player: Page) -> None:
    load(player, (name(Fraction(24)), Fraction(24)))
    assert player.evaluate("player.faster()") == 2


def test_a_range_is_played_to_its_last_frame(player: Page) -> None:
    load(player, (name(Fraction(24)), Fraction(24)))
    assert player.evaluate("player.range(20, 44)") == [20, 44]
    assert player.evaluate("player.run()") == [44, 44]


def test_a_range_is_played_again_and_again(player: Page) -> None:
    load(player, (name(Fraction(24)), Fraction(24)), ("onward.mp4", Fraction(24)))
    assert player.evaluate(f"player.range({COUNT - 8}, {COUNT + 8})") == [COUNT - 8, COUNT + 8]
    shown, seen = player.evaluate("player.again()")
    assert shown == seen
    assert COUNT - 8 <= shown <= COUNT + 8


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_over_a_cut_both_ways_each_frame_is_the_one_that_is_named(player: Page, rate: Fraction) -> None:
    clips = ",".join((painting.clip(name(rate), rate, COUNT), painting.clip(onward(rate), rate, SHORT)))
    assert player.evaluate(f"player.load([{clips}])") == [0, 0]
    assert wrong(player, [COUNT - 8]) == []
    shown, seen = player.evaluate(f"player.play({COUNT + 4})")
    assert shown == seen >= COUNT + 4
    assert wrong(player, [COUNT + 5]) == []
    seen, (shown, painted) = player.evaluate(f"player.back({COUNT - 4}, 1)")
    assert seen == list(range(COUNT + 5, COUNT + 5 - len(seen), -1))
    assert shown == painted <= COUNT - 4


def compare(player: Page, *films: tuple[str, Fraction, int]) -> int:
    """Load two films side by side; return how many frames their line has."""
    sides = [{"url": f"/{each}", "rate": str(rate), "count": count} for each, rate, count in films]
    total: int = player.evaluate(f"pair.load({json.dumps(sides)})")
    return total


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_compared_both_show_the_frame_that_is_named_both_ways(player: Page, rate: Fraction) -> None:
    assert compare(player, (name(rate), rate, COUNT), (onward(rate), rate, SHORT)) == COUNT
    for frame in (0, 11, 12, 23, 7, COUNT - 1):
        other = min(frame, SHORT - 1)
        assert player.evaluate(f"pair.seek({frame})") == [[frame, other], [frame, COUNT + other]]
    for first, last, times in ((2, 9, 1), (20, 12, -1), (2, 14, 2)):
        # One frame after the other, or every second one: none is left out, and none is shown before both have it.
        seen = player.evaluate(f"pair.play({first}, {last}, {times})")
        frames = [shown for (shown, _), _ in seen]
        assert frames == list(range(first + times, first + times * (len(frames) + 1), times))
        assert all(painted == [shown, COUNT + other] and shown == other for (shown, other), painted in seen)


def test_two_rates_stand_beside_each_other_at_the_same_moment(player: Page) -> None:
    one, other = Fraction(24), Fraction(25)
    assert compare(player, (name(one), one, COUNT), (name(other), other, COUNT)) == COUNT
    for frame in (0, 23, 24, 47, 48, 100, COUNT - 1):
        beside = min(frame * 25 // 24, COUNT - 1)
        assert player.evaluate(f"pair.seek({frame})") == [[frame, beside]] * 2
