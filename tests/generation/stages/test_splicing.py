"""Splicing: the proof that frames which were to be kept are the same looks at what was really written."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from generation.domain.retake import RETAKE, Retake
from generation.ports import media
from generation.ports.work import Broken, Work
from generation.stages.splicing import NOT_KEPT, proved

RETAKEN = Retake("sha256:" + "1" * 64, 6, 2, 3, 6, 1)


def written(path: Path, shades: list[int]) -> Path:
    """A film of frames of one shade each."""
    with media.Master(path, (32, 16), Fraction(24)) as master:
        for shade in shades:
            master.add(np.full((16, 32, 3), shade, np.uint8))
    return path


def proof(folder: Path, after: list[int]) -> object:
    base = written(folder / "base.mkv", [10, 20, 30, 40, 50, 60])
    upstream = {RETAKE: {"frames": base}}
    work = Work({}, upstream, folder, lambda step, steps: None, lambda: False)
    return proved(work, RETAKEN, written(folder / "new.mkv", after))


def test_what_differs_inside_alone_is_proven(tmp_path: Path) -> None:
    said = proof(tmp_path, [10, 20, 99, 98, 50, 60])
    assert isinstance(said, dict)
    assert (said["ranges"], said["frames"]) == ([[0, 1], [4, 5]], 4)


@pytest.mark.parametrize("after", [[10, 21, 30, 40, 50, 60], [10, 20, 30, 40, 50, 61], [10, 20, 30, 40, 50]])
def test_one_frame_that_differs_or_is_missing_fails_the_work(tmp_path: Path, after: list[int]) -> None:
    with pytest.raises(Broken) as broken:
        proof(tmp_path, after)
    assert broken.value.code == NOT_KEPT
