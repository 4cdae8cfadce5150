"""Checkpoints as signed notes (C2SP signed-note and tlog-checkpoint), which people can read and anyone can check."""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from events.evidence.verify import key_id


class NotANote(ValueError):
    """The text is no signed note, or says nothing that a checkpoint says."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's size and root. `origin` names the log, `after` the size of its checkpoint before, 0 for the first.

    So that none can be taken out of the midst unseen, `after` is signed too; None leaves it unsaid.
    """

    origin: str
    size: int
    root: bytes
    after: int | None = None

    def text(self) -> str:
        """Return the text that is signed; `after` is an extension line, which readers of the standard's form skip."""
        follows = "" if self.after is None else f"after {self.after}\n"
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n{follows}"


def origin(log: UUID) -> str:
    """Return the name under which a log's checkpoints are signed."""
    return f"continuity/{log}"


def sign(name: str, text: str, private: Ed25519PrivateKey) -> str:
    """Return the text as a note, signed under a name."""
    public = private.public_key().public_bytes_raw()
    signature = base64.b64encode(key_id(name, public) + private.sign(text.encode())).decode()
    return f"{text}\n— {name} {signature}\n"


def signer(note: str, name: str, keys: Iterable[bytes]) -> bytes | None:
    """Return which of the public keys signed a note under a name; None when none did, or it is no note."""
    try:
        text, lines = _parts(note)
    except NotANote:
        return None
    known = {key_id(name, public): public for public in keys}
    for line in lines:
        mark, _, signature = line.removeprefix("— ").partition(" ")
        public = known.get((said := _decoded(signature))[:4]) if mark == name else None
        if public and signed(public, said[4:], text.encode()):
            return public
    return None


def _parts(note: str) -> tuple[str, list[str]]:
    """The signed text, and the lines of signatures behind the last empty line."""
    text, separator, signatures = note.rpartition("\n\n")
    if not separator or not signatures.endswith("\n"):
        raise NotANote("a note has a text, an empty line and signatures")
    return f"{text}\n", [line for line in signatures.split("\n") if line.startswith("— ")]


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""


def signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether a signature over a message was made by the key that belongs to this public one."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True
