"""The API's description from the Structs that it reads and writes, and nothing said twice."""

from collections.abc import Mapping
from typing import Any

import msgspec

_TEMPLATE = "#/components/schemas/{name}"
FILE_FIELDS = ("file", "text")
"""What a form's file stands for in the JSON of the same address."""
_shapes: dict[str, type[msgspec.Struct]] = {}


class Problem(msgspec.Struct):
    """What went wrong: `code` is stable; more members stand beside these where they help."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request: str


def ref(shape: type[msgspec.Struct]) -> dict[str, str]:
    """Return the reference under which a Struct stands in the description."""
    if _shapes.setdefault(shape.__name__, shape) is not shape:
        raise ValueError(f"two shapes are called {shape.__name__}")
    return {"$ref": _TEMPLATE.format(name=shape.__name__)}


def form(shape: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the schema of a multipart form that says what a body says, with the file that it takes as bytes."""
    _, components = msgspec.json.schema_components([shape], ref_template=_TEMPLATE)
    described = msgspec.json.decode(msgspec.json.encode(components[shape.__name__]))
    fields = {name: field for name, field in described["properties"].items() if name not in FILE_FIELDS}
    file = {"type": "string", "format": "binary"}
    return {"type": "object", "properties": {"file": file, **fields}, "required": ["file"]}


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """drf-spectacular's hook: add the Structs, the problem that any call may answer, and required bodies."""
    problem = {"description": "A problem", "content": {"application/problem+json": {"schema": ref(Problem)}}}
    for operation in _operations(result):
        operation["responses"]["default"] = problem
        for response in operation["responses"].values():
            response["description"] = response.get("description") or "Done"
        if "requestBody" in operation:
            operation["requestBody"]["required"] = operation.pop("x-body-required", False)
        operation.pop("x-body-required", None)
    _, components = msgspec.json.schema_components(list(_shapes.values()), ref_template=_TEMPLATE)
    plain = msgspec.json.decode(msgspec.json.encode(components))
    result.setdefault("components", {}).setdefault("schemas", {}).update(sorted(plain.items()))
    return result


def requires(shape: type[msgspec.Struct]) -> bool:
    """Whether a body of this shape cannot be left out."""
    return any(field.required for field in msgspec.structs.fields(shape))


def _operations(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        operation
        for path in result["paths"].values()
        for method, operation in path.items()
        if method in ("get", "post", "put", "patch", "delete")
    ]
