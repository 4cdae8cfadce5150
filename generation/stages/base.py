"""What every stage is: which inputs it reads and which earlier stages it stands on."""

from collections.abc import Mapping
from typing import Protocol

from generation.ports.work import Outcome, Work

# Of each upstream only these roles enter a recipe: what a later stage really looks at. "continues" is the
# predecessor's motion, of which nothing but its last frame matters.
UPSTREAM_ROLES: Mapping[str, tuple[str, ...]] = {
    "prompt": ("prompt",),
    "keyframe": ("keyframe",),
    "motion": ("frames",),
    "continues": ("last_frame",),
}


class Stage(Protocol):
    """A kind of step. `reads` are exact input keys, or prefixes ending in ":" or "."; `upstream` are earlier stages."""

    name: str
    version: int
    reads: tuple[str, ...]
    upstream: tuple[str, ...]
    uses_backend: bool

    def run(self, work: Work) -> Outcome: ...


def reads_key(reads: tuple[str, ...], key: str) -> bool:
    """Whether a declaration of reads covers an input key."""
    return any(key == item or (item.endswith((":", ".")) and key.startswith(item)) for item in reads)
