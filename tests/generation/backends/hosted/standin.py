"""A stand-in for a provider: takes requests for money, makes noise of what they say, and can misbehave."""

import hashlib
import io
import json
import tempfile
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from generation.ports import media
from tests.support.asgi import body, reply

KEY = "sk-very-secret"
SIZE, FRAMES = (64, 36), 48


@dataclass
class Provider:
    """`paid` are the requests that it took, by name. The rest is how it misbehaves.

    `failing`: with which statuses each route answers before it does anything; `lost`: how often it breaks off in an
    answer after it did what was asked; `slow`: how often a request is still running when it is looked at; `cut`: how
    many files come only half; `refuses`: why it makes nothing of what it took.
    """

    address: str = ""
    paid: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    failing: dict[str, list[int]] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    slow: int = 0
    cut: int = 0
    refuses: str = ""
    forbids: str = ""
    cancelled: set[str] = field(default_factory=set)
    keys: dict[str, str] = field(default_factory=dict)
    heard: list[Mapping[str, str]] = field(default_factory=list)
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="provider-")))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        route = f"{scope['method']} {scope['path'].split('/')[1]}"
        self.asked[route] += 1
        self.heard.append(headers)
        content = await body(receive)
        if self.failing.get(route):
            await reply(send, self.failing[route].pop(0), b'{"message": "not now"}', retry_after="0")
            return
        status, answer = self._answer(route, scope["path"].split("/")[2:], headers, content)
        if self.lost[route]:
            self.lost[route] -= 1
            await reply(send, status, b"{", content_length="1000")
        elif isinstance(answer, bytes):
            half, self.cut = self.cut > 0, max(0, self.cut - 1)
            await reply(send, 200, answer[: len(answer) // 2] if half else answer, "video/x-matroska")
        else:
            await reply(send, status, json.dumps(answer).encode())

    def _answer(self, route: str, path: list[str], headers: Mapping[str, str], content: bytes) -> tuple[int, Any]:
        if not route.startswith("GET files") and headers.get("authorization") != f"Key {KEY}":
            return 401, {"message": f"{headers.get('authorization')} is no key"}
        match route:
            case "POST make":
                return self._take(json.loads(content), headers)
            case "GET status" | "GET result":
                return self._status(path[0])
            case "POST cancel":
                self.cancelled.add(path[0])
                return 200, {}
            case "GET files":
                return 200, (self.folder / path[0]).read_bytes()
        return 404, {"message": "no such thing"}

    def _take(self, asked: Mapping[str, Any], headers: Mapping[str, str]) -> tuple[int, Any]:
        if self.forbids:
            return 422, {"message": self.forbids}
        again = headers.get("idempotency-key", "")
        id_ = self.keys.get(again) or str(uuid.uuid4())
        if again:
            self.keys[again] = id_
        self.paid[id_] = asked
        return 201, {"id": id_, "state": "queued"}

    def _status(self, id_: str) -> tuple[int, Any]:
        if id_ not in self.paid:
            return 404, {"message": "no such request"}
        if self.refuses:
            return 200, {"state": "failed", "message": self.refuses}
        if self.slow:
            self.slow -= 1
            return 200, {"state": "running"}
        name = self._make(self.paid[id_])
        return 200, {"state": "done", "output": [f"{self.address}/files/{name}"]}

    def _make(self, asked: Mapping[str, Any]) -> str:
        said = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
        noise = np.random.default_rng(int(said[:15], 16))
        width, height = (asked["width"], asked["height"]) if "width" in asked else SIZE
        if "length" not in asked:
            data = io.BytesIO()
            Image.fromarray(noise.integers(0, 256, (height, width, 3), np.uint8)).save(data, "PNG")
            (self.folder / f"{said}.png").write_bytes(data.getvalue())
            return f"{said}.png"
        with media.Master(self.folder / f"{said}.mkv", (width, height), Fraction(24)) as clip:
            for _ in range(asked["length"]):
                clip.add(noise.integers(0, 256, (height, width, 3), np.uint8))
        return f"{said}.mkv"


def preset(address: str, task: str, more: str = "") -> str:
    """The preset of what the stand-in offers."""
    moving = 'length = "{frames}"' if task == "video" else ""
    return f"""
provider = "standin"
title = "Stand-in"
task = "{task}"
address = "{address}"
documented = "its own file"
read_on = "2026-11-28"
tried = true
headers = {{ Authorization = "Key {{key}}" }}
[submit]
path = "/make"
id = "id"
{more}
[submit.body]
prompt = "{{prompt}}"
seed = "{{seed}}"
width = "{{width}}"
height = "{{height}}"
{moving}
[status]
path = "/status/{{id}}"
state = "state"
done = ["done"]
failed = ["failed"]
every = 1
[result]
files = "output"
[cancel]
path = "/cancel/{{id}}"
[refusal]
reason = "message"
[price]
amount = "0.05"
currency = "EUR"
per = "{"clip" if task == "video" else "picture"}"
"""
