"""IP-Adapters and single files: made part of a model's folder, the same each time, and refused in words."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import override_settings
from PIL import Image

from generation.backends.diffusers.families import FAMILIES
from generation.ports.work import Cancelled, Refused
from generation.register.composing import composed
from generation.register.sources import ModelUnusable
from tests.generation.backends.diffusers.shooting import Shooting, asked_of, done

pytestmark = pytest.mark.usefixtures("one_thread")
TAKING = ("StableDiffusionPipeline", "StableDiffusionXLPipeline", "AnimateDiffPipeline")


def picture(path: Path, colour: tuple[int, int, int]) -> Path:
    """A picture with an edge in it: encoders even out what is of one colour alone."""
    frame = np.full((40, 30, 3), colour, np.uint8)
    frame[:20, :15] = 255 - frame[:20, :15]
    Image.fromarray(frame).save(path)
    return path


@pytest.fixture
def adapted(models: Callable[[str], Path], tmp_path: Path) -> Callable[..., Path]:
    """Make a model of a family that looks at pictures."""
    from tests.generation.backends.diffusers.tiny import eyes  # noqa: PLC0415  # torch is slow to load

    def making(name: str, **said: Any) -> Path:
        sees = eyes.encoder(tmp_path / "eyes")
        file = eyes.adapter(models(name), sees, tmp_path / "mara.safetensors", **said)
        with override_settings(COMPOSED_MODELS=tmp_path / "composed"):
            return composed(file, models(name), sees)

    return making


@pytest.mark.parametrize("name", TAKING)
def test_pictures_of_references_are_looked_at(
    adapted: Callable[..., Path], models: Callable[[str], Path], name: str, tmp_path: Path
) -> None:
    """One object: none, one, another one, weaker, not at all, cut off, and none again."""
    red, blue = picture(tmp_path / "red.png", (200, 40, 40)), picture(tmp_path / "blue.png", (30, 60, 220))
    shooting = Shooting(adapted(name), tmp_path, tmp_path / "inner")
    plain = Shooting(models(name), tmp_path).content()
    assert shooting.content(fed=()) == plain
    shooting.references = {"sha256:red": red}
    ended = done(shooting.run(fed=()))
    told = asked_of(ended)
    assert (told["pictures"], told["strength"]) == ({"references": ["sha256:red"]}, "1")
    assert told["looked_at_by"] == "ip-adapter"
    with_red = ended.outputs[0].content
    weak = shooting.content(fed=(), setting__strength="0.4")
    shooting.references = {"sha256:blue": blue}
    with_blue = shooting.content(fed=())
    shooting.references = {"sha256:blue": blue, "sha256:red": red}
    with_both = shooting.content(fed=())
    assert len({plain, with_red, weak, with_blue, with_both}) == 5
    none = done(shooting.run(fed=(), setting__strength="0"))
    assert none.outputs[0].content == plain
    assert asked_of(none)["pictures"] == {} and any("strength of pictures is 0" in n for n in asked_of(none)["snapped"])
    shooting.references = {"sha256:red": red}
    shooting.inner = None
    assert shooting.run(cancelled=lambda: len(shooting.steps) > 1, fed=()) == Cancelled()
    assert shooting.content(fed=()) == with_red
    shooting.references = {}
    assert shooting.content(fed=()) == plain


def test_an_adapter_that_looks_part_by_part_is_one_too(adapted: Callable[..., Path], tmp_path: Path) -> None:
    shooting = Shooting(adapted("StableDiffusionPipeline", plus=True), tmp_path)
    plain = shooting.content(fed=())
    shooting.references = {"sha256:red": picture(tmp_path / "red.png", (200, 40, 40))}
    assert len({plain, once := shooting.content(fed=()), shooting.content(fed=(), setting__strength="0.4")}) == 3
    assert shooting.content(fed=()) == once
    shooting.references = {}
    assert shooting.content(fed=()) == plain


def test_an_adapter_for_another_model_or_without_its_encoder_is_refused(
    adapted: Callable[..., Path], models: Callable[[str], Path], tmp_path: Path
) -> None:
    from tests.generation.backends.diffusers.tiny import eyes  # noqa: PLC0415

    with pytest.raises(ModelUnusable, match="it is for another model"):
        adapted("StableDiffusionPipeline", wider=32)
    file, base = tmp_path / "mara.safetensors", models("StableDiffusionPipeline")
    wrong: list[tuple[Path, Path | None, Path | None, str]] = [
        (file, None, None, "--base"),
        (file, base, None, "--image-encoder"),
        (file, models("WanPipeline"), None, "takes no IP-Adapter here"),
    ]
    eyes.adapter(base, tmp_path / "eyes", file)
    for path, beside, sees, why in wrong:
        with pytest.raises(ModelUnusable, match=why):
            composed(path, beside, sees)


def test_what_does_not_go_with_an_adapter_is_refused(adapted: Callable[..., Path], tmp_path: Path) -> None:
    ended = Shooting(adapted("StableDiffusionPipeline"), tmp_path).run(fed=(), setting__storage="float8")
    assert isinstance(ended, Refused) and "by an IP-Adapter" in ended.reason


def network(models: Callable[..., Path], name: str, seed: int) -> Path:
    return next((models(name, seed) / FAMILIES[name].denoisers[0]).glob("*.safetensors"))


@pytest.mark.parametrize("name", ["WanPipeline", "StableDiffusionPipeline"])
def test_a_network_in_one_file_is_the_same_model(models: Callable[..., Path], name: str, tmp_path: Path) -> None:
    """The very weights of a model give its pixels; those of another one, with all else as it was, do not."""
    base = models(name)
    with override_settings(COMPOSED_MODELS=tmp_path / "composed"):
        same, other = (composed(network(models, name, seed), base, None) for seed in (1, 2))
    assert Shooting(same, tmp_path).content() == Shooting(base, tmp_path).content()
    assert Shooting(other, tmp_path).content() != Shooting(base, tmp_path).content()


def test_a_network_of_few_bits_runs_and_stays_small(
    models: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generation.backends.diffusers import running  # noqa: PLC0415  # torch is slow to load
    from tests.generation.backends.diffusers.tiny import eyes  # noqa: PLC0415

    base = models("FluxPipeline")
    file = eyes.as_gguf(base / "transformer", tmp_path / "flux-q8.gguf")
    with override_settings(COMPOSED_MODELS=tmp_path / "composed"):
        folder = composed(file, base, None)
    shooting, plain = Shooting(folder, tmp_path), Shooting(base, tmp_path)
    once = shooting.content()
    assert once != plain.content() and shooting.able.quantised
    assert shooting.able.bytes < plain.able.bytes
    assert shooting.run(cancelled=lambda: len(shooting.steps) > 1) == Cancelled()
    running.RESIDENTS.drop_all()
    assert shooting.content() == once
    for set_ in ({"setting__storage": "float8"}, {"setting__compiled": True}):
        ended = shooting.run(**set_)
        assert isinstance(ended, Refused) and "in few bits already" in ended.reason
    monkeypatch.setitem(sys.modules, "gguf", None)
    unread = shooting.run()
    assert isinstance(unread, Refused) and "need the library gguf" in unread.reason
