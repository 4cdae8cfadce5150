"""A pipeline of nine stages, of kinds that there are: three stretches of motion, each from where one ended."""

from productions.domain.graph import Graph, GraphNode


def _motion(id_: str, begins: str) -> GraphNode:
    return GraphNode(id_, "motion", inputs={"prompt": "prompt.prompt", "keyframe": begins})


NINE = Graph(
    (
        GraphNode("prompt", "prompt"),
        GraphNode(
            "keyframe", "keyframe", inputs={"prompt": "prompt.prompt", "continues": "continues:motion.last_frame"}
        ),
        _motion("motion", "keyframe.keyframe"),
        _motion("second", "motion.last_frame"),
        _motion("third", "second.last_frame"),
        GraphNode("still", "keyframe", inputs={"prompt": "prompt.prompt", "continues": "third.last_frame"}),
        GraphNode("finish", "finish", inputs={"motion": "motion.frames"}),
        GraphNode("finish_second", "finish", inputs={"motion": "second.frames"}),
        GraphNode("finish_third", "finish", inputs={"motion": "third.frames"}),
    ),
    {
        "master": "finish.master",
        "proxy": "finish.proxy",
        "poster": "finish.poster",
        "second": "finish_second.master",
        "third": "finish_third.master",
        "still": "still.keyframe",
    },
)
"""No two of its stages ever have one key."""
