"""A pipeline as people exchange it: one JSON document that another installation reads."""

from typing import Literal

import msgspec

from events.errors import Refusal
from events.registry import Json
from productions.domain.graph import GraphNode, Template

Format = Literal["continuity/pipeline/1"]
"""How a file is to be read."""


class PipelineFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A template in a file."""

    format: Format
    title: str
    about: str = ""
    nodes: tuple[GraphNode, ...]
    outputs: dict[str, str]
    parameters: dict[str, Json] = {}


class UnreadablePipeline(Refusal):
    """The file is no pipeline; says where it is not."""

    code = "unreadable-pipeline"
    status = 422


def written(template: Template) -> bytes:
    """Return a template as the bytes of a file that people can read and compare."""
    return msgspec.json.format(msgspec.json.encode(filed(template)), indent=2) + b"\n"


def filed(template: Template) -> PipelineFile:
    """Return a template as what stands in a file."""
    return PipelineFile(format="continuity/pipeline/1", **msgspec.structs.asdict(template))


def read(content: bytes) -> Template:
    """Return the template that a file holds; UnreadablePipeline for one that holds none."""
    try:
        file = msgspec.json.decode(content, type=PipelineFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadablePipeline(f"This is no pipeline that can be read: {error}.") from None
    return Template(file.title, file.about, file.nodes, file.outputs, file.parameters)
