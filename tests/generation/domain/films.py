"""Small pipelines and traces to resolve by hand: a stage here makes what its recipe says, unless told otherwise."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from generation.domain.keys import action_key
from generation.domain.recipes import CONTINUES, Recipe, StageSpec, build
from generation.domain.resolve import Trace, Wanted
from productions.domain.artifact import Artifact

PIPELINE = (
    StageSpec("prompt", 1, ("description", "cast:")),
    StageSpec(
        "keyframe", 1, ("parameter:size",), {"prompt": ("prompt",), CONTINUES: ("last_frame",)}, ("drawn", "1"), True
    ),
    StageSpec("motion", 1, ("frames",), {"prompt": ("prompt",), "keyframe": ("keyframe",)}, ("drawn", "1"), True),
    StageSpec("finish", 1, ("code",), {"motion": ("frames",)}),
)
ROLES = {"prompt": ("prompt",), "keyframe": ("keyframe",), "motion": ("frames", "last_frame"), "finish": ("master",)}


def shot(number: int) -> UUID:
    return UUID(int=number)


@dataclass
class Store:
    """Traces in memory, with how often they were asked for. `same` maps keys to the content they are to have."""

    traces: dict[str, Trace] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    looks: int = 0

    def find(self, keys: Collection[str]) -> Mapping[str, Trace]:
        self.looks += 1
        return {key: self.traces[key] for key in keys if key in self.traces}

    def make(self, recipe: Recipe) -> Trace:
        key = action_key(recipe)
        means = self.same.get(key, key)
        stored = tuple(
            Artifact(role, f"{key}:{role}", f"{means}:{role}", "text/plain", 1, {}) for role in ROLES[recipe["stage"]]
        )
        return self.traces.setdefault(key, Trace(key, 1, stored))


def naive(wanted: Iterable[Wanted], store: Store) -> dict[UUID, dict[str, str]]:
    """The oracle: make everything of shots that come after what they continue; return contents by shot and stage."""
    made: dict[UUID, dict[str, Trace]] = {}
    for each in wanted:
        stages: dict[str, Trace] = {}
        for spec in PIPELINE:
            upstream = {name: stages[name].contents for name in spec.upstream if name != CONTINUES}
            if CONTINUES in spec.upstream and each.continues:
                before = each.continues
                upstream[CONTINUES] = before.contents or made[before.shot]["motion"].contents
            stages[spec.name] = store.make(build(spec, each.shot, each.values, each.variation, upstream))
        made[each.shot] = stages
    return {shot: {name: trace.key for name, trace in stages.items()} for shot, stages in made.items()}
