"""What was made of inner actions is kept within bounds, and made again where it is lost or damaged."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generation.backends.diffusers.inner import Inner, Tensors, key_of

pytestmark = pytest.mark.usefixtures("one_thread")


def counted() -> tuple[Callable[[], Tensors], list[int]]:
    import torch  # noqa: PLC0415  # slow to load

    calls: list[int] = []

    def make() -> Tensors:
        calls.append(1)
        return {"a": torch.arange(1000, dtype=torch.float32)}

    return make, calls


def test_it_is_made_once_and_is_the_same_to_the_bit(tmp_path: Path) -> None:
    make, calls = counted()
    inner = Inner(tmp_path)
    results = [inner.once("text", {"prompt": "a"}, make) for _ in range(2)]
    assert len(calls) == 1
    assert results[0][0] == results[1][0] == key_of({"prompt": "a", "action": "text"})
    assert results[0][1]["a"].equal(results[1][1]["a"])
    assert [each["reused"] for each in inner.told if isinstance(each, dict)] == [False, True]


def test_other_words_and_other_actions_are_other_work(tmp_path: Path) -> None:
    make, calls = counted()
    inner = Inner(tmp_path)
    for name, prompt in (("text", "a"), ("text", "b"), ("denoise", "a")):
        inner.once(name, {"prompt": prompt}, make)
    assert len(calls) == 3


def test_nothing_is_kept_without_a_folder() -> None:
    make, calls = counted()
    for _ in range(2):
        Inner().once("text", {}, make)
    assert len(calls) == 2


@pytest.mark.parametrize("damage", [b"", b"no tensors", b"\xff" * 100])
def test_what_is_damaged_is_made_again(tmp_path: Path, damage: bytes) -> None:
    make, calls = counted()
    inner = Inner(tmp_path)
    inner.once("text", {}, make)
    next(tmp_path.iterdir()).write_bytes(damage)
    inner.once("text", {}, make)
    inner.once("text", {}, make)
    assert len(calls) == 2


def test_the_oldest_goes_where_there_is_too_much(tmp_path: Path) -> None:
    make, calls = counted()
    inner = Inner(tmp_path, most=10_000)  # two of them
    for number in range(3):
        key, _ = inner.once("text", {"number": number}, make)
        path = tmp_path / f"{key.removeprefix('sha256:')}.safetensors"
        os.utime(path, (number, number))
    assert len(list(tmp_path.iterdir())) == 2
    inner.once("text", {"number": 2}, make)
    assert len(calls) == 3
    inner.once("text", {"number": 0}, make)
    assert len(calls) == 4


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    make, calls = counted()
    (tmp_path / "file").write_text("")
    Inner(tmp_path / "file" / "inner").once("text", {}, make)
    assert len(calls) == 1


def test_what_a_killed_process_left_half_written_goes_in_its_turn(tmp_path: Path) -> None:
    make, _ = counted()
    half = tmp_path / f"{'0' * 64}.1a2b3c4d"
    half.write_bytes(b"\0" * 9000)
    os.utime(half, (0, 0))
    inner = Inner(tmp_path, most=10_000)
    inner.once("text", {"number": 0}, make)
    assert not half.exists() and len(list(tmp_path.iterdir())) == 1
