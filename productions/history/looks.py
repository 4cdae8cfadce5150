"""Changes of looks in words: where they hold, and what is different there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from events.registry import Json
from productions.domain.fields.values import ATTRIBUTE
from productions.domain.looks import read
from productions.history.event_sentences import edited, listed, say
from productions.history.naming import Names


def where(change: Mapping[str, Any], names: Names) -> str:
    """Say where a change holds, such as "from scene SC012 to the end, but not in scene SC015"."""
    first, last = change.get("first"), change.get("last")
    also, without = (_scenes(change.get(key) or (), names) for key in ("also", "without"))
    if first is None:
        return f"in {also}"
    if last and last["id"] == first["id"]:
        said = f"in {_end(first, names)}"
    else:
        said = f"from {_end(first, names)} to {_end(last, names) if last else 'the end'}"
    return said + (f", but not in {without}" if without else "") + (f", and in {also}" if also else "")


def different(change: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Say what is different there; `names` are words for attributes."""
    return listed([edited(_words(field, names), None, _plain(value)) for field, value in read(change).fields.items()])


def moved(before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    """Say what of a change became different, beside where it holds."""
    old, new = read(before).fields, read(after).fields
    differing = [name for name in {**old, **new} if old.get(name) != new.get(name) or (name in old) != (name in new)]
    return [_moved(_words(name, names), name, old, new) for name in differing]


def _moved(words: str, name: str, old: Mapping[str, Json], new: Mapping[str, Json]) -> str:
    if name not in new:
        return f"{words} is no longer different"
    return edited(words, _plain(old.get(name)), _plain(new[name]))


def _plain(value: Json) -> Json:
    if isinstance(value, list | tuple):
        return f"{len(value) or 'no'} picture{'' if len(value) == 1 else 's'}"
    return "nothing" if value in (None, "") else value


def _words(field: str, names: Mapping[str, str]) -> str:
    name = field.removeprefix(ATTRIBUTE)
    return "pictures" if field == "images" else names.get(name, name.replace("_", " "))


def fields_in_words(fields: Iterable[str]) -> str:
    """Return fields of a look as people call them."""
    return listed([_words(field, {}) for field in fields])


def scenes(codes: Sequence[str]) -> str:
    """Return scenes by their codes, of many the first ones."""
    return f"scene{'' if len(codes) == 1 else 's'} {listed([*codes])}"


def _end(point: Mapping[str, str], names: Names) -> str:
    return names.of(point["id"], f"a {point['kind']}")


def _scenes(ids: Iterable[str], names: Names) -> str:
    return listed([names.of(each, "a scene") for each in ids])


def quoted(label: object) -> str:
    """Return the label of a change as a name."""
    return f"“{label}”" if label else say(None)
