"""A workflow with what people declared of it: which of its inputs we fill, and which node gives the result."""

import hashlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, get_args

import msgspec

from generation.backends.ability import FIRST, GUIDE, LAST, REFERENCES, Task
from generation.backends.comfyui import graphs
from generation.backends.comfyui.graphs import Graph, Node, Unusable
from generation.backends.remote import Elsewhere, Settings
from generation.ports.work import Refusing

Word = Literal[
    "prompt", "negative", "seed", "width", "height", "frames", "rate", "steps", "guidance",
    "first_frame", "last_frame", "guide", "reference_1", "reference_2", "reference_3", "reference_4",
]  # fmt: skip
"""What of a request can be filled in."""
WORDS: tuple[Word, ...] = get_args(Word)
NUMBERS: tuple[Word, ...] = ("seed", "width", "height", "frames", "rate", "steps", "guidance")
PICTURES: tuple[Word, ...] = WORDS[9:]
SHOWN_REFERENCES: tuple[Word, ...] = WORDS[12:]
MOST_PLACES = 20
LARGEST_SIDE, MOST_FRAMES, HIGHEST_RATE = 16384, 100_000, 120


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An input of a node, which is named by its title, or by `#` and its id."""

    node: str
    input: str

    def __str__(self) -> str:
        return f"{self.node} · {self.input}"


Places = dict[Word, tuple[Place, ...]]


class Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What people say of a workflow: what it makes, where our words go, and the node whose pictures are the result.

    Lengths that it makes are `frame_step`·k + `frame_first` frames, at most `longest` where that is not 0, and sides
    are multiples of `multiple` pixels.
    """

    task: Task
    inputs: Places
    output: str
    multiple: int = 8
    frame_step: int = 1
    frame_first: int = 1
    longest: int = 0


class Workflow(Elsewhere, frozen=True, kw_only=True):
    """A workflow as it is registered. `text` is its JSON, `kinds` its node classes, `weights` the names of its files.

    Its `native` numbers are what it holds itself where we fill them in.
    """

    text: str
    inputs: Places
    output: str
    kinds: tuple[str, ...]
    weights: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Digest of the workflow with what is declared of it."""
        said = msgspec.json.encode([self.text, self.inputs, self.output, self.task, *self._rules], order="sorted")
        return "sha256:" + hashlib.sha256(b"continuity/workflow/1\n" + said).hexdigest()

    @property
    def _rules(self) -> tuple[int, ...]:
        return self.multiple, self.frame_step, self.frame_first, self.longest

    @property
    def sized(self) -> bool:
        """Whether it is told the size of what it makes."""
        return "width" in self.inputs and "height" in self.inputs

    @property
    def references(self) -> tuple[Word, ...]:
        """The words for pictures of references that it takes, in order."""
        return tuple(word for word in SHOWN_REFERENCES if word in self.inputs)

    def unheard(self, settings: Settings) -> list[str]:
        for word, value in (("steps", settings.steps), ("guidance", settings.guidance)):
            if value is not None and word not in self.inputs:
                raise Refusing(f"{self.title} has no place for {word}: leave it at 0, or declare where it goes")
        said = []
        if "prompt" not in self.inputs:
            said.append(f"{self.title} has no place for words: the prompt does not reach it")
        if "seed" not in self.inputs:
            said.append(f"{self.title} has no place for a seed: its variations are alike")
        if not self.sized:
            said.append(f"{self.title} makes a size of its own, which becomes that of the shot")
        if self.task == "video" and "frames" not in self.inputs:
            said.append(f"{self.title} makes a length of its own, of which the first frames are used")
        return said

    def graph(self) -> Graph:
        """Return its nodes."""
        return graphs.read(self.text)

    def filled(self, values: Mapping[Word, Any]) -> dict[str, Any]:
        """Return what a server is sent: the workflow with values in the places of their words."""
        graph = self.graph()
        nodes: dict[str, Any] = {
            node.id: {"class_type": node.kind, "inputs": dict(node.inputs), "_meta": {"title": node.title}}
            for node in graph.nodes.values()
        }
        for word, value in values.items():
            for place in self.inputs.get(word, ()):
                nodes[graph.named(place.node).id]["inputs"][place.input] = value
        return nodes


def declared(graph: Graph, said: Declared, title: str) -> Workflow:
    """Return a workflow with what is declared of it; Unusable where that does not fit it."""
    _require_rules(said)
    inputs: Places = {word: said.inputs[word] for word in WORDS if said.inputs.get(word)}
    for word, places in inputs.items():
        if len(places) > MOST_PLACES:
            raise Unusable(f"The word {word} goes to at most {MOST_PLACES} places.")
        for place in places:
            _require_place(graph, word, place)
    _require_enough(inputs, graph.named(said.output))
    return Workflow(
        family="ComfyUI",
        title=title,
        task=said.task,
        conditions=tuple(_conditions(inputs)),
        needs=tuple(_conditions(inputs)),
        negative="negative" in inputs,
        multiple=said.multiple,
        frame_step=said.frame_step,
        frame_first=said.frame_first,
        longest=said.longest,
        fixed=(),
        native=_native(graph, inputs),
        steps=int(_own(graph, inputs, "steps", 500)),
        guidance=f"{_own(graph, inputs, 'guidance', 100):f}",
        text=graph.text(),
        inputs=inputs,
        output=said.output,
        kinds=graph.kinds(),
        weights=graph.models(),
    )


def _require_rules(said: Declared) -> None:
    rules = ((said.multiple, 1, 256), (said.frame_step, 1, 1000), (said.frame_first, 1, 1000))
    if any(not least <= number <= most for number, least, most in rules) or not 0 <= said.longest <= MOST_FRAMES:
        raise Unusable("Lengths and sides of a workflow are whole numbers: sides in steps of 1 to 256 pixels.")
    if said.longest and said.longest < said.frame_first:
        raise Unusable("The longest that a workflow makes is no shorter than the shortest.")


def _require_place(graph: Graph, word: Word, place: Place) -> None:
    node = graph.named(place.node)
    if place.input not in node.inputs:
        has = ", ".join(node.inputs) or "none"
        raise Unusable(f"“{node.title}” has no input {place.input[:80]}. Its inputs are: {has}.")


def _require_enough(inputs: Places, output: Node) -> None:
    if "prompt" not in inputs and not set(inputs) & set(PICTURES):
        raise Unusable("Say where the prompt or a picture goes: what a workflow makes must follow from the shot.")
    if ("width" in inputs) != ("height" in inputs):
        raise Unusable("Say where both width and height go, or neither.")
    over = [word for number, word in enumerate(SHOWN_REFERENCES) if number and word in inputs]
    if any(SHOWN_REFERENCES[SHOWN_REFERENCES.index(word) - 1] not in inputs for word in over):
        raise Unusable("Pictures of references are counted from the first, without a gap.")
    if any(place.node in (output.title, f"#{output.id}") for word in PICTURES for place in inputs.get(word, ())):
        raise Unusable("The node that gives the result cannot be one that takes a picture.")


def _conditions(inputs: Places) -> Iterator[str]:
    for word, shown in (("first_frame", FIRST), ("last_frame", LAST), ("guide", GUIDE), ("reference_1", REFERENCES)):
        if word in inputs:
            yield shown


def _native(graph: Graph, inputs: Places) -> tuple[int, int, int, int]:
    size = [int(_own(graph, inputs, word, LARGEST_SIDE)) for word in ("width", "height")]
    frames = int(_own(graph, inputs, "frames", MOST_FRAMES))
    rate = _own(graph, inputs, "rate", HIGHEST_RATE)
    return size[0], size[1], frames, int(rate) if rate == int(rate) else 0


def _own(graph: Graph, inputs: Places, word: Word, most: int) -> Decimal:
    """The number that a workflow holds itself where a word goes; 0 where it holds none."""
    for place in inputs.get(word, ()):
        value = graph.named(place.node).inputs[place.input]
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= most:
            return Decimal(str(value)).quantize(Decimal("0.01")).normalize()
    return Decimal(0)


def number(word: Word, value: Fraction | Decimal | int) -> int | float:
    """Return a number as nodes take it: whole where it is whole."""
    return int(value) if value == int(value) else float(value)
