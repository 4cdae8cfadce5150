"""Registering: a folder is read, summed up and kept with its licence; what cannot be is refused in plain words."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from uuid6 import uuid7

from events import registry, store
from events.rebuild import rebuild
from generation import commands, queries
from generation.domain.model import (
    ChangeModel,
    InvalidModel,
    ModelNameTaken,
    ModelWithdrawn,
    NoteTrial,
    Trial,
    UnknownWeights,
    WeightsChanged,
    WeightsKnown,
    WeightsSource,
)
from generation.models import WeightFileRow
from generation.register import sources
from generation.register.registering import ModelRequest
from generation.register.sources import ModelUnusable, SourceUnreachable
from generation.register.usable import usable
from productions.domain.studio import STUDIO
from tests.conftest import Sequencer
from tests.generation.backends.diffusers.folders import model
from tests.support.making import context

pytestmark = pytest.mark.django_db
CARD = "---\nlicense: apache-2.0\ntags:\n- video\n---\n# Wan\n"


def silent(_done: int, _whole: int) -> None:
    pass


def folder(path: Path, card: str = CARD) -> Path:
    """A model with a card that names its licence."""
    model(path).joinpath("README.md").write_text(card)
    return path


def add(path: Path, **said: Any) -> Any:
    return commands.add_model(context(), ModelRequest(str(path), **said), silent, silent).value


def test_a_folder_becomes_a_model_with_what_its_files_say(tmp_path: Path) -> None:
    state = queries.model(add(folder(tmp_path / "wan"))).state
    assert (state.name, state.task, state.backend, state.licence) == ("wan", "video", "diffusers", "Apache-2.0")
    assert state.uses == ("commercial", "non-commercial", "research")
    weights = state.weights
    assert (weights.source.kind, weights.source.at) == ("folder", str(tmp_path / "wan"))
    assert weights.capability["family"] == "WanPipeline"
    assert weights.memory > weights.size > 0


def test_what_somebody_says_of_it_counts_for_more_than_its_card(tmp_path: Path) -> None:
    said = {"name": "Our Wan", "licence": "studio licence", "uses": ("research",), "terms": "Ask.", "memory": 9}
    state = queries.model(add(folder(tmp_path / "wan"), **said)).state
    assert (state.name, state.licence, state.uses, state.terms) == ("Our Wan", "studio licence", ("research",), "Ask.")
    assert state.weights.memory == 9


@pytest.mark.parametrize(
    "card",
    ["", "---\nlicense: other\n---\n", "---\n: [\n---\n", "---\nlicense: [mit]\n---", "no head", "---\n- a\n---\n"],
)
def test_a_model_without_a_licence_is_refused(tmp_path: Path, card: str) -> None:
    with pytest.raises(InvalidModel, match="under which licence"):
        add(folder(tmp_path / "wan", card))


def test_a_licence_of_another_name_is_the_one_that_the_card_calls_it(tmp_path: Path) -> None:
    card = "---\nlicense: other\nlicense_name: tencent-hunyuan-community\n---\n"
    state = queries.model(add(folder(tmp_path / "wan", card))).state
    assert (state.licence, "European Union" in state.terms) == ("tencent-hunyuan-community", True)


def test_weights_are_registered_once_and_names_stand_for_one_model(tmp_path: Path) -> None:
    add(folder(tmp_path / "wan"))
    with pytest.raises(WeightsKnown, match="already, as wan"):
        add(folder(tmp_path / "copy"))
    other = folder(tmp_path / "other")
    (other / "vae" / "diffusion_pytorch_model.safetensors").write_bytes(b"other")
    with pytest.raises(ModelNameTaken):
        add(other, name="WAN")


def test_other_weights_are_a_version_and_nothing_follows_them(tmp_path: Path) -> None:
    id_ = add(folder(tmp_path / "wan"))
    first = queries.model(id_).state.weights.digest
    other = folder(tmp_path / "other")
    (other / "vae" / "diffusion_pytorch_model.safetensors").write_bytes(b"other")
    assert add(other, version_of=id_) == id_
    state = queries.model(id_).state
    assert (len(state.versions), state.version_of(first)) == (2, 1)
    assert usable(id_, first).folder == tmp_path / "wan"
    assert usable(id_, state.weights.digest).folder == other


@pytest.mark.parametrize("said", [{"name": "Another"}, {"licence": "MIT"}, {"uses": ("research",)}, {"terms": "Ask."}])
def test_a_version_brings_no_name_and_no_licence_of_its_own(tmp_path: Path, said: dict[str, Any]) -> None:
    id_ = add(folder(tmp_path / "wan"))
    with pytest.raises(InvalidModel, match="A version has the") as refused:
        add(tmp_path / "nowhere", version_of=id_, **said)
    assert refused.value.data["field"] in said


def test_a_version_that_needs_what_cannot_be_is_refused(tmp_path: Path) -> None:
    id_ = add(folder(tmp_path / "wan"))
    other = folder(tmp_path / "other")
    (other / "vae" / "diffusion_pytorch_model.safetensors").write_bytes(b"other")
    with pytest.raises(InvalidModel, match="memory"):
        add(other, version_of=id_, memory=-1)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda path: (path / "model_index.json").unlink(), "holds no model_index.json"),
        (lambda path: (path / "vae" / "diffusion_pytorch_model.safetensors").unlink(), "are missing"),
        (
            lambda path: (path / "vae" / "diffusion_pytorch_model.safetensors").rename(
                path / "vae" / "diffusion_pytorch_model.bin"
            ),
            "pickled",
        ),
    ],
)
def test_a_folder_that_cannot_be_used_says_why(tmp_path: Path, spoil: Any, why: str) -> None:
    spoil(folder(tmp_path / "wan"))
    with pytest.raises(ModelUnusable, match=why):
        add(tmp_path / "wan")


def test_a_place_that_is_none_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreachable, match="There is no folder"):
        add(tmp_path / "nowhere")
    for wrong in ("wan", "a/b/c", "a/b@", "https://hub/a/b", "a b/c", "a/b@x y"):
        with pytest.raises(SourceUnreachable, match="neither a folder here nor an id"):
            sources.parsed(wrong if wrong != "a/b@" else "a/@")


def test_what_is_meant_by_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "owner" / "model").mkdir(parents=True)
    assert sources.parsed("Wan-AI/Wan2.1@main") == WeightsSource("hub", "Wan-AI/Wan2.1", "main")
    assert sources.parsed("owner/model") == WeightsSource("folder", str(tmp_path / "owner" / "model"))
    assert sources.parsed("./x").kind == "folder"


def lora(path: Path, width: int = 24) -> Path:
    """A file of a LoRA as far as its header goes, with a card beside it that names its licence."""
    tensor = {"dtype": "F32", "shape": [2, width], "data_offsets": [0, 8 * width]}
    header = json.dumps({"transformer.blocks.0.attn1.to_q.lora_A.weight": tensor}).encode()
    path.write_bytes(len(header).to_bytes(8, "little") + header + bytes(8 * width))
    path.with_name("README.md").write_text(CARD)
    return path


def test_a_file_of_a_lora_is_registered_with_what_it_is_for(tmp_path: Path) -> None:
    path = lora(tmp_path / "rain.safetensors")
    state = queries.model(add(path)).state
    assert (state.name, state.task, state.licence) == ("rain", "lora", "Apache-2.0")
    assert (state.weights.source.kind, state.weights.source.at) == ("file", str(path))
    assert state.weights.capability["bases"] == ["Wan", "SkyReels V2", "Helios"]
    path.rename(tmp_path / "fog.safetensors")
    with pytest.raises(WeightsKnown, match="registered already, as rain"):
        add(tmp_path / "fog.safetensors")  # however it is called


def test_a_lora_is_lent_as_the_file_that_was_registered(tmp_path: Path) -> None:
    path = lora(tmp_path / "rain.safetensors")
    id_ = add(path)
    digest = queries.model(id_).state.weights.digest
    assert usable(id_, digest).folder == path and usable(id_, digest).digest == digest
    with pytest.raises(InvalidModel, match="for lora on diffusers"):
        commands.add_model(context(), ModelRequest(str(folder(tmp_path / "wan")), version_of=id_), silent, silent)
    lora(path, width=48)
    with pytest.raises(WeightsChanged, match="not those that were registered"):
        usable(id_, digest)


@pytest.mark.parametrize("name", ["rain.ckpt", "rain.bin", "rain.pt"])
def test_a_pickled_file_is_refused_before_it_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"pickled")
    with pytest.raises(ModelUnusable, match="could run code"):
        add(tmp_path / name)
    with pytest.raises(ModelUnusable, match="could run code"):
        commands.add_model(context(), ModelRequest(f"owner/loras/{name}"), silent, silent)


def test_a_file_that_is_no_lora_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "vae.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelUnusable, match="no file of safetensors"):
        add(tmp_path / "vae.safetensors")
    with pytest.raises(SourceUnreachable, match="There is no file"):
        add(tmp_path / "nothing.safetensors")


def test_only_listed_weights_may_be_registered_where_there_is_a_list(tmp_path: Path) -> None:
    with override_settings(MODEL_DIGESTS={"sha256:" + "0" * 64}), pytest.raises(ModelUnusable, match="MODEL_DIGESTS"):
        add(folder(tmp_path / "wan"))
    id_ = add(tmp_path / "wan")
    digest = queries.model(id_).state.weights.digest
    other = folder(tmp_path / "other")
    (other / "vae" / "config.json").write_text(json.dumps({"z_dim": 16}))
    with override_settings(MODEL_DIGESTS={digest}), pytest.raises(ModelUnusable):
        add(other)


def test_a_file_is_read_once_and_again_when_it_changed(tmp_path: Path) -> None:
    id_ = add(folder(tmp_path / "wan"))
    digest = queries.model(id_).state.weights.digest
    file = tmp_path / "wan" / "vae" / "diffusion_pytorch_model.safetensors"
    rows = WeightFileRow.objects.filter(path=str(file))
    assert rows.count() == 1
    rows.update(digest="0" * 64)  # what was kept is believed while the file seems the same
    with pytest.raises(WeightsChanged):
        usable(id_, digest)
    file.write_bytes(file.read_bytes())
    assert usable(id_, digest).capability.family == "WanPipeline"


def test_files_that_changed_are_not_lent(tmp_path: Path) -> None:
    id_ = add(folder(tmp_path / "wan"))
    digest = queries.model(id_).state.weights.digest
    (tmp_path / "wan" / "vae" / "diffusion_pytorch_model.safetensors").write_bytes(b"something else")
    with pytest.raises(WeightsChanged, match="not those that were registered"):
        usable(id_, digest)


def test_a_model_is_lent_while_it_is_not_withdrawn(tmp_path: Path) -> None:
    id_ = add(folder(tmp_path / "wan"))
    digest = queries.model(id_).state.weights.digest
    with pytest.raises(UnknownWeights, match="has the digest"):
        usable(id_, "sha256:" + "0" * 64)
    with pytest.raises(UnknownWeights, match="no such model"):
        usable(uuid7(), digest)
    commands.withdraw_model(context(), id_, "Its licence changed.")
    with pytest.raises(ModelWithdrawn, match="wan was withdrawn: Its licence"):
        usable(id_, digest)
    commands.reinstate_model(context(), id_)
    assert usable(id_, digest).capability.task == "video"


def test_what_a_worker_holds_is_told_by_the_names_of_models(tmp_path: Path) -> None:
    id_ = add(folder(tmp_path / "wan"))
    digest = queries.model(id_).state.weights.digest
    unknown = "diffusers/sha256:" + "0" * 64
    assert queries.held_names(["animatic/4", f"diffusers/{digest}", unknown]) == [
        "animatic/4",
        "wan",
        "diffusers/sha256:00000000",
    ]
    other = folder(tmp_path / "other")
    (other / "vae" / "diffusion_pytorch_model.safetensors").write_bytes(b"other")
    add(other, version_of=id_)
    assert queries.held_names([f"diffusers/{digest}"]) == ["wan, version 1"]


def test_a_known_licence_brings_what_it_allows(tmp_path: Path) -> None:
    id_ = add(folder(tmp_path / "wan"))
    commands.change_model(context(), id_, ChangeModel(licence="cc-by-nc-4.0"))
    state = queries.model(id_).state
    assert (state.licence, state.uses) == ("CC-BY-NC-4.0", ("non-commercial", "research"))


def test_rows_are_rebuilt_from_every_event_that_models_have(tmp_path: Path, sequencer: Sequencer) -> None:
    id_ = add(folder(tmp_path / "wan"))
    assert rebuild(check=True) == []
    other = folder(tmp_path / "other")
    (other / "vae" / "config.json").write_text(json.dumps({"z_dim": 16, "more": 1}))
    add(other, version_of=id_)
    digest = queries.model(id_).state.weights.digest
    commands.change_model(context(), id_, ChangeModel(name="Wan 2"))
    commands.note_trial(context(), id_, NoteTrial(digest, "cpu", Trial(worked=True, seconds="1.0")))
    commands.withdraw_model(context(), id_, "Too slow.")
    assert rebuild(check=True) == []
    commands.reinstate_model(context(), id_)
    sequencer.step()
    assert rebuild(check=True) == []
    happened = {event.type for event in store.read_log(STUDIO, limit=10_000)}
    ours = {name for name in registry.registered() if name.startswith("model.")}
    assert {name for name in happened if name.startswith("model.")} == ours
