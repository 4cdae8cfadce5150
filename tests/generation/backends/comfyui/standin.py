"""A stand-in for a ComfyUI server, written from its documented routes and messages: it draws noise, and can misbehave.

The routes are those of docs.comfy.org (comms_routes, comms_messages): /prompt, /queue, /history, /interrupt, /view,
/upload/image, /object_info, /system_stats, /free and /ws with JSON messages and binary previews. Its nodes do what
their names say on pictures of noise, which follows from the seed, the words and the pictures that they are given.
"""

import asyncio
import hashlib
import io
import json
import struct
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import numpy as np
import uuid6
from PIL import Image
from werkzeug.formparser import parse_form_data

from generation.ports import media
from tests.support.asgi import body, reply

CHECKPOINTS = ["noise.safetensors", "folder/other.safetensors"]
KINDS: dict[str, dict[str, Any]] = {
    "LoadImage": {"image": [["example.png"], {"image_upload": True}]},
    "CLIPTextEncode": {"text": ["STRING", {}]},
    "CheckpointLoaderSimple": {"ckpt_name": [CHECKPOINTS, {}]},
    "EmptyLatentImage": {"width": ["INT", {}], "height": ["INT", {}], "batch_size": ["INT", {}]},
    "EmptyLatentVideo": {"width": ["INT", {}], "height": ["INT", {}], "length": ["INT", {}]},
    "KSampler": {
        "seed": ["INT", {}],
        "steps": ["INT", {}],
        "scheduler": ["COMBO", {"options": ["normal", "karras"]}],
        "positive": ["CONDITIONING", {}],
        "latent_image": ["LATENT", {}],
    },
    "SaveImage": {"images": ["IMAGE", {}], "filename_prefix": ["STRING", {}]},
    "SaveVideo": {"images": ["IMAGE", {}], "fps": ["FLOAT", {}]},
}


class Interrupted(Exception):
    """Somebody ended the prompt that runs."""


@dataclass
class ComfyServer:
    """`asked` counts requests by method and path. The rest is how it misbehaves.

    `failing`: how often each path answers with a status; `lost`: how often each path does what is asked and breaks off
    in its answer; `cut`: how many files it sends only half; `fails`: the message of an error at the sampler; `hangs`:
    whether the sampler never ends by itself; `mute`: whether it has no websocket.
    """

    asked: Counter[str] = field(default_factory=Counter)
    failing: dict[str, list[int]] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    cut: int = 0
    fails: str = ""
    hangs: bool = False
    mute: bool = False
    steps_seconds: float = 0.0
    version: str = "0.3.99"
    run: list[dict[str, Any]] = field(default_factory=list)
    """The nodes of all prompts that it ran."""
    history: dict[str, Any] = field(default_factory=dict)
    _pending: list[list[Any]] = field(default_factory=list)
    _running: list[list[Any]] = field(default_factory=list)
    _sockets: dict[str, Any] = field(default_factory=dict)
    _interrupted: set[str] = field(default_factory=set)
    _work: "asyncio.Task[None] | None" = None
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="comfy-")))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)

    def forget(self) -> None:
        """What a server forgets that is started anew."""
        self._pending.clear()
        self._running.clear()
        self.history.clear()
        if self._work:
            self._work.get_loop().call_soon_threadsafe(self._work.cancel)

    async def _request(self, scope: Any, receive: Any, send: Any) -> None:
        path, method = scope["path"], scope["method"]
        route = f"{method} /{path.split('/')[1]}"
        self.asked[route] += 1
        content = await body(receive)
        if self.failing.get(route):
            await reply(send, self.failing[route].pop(0), b"{}")
            return
        status, answer = await self._answer(method, path, scope, content)
        if self.lost[route]:
            self.lost[route] -= 1
            await reply(send, status, b"{", content_length="1000")
            return
        if isinstance(answer, bytes):
            half = self.cut > 0
            self.cut -= half
            sent = answer[: len(answer) // 2] if half else answer
            await reply(send, status, sent, "image/png", content_length=str(len(answer)))
            return
        await reply(send, status, json.dumps(answer).encode())

    async def _answer(self, method: str, path: str, scope: Any, content: bytes) -> tuple[int, Any]:
        asked = {name: each[0] for name, each in parse_qs(scope["query_string"].decode()).items()}
        match method, path.strip("/").split("/"):
            case "GET", ["system_stats"]:
                system = {"comfyui_version": self.version, "pytorch_version": "2.9", "python_version": "3.12"}
                return 200, {"system": system, "devices": [{"name": "noise", "type": "cpu"}]}
            case "GET", ["object_info", kind]:
                known = {unquote(kind): {"input": {"required": KINDS[kind]}}} if kind in KINDS else {}
                return 200, known
            case "POST", ["upload", "image"]:
                return 200, self._upload(scope, content)
            case "POST", ["prompt"]:
                return self._queue(json.loads(content))
            case "GET", ["queue"]:
                return 200, {"queue_running": self._running, "queue_pending": self._pending}
            case "POST", ["queue"]:
                gone = json.loads(content).get("delete", [])
                self._pending = [each for each in self._pending if each[1] not in gone]
                return 200, {}
            case "GET", ["history"]:
                return 200, self.history
            case "GET", ["history", id_]:
                return 200, {id_: self.history[id_]} if id_ in self.history else {}
            case "POST", ["interrupt"]:
                self._interrupted.add(json.loads(content)["prompt_id"])
                return 200, {}
            case "POST", ["free"]:
                return 200, {}
            case "GET", ["view"]:
                path_ = self.folder / "output" / asked["filename"]
                return (200, path_.read_bytes()) if path_.is_file() else (404, {})
        return 404, {}

    def _upload(self, scope: Any, content: bytes) -> dict[str, str]:
        kind = next(value for name, value in scope["headers"] if name == b"content-type").decode()
        about = {"wsgi.input": io.BytesIO(content), "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(content))}
        _, _, files = parse_form_data({**about, "REQUEST_METHOD": "POST"})
        name = str(files["image"].filename)
        (self.folder / "input").mkdir(exist_ok=True)
        (self.folder / "input" / name).write_bytes(files["image"].read())
        return {"name": name, "subfolder": "", "type": "input"}

    def _queue(self, asked: Mapping[str, Any]) -> tuple[int, Any]:
        for id_, node in asked["prompt"].items():
            if node["class_type"] not in KINDS:
                about = {"errors": [{"message": "Unknown class", "details": node["class_type"]}]}
                return 400, {"error": {"message": "Prompt has errors"}, "node_errors": {id_: about}}
        id_ = str(uuid6.uuid7())
        self._pending.append([len(self.run), id_, asked["prompt"], {"client_id": asked.get("client_id", "")}, []])
        if self._work is None or self._work.done():
            self._work = asyncio.get_running_loop().create_task(self._drain())
        return 200, {"prompt_id": id_, "number": len(self.run), "node_errors": {}}

    async def _drain(self) -> None:
        while self._pending:
            self._running[:] = [entry] = [self._pending.pop(0)]
            await self._run(entry)
            self._running.clear()

    async def _run(self, entry: list[Any]) -> None:
        _, id_, nodes, extra, _ = entry
        self.run.append(nodes)
        client, status = extra["client_id"], {"status_str": "success", "completed": True, "messages": []}
        outputs: dict[str, Any] = {}
        await self._tell(client, "execution_start", prompt_id=id_)
        try:
            made: dict[str, Any] = {}
            for node in _ordered(nodes):
                await self._tell(client, "executing", node=node, prompt_id=id_)
                made[node] = await self._make(nodes, node, made, outputs, client, id_)
        except Interrupted:
            status = _error("execution_interrupted", {"prompt_id": id_})
        except RuntimeError as error:
            about = {"node_id": node, "node_type": nodes[node]["class_type"], "exception_message": str(error)}
            status = _error("execution_error", {"prompt_id": id_, "exception_type": "RuntimeError", **about})
        self.history[id_] = {"prompt": entry, "outputs": outputs, "status": status}
        await self._tell(client, "executing", node=None, prompt_id=id_)

    async def _make(
        self, nodes: Any, id_: str, made: dict[str, Any], outputs: dict[str, Any], client: str, prompt: str
    ) -> Any:
        node = nodes[id_]
        inputs = {name: made[value[0]] if isinstance(value, list) else value for name, value in node["inputs"].items()}
        match node["class_type"]:
            case "LoadImage":
                with Image.open(self.folder / "input" / inputs["image"]) as image:
                    return [np.asarray(image.convert("RGB"))]
            case "CLIPTextEncode":
                return inputs["text"]
            case "EmptyLatentImage":
                return inputs["width"], inputs["height"], inputs["batch_size"]
            case "EmptyLatentVideo":
                return inputs["width"], inputs["height"], inputs["length"]
            case "KSampler":
                return await self._sample(inputs, client, prompt, id_)
            case "SaveImage":
                names = [self._saved(frame) for frame in inputs["images"]]
                outputs[id_] = {"images": [{"filename": name, "subfolder": "", "type": "output"} for name in names]}
            case "SaveVideo":
                name = self._clip(inputs["images"], inputs["fps"])
                outputs[id_] = {"gifs": [{"filename": name, "subfolder": "", "type": "output"}]}
        return None

    async def _sample(self, inputs: Mapping[str, Any], client: str, prompt: str, id_: str) -> list[Any]:
        if self.fails:
            raise RuntimeError(self.fails)
        width, height, count = inputs["latent_image"]
        pictures = [hashlib.sha256(each[0].tobytes()).hexdigest() for each in inputs.values() if isinstance(each, list)]
        said = f"{inputs['seed']}|{inputs['positive']}|{inputs.get('negative')}|{inputs['steps']}|{pictures}"
        noise = np.random.default_rng(int.from_bytes(hashlib.sha256(said.encode()).digest()[:8]))
        frames = [noise.integers(0, 256, (height, width, 3), np.uint8) for _ in range(count)]
        step = 0
        while step < inputs["steps"] or self.hangs:
            if prompt in self._interrupted:
                raise Interrupted
            await asyncio.sleep(self.steps_seconds or (0.01 if self.hangs else 0))
            step += 1
            if step <= inputs["steps"]:
                await self._tell(client, "progress", value=step, max=inputs["steps"], node=id_, prompt_id=prompt)
                await self._preview(client, frames[0])
        return frames

    def _saved(self, frame: Any) -> str:
        name = f"{hashlib.sha256(frame.tobytes()).hexdigest()}.png"
        (self.folder / "output").mkdir(exist_ok=True)
        Image.fromarray(frame).save(self.folder / "output" / name)
        return name

    def _clip(self, frames: list[Any], fps: float) -> str:
        (self.folder / "output").mkdir(exist_ok=True)
        name, (height, width, _) = f"{uuid6.uuid7()}.mkv", frames[0].shape
        with media.Master(self.folder / "output" / name, (width, height), Fraction(fps)) as clip:
            for frame in frames:
                clip.add(frame)
        return name

    async def _socket(self, scope: Any, receive: Any, send: Any) -> None:
        client = parse_qs(scope["query_string"].decode()).get("clientId", [""])[0]
        self.asked["GET /ws"] += 1
        await receive()
        if self.mute:
            await send({"type": "websocket.close"})
            return
        await send({"type": "websocket.accept"})
        self._sockets[client] = send
        await self._tell(client, "status", status={"exec_info": {"queue_remaining": len(self._pending)}}, sid=client)
        while (await receive())["type"] != "websocket.disconnect":
            pass
        self._sockets.pop(client, None)

    async def _tell(self, client: str, kind: str, **about: Any) -> None:
        await self._send(client, {"text": json.dumps({"type": kind, "data": about})})

    async def _preview(self, client: str, frame: Any) -> None:
        picture = io.BytesIO()
        Image.fromarray(frame).save(picture, "JPEG")
        await self._send(client, {"bytes": struct.pack(">II", 1, 1) + picture.getvalue()})

    async def _send(self, client: str, message: dict[str, Any]) -> None:
        if send := self._sockets.get(client):
            try:
                await send({"type": "websocket.send", **message})
            except Exception:  # it left; what a server says to nobody is lost
                self._sockets.pop(client, None)


def _error(kind: str, about: dict[str, Any]) -> dict[str, Any]:
    return {"status_str": "error", "completed": False, "messages": [[kind, about]]}


def _ordered(nodes: Mapping[str, Any]) -> list[str]:
    """Each node after those that feed it."""
    ordered: list[str] = []

    def add(id_: str) -> None:
        for value in nodes[id_]["inputs"].values():
            if isinstance(value, list):
                add(value[0])
        if id_ not in ordered:
            ordered.append(id_)

    for id_ in nodes:
        add(id_)
    return ordered


def text_to_picture() -> dict[str, Any]:
    """A workflow that makes a picture of words, as ComfyUI exports it."""
    return {
        "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "noise.safetensors"}},
        "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 512, "height": 512, "batch_size": 1}},
        "6": _node("CLIPTextEncode", "Positive prompt", text="a cat", clip=["4", 1]),
        "7": _node("CLIPTextEncode", "Negative prompt", text="", clip=["4", 1]),
        "3": _node(
            "KSampler", "Sampler", seed=156680208700286, steps=4, cfg=8.0, scheduler="normal", model=["4", 0],
            positive=["6", 0], negative=["7", 0], latent_image=["5", 0],
        ),
        "9": _node("SaveImage", "Output", images=["3", 0], filename_prefix="ComfyUI"),
    }  # fmt: skip


def picture_to_clip() -> dict[str, Any]:
    """A workflow that makes a clip of a first frame and words."""
    return {
        "1": _node("LoadImage", "First frame", image="example.png"),
        "5": _node("EmptyLatentVideo", "Length", width=832, height=480, length=33),
        "6": _node("CLIPTextEncode", "Prompt", text="a cat"),
        "3": _node(
            "KSampler", "Sampler", seed=1, steps=4, scheduler="karras", positive=["6", 0], image=["1", 0],
            latent_image=["5", 0],
        ),
        "9": _node("SaveImage", "Output", images=["3", 0], filename_prefix="ComfyUI"),
    }  # fmt: skip


def words_to_clip() -> dict[str, Any]:
    """A workflow that makes a clip of words alone."""
    nodes = picture_to_clip()
    del nodes["1"], nodes["3"]["inputs"]["image"]
    return nodes


def _node(kind: str, title: str, **inputs: Any) -> dict[str, Any]:
    return {"class_type": kind, "inputs": inputs, "_meta": {"title": title}}
