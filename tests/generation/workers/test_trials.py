"""A first small generation: its picture is kept, and what fails is told in words and marked."""

import json
import shutil
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from django.core.management import call_command

from generation import commands, queries
from generation.artifacts import artifact_store
from generation.backends.diffusers.capability import examine
from generation.backends.diffusers.loras import Lora
from generation.register.registering import ModelRequest
from generation.register.usable import ModelFiles
from generation.register.workflows import WantedWorkflow
from generation.stages.registry import stage
from generation.workers import trials
from generation.workers.devices import Processor
from generation.workers.trials import try_model
from productions.models import User
from tests.generation.backends.comfyui.standin import text_to_picture
from tests.generation.backends.conftest import Models
from tests.support.making import context

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Models:
    return Models(tmp_path_factory.mktemp("models"))


def registered(folder: Path) -> UUID:
    wanted = ModelRequest(str(folder), licence="Apache-2.0")
    return commands.add_model(context(), wanted, lambda _done, _whole: None, lambda _done, _whole: None).value


@pytest.mark.parametrize(
    "name", ["StableDiffusionPipeline", "WanImageToVideoPipeline", "StableDiffusionControlNetPipeline"]
)
def test_a_model_that_works_leaves_its_picture(models: Models, name: str) -> None:
    id_ = registered(models(name))
    trial = try_model(context(), id_, Processor())
    assert trial.worked, trial.reason
    (picture,) = trial.pictures
    artifact_store.verify(picture)
    state = queries.model(id_).state
    assert state.tried(state.weights.digest) == {"cpu": trial}
    assert trial.engine.startswith("sha256:") and float(trial.seconds) > 0


def test_a_model_that_needs_somebody_to_look_at_is_shown_a_picture(models: Models, tmp_path: Path) -> None:
    able = examine(models("QwenImageEditPlusPipeline")).document()
    (tmp_path / "out").mkdir()
    files = ModelFiles("sha256:0", models("QwenImageEditPlusPipeline"), able)
    (picture,) = trials._run(stage("model_keyframe"), uuid4(), files, {}, tmp_path / "out").references.values()
    assert picture.is_file()


def test_what_cannot_be_loaded_is_told_in_words_and_marked(models: Models, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(models("StableDiffusionPipeline"), tmp_path / "broken"))
    weights = folder / "unet" / "diffusion_pytorch_model.safetensors"
    weights.write_bytes(b"no weights at all")
    id_ = registered(folder)
    trial = try_model(context(), id_, Processor())
    assert (trial.worked, trial.pictures) == (False, ())
    assert "cannot be loaded" in trial.reason and "Traceback" not in trial.reason
    assert queries.model(id_).state.tried(queries.model(id_).state.weights.digest)["cpu"].worked is False


def test_files_that_are_gone_are_told(models: Models, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(models("StableDiffusionPipeline"), tmp_path / "gone"))
    id_ = registered(folder)
    shutil.rmtree(folder)
    assert "There is no folder" in try_model(context(), id_, Processor()).reason


def test_a_lora_is_tried_with_a_model_that_it_is_for(models: Models, tmp_path: Path) -> None:
    from tests.generation.backends.diffusers.tiny import adapters  # noqa: PLC0415  # torch is slow to load

    name = "StableDiffusionPipeline"
    look = registered(adapters.lora(models(name), name, tmp_path / "look.safetensors"))
    workflow = WantedWorkflow(json.dumps(text_to_picture()), name="Noise", licence="MIT")
    commands.add_workflow(context(), workflow)  # what a server runs has no layers here that a LoRA could change
    alone = try_model(context(), look, Processor())
    assert not alone.worked and "no such model is registered" in alone.reason
    plain = try_model(context(), registered(models(name)), Processor())
    beside = try_model(context(), look, Processor())
    assert beside.worked, beside.reason
    assert beside.pictures != plain.pictures


def test_a_file_that_is_made_part_of_a_model_is_tried_with_it(
    models: Models, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the command, which finds the model by its name; the adapter is shown a picture."""
    from tests.generation.backends.diffusers.tiny import eyes  # noqa: PLC0415  # torch is slow to load

    settings.COMPOSED_MODELS = tmp_path / "composed"
    base, sees = models("StableDiffusionPipeline"), eyes.encoder(tmp_path / "eyes")
    plain = registered(base)
    file = eyes.adapter(base, sees, tmp_path / "mara.safetensors")
    User.objects.create_user("producer")
    said = ["--licence", "Apache-2.0", "--untried"]
    call_command("add_model", str(file), *said, "--base", queries.model(plain).state.name, "--image-encoder", str(sees))
    assert "mara is registered, version 1, for image" in capsys.readouterr().out
    adapted = queries.model_called("mara").id
    assert queries.model(adapted).state.weights.capability["conditions"] == ["references"]
    seen = try_model(context(), adapted, Processor())
    assert seen.worked, seen.reason
    assert seen.pictures != try_model(context(), plain, Processor()).pictures
    file.write_bytes(file.read_bytes() + b" ")
    assert "are not those that were registered" in try_model(context(), adapted, Processor()).reason


def test_a_lora_is_tried_with_the_smallest_model_that_is_here(models: Models, tmp_path: Path) -> None:
    from tests.generation.backends.diffusers.tiny import adapters  # noqa: PLC0415  # torch is slow to load

    name = "StableDiffusionPipeline"
    look = registered(adapters.lora(models(name), name, tmp_path / "look.safetensors"))
    gone = Path(shutil.copytree(models(name), tmp_path / "gone"))
    id_ = registered(gone)
    shutil.rmtree(gone)
    alone = try_model(context(), look, Processor())
    assert not alone.worked and "no such model can be used here: There is no folder" in alone.reason
    larger = registered(models(name, seed=2))
    memory = [queries.model(each).state.weights.memory for each in (id_, larger)]
    assert memory[0] <= memory[1]
    beside = try_model(context(), look, Processor())
    assert beside.worked, beside.reason


def test_a_model_that_is_described_in_another_way_takes_no_lora(models: Models, tmp_path: Path) -> None:
    from tests.generation.backends.diffusers.tiny import adapters  # noqa: PLC0415  # torch is slow to load

    name = "StableDiffusionPipeline"
    lora = Lora.of(
        queries.model(
            registered(adapters.lora(models(name), name, tmp_path / "look.safetensors"))
        ).state.weights.capability
    )
    model = queries.model(registered(models(name))).state
    assert trials._fits(model, lora, "look")
    weights = msgspec.structs.replace(model.weights, capability={"inputs": ["words"]})
    assert not trials._fits(msgspec.structs.replace(model, versions=(weights,)), lora, "look")
