"""The API's description from the Structs that it reads and writes, and nothing said twice."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from productions.refusals import CloseCodes

_TEMPLATE = "#/components/schemas/{name}"
FILE_FIELDS = ("file", "text")
"""What a form's file stands for in the JSON of the same address."""
_BASE64 = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
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
    """Return the schema of a multipart form that says what a body says, with the files that it takes as bytes.

    Lists are left to JSON: a field of a form is one text.
    """
    _, components = msgspec.json.schema_components([shape], ref_template=_TEMPLATE)
    described = msgspec.json.decode(msgspec.json.encode(components[shape.__name__]))
    fields = {
        name: field
        for name, field in described["properties"].items()
        if name not in FILE_FIELDS and field.get("type") != "array"
    }
    file: dict[str, Any] = {"type": "string", "format": "binary", "minLength": 1}
    if _takes_several(shape):
        file = {"type": "array", "items": file, "minItems": 1}
    _without_nul(fields)
    return {
        "type": "object",
        "properties": {"file": file, **fields},
        "required": ["file", *(name for name in described.get("required", ()) if name in fields)],
        "additionalProperties": False,
    }


def _takes_several(shape: type[msgspec.Struct]) -> bool:
    """Whether a body takes a list of files."""
    return any(get_origin(part) is list for part in get_args(get_type_hints(shape).get("file")))


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """drf-spectacular's hook: add the Structs, the problem that any call may answer, and required bodies."""
    problem = {"description": "A problem", "content": {"application/problem+json": {"schema": ref(Problem)}}}
    for operation in _operations(result):
        operation["responses"]["default"] = problem
        for response in operation["responses"].values():
            response["description"] = response.get("description") or "Done"
        required, bodies = operation.pop("x-body-required", False), operation.pop("x-body", {})
        if required and "requestBody" not in operation:  # which drf-spectacular leaves out of DELETE
            operation["requestBody"] = {"content": {media: {"schema": schema} for media, schema in bodies.items()}}
        if "requestBody" in operation:
            operation["requestBody"]["required"] = required
    ref(CloseCodes)  # of the socket, which no operation answers for
    _, components = msgspec.json.schema_components(list(_shapes.values()), ref_template=_TEMPLATE)
    plain = msgspec.json.decode(msgspec.json.encode(components))
    _without_nul(plain)
    closed = [values for shape in _shapes.values() for values in _closed(shape, set())]
    _exact(plain, {frozenset(values): list(values) for values in closed})
    for name, shape in _shapes.items():
        if asked := together(shape):
            plain[name]["allOf"] = [asked]  # beside the fields, not instead of them
    result.setdefault("components", {}).setdefault("schemas", {}).update(sorted(plain.items()))
    return result


def _closed(type_: Any, known: set[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the values of each Literal in a type, in the order in which they are written."""
    if get_origin(type_) is Literal:
        yield get_args(type_)
    parts = get_args(type_)
    if isinstance(type_, type) and issubclass(type_, msgspec.Struct) and type_ not in known:
        known.add(type_)
        parts = tuple(get_type_hints(type_).values())
    for part in parts:
        yield from _closed(part, known)


def _exact(schema: Any, orders: Mapping[frozenset[Any], list[Any]]) -> None:
    """Put values that msgspec sorted back into their own order, and let maps have no keys but those that are named."""
    match schema:
        case {"type": "object", "properties": _, "additionalProperties": {}}:
            schema["additionalProperties"] = False
        case {"enum": list(values)}:
            schema["enum"] = orders.get(frozenset(values), values)
        case dict():
            for each in schema.values():
                _exact(each, orders)
        case list():
            for each in schema:
                _exact(each, orders)


def _without_nul(schema: Any) -> None:
    """Say of every text that it may not hold NUL, which Postgres cannot, and of bytes how they come."""
    match schema:
        case {"type": "string", "contentEncoding": "base64"}:
            schema.setdefault("pattern", _BASE64)
        case {"type": "string"} if not {"pattern", "format", "enum", "const"} & schema.keys():
            schema["pattern"] = "^[^\\u0000]*$"
        case dict():
            for value in schema.values():
                _without_nul(value)
        case list():
            for value in schema:
                _without_nul(value)


def requires(shape: type[msgspec.Struct]) -> bool:
    """Whether a body of this shape cannot be left out."""
    return bool(together(shape)) or any(field.required for field in msgspec.structs.fields(shape))


def together(shape: type[msgspec.Struct]) -> dict[str, Any]:
    """Return what a body asks of its fields together, as a schema."""
    asked: dict[str, Any] = getattr(shape, "together", dict)()
    return asked


def _operations(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        operation
        for path in result["paths"].values()
        for method, operation in path.items()
        if method in ("get", "post", "put", "patch", "delete")
    ]
