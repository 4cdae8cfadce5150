"""Settings have their effect, pictures reach models, memory that runs out is told, and loading runs no code."""

import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from config.env import ROOT
from generation.backends.ability import FIRST, GUIDE, LAST
from generation.backends.diffusers.capability import examine
from generation.backends.diffusers.outlining import edges
from generation.backends.diffusers.settings import PARAMETERS
from generation.backends.fitting import still
from generation.backends.framing import from_model, reference, to_model
from generation.ports import media
from generation.ports.work import Refused
from generation.stages.registry import stage
from generation.stages.templates import templates
from productions.domain.stage_parameters import cleaning
from tests.generation.backends.diffusers.shooting import Shooting, asked_of, done
from tests.generation.pictures import Making, inputs

pytestmark = pytest.mark.usefixtures("one_thread")
EFFECTS: dict[str, Any] = {
    "wording": "a lighthouse",
    "template": "{place}",
    "negative": "blurry",
    "steps": "4",
    "guidance": "2",
    "size": "96x64",
    "precision": "bfloat16",
}
"""A value of each that changes a picture; the others change how it is computed, or only what some models make."""


@pytest.mark.parametrize("name", EFFECTS)
def test_what_is_set_has_its_effect_and_its_default_none(
    models: Callable[[str], Path], name: str, tmp_path: Path
) -> None:
    shooting = Shooting(models("StableDiffusionPipeline"), tmp_path)
    schema = PARAMETERS["image"][name]
    assert cleaning(schema)(EFFECTS[name]) == EFFECTS[name] != schema.default
    plain = shooting.content()
    if name != "steps":  # those of the shot are set already
        assert shooting.content(**{f"setting__{name}": schema.default}) == plain
    assert shooting.content(**{f"setting__{name}": EFFECTS[name]}) != plain


def test_a_parameter_that_holds_a_model_takes_nothing_else() -> None:
    clean = cleaning(PARAMETERS["image"]["model"])
    chosen = {"id": "018F0000-0000-7000-8000-000000000001", "digest": f"sha256:{'a' * 64}"}
    assert clean(chosen) == {**chosen, "id": chosen["id"].lower()}
    assert clean(None) is None
    for wrong in ("", 1, {}, {"id": chosen["id"]}, {**chosen, "digest": "sha256:x"}, {**chosen, "more": 1}, [chosen]):
        with pytest.raises(ValueError, match="its id, and the digest"):
            cleaning(PARAMETERS["image"]["model"])(wrong)


def test_the_pace_of_a_model_holds_its_frames(models: Callable[[str], Path], tmp_path: Path) -> None:
    shooting = Shooting(models("WanPipeline"), tmp_path)
    at_pace = done(shooting.run(setting__pace="model", frames=8))
    assert any("held" in note for note in asked_of(at_pace)["snapped"])
    assert at_pace.outputs[0].facts["count"] == 8
    assert at_pace.outputs[0].content != shooting.content(frames=8)


def test_references_reach_a_model_that_takes_them_and_are_named_where_it_does_not(
    models: Callable[[str], Path], tmp_path: Path
) -> None:
    picture = tmp_path / "mara.png"
    Image.fromarray(np.full((40, 30, 3), (200, 40, 40), np.uint8)).save(picture)
    vace = Shooting(models("WanVACEPipeline"), tmp_path)
    plain = vace.content(fed=())
    vace.references = {"sha256:mara": picture}
    with_her = done(vace.run(fed=()))
    assert with_her.outputs[0].content != plain
    assert asked_of(with_her)["pictures"] == {"references": ["sha256:mara"]}
    assert vace.content(fed=(), setting__strength="0.5") != with_her.outputs[0].content
    weighed = done(vace.run(fed=(), setting__strength="0.5"))
    assert (asked_of(weighed)["strength"], asked_of(weighed)["snapped"]) == ("0.5", asked_of(with_her)["snapped"])
    words = Shooting(models("WanPipeline"), tmp_path, references=vace.references)
    notes = asked_of(done(words.run()))["snapped"]
    assert any("takes no pictures of references: they reach it in words alone" in note for note in notes)


def test_a_drawing_is_made_real_by_its_edges_or_as_it_is(models: Callable[[str], Path], tmp_path: Path) -> None:
    control = Shooting(models("StableDiffusionControlNetPipeline"), tmp_path)
    by_edges = done(control.run())
    told = asked_of(by_edges)
    assert told["pictures"] == {"guide": [control.making.contents["keyframe"]["keyframe"]]}
    assert (told["guide_as"], told["strength"]) == ("edges", "1")
    as_picture = done(control.run(setting__guide_as="picture"))
    assert asked_of(as_picture)["guide_as"] == "picture"
    weak = control.content(setting__strength="0.2")
    assert len({by_edges.outputs[0].content, as_picture.outputs[0].content, weak}) == 3
    assert control.content(setting__guide_as="edges") == by_edges.outputs[0].content
    unfed = control.run(fed=())
    assert isinstance(unfed, Refused) and "makes nothing without a guide" in unfed.reason
    plain = Shooting(models("StableDiffusionPipeline"), tmp_path).run(fed=(GUIDE,))
    assert isinstance(plain, Refused) and "takes no guide" in plain.reason


def test_a_model_that_looks_at_pictures_sees_the_drawing_first(models: Callable[[str], Path], tmp_path: Path) -> None:
    mara = tmp_path / "mara.png"
    Image.fromarray(np.full((40, 30, 3), (200, 40, 40), np.uint8)).save(mara)
    klein = Shooting(models("Flux2KleinPipeline"), tmp_path, references={"sha256:mara": mara})
    both = done(klein.run())
    assert asked_of(both)["pictures"].keys() == {"guide", "references"}
    alone = done(klein.run(fed=()))
    assert asked_of(alone)["pictures"] == {"references": ["sha256:mara"]}
    told = asked_of(done(klein.run(setting__guide_as="edges")))
    assert any("looks at the drawing itself" in note for note in told["snapped"]) and told["guide_as"] == "picture"
    assert both.outputs[0].content != alone.outputs[0].content
    kontext = Shooting(models("FluxKontextPipeline"), tmp_path, references=klein.references)
    told = asked_of(done(kontext.run()))
    assert told["pictures"].keys() == {"guide"}
    assert any("one picture, which is the drawing" in note for note in told["snapped"])


def test_a_model_that_needs_somebody_to_look_at_says_so(models: Callable[[str], Path], tmp_path: Path) -> None:
    shooting = Shooting(models("QwenImageEditPlusPipeline"), tmp_path)
    shooting.cast = dict  # type: ignore[method-assign]  # nobody who is cast has a picture
    ended = shooting.run(fed=())
    assert isinstance(ended, Refused) and "cast one that has a picture" in ended.reason


def test_pictures_of_references_keep_their_shape() -> None:
    tall = np.zeros((2400, 1200, 3), np.uint8)
    assert reference(tall).size == (724, 1448)
    assert reference(tall[:90, :70]).size == (70, 90)
    assert reference(tall[:90, :32]).size == (64, 180)


def test_outlines_are_white_on_black_in_the_size_of_the_picture() -> None:
    drawn = np.full((40, 60, 3), 30, np.uint8)
    drawn[10:30, 20:40] = 220
    lines = np.asarray(edges(Image.fromarray(drawn)))
    assert lines.shape == (40, 60, 3) and set(np.unique(lines)) == {0, 255}
    assert lines[:, 20].any() and not lines[20, 30].any() and not lines[2].any() and not lines[0].any()
    assert not np.asarray(edges(Image.new("RGB", (2, 1)))).any()


def test_words_for_a_model_that_takes_none_are_refused(models: Callable[[str], Path], tmp_path: Path) -> None:
    shooting = Shooting(models("StableVideoDiffusionPipeline"), tmp_path)
    ended = shooting.run(setting__wording="a lighthouse")
    assert isinstance(ended, Refused) and "takes no words" in ended.reason
    told = asked_of(done(shooting.run()))
    assert told["prompt"] == "" and any("the prompt does not reach it" in note for note in told["snapped"])


def test_a_clip_in_rounds_is_one_run_of_steps(models: Callable[[str], Path], tmp_path: Path) -> None:
    shooting = Shooting(models("HeliosPipeline"), tmp_path)
    ended = done(shooting.run(frames=40))
    assert asked_of(ended)["made"]["count"] == 65
    told = [pair for pair in shooting.steps if pair != (1, 1)]
    assert told == [(step, 6) for step in range(1, 7)]


def test_sound_that_is_not_kept_is_told(models: Callable[[str], Path], tmp_path: Path) -> None:
    told = asked_of(done(Shooting(models("LTX2Pipeline"), tmp_path).run()))
    assert "LTX-2 makes sound too, which is not kept" in told["snapped"]


def test_a_strength_that_changes_nothing_is_told(models: Callable[[str], Path], tmp_path: Path) -> None:
    pictures = Shooting(models("WanImageToVideoPipeline"), tmp_path)
    weak = done(pictures.run(setting__strength="0.5"))
    assert "Wan from pictures cannot weigh pictures: their strength changes nothing" in asked_of(weak)["snapped"]
    assert asked_of(weak)["strength"] == "" and weak.outputs[0].content == pictures.content()
    words = done(Shooting(models("WanPipeline"), tmp_path).run(setting__strength="0.5"))
    assert any("the model is given none" in note for note in asked_of(words)["snapped"])


def test_a_shot_that_continues_another_begins_with_its_last_frame(tmp_path: Path) -> None:
    frame = tmp_path / "last.png"
    media.write_png(frame, np.full((72, 128, 3), 90, np.uint8))
    making = Making(tmp_path, "diffusers", upstream={"continues": {"last_frame": frame}})
    making.stage(stage("prompt"), inputs())
    made = done(making.stage(stage("model_keyframe"), inputs()))
    assert made.outputs[0].content == media.still_content(media.read_still(frame))
    assert asked_of(made)["continued"] is True


@pytest.mark.parametrize(
    ("template", "family"),
    [("film_by_models", "WanImageToVideoPipeline"), ("film_by_models_from_text", "WanPipeline")],
)
def test_a_template_feeds_what_the_models_take_that_it_names(
    models: Callable[[str], Path], template: str, family: str, tmp_path: Path
) -> None:
    (motion,) = (node for node in templates()[template].graph.nodes if node.kind == "model_motion")
    fed = tuple({"keyframe": FIRST, "last": LAST}[port] for port in motion.inputs if port != "prompt")
    done(Shooting(models(family), tmp_path).run(fed=fed))


def test_a_picture_comes_back_from_a_model_where_it_went_in(models: Callable[[str], Path]) -> None:
    able = examine(models("WanPipeline"))
    frame = np.random.default_rng(1).integers(0, 256, (45, 70, 3), np.uint8)
    fit = still(able, (70, 45), None)
    assert fit.size == (80, 48)
    assert (from_model(np.asarray(to_model(frame, fit)), fit, (70, 45)) == frame).all()


def test_previews_are_pictures(models: Callable[[str], Path], tmp_path: Path) -> None:
    for name in ("WanPipeline", "StableDiffusionPipeline", "CogVideoXPipeline"):
        shooting = Shooting(models(name), tmp_path / name)
        shooting.folder.mkdir()
        done(shooting.run())
        assert len(shooting.shown) >= 3
        assert all(each.dtype == np.uint8 and each.shape[2] == 3 for each in shooting.shown)


def test_other_files_than_those_that_were_registered_are_refused(models: Callable[..., Path], tmp_path: Path) -> None:
    shooting = Shooting(models("StableDiffusionPipeline", 5), tmp_path)
    assert shooting.digest != Shooting(models("StableDiffusionPipeline"), tmp_path).digest
    configuration = shooting.model / "scheduler" / "scheduler_config.json"
    configuration.write_text(json.dumps({**json.loads(configuration.read_text()), "steps_offset": 1}))
    ended = shooting.run()
    assert isinstance(ended, Refused)
    assert "not those that were registered" in ended.reason


def test_what_a_model_cannot_do_is_refused_before_it_is_loaded(models: Callable[..., Path], tmp_path: Path) -> None:
    from generation.backends.diffusers import running  # noqa: PLC0415  # torch is slow to load

    running.RESIDENTS.drop_all()
    ended = Shooting(models("WanPipeline"), tmp_path).run(fed=(FIRST,))
    assert isinstance(ended, Refused) and "takes no first frame" in ended.reason
    assert running.RESIDENTS.names() == ()


@pytest.mark.parametrize("least", [2.0, -2.0])
def test_a_safety_checker_of_diffusers_is_loaded_and_heard(tmp_path: Path, least: float) -> None:
    from tests.generation.backends.diffusers.tiny import families  # noqa: PLC0415  # torch is slow to load

    families.stable_diffusion_checked(least).save_pretrained(tmp_path / "checked", safe_serialization=True)
    shooting = Shooting(tmp_path / "checked", tmp_path)
    assert "safety_checker" in {each.name for each in shooting.able.components}
    ended = shooting.run()
    if least > 1:
        done(ended)
    else:
        assert isinstance(ended, Refused) and "safety checker refused the picture" in ended.reason


def test_no_code_of_a_model_is_run(models: Callable[..., Path], tmp_path: Path) -> None:
    """Neither a pickle beside the weights nor a module that the index could name."""
    folder = models("StableDiffusionPipeline", 6)
    trap = tmp_path / "sprung"

    class Trap:
        def __reduce__(self) -> Any:
            return (Path.touch, (trap,))

    (folder / "unet" / "diffusion_pytorch_model.bin").write_bytes(pickle.dumps(Trap()))
    (folder / "pipeline.py").write_text(f"from pathlib import Path\nPath({str(trap)!r}).touch()\n")
    (folder / "unet" / "modeling.py").write_text(f"from pathlib import Path\nPath({str(trap)!r}).touch()\n")
    done(Shooting(folder, tmp_path).run())
    assert not trap.exists()
    (folder / "unet" / "diffusion_pytorch_model.safetensors").unlink()
    shooting = Shooting(folder, tmp_path)
    shooting.__dict__["able"] = examine(models("StableDiffusionPipeline"))
    shooting.__dict__["digest"] = f"sha256:{'0' * 64}"
    ended = shooting.run()
    assert isinstance(ended, Refused)
    assert "pickled" in ended.reason
    assert not trap.exists()


def test_a_model_that_is_let_go_gives_its_memory_back_at_once(models: Callable[[str], Path], tmp_path: Path) -> None:
    """Whoever still holds the object holds no weights."""
    import torch  # noqa: PLC0415  # slow to load

    from generation.backends.diffusers.running import RESIDENTS  # noqa: PLC0415

    shooting = Shooting(models("StableDiffusionPipeline"), tmp_path)
    before = shooting.content()
    held = RESIDENTS.get(RESIDENTS.names()[-1])
    assert held is not None
    RESIDENTS.drop_all()
    networks = [part for part in held.pipe.components.values() if isinstance(part, torch.nn.Module)]
    weights = [each for part in networks for each in (*part.parameters(), *part.buffers())]
    assert weights and all(each.numel() == 0 for each in weights)
    assert shooting.content() == before


_SHORT_OF_MEMORY = """
import resource, sys, tempfile, warnings
from pathlib import Path
warnings.simplefilter("ignore")
import torch
torch.set_num_threads(1)
from generation.backends.diffusers.running import RESIDENTS
from tests.generation.backends.diffusers.shooting import Shooting
shooting = Shooting(Path(sys.argv[1]), Path(sys.argv[2]))
small = shooting.content()
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
most = resource.getrlimit(resource.RLIMIT_AS)[1]
resource.setrlimit(resource.RLIMIT_AS, (used + 2**25, most))
ended = shooting.run(parameter__resolution="2048x2048")
resource.setrlimit(resource.RLIMIT_AS, (most, most))
print(ended.code, ended.retryable, len(RESIDENTS.names()), shooting.content() == small, ended.reason)
"""


def test_memory_that_runs_out_is_told_with_advice_and_the_next_work_is_right(
    models: Callable[[str], Path], tmp_path: Path
) -> None:
    command = [sys.executable, "-c", _SHORT_OF_MEMORY, str(models("StableDiffusionPipeline")), str(tmp_path)]
    said = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert said.stdout.startswith("out-of-memory False 0 True Memory ran out, also with tiles"), said


def test_what_serves_the_page_and_claims_work_never_loads_torch() -> None:
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings.test'; django.setup();"
        "import config.asgi, config.urls, generation.workers.shepherd, generation.workers.runner;"
        "from generation.stages.registry import kinds, offered; kinds();"
        "assert 'model_motion/1/diffusers/1' in offered();"
        "print(sorted({'torch', 'diffusers', 'transformers', 'accelerate'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    assert said.stdout.strip() == "[]"
