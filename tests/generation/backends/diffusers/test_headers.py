"""What weights take in memory, from their headers: half of files in single precision, and nothing guessed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generation.backends.diffusers.capability import examine
from generation.backends.diffusers.headers import halved


def saved(path: Path, dtype: str, count: int = 1000) -> Path:
    import torch  # noqa: PLC0415  # slow to load
    from safetensors.torch import save_file  # noqa: PLC0415

    save_file({"a": torch.zeros(count, dtype=getattr(torch, dtype)), "b": torch.zeros(1).to(torch.int8)}, path)
    return path


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16", "bfloat16"])
def test_weights_are_as_large_as_they_are_loaded_however_they_were_saved(tmp_path: Path, dtype: str) -> None:
    assert halved([saved(tmp_path / "a.safetensors", dtype)] * 2) == 2 * (2000 + 1)


def test_smaller_numbers_stay_as_they_are(tmp_path: Path) -> None:
    assert halved([saved(tmp_path / "a.safetensors", "int8")]) == 1001


@pytest.mark.parametrize(
    "damage", [b"", b"vae", b"\xff" * 20, b"\x02" + b"\0" * 7 + b"[]", b"\x07" + b"\0" * 7 + b'{"a":1}']
)
def test_of_files_that_are_no_safetensors_nothing_is_said(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "a.safetensors").write_bytes(damage)
    assert halved([tmp_path / "a.safetensors"]) == 0


def test_a_model_that_was_saved_in_single_precision_needs_half_of_its_files_on_a_gpu(
    models: Callable[[str], Path],
) -> None:
    able = examine(models("StableDiffusionPipeline"))
    assert able.bytes * 0.4 < able.held("bfloat16") < able.bytes * 0.6
    assert able.held("float32") == 2 * able.held("float16")
