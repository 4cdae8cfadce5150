"""The words that a model gets: the structured prompt of a shot by a template, as short as the model reads.

What a person wrote for the model is sent as it is. A template is text with names in braces; each sentence or part
between commas that a name would leave empty is dropped.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generation.ports.work import JSON

STILL = "{size}. {description}. {cast}. {place}, {time}. {light}, {weather}. {style}, {palette}, {lens}"
MOVING = "{size}. {description}. {camera}. {cast}. {place}, {time}. {light}, {weather}. {style}, {palette}, {lens}"
NAMES = (
    "description", "size", "camera", "cast", "place", "setting", "time", "light", "weather", "style", "palette", "lens",
    "dialogue",
)  # fmt: skip
"""What a template may name."""

DROPPED = (
    "dialogue",
    "lens",
    "palette",
    "weather",
    "setting",
    "time",
    "style",
    "light",
    "place",
    "camera",
    "size",
    "cast",
)
"""What is left out first where a model reads less; the description stays."""

_NAME = re.compile(r"\{(\w+)\}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SIZES = {
    "extreme-close-up": "extreme close-up", "close-up": "close-up", "medium-close-up": "medium close-up",
    "medium": "medium shot", "wide": "wide shot", "extreme-wide": "extreme wide shot",
}  # fmt: skip
_COLOURS = {
    "black": (20, 20, 20), "white": (240, 240, 240), "grey": (128, 128, 128), "red": (200, 30, 30),
    "dark red": (110, 15, 20), "orange": (235, 130, 30), "yellow": (240, 215, 50), "green": (50, 150, 60),
    "dark green": (20, 70, 35), "turquoise": (50, 180, 180), "blue": (40, 80, 190), "dark blue": (20, 30, 90),
    "purple": (120, 50, 150), "pink": (240, 150, 180), "brown": (110, 70, 40), "beige": (215, 190, 150),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """The exact text for a model, and a sentence for each thing that was left out of it."""

    text: str
    notes: tuple[str, ...] = ()


class UnknownName(ValueError):
    """A template names what no prompt has."""


def wording(document: Mapping[str, JSON], template: str, most: int, count: Callable[[str], int]) -> Wording:
    """Return a prompt as text of at most `most` tokens, as `count` counts them; UnknownName for a wrong template."""
    values = dict(_values(document))
    left_out: list[str] = []
    text = _filled(template, values)
    for name in DROPPED:
        if count(text) <= most:
            break
        if values.pop(name, "") and f"{{{name}}}" in template:
            left_out.append(name)
            text = _filled(template, values)
    notes = [f"the model reads {most} tokens: {_listed(left_out)} left out of its prompt"] if left_out else []
    kept = _shortened(text, most, count)
    if kept != text:
        notes.append(f"the model reads {most} tokens: its prompt ends after “{' '.join(kept.split()[-3:])}”")
    return Wording(kept, tuple(notes))


def written(text: str, most: int, count: Callable[[str], int]) -> Wording:
    """Return what a person wrote, with a note where the model does not read it to its end."""
    over = count(text) - most
    return Wording(text, (f"the model reads {most} tokens, and the prompt has {count(text)}",) if over > 0 else ())


def check(template: str) -> None:
    """Raise UnknownName for a template that names what no prompt has."""
    for name in _NAME.findall(template):
        if name not in NAMES:
            raise UnknownName(f"{{{name}}} is nothing that a prompt has: {', '.join(NAMES)}")


def _filled(template: str, values: Mapping[str, str]) -> str:
    check(template)
    sentences = (_sentence(each, values) for each in re.split(r"\.\s+|\.$", template))
    return ". ".join(filter(None, sentences)).strip()


def _sentence(template: str, values: Mapping[str, str]) -> str:
    parts = (_part(each, values) for each in template.split(","))
    return ", ".join(filter(None, parts))


def _part(template: str, values: Mapping[str, str]) -> str:
    """A part of which some name holds nothing keeps what the others hold, without the words between them."""
    names = _NAME.findall(template)
    filled = [name for name in names if values.get(name)]
    if len(filled) < len(names):
        return " ".join(values[name] for name in filled).strip()
    return _NAME.sub(lambda field: values[field[1]], template).strip()


def _values(document: Mapping[str, JSON]) -> Iterator[tuple[str, str]]:
    scene = document.get("scene")
    scene = scene if isinstance(scene, dict) else {}
    for name in ("description", "light", "weather", "style", "palette", "lens"):
        yield name, _text(document.get(name)).strip().rstrip(".")
    size = _text(document.get("size"))
    yield "size", _SIZES.get(size, size.replace("-", " "))
    yield "camera", _camera(_text(document.get("camera")))
    yield "setting", {"INT": "interior", "EXT": "exterior"}.get(_text(scene.get("setting")), "")
    yield "place", _text(scene.get("place")).lower()
    yield "time", _text(scene.get("time")).lower()
    yield "cast", _cast(document.get("cast"))
    yield "dialogue", _dialogue(document.get("dialogue"))


def _camera(text: str) -> str:
    if text in ("", "static", "locked"):
        return "the camera does not move" if text else ""
    return f"camera: {text.replace('-', ' ')}"


def _cast(entries: JSON) -> str:
    looks = (_look(each) for each in (entries.values() if isinstance(entries, dict) else ()))
    return "; ".join(filter(None, looks))


def _look(entry: JSON) -> str:
    """A look in words: what people wrote of it, else its attributes."""
    entry = entry if isinstance(entry, dict) else {}
    look = entry.get("look")
    look = look if isinstance(look, dict) else {}
    said = _text(look.get("description")).strip().rstrip(".")
    attributes = look.get("attributes")
    told = ", ".join(_attributes(attributes)) if isinstance(attributes, dict) else ""
    words = ", ".join(filter(None, (said, told)))
    return f"{_text(entry.get('role') or entry.get('kind'))} with {words}".strip() if words else ""


def _attributes(attributes: Mapping[str, JSON]) -> Iterator[str]:
    """Each attribute as words; the colour of a thing before the thing."""
    for name, value in sorted(attributes.items()):
        if name.endswith("_colour") and name.removesuffix("_colour") in attributes:
            continue
        colour = _text(attributes.get(f"{name}_colour"))
        words = " ".join(filter(None, (_named(colour), _named(_text(value)))))
        thing = name.removesuffix("_colour").replace("_", " ")
        yield words if thing in words.lower() or not words else f"{thing}: {words}"


def _named(text: str) -> str:
    """A colour by its nearest name: models read words."""
    if not _COLOUR.fullmatch(text.strip()):
        return text.strip().replace("_", " ")
    red, green, blue = (int(text.strip()[at : at + 2], 16) for at in (1, 3, 5))
    return min(
        _COLOURS, key=lambda name: sum((a - b) ** 2 for a, b in zip((red, green, blue), _COLOURS[name], strict=True))
    )


def _dialogue(lines: JSON) -> str:
    said = (each for each in (lines if isinstance(lines, list) else []) if isinstance(each, dict))
    return " ".join(map(_spoken, said))


def _spoken(line: Mapping[str, JSON]) -> str:
    """Who says what; a prompt may leave out the words."""
    who, what = _text(line.get("character")).title(), _text(line.get("text"))
    return f"{who} says: {what}" if what or "text" in line else f"{who} speaks."


def _text(value: JSON) -> str:
    return value if isinstance(value, str) else ""


def _shortened(text: str, most: int, count: Callable[[str], int]) -> str:
    """The longest beginning in whole words that is short enough."""
    words = text.split()
    if count(text) <= most:
        return text
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if count(" ".join(words[:middle])) <= most else (low, middle - 1)
    return " ".join(words[:low])


def _listed(names: list[str]) -> str:
    said = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return f"{said} {'are' if len(names) > 1 else 'is'}"
