"""What a workflow probably means: which inputs our words go to and which node gives the result, by titles, then by use.

Only a suggestion: people see it in a form, change it, and what they send is what holds.
"""

from collections.abc import Iterator

import msgspec

from generation.backends.ability import Task
from generation.backends.comfyui.graphs import Graph, Node
from generation.backends.comfyui.workflow import NUMBERS, PICTURES, SHOWN_REFERENCES, Declared, Place, Places, Word

_TITLES: dict[str, Word] = {
    "prompt": "prompt", "positive": "prompt", "positive prompt": "prompt", "negative": "negative",
    "negative prompt": "negative", "seed": "seed", "width": "width", "height": "height", "frames": "frames",
    "length": "frames", "frame rate": "rate", "fps": "rate", "steps": "steps", "guidance": "guidance",
    "cfg": "guidance", "first frame": "first_frame", "keyframe": "first_frame", "start image": "first_frame",
    "last frame": "last_frame", "end image": "last_frame", "guide": "guide", "drawing": "guide",
    "reference": "reference_1", "reference 1": "reference_1", "reference 2": "reference_2",
    "reference 3": "reference_3", "reference 4": "reference_4",
}  # fmt: skip
"""Titles that say what goes into a node."""
_RESULTS = ("output", "result", "final")
_OWN_INPUTS = ("text", "prompt", "value", "string", "int", "float", "image", "seed", "noise_seed", "number")
"""Inputs by which nodes of one value call it."""
_INPUTS: dict[str, Word] = {
    "seed": "seed", "noise_seed": "seed", "steps": "steps", "cfg": "guidance", "guidance": "guidance",
    "fps": "rate", "frame_rate": "rate", "length": "frames", "video_frames": "frames", "num_frames": "frames",
}  # fmt: skip
"""Inputs that mean the same in whichever node they are."""
_SAVES = ("savevideo", "videocombine", "savewebm", "saveanimatedwebp", "saveanimatedpng", "saveimage", "previewimage")
_MOVING = _SAVES[:5]
_FOLLOWED = 20


class Choice(msgspec.Struct, frozen=True):
    """An input that could be chosen: of which class its node is, and what it holds now, as text."""

    place: Place
    kind: str
    holds: str


class Read(msgspec.Struct, frozen=True):
    """A workflow as a form shows it: inputs that can be chosen, nodes that may give the result, and what is suggested.

    `kinds` are its node classes, `weights` the names of the files of weights that it asks for.
    """

    choices: tuple[Choice, ...]
    nodes: tuple[str, ...]
    kinds: tuple[str, ...]
    weights: tuple[str, ...]
    suggested: Declared


def read(graph: Graph) -> Read:
    """Return what a form shows of a workflow."""
    return Read(
        choices=tuple(_choices(graph)),
        nodes=tuple(graph.called(node) for node in graph.nodes.values()),
        kinds=graph.kinds(),
        weights=graph.models(),
        suggested=suggested(graph),
    )


def suggested(graph: Graph) -> Declared:
    """Return what a workflow probably means. What is not found stays empty."""
    result = _result(graph)
    task: Task = "video" if result and _is_moving(graph, result) else "image"
    inputs: Places = {}
    for word, place in (*_by_title(graph), *_by_use(graph, task)):
        kept = inputs.get(word, ())
        told = any(graph.named(each.node).title.casefold() in _TITLES for each in kept)
        if place not in kept and (word in ("width", "height", *NUMBERS) or not kept) and not told:
            inputs[word] = (*kept, place)
    if ("width" in inputs) != ("height" in inputs):
        inputs = {word: places for word, places in inputs.items() if word not in ("width", "height")}
    return Declared(task, inputs, graph.called(result) if result else "")


def _choices(graph: Graph) -> Iterator[Choice]:
    for node in graph.nodes.values():
        for name, value in node.inputs.items():
            holds = f"#{node.wire(name)}" if node.wire(name) else str(value)
            yield Choice(Place(graph.called(node), name), node.kind, holds[:200])


def _by_title(graph: Graph) -> Iterator[tuple[Word, Place]]:
    for node in graph.nodes.values():
        word = _TITLES.get(node.title.casefold())
        if word and (name := _of_one_value(node, word)):
            yield word, Place(graph.called(node), name)


def _of_one_value(node: Node, word: Word) -> str:
    """The input of a node that its title is about; empty where it has several that could be."""
    names = [*(name for name, means in _INPUTS.items() if means == word), word, *_OWN_INPUTS]
    return next((name for name in names if name in node.settings), next(iter(node.settings), ""))


def _by_use(graph: Graph, task: Task) -> Iterator[tuple[Word, Place]]:
    for node in graph.nodes.values():
        for name in node.settings:
            if name in _INPUTS and not isinstance(node.inputs[name], str | bool):
                yield _INPUTS[name], Place(graph.called(node), name)
        if {"width", "height"} <= node.settings.keys() and {"batch_size", "length"} & node.inputs.keys():
            yield "width", Place(graph.called(node), "width")
            yield "height", Place(graph.called(node), "height")
        for end, word in (("positive", "prompt"), ("negative", "negative")):
            if node.wire(end) and (place := _text_behind(graph, node.wire(end), end)):
                yield word, place  # type: ignore[misc]  # both are words
    yield from _pictures(graph, task)


def _text_behind(graph: Graph, id_: str, end: str) -> Place | None:
    """The text that reaches an input, through nodes that pass it on under the same name."""
    for _ in range(_FOLLOWED):
        node = graph.nodes[id_]
        text = next((name for name in ("text", "prompt") if isinstance(node.settings.get(name), str)), "")
        if text:
            return Place(graph.called(node), text)
        id_ = node.wire(end) or node.wire("conditioning") or node.wire("text")
        if not id_:
            return None
    return None


def _pictures(graph: Graph, task: Task) -> Iterator[tuple[Word, Place]]:
    """Pictures that no title tells of: the first of a clip is its first frame; those of a picture are references."""
    loads = [node for node in graph.nodes.values() if node.kind == "LoadImage" and "image" in node.settings]
    untold = [node for node in loads if node.title.casefold() not in _TITLES]
    words = PICTURES[:2] if task == "video" else SHOWN_REFERENCES
    for word, node in zip(words, untold, strict=False):
        yield word, Place(graph.called(node), "image")


def _result(graph: Graph) -> Node | None:
    saves = [node for node in graph.nodes.values() if _saves(node) is not None]
    told = [node for node in saves if node.title.casefold() in _RESULTS]
    return min(told or saves, key=lambda node: _saves(node) or 0, default=None)


def _saves(node: Node) -> int | None:
    """The place of a node among those that give results, the best first; None for one that gives none."""
    name = node.kind.casefold().replace("_", "")
    return next((place for place, each in enumerate(_SAVES) if each in name), None)


def _is_moving(graph: Graph, result: Node) -> bool:
    name = result.kind.casefold().replace("_", "")
    lengths = {"length", "video_frames", "num_frames"}
    return any(each in name for each in _MOVING) or any(lengths & node.inputs.keys() for node in graph.nodes.values())
