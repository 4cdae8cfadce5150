"""Building a pipeline: a sound graph becomes one, and whatever is wrong with another is said in plain words."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
import pytest

from generation.domain.building import GraphProblem, InvalidPipeline, pipeline, problems, require_names
from generation.stages.registry import kinds
from generation.stages.templates import templates
from productions.domain.graph import Graph, GraphNode, Template
from tests.generation.domain.films import GRAPH, KINDS

PROMPT = GraphNode("prompt", "prompt")
KEYFRAME = GraphNode("keyframe", "keyframe", inputs={"prompt": "prompt.prompt"})
MOTION = GraphNode("motion", "motion", inputs={"prompt": "prompt.prompt", "keyframe": "keyframe.keyframe"})
FINISH = GraphNode("finish", "finish", inputs={"motion": "motion.frames"})


def graph(*nodes: GraphNode, **outputs: str) -> Graph:
    return Graph(nodes, {"master": "finish.master", **outputs})


def with_inputs(node: GraphNode, **inputs: str | tuple[str, ...]) -> GraphNode:
    return msgspec.structs.replace(node, inputs={**node.inputs, **inputs})


def told(wrong: Graph) -> list[str]:
    return [problem.text for problem in problems(wrong, KINDS)]


def test_a_pipeline_has_each_node_after_those_it_stands_on() -> None:
    assert pipeline(Graph(GRAPH.nodes[::-1], GRAPH.outputs), KINDS).ids == ("prompt", "keyframe", "motion", "finish")


def test_a_graph_has_one_order_however_its_nodes_are_listed() -> None:
    chosen = templates()["narrated_film"]
    shuffled = sorted(chosen.nodes, key=lambda node: node.kind)
    orders = [pipeline(Graph(tuple(nodes), chosen.outputs), kinds()).ids for nodes in (chosen.nodes, shuffled)]
    assert orders[0] == orders[1]
    assert orders[0][:3] == ("prompt", "keyframe", "motion")


@pytest.mark.parametrize("name", ["\u200b", " ", "a\nb", "\u202egnp.exe", "x" * 201])
def test_what_people_call_stages_and_outputs_is_a_name(name: str) -> None:
    labelled = msgspec.structs.replace(PROMPT, label=name)
    for wrong, where in (
        (graph(labelled, KEYFRAME, MOTION, FINISH), "prompt"),
        (Graph(GRAPH.nodes, {**GRAPH.outputs, name: "finish.proxy"}), ""),
    ):
        (problem,) = problems(wrong, KINDS)
        assert problem.node == where and "will not do: A name" in problem.text
        with pytest.raises(InvalidPipeline, match="will not do"):
            require_names(wrong)


def test_what_is_lent_and_what_makes_the_take_follow_from_the_edges() -> None:
    made = pipeline(GRAPH, KINDS)
    assert made.lent == {"motion"}
    assert made.lending == {"prompt", "keyframe", "motion"}
    assert made.making == {"finish"}
    assert made.upto({"keyframe"}) == {"prompt", "keyframe"}


def test_nodes_of_one_kind_stand_beside_each_other() -> None:
    other = GraphNode("keyframe_2", "keyframe", "second look", inputs={"prompt": "prompt.prompt"})
    mixed = GraphNode("mixed", "mixed", inputs={"pictures": ("keyframe.keyframe", "keyframe_2.keyframe")})
    made = pipeline(Graph((PROMPT, KEYFRAME, other, mixed), {"master": "mixed.picture"}), KINDS)
    assert made.ids == ("prompt", "keyframe", "keyframe_2", "mixed")
    assert [edge.source for edge in made.by_id["mixed"].edges] == ["keyframe.keyframe", "keyframe_2.keyframe"]
    assert [node.label for node in made.nodes] == ["prompt", "keyframe", "second look", "mixed"]


WRONG: dict[str, tuple[Graph, Sequence[str]]] = {
    "nothing at all": (Graph(), ["The pipeline has no stages."]),
    "a kind that there is not": (
        graph(PROMPT, GraphNode("sing", "singing")),
        ['"sing" is of the kind "singing", which does not exist. Kinds: ' + ", ".join(sorted(KINDS)) + "."],
    ),
    "an id twice": (graph(PROMPT, PROMPT, KEYFRAME, MOTION, FINISH), ['Two stages are called "prompt".']),
    "an id that is none": (
        graph(GraphNode("Key Frame", "prompt"), KEYFRAME, MOTION, FINISH),
        [
            '"Key Frame" cannot be the name of a stage: write small letters, digits and _, beginning with a letter, '
            "at most 40.",
            'The input "prompt" of "keyframe": there is no stage "prompt".',
            'The input "prompt" of "motion": there is no stage "prompt".',
        ],
    ),
    "an input that the kind has not": (
        graph(PROMPT, with_inputs(KEYFRAME, sound="prompt.prompt"), MOTION, FINISH),
        ['"keyframe" has no input "sound". Inputs: prompt, continues.'],
    ),
    "an input that nothing feeds": (
        graph(PROMPT, GraphNode("keyframe", "keyframe"), MOTION, FINISH),
        ['Nothing feeds the input "prompt" of "keyframe".'],
    ),
    "two sources for one": (
        graph(PROMPT, with_inputs(KEYFRAME, prompt=("prompt.prompt", "prompt.prompt")), MOTION, FINISH),
        ['The input "prompt" of "keyframe" takes one source, not 2.'],
    ),
    "another type": (
        graph(PROMPT, KEYFRAME, with_inputs(MOTION, keyframe="prompt.prompt"), FINISH),
        ['"prompt.prompt" gives prompt, and the input "keyframe" of "motion" takes image.'],
    ),
    "an output that the kind has not": (
        graph(PROMPT, KEYFRAME, with_inputs(MOTION, keyframe="keyframe.sketch"), FINISH),
        ['The input "keyframe" of "motion": "keyframe" has no output "sketch". Outputs: keyframe.'],
    ),
    "what is no source": (
        graph(PROMPT, with_inputs(KEYFRAME, prompt="prompt"), MOTION, FINISH),
        ['The input "prompt" of "keyframe": "prompt" is no source: write stage.output, or continues:stage.output.'],
    ),
    "a prefix that there is not": (
        graph(PROMPT, with_inputs(KEYFRAME, prompt="scene:prompt.prompt"), MOTION, FINISH),
        [
            'The input "prompt" of "keyframe": "scene:" is unknown: a source begins with continues: or production:, '
            "or has no prefix."
        ],
    ),
    "what no shots share": (
        graph(PROMPT, with_inputs(KEYFRAME, prompt="production:prompt.prompt"), MOTION, FINISH),
        ['The input "prompt" of "keyframe": "prompt" is made for each shot anew: all shots share nothing of it.'],
    ),
    "a circle": (
        Graph(
            (
                PROMPT,
                GraphNode("one", "mixed", inputs={"pictures": "two.picture"}),
                GraphNode("two", "mixed", inputs={"pictures": "one.picture"}),
            ),
            {"master": "two.picture"},
        ),
        ["The stages feed each other in a circle: one → two → one."],
    ),
    "no master": (
        Graph((PROMPT, KEYFRAME), {"poster": "keyframe.keyframe"}),
        ['Nothing makes the take: name the output "master".'],
    ),
    "a master that is a copy": (
        Graph((PROMPT, GraphNode("mixed", "mixed")), {"master": "mixed.still"}),
        [
            'The output "master" must exist for every shot, and be no copy of another.',
            'Nothing that a take is made of needs "prompt".',
        ],
    ),
    "a master that some shots lack": (
        Graph((msgspec.structs.replace(PROMPT, when="speaks"),), {"master": "prompt.prompt"}),
        ['The output "master" must exist for every shot, and be no copy of another.'],
    ),
    "an output of another shot": (
        graph(PROMPT, KEYFRAME, MOTION, FINISH, still="continues:motion.last_frame"),
        ['The output "still" is of another shot: a take holds its own alone.'],
    ),
    "what makes nothing": (
        graph(PROMPT, KEYFRAME, MOTION, FINISH, GraphNode("voice", "spoken")),
        ['Nothing that a take is made of needs "voice".'],
    ),
    "what some shots lack": (
        graph(PROMPT, msgspec.structs.replace(KEYFRAME, when="speaks"), MOTION, FINISH),
        ['"motion" needs "keyframe", which is there only when speaks.'],
    ),
    "what only some shots continue": (
        graph(PROMPT, KEYFRAME, with_inputs(MOTION, keyframe="continues:motion.last_frame"), FINISH),
        [
            '"motion" needs "continues:motion.last_frame", and only some shots continue another. Let it apply when the '
            "shot continues.",
            'Nothing that a take is made of needs "keyframe".',
        ],
    ),
    "an input that no shot has": (
        graph(PROMPT, msgspec.structs.replace(KEYFRAME, when="mood = gloomy"), MOTION, FINISH),
        ['"keyframe" applies when "mood": no shot has such an input.'],
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_with_a_graph_is_said_in_plain_words(case: str) -> None:
    wrong, says = WRONG[case]
    assert told(wrong) == list(says)
    with pytest.raises(InvalidPipeline) as refused:
        pipeline(wrong, KINDS)
    assert [each["text"] for each in refused.value.data["problems"]] == list(says)


UNKNOWN = "no shot has such an input."


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ("parameter:lightt", f'{UNKNOWN} Do you mean "parameter:light"?'),
        ("parameter:nope", UNKNOWN),
        ("scene.plaice = BARN", f'{UNKNOWN} Do you mean "scene.place"?'),
        ("not spaeks", f'{UNKNOWN} Do you mean "speaks"?'),
        ("cast:mara", UNKNOWN),
        ("parameter:finish.fade_inn != 0", f'{UNKNOWN} Do you mean "parameter:finish.fade_in"?'),
        ("parameter:light = noonish", 'it is never "noonish". Write one of dawn, day, dusk'),
        ("size = huge", 'it is never "huge". Write one of'),
        ("speaks or scene.setting = ROOF", 'it is never "ROOF". Write one of INT, EXT, INT/EXT.'),
        ("parameter:burn_in = yes", 'it is never "yes". Write one of true, false.'),
    ],
)
def test_a_condition_on_what_no_shot_has_is_refused_with_the_nearest_name(when: str, says: str) -> None:
    film = templates()["film"].graph
    nodes = tuple(msgspec.structs.replace(each, when=when) if each.id == "motion" else each for each in film.nodes)
    (problem,) = [each for each in problems(Graph(nodes, film.outputs), kinds()) if "applies when" in each.text]
    assert says in problem.text


@pytest.mark.parametrize(
    "when",
    [
        *("speaks", "not continues", "parameter:light = dawn", "parameter:burn_in = true", "scene.setting = EXT"),
        *("parameter:light != dusk and speaks", "parameter:finish.fade_in != 0", "frames", f"cast:{UUID(int=7)}"),
    ],
)
def test_a_condition_on_what_shots_have_is_none_that_is_refused(when: str) -> None:
    film = templates()["film"].graph
    nodes = (*film.nodes, GraphNode("first", "keyframe", when=when, inputs={"prompt": "prompt.prompt"}))
    assert not problems(Graph(nodes, {**film.outputs, "first": "first.keyframe"}), kinds())


def test_a_condition_that_cannot_be_read_says_how_to_write_one() -> None:
    nodes = (PROMPT, msgspec.structs.replace(KEYFRAME, when="when it rains!"), MOTION, FINISH)
    (problem,) = problems(Graph(nodes, {"master": "finish.master"}), KINDS)
    assert problem == GraphProblem(
        "keyframe",
        '"keyframe" applies when: "when it rains!" is no condition: write speaks, not continues, or '
        "parameter:language != en.",
    )


def test_what_a_reader_needs_may_lack_where_the_reader_lacks_too() -> None:
    both = [msgspec.structs.replace(each, when="continues") for each in (KEYFRAME, MOTION)]
    mixed = GraphNode("mixed", "mixed", inputs={"pictures": ("motion.last_frame",)})
    assert not problems(Graph((PROMPT, *both, mixed), {"master": "mixed.picture"}), KINDS)


@pytest.mark.parametrize("template", templates().values(), ids=lambda template: template.title)
def test_every_template_is_a_pipeline(template: Template) -> None:
    assert not problems(template.graph, kinds())
    assert template.title and template.about
