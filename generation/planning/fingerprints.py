"""Fingerprints: digests of what all outlooks of a production rest on."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

import events
import generation
import productions
from events.decider import BEGAN, Folded
from productions.domain.fields.values import LOCK, PARAMETER
from productions.domain.pipeline import Pipeline
from productions.domain.production import Production

APPS = (events, productions, generation)


@cache
def program() -> str:
    """Return what changes whenever the program could plan otherwise.

    All code of the three apps counts: what a plan rests on reaches from rules and prices over queries to the fold, and
    a list of it would one day lack a file. A new version costs each production one plan of everything.
    """
    return digest(sources())


def digest(files: Iterable[Path]) -> str:
    """Return 64 hexadecimal digits that follow the text of the files."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def sources() -> list[Path]:
    """Return the files whose text `program` digests, in one order on every machine."""
    return [
        path for app in APPS for path in sorted(Path(app.__path__[0]).rglob("*")) if path.suffix in (".py", ".json")
    ]


def settings(production: Folded[Production], pipeline: Folded[Pipeline]) -> str:
    """Return what changes whenever a production's parameters, their locks or the events behind them do.

    Or what it published of its pipeline; a draft changes no plan.
    """
    causes = {
        key: event for key, event in production.causes.items() if key.startswith((PARAMETER, LOCK)) or key == BEGAN
    }
    published = pipeline.state.published and (pipeline.state.published.version, pipeline.causes.get("published"))
    told = msgspec.json.encode((production.state.settings, causes, published), order="sorted")
    return hashlib.sha256(told).hexdigest()
