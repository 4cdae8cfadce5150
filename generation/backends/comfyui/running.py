"""Running: one request as a workflow on a server, from the pictures that it is given to the frames that come back."""

import hashlib
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from PIL import Image

from generation.backends import fetched, remote
from generation.backends import request as numbers
from generation.backends.ability import FEEDS, REFERENCES
from generation.backends.base import Outputs, Request
from generation.backends.comfyui import previews
from generation.backends.comfyui.checking import check
from generation.backends.comfyui.server import File, PromptStanding, Server, ServerMessages
from generation.backends.comfyui.workflow import Word, Workflow, number
from generation.backends.fetched import Damaged
from generation.backends.fitting import Fit
from generation.backends.framing import come_back, reference, still, to_model
from generation.backends.parameters import seed_of
from generation.backends.remote import Settings
from generation.ports import media
from generation.ports.clip import Footage
from generation.ports.work import JSON, Broken, OutOfMemory, Refusing, Stopping

if TYPE_CHECKING:
    from generation.ports.clip import Frame

HEAR_SECONDS = 0.25
LOOK_SECONDS = 2.0
"""How often a server is asked how far it is, beside what it tells."""
HANGS_SECONDS = 1800.0
"""A workflow that has not moved on for so long will not."""
FETCHES = 3
_OF_MEMORY = ("out of memory", "outofmemory", "not enough memory", "can't allocate memory")
_OF_THE_MACHINE = ("cuda error", "device-side", "connection", "no space left")
_checked: set[tuple[str, str]] = set()
"""Servers that are known to have what a workflow asks for, in this process."""


def run(task: str, request: Request, address: str) -> Outputs:
    """Have a workflow make what is asked for. Refusing for what it cannot make, Broken for what may go well later."""
    before = request.given("continues", "last_frame") if task == "image" else None
    if before is not None:
        request.told["continued"] = True
        return {"image": media.resized(still(before), numbers.size(request.inputs))}
    if not address:
        raise Refusing("this machine knows no ComfyUI server: set COMFYUI_URL to its address")
    settings = Settings.of(request.settings)
    workflow = _workflow(request, settings)
    asked = _asked(workflow, task, request, settings)
    with Server(address) as server:
        files = _Run(server, workflow, request, asked).files()
        return _made(task, workflow, request, asked, files)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request in our words: `values` are what goes into the workflow, `pictures` the files of those that do."""

    fit: Fit
    values: Mapping[Word, Any]
    pictures: Mapping[Word, Path]


def _workflow(request: Request, settings: Settings) -> Workflow:
    lent = request.work.model(settings.digest)
    try:
        workflow = Workflow.of(lent.document)
    except msgspec.ValidationError:
        raise Refusing("the model that is chosen is no workflow: choose a registered workflow") from None
    if workflow.digest != settings.digest:
        raise Refusing("the workflow is not the one that was registered: register it as a new version")
    return workflow


def _asked(workflow: Workflow, task: str, request: Request, settings: Settings) -> _Asked:
    fed = {name: path for port, name in FEEDS.items() if (path := request.given(port, port)) is not None}
    shown = tuple(request.work.references.values())
    remote.require(workflow, task, settings, (*fed, *((REFERENCES,) if shown else ())))
    rate = numbers.rate(request.inputs)
    count = numbers.frames(request.inputs) if task == "video" else 1
    fit = remote.fit(workflow, settings, numbers.size(request.inputs), count, rate, tuple(fed))
    pictures: dict[Word, Path] = {word: path for word in workflow.inputs if (path := fed.get(word)) is not None}
    pictures.update(_references(workflow, shown, request))
    values = dict(_values(workflow, request, settings, fit, rate))
    request.made_so.extend((*fit.notes, *workflow.unheard(settings)))
    return _Asked(fit, values, pictures)


def _references(workflow: Workflow, shown: Sequence[Path], request: Request) -> dict[Word, Path]:
    words = workflow.references
    if len(shown) < len(words):
        raise Refusing(
            f"{workflow.title} wants {len(words)} pictures of references, and the shot has {len(shown)}: cast more "
            "that have pictures, or choose a workflow that wants fewer"
        )
    if len(shown) > len(words):
        over = f"the first {len(words)} of {len(shown)} pictures of references" if words else "no picture of references"
        request.made_so.append(f"{workflow.title} takes {over}: the others reach it in words alone")
    return dict(zip(words, shown, strict=False))


def _values(
    workflow: Workflow, request: Request, settings: Settings, fit: Fit, rate: Fraction
) -> list[tuple[Word, Any]]:
    """What goes into the workflow beside pictures: only what it has a place for."""
    pace = Fraction(workflow.native[3]) if settings.paced and workflow.native[3] else rate
    said: list[tuple[Word, Any]] = [
        ("prompt", remote.words(request, settings, workflow.task) if "prompt" in workflow.inputs else None),
        ("negative", settings.negative),
        ("seed", seed_of(request)),
        ("width", fit.size[0]),
        ("height", fit.size[1]),
        ("frames", fit.count),
        ("rate", number("rate", pace)),
        ("steps", settings.steps),
        ("guidance", None if settings.guidance is None else number("guidance", settings.guidance)),
    ]
    return [(word, value) for word, value in said if word in workflow.inputs and value is not None]


@dataclass(slots=True)
class _Run:
    """A workflow on its way through a server."""

    server: Server
    workflow: Workflow
    request: Request
    asked: _Asked
    _at: tuple[int, int] = (0, 1)
    _moved: float = field(default_factory=time.monotonic)
    _told: float = field(default_factory=time.monotonic)

    def files(self) -> list[Path]:
        """Return the files of the result, fetched."""
        stats = self.server.stats()
        key = (self.server.address, self.workflow.digest)
        if key not in _checked:
            check(self.server, self.workflow)
            _checked.add(key)
        nodes = self.workflow.filled(dict(self.asked.values) | self._uploaded())
        self.request.told.update(_told(self.workflow, self.asked, stats, self.server, self.request))
        if self.request.work.inner is None:  # nothing that was made before may stand for what is made now
            self.server.free()
        return self._fetched(self._outputs(self._done(nodes)))

    def _done(self, nodes: Mapping[str, Any]) -> PromptStanding:
        """Let the server run nodes to their end: whoever listens from before hears all of it."""
        client = _client(nodes, self.request.work.inner)
        with self.server.telling(client) as told:
            id_ = self.server.begun(client) if self.request.work.inner else ""
            id_ = id_ or self.server.queue(nodes, client)
            try:
                return self._watched(id_, told)
            except (Stopping, Broken, Refusing, OutOfMemory):
                self._leave(id_)
                raise

    def _uploaded(self) -> dict[Word, str]:
        """The pictures that go into the workflow as the server calls them: by what they show, so that each is one."""
        names: dict[Word, str] = {}
        sent = self.request.work.out / "sent"
        sent.mkdir(exist_ok=True)
        for word, path in self.asked.pictures.items():
            self._require_wanted()
            frame = still(path)
            image = reference(frame) if word.startswith("reference") else self._framed(frame)
            kept = sent / f"{word}.png"
            image.save(kept, "PNG", compress_level=4)
            names[word] = self.server.upload(f"continuity-{hashlib.sha256(kept.read_bytes()).hexdigest()}.png", kept)
            kept.unlink()
        return names

    def _framed(self, frame: "Frame") -> Image.Image:
        """In the size in which the workflow works, where that is known."""
        return to_model(frame, self.asked.fit) if self.workflow.sized else Image.fromarray(frame)

    def _watched(self, id_: str, told: ServerMessages) -> PromptStanding:
        """Wait until it is done, told of its steps as it goes."""
        looked = time.monotonic()
        while True:
            self._require_wanted()
            ended = self._heard(told.next(HEAR_SECONDS), id_)
            if ended or time.monotonic() - looked > LOOK_SECONDS:
                looked = time.monotonic()
                standing = self.server.standing(id_)
                if standing.state == "done":
                    return standing
                self._require_going(standing)
                self._tell(self._at)

    def _require_wanted(self) -> None:
        if self.request.work.cancelled():
            raise Stopping

    def _require_going(self, standing: PromptStanding) -> None:
        if standing.state == "failed":
            raise self._failure(standing.error)
        if standing.state == "gone":
            raise Broken("comfyui-lost", f"The ComfyUI server {self.server.name} no longer knows of the work.")
        if standing.state == "waiting":
            self._moved = time.monotonic()
        if time.monotonic() - self._moved > HANGS_SECONDS:
            raise Broken("hung", f"The workflow has not moved on for {HANGS_SECONDS / 60:g} minutes.")

    def _failure(self, error: Mapping[str, Any]) -> Exception:
        if error.get("interrupted"):
            return Broken("comfyui-stopped", "Somebody stopped the work on the ComfyUI server.")
        said = str(error.get("exception_message") or "it says no reason").strip()[:500]
        low = f"{error.get('exception_type', '')} {said}".lower()
        node = self.workflow.graph().nodes.get(str(error.get("node_id")))
        where = f"at “{node.title}”: " if node else ""
        if any(each in low for each in _OF_MEMORY):
            return OutOfMemory(
                f"The ComfyUI server ran out of memory {where}{said} Make the shot smaller or shorter, or set the size "
                "in which the model works."
            )
        if any(each in low for each in _OF_THE_MACHINE):
            return Broken("comfyui-failed", f"The ComfyUI server failed {where}{said}")
        return Refusing(f"the workflow fails {where}{said}")

    def _heard(self, message: dict[str, Any] | bytes | None, id_: str) -> bool:
        """Take in a message; whether it says that the work is over."""
        if isinstance(message, bytes):
            if (frame := previews.read(message)) is not None:
                self._moved = time.monotonic()
                self.request.work.show(frame)
            return False
        about = message.get("data") if message else None
        if not message or not isinstance(about, dict) or about.get("prompt_id", id_) != id_:
            return False
        match message.get("type"):
            case "progress" if isinstance(about.get("value"), int) and isinstance(about.get("max"), int):
                self._moved = time.monotonic()
                self._tell((about["value"], max(1, about["max"])))
            case "executing":
                self._moved = time.monotonic()
                return about.get("node") is None
            case "executed" | "execution_cached" | "progress_state":
                self._moved = time.monotonic()
            case "execution_success" | "execution_error" | "execution_interrupted":
                return True
        return False

    def _tell(self, at: tuple[int, int]) -> None:
        self._at = at
        self.request.work.progress(*at)

    def _leave(self, id_: str) -> None:
        """Nobody waits for it any more; a server that is away keeps it until it ends by itself."""
        try:
            self.server.stop(id_)
        except Broken:
            return

    def _outputs(self, done: PromptStanding) -> tuple[File, ...]:
        node = self.workflow.graph().named(self.workflow.output)
        given = done.outputs.get(node.id, ())
        if not given:
            raise Refusing(f"“{node.title}” gave no picture: declare the node that saves the result")
        return given

    def _fetched(self, given: Sequence[File]) -> list[Path]:
        """What cannot be read to its end is fetched again."""
        folder = self.request.work.out / "fetched"
        folder.mkdir(exist_ok=True)
        paths = [folder / f"{place:06}{Path(each.filename).suffix[:8]}" for place, each in enumerate(given)]
        for path, file in zip(paths, given, strict=True):
            for attempt in range(FETCHES):
                self._require_wanted()
                self.server.fetch(file, path)
                try:
                    fetched.counted([path])
                except Damaged as damaged:
                    if attempt == FETCHES - 1:
                        raise Broken("comfyui-damaged", f"The result cannot be read: {damaged}.") from damaged
                else:
                    break
            self._tell(self._at)
        return paths


def _client(nodes: Mapping[str, Any], inner: Path | None) -> str:
    """Who asks: by what is asked, so that whoever takes over from a worker that died meets what it began."""
    if inner is None:
        return f"continuity-{secrets.token_hex(16)}"
    return f"continuity-{hashlib.sha256(msgspec.json.encode(nodes, order='sorted')).hexdigest()[:32]}"


def _made(task: str, workflow: Workflow, request: Request, asked: _Asked, files: list[Path]) -> Outputs:
    fit, size = asked.fit, numbers.size(request.inputs)
    came = fetched.counted(files)
    shaped = partial(come_back, fit=fit, size=size, sized=workflow.sized)
    if task == "image":
        if came > 1:
            request.made_so.append(f"{workflow.title} gave {came} pictures, of which the first is used")
        return {"image": shaped(next(fetched.frames(files)))}
    shown = fit.shown if "frames" in workflow.inputs else tuple(range(numbers.frames(request.inputs)))
    if came <= shown[-1]:
        raise Refusing(
            f"{workflow.title} gave {came} frames where {shown[-1] + 1} are needed: split the shot there, or choose a "
            "workflow that makes longer ones"
        )
    if came != fit.count and "frames" in workflow.inputs:
        request.made_so.append(f"{workflow.title} gave {came} frames where {fit.count} were asked of it")
    rate = numbers.rate(request.inputs)
    return {"frames": Footage(*size, rate, len(shown), map(shaped, fetched.picked(files, shown)))}


def _told(
    workflow: Workflow, asked: _Asked, stats: Mapping[str, Any], server: Server, request: Request
) -> dict[str, JSON]:
    """What really reached the server, for whoever looks at the take."""
    known: dict[str, JSON] = {
        "first_frame": request.work.content("keyframe", "keyframe"),
        "last_frame": request.work.content("last", "last"),
        "guide": request.work.content("guide", "guide"),
        **dict(zip(workflow.references, request.work.references, strict=False)),
    }
    width, height = asked.fit.size
    return {
        "model": {"digest": workflow.digest, "family": "ComfyUI"},
        "prompt": str(asked.values.get("prompt", "")),
        "negative": str(asked.values.get("negative", "")),
        "seed": int(asked.values.get("seed", 0)),
        "filled": {word: str(value) for word, value in asked.values.items() if word != "prompt"},
        "made": {"width": width, "height": height, "count": asked.fit.count},
        "pictures": {word: known.get(word) for word in asked.pictures},
        "workflow": {
            "digest": workflow.digest,
            "kinds": list(workflow.kinds),
            "weights": list(workflow.weights),
        },
        "engine": _engine(stats),
    }


def _engine(stats: Mapping[str, Any]) -> dict[str, JSON]:
    """The server's versions and its first device, as it says them."""
    system = stats.get("system")
    system = system if isinstance(system, dict) else {}
    devices = stats.get("devices")
    first = devices[0] if isinstance(devices, list) and devices and isinstance(devices[0], dict) else {}
    return {
        "comfyui": str(system.get("comfyui_version") or "unknown")[:100],
        "pytorch": str(system.get("pytorch_version") or "unknown")[:100],
        "python": str(system.get("python_version") or "unknown")[:100],
        "device": str(first.get("name") or first.get("type") or "unknown")[:100],
    }
