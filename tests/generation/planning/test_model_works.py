"""Work for models in plans: what it becomes, what it takes by what was measured, and what blocks it with its fix."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import override_settings
from uuid6 import uuid7

from generation import commands as orders
from generation import queries as made
from generation.domain.plan import PlannedStage
from generation.models import JobRow, ModelPaceRow, WorkerRow
from generation.planning import planner, what_if
from generation.planning.model_works import BEHIND
from generation.register.registering import ModelRequest
from generation.stages.templates import templates
from productions import commands, queries
from productions.commands import Target
from productions.domain.fields.edits import Edit
from productions.domain.graph import Graph, GraphNode
from tests.generation.backends.diffusers.folders import WAN, changed, model
from tests.generation.filming import Film, pretend_all
from tests.support.making import context, production

pytestmark = pytest.mark.django_db
Choose = Callable[..., dict[str, str]]


@pytest.fixture
def film() -> Film:
    """A production whose motion is made from words by a model that is still to be chosen."""
    by = context()
    log = production(by)
    orders.change_draft(by, log, templates()["film_by_models_from_text"].graph)
    orders.publish_pipeline(by, log)
    commands.set_parameter(by, log, Target("production", log), "resolution", "854x480")
    shots = {f"{place}": id_ for place, id_ in enumerate(queries.moment(log).shots)}
    for id_ in shots.values():
        commands.change_shot(by, log, id_, {"frames": 50})
    return Film(by, log, shots, {}, {})


@pytest.fixture
def choose(film: Film, tmp_path: Path) -> Choose:
    """Register a model for motion, and choose it for all of the film."""

    def choosing(
        name: str = "wan",
        pipeline: str = "WanPipeline",
        parts: Mapping[str, Any] = WAN,
        licence: str = "Apache-2.0",
        weights: bytes = b"",
    ) -> dict[str, str]:
        folder = model(tmp_path / name, pipeline, parts)
        for path in folder.rglob("*.safetensors") if weights else ():
            path.write_bytes(weights)
        wanted = ModelRequest(str(folder), licence=licence, memory=2**20)
        id_ = orders.add_model(context(), wanted, lambda *_: None, lambda *_: None).value
        chosen = {"id": str(id_), "digest": made.model(id_).state.weights.digest}
        put(film, model=chosen)
        return chosen

    return choosing


@pytest.fixture
def put_beside(film: Film, tmp_path: Path) -> Choose:
    """Register a LoRA for a width of networks, and set it for all of the film or a shot of it."""

    def putting(
        width: int, scale: str = "1", shot: str = "", name: str = "rain", layer: str = WAN_LAYER
    ) -> dict[str, str]:
        header = {f"{layer}.lora_A.weight": {"dtype": "F32", "shape": [2, width], "data_offsets": [0, 8 * width]}}
        said = json.dumps(header).encode()
        path = tmp_path / f"{name}.safetensors"
        path.write_bytes(len(said).to_bytes(8, "little") + said + bytes(8 * width))
        wanted = ModelRequest(str(path), licence="Apache-2.0")
        id_ = orders.add_model(context(), wanted, lambda *_: None, lambda *_: None).value
        chosen = {"id": str(id_), "digest": made.model(id_).state.weights.digest}
        put(film, shot, loras=[{**chosen, "scale": scale}])
        return chosen

    return putting


WAN_LAYER = "transformer.blocks.0.attn1.to_q"
_HEADER = json.dumps({"w": {"dtype": "F32", "shape": [8], "data_offsets": [0, 32]}}).encode()
SINGLE = len(_HEADER).to_bytes(8, "little") + _HEADER + bytes(32)
"""A file of safetensors in single precision, which takes half as much at half precision."""


def put(film: Film, shot: str = "", **set_: Any) -> None:
    target = Target("shot", film.shots[shot]) if shot else Target("production", film.log)
    for name, value in set_.items():
        commands.set_parameter(film.by, film.log, target, f"motion.{name}", value)


def line(film: Film, shot: str = "0", stage: str = "motion") -> PlannedStage:
    lines = planner.plan(film.log).plan.lines
    return next(each for each in lines if (each.shot, each.stage) == (film.shots[shot], stage))


def measured(chosen: dict[str, str], seconds: str, *, steps: int, frames: int = 53, device: str = "h100") -> None:
    tokens = ((frames - 1) // 4 + 1) * (864 // 16) * (480 // 16)
    ModelPaceRow.objects.create(
        digest=chosen["digest"], device_class=device, numbers="auto/all", tokens=tokens, steps=steps, passes=2,
        pixels=864 * 480 * frames, seconds=Decimal(seconds),
    )  # fmt: skip


def test_what_a_request_is_snapped_to_stands_in_the_plan(film: Film, choose: Choose) -> None:
    chosen = choose()
    told = line(film).made
    assert told and (str(told.model), told.name, told.version) == (chosen["id"], "wan", 1)
    assert (told.width, told.height, told.frames, told.steps) == (864, 480, 53, 50)
    assert [(each.of, each.asked, each.made, each.why) for each in told.snaps] == [
        ("size", "854x480", "864x480", "multiples of 16"),
        ("frames", "50", "53", "4n + 1"),
        ("steps", "", "50", "as the model recommends"),
    ]
    assert any("made for 16 frames a second" in note for note in told.notes)
    put(film, steps="8", size="832x480", strength="0.5")
    told = line(film).made
    assert told and [(each.made, each.why) for each in told.snaps] == [
        ("832x480", "the size of work that is set, in multiples of 16"), ("53", "4n + 1"), ("8", "as set"),
    ]  # fmt: skip
    assert any("strength of pictures changes nothing" in note for note in told.notes)


def test_a_plan_says_where_nothing_was_measured(film: Film, choose: Choose) -> None:
    chosen = choose()
    assert line(film).cost.basis == "guessed"
    assert planner.plan(film.log).plan.cost.basis == "guessed"
    measured(chosen, "100", steps=50)
    assert line(film).cost.basis == "measured"
    other = choose("other", parts=changed("vae", z_dim=16, more=1))
    assert other["digest"] != chosen["digest"] and line(film).cost.basis == "guessed", "of these weights nothing"


def test_one_measured_shape_predicts_others_with_a_range(film: Film, choose: Choose) -> None:
    chosen = choose()
    measured(chosen, "100", steps=50)
    cost = line(film).cost
    assert float(cost.expected) == pytest.approx(100) and cost.devices == ("h100",)
    assert cost.low < cost.expected < cost.high
    put(film, "0", steps="25")
    assert float(line(film).cost.expected) == pytest.approx(50), "half the steps"
    commands.change_shot(film.by, film.log, film.shots["1"], {"frames": 105})
    assert float(line(film, "1").cost.expected) == pytest.approx(100 * 27 / 14), "of 27 latent frames where 14 were"
    put(film, "0", size="432x240")
    assert float(line(film).cost.expected) == pytest.approx(50 / 4, rel=0.01), "a quarter of the pixels"


def test_what_was_learned_is_what_an_order_reserves_and_a_supposed_edit_costs(film: Film, choose: Choose) -> None:
    orders.set_prices(context(), "EUR", {"h100": {"1970-01-01": "36"}, "cpu": {"1970-01-01": "0"}})
    chosen = choose()
    for steps in (10, 20, 30, 40, 50):
        measured(chosen, str(steps * 2), steps=steps)
    priced = line(film).cost
    assert float(priced.expected) == pytest.approx(100, rel=0.01) and priced.price
    assert float(priced.price[2]) == pytest.approx(1, rel=0.01)
    edit = Edit("parameter:motion.steps", value="100", production=film.log)
    then = what_if.plan(film.by, film.log, [edit], [film.shots["0"]]).plan
    supposed = next(each for each in then.lines if each.stage == "motion")
    assert float(supposed.cost.expected) == pytest.approx(200, rel=0.01)
    placed = film.order("0")
    job = JobRow.objects.get(order=placed, stage="motion")
    assert float(job.expected) == pytest.approx(100, rel=0.01)
    assert float(job.reserved) == pytest.approx(float(priced.price[1]), rel=0.001)


def test_work_on_a_device_that_never_did_it_is_told_to_be_measured_elsewhere(film: Film, choose: Choose) -> None:
    chosen = choose()
    measured(chosen, "100", steps=50)
    kind = line(film).kind
    WorkerRow.objects.create(
        name="w", host="h", process="", kinds=[kind], device_class="l40s", classes=["gpu", "l40s"], memory=2**40
    )
    assert (line(film).cost.basis, line(film).cost.devices) == ("elsewhere", ("l40s",))
    WorkerRow.objects.update(memory=2**19)  # too little for the model: it says nothing of what it takes
    assert (line(film).cost.basis, line(film).cost.devices) == ("measured", ("h100",))


def test_a_processor_must_have_the_memory_of_the_numbers_that_it_computes_in(film: Film, choose: Choose) -> None:
    chosen = choose(weights=SINGLE)
    measured(chosen, "100", steps=50)
    single = 2 * 2**20
    worker = WorkerRow.objects.create(
        name="w", host="h", process="", kinds=[line(film).kind], device_class="cpu", classes=["cpu"], memory=single - 1
    )
    assert line(film).cost.devices == ("h100",), "where it was measured: nobody here can do it"
    put(film, precision="bfloat16")
    assert line(film).cost.devices == ("cpu",)
    put(film, precision="auto")
    WorkerRow.objects.filter(name=worker.name).update(memory=single)
    assert line(film).cost.devices == ("cpu",)


def test_weights_in_eight_bits_ask_for_less_memory(film: Film, choose: Choose) -> None:
    chosen = choose(weights=SINGLE)
    measured(chosen, "100", steps=50)
    WorkerRow.objects.create(
        name="w", host="h", process="", kinds=[line(film).kind], device_class="gpu", classes=["gpu"], memory=2**20 - 1
    )
    assert line(film).cost.devices == ("h100",), "where it was measured: nobody here can do it"
    put(film, storage="float8")
    assert line(film).cost.devices == ("gpu",)


def test_a_step_cache_that_the_model_does_not_take_is_blocked(film: Film, choose: Choose) -> None:
    choose(pipeline="SkyReelsV2Pipeline")
    put(film, step_cache="first-block")
    told = line(film)
    assert told.verdict == "blocked" and "takes no step cache first-block" in told.reason


def test_a_withdrawn_model_blocks_its_stage_and_what_stands_on_it(film: Film, choose: Choose) -> None:
    chosen = choose()
    orders.withdraw_model(context(), UUID(chosen["id"]), "Its licence changed.")
    motion, finish = line(film), line(film, stage="finish")
    assert motion.verdict == "blocked" and not motion.certain and motion.cost.high == 0
    assert motion.reason.startswith("wan was withdrawn: Its licence changed. Choose another model")
    assert (finish.verdict, finish.reason) == ("blocked", BEHIND)
    assert line(film, stage="prompt").verdict == "run"
    cells = {(cell.shot, cell.stage): cell for cell in made.board(film.log).cells}
    assert cells[film.shots["0"], "motion"].verdict == "blocked"
    assert cells[film.shots["0"], "motion"].reason == motion.reason
    orders.reinstate_model(context(), UUID(chosen["id"]))
    assert (line(film).verdict, line(film, stage="finish").verdict) == ("may-run", "may-run")


def test_what_continues_a_shot_that_is_blocked_is_blocked_too_and_says_why(film: Film, choose: Choose) -> None:
    moving = templates()["film_by_models_from_text"].graph
    begun: Any = {"prompt": "prompt.prompt", "continues": "continues:motion.last_frame"}
    still = Graph(
        (*moving.nodes, GraphNode("still", "keyframe", inputs=begun)), {**moving.outputs, "still": "still.keyframe"}
    )
    orders.change_draft(film.by, film.log, still)
    orders.publish_pipeline(film.by, film.log)
    chosen = choose()
    scene = next(iter(queries.moment(film.log).scenes))
    for before, name in pairwise(("0", "second", "third")):
        added = commands.add_shot(film.by, film.log, uuid7(), scene, {"description": "A gull.", "frames": 50})
        film.shots[name] = added.value
        commands.set_continues(film.by, film.log, added.value, film.shots[before])
    assert line(film, "second", "still").verdict == "may-run"
    orders.withdraw_model(context(), UUID(chosen["id"]), "Its licence changed.")
    waiting = line(film, "second", "still")
    code = queries.moment(film.log).shots[film.shots["0"]].state.code
    assert waiting.verdict == "blocked" and not waiting.certain and waiting.cost.high == 0
    assert waiting.reason.startswith(f"continues {code}, where it is blocked: wan was withdrawn: Its licence changed.")
    assert line(film, "third", "still").verdict == "blocked"
    second = film.shots["second"]
    (cell,) = (each for each in made.board(film.log, [second]).cells if each.stage == "still")
    assert (cell.verdict, cell.reason) == ("blocked", waiting.reason), "also where it is looked at alone"
    alone = [each for each in planner.plan(film.log, [second]).plan.lines if each.shot == second]
    assert {each.stage: each.verdict for each in alone}["still"] == "blocked"
    orders.reinstate_model(context(), UUID(chosen["id"]))
    assert line(film, "second", "still").verdict == "may-run"


def test_nothing_is_reserved_for_what_is_blocked(film: Film, choose: Choose) -> None:
    chosen = choose()
    orders.withdraw_model(context(), UUID(chosen["id"]), "Its licence changed.")
    placed = film.order("0")
    assert [JobRow.objects.get(order=placed, stage=stage).longest for stage in ("motion", "finish")] == [0, 0]
    pretend_all()
    job = JobRow.objects.get(order=placed, stage="motion")
    assert (job.state, job.code) == ("failed", "model-withdrawn")


def test_nothing_is_reserved_behind_what_another_shot_of_the_order_waits_for_too(film: Film, choose: Choose) -> None:
    chosen = choose()
    scene = next(iter(queries.moment(film.log).scenes))
    commands.set_parameter(film.by, film.log, Target("production", film.log), "seed", "7")
    for name in ("twin", "other"):
        added = commands.add_shot(film.by, film.log, uuid7(), scene, {"description": "A gull.", "frames": 50})
        film.shots[name] = added.value
    film.make("twin", "other", stages=["prompt"])
    orders.withdraw_model(context(), UUID(chosen["id"]), "Its licence changed.")
    placed = film.order("twin", "other")
    behind = JobRow.objects.filter(order=placed, stage__in=("motion", "finish"))
    assert [*behind.values_list("longest", flat=True)] == [0] * 4


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        ({"model": None}, "No model is chosen"),
        ({"size": "huge"}, "“huge” is no size of work"),
    ],
)
def test_what_a_run_would_refuse_is_blocked_in_the_plan_and_opens_no_work(
    film: Film, choose: Choose, spoil: dict[str, Any], why: str
) -> None:
    choose()
    put(film, **spoil)
    assert line(film).verdict == "blocked" and why in line(film).reason
    placed = film.order("0")
    pretend_all()
    job = JobRow.objects.get(order=placed, stage="motion")
    assert (job.state, job.code) == ("failed", "refused") and why in job.reason


def test_a_model_that_needs_a_picture_or_cannot_make_the_length_is_blocked(film: Film, choose: Choose) -> None:
    parts = changed("transformer", in_channels=36)
    choose("pictures", "WanImageToVideoPipeline", parts)
    assert "Wan from pictures makes nothing without a first frame: feed one" in line(film).reason
    unet = {"in_channels": 4, "motion_max_seq_length": 24}
    moving = {
        "text_encoder": ("transformers", "CLIPTextModel", {}),
        "tokenizer": ("transformers", "CLIPTokenizer", None),
        "vae": ("diffusers", "AutoencoderKL", {"latent_channels": 4, "block_out_channels": [8, 16]}),
        "unet": ("diffusers", "UNetMotionModel", unet),
        "scheduler": ("diffusers", "DDIMScheduler", None),
    }
    choose("short", "AnimateDiffPipeline", moving)
    assert "makes at most 24 frames, and the shot has 50: split the shot there" in line(film).reason


def test_a_shot_longer_than_its_model_is_priced_segment_by_segment(film: Film, choose: Choose) -> None:
    choose("keyframes", "WanVACEPipeline", changed("transformer", vace_in_channels=96))
    put(film, at_once="21")
    told = line(film)
    assert told.verdict == "may-run", told.reason
    assert [each.frames for each in told.segments] == [21, 21, 13]
    assert sum(each.cost.expected for each in told.segments) == told.cost.expected
    assert told.made and told.made.frames == 53
    choose("words")
    assert "is to make at most 21 frames, and the shot has 50: split the shot there" in line(film).reason


def test_a_studio_that_says_what_its_films_are_for_is_kept_from_other_models(film: Film, choose: Choose) -> None:
    choose(licence="CC-BY-NC-4.0")
    assert line(film).verdict != "blocked", "nobody said what the films are for"
    with override_settings(MODEL_USE="commercial"):
        assert line(film).verdict == "blocked"
        assert "use alone under CC-BY-NC-4.0" in line(film).reason
        placed = film.order("0")
        pretend_all()
        assert JobRow.objects.get(order=placed, stage="motion").code == "model-not-allowed"
    choose("unknown", parts=changed("vae", z_dim=16, more=2), licence="a licence of its own")
    with override_settings(MODEL_USE="commercial"):
        assert line(film).verdict != "blocked", "nobody said what that allows"


def test_weights_that_are_listed_no_more_are_blocked(film: Film, choose: Choose) -> None:
    choose()
    with override_settings(MODEL_DIGESTS={f"sha256:{'0' * 64}"}):
        assert "MODEL_DIGESTS" in line(film).reason


def blocked(film: Film, shot: str = "0") -> str:
    told = line(film, shot)
    assert told.verdict == "blocked", told
    return told.reason


SIZED = changed("transformer", num_attention_heads=2, attention_head_dim=12)


def test_a_lora_that_fits_is_planned_and_one_that_does_not_is_blocked_with_why(
    film: Film, choose: Choose, put_beside: Choose
) -> None:
    choose(parts=SIZED)
    without = line(film).made
    put_beside(24)
    assert line(film).made == without
    put_beside(48, name="wide", shot="0")
    assert "layers are 48 wide, and those of the model are 24 wide" in blocked(film)
    put_beside(32, name="other", shot="0", layer="unet.down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k")
    assert "other is a LoRA for Stable Diffusion" in blocked(film)
    assert line(film, "1").made == without
    put_beside(49, name="wider", scale="0", shot="0")  # what changes nothing is not looked at
    assert line(film).made == without


def test_a_lora_that_is_withdrawn_blocks_what_names_it_and_says_where_it_is_used(
    film: Film, choose: Choose, put_beside: Choose
) -> None:
    choose(parts=SIZED)
    rain = put_beside(24, shot="0")
    assert made.model_uses(UUID(rain["id"]))[film.log].settings == 1
    orders.withdraw_model(context(), UUID(rain["id"]), "Its maker took it back")
    assert "rain was withdrawn: Its maker took it back" in blocked(film)


def test_a_lora_is_no_model_and_a_model_no_lora(film: Film, choose: Choose, put_beside: Choose) -> None:
    wan, rain = choose(parts=SIZED), put_beside(24)
    put(film, model=rain)
    assert blocked(film) == "rain is a LoRA: choose a model, and put it beside that."
    put(film, model=wan, loras=[{**wan, "scale": "1"}])
    assert blocked(film) == "wan is no LoRA: choose it as the model of a stage."
