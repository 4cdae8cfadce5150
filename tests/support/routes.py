"""Every operation of the API, as its description names them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator

NOWHERE = "01a20000-0000-7000-8000-000000000000"
_NOT_WITHIN = ("/templates/", "/models/", "/workers/files/", "/v1/guests/")
_LIKELY = {"language": "de"}
"""What parameters that cannot be left out may be, where a number says nothing."""
NOTHING = f"sha256:{'0' * 64}"


@dataclass(frozen=True)
class Operation:
    name: str
    method: str
    path: str
    query: tuple[Mapping[str, Any], ...] = ()
    ids_in_body: frozenset[str] = frozenset()
    """Where ids stand in what is sent with it, such as `.edits[].shot`."""

    @property
    def room(self) -> str:
        """The app whose view carries it out."""
        path = self.path.replace("{name}", "style").replace("{digest}", NOTHING)
        path = path.replace("{position}", "1").replace("{number}", "1")
        parts = (NOWHERE if part.startswith("{") else part for part in path.split("/"))
        view: Any = resolve("/".join(parts)).func
        return str(view.view_class.__module__).partition(".")[0]

    @property
    def within(self) -> bool:
        """Whether it leads into a production, to whom others must not be.

        Templates and models are for all of the studio; files of workers are for machines that joined, no people; and
        what guests reach is theirs alone.
        """
        leads = any(part in self.path for part in ("{production}", "{id}", "{digest}"))
        return leads and not any(part in self.path for part in _NOT_WITHIN)

    def needed(self, but: str = "") -> str:
        """Return the parameters that it cannot do without, as a query: something that each may be."""
        names = [each for each in self.query if each.get("required") and each["name"] != but]
        return "&".join(f"{each['name']}={_likely(each)}" for each in names)

    def address(self, places: dict[str, str]) -> str:
        """Return the path with what stands for its placeholders, replaced in the order of `places`."""
        path = self.path
        unknown = {"{id}": NOWHERE, "{guest}": NOWHERE, "{digest}": NOTHING, "{number}": "1"}
        for placeholder, value in (*places.items(), *unknown.items()):
            path = path.replace(placeholder, value)
        return path


def _likely(parameter: Mapping[str, Any]) -> str:
    return NOWHERE if is_id(parameter["schema"]) else _LIKELY.get(parameter["name"], "1")


def operations() -> Iterator[Operation]:
    """Yield all operations."""
    generator: Any = SchemaGenerator
    described = generator().get_schema(request=None, public=True)
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            query = tuple(each for each in operation.get("parameters", ()) if each["in"] == "query")
            contents = operation.get("requestBody", {}).get("content", {}).values()
            ids = {where for each in contents for where in _ids(each["schema"], described["components"]["schemas"])}
            yield Operation(operation["operationId"], method.upper(), path, query, frozenset(ids))


def is_id(schema: Mapping[str, Any]) -> bool:
    """Whether a schema is that of an id, or of an id or nothing."""
    return schema.get("format") == "uuid" or any(map(is_id, schema.get("anyOf", ())))


def _ids(schema: Mapping[str, Any], known: Mapping[str, Any], path: str = "", within: tuple[str, ...] = ()) -> set[str]:
    """The places of ids in what a schema describes, at any depth; one that holds itself is looked into once."""
    name = schema.get("$ref", "").rpartition("/")[2]
    if name:
        return set() if name in within else _ids(known[name], known, path, (*within, name))
    if is_id(schema):
        return {path}
    inner = [(path, each) for key in ("anyOf", "oneOf", "allOf") for each in schema.get(key, ())]
    inner += [(f"{path}.{key}", each) for key, each in schema.get("properties", {}).items()]
    inner += [(f"{path}[]", schema["items"])] if isinstance(schema.get("items"), dict) else []
    rest = schema.get("additionalProperties")
    inner += [(f"{path}{{}}", rest)] if isinstance(rest, dict) else []
    return {where for at, each in inner for where in _ids(each, known, at, within)}
