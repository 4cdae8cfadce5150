"""The pipeline as keys and plans see it: each stage together with what its backend reads."""

from functools import cache

from generation.backends.registry import backend
from generation.domain.recipes import StageSpec
from generation.stages.base import UPSTREAM_ROLES, Stage
from generation.stages.registry import stages

BACKEND = "animatic"
"""The backend of stages that use one."""

VARIATION = "variation"


@cache
def specs() -> tuple[StageSpec, ...]:
    """Return the stages of a shot in the order in which they run."""
    return tuple(_spec(stage) for stage in stages())


def spec(name: str) -> StageSpec:
    """Return the stage of that name; KeyError when there is none."""
    return {each.name: each for each in specs()}[name]


def upto(names: frozenset[str]) -> frozenset[str]:
    """Return the stages named and all that they stand on within the shot."""
    wanted = set(names)
    for each in reversed(specs()):
        if each.name in wanted:
            wanted.update(name for name in each.upstream if name in {other.name for other in specs()})
    return frozenset(wanted)


def _spec(stage: Stage) -> StageSpec:
    upstream = {name: UPSTREAM_ROLES[name] for name in stage.upstream}
    if not stage.uses_backend:
        return StageSpec(stage.name, stage.version, stage.reads, upstream)
    chosen = backend(BACKEND)
    reads = chosen.reads[stage.name]
    return StageSpec(
        name=stage.name,
        version=stage.version,
        reads=tuple(key for key in reads if key != VARIATION),
        upstream=upstream,
        backend=(chosen.name, chosen.version),
        reads_variation=VARIATION in reads,
    )
