"""Likeness: equal frames, frames that people cannot tell apart, and others, in numbers."""

import numpy as np
import pytest

from generation.ports.likeness import alike, structural

RANDOM = np.random.default_rng(3)
FRAME = RANDOM.integers(20, 235, (48, 64, 3), np.uint8)


def test_equal_films_are_the_same() -> None:
    same = alike([FRAME, FRAME], [FRAME, FRAME.copy()])
    assert (same.frames, same.changed, same.difference, same.greatest, same.similarity) == (2, 0, 0, 0, 1)


def test_one_level_in_one_pixel_is_seen_by_numbers_alone() -> None:
    other = FRAME.copy()
    other[3, 4, 1] += 1
    near = alike([FRAME, FRAME], [FRAME, other])
    assert (near.frames, near.changed) == (2, 1)
    assert near.greatest == pytest.approx(1 / 255)
    assert near.difference == pytest.approx(1 / 255 / FRAME.size / 2)
    assert 0.9999 < near.similarity < 1


def test_another_picture_is_far_and_its_negative_farther() -> None:
    other = RANDOM.integers(20, 235, FRAME.shape, np.uint8)
    far = alike([FRAME], [other])
    assert far.similarity < 0.3 and far.difference > 0.1
    assert structural(FRAME, 255 - FRAME) < -0.5
    assert structural(FRAME, FRAME) == pytest.approx(1)


def test_light_is_told_from_structure() -> None:
    darker = (FRAME * 0.8).astype(np.uint8)
    assert structural(FRAME, other := RANDOM.permutation(FRAME)) < structural(FRAME, darker) < 1, other.shape


def test_what_is_longer_or_of_another_size_is_another_film() -> None:
    longer = alike([FRAME], [FRAME, FRAME])
    assert (longer.frames, longer.changed, longer.similarity, longer.greatest) == (2, 1, 0, 1)
    assert alike([FRAME], [FRAME[:40]]).similarity == 0
    assert alike([], []).frames == 0
    assert alike([FRAME[:3, :3]], [FRAME[1:4, :3]]).similarity < 1
