"""Small pipelines and traces to resolve by hand: a stage here makes what its recipe says, unless told otherwise."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from generation.domain.building import pipeline
from generation.domain.keys import action_key
from generation.domain.pipeline import Edge, InputPort, OutputPort, Pipeline, StageSpec, gathered, lent
from generation.domain.recipes import Recipe, build
from generation.domain.resolve import ShotToResolve
from generation.domain.trace import Trace
from productions.domain.artifact import Artifact
from productions.domain.graph import Graph, GraphNode

KINDS = {
    spec.name: spec
    for spec in (
        StageSpec("prompt", 1, ("description", "cast:"), outputs=(OutputPort("prompt", "prompt"),)),
        StageSpec(
            "keyframe",
            1,
            ("parameter:size",),
            (InputPort("prompt", "prompt", "prompt"), InputPort("continues", "image", "last_frame", "optional")),
            (OutputPort("keyframe", "image"),),
            ("drawn", "1"),
            True,
        ),
        StageSpec(
            "motion",
            1,
            ("frames",),
            (InputPort("prompt", "prompt", "prompt"), InputPort("keyframe", "image", "keyframe")),
            (OutputPort("frames", "frames"), OutputPort("last_frame", "image")),
            ("drawn", "1"),
            True,
        ),
        StageSpec(
            "finish", 1, ("code",), (InputPort("motion", "frames", "frames"),), (OutputPort("master", "frames"),)
        ),
        StageSpec(
            "mixed",
            2,
            (),
            (InputPort("pictures", "image", "image", "many"), InputPort("sound", "audio", "sound", "optional")),
            (OutputPort("picture", "image"), OutputPort("still", "image", derived=True)),
        ),
        StageSpec("spoken", 1, ("dialogue",), (), (OutputPort("sound", "audio"),)),
    )
}
PORTS = (InputPort("first", "image", "first", "optional"), InputPort("others", "image", "other", "many"))
KINDS |= {
    name: StageSpec(name, 1, reads, PORTS, (OutputPort("out", "image"), OutputPort("copy", "image", derived=True)))
    for name, reads in (("paint", ("description",)), ("cut", ("frames",)), ("mix", ()))
}
"""Those of a film, one that mixes pictures with sound, and three that chance can put together in any way."""

GRAPH = Graph(
    (
        GraphNode("prompt", "prompt"),
        GraphNode(
            "keyframe", "keyframe", inputs={"prompt": "prompt.prompt", "continues": "continues:motion.last_frame"}
        ),
        GraphNode("motion", "motion", inputs={"prompt": "prompt.prompt", "keyframe": "keyframe.keyframe"}),
        GraphNode("finish", "finish", inputs={"motion": "motion.frames"}),
    ),
    {"master": "finish.master"},
)
PIPELINE = pipeline(GRAPH, KINDS)


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
        roles = [output.name for output in KINDS[recipe["stage"]].outputs]
        stored = tuple(Artifact(role, f"{key}:{role}", f"{means}:{role}", "text/plain", 1, {}) for role in roles)
        return self.traces.setdefault(key, Trace(key, 1, stored))


Made = dict[UUID, dict[str, Trace]]


def naive(wanted: Iterable[ShotToResolve], store: Store, through: Pipeline = PIPELINE) -> dict[UUID, dict[str, str]]:
    """The oracle: make everything of shots that come after what they continue; return keys by shot and node."""
    made: Made = {}
    for each in wanted:
        stages: dict[str, Trace] = {}
        made[each.shot] = stages
        for node in through.nodes:
            if node.when is None or node.when.holds(each.values, continuing=each.continues is not None):
                upstream = gathered([(edge, _brought(edge, each, stages, made)) for edge in node.edges])
                stages[node.id] = store.make(build(node, each.shot, each.values, each.variation, upstream))
    return {shot: {id_: trace.key for id_, trace in stages.items()} for shot, stages in made.items()}


def _brought(edge: Edge, wanted: ShotToResolve, stages: Mapping[str, Trace], made: Made) -> str | None:
    if edge.continues and not wanted.continues:
        return None
    if edge.continues and wanted.continues and wanted.continues.contents is not None:
        return lent(edge, wanted.continues.contents)
    before = made[wanted.continues.shot] if edge.continues and wanted.continues else stages
    return before[edge.node].contents.get(edge.output) if edge.node in before else None
