"""The frame number that the player shows is the one painted into the picture, at every rate, however one got there."""

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
RATES = [Fraction(24), Fraction(25), Fraction(24000, 1001), Fraction(30)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one painted film per rate, and one whose numbers go on where the one at 24 ends."""
    folder = tmp_path_factory.mktemp("films")
    for rate in RATES:
        painting.film(folder / name(rate), rate, COUNT)
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
    anywhere = [chance.randrange(COUNT) for _ in range(30)]
    assert wrong(player, [*anywhere, *range(88, 108), *range(COUNT - 1, COUNT - 16, -1), 0, 0, COUNT - 1]) == []


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_steps_show_the_frames_beside(player: Page, rate: Fraction) -> None:
    load(player, (name(rate), rate))
    assert wrong(player, [50]) == []
    assert [player.evaluate("player.step(1)") for _ in range(13)] == [[frame, frame] for frame in range(51, 64)]
    assert [player.evaluate("player.step(-1)") for _ in range(13)] == [[frame, frame] for frame in range(62, 49, -1)]
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
