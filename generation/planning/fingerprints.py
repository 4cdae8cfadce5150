"""Fingerprints: digests of what all outlooks of a production rest on."""

import hashlib
from functools import cache
from pathlib import Path

import msgspec

from events.decider import BEGAN, Folded
from generation.domain import plan
from generation.planning import resolved_shots as surveys
from generation.planning import subjects
from generation.stages import pipeline
from productions.domain import inputs
from productions.domain.production import Production


@cache
def program() -> str:
    """Return what changes whenever the program could plan otherwise: its rules, and what the stages read."""
    rules = [path for module in (plan, inputs) for path in sorted(Path(module.__file__ or "").parent.glob("*.py"))]
    files = [*rules, *(Path(module.__file__ or "") for module in (subjects, surveys))]
    digest = hashlib.sha256(repr(pipeline.specs()).encode())
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def settings(production: Folded[Production]) -> str:
    """Return what changes whenever a production's parameters, their locks or the events behind them do."""
    causes = {key: event for key, event in production.causes.items() if key.startswith("parameter:") or key == BEGAN}
    told = msgspec.json.encode((production.state.settings, causes), order="sorted")
    return hashlib.sha256(told).hexdigest()
