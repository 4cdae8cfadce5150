"""Keying: the keys of many recipes, put together of parts, are those of the recipes one by one."""

from typing import Any
from uuid import UUID

from hypothesis import example, given
from hypothesis import strategies as st

from generation.domain.keying import Digest, Keying
from generation.domain.keys import known_key
from generation.domain.pipeline import Edge, InputPort, Node, StageSpec, gathered
from generation.domain.recipes import build, own_parameters, settings
from productions.domain.graph import ParameterSchema
from tests.generation.domain.test_keys import values

NAMES = (
    *("description", "cast:a", "cast:é", "cast:\ue000", "cast:😀", "parameter:seed", "parameter:size", "scene.time"),
    *("parameter:node.steps", "parameter:node.é", "recording:0", "size", "setting"),
)
READS = ("description", "cast:", "parameter:", "parameter:seed", "recording:", "scene.", "size", "nothing")
ABOVE = ("parameter:", "scene.")
OWN = {name: ParameterSchema(name, "", "integer", "0") for name in ("steps", "é")}
SHOT = UUID(int=7)

inputs = st.dictionaries(st.sampled_from(NAMES), values)
specs = st.builds(
    StageSpec,
    st.sampled_from(("paint", "é😀")),
    st.integers(1, 3),
    st.lists(st.sampled_from(READS), unique=True).map(tuple),
    backend=st.none() | st.just(("drawn", "1")),
    reads_variation=st.booleans(),
    parameters=st.sampled_from(({}, OWN)),
)
contents = st.sampled_from(("sha256:1", "sha256:2"))
upstreams = st.dictionaries(
    st.sampled_from(("first", "é")), st.dictionaries(st.sampled_from(("a", "b")), contents | st.lists(contents))
)


PORTS = (
    InputPort("first", "image", "a", "optional"),
    InputPort("é", "image", "b", "optional"),
    InputPort("first", "image", "b", "optional"),
    InputPort("others", "image", "a", "many"),
)
fed = st.lists(st.tuples(st.sampled_from(PORTS), st.sampled_from(("sha256:1", 'a"\\é'))), max_size=4)
"""What comes in, edge by edge; two edges may lead to one port, of which the last one counts."""


def begin(keying: Keying, node: Node, values: Any, variation: int, above: object = None) -> Digest:
    """As resolve does, with what is set of the node among the values."""
    own = settings(own_parameters(node), values)
    return keying.begin(node.spec, SHOT, {**values, **dict(own)}, variation, None if own else above)


@given(st.lists(specs, min_size=1, max_size=3), st.lists(st.tuples(inputs, upstreams, st.integers(1, 2)), max_size=6))
def test_keys_of_many_are_the_keys_of_each(kinds: list[StageSpec], wanted: list[tuple[Any, Any, int]]) -> None:
    keying = Keying()
    for own, upstream, variation in wanted:
        for spec in kinds:
            node = Node("node", spec, "")
            begun = begin(keying, node, own, variation)
            fed: Any
            for fed in ({}, upstream):
                expected = known_key(build(node, SHOT, own, variation, fed))
                assert keying.key(spec, begun, fed, variation) == expected


@given(inputs, values)
def test_what_two_shots_share_is_written_once_and_what_differs_is_not_mixed_up(own: Any, other: Any) -> None:
    spec, keying = StageSpec("paint", 1, ("description", "cast:"), parameters=OWN), Keying()
    node = Node("node", spec, "")
    for each in (own, {**own, "description": other}, own):
        begun = begin(keying, node, each, 1)
        assert keying.key(spec, begun, {}, 1) == known_key(build(node, SHOT, each, 1, {}))


BETWEEN = StageSpec("paint", 1, ("parameter:", "recording:", "scene."))
"""What it reads of the shot itself stands between what it reads from above."""


@example(BETWEEN, {"parameter:size": 1, "scene.time": 1}, [{"recording:0": 1}, {"recording:0": 2}], 1)
@given(specs, inputs, st.lists(inputs, max_size=3), st.integers(1, 2))
def test_shots_that_share_all_from_above_have_the_keys_that_each_has(
    spec: StageSpec, levels: Any, shots: list[Any], variation: int
) -> None:
    above = {name: value for name, value in levels.items() if name.startswith(ABOVE)}
    node, keying = Node("node", spec, ""), Keying()
    for shot in shots:
        each = {**above, **{name: value for name, value in shot.items() if not name.startswith(ABOVE)}}
        begun = begin(keying, node, each, variation, above)
        assert keying.key(spec, begun, {}, variation) == known_key(build(node, SHOT, each, variation, {}))


@given(specs, st.lists(fed, max_size=3))
def test_what_comes_in_over_edges_gives_the_keys_of_recipes(spec: StageSpec, some: list[Any]) -> None:
    keying = Keying()
    for each in some:
        node = Node("node", spec, "", tuple(Edge(port, "before", "out") for port, _ in each))
        contents = [content for _, content in each]
        expected = known_key(build(node, SHOT, {}, 1, gathered(zip(node.edges, contents, strict=True))))
        begun = keying.begin(spec, SHOT, {}, 1)
        for _ in range(3):
            assert keying.key_of(node, begun, tuple(range(len(each))), contents, 1) == expected
