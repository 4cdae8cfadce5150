"""Workflows of ComfyUI in the form of its API: read from what people exported, with the nodes that they can name."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

LARGEST = 256 * 2**10
MOST_NODES = 500
LONGEST_TITLE = 200
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_WEIGHTS = (".safetensors", ".sft", ".ckpt", ".pt", ".pth", ".gguf", ".bin", ".onnx")


class Unusable(Exception):
    """What is no workflow that can be run; its text says why, and what can be done about it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a workflow. Of its `inputs`, what comes from another node is a list of its id and the output's index.

    `title` is its own, or that of its class where people gave it none.
    """

    id: str
    kind: str
    title: str
    inputs: Mapping[str, Any]

    @property
    def settings(self) -> dict[str, Any]:
        """The inputs that hold a value of their own."""
        return {name: value for name, value in self.inputs.items() if not is_wire(value)}

    def wire(self, name: str) -> str:
        """Return the id of the node that feeds an input; empty where none does."""
        value = self.inputs.get(name)
        return str(value[0]) if is_wire(value) and value else ""


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes of a workflow by their ids."""

    nodes: Mapping[str, Node]

    def called(self, node: Node) -> str:
        """Return what people call a node: its title where no other has it, else `#` and its id."""
        alone = sum(each.title.casefold() == node.title.casefold() for each in self.nodes.values()) == 1
        return node.title if alone else f"#{node.id}"

    def named(self, name: str) -> Node:
        """Return the node of a title or of `#` and an id; Unusable where there is none, or several."""
        if name.startswith("#") and name[1:] in self.nodes:
            return self.nodes[name[1:]]
        same = [each for each in self.nodes.values() if each.title.casefold() == name.strip().casefold()]
        if len(same) > 1:
            ids = " and ".join(f"#{each.id}" for each in same)
            raise Unusable(f"{len(same)} nodes have the title “{name}” ({ids}): name them apart, or write #id.")
        if not same:
            raise Unusable(f"The workflow has no node with the title “{name[:LONGEST_TITLE]}”.")
        return same[0]

    def kinds(self) -> tuple[str, ...]:
        """Return the classes of its nodes, each once."""
        return tuple(sorted({node.kind for node in self.nodes.values()}))

    def models(self) -> tuple[str, ...]:
        """Return the names of the files of weights that its nodes ask for, each once."""
        return tuple(sorted({name for node in self.nodes.values() for name in _weights(node)}))

    def text(self) -> str:
        """Return it as JSON in one writing, with what counts of it: moving nodes about changes nothing."""
        document = {
            node.id: {"class_type": node.kind, "inputs": node.inputs, "_meta": {"title": node.title}}
            for node in self.nodes.values()
        }
        return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def is_wire(value: Any) -> bool:
    """Whether a value of an input says from which output of which node it comes."""
    return (
        isinstance(value, list)
        and len(value) == 2
        and isinstance(value[0], str | int)
        and isinstance(value[1], int)
        and not isinstance(value[0], bool)
        and not isinstance(value[1], bool)
    )


def read(data: bytes | str) -> Graph:
    """Return the workflow of a file; Unusable in plain words for anything else."""
    if len(data) > LARGEST:
        raise Unusable(f"The file is larger than {LARGEST // 2**10} KiB, which no workflow in API format is.")
    try:
        document = json.loads(data, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Unusable("The file is no JSON: choose a workflow that ComfyUI exported in API format.") from None
    if isinstance(document, dict) and isinstance(document.get("prompt"), dict):
        document = document["prompt"]  # as programs send it to the server
    if isinstance(document, dict) and isinstance(document.get("nodes"), list):
        raise Unusable(
            "This is a workflow as the editor saves it, with the places of its nodes. Export it in API format: in "
            "ComfyUI under Workflow → Export (API)."
        )
    if not isinstance(document, dict) or not document:
        raise Unusable("The file holds no nodes: choose a workflow that ComfyUI exported in API format.")
    if len(document) > MOST_NODES:
        raise Unusable(f"The workflow has {len(document)} nodes; {MOST_NODES} can be run.")
    graph = Graph({id_: _node(id_, said) for id_, said in document.items()})
    _require_wired(graph)
    return graph


def _node(id_: str, said: Any) -> Node:
    if not isinstance(said, dict) or not isinstance(kind := said.get("class_type"), str) or not kind:
        raise Unusable(f"The node #{id_[:40]} says no class_type: this is no workflow in API format.")
    inputs = said.get("inputs", {})
    if not isinstance(inputs, dict):
        raise Unusable(f"The inputs of the node #{id_[:40]} are no JSON object.")
    meta = said.get("_meta")
    title = meta.get("title") if isinstance(meta, dict) else None
    title = title.strip() if isinstance(title, str) else ""
    node = Node(id_, kind, (title or kind)[:LONGEST_TITLE], inputs)
    if any(map(_UNSTORABLE.search, _texts([id_, kind, title, inputs]))):
        raise Unusable(f"The node #{id_[:40]!r} holds characters that are no text.")
    return node


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _texts(each)
        case dict():
            for name, each in value.items():
                yield name
                yield from _texts(each)


def _require_wired(graph: Graph) -> None:
    for node in graph.nodes.values():
        for name in node.inputs:
            if (id_ := node.wire(name)) and id_ not in graph.nodes:
                raise Unusable(
                    f"“{node.title}” takes its {name} from the node #{id_}, which the workflow does not have."
                )


def _weights(node: Node) -> Iterator[str]:
    for value in node.settings.values():
        if isinstance(value, str) and value.lower().endswith(_WEIGHTS):
            yield value


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number of JSON")
