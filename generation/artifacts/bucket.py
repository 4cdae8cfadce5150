"""A storage of objects that speaks S3, as artifacts use it: heads, blocks of bytes, and errors in plain words.

Objects are read in blocks under the entity tag that they had when they were opened, so that a file which is written
anew meanwhile is never read half and half.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.core.files.storage import default_storage

from generation.artifacts.errors import StorageAway

BLOCK = 4 << 20
TRIES = 3
"""How often a block is asked for whose bytes stop on the way; requests that fail as a whole are boto's to repeat."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the storage says of an object: bytes, entity tag, when it was written."""

    name: str
    size: int
    tag: str
    written: datetime

    @property
    def seal(self) -> str:
        """What changes whenever the object is written."""
        return f"{self.size}:{self.tag.strip(chr(34))}:{self.written.isoformat()}"


def head(name: str) -> Head:
    """Return what the storage says of an object; FileNotFoundError, StorageAway."""
    said = _asked("head_object", Key=_key(name))
    return Head(name, said["ContentLength"], said["ETag"], said["LastModified"])


def opened(name: str) -> "io.BufferedReader":
    """Open an object for reading; FileNotFoundError, StorageAway."""
    return io.BufferedReader(Reader(head(name)), BLOCK)


def is_empty(folder: str) -> bool:
    """Whether no object lies under a folder; StorageAway, also where there is no such bucket."""
    return not _asked("list_objects_v2", Prefix=f"{_key(folder)}/", MaxKeys=1).get("KeyCount")


def each(folder: str) -> Iterator[Head]:
    """Yield the objects under a folder."""
    root = _key("")
    token: dict[str, str] = {}
    while True:
        page = _asked("list_objects_v2", Prefix=f"{_key(folder)}/", **token)
        for said in page.get("Contents", ()):
            name = said["Key"].removeprefix(root).lstrip("/")
            yield Head(name, said["Size"], said["ETag"], said["LastModified"])
        if not page.get("IsTruncated"):
            return
        token = {"ContinuationToken": page["NextContinuationToken"]}


class Reader(io.RawIOBase):
    """An object as a file. Bytes that do not come are StorageAway, never an early end."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.head.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        count = max(0, min(len(buffer), BLOCK, self.head.size - self._at))
        if count:
            buffer[:count] = self._block(self._at, count)
            self._at += count
        return count

    def readall(self) -> bytes:
        """Read to the end in whole blocks; the inherited one asks for a few kilobytes at a time."""
        blocks = []
        while (count := min(BLOCK, self.head.size - self._at)) > 0:
            blocks.append(self._block(self._at, count))
            self._at += count
        return b"".join(blocks)

    def _block(self, start: int, count: int) -> bytes:
        span = f"bytes={start}-{start + count - 1}"
        for last in (False,) * (TRIES - 1) + (True,):
            said = _asked("get_object", Key=_key(self.head.name), Range=span, IfMatch=self.head.tag)
            try:
                block = cast(bytes, said["Body"].read())
            except Exception as error:
                if last:
                    raise away(error) from error
                continue
            if len(block) == count:
                return block
        raise StorageAway("it sends less than it says.")


def away(error: Exception) -> StorageAway:
    """Return a failure of the storage in words that name neither its address nor a key."""
    code, status = _answer(error)
    known = {
        "NoSuchBucket": "its bucket does not exist.",
        "PreconditionFailed": "a file changed while it was read.",
        "NoCredentialsError": "no key to it is set.",
        "EndpointConnectionError": "nobody answers at its address.",
        "ConnectTimeoutError": "nobody answers at its address.",
        "ReadTimeoutError": "it does not answer in time.",
        "ConnectionClosedError": "it broke off the connection.",
    }
    if code in known:
        return StorageAway(known[code])
    if status in (401, 403):
        return StorageAway(f"it refuses the key that is set ({code}).")
    return StorageAway(f"it answers {status} ({code})." if status else f"{code}.")


def _answer(error: Exception) -> tuple[str, int | None]:
    """The code of an error and the status that came with it, where the storage answered at all."""
    said: Any = getattr(error, "response", None)
    if not isinstance(said, dict):
        return type(error).__name__, None
    return said.get("Error", {}).get("Code", ""), said.get("ResponseMetadata", {}).get("HTTPStatusCode")


def _asked(what: str, **values: Any) -> dict[str, Any]:
    storage = cast(Any, default_storage)
    try:
        answer: dict[str, Any] = getattr(storage.connection.meta.client, what)(Bucket=storage.bucket_name, **values)
    except Exception as error:
        code, status = _answer(error)
        if status == 404 and code != "NoSuchBucket":
            raise FileNotFoundError(values.get("Key", "")) from error
        raise away(error) from error
    return answer


def _key(name: str) -> str:
    return "/".join(filter(None, (cast(Any, default_storage).location, name)))
