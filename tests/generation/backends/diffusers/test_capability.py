"""What a model can do is read from its files, and what cannot be used is refused in words."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generation.backends.diffusers.capability import Capability, Unusable, digest, examine
from tests.generation.backends.diffusers.folders import WAN, changed, model, write


def test_a_model_says_what_it_makes(tmp_path: Path) -> None:
    read = examine(model(tmp_path / "wan"))
    assert (read.family, read.task, read.conditions, read.negative) == ("WanPipeline", "video", (), True)
    assert (read.frame_step, read.frame_first, read.multiple, read.channels) == (4, 1, 16, 16)
    weights = {each.name: each.weights for each in read.components}
    assert weights["transformer"] == ("transformer/diffusion_pytorch_model.safetensors",)
    assert weights["text_encoder"] == ("text_encoder/model.safetensors",)
    assert weights["scheduler"] == weights["tokenizer"] == ()
    assert read.bytes == len("transformervaetext_encoder")
    assert Capability.of(read.document()) == read


def test_lengths_and_sizes_go_up_to_what_it_makes(tmp_path: Path) -> None:
    read = examine(model(tmp_path / "wan"))
    assert [read.frames(wanted) for wanted in (0, 1, 2, 5, 6, 81)] == [1, 1, 5, 5, 9, 81]
    assert read.size(1280, 721) == (1280, 736)


def test_an_autoencoder_with_larger_steps_makes_larger_multiples(tmp_path: Path) -> None:
    read = examine(model(tmp_path / "5b", parts=changed("vae", scale_factor_spatial=16, z_dim=16)))
    assert read.multiple == 32


def test_an_image_model_under_the_name_of_a_text_model_is_refused(tmp_path: Path) -> None:
    refused(model(tmp_path / "i2v", parts=changed("transformer", in_channels=36)), "WanImageToVideoPipeline")
    refused(model(tmp_path / "t2v", "WanImageToVideoPipeline"), "those of WanPipeline")
    refused(model(tmp_path / "vace", "WanVACEPipeline"), "VACE layers")


def test_a_last_frame_is_taken_by_those_that_learned_it(tmp_path: Path) -> None:
    def conditions(name: str, **configuration: Any) -> tuple[str, ...]:
        parts = changed("transformer", in_channels=36, **configuration)
        return examine(model(tmp_path / name, "WanImageToVideoPipeline", parts)).conditions

    assert conditions("2.1", image_dim=1280, pos_embed_seq_len=None) == ("first_frame",)
    assert conditions("flf", image_dim=1280, pos_embed_seq_len=514) == ("first_frame", "last_frame")
    assert conditions("2.2", image_dim=None) == ("first_frame", "last_frame")


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("WanPipelin", "A model of WanPipeline"),
        ("Nonsense", "Nonsense"),
        (None, "names no pipeline"),
        (["a", "b"], "names no"),
    ],
)
def test_a_class_of_no_family_is_refused(name: Any, named: str, tmp_path: Path) -> None:
    refused(model(tmp_path / "odd", name), named)


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused(tmp_path / "empty", "holds no model_index.json")
    refused(tmp_path / "nowhere", "holds no model_index.json")
    for place, text in enumerate(("", "[]", "{", "nan", "[" * 100_000)):
        (tmp_path / str(place)).mkdir()
        (tmp_path / str(place) / "model_index.json").write_text(text)
        refused(tmp_path / str(place), "model_index.json")


def test_weights_that_could_run_code_are_refused(tmp_path: Path) -> None:
    folder = model(tmp_path / "pickled")
    weights = folder / "transformer" / "diffusion_pytorch_model.safetensors"
    weights.rename(weights.with_suffix(".bin"))
    refused(folder, "pickled")
    weights.with_suffix(".bin").unlink()
    refused(folder, "missing")


def test_code_that_comes_with_a_model_is_refused(tmp_path: Path) -> None:
    for number, named in enumerate(
        [("my_code", "Autoencoder"), ("stable_diffusion", "Other"), ("my_code", "StableDiffusionSafetyChecker")]
    ):
        refused(model(tmp_path / str(number), parts={**WAN, "vae": (*named, {})}), "never run")
    refused(model(tmp_path / "auto", parts=changed("text_encoder", auto_map={"AutoModel": "code.Model"})), "never run")


def test_names_that_lead_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    up: dict[str, Any] = {"../up": ["diffusers", "AutoencoderKL"]}
    refused(model(tmp_path / "up", **up), "which is no name")
    folder = in_pieces(model(tmp_path / "pieces"), {"a": "../../secret.safetensors"})
    refused(folder, "which is no safetensors file beside it")


def test_weights_in_pieces_are_all_needed(tmp_path: Path) -> None:
    folder = in_pieces(model(tmp_path / "pieces"), {"a": "1.safetensors", "b": "2.safetensors"})
    (folder / "transformer" / "1.safetensors").write_bytes(b"one")
    refused(folder, "2.safetensors is missing")
    (folder / "transformer" / "2.safetensors").write_bytes(b"two")
    assert {each.name: each.weights for each in examine(folder).components}["transformer"] == (
        "transformer/diffusion_pytorch_model.safetensors.index.json",
        "transformer/1.safetensors",
        "transformer/2.safetensors",
    )


def test_a_digest_is_of_what_is_used_alone(tmp_path: Path) -> None:
    folder = model(tmp_path / "one")
    before = digest(folder)
    assert before == digest(model(tmp_path / "two"))
    for aside in ("README.md", "transformer/diffusion_pytorch_model.fp16.safetensors", "vae/weights.bin"):
        (folder / aside).write_text("aside")
    assert digest(folder) == before
    for used in (
        "transformer/diffusion_pytorch_model.safetensors",
        "tokenizer/tokenizer_config.json",
        "vae/config.json",
    ):
        kept = (folder / used).read_bytes()
        write(folder / used, {"z_dim": 16, "other": True})
        assert digest(folder) != before
        (folder / used).write_bytes(kept)
    assert digest(folder) == before


def test_a_model_is_examined_without_torch(tmp_path: Path) -> None:
    folder = model(tmp_path / "wan")
    code = (
        "import sys; from pathlib import Path; from generation.backends.diffusers.capability import digest, examine;"
        f"examine(Path({str(folder)!r})); digest(Path({str(folder)!r}));"
        "assert not {'torch', 'diffusers', 'transformers'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def in_pieces(folder: Path, named: dict[str, str]) -> Path:
    (folder / "transformer" / "diffusion_pytorch_model.safetensors").unlink()
    write(folder / "transformer" / "diffusion_pytorch_model.safetensors.index.json", {"weight_map": named})
    return folder


def refused(folder: Path, why: str) -> None:
    with pytest.raises(Unusable, match=why):
        examine(folder)
