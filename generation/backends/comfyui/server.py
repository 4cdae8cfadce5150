"""A ComfyUI server, as far as we speak to it: over HTTP what is asked and fetched, over a websocket what it tells."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit, urlunsplit

import httpx
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from generation.ports.work import Broken, Refusing

AWAY = "comfyui-away"
TRIES = 4
FIRST_PAUSE = 0.25
"""Seconds before a question is asked again; each further pause is twice as long."""
_PATIENCE = httpx.Timeout(30, connect=10)
_LARGEST_MESSAGE = 64 * 2**20
LARGEST_FILE = 8 * 2**30
State = Literal["waiting", "running", "done", "failed", "gone"]


class Away(Broken):
    """The server did not answer, or not as a ComfyUI server does; may go well another time."""

    def __init__(self, reason: str) -> None:
        super().__init__(AWAY, reason)


@dataclass(frozen=True, slots=True)
class File:
    """A file on the server, as its history names it."""

    filename: str
    subfolder: str = ""
    type: str = "output"


@dataclass(frozen=True, slots=True)
class PromptStanding:
    """How far a prompt is. `outputs` are its files by node once it is done; `error` is what is said of a failed one."""

    state: State
    outputs: Mapping[str, tuple[File, ...]] = field(default_factory=dict)
    error: Mapping[str, Any] = field(default_factory=dict)


class Server:
    """Speaks to the server at an address such as http://127.0.0.1:8188; what fails on the way is asked again."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self._client = httpx.Client(base_url=self.address, timeout=_PATIENCE, trust_env=False, follow_redirects=False)

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    @property
    def name(self) -> str:
        """Its host and port, without what an address may hold beside them."""
        parts = urlsplit(self.address)
        return parts.netloc.rpartition("@")[2]

    def stats(self) -> Mapping[str, Any]:
        """Return what it says of itself: versions, and its devices."""
        return _object(self._asked("GET", "/system_stats"))

    def kind(self, name: str) -> Mapping[str, Any] | None:
        """Return what it knows of a class of nodes; None where it has no such class."""
        said = self._asked("GET", f"/object_info/{quote(name, safe='')}", missing=True)
        known = said.get(name) if isinstance(said, dict) else None
        return known if isinstance(known, dict) else None

    def upload(self, name: str, picture: Path) -> str:
        """Put a picture into its folder of inputs, and return how nodes call it."""
        with picture.open("rb") as file:
            content = file.read()
        said = _object(
            self._asked(
                "POST", "/upload/image", files={"image": (name, content, "image/png")}, data={"overwrite": "true"}
            )
        )
        folder, kept = said.get("subfolder") or "", said.get("name")
        if not isinstance(kept, str) or not kept:
            raise Away(f"The ComfyUI server {self.name} took a picture without saying how it calls it.")
        return f"{folder}/{kept}" if folder else kept

    def free(self) -> None:
        """Let it forget what its nodes made before."""
        self._asked("POST", "/free", json={"free_memory": True, "unload_models": False}, missing=True, empty=True)

    def queue(self, nodes: Mapping[str, Any], client: str) -> str:
        """Let it run nodes, and return the id under which it does; once, also where its first answer is lost.

        Refusing where it finds the workflow wrong.
        """
        for attempt in range(TRIES):
            if attempt and (begun := self.begun(client)):
                return begun
            try:
                return self._queued(nodes, client)
            except Away:
                if attempt == TRIES - 1:
                    raise
                time.sleep(FIRST_PAUSE * 2**attempt)
        raise AssertionError("the last try returns or raises")

    def _queued(self, nodes: Mapping[str, Any], client: str) -> str:
        try:
            answer = self._client.post("/prompt", json={"prompt": nodes, "client_id": client})
        except httpx.HTTPError as error:
            raise self._away(error) from error
        if answer.status_code == httpx.codes.BAD_REQUEST:
            raise Refusing(f"the ComfyUI server refuses the workflow: {_why(answer, nodes)}")
        said = _object(self._read(answer))
        if not isinstance(id_ := said.get("prompt_id"), str):
            raise Away(f"The ComfyUI server {self.name} queued a workflow without saying under which id.")
        return id_

    def begun(self, client: str) -> str:
        """Return the id of what a client had it run before and is not over in vain; empty where there is none."""
        queued = _object(self._asked("GET", "/queue"))
        for name in ("queue_running", "queue_pending"):
            for each in queued.get(name) or ():
                if _client_of(each) == client:
                    return str(each[1])
        for id_, entry in _object(self._asked("GET", "/history")).items():
            if isinstance(entry, dict) and _client_of(entry.get("prompt")) == client and _of(entry).state == "done":
                return str(id_)
        return ""

    def standing(self, id_: str) -> PromptStanding:
        """Return how far a prompt is."""
        entry = _object(self._asked("GET", f"/history/{quote(id_, safe='')}")).get(id_)
        if isinstance(entry, dict):
            return _of(entry)
        queued = _object(self._asked("GET", "/queue"))
        if any(each[1] == id_ for each in queued.get("queue_running") or ()):
            return PromptStanding("running")
        if any(each[1] == id_ for each in queued.get("queue_pending") or ()):
            return PromptStanding("waiting")
        entry = _object(self._asked("GET", f"/history/{quote(id_, safe='')}")).get(id_)  # it may have ended meanwhile
        return _of(entry) if isinstance(entry, dict) else PromptStanding("gone")

    def stop(self, id_: str) -> None:
        """Take a prompt out of the queue, or end it where it runs; nobody else's."""
        self._asked("POST", "/queue", json={"delete": [id_]}, empty=True)
        if self.standing(id_).state == "running":
            self._asked("POST", "/interrupt", json={"prompt_id": id_}, empty=True)

    def fetch(self, file: File, into: Path) -> None:
        """Write a file of the server to a path, whole."""
        asked = {"filename": file.filename, "subfolder": file.subfolder, "type": file.type}
        for attempt in range(TRIES):
            try:
                self._fetched(asked, into)
            except Away:
                if attempt == TRIES - 1:
                    raise
                time.sleep(FIRST_PAUSE * 2**attempt)
            else:
                return

    def _fetched(self, asked: dict[str, str], into: Path) -> None:
        size = 0
        try:
            with self._client.stream("GET", "/view", params=asked) as answer, into.open("wb") as out:
                if answer.status_code != httpx.codes.OK:
                    raise Away(f"The ComfyUI server {self.name} does not give {asked['filename'][:80]} back.")
                for piece in answer.iter_bytes():
                    size += len(piece)
                    if size > LARGEST_FILE:
                        raise Refusing(f"{asked['filename'][:80]} is larger than {LARGEST_FILE // 2**30} GiB")
                    out.write(piece)
        except httpx.HTTPError as error:
            raise self._away(error) from error

    @contextmanager
    def telling(self, client: str) -> "Iterator[ServerMessages]":
        """Yield what the server tells a client meanwhile."""
        parts = urlsplit(self.address)
        scheme = "wss" if parts.scheme == "https" else "ws"
        told = ServerMessages(
            urlunsplit((scheme, parts.netloc, f"{parts.path}/ws", f"clientId={quote(client, safe='')}", ""))
        )
        try:
            told.open()
            yield told
        finally:
            told.close()

    def _asked(self, method: str, path: str, *, missing: bool = False, empty: bool = False, **said: Any) -> Any:
        """Ask until there is an answer. `missing`: there may be no such thing; `empty`: nothing is to be read."""
        for attempt in range(TRIES):
            try:
                answer = self._client.request(method, path, **said)
                if missing and answer.status_code in (httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED):
                    return {}
                return {} if empty and answer.is_success else self._read(answer)
            except httpx.HTTPError as error:
                away = self._away(error)
            except Away as error:
                away = error
            if attempt < TRIES - 1:
                time.sleep(FIRST_PAUSE * 2**attempt)
        raise away

    def _read(self, answer: httpx.Response) -> Any:
        if not answer.is_success:
            raise Away(f"The ComfyUI server {self.name} answers {answer.status_code} to {answer.request.url.path}.")
        try:
            return answer.json()
        except ValueError:
            raise Away(f"What answers at {self.name} is no ComfyUI server.") from None

    def _away(self, error: httpx.HTTPError) -> Away:
        return Away(f"The ComfyUI server {self.name} does not answer ({type(error).__name__}).")


@dataclass(slots=True)
class ServerMessages:
    """Messages of the server for one client: JSON as dicts, previews as bytes. None where there is none just now.

    What is lost on the way is lost: whoever listens asks now and then how far it is.
    """

    address: str
    _socket: ClientConnection | None = None
    _open: ExitStack = field(default_factory=ExitStack)
    _again_at: float = 0.0

    def next(self, seconds: float) -> dict[str, Any] | bytes | None:
        """Return the next message, waiting at most so long."""
        if self._socket is None and not self.open():
            time.sleep(seconds)
            return None
        assert self._socket, "it was opened"
        try:
            message = self._socket.recv(timeout=seconds)
        except TimeoutError:
            return None
        except (WebSocketException, OSError):
            self.close()
            return None
        if isinstance(message, bytes):
            return message
        try:
            said = json.loads(message)
        except ValueError:
            return None
        return said if isinstance(said, dict) else None

    def open(self) -> bool:
        """Begin to listen; whether the server lets it."""
        if time.monotonic() < self._again_at:
            return False
        try:
            self._socket = self._open.enter_context(
                connect(self.address, open_timeout=5, max_size=_LARGEST_MESSAGE, proxy=None)
            )
        except (WebSocketException, OSError, TimeoutError):
            self._again_at = time.monotonic() + 1
        return self._socket is not None

    def close(self) -> None:
        """End the connection."""
        self._socket = None
        with suppress(WebSocketException, OSError):
            self._open.close()


def _object(said: Any) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise Away("A ComfyUI server answered with something that is no object.")
    return said


def _client_of(queued: Any) -> str:
    """Whose an entry of the queue is: number, id, nodes, and what came with them."""
    extra = queued[3] if isinstance(queued, list) and len(queued) > 3 else None
    return str(extra.get("client_id", "")) if isinstance(extra, dict) else ""


def _of(entry: Mapping[str, Any]) -> PromptStanding:
    """How far a prompt of the history is; older servers say nothing but its outputs."""
    status = entry.get("status")
    status = status if isinstance(status, dict) else {}
    outputs = entry.get("outputs")
    files = {str(node): tuple(_files(said)) for node, said in outputs.items()} if isinstance(outputs, dict) else {}
    if status.get("status_str") == "error":
        return PromptStanding("failed", files, _error(status.get("messages")))
    return PromptStanding("done", files)


def _error(messages: Any) -> Mapping[str, Any]:
    for each in messages if isinstance(messages, list) else ():
        if isinstance(each, list) and len(each) == 2 and isinstance(each[1], dict):
            if each[0] == "execution_error":
                return each[1]
            if each[0] == "execution_interrupted":
                return {"interrupted": True, **each[1]}
    return {}


def _files(said: Any) -> Iterator[File]:
    """The files that a node gave, whatever it calls them: images, gifs, video."""
    for each in (entry for listed in (said.values() if isinstance(said, dict) else ()) for entry in _list(listed)):
        if isinstance(each, dict) and isinstance(name := each.get("filename"), str):
            yield File(name, str(each.get("subfolder") or ""), str(each.get("type") or "output"))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _why(answer: httpx.Response, nodes: Mapping[str, Any]) -> str:
    """What is wrong with a workflow, in the server's words, with the titles of the nodes that it is about."""
    try:
        said = answer.json()
    except ValueError:
        return answer.text[:300]
    said = said if isinstance(said, dict) else {}
    wrong = said.get("node_errors")
    told = [
        f"“{nodes.get(id_, {}).get('_meta', {}).get('title', id_)}”: {each.get('message')} {each.get('details', '')}"
        for id_, about in (wrong.items() if isinstance(wrong, dict) else ())
        for each in _list(about.get("errors") if isinstance(about, dict) else None)
        if isinstance(each, dict)
    ]
    error = said.get("error")
    whole = str(error.get("message")) if isinstance(error, dict) else str(error or "it says no reason")
    return "; ".join(each.strip() for each in told[:5]) or whole
