"""A log as the browser's own check is tested on: made here, checked there. Run it to write the file anew."""

import base64
import hashlib
import json
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from config.env import ROOT
from events import merkle, notes
from events.evidence import verify

GOLDEN = ROOT / "frontend" / "src" / "shared" / "proof" / "golden.json"
SIZE = 9
LOG = UUID(int=7)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NEXT = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34)))


def golden() -> dict[str, Any]:
    """Headers and leaves, a root for every size, all proofs between them, and a note signed by either of two keys."""
    headers = [_header(number) for number in range(1, SIZE + 1)]
    leaves = [_leaf(header) for header in headers]
    name = notes.origin(LOG)
    text = notes.Checkpoint(name, SIZE, merkle.root(leaves), after=5).text()
    return {
        "log": str(LOG),
        "headers": headers,
        "leaves": [leaf.hex() for leaf in leaves],
        "roots": [merkle.root(leaves[:size]).hex() for size in range(SIZE + 1)],
        "inclusion": [_inclusion(leaves, index, size) for size in range(1, SIZE + 1) for index in range(size)],
        "consistency": [_consistency(leaves, old, new) for new in range(1, SIZE + 1) for old in range(1, new + 1)],
        "note": notes.sign(name, text, KEY),
        "verifier": verify.verifier(name, _public(KEY)),
        "rotated": notes.sign(name, text, NEXT),
        "keys": [
            {"key": verify.verifier(name, _public(KEY)), "note": _vouching(KEY, KEY)},
            {"key": verify.verifier(name, _public(NEXT)), "note": _vouching(NEXT, KEY)},
        ],
        "stranger": verify.verifier("continuity/elsewhere", _public(STRANGER)),
    }


def _public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def _vouching(key: Ed25519PrivateKey, by: Ed25519PrivateKey) -> str:
    return notes.sign(verify.KEYS, f"{verify.KEYS}\n{base64.b64encode(_public(key)).decode()}\n", by)


def _header(number: int) -> str:
    return verify.header(
        verify.Record(
            event_id=str(UUID(int=number)),
            log=str(LOG),
            stream=str(UUID(int=100 + number % 3)),
            category="shot",
            version=1 + (number - 1) // 3,
            type="shot.changed",
            schema_version=1,
            recorded_at=f"2026-01-31T12:00:{number:02}.000000Z",
            actor=str(UUID(int=9)),
            payload=json.dumps({"field": "description", "to": f"Nacht über dem Fluß {number}"}, ensure_ascii=False),
            meta="{}",
        )
    )


def _leaf(header: str) -> bytes:
    return hashlib.sha256(b"\x00" + header.encode()).digest()


def _inclusion(leaves: list[bytes], index: int, size: int) -> dict[str, Any]:
    return {"index": index, "size": size, "proof": _proof(leaves, merkle.inclusion_path(index, size))}


def _consistency(leaves: list[bytes], old: int, new: int) -> dict[str, Any]:
    return {"old": old, "new": new, "proof": _proof(leaves, merkle.consistency_path(old, new))}


def _proof(leaves: list[bytes], path: list[merkle.Range]) -> list[str]:
    return [merkle.root(leaves[first:last]).hex() for first, last in path]


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(golden(), ensure_ascii=False) + "\n")
