"""What an edit can say, as JSON Schema: for the bodies of all requests that name a field of one thing and a value."""

from typing import Literal, get_args

from msgspec import Meta

EditedKind = Literal["shot", "scene", "reference", "production"]
EDITED: tuple[EditedKind, ...] = get_args(EditedKind)
"""The kinds of things whose fields an edit may change."""

_NUL = {"type": "string", "pattern": "\\u0000"}
_PLAIN = {"not": {"anyOf": [{"type": "array"}, {"type": "object"}, _NUL]}}
_NAMES = {"propertyNames": {"not": _NUL}}
_LIST = {"type": "array", "items": _PLAIN}
_PART = {"anyOf": [_PLAIN, _LIST, {"type": "object", **_NAMES, "additionalProperties": _PLAIN}]}
_SAID = {"type": "object", "not": {**_NAMES, "additionalProperties": _PART}}

VALUE = Meta(extra_json_schema={"not": {"anyOf": [{"type": "array"}, _NUL, _SAID]}})
"""A value that is no list, without texts that hold NUL; in a map stand plain values, and lists and maps of these."""
OF_ONE_THING = Meta(
    extra_json_schema={"oneOf": [{"required": [kind], "properties": {kind: {"type": "string"}}} for kind in EDITED]}
)
"""Exactly one of the things that an edit may be about is named."""
