"""Building: a graph, which is data, becomes a pipeline, or one learns in plain words why it cannot."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from uuid import UUID

from events.errors import Refusal
from generation.domain.conditions import CONTINUES, WORDS, Condition, Term, Unreadable, condition
from generation.domain.pipeline import Edge, InputPort, Node, OutputPort, Pipeline, StageSpec
from productions.domain.fields.values import CAST, PARAMETER
from productions.domain.graph import MOST_NODES, Graph, GraphNode, ParameterSchema
from productions.domain.inputs import SCENE_KEYS, SHOT_KEYS
from productions.domain.names import InvalidName, clean_name
from productions.domain.parameters import PARAMETERS
from productions.domain.shot.values import CAMERAS, SIZES

MASTER = "master"
"""The output that every take has: what is reviewed, cut and delivered."""

LONGEST_ID = 40

_ID = re.compile(r"[a-z][a-z0-9_]*")
_SOURCE = re.compile(r"(?:(?P<of>\w+):)?(?P<node>\w+)\.(?P<port>\w+)")
CONDITION_KEYS = (
    *WORDS,
    *SHOT_KEYS,
    *SCENE_KEYS,
    *(f"{PARAMETER}{name}" for name, each in PARAMETERS.items() if each.input),
)
"""What conditions may look at, beside the parameters of stages and single references of the cast."""
FRAMING: Mapping[str, tuple[str, ...]] = {"size": SIZES, "camera": CAMERAS, "scene.setting": ("INT", "EXT", "INT/EXT")}
"""The inputs of a shot, beside parameters, that are one of a few words."""


@dataclass(frozen=True, slots=True)
class GraphProblem:
    """Why a graph cannot run, in plain words; `node` is the id of the node that it is about, empty for the whole."""

    node: str
    text: str


class InvalidPipeline(Refusal):
    """The graph cannot make a shot; `problems` names all that is wrong with it."""

    code = "invalid-pipeline"
    status = 422


def require_names(graph: Graph) -> None:
    """Raise InvalidPipeline for ids that no two stages of a graph can have, or none, and for names that are none."""
    _refuse([*(problem for problem in _of_ids(graph) if problem.node), *_of_names(graph)])


def pipeline(graph: Graph, kinds: Mapping[str, StageSpec], version: int = 0) -> Pipeline:
    """Return the pipeline that a graph describes; InvalidPipeline with all problems where it describes none."""
    builder = _Builder(graph, kinds)
    _refuse(list(builder.problems()))
    return builder.build(version)


def problems(graph: Graph, kinds: Mapping[str, StageSpec]) -> list[GraphProblem]:
    """Return all that keeps a graph from running; empty for one that runs."""
    return list(_Builder(graph, kinds).problems())


@dataclass(frozen=True, slots=True)
class ConditionInput:
    """An input that conditions may look at: what people call it, and the values that it can have, empty for many."""

    key: str
    label: str
    options: tuple[str, ...]


def condition_inputs() -> list[ConditionInput]:
    """Return the inputs that every shot has, under their words where they have one.

    Those of a graph's own stages stand in their kinds.
    """
    keys = (key for key in CONDITION_KEYS if key not in WORDS.values())
    return [ConditionInput(key, _called(key), _allowed({}, key)) for key in keys]


def _called(key: str) -> str:
    known = PARAMETERS.get(key.removeprefix(PARAMETER)) if key.startswith(PARAMETER) else None
    return known.label if known else key.replace(".", " ").capitalize()


def arranged(graph: Graph) -> Graph:
    """Return a graph with each node after those that it stands on, as far as the nodes of circles allow that."""
    builder = _Builder(graph, {})
    try:
        ordered = builder.ordered()
    except CycleError:
        return graph
    return Graph(tuple(builder.nodes[id_] for id_ in ordered), graph.outputs)


def _refuse(problems: Sequence[GraphProblem]) -> None:
    if problems:
        told = [{"node": problem.node, "text": problem.text} for problem in problems]
        raise InvalidPipeline(" ".join(problem.text for problem in problems[:3]), problems=told)


@dataclass(frozen=True, slots=True)
class _Source:
    text: str
    of: str
    node: str
    port: str

    @property
    def continues(self) -> bool:
        return self.of == CONTINUES


@dataclass(slots=True)
class _Builder:
    graph: Graph
    kinds: Mapping[str, StageSpec]
    nodes: dict[str, GraphNode] = field(init=False)

    def __post_init__(self) -> None:
        self.nodes = {node.id: node for node in self.graph.nodes}

    def problems(self) -> Iterator[GraphProblem]:
        """Yield what is wrong: of each node by itself first, and of the whole once every node is sound."""
        named = (*_of_ids(self.graph), *_of_names(self.graph))
        alone = [*named, *(problem for node in self.graph.nodes for problem in self._of_node(node))]
        yield from alone
        if not alone:
            circle = list(self._of_circles())
            yield from circle
            yield from self._of_outputs()
            if not circle:
                yield from self._of_absence()
                yield from self._of_reach()

    def build(self, version: int) -> Pipeline:
        """Return the pipeline of a graph without problems."""
        made = tuple(self._node(self.nodes[id_]) for id_ in self.ordered())
        outputs = {name: (read.node, read.port) for name, read in self._outputs().items()}
        return Pipeline(made, outputs, version)

    def _node(self, node: GraphNode) -> Node:
        spec = self.kinds[node.kind]
        edges = tuple(
            Edge(port, read.node, read.port, read.continues)
            for port in spec.inputs
            for read in map(_read, node.sources(port.name))
            if read
        )
        return Node(node.id, spec, node.label or node.id.replace("_", " "), edges, condition(node.when))

    def ordered(self) -> list[str]:
        """Each node after those that it stands on; of those that might come next, what most stands on, then by name.

        So a graph has one order, however its nodes were listed.
        """
        sorter = TopologicalSorter({id_: self._before(id_) for id_ in self.nodes})
        sorter.prepare()
        heights = self._heights()
        ordered: list[str] = []
        ready = list(sorter.get_ready())
        while ready:
            ready.sort(key=lambda id_: (-heights[id_], id_))
            ordered.append(first := ready.pop(0))
            sorter.done(first)
            ready.extend(sorter.get_ready())
        return ordered

    def _heights(self) -> dict[str, int]:
        """How many nodes stand on each, one on the other."""
        heights = dict.fromkeys(self.nodes, 0)
        for id_ in reversed([*TopologicalSorter({id_: self._before(id_) for id_ in self.nodes}).static_order()]):
            for before in self._before(id_):
                heights[before] = max(heights[before], heights[id_] + 1)
        return heights

    def _before(self, id_: str) -> list[str]:
        """The nodes that a node stands on within the shot."""
        return [read.node for read in self._sources(id_) if not read.continues and read.node in self.nodes]

    def _sources(self, id_: str) -> list[_Source]:
        node = self.nodes[id_]
        return [read for port in node.inputs for text in node.sources(port) if (read := _read(text))]

    def _outputs(self) -> dict[str, _Source]:
        return {name: read for name, text in self.graph.outputs.items() if (read := _read(text))}

    def _of_node(self, node: GraphNode) -> Iterator[GraphProblem]:
        spec = self.kinds.get(node.kind)
        if spec is None:
            known = ", ".join(sorted(self.kinds))
            yield GraphProblem(
                node.id, f'"{node.id}" is of the kind "{node.kind}", which does not exist. Kinds: {known}.'
            )
            return
        yield from self._of_condition(node)
        for name in node.inputs:
            port = spec.input(name)
            if port is None:
                known = ", ".join(each.name for each in spec.inputs) or "none"
                yield GraphProblem(node.id, f'"{node.id}" has no input "{name}". Inputs: {known}.')
            else:
                yield from self._of_port(node, port)
        for port in spec.inputs:
            if port.need == "one" and not node.sources(port.name):
                yield GraphProblem(node.id, f'Nothing feeds the input "{port.name}" of "{node.id}".')

    def _of_condition(self, node: GraphNode) -> Iterator[GraphProblem]:
        try:
            read = condition(node.when)
        except Unreadable as error:
            yield GraphProblem(node.id, f'"{node.id}" applies when: {error}')
            return
        for term in read.terms if read else ():
            if why := self._wrong_in(term):
                yield GraphProblem(node.id, f'"{node.id}" applies when "{term.key}": {why}')

    def _wrong_in(self, term: Term) -> str:
        """Why no shot could ever tell whether a term holds; empty where it can."""
        stages = self._parameters()
        known = (*CONDITION_KEYS, *stages)
        if term.key not in known and not _is_reference(term.key):
            near = get_close_matches(term.key, known, n=1)
            return "no shot has such an input." + (f' Do you mean "{near[0]}"?' if near else "")
        allowed = _allowed(stages, term.key)
        if term.value and allowed and term.value not in allowed:
            return f'it is never "{term.value}". Write one of {", ".join(filter(None, allowed))}.'
        return ""

    def _parameters(self) -> dict[str, ParameterSchema]:
        """The parameters of the graph's own stages, by input key."""
        kinds = ((id_, self.kinds.get(node.kind)) for id_, node in self.nodes.items())
        return {
            f"{PARAMETER}{id_}.{name}": each for id_, spec in kinds if spec for name, each in spec.parameters.items()
        }

    def _of_port(self, node: GraphNode, port: InputPort) -> Iterator[GraphProblem]:
        fed = node.sources(port.name)
        if len(fed) > 1 and port.need != "many":
            yield GraphProblem(node.id, f'The input "{port.name}" of "{node.id}" takes one source, not {len(fed)}.')
        for text in fed:
            yield from self._of_source(node, port, text)

    def _of_source(self, node: GraphNode, port: InputPort, text: str) -> Iterator[GraphProblem]:
        where = f'the input "{port.name}" of "{node.id}"'
        output, why = self._output(text)
        if output is None:
            yield GraphProblem(node.id, f"{where[0].upper()}{where[1:]}: {why}")
        elif output.type != port.type:
            yield GraphProblem(node.id, f'"{text}" gives {output.type}, and {where} takes {port.type}.')

    def _output(self, text: str) -> tuple[OutputPort | None, str]:
        """The output that a source names, or None and why there is none."""
        read = _read(text)
        if read is None:
            return None, f'"{text}" is no source: write stage.output, or continues:stage.output.'
        if read.of not in ("", CONTINUES, "production"):
            return None, f'"{read.of}:" is unknown: a source begins with continues: or production:, or has no prefix.'
        if read.of == "production":
            return None, f'"{read.node}" is made for each shot anew: all shots share nothing of it.'
        if read.node not in self.nodes:
            return None, f'there is no stage "{read.node}".'
        spec = self.kinds.get(self.nodes[read.node].kind)
        output = spec.output(read.port) if spec else None
        if spec and output is None:
            known = ", ".join(each.name for each in spec.outputs)
            return None, f'"{read.node}" has no output "{read.port}". Outputs: {known}.'
        return output, f'"{read.node}" is of no known kind.'

    def _of_circles(self) -> Iterator[GraphProblem]:
        try:
            TopologicalSorter({id_: self._before(id_) for id_ in self.nodes}).prepare()
        except CycleError as error:
            circle = " → ".join(reversed(error.args[1]))
            yield GraphProblem(error.args[1][0], f"The stages feed each other in a circle: {circle}.")

    def _of_outputs(self) -> Iterator[GraphProblem]:
        if MASTER not in self.graph.outputs:
            yield GraphProblem("", f'Nothing makes the take: name the output "{MASTER}".')
        for name, text in self.graph.outputs.items():
            output, why = self._output(text)
            read = _read(text)
            if output is None or read is None:
                yield GraphProblem("", f'The output "{name}": {why}')
            elif read.continues:
                yield GraphProblem("", f'The output "{name}" is of another shot: a take holds its own alone.')
            elif name == MASTER and (output.derived or self.nodes[read.node].when):
                yield GraphProblem(
                    read.node, f'The output "{MASTER}" must exist for every shot, and be no copy of another.'
                )

    def _of_absence(self) -> Iterator[GraphProblem]:
        """An input that needs its source must not be fed by what some of its shots do not have."""
        for node in self.graph.nodes:
            mine = condition(node.when)
            for port in self.kinds[node.kind].inputs:
                for read in map(_read, node.sources(port.name)) if port.need == "one" else ():
                    if read and read.continues and not _implied(mine, condition(CONTINUES)):
                        text = f'"{node.id}" needs "{read.text}", and only some shots continue another.'
                        yield GraphProblem(node.id, f"{text} Let it apply when the shot continues.")
                    elif read and not _implied(mine, condition(self.nodes[read.node].when)):
                        text = (
                            f'"{node.id}" needs "{read.node}", which is there only when {self.nodes[read.node].when}.'
                        )
                        yield GraphProblem(node.id, text)

    def _of_reach(self) -> Iterator[GraphProblem]:
        """Whatever makes nothing of a take, not even for the next shot, would be paid for in vain."""
        reached: set[str] = set()
        waiting = [read.node for read in self._outputs().values() if read.node in self.nodes]
        while waiting:
            id_ = waiting.pop()
            if id_ not in reached:
                reached.add(id_)
                waiting.extend(read.node for read in self._sources(id_))
        for id_ in self.nodes:
            if id_ not in reached:
                yield GraphProblem(id_, f'Nothing that a take is made of needs "{id_}".')


def _read(text: str) -> _Source | None:
    parts = _SOURCE.fullmatch(text)
    return _Source(text, parts["of"] or "", parts["node"], parts["port"]) if parts else None


def _of_ids(graph: Graph) -> Iterator[GraphProblem]:
    if not graph.nodes:
        yield GraphProblem("", "The pipeline has no stages.")
    if len(graph.nodes) > MOST_NODES:
        yield GraphProblem("", f"A pipeline has at most {MOST_NODES} stages.")
    ids = [node.id for node in graph.nodes]
    for id_ in dict.fromkeys(ids):
        if ids.count(id_) > 1:
            yield GraphProblem(id_, f'Two stages are called "{id_}".')
        if not _ID.fullmatch(id_) or len(id_) > LONGEST_ID:
            shape = f"small letters, digits and _, beginning with a letter, at most {LONGEST_ID}"
            yield GraphProblem(id_, f'"{id_}" cannot be the name of a stage: write {shape}.')


def _of_names(graph: Graph) -> Iterator[GraphProblem]:
    """What people call stages and outputs is a name as any other is."""
    labels = [(node.id, f'The label of "{node.id}" will not do', node.label) for node in graph.nodes if node.label]
    outputs = [("", "The name of an output will not do", name) for name in graph.outputs]
    for node, what, text in (*labels, *outputs):
        try:
            clean_name(text)
        except InvalidName as error:
            yield GraphProblem(node, f"{what}: {error}")


def _is_reference(key: str) -> bool:
    try:
        return key.startswith(CAST) and bool(UUID(key.removeprefix(CAST)))
    except ValueError:
        return False


def _allowed(stages: Mapping[str, ParameterSchema], key: str) -> tuple[str, ...]:
    """The values that an input can have at all, as conditions write them; empty where they are many."""
    if key in FRAMING:
        return FRAMING[key]
    known = stages.get(key) or PARAMETERS.get(key.removeprefix(PARAMETER))
    if known is None:
        return ()
    return ("true", "false") if known.kind == "switch" else known.options


def _implied(mine: Condition | None, other: Condition | None) -> bool:
    return other is None or (mine is not None and mine.implies(other))
