"""A first small generation with a model: in a child process as jobs run, and its picture is kept."""

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import UUID

import msgspec
from PIL import Image

from events.errors import Refusal
from events.execution import Context
from generation import commands, queries
from generation.artifacts import pictures
from generation.backends import registry
from generation.backends.ability import FEEDS, REFERENCES, Ability
from generation.backends.comfyui.workflow import SHOWN_REFERENCES
from generation.backends.diffusers.capability import Capability
from generation.backends.diffusers.loras import Lora, unfit
from generation.domain.model import Model, ModelUnfit, NoteTrial, Trial
from generation.domain.recipes import SETTING
from generation.ports.work import JSON, Cancelled, Done, Failed, Outcome, Refused
from generation.register.asked import HOSTED
from generation.register.elsewhere import REMOTE
from generation.register.examining import LORA
from generation.register.usable import ModelFiles, registered, usable
from generation.stages.base import Stage
from generation.stages.registry import kinds, stages
from generation.workers.child import Child
from generation.workers.devices import Device, Remote, largest
from generation.workers.intervals import Intervals
from generation.workers.protocol import Ended, Run
from generation.workers.workroom import workroom

SIZE = (256, 256)
STEPS = "4"
SEED = "1"
WORDS = "A lighthouse on a rock by the sea at dusk."
HEAR_SECONDS = 0.5
_DIED = "The process that ran it ended: often memory has run out"
NOT_INSTALLED = "What runs it is not installed on this machine: run `make models`."
PAID = "It is paid for each time, so that it is not tried: order one shot with it."
NOT_HERE = {"comfyui": "This machine knows no ComfyUI server: set COMFYUI_URL to its address."}


def try_model(context: Context, id_: UUID, device: Device | None = None) -> Trial:
    """Try the newest version of a model on a device, note in the studio's log what came of it, and return that.

    Without a device it is the one of this machine that has the most memory. NotFound where there is no such model.
    """
    model = queries.model(id_).state
    using = Remote() if model.backend in REMOTE else device or largest()[0]
    trial = _tried(id_, model, using)
    commands.note_trial(context, id_, NoteTrial(model.weights.digest, using.classes[-1], trial))
    return trial


def _tried(id_: UUID, model: Model, device: Device) -> Trial:
    try:
        beside = {} if model.task != LORA else {id_: usable(id_, model.weights.digest)}
        base, making, files = _base(model) if beside else (id_, model, usable(id_, model.weights.digest))
    except Refusal as refused:
        return Trial(worked=False, reason=refused.detail)
    if model.backend == HOSTED:
        return Trial(worked=False, reason=PAID)
    if not registry.backend(model.backend).here():
        return Trial(worked=False, reason=NOT_HERE.get(model.backend, NOT_INSTALLED))
    kind = next(each for each in stages() if each.backend == making.backend and each.task == making.task)
    with workroom() as out:
        child = Child(device.environment())
        try:
            child.ask(_run(kind, base, files, beside, out))
            return _heard(child)
        finally:
            child.kill()


def _base(lora: Model) -> tuple[UUID, Model, ModelFiles]:
    """The smallest model here that a LoRA can be put into, to see what comes of it."""
    document = Lora.of(lora.weights.capability)
    fitting = [
        (id_, model)
        for id_, model in registered().items()
        if model.backend == lora.backend
        and model.task != LORA
        and model.withdrawn is None
        and _fits(model, document, lora.name)
    ]
    if not fitting:
        raise ModelUnfit(f"It is for {document.title}, and no such model is registered: add one, then try it again.")
    reasons = []
    for id_, model in sorted(fitting, key=lambda each: each[1].weights.memory):
        try:
            return id_, model, usable(id_, model.weights.digest)
        except Refusal as refused:
            reasons.append(refused.detail)
    raise ModelUnfit(f"It is for {document.title}, and no such model can be used here: {reasons[0]}")


def _fits(model: Model, lora: Lora, name: str) -> bool:
    """Whether a LoRA can be put into a model; into what is described in another way than models of diffusers never."""
    try:
        return not unfit(Capability.of(model.weights.capability), lora, name)
    except msgspec.ValidationError:
        return False


def _run(kind: Stage, id_: UUID, files: ModelFiles, beside: Mapping[UUID, ModelFiles], out: Path) -> Run:
    """A run of a model, with LoRAs beside it as their makers meant them."""
    able, digest = files.capability, files.digest
    width, height = able.size(*SIZE)
    inputs: dict[str, JSON] = {
        "parameter:resolution": f"{width}x{height}",
        "parameter:frame_rate": str(able.native[3] or 24),
        "parameter:seed": SEED,
        "frames": able.frames(able.frame_first + 1),
        f"{SETTING}model": {"id": str(id_), "digest": digest},
        f"{SETTING}wording": WORDS,
        **({} if kind.backend in REMOTE else {f"{SETTING}steps": STEPS}),
    }
    if beside:
        inputs[f"{SETTING}loras"] = [
            {"id": str(lora), "digest": each.digest, "scale": "1"} for lora, each in beside.items()
        ]
    name, version = kinds()[kind.name].backend or (kind.backend, "")
    return Run(
        run=digest,
        kind=kind.name,
        recipe={"stage": kind.name, "backend": {"name": name, "version": version}, "inputs": inputs, "upstream": {}},
        upstream=dict(_given(kind, able, out.parent, (width, height))),
        out=out,
        references=_shown(files, out.parent, (width, height), kind.backend in REMOTE),
        models={each.digest: each.lent() for each in (files, *beside.values())},
    )


def _given(kind: Stage, able: Ability, folder: Path, size: tuple[int, int]) -> Iterator[tuple[str, Mapping[str, Path]]]:
    """A plain picture at each port behind which the model needs one: its first frame, its last, a drawing."""
    for port in kind.inputs:
        if FEEDS.get(port.name) in able.needs:
            yield port.name, {port.role: _plain(folder / f"{port.name}.png", size)}


def _shown(files: ModelFiles, folder: Path, size: tuple[int, int], several: bool) -> dict[str, Path]:
    """A plain picture of a reference, or as many as any workflow wants, where the model makes nothing without.

    An adapter that looks at pictures was not tried either before it saw one.
    """
    if REFERENCES not in files.capability.needs and not files.document.get("adapted"):
        return {}
    picture = _plain(folder / "reference.png", size)
    return dict.fromkeys(SHOWN_REFERENCES if several else ("",), picture)


def _plain(path: Path, size: tuple[int, int]) -> Path:
    Image.linear_gradient("L").resize(size).convert("RGB").save(path)
    return path


def _heard(child: Child) -> Trial:
    """Wait for the child's answer; what it made becomes a picture of the trial."""
    alive, patience = time.monotonic(), Intervals().loading
    while time.monotonic() - alive < patience:
        message = child.hear(HEAR_SECONDS)
        if isinstance(message, Ended):
            return _came(message.outcome, str(message.seconds))
        if message:
            alive = time.monotonic()
        if child.dead:
            return Trial(worked=False, reason=f"{_DIED} (exit status {child.kill()})")
    return Trial(worked=False, reason=f"It gave no sign of life for {patience:g} s.")


def _came(outcome: Outcome, seconds: str) -> Trial:
    match outcome:
        case Done(outputs=outputs, facts=facts):
            made = [pictures.keep(each.path.read_bytes()) for each in outputs if each.media_type.startswith("image/")]
            return Trial(worked=True, pictures=tuple(made), seconds=seconds, engine=str(facts.get("engine_digest", "")))
        case Refused(reason=reason):
            return Trial(worked=False, reason=reason)
        case Failed(reason=reason):
            return Trial(worked=False, reason=_last_line(reason))
        case Cancelled():
            return Trial(worked=False, reason="It was cancelled.")


def _last_line(text: str) -> str:
    """Of a traceback the line that says what went wrong."""
    return (text.strip().splitlines() or ["It failed without a word."])[-1][:500]
