"""The hub: what is wanted of a repository, what is found again without it, and what is said when it is away."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from huggingface_hub import constants

from generation.domain.model import WeightsSource
from generation.register import sources
from generation.register.sources import ModelUnusable, SourceUnreachable
from tests.generation.register.hub import COMMIT, Hub, serving

WAN = WeightsSource("hub", "Wan-AI/Wan-Diffusers")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of its own, and no way to the hub."""
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    return tmp_path


@pytest.fixture
def hub(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub that answers, until this machine goes offline."""
    with serving(Hub(files())) as hub:
        monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
        monkeypatch.setattr(constants, "ENDPOINT", hub.address)
        template = "{repo_id}/resolve/{revision}/{filename}"
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", f"{hub.address}/{template}")
        yield hub


def files(pipeline: str = "WanPipeline", library: str = "diffusers") -> dict[str, bytes]:
    index = {"_class_name": pipeline, "transformer": [library, "WanTransformer3DModel"]}
    return {
        "model_index.json": json.dumps(index).encode(),
        "README.md": b"# Wan",
        "transformer/config.json": b"{}",
        "transformer/diffusion_pytorch_model.safetensors": b"weights",
        "transformer/diffusion_pytorch_model.bin": b"pickled",
    }


def quiet(_done: int, _whole: int) -> None:
    pass


def test_a_hub_that_does_not_answer_is_said_with_a_way_out() -> None:
    with pytest.raises(SourceUnreachable, match=r"does not answer.*copy the folder of the model") as refused:
        sources.fetched(WAN, quiet)
    assert "Traceback" not in refused.value.detail


@pytest.mark.parametrize("revision", ["", "main", "v1"])
def test_what_was_fetched_is_found_at_its_commit_without_the_hub(
    hub: Hub, revision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = WeightsSource("hub", WAN.at, revision)
    exact, folder = sources.fetched(wanted, quiet)
    assert exact == WeightsSource("hub", WAN.at, COMMIT)
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == {
        name for name in hub.files if not name.endswith(".bin")
    }
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    assert sources.fetched(wanted, quiet) == (exact, folder)
    assert sources.here(exact) == folder
    other = WeightsSource("hub", WAN.at, COMMIT[::-1])
    with pytest.raises(SourceUnreachable, match=f"manage.py add_model {other}"):
        sources.here(other)


def test_a_hub_that_is_out_of_order_leaves_what_was_fetched(hub: Hub) -> None:
    before = sources.fetched(WAN, quiet)
    hub.error = "OutOfOrder"
    assert sources.fetched(WAN, quiet) == before


@pytest.mark.parametrize(
    ("error", "why"),
    [
        ("GatedRepo", "asks its users to agree to its terms"),
        ("RepoNotFound", "has no model Wan-AI/Wan-Diffusers, or it is a private one"),
        ("RevisionNotFound", "has no revision 'v1'"),
    ],
)
def test_what_the_hub_refuses_is_said_in_words(hub: Hub, error: str, why: str) -> None:
    hub.error = error
    with pytest.raises(SourceUnreachable, match=why):
        sources.fetched(WeightsSource("hub", WAN.at, "v1"), quiet)


def test_what_is_no_model_of_diffusers_is_said_so(hub: Hub) -> None:
    hub.files = {"model.safetensors": b"weights"}
    with pytest.raises(SourceUnreachable, match=r"is no model as diffusers saves it: it holds no model_index.json"):
        sources.fetched(WAN, quiet)


@pytest.mark.parametrize(
    ("files", "why"),
    [
        (files(pipeline="StableAudioPipeline"), "the class StableAudioPipeline, which this backend does not run"),
        (files(library="my_code"), "code that comes with a model is never run"),
    ],
)
def test_what_is_not_run_is_refused_before_its_weights_are_fetched(hub: Hub, files: dict[str, bytes], why: str) -> None:
    hub.files = files
    with pytest.raises(ModelUnusable, match=why):
        sources.fetched(WAN, quiet)
    assert set(hub.sent) <= {"model_index.json", WAN.at.rpartition("/")[2] + "?blobs=true"}


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


def test_a_single_file_of_the_hub_is_fetched_with_its_card_and_found_again(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.files = {**hub.files, "styles/rain.safetensors": b"a LoRA"}
    asked = WeightsSource("hub", "owner/loras/styles/rain.safetensors")
    exact, path = sources.fetched(asked, quiet)
    assert (exact, path.read_bytes()) == (WeightsSource("hub", asked.at, COMMIT), b"a LoRA")
    assert {"README.md", "rain.safetensors"} == {each for each in hub.sent if "?" not in each}
    assert (sources.card_folder(exact, path) / "README.md").read_bytes() == b"# Wan"
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    assert sources.here(exact) == sources.fetched(asked, quiet)[1] == path
    with pytest.raises(SourceUnreachable, match="has no file fog"):
        monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
        sources.fetched(WeightsSource("hub", "owner/loras/fog.safetensors"), quiet)
