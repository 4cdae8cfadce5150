"""Whether a server can run a workflow: its node classes, and the files of weights and other choices that it names."""

from collections.abc import Iterator, Mapping
from typing import Any

from generation.backends.comfyui.graphs import Node
from generation.backends.comfyui.server import Server
from generation.backends.comfyui.workflow import Workflow
from generation.ports.work import Refusing

MOST_TOLD = 5


def check(server: Server, workflow: Workflow) -> None:
    """Raise Refusing that names what the server lacks for a workflow."""
    wrong = list(_wrong(server, workflow))
    if not wrong:
        return
    more = f", and {len(wrong) - MOST_TOLD} more" if len(wrong) > MOST_TOLD else ""
    raise Refusing(f"the ComfyUI server {server.name} cannot run the workflow: {'; '.join(wrong[:MOST_TOLD])}{more}")


def _wrong(server: Server, workflow: Workflow) -> Iterator[str]:
    known = {kind: server.kind(kind) for kind in workflow.kinds}
    graph = workflow.graph()
    filled = {(graph.named(place.node).id, place.input) for places in workflow.inputs.values() for place in places}
    for kind, said in known.items():
        if said is None:
            titles = ", ".join(f"“{node.title}”" for node in graph.nodes.values() if node.kind == kind)
            yield f"it has no node class {kind} ({titles}): install what brings it"
    for node in graph.nodes.values():
        if (said := known[node.kind]) is not None:
            yield from _wrong_inputs(node, said, filled)


def _wrong_inputs(node: Node, said: Mapping[str, Any], filled: set[tuple[str, str]]) -> Iterator[str]:
    declared = _inputs(said)
    for name, (required, about) in declared.items():
        if name not in node.inputs:
            if required:
                yield f"“{node.title}” needs an input {name}, which the workflow does not give it"
        elif name in node.settings and (node.id, name) not in filled:
            options = _options(about)
            if options and _plain(node.inputs[name]) not in map(_plain, options):
                yield f"“{node.title}” asks for {name} {str(node.inputs[name])[:120]}, which is not there"


def _inputs(said: Mapping[str, Any]) -> dict[str, tuple[bool, Any]]:
    """What a class takes by name: whether it must have it, and what is said of it."""
    groups = said.get("input")
    groups = groups if isinstance(groups, dict) else {}
    return {
        name: (group == "required", about)
        for group in ("optional", "required")
        for name, about in (groups[group].items() if isinstance(groups.get(group), dict) else ())
    }


def _options(about: Any) -> list[Any]:
    """The values that an input may have; none where it may have any."""
    if not isinstance(about, list) or not about:
        return []
    if isinstance(about[0], list):
        return about[0]
    more = about[1] if len(about) > 1 and isinstance(about[1], dict) else {}
    options = more.get("options")
    return options if about[0] == "COMBO" and isinstance(options, list) else []


def _plain(value: Any) -> Any:
    """Names of files alike, whichever system the workflow was made on."""
    return value.replace("\\", "/") if isinstance(value, str) else value
