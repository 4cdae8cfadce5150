"""What an edit does otherwise: each kind by itself, by ids where these came along and by names where not."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, cast
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.cut.comparing import Difference, compared
from generation.cut.cut_list import Codes, CutClip, CutList, file_names
from tests.generation.cut.making import film

FILM = film(10, 20, 30, -5, 40)
ONE, TWO, THREE, FOUR, FIVE = FILM.clips


def edit(*clips: CutClip) -> CutList:
    """Clips one after the other."""
    placed, at = list[CutClip](), 0
    for clip in clips:
        placed.append(replace(clip, record_in=at, record_out=at + clip.frames))
        at += clip.frames
    return replace(FILM, clips=tuple(placed))


def nameless(clip: CutClip) -> CutClip:
    """A clip as it comes from a program that keeps no metadata."""
    return CutClip(clip.name, clip.record_in, clip.record_out, clip.source_in, clip.source_out, media=clip.media)


def told(found: Difference) -> dict[str, list[str]]:
    """What a difference says, by kind, with what the clips of the film or of the edit are called."""
    return {
        part.name: [getattr(each, "ours", each).name for each in listed]
        for part in fields(found)
        if part.name != "shown"
        if (listed := cast("Sequence[Any]", getattr(found, part.name)))
    }


@pytest.mark.parametrize("known", [True, False])
def test_every_kind_of_difference_is_told_apart(known: bool) -> None:
    shown = (lambda clip: clip) if known else nameless
    other = replace(TWO, take=4, take_id=UUID(int=9), media=TWO.media.replace("take3", "take4"))
    faster = replace(THREE, source_out=60)
    shorter = replace(ONE, source_in=2, source_out=8, record_out=6)
    stock = CutClip("Waves", 0, 50, 0, 50, media="waves.mov")
    for clips, expected in (
        ((ONE, TWO, THREE, FIVE), {}),
        ((ONE, TWO, FIVE), {"missing": [THREE.name]}),
        ((ONE, other, THREE, FIVE), {"replaced": [TWO.name]}),
        ((ONE, TWO, faster, FIVE), {"retimed": [THREE.name]}),
        ((shorter, TWO, THREE, FIVE), {"trimmed": [ONE.name]}),
        ((FIVE, ONE, TWO, THREE), {"reordered": [FIVE.name]}),
        ((TWO, ONE, THREE, FIVE), {"reordered": [TWO.name]}),
        ((ONE, stock, TWO, THREE, FIVE), {"unknown": ["Waves"]}),
        ((ONE, TWO, THREE, TWO, FIVE), {"repeated": [TWO.name]}),
    ):
        found = compared(FILM, edit(*map(shown, clips)))
        assert told(found) == expected
        assert found.is_empty == (not expected)


def test_a_take_where_the_film_has_none_replaces_nothing() -> None:
    found = compared(
        FILM, edit(ONE, TWO, THREE, replace(ONE, name=FOUR.name, shot=FOUR.shot, take_id=UUID(int=5)), FIVE)
    )
    assert told(found) == {"replaced": [FOUR.name]}
    assert found.replaced[0].ours.is_gap


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("SC001_0020", "x.mov"),
        ("sc001_0020_take3", ""),
        ("Clip 7", "SC001_0020_take3.mkv"),
        ("SC001_0020_take3.mkv", "?"),
        ("SC001_0020 take3 graded.mov", "?"),
    ],
)
def test_a_shot_is_known_by_what_its_clip_or_its_file_is_called(name: str, media: str) -> None:
    clip = CutClip(name, 0, 20, 0, 20, media=media or "-", take=3 if media == "x.mov" else None)
    found = compared(FILM, edit(ONE, clip, THREE, FIVE))
    assert found.is_empty


@given(order=st.permutations(range(12)))
def test_as_few_as_can_be_are_called_reordered(order: list[int]) -> None:
    whole = film(*[10] * 12)
    moved = compared(whole, edit(*(whole.clips[at] for at in order))).reordered
    names = {pair.ours.name for pair in moved}
    left = [at for at in order if whole.clips[at].name not in names]
    assert left == sorted(left)
    longest = [max((len(left) for left in [_run(order, at)]), default=0) for at in range(12)]
    assert len(left) == max(longest)


def _run(order: list[int], first: int) -> list[int]:
    """The longest rising run that begins at a place, by trying all that may follow."""
    following = [_run(order, at) for at in range(first + 1, len(order)) if order[at] > order[first]]
    return [order[first], *max(following, key=len, default=[])]


@pytest.mark.parametrize("said", ["1.2", "1.2.mov", "1.2_take3", "1.2 take3.mkv", "1.2_take3 copy take4.mkv"])
def test_a_code_may_end_as_files_do(said: str) -> None:
    whole = replace(FILM, clips=tuple(replace(one, name=name) for one, name in ((ONE, "1"), (TWO, "1.2"))))
    codes = Codes.of(["1", "1.2"])
    assert codes.shot_and_take(CutClip(said, 0, 9, media="?"))[0] == "1.2"
    assert compared(whole, whole).is_empty


def test_of_codes_that_look_alike_each_keeps_its_name() -> None:
    names = file_names(["a/1", "a_1", "A_1", "a_1_2"])
    assert names == {"a/1": "a_1_4", "a_1": "a_1", "A_1": "A_1_3", "a_1_2": "a_1_2"}
    codes = Codes.of(list(names))
    for code, name in names.items():
        assert codes.shot_and_take(CutClip(code, 0, 9, media="?"))[0] == code
        assert codes.shot_and_take(CutClip(f"{name}_take7.mkv", 0, 9, media="?")) == (code, 7)
