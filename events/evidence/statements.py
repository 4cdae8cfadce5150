"""Statements about files: in-toto statements, signed as DSSE envelopes with the key that signs checkpoints."""

import base64
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import rfc8785

from events import notes
from events.evidence import checkpoints, keys, verify


def sealed(log: UUID, statement: Mapping[str, Any]) -> bytes:
    """Return a statement in its envelope, as one line of JSON.

    It bears no signature where this machine does not hold the key that the database names as the log's: whoever reads
    it is told so. What is signed begins with words that begin no note, so that neither passes for the other.
    """
    body: bytes = rfc8785.dumps(dict(statement))
    envelope: dict[str, Any] = {
        "payload": base64.b64encode(body).decode(),
        "payloadType": verify.IN_TOTO,
        "signatures": _signatures(log, verify.pae(verify.IN_TOTO, body)),
    }
    written: bytes = rfc8785.dumps(envelope)
    return written + b"\n"


def _signatures(log: UUID, message: bytes) -> list[dict[str, str]]:
    with keys.borrowed() as held:
        named = {public for public, _, _ in checkpoints.public_keys()}
        if held is None or held.chain[-1].raw not in named:
            return []
        name = verify.verifier(notes.origin(log), held.chain[-1].raw)
        return [{"keyid": name, "sig": base64.b64encode(held.private.sign(message)).decode()}]
