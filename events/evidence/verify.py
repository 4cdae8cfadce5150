#!/usr/bin/env python3
"""Checks an export of Continuity: `python3 verify.py EXPORT`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Record:
    """An event as it is stored; `payload` and `meta` are the exact texts."""

    event_id: str
    log: str
    stream: str
    category: str
    version: int
    type: str
    schema_version: int
    recorded_at: str
    actor: str
    payload: str
    meta: str


def header(record: Record) -> str:
    """Return the text that an event's leaf covers."""
    payload = hashlib.sha256(record.payload.encode()).hexdigest()
    meta = hashlib.sha256(record.meta.encode()).hexdigest()
    return (
        f"continuity-event-v1\n{record.log}\n{record.stream}\n{record.version}\n{record.event_id}\n{record.type}\n"
        f"{record.schema_version}\n{record.recorded_at}\n{record.actor}\n{payload}\n{meta}\n"
    )
