"""The keys that sign checkpoints: files that only their owner reads, a chain in which each key vouches for the next.

The folder holds `chain.json` (public keys with the notes that vouch for them) and the private key of the last of them.
"""

import base64
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from events import notes
from events.evidence import files, verify


class KeyLink(msgspec.Struct, frozen=True):
    """A public key in Base64 and the note by which the key before, or the first itself, vouches for it."""

    public: str
    note: str

    @property
    def raw(self) -> bytes:
        """The key's 32 bytes."""
        return base64.b64decode(self.public)


@dataclass(frozen=True, slots=True)
class Keys:
    """The key that signs now, and all that ever signed, the first one first."""

    private: Ed25519PrivateKey
    chain: tuple[KeyLink, ...]


def folder() -> Path:
    """Return where keys and the signer's memory lie."""
    return Path(settings.SIGNING_KEYS)


@contextmanager
def opened() -> Iterator[Keys]:
    """Lend the keys, made on first use, to one process at a time."""
    place = files.make_private(folder())
    with files.alone(place / "lock"):
        yield _load(place) or _extended(place, None)


@contextmanager
def borrowed() -> Iterator[Keys | None]:
    """Lend the keys where they lie on this machine; None where they do not: none are made by asking."""
    with ExitStack() as locked:
        keys: Keys | None = None
        with suppress(OSError):
            if known():
                locked.enter_context(files.alone(folder() / "lock"))
                keys = _load(folder())
        yield keys


def rotate() -> KeyLink:
    """Let a new key sign from now on. The old one vouches for it and is destroyed; what it signed stays valid."""
    with opened() as old:
        return _extended(folder(), old).chain[-1]


def known() -> list[KeyLink]:
    """Return the public keys as the folder names them; nothing where there is no folder to read."""
    try:
        return msgspec.json.decode((folder() / "chain.json").read_bytes(), type=list[KeyLink])
    except OSError:
        return []


def _load(place: Path) -> Keys | None:
    chain = tuple(known())
    if not chain:
        return None
    private = load_pem_private_key(_path(place, len(chain)).read_bytes(), None)
    assert isinstance(private, Ed25519PrivateKey), "we wrote no other"
    return Keys(private, chain)


def _extended(place: Path, old: Keys | None) -> Keys:
    """The key lies on the disk before the chain names it, and the old one goes when the chain does not need it."""
    private = Ed25519PrivateKey.generate()
    chain = old.chain if old else ()
    keys = Keys(private, (*chain, _link(private, old.private if old else private)))
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    files.write(_path(place, len(keys.chain)), pem)
    files.write(place / "chain.json", msgspec.json.encode(keys.chain))
    for nth in range(1, len(keys.chain)):
        _path(place, nth).unlink(missing_ok=True)
    return keys


def _link(private: Ed25519PrivateKey, by: Ed25519PrivateKey) -> KeyLink:
    public = base64.b64encode(private.public_key().public_bytes_raw()).decode()
    return KeyLink(public, notes.sign(verify.KEYS, f"{verify.KEYS}\n{public}\n", by))


def _path(place: Path, nth: int) -> Path:
    return place / f"{nth:04d}.pem"
