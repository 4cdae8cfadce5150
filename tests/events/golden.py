"""One file for each version of each event that was ever stored: `python -m tests.events.golden` writes those missing.

A file holds a payload as it was written then, and the digest of the shape that its class had. None is ever changed.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import django
import msgspec
from msgspec import inspect

FOLDER = Path(__file__).parent / "golden"
SOME_ID = UUID("01890000-0000-7000-8000-000000000001")
_WORDS = ("title", "description", "$ref")


def path(name: str, version: int) -> Path:
    """Return where the file of an event's version lies."""
    return FOLDER / f"{name}.{version}.json"


def files() -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Return name, version and contents of every file."""
    for each in sorted(FOLDER.glob("*.json")):
        name, _, version = each.stem.rpartition(".")
        yield name, int(version), msgspec.json.decode(each.read_bytes())


def shape(cls: type[msgspec.Struct]) -> str:
    """Return a digest of a class's fields, their types and defaults, whatever the classes in it are called."""
    (top,), parts = msgspec.json.schema_components([cls])
    text = json.dumps(_resolved(top, parts), sort_keys=True)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _resolved(part: Any, parts: dict[str, Any]) -> Any:
    match part:
        case {"$ref": str(where)}:
            return _resolved(parts[where.rpartition("/")[2]], parts)
        case dict():
            return {key: _resolved(value, parts) for key, value in part.items() if key not in _WORDS or key == value}
        case list():
            return [_resolved(each, parts) for each in part]
    return part


def example(kind: inspect.Type) -> Any:
    """Return a value of a type as JSON has it, with something in every place."""
    match kind:
        case inspect.StructType(fields=fields, tag_field=tag_field, tag=tag):
            tagged = {tag_field: tag} if tag_field else {}
            return {**tagged, **{field.encode_name: example(field.type) for field in fields}}
        case inspect.Metadata(type=described):
            return example(described)
        case inspect.UnionType(types=types):
            return example(next(each for each in types if not isinstance(each, inspect.NoneType)))
        case inspect.LiteralType(values=values):
            return values[0]
        case inspect.DictType(key_type=key, value_type=value):
            return {example(key): example(value)}
        case inspect.ListType(item_type=item) | inspect.VarTupleType(item_type=item):
            return [example(item)]
        case inspect.TupleType(item_types=items):
            return [example(each) for each in items]
        case inspect.UUIDType():
            return str(SOME_ID)
        case inspect.IntType(ge=least):
            return least or 1
        case inspect.BoolType():
            return True
        case inspect.StrType() | inspect.AnyType():
            return "text"
    raise TypeError(f"no example is known of {kind}")


def write_missing() -> list[Path]:
    """Write a file for each event of today that has none."""
    from events import registry  # noqa: PLC0415  Django must be set up first

    written = []
    for name, cls in registry.registered().items():
        target = path(name, registry.name_of(cls)[1])
        if not target.exists():
            contents = {"payload": example(inspect.type_info(cls)), "shape": shape(cls)}
            target.write_text(json.dumps(contents, indent=2, ensure_ascii=False, sort_keys=True) + "\n")
            written.append(target)
    return written


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    for each in write_missing():
        print(each.name)  # noqa: T201  it is its output
