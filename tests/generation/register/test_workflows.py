"""Workflows are read, registered with what is declared of them, planned with, and tried on a server."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from events.rebuild import rebuild
from generation import commands, queries
from generation.backends.comfyui import graphs, suggesting
from generation.backends.comfyui.workflow import Place
from generation.domain.model import InvalidModel, ModelUnfit, WeightsKnown
from generation.domain.model_work import ModelWork
from generation.register import usable
from generation.register.asked import answer
from generation.register.sources import ModelUnusable
from generation.register.workflows import Declaring, WantedWorkflow
from generation.workers.trials import try_model
from productions.models import User
from tests.generation.backends.comfyui.standin import ComfyServer, picture_to_clip, text_to_picture
from tests.support.asgi import answering
from tests.support.making import context

pytestmark = pytest.mark.django_db


def add(nodes: Any, **said: Any) -> Any:
    wanted = {"name": "Noise", "licence": "MIT", **said}
    text = nodes if isinstance(nodes, str) else json.dumps(nodes)
    return commands.add_workflow(context(), WantedWorkflow(text, **wanted)).value


def test_titles_say_what_goes_where_and_use_says_the_rest() -> None:
    said = suggesting.suggested(graphs.read(json.dumps(text_to_picture())))
    assert (said.task, said.output) == ("image", "Output")
    assert {word: [str(each) for each in places] for word, places in said.inputs.items()} == {
        "prompt": ["Positive prompt · text"], "negative": ["Negative prompt · text"], "seed": ["Sampler · seed"],
        "steps": ["Sampler · steps"], "guidance": ["Sampler · cfg"], "width": ["EmptyLatentImage · width"],
        "height": ["EmptyLatentImage · height"],
    }  # fmt: skip


def test_nodes_of_one_title_are_told_apart_by_their_ids() -> None:
    nodes = text_to_picture()
    for id_ in ("6", "7"):
        nodes[id_]["_meta"]["title"] = "CLIP Text Encode"
    said = suggesting.suggested(graphs.read(json.dumps(nodes)))
    assert (said.inputs["prompt"], said.inputs["negative"]) == ((Place("#6", "text"),), (Place("#7", "text"),))
    with pytest.raises(ModelUnusable, match="2 nodes have the title “CLIP Text Encode” \\(#6 and #7\\)"):
        add(nodes, declared=Declaring(inputs=[("prompt", Place("CLIP Text Encode", "text"))]))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no JSON"),
        ("[]", "holds no nodes"),
        ("{}", "holds no nodes"),
        ('{"nodes": [], "links": []}', "Export it in API format"),
        ('{"1": {}}', "says no class_type"),
        ('{"1": {"class_type": "A", "inputs": []}}', "are no JSON object"),
        ('{"1": {"class_type": "A", "inputs": {"x": ["2", 0]}}}', "from the node #2, which the workflow does not have"),
        ('{"1": {"class_type": "A", "inputs": {"x": NaN}}}', "no JSON"),
        ('{"1": {"class_type": "A", "inputs": {"x": "\\u0000"}}}', "characters that are no text"),
        ("[" * 100_000, "no JSON"),
        (" " * 300_000, "larger than"),
    ],
)
def test_what_is_no_workflow_is_refused_in_words(text: str, why: str) -> None:
    with pytest.raises(ModelUnusable, match=why):
        queries.read_workflow(text)
    with pytest.raises(ModelUnusable, match=why):
        add(text)


@pytest.mark.parametrize(
    ("declared", "why"),
    [
        (Declaring(inputs=[]), "Say where the prompt or a picture goes"),
        (Declaring(inputs=[("prompt", Place("Nobody", "text"))]), "no node with the title “Nobody”"),
        (Declaring(inputs=[("prompt", Place("Positive prompt", "words"))]), "has no input words. Its inputs are: text"),
        (Declaring(output="Nobody"), "no node with the title “Nobody”"),
        (Declaring(rules=(0, 1, 1, 0)), "whole numbers"),
        (Declaring(rules=(8, 4, 9, 5)), "no shorter than the shortest"),
    ],
)
def test_declarations_that_do_not_fit_are_refused_in_words(declared: Declaring, why: str) -> None:
    with pytest.raises(ModelUnusable, match=why):
        add(text_to_picture(), declared=declared)


def test_a_workflow_needs_a_name_and_a_licence() -> None:
    with pytest.raises(InvalidModel, match="name"):
        add(text_to_picture(), name=" ")
    with pytest.raises(InvalidModel, match="licence"):
        add(text_to_picture(), licence=None)


def test_a_workflow_is_a_model_of_the_log_and_its_digest_holds_what_is_declared() -> None:
    id_ = add(text_to_picture())
    state = queries.model(id_).state
    assert (state.name, state.task, state.backend, state.licence) == ("Noise", "image", "comfyui", "MIT")
    assert (state.weights.source.kind, state.weights.memory) == ("workflow", 0)
    with pytest.raises(WeightsKnown, match="already, as Noise"):
        add(text_to_picture(), name="Again")
    moved = dict(reversed(text_to_picture().items()))
    with pytest.raises(WeightsKnown):
        add(moved, name="The same in another order")
    other = Declaring(inputs=[("prompt", Place("Positive prompt", "text"))])
    assert add(text_to_picture(), declared=other, name=None, licence=None, version_of=id_) == id_
    state = queries.model(id_).state
    assert len(state.versions) == 2
    lent = usable.usable(id_, state.versions[0].digest).lent()
    assert lent.document == state.versions[0].capability and not lent.files
    assert rebuild(check=True) == []
    assert queries.model(id_).state == state


def work(id_: Any, task: str = "video", **said: Any) -> ModelWork:
    digest = queries.model(id_).state.weights.digest
    asked = {"resolution": "1280x722", "frames": 50, "rate": "24", "fed": ("keyframe", "prompt"), **said}
    return ModelWork("comfyui", task, str(id_), digest, **asked)


def test_plans_say_what_becomes_of_work_before_a_server_is_asked() -> None:
    id_ = add(picture_to_clip(), declared=Declaring(rules=(16, 4, 1, 81)))
    told = answer(work(id_), usable.registered()).told
    assert (told.width, told.height, told.frames, told.name) == (1280, 736, 53, "Noise")
    assert [(each.of, each.asked, each.made, each.why) for each in told.snaps] == [
        ("size", "1280x722", "1280x736", "multiples of 16"),
        ("frames", "50", "53", "4n + 1, at most 81"),
        ("steps", "", "4", "as the model recommends"),
    ]
    with pytest.raises(ModelUnfit, match="makes at most 81 frames, and the shot has 200: split the shot there"):
        answer(work(id_, frames=200), usable.registered())
    with pytest.raises(ModelUnfit, match="makes nothing without a first frame"):
        answer(work(id_, fed=("prompt",)), usable.registered())
    other = work(id_)
    with pytest.raises(ModelUnfit, match="Noise is run by comfyui, and this stage by diffusers"):
        answer(ModelWork("diffusers", "video", other.model, other.digest, "1280x720", 50, "24"), usable.registered())


def test_a_workflow_is_tried_on_the_server_and_its_picture_is_kept(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = add(picture_to_clip())
    trial = try_model(context(), id_)
    assert trial.reason == "This machine knows no ComfyUI server: set COMFYUI_URL to its address."
    with answering(ComfyServer()) as address:
        settings.COMFYUI_URL = address
        monkeypatch.setenv("COMFYUI_URL", address)  # for the child
        trial = try_model(context(), id_)
    assert (trial.worked, trial.reason, len(trial.pictures)) == (True, "", 1)
    assert queries.model(id_).state.tried(queries.model(id_).state.weights.digest)["remote"] == trial


def test_the_command_tells_what_it_would_declare_and_registers_it(tmp_path: Path) -> None:
    User.objects.create_user("producer")
    file = tmp_path / "noise.json"
    file.write_text(json.dumps(text_to_picture()))

    def said(*words: str) -> str:
        out = StringIO()
        call_command("add_workflow", str(file), *words, stdout=out)
        return out.getvalue()

    looked = said("--look")
    assert "prompt goes to Positive prompt.text" in looked and "the result comes from Output" in looked
    assert not queries.models()
    with pytest.raises(CommandError, match="licence"):
        said("--untried")
    with pytest.raises(CommandError, match="is no input"):
        said("--untried", "--input", "prompt")
    told = said("--untried", "--licence", "mit", "--input", "prompt=Positive prompt.text")
    assert "noise is registered, version 1, for image." in told
    file.write_bytes(b"\xff")
    with pytest.raises(CommandError, match="cannot be read"):
        said("--look")
