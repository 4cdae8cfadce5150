"""The storage of the studio that this machine joined, over the studio's own address: files by digest.

The studio verifies what it is sent before it keeps it, and knows this machine by a token of its own.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, cast

import httpx
from django.core.files.storage import Storage, default_storage

from generation.artifacts.errors import ArtifactDamaged, StorageAway

CHUNK = 1 << 20
PATIENCE = httpx.Timeout(60, connect=10)


@dataclass(frozen=True, slots=True)
class Head:
    """What the studio says of a file: bytes, and the seal that it knows it by."""

    size: int
    seal: str


class StudioStorage(Storage):
    """Where the studio answers, and what this machine shows it."""

    def __init__(self, address: str, token: str) -> None:
        self._address, self._token = address.rstrip("/"), token

    @cached_property
    def client(self) -> httpx.Client:
        """One kept connection, that follows nobody elsewhere: the token is for the studio alone."""
        headers = {"Authorization": f"Token {self._token}", "Accept-Encoding": "identity"}
        return httpx.Client(headers=headers, timeout=PATIENCE)

    def place(self, name: str) -> str:
        """Return where the studio has a file that the store calls `sha256/ab/cd/<hex>`."""
        return f"{self._address}/api/v1/workers/files/sha256:{name.rpartition('/')[2]}/"


def joined() -> bool:
    """Whether this machine's files lie in a studio that it joined."""
    return isinstance(default_storage, StudioStorage)


def head(name: str) -> Head:
    """Return what the studio says of a file; FileNotFoundError, StorageAway."""
    with _asking("HEAD", name) as said:
        return Head(int(said.headers["Content-Length"]), said.headers["ETag"].strip('"'))


def opened(name: str) -> IO[bytes]:
    """Fetch a file into a nameless one of this machine; FileNotFoundError, StorageAway, OSError without room."""
    file = cast(IO[bytes], TemporaryFile())  # noqa: SIM115  whoever asked closes it
    with _asking("GET", name) as said:
        for chunk in said.iter_bytes(CHUNK):
            file.write(chunk)
    file.seek(0)
    return file


def is_empty(folder: str) -> bool:
    """A studio that answers has a storage; whether a file is in it, it says itself."""
    return False


def put(name: str, source: Path) -> None:
    """Send a file; ArtifactDamaged where other bytes arrived, StorageAway, also where the studio has no room for it."""
    with source.open("rb") as file, _asking("PUT", name, content=_chunks(file)):
        pass


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


@contextmanager
def _asking(method: str, name: str, **body: Any) -> Iterator[httpx.Response]:
    storage = cast(StudioStorage, default_storage)
    try:
        with storage.client.stream(method, storage.place(name), **body) as said:
            if said.is_error:
                said.read()
                raise _refused(said, name)
            yield said
    except (httpx.HTTPError, ssl.SSLError) as error:
        raise away(error) from error


def _refused(said: httpx.Response, name: str) -> Exception:
    try:
        code = str(said.json().get("code", ""))
    except ValueError:
        code = ""
    if code in ("artifact-missing", "not-found") or (said.status_code == 404 and said.request.method == "HEAD"):
        return FileNotFoundError(name)
    if code == "artifact-damaged":
        return ArtifactDamaged("Other bytes arrived at the studio than were sent.", name=name)
    if said.status_code in (401, 403):
        return StorageAway("the studio does not know this machine any more; let it join again.")
    return StorageAway(f"the studio answers {said.status_code}{f' ({code})' if code else ''}.")


def away(error: Exception) -> StorageAway:
    """Return a failure of the way to the studio in words that name no token."""
    known: tuple[tuple[type[Exception], str], ...] = (
        (httpx.ConnectError, "nobody answers at the studio's address."),
        (httpx.TimeoutException, "the studio does not answer in time."),
        (httpx.RemoteProtocolError, "the studio broke off the connection."),
    )
    return StorageAway(next((why for kind, why in known if isinstance(error, kind)), f"{type(error).__name__}."))
