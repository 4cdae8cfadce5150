"""LoRAs: read from their files, put into models at a scale and taken out again to the bit, wrong ones refused."""

import sys
from collections.abc import Callable
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from generation.backends.diffusers import loras
from generation.backends.diffusers.capability import Unusable, examine, together
from generation.backends.diffusers.families import FAMILIES
from generation.ports.work import JSON, Outcome, Refused
from tests.generation.backends.diffusers.shooting import Shooting, asked_of, done

pytestmark = pytest.mark.usefixtures("one_thread")
TAKING = [
    pytest.param(family, marks=[pytest.mark.long] if place else [])
    for families in loras.BASES.values()
    for place, family in enumerate(families)
]
"""The first class of each base, and the others in the long run."""
ID = "018f0000-0000-7000-8000-00000000000b"


def saved(models: Callable[[str], Path], name: str, path: Path, **said: Any) -> Path:
    from tests.generation.backends.diffusers.tiny import adapters  # noqa: PLC0415  # torch is slow to load

    return adapters.lora(models(name), name, path / "look.safetensors", **said)


def put(shooting: Shooting, *beside: tuple[Path, str]) -> dict[str, Any]:
    """Return the setting of LoRAs at scales, whose files are on the machine of the shooting then."""
    listed: list[JSON] = []
    for path, scale in beside:
        digest = together(loras.digests(path))
        shooting.beside = {**shooting.beside, digest: path}
        listed.append({"id": ID, "digest": digest, "scale": scale})
    return {"setting__loras": listed}


@pytest.mark.parametrize("name", TAKING)
def test_a_lora_has_its_effect_and_leaves_nothing_behind(
    models: Callable[[str], Path], name: str, tmp_path: Path
) -> None:
    """The same object of the pipeline runs without, with, with none of it, and without again."""
    shooting, path = Shooting(models(name), tmp_path), saved(models, name, tmp_path)
    assert loras.unfit(shooting.able, loras.examine(path), "look") == ""
    plain = shooting.content()
    ended = done(shooting.run(**put(shooting, (path, "1"))))
    told = asked_of(ended)["loras"]
    assert told == [{"digest": together(loras.digests(path)), "scale": "1"}]
    assert ended.outputs[0].content != plain
    assert shooting.content(**put(shooting, (path, "0"))) == plain
    without = done(shooting.run())
    assert "loras" not in asked_of(without)
    assert without.outputs[0].content == plain


def test_the_scale_says_how_much_of_it(models: Callable[[str], Path], tmp_path: Path) -> None:
    """Loading it anew changes nothing, and neither does what was set before."""
    from generation.backends.diffusers import running  # noqa: PLC0415

    shooting = Shooting(models("WanPipeline"), tmp_path)
    path = saved(models, "WanPipeline", tmp_path)
    scaled = [shooting.content(**put(shooting, (path, scale))) for scale in ("1", "0.5", "-1", "0")]
    assert len(set(scaled)) == 4
    running.RESIDENTS.drop_all()
    assert [shooting.content(**put(shooting, (path, scale))) for scale in ("0.5", "1")] == [scaled[1], scaled[0]]


def test_which_classes_take_loras_is_what_diffusers_says() -> None:
    import diffusers  # noqa: PLC0415

    taking = {family for families in loras.BASES.values() for family in families}
    assert {name for name in FAMILIES if hasattr(getattr(diffusers, name), "load_lora_weights")} == taking


def test_two_are_more_than_one_and_a_run_that_is_cut_off_leaves_the_next_one_right(
    models: Callable[[str], Path], tmp_path: Path
) -> None:
    name = "StableDiffusionPipeline"
    shooting, first = Shooting(models(name), tmp_path), saved(models, name, tmp_path)
    (tmp_path / "other").mkdir()
    second = saved(models, name, tmp_path / "other", seed=2)
    one, both = put(shooting, (first, "1")), put(shooting, (first, "1"), (second, "0.5"))
    assert len({plain := shooting.content(), shooting.content(**one), shooting.content(**both)}) == 3
    for after in range(2):
        shooting.run(cancelled=lambda: len(shooting.steps) > after, **both)  # noqa: B023  # called at once
        assert shooting.content() == plain


def test_what_reads_words_is_changed_too_and_is_not_met_again_as_it_was(
    models: Callable[[str], Path], tmp_path: Path
) -> None:
    from safetensors.torch import load_file, save_file  # noqa: PLC0415

    name = "StableDiffusionPipeline"
    network = saved(models, name, tmp_path)
    (tmp_path / "words").mkdir()
    words = saved(models, name, tmp_path / "words", part="text_encoder")
    both = tmp_path / "both.safetensors"
    save_file({**load_file(network), **load_file(words)}, both)
    assert (loras.examine(both).text, loras.examine(network).text) == (True, False)
    shooting = Shooting(models(name), tmp_path, tmp_path / "inner")
    contents = [shooting.content(), shooting.content(**put(shooting, (network, "1")))]
    again = done(shooting.run(**put(shooting, (both, "1"))))
    assert again.outputs[0].content not in contents
    assert [each["reused"] for each in again.outputs[0].facts["inner"]] == [False, False, False]
    assert [shooting.content(), shooting.content(**put(shooting, (network, "1")))] == contents


def test_kohyas_form_is_the_same_lora(models: Callable[[str], Path], tmp_path: Path) -> None:
    from tests.generation.backends.diffusers.tiny import adapters  # noqa: PLC0415

    name = "StableDiffusionPipeline"
    shooting, path = Shooting(models(name), tmp_path), saved(models, name, tmp_path)
    kohya, half = adapters.as_kohya(path), put(shooting, (path, "0.5"))
    assert loras.examine(kohya).bases == loras.examine(path).bases
    assert shooting.content(**put(shooting, (kohya, "1"))) == shooting.content(**put(shooting, (path, "1")))
    assert shooting.content(**put(shooting, (adapters.as_kohya(path, alpha=1), "1"))) == shooting.content(**half)


def test_a_lora_for_another_model_is_refused_in_words(models: Callable[[str], Path], tmp_path: Path) -> None:
    wan = Shooting(models("WanPipeline"), tmp_path)
    still = saved(models, "StableDiffusionPipeline", tmp_path)
    ended = wan.run(**put(wan, (still, "1")))
    assert isinstance(ended, Refused) and "is a LoRA for Stable Diffusion" in ended.reason and "Wan" in ended.reason
    assert wan.content(**put(wan, (still, "0"))) == wan.content()
    none = Shooting(models("StableVideoDiffusionPipeline"), tmp_path)
    ended = none.run(**put(none, (still, "1")))
    assert isinstance(ended, Refused) and "takes no LoRAs" in ended.reason


def test_one_whose_layers_the_model_has_not_leaves_nothing_in_it(models: Callable[[str], Path], tmp_path: Path) -> None:
    """One layer too many, or one of another size, which nothing but the loaded model can tell: it is not used again."""
    from safetensors.torch import load_file, save_file  # noqa: PLC0415

    from generation.backends.diffusers import running  # noqa: PLC0415

    name = "WanPipeline"
    shooting, path = Shooting(models(name), tmp_path), saved(models, name, tmp_path)
    plain, tensors = shooting.content(), load_file(path)
    more = {each.replace("blocks.0", "blocks.9"): tensors[each].clone() for each in tensors if "blocks.0" in each}
    last = max(tensors)
    wider = {last: tensors[last].repeat(2, 1)}
    for place, changed in enumerate((more, wider)):
        other = tmp_path / f"{place}.safetensors"
        save_file({**tensors, **changed}, other)
        ended = shooting.run(**put(shooting, (other, "1")))
        assert isinstance(ended, Refused) and "does not fit this model" in ended.reason, ended
        assert running.RESIDENTS.names() == ()
        assert shooting.content() == plain


def test_one_that_does_not_fit_is_refused_twice_also_where_a_part_of_it_was_put_in(
    models: Callable[[str], Path], tmp_path: Path
) -> None:
    """The network takes its layers before the text encoder is found to be of another size."""
    from safetensors.torch import load_file, save_file  # noqa: PLC0415

    name = "StableDiffusionPipeline"
    shooting, network = Shooting(models(name), tmp_path), saved(models, name, tmp_path)
    (tmp_path / "words").mkdir()
    words = load_file(saved(models, name, tmp_path / "words", part="text_encoder"))
    both = tmp_path / "both.safetensors"
    save_file({**load_file(network), **{each: tensor.repeat(2, 2) for each, tensor in words.items()}}, both)
    plain = shooting.content()
    for _ in range(2):
        ended = shooting.run(**put(shooting, (both, "1")))
        assert isinstance(ended, Refused) and "does not fit this model" in ended.reason, ended
    assert shooting.content() == plain


def test_one_that_widens_a_model_for_good_is_refused_and_leaves_it_as_it_was(
    models: Callable[[str], Path], tmp_path: Path
) -> None:
    """Control LoRAs of Flux do: their first layer reads the drawing beside the noise."""
    import torch  # noqa: PLC0415
    from safetensors.torch import load_file, save_file  # noqa: PLC0415

    from generation.backends.diffusers import running  # noqa: PLC0415

    name = "FluxPipeline"
    shooting, path = Shooting(models(name), tmp_path), saved(models, name, tmp_path, said=SAYS)
    plain = shooting.content()
    (held,) = (running.RESIDENTS.get(each) for each in running.RESIDENTS.names())
    assert held is not None
    out, into = held.pipe.transformer.x_embedder.weight.shape
    down, up = (f"transformer.x_embedder.lora_{each}.weight" for each in "AB")
    control = tmp_path / "control.safetensors"
    save_file(
        {**load_file(path), down: torch.ones(2, 2 * into), up: torch.ones(out, 2)}, control, {"format": "pt", **SAYS}
    )
    ended = shooting.run(**put(shooting, (control, "1")))
    assert isinstance(ended, Refused) and "for good" in ended.reason, ended
    assert running.RESIDENTS.names() == () and shooting.content() == plain


def test_memory_that_runs_out_while_one_is_put_in_is_told_as_that(tmp_path: Path) -> None:
    import torch  # noqa: PLC0415

    from generation.backends.diffusers import adapting  # noqa: PLC0415

    class Full:
        """A pipeline on a device that has nothing left."""

        components: dict[str, Any] = {}

        def lora_state_dict(self) -> None:
            """It reads nothing."""

        def load_lora_weights(self, *_: Any, **__: Any) -> None:
            raise torch.OutOfMemoryError("CUDA out of memory.")

    with pytest.raises(torch.OutOfMemoryError):
        adapting.adapt(Full(), {"sha256:a": Decimal(1)}, {"sha256:a": tmp_path / "look.safetensors"})


def test_without_the_library_that_puts_them_in_they_are_refused_in_words(
    models: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shooting = Shooting(models("WanPipeline"), tmp_path)
    asked = put(shooting, (saved(models, "WanPipeline", tmp_path), "1"))
    assert _engine(shooting.run(**asked))["peft"] == version("peft")
    monkeypatch.setitem(sys.modules, "peft", None)
    ended = shooting.run(**asked)
    assert isinstance(ended, Refused) and "run `make models`" in ended.reason
    assert "peft" not in _engine(shooting.run())


def _engine(ended: Outcome) -> dict[str, Any]:
    engine = done(ended).facts["engine"]
    assert isinstance(engine, dict)
    return engine


def test_another_file_than_was_registered_is_refused(models: Callable[[str], Path], tmp_path: Path) -> None:
    shooting = Shooting(models("WanPipeline"), tmp_path)
    path = saved(models, "WanPipeline", tmp_path)
    asked = put(shooting, (path, "1"))
    saved(models, "WanPipeline", tmp_path, seed=2)
    ended = shooting.run(**asked)
    assert isinstance(ended, Refused) and "not the LoRA that was registered" in ended.reason


SAYS = {"modelspec.architecture": "flux-1-dev/lora"}


def test_what_its_maker_says_narrows_what_its_layers_tell(models: Callable[[str], Path], tmp_path: Path) -> None:
    path = saved(models, "FluxPipeline", tmp_path)
    assert set(loras.examine(path).bases) > {"Flux", "HunyuanVideo"}
    assert loras.examine(saved(models, "FluxPipeline", tmp_path, said=SAYS)).bases == ("Flux",)
    wan = saved(models, "WanPipeline", tmp_path, said=SAYS)  # what is said against its layers is nothing
    assert "Wan" in loras.examine(wan).bases and "Flux" not in loras.examine(wan).bases


@pytest.mark.parametrize(
    ("layer", "shape", "bases"),
    [
        ("lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k", (4, 768), ("Stable Diffusion",)),
        ("lora_unet_input_blocks_4_1_transformer_blocks_0_attn2_to_k", (4, 2048), ("Stable Diffusion XL",)),
        ("lora_te2_text_model_encoder_layers_0_mlp_fc1", (4, 1280), ("Stable Diffusion XL",)),
        ("diffusion_model.blocks.0.self_attn.q", (4, 5120), ("Wan", "SkyReels V2", "Helios")),
        ("lora_unet_double_blocks_0_img_attn_qkv", (4, 3072), ("Flux", "Chroma", "HunyuanVideo", "Flux 2")),
        ("diffusion_model.transformer_blocks.0.audio_attn1.to_q", (4, 2048), ("LTX-2",)),
        ("diffusion_model.layers.0.attention.to_q", (4, 3840), ("Z-Image",)),
        ("transformer.transformer_blocks.0.img_mlp.net.0.proj", (4, 3072), ("Qwen-Image",)),
    ],
)
def test_the_base_is_told_from_how_layers_are_called_and_sized(
    tmp_path: Path, layer: str, shape: tuple[int, int], bases: tuple[str, ...]
) -> None:
    unet = "lora_unet_mid_block_attentions_0_transformer_blocks_0_attn1_to_q"
    down = "lora_down" if layer.startswith("lora_") else "lora_A"
    path = written(tmp_path, {f"{each}.{down}.weight": shape for each in {layer, unet if "te2" in layer else layer}})
    assert loras.examine(path).bases[: len(bases)] == bases


@pytest.mark.parametrize(
    ("layers", "why"),
    [
        ({"unet.down_blocks.0.attn.hada_w1_a": (2, 2)}, "no plain LoRA"),
        ({"blocks.0.attn1.to_q.lora_A.weight": (2, 8), "blocks.0.attn1.to_q.dora_scale": (8,)}, "DoRA"),
        ({"lora_te_text_model_encoder_layers_0_mlp_fc1.lora_down.weight": (2, 8)}, "text encoders alone"),
        ({"decoder.0.lora_A.weight": (2, 8)}, "no model has"),
        ({"blocks.0.attn1.to_q.weight": (8, 8)}, "is no LoRA"),
        ({"blocks.0.to_q.lora_A.weight": (2, 8), "blocks.0.attn.norm_added_q.weight": (8,)}, "for good"),
        ({"blocks.0.qkv.lora_A.weight": (2, 8), "blocks.0.img_attn.norm.query_norm.scale": (8,)}, "for good"),
    ],
)
def test_what_is_no_lora_is_refused_in_words(tmp_path: Path, layers: dict[str, tuple[int, ...]], why: str) -> None:
    with pytest.raises(Unusable, match=why):
        loras.examine(written(tmp_path, layers))
    (tmp_path / "text.safetensors").write_text("no weights")
    with pytest.raises(Unusable, match="no file of safetensors"):
        loras.examine(tmp_path / "text.safetensors")


def written(folder: Path, shapes: dict[str, tuple[int, ...]]) -> Path:
    import torch  # noqa: PLC0415
    from safetensors.torch import save_file  # noqa: PLC0415

    save_file({name: torch.zeros(shape) for name, shape in shapes.items()}, folder / "lora.safetensors")
    return folder / "lora.safetensors"


def test_one_for_another_size_of_its_base_is_refused(models: Callable[[str], Path], tmp_path: Path) -> None:
    able = examine(models("WanPipeline"))
    large = loras.examine(written(tmp_path, {"diffusion_model.blocks.0.self_attn.q.lora_A.weight": (4, 5120)}))
    assert "layers are 5120 wide, and those of the model are 24 wide" in loras.unfit(able, large, "look")
