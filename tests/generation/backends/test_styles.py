"""Styles: every word for one changes the picture visibly, and each differently."""

from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from generation.backends.animatic import shot, vocabulary
from generation.backends.animatic.film import ShotDrawing
from generation.backends.animatic.technique import Technique, technique
from generation.ports.media import still_content
from generation.stages.prompt import document
from tests.generation.pictures import inputs

Frame = NDArray[np.uint8]


def film(style: str, **changes: Any) -> ShotDrawing:
    values = inputs(**{"parameter__style": style, "camera": "static", **changes})
    return ShotDrawing(shot.read(document(values)), (320, 180), Fraction(24), 12, 1)


def test_every_style_differs_from_every_other_and_from_none() -> None:
    drawn = {style: film(style).frame(0).astype(int) for style in ("", *vocabulary.STYLES)}
    close = [
        (one, other)
        for (one, here), (other, there) in combinations(drawn.items(), 2)
        if np.abs(here - there).mean() < 4.0
    ]
    assert close == []


def edges(frame: Frame) -> float:
    """Share of points that are much darker than the point four columns before or after."""
    grey = frame.astype(int).mean(axis=2)
    return float((np.minimum(grey[:, :-8], grey[:, 8:]) - grey[:, 4:-4] > 60).mean())


@pytest.mark.parametrize("style", ["ink", "comic", "pencil", "woodcut"])
def test_styles_with_a_line_draw_lines(style: str) -> None:
    assert edges(film(style).frame(0)) > 1.5 * edges(film("").frame(0))


def test_contrast_and_colour_follow_the_style() -> None:
    def colour(frame: Frame) -> float:
        return float((frame.max(axis=2).astype(int) - frame.min(axis=2)).mean())

    plain = film("").frame(0)
    assert film("noir").frame(0).std() > 1.1 * plain.std() > 1.1 * film("muted").frame(0).std()
    assert colour(film("vivid").frame(0)) > 1.2 * colour(plain) > 2 * colour(film("charcoal").frame(0))


def test_grain_dances_and_paper_lies_still() -> None:
    still: dict[str, Any] = {"size": "insert", "description": "A letter.", "dialogue": [], "scene__setting": "INT"}
    grained, papered = (film(style, **still) for style in ("grainy", "woodcut"))
    moved = [float((made.frame(0) != made.frame(1)).any(axis=2).mean()) for made in (grained, papered)]
    assert moved[0] > 0.7 and moved[1] < 0.2


def test_frames_of_a_style_do_not_depend_on_what_was_drawn_before() -> None:
    made = film("charcoal")
    in_order = [still_content(made.frame(number)) for number in range(3)]
    assert [still_content(made.frame(number)) for number in (2, 0, 1)] == [in_order[at] for at in (2, 0, 1)]


def test_words_add_up_and_unknown_words_ask_for_nothing() -> None:
    assert technique("zzz") == Technique()
    both = technique("grainy comic book")
    assert both.line and both.grain and both.dots
