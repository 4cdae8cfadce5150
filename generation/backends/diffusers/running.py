"""Running: one request through one model, from its words to its frames. It holds the models of this process."""

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from PIL import Image

from generation.backends import prompting
from generation.backends import request as numbers
from generation.backends.ability import FEEDS, FIRST, GUIDE, LAST, REFERENCES
from generation.backends.base import Outputs, Request
from generation.backends.diffusers import (
    adapters,
    adapting,
    capability,
    economies,
    economising,
    judging,
    loading,
    loras,
    retaking,
    segments,
    splitting,
)
from generation.backends.diffusers.asking import PipelineCall, arguments
from generation.backends.diffusers.capability import Capability, Unusable
from generation.backends.diffusers.families import FAMILIES, Family
from generation.backends.diffusers.glancing import glance
from generation.backends.diffusers.inner import Inner, Tensors, key_of
from generation.backends.diffusers.outlining import edges
from generation.backends.diffusers.residents import Residents, is_of_memory
from generation.backends.diffusers.settings import Settings
from generation.backends.diffusers.watching import reset, watched
from generation.backends.fitting import Fit, Size
from generation.backends.framing import from_model, reference, still, to_model
from generation.backends.parameters import seed_of
from generation.ports import media
from generation.ports.clip import Footage
from generation.ports.memory import MainMemory
from generation.ports.work import JSON, ModelFolder, OutOfMemory, Refusing, Work

if TYPE_CHECKING:
    from generation.ports.clip import Frame

SIGN_SECONDS = 20
SPARE = 1.2
"""What loading needs of memory, by the size of the weights."""


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model of this process: its pipeline object, what it can do, and its files with their digests."""

    pipe: Any
    able: Capability
    files: Mapping[str, str]
    folder: Path

    @property
    def family(self) -> Family:
        return FAMILIES[self.able.family]

    def parts(self, names: tuple[str, ...]) -> dict[str, JSON]:
        """Return the digests of the files of some parts."""
        return {path: digest for path, digest in self.files.items() if path.partition("/")[0] in names}


def _let_go(model: LoadedModel) -> None:
    """Whoever calls still holds the object, and perhaps an error that names it: its weights go now."""
    with suppress(Exception):  # what is broken must not keep others from coming in
        model.pipe.remove_all_hooks()
    for part in model.pipe.components.values():
        for weights in (*part.parameters(), *part.buffers()) if isinstance(part, torch.nn.Module) else ():
            with suppress(Exception):
                weights.data = weights.data.new_empty(0)
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def _free() -> int:
    return int(torch.cuda.mem_get_info()[0]) if torch.cuda.is_available() else MainMemory().available()


RESIDENTS: Residents[LoadedModel] = Residents(_free, _let_go)


def run(task: str, request: Request) -> Outputs:
    """Make what a request asks of a model; runs out of memory once before it takes the way that needs less."""
    before = request.given("continues", "last_frame") if task == "image" else None
    if before is not None:
        return _continued(before, request)
    settings = Settings.of(request.settings)
    try:
        return _made(task, request, settings)
    except (MemoryError, RuntimeError) as error:
        if not is_of_memory(error):
            raise
    RESIDENTS.drop_all()
    layers = settings.offload == "model" and settings.storage == economies.COMPUTED
    fallback = replace(settings, tiling=True, offload="sequential" if layers else "model", compiled=False)
    request.work.progress(0, 1)  # it is loaded anew
    request.made_so.append("memory ran out: made again with tiles, and with parts of the model let go in between")
    if settings.compiled:
        request.made_so.append("it was not compiled then")
    try:
        return _made(task, request, fallback)
    except (MemoryError, RuntimeError) as error:
        if not is_of_memory(error):
            raise
        RESIDENTS.drop_all()
        raise OutOfMemory(
            "Memory ran out, also with tiles and with parts of the model let go in between: make the shot smaller "
            "or shorter, set the size in which the model works, or choose a smaller model."
        ) from error


def _continued(before: Path, request: Request) -> Outputs:
    """A shot that continues another begins with the very frame that the other one ends with."""
    request.told["continued"] = True
    return {"image": media.resized(still(before), numbers.size(request.inputs))}


def _made(task: str, request: Request, settings: Settings) -> Outputs:
    model = _resident(request.work, settings, lambda able: _judged(able, task, request, settings))
    loading.tile(model.pipe, tiled=settings.tiling)
    _adapt(model, request.work, settings)
    asked = _asked(model, task, request, settings)
    _look(model, asked, settings)
    request.told.update(_told(model, asked, settings, request))
    inner = Inner(request.work.inner)
    pieces = tuple(asked.fit.pieces()) or (asked.fit,)
    alive = _Alive(request.work, rounds=sum(_rounds(model.family, piece) for piece in pieces))
    make = _segments if asked.fit.segments else _values
    values = make(model, asked, settings, alive, inner)
    request.told["inner"] = inner.told
    _tell_economies(request, settings, alive.passes)
    size = numbers.size(request.inputs)
    fit = retaking.without_neighbours(asked.fit, request, model.able)
    frames = _frames(values, fit, size)
    if task == "image":
        return {"image": next(frames)}
    return {"frames": Footage(*size, asked.rate, len(fit.shown), frames)}


def _tell_economies(request: Request, settings: Settings, passes: economising.Passes) -> None:
    """How much a step cache really took over; nothing is known of what was kept of an earlier run."""
    if settings.step_cache == economies.NONE or not passes.runs:
        return
    request.told["taken_over"] = {"of": passes.runs, "passes": passes.taken_over}
    if not passes.taken_over:
        request.made_so.append(f"the step cache {settings.step_cache} took nothing over: it saved no time here")


def _adapt(model: LoadedModel, work: Work, settings: Settings) -> None:
    """Exactly the LoRAs that are asked for, each to the bit that which was registered.

    A model into which one was not put whole is not used again: diffusers gives it back its hooks on success alone.
    """
    files = {digest: _lora_file(work, digest) for digest in settings.loras}
    try:
        adapting.adapt(model.pipe, settings.loras, files)
    except BaseException as error:
        RESIDENTS.drop(_name(settings))
        if isinstance(error, OSError):
            raise Refusing(f"a LoRA cannot be read: {_first_line(error)}") from error
        raise


def _look(model: LoadedModel, asked: PipelineCall, settings: Settings) -> None:
    """The adapter is in the network where there is something to look at, and there alone."""
    if not model.able.adapted:
        return
    try:
        if REFERENCES in asked.pictures:
            adapters.show(model.pipe, model.folder, float(asked.strength))
        else:
            adapters.hide(model.pipe)
    except BaseException:
        RESIDENTS.drop(_name(settings))
        raise


def _lora_file(work: Work, digest: str) -> Path:
    lent = work.model(digest)
    if capability.together(dict(lent.files) or loras.digests(lent.folder)) != digest:
        raise Refusing(f"{lent.folder.name} is not the LoRA that was registered: register it as a new version")
    return lent.folder


def _resident(work: Work, settings: Settings, judge: Callable[[Capability], object]) -> LoadedModel:
    """Return the model that is asked for, loaded where it is not in memory.

    `judge` refuses what it cannot do, before others let go of memory for it and before LoRAs are put into it.
    """
    digest, name = settings.digest, _name(settings)
    held = RESIDENTS.get(name)
    if held is None:
        return _loaded(work.model(digest), digest, settings, name, judge)
    judge(held.able)
    return held


def _name(settings: Settings) -> str:
    """How the model that is asked for is called among those in memory."""
    for_good = (settings.storage, "compiled" if settings.compiled else "")
    return "/".join((settings.digest, loading.precision(settings.precision), settings.offload, *for_good))


def _loaded(
    lent: ModelFolder, digest: str, settings: Settings, name: str, judge: Callable[[Capability], object]
) -> LoadedModel:
    started, folder = time.perf_counter(), lent.folder
    try:
        able = capability.examine(folder)
        files = dict(lent.files) or capability.digests(folder)
    except Unusable as error:
        raise Refusing(str(error)) from error
    if capability.together(files) != digest:
        raise Refusing("the files of the model are not those that were registered: register them as a new version")
    judge(able)
    numbers_of = loading.precision(settings.precision)
    size = able.held(numbers_of)
    RESIDENTS.make_room(int(size * SPARE))
    try:
        small = settings.storage == economies.FLOAT8
        pipe = loading.load(folder, able, numbers_of, settings.offload, small=small, compiled=settings.compiled)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refusing(f"the model cannot be loaded: {_first_line(error)}") from error
    model = LoadedModel(pipe, able, files, folder)
    RESIDENTS.keep(name, model, able.held(numbers_of, settings.storage), time.perf_counter() - started)
    return model


def _asked(model: LoadedModel, task: str, request: Request, settings: Settings) -> PipelineCall:
    able, family = model.able, model.family
    rate, fed = numbers.rate(request.inputs), _fed(request, able)
    fit = _judged(able, task, request, settings)
    shown, left_out = _references(request, able, settings)
    files = {**fed, **shown}
    words = _words(model, request, settings)
    bent = (*left_out, *fit.notes, *words.notes, *judging.notes(able, settings, rate, files))
    request.made_so.extend((*bent, *retaking.notes(request, able)))
    pictures = {
        each: tuple(_for_model(model, settings, each, path, fit) for path in paths) for each, paths in files.items()
    }
    return PipelineCall(
        family=family,
        text=words.text,
        negative=settings.negative,
        fit=fit,
        rate=rate,
        steps=settings.steps or able.steps,
        guidance=judging.guidance(able, settings),
        seed=seed_of(request),
        pictures=pictures,
        strength=settings.strength,
    )


def _for_model(model: LoadedModel, settings: Settings, shown: str, path: Path, fit: Fit) -> Image.Image:
    """Frames come in the size of the fit, what a model only looks at in its own shape, a drawing perhaps as edges."""
    frame = still(path)
    if shown == REFERENCES or (shown == GUIDE and GUIDE not in model.family.arguments):
        return reference(frame)
    return edges(to_model(frame, fit)) if shown == GUIDE and settings.guide_as != "picture" else to_model(frame, fit)


def _judged(able: Capability, task: str, request: Request, settings: Settings) -> Fit:
    """How a model makes what is asked for; Refusing where it cannot."""
    fed = _fed(request, able)
    shown = (REFERENCES,) if request.work.references else ()
    judging.require(able, task, settings, (*fed, *shown))
    if settings.loras and find_spec("peft") is None:
        raise Refusing("LoRAs need the library peft: run `make models`")
    if able.quantised and find_spec("gguf") is None:
        raise Refusing("models of GGUF need the library gguf: run `make models`")
    for digest in settings.loras:
        path = request.work.model(digest).folder
        if why := _unfit(able, path):
            raise Refusing(why)
    count = retaking.count(request, able) if able.task == "video" else 1
    return judging.fit(able, settings, numbers.size(request.inputs), count, numbers.rate(request.inputs), fed)


def _unfit(able: Capability, path: Path) -> str:
    try:
        return loras.unfit(able, loras.examine(path), path.name)
    except Unusable as error:
        return str(error)


def _fed(request: Request, able: Capability) -> dict[str, tuple[Path, ...]]:
    """The pictures that come in on purpose, by what they show."""
    fed = {name: request.given(port, port) for port, name in FEEDS.items()} | retaking.fed(request, able)
    return {name: (path,) for name, path in fed.items() if path is not None}


def _references(
    request: Request, able: Capability, settings: Settings
) -> tuple[dict[str, tuple[Path, ...]], list[str]]:
    """The pictures of references that reach the model, and a sentence where some do not."""
    pictures, most = tuple(request.work.references.values()), _most(request, able)
    if able.adapted and not settings.strength and pictures:
        return {}, ["the strength of pictures is 0: those of references reach the model in words alone"]
    if REFERENCES in able.conditions and pictures and most:
        over = [f"{able.title} takes {most} of {len(pictures)} pictures of references: the first in order"]
        return {REFERENCES: pictures[:most]}, over if len(pictures) > most else []
    no = "no pictures of references" if most else "one picture, which is the drawing, and none of references"
    notes = [f"{able.title} takes {no}: they reach it in words alone"] if pictures else []
    return {}, notes


def _most(request: Request, able: Capability) -> int:
    """How many pictures of references it takes: a drawing that it makes real is one of what it looks at."""
    family = FAMILIES[able.family]
    guided = request.given("guide", "guide") is not None and GUIDE not in family.arguments
    return family.most - (1 if guided else 0)


def _words(model: LoadedModel, request: Request, settings: Settings) -> prompting.Wording:
    family = model.family
    if not family.words:
        return prompting.Wording("", (f"{family.title} takes no words: the prompt does not reach it",))
    prepares = getattr(model.pipe, family.tokenizer, None) or model.pipe.tokenizer
    tokenizer = getattr(prepares, "tokenizer", prepares)

    def count(text: str) -> int:
        return len(tokenizer(text)["input_ids"])

    if settings.wording:
        return prompting.written(settings.wording, family.words, count)
    template = settings.template or (prompting.STILL if family.task == "image" else prompting.MOVING)
    try:
        document = numbers.prompt(request.file("prompt", "prompt"))
        return prompting.wording(document, template, family.words, count)
    except prompting.UnknownName as error:
        raise Refusing(str(error)) from error


def _told(model: LoadedModel, asked: PipelineCall, settings: Settings, request: Request) -> dict[str, JSON]:
    """What really reached the model, for whoever looks at the take; pictures by what they show."""
    work, references = request.work, list[JSON](request.work.references)
    known: dict[str, list[JSON]] = {
        FIRST: [work.content("keyframe", "keyframe")],
        LAST: [work.content("last", "last")],
        REFERENCES: references[: len(asked.pictures.get(REFERENCES, ()))],
        GUIDE: [work.content("guide", "guide")],
        **retaking.beside(request, model.able),
    }
    pictures: dict[str, JSON] = {name: known[name] for name in asked.pictures}
    width, height = asked.fit.size
    return {
        "model": {"digest": settings.digest, "family": model.able.family},
        "prompt": asked.text,
        "negative": asked.negative,
        "steps": asked.steps,
        "guidance": str(asked.guidance),
        "seed": asked.seed,
        "made": {"width": width, "height": height, "count": asked.fit.count},
        **({"segments": list(asked.fit.segments)} if asked.fit.segments else {}),
        "pictures": pictures,
        "strength": str(asked.strength) if pictures and judging.weighs(model.able) else "",
        **({"looked_at_by": "ip-adapter"} if model.able.adapted and REFERENCES in pictures else {}),
        **({"guide_as": _guide_as(asked, settings)} if GUIDE in pictures else {}),
        **({"loras": _scales(settings)} if settings.loras else {}),
        **({"economies": dict(economical)} if (economical := economies.told(settings)) else {}),
        **retaking.told(request),
        "engine": {**engine(settings), **economical, **_adapter(settings)},
    }


def _adapter(settings: Settings) -> dict[str, JSON]:
    """The version of the library that puts LoRAs into models; pixels depend on it only where there are some."""
    return {"peft": version("peft")} if settings.loras else {}


def _scales(settings: Settings) -> list[JSON]:
    return [{"digest": digest, "scale": str(scale)} for digest, scale in settings.loras.items()]


def _guide_as(asked: PipelineCall, settings: Settings) -> str:
    return "edges" if GUIDE in asked.family.arguments and settings.guide_as != "picture" else "picture"


def engine(settings: Settings) -> dict[str, JSON]:
    """How this process computes, beside the versions of libraries."""
    return {
        "device": loading.device(),
        "precision": loading.precision(settings.precision),
        "offload": settings.offload if loading.device() != "cpu" else "none",
        "tiling": "on" if settings.tiling else "off",
        "threads": str(torch.get_num_threads()),
    }


@dataclass(slots=True)
class _Alive:
    """Signs of life also within steps that take minutes."""

    work: Work
    at: tuple[int, int] = (0, 1)
    told: float = field(default_factory=time.monotonic)
    rounds: int = 1
    done: int = 0
    passes: economising.Passes = field(default_factory=economising.Passes)

    def tell(self, step: int, steps: int) -> None:
        """One step of a round is done, which counts its own from 1 anew."""
        if steps * self.done + step < self.at[0]:
            self.done += 1
        self._tell((steps * self.done + step, steps * self.rounds))

    def _tell(self, at: tuple[int, int]) -> None:
        self.at, self.told = at, time.monotonic()
        self.work.progress(*at)

    def cancelled(self) -> bool:
        if time.monotonic() - self.told > SIGN_SECONDS:
            self._tell(self.at)
        return self.work.cancelled()


def _segments(model: LoadedModel, asked: PipelineCall, settings: Settings, alive: _Alive, inner: Inner) -> Any:
    """As _values, of a shot that is longer than its model makes at once: each piece an inner action of its own.

    The frame that two pieces share is the one that the earlier made. What was made before is not made again, so that
    another end of a shot leaves what comes before it, and work that was cut off goes on with what is finished.
    """
    pieces = tuple(asked.fit.pieces())
    rounds = [_rounds(model.family, piece) for piece in pieces]
    # Put where it belongs at once: a long shot is large, and would lie in memory twice while its pieces are joined.
    whole: Any = None
    end = 0
    for number, piece in enumerate(pieces):
        alive.done = sum(rounds[:number])
        call = segments.call(asked, number, len(pieces), piece, whole[end - 1] if end else None)
        document = {**_how(model, settings), **segments.document(call)}
        _, made = inner.once("segment", document, partial(_segment, model, call, settings, alive))
        clip = made["frames"].numpy()
        if whole is None:
            whole = np.empty((asked.fit.count, *clip.shape[1:]), clip.dtype)
        clip = clip[1:] if end else clip
        whole[end : end + len(clip)] = clip
        end += len(clip)
    return whole


def _segment(model: LoadedModel, call: PipelineCall, settings: Settings, alive: _Alive) -> Tensors:
    values = _checked(_values(model, call, settings, alive, Inner()), call.fit)
    return {"frames": torch.from_numpy(values)}


def _how(model: LoadedModel, settings: Settings) -> dict[str, JSON]:
    """What of a model and of this process its pixels depend on."""
    from generation.backends.diffusers.backend import libraries  # noqa: PLC0415  # it imports this module in turn

    beside: dict[str, JSON] = {"loras": _scales(settings), **_adapter(settings)} if settings.loras else {}
    computed: dict[str, JSON] = {
        **libraries(), **engine(settings), **economies.told(settings), "class": model.able.family,
    }  # fmt: skip
    return {**beside, "parts": dict(model.files), "engine": computed}


def _values(model: LoadedModel, asked: PipelineCall, settings: Settings, alive: _Alive, inner: Inner) -> Any:
    """Values from 0 to 1 of all that the model makes: frames x height x width x 3, or of one picture without frames."""
    torch.manual_seed(asked.seed)  # for what draws noise without being given a source of it
    split = splitting.SPLITS.get(model.family.split)

    def stepped(step: int, steps: int, latents: Any) -> None:
        alive.tell(step, steps)
        if latents is not None and (picture := glance(latents, model.family.latents)) is not None:
            alive.work.show(picture)

    try:
        with (
            torch.inference_mode(),
            economising.cached(model.pipe, model.family, settings, alive.passes),
            watched(model.pipe, stepped, alive.cancelled) as watching,
        ):
            named = {**arguments(asked, model.pipe), **watching}
            if split is None:
                return _whole(model, named)
            return _in_parts(model, asked, named, settings, inner, split)
    except ValueError as error:
        raise Refusing(f"the model refuses the request: {_first_line(error)}") from error
    finally:
        reset(model.pipe)


def _rounds(family: Family, fit: Fit) -> int:
    return -(-fit.count // family.rounds) if family.rounds else 1


def _whole(model: LoadedModel, named: Mapping[str, Any]) -> Any:
    out = model.pipe(**named)
    splitting.require_wanted(getattr(out, "nsfw_content_detected", None))
    if not hasattr(out, "frames"):
        return out.images[0]
    # Rounds of its own may give more than was asked for.
    return out.frames[0][: named[model.family.arguments["frames"]]] if model.family.rounds else out.frames[0]


def _in_parts(
    model: LoadedModel,
    asked: PipelineCall,
    named: Mapping[str, Any],
    settings: Settings,
    inner: Inner,
    split: splitting.Splitter,
) -> Any:
    """As inner actions: what was encoded or denoised before is not done again."""
    from generation.backends.diffusers.backend import libraries  # noqa: PLC0415  # it imports this module in turn

    pipe, words = model.pipe, split.encoders
    how: dict[str, JSON] = {**libraries(), **engine(settings), "tiling": "", "class": model.able.family}
    text: dict[str, JSON] = {"prompt": asked.text, "negative": asked.negative, "guided": asked.guidance > 1}
    beside: dict[str, JSON] = {"loras": _scales(settings), **_adapter(settings)} if settings.loras else {}
    reading = {**text, **(beside if adapting.changes_text(pipe) else {}), "parts": model.parts(words), "engine": how}
    read, tensors = inner.once("text", reading, lambda: split.text(pipe, asked))
    others = (*model.family.denoisers, "scheduler", capability.INDEX)
    numbers_of: dict[str, JSON] = {
        "size": list(asked.fit.size), "count": asked.fit.count, "rate": str(asked.rate), "steps": asked.steps,
        "guidance": str(asked.guidance), "seed": asked.seed, "vae": model.parts(("vae",)) if asked.pictures else {},
    }  # fmt: skip
    document: dict[str, JSON] = {
        "text": read, "numbers": numbers_of, **beside, "parts": model.parts(others),
        "engine": {**how, **economies.told(settings)}, **_looked(model, asked),
    }  # fmt: skip
    made, latents = inner.once("denoise", document, lambda: splitting.denoised(pipe, named, tensors))
    started = time.perf_counter()
    values = split.decode(pipe, asked, latents["latents"], splitting.source(latents["noise"]))
    decoding: dict[str, JSON] = {"latents": made, "parts": model.parts(("vae",)), "engine": engine(settings)}
    inner.tell("decode", key_of({**decoding, "action": "decode"}), started, reused=False)
    return values


def _looked(model: LoadedModel, asked: PipelineCall) -> dict[str, JSON]:
    """What a run depends on beside its words where it looks at pictures; nothing where it looks at none."""
    if REFERENCES not in asked.pictures:
        return {}
    seen: list[JSON] = [segments.digest_of(each) for each in asked.pictures[REFERENCES]]
    eyes = model.parts((capability.ADAPTER, "image_encoder", "feature_extractor"))
    return {"seen": seen, "strength": str(asked.strength), "eyes": eyes}


def _frames(values: Any, fit: Fit, size: Size) -> "Iterator[Frame]":
    """The frames of the shot, in its size, from values or from the bytes that were made of them already."""
    made = values if getattr(values, "dtype", None) == np.uint8 else _checked(values, fit)
    return (from_model(made[place], fit, size) for place in fit.shown)


def _checked(values: Any, fit: Fit) -> "np.ndarray[Any, np.dtype[np.uint8]]":
    """What a run made, as bytes; refuses values that are no numbers, and more or fewer frames than were asked for."""
    clip = np.asarray(values, np.float32)
    clip = clip[None] if clip.ndim == 3 else clip
    if len(clip) != fit.count:
        raise Refusing(f"the model gave {len(clip)} frames where {fit.count} were asked of it")
    if not np.isfinite(clip).all():
        raise Refusing("the model gave values that are no numbers: set its precision to float32 or bfloat16")
    return (np.clip(clip, 0, 1) * 255).round().astype(np.uint8)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
