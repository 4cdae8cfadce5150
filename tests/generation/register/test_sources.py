"""The hub: what is wanted of a repository, what is found again without it, and what is said when it is away."""

import json
from pathlib import Path

import pytest
from huggingface_hub import constants

from generation.domain.model import Source
from generation.register import sources
from generation.register.sources import SourceUnreachable

COMMIT = "0123456789abcdef0123456789abcdef01234567"
WAN = Source("hub", "Wan-AI/Wan-Diffusers")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of its own, and no way to the hub."""
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    return tmp_path


def fetched_before(cache: Path) -> Path:
    """What huggingface_hub leaves of a model: a snapshot by commit, and which commit a branch was."""
    kept = cache / "models--Wan-AI--Wan-Diffusers"
    snapshot = kept / "snapshots" / COMMIT
    snapshot.mkdir(parents=True)
    (kept / "refs").mkdir()
    (kept / "refs" / "main").write_text(COMMIT)
    (snapshot / "model_index.json").write_text(json.dumps({"_class_name": "WanPipeline"}))
    return snapshot


def quiet(_done: int, _whole: int) -> None:
    pass


def test_a_hub_that_does_not_answer_is_said_with_a_way_out() -> None:
    with pytest.raises(SourceUnreachable, match=r"does not answer.*copy the folder of the model") as refused:
        sources.fetched(WAN, quiet)
    assert "Traceback" not in refused.value.detail


def test_what_was_fetched_before_is_found_at_its_commit_without_the_hub(cache: Path) -> None:
    snapshot = fetched_before(cache)
    exact = Source("hub", WAN.at, COMMIT)
    assert sources.fetched(WAN, quiet) == (exact, snapshot)
    assert sources.here(exact) == snapshot


def test_a_machine_that_did_not_fetch_a_model_is_told_how(cache: Path) -> None:
    fetched_before(cache)
    other = Source("hub", WAN.at, COMMIT[::-1])
    with pytest.raises(SourceUnreachable, match=f"manage.py add_model {other}"):
        sources.here(other)


def test_only_what_loading_reads_is_wanted(tmp_path: Path) -> None:
    index = tmp_path / "model_index.json"
    index.write_text(json.dumps({"vae": ["diffusers", "AutoencoderKL"], "tokenizer": ["transformers", "T5Tokenizer"]}))
    files = [
        "README.md",
        "flux1-dev.safetensors",
        "vae/config.json",
        "vae/diffusion_pytorch_model.safetensors",
        "vae/diffusion_pytorch_model.fp16.safetensors",
        "vae/diffusion_pytorch_model.fp16-00001-of-00002.safetensors",
        "vae/diffusion_pytorch_model.bin",
        "tokenizer/spiece.model",
        "tokenizer/merges.txt",
        "onnx/model.onnx",
        "vae/modeling.py",
    ]
    assert list(sources._wanted(index, files)) == [
        "README.md",
        "vae/config.json",
        "vae/diffusion_pytorch_model.safetensors",
        "tokenizer/spiece.model",
        "tokenizer/merges.txt",
    ]
