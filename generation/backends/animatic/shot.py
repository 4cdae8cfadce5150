"""One shot as the drawing needs it, read from a prompt document that may hold anything."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generation.backends.animatic import words
from generation.backends.animatic.look import Look, look
from generation.ports.work import JSON

if TYPE_CHECKING:
    from generation.backends.animatic.picture import Picture

SIZES = (
    "extreme-wide", "wide", "full", "medium", "medium-close", "close-up", "extreme-close-up", "insert",
    "over-shoulder", "two-shot", "pov",
)  # fmt: skip
CAMERAS = (
    "static", "push-in", "pull-out", "pan-left", "pan-right", "tilt-up", "tilt-down", "truck-left", "truck-right",
    "crane-up", "crane-down", "handheld",
)  # fmt: skip
_MOST_FIGURES = 6
_CLOSE = ("close-up", "extreme-close-up")
"""Sizes that are close on a thing where nobody is seen."""


@dataclass(frozen=True, slots=True)
class Character:
    identity: str
    look: Look


@dataclass(frozen=True, slots=True)
class Line:
    """One line of dialogue; `speaker` counts into the shot's characters, None for a voice from outside."""

    speaker: int | None
    text: str
    mood: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where it plays: which set to build and colours that a location reference asks for."""

    set: str
    indoors: bool
    attributes: Mapping[str, str]
    identity: str
    picture: "Picture | None" = None


@dataclass(frozen=True, slots=True)
class Shot:
    size: str
    camera: str
    description: str
    characters: tuple[Character, ...]
    lines: tuple[Line, ...]
    place: Place
    time: str
    weather: str
    style: str
    palette: str
    light: str
    lens: str
    prop: str
    prop_attributes: Mapping[str, str]
    prop_picture: "Picture | None" = None


def read(prompt: Mapping[str, JSON], pictures: Mapping[str, "Picture"] = {}) -> Shot:
    """The shot of a prompt; whatever is missing, unknown or of a wrong type falls back to something sensible.

    `pictures` holds the reference pictures by digest.
    """
    description = _text(prompt.get("description"))
    cast = _mapping(prompt.get("cast"))
    characters = tuple(
        Character(identity, replace(look(identity, *_looks(entry)), picture=_picture(entry, pictures)))
        for identity, entry in sorted(cast.items())
        if _text(_mapping(entry).get("kind"), "character") == "character" and _mapping(entry).get("role") != "heard"
    )[:_MOST_FIGURES]
    entry = _first_of(cast, "prop")
    prop = _prop(entry, description)
    size = _one_of(prompt.get("size"), SIZES, "medium")
    return Shot(
        size="insert" if size in _CLOSE and prop and not characters else size,
        camera=_one_of(prompt.get("camera"), CAMERAS, "static"),
        description=description,
        characters=characters,
        lines=_lines(prompt.get("dialogue"), [character.identity for character in characters]),
        place=replace(
            _place(_mapping(prompt.get("scene")), cast), picture=_picture(_first_of(cast, "location"), pictures)
        ),
        time=_time(prompt),
        weather=_weather(prompt),
        style=_text(prompt.get("style")),
        palette=_text(prompt.get("palette")),
        light=_text(prompt.get("light")),
        lens=_text(prompt.get("lens")),
        prop=prop,
        prop_attributes=_looks(entry)[1],
        prop_picture=_picture(entry, pictures),
    )


def _time(prompt: Mapping[str, JSON]) -> str:
    """The hour that the light asks for, else that of the scene; lamps by day stand for the evening."""
    light, told = prompt.get("light"), words.find(words.TIMES, _mapping(prompt.get("scene")).get("time")) or "day"
    asked = words.find(words.LIGHT_TIMES, light)
    return asked or ("dusk" if told == "day" and "lamp" in words.find_all(words.LIGHTS, light) else told)


def _weather(prompt: Mapping[str, JSON]) -> str:
    """What the parameter says, else the action, else a light that only comes from such a sky."""
    told = (words.find(words.WEATHERS, prompt.get(name)) for name in ("weather", "description", "light"))
    return next(filter(None, told), "clear")


def _prop(entry: JSON, description: str) -> str:
    text, attributes = _looks(entry)
    named = " ".join((attributes.get("shape", ""), text))
    return words.first(words.PROPS, named) or words.first(words.PROPS, description) or ("box" if entry else "")


def _lines(value: JSON, identities: list[str]) -> tuple[Line, ...]:
    lines = [_mapping(line) for line in value] if isinstance(value, list) else []
    return tuple(
        Line(
            speaker=identities.index(reference) if (reference := line.get("reference")) in identities else None,
            text=_text(line.get("text")),
            mood=words.find(words.MOODS, line.get("parenthetical")),
        )
        for line in lines
    )


def _place(scene: Mapping[str, JSON], cast: Mapping[str, JSON]) -> Place:
    location = _first_of(cast, "location")
    description, attributes = _looks(location)
    name = _text(scene.get("place"))
    asked = attributes.get("set", "").strip().lower()
    found = asked if asked in words.SETS else words.find(words.SETS, asked) or words.last(words.SETS, name)
    kind = found or words.first(words.SETS, description) or ""
    setting = _text(scene.get("setting")).upper()
    indoors = (setting.startswith("INT") and setting != "INT/EXT") or (not setting and kind in ("room", "cabin"))
    return Place(kind, indoors, attributes, name or _key_of(cast, "location"))


def _first_of(cast: Mapping[str, JSON], kind: str) -> JSON:
    return next((entry for _, entry in sorted(cast.items()) if _mapping(entry).get("kind") == kind), None)


def _key_of(cast: Mapping[str, JSON], kind: str) -> str:
    return next((key for key, entry in sorted(cast.items()) if _mapping(entry).get("kind") == kind), "somewhere")


def _looks(entry: JSON) -> tuple[str, dict[str, str]]:
    found = _mapping(_mapping(entry).get("look"))
    attributes = _mapping(found.get("attributes"))
    return _text(found.get("description")), {key: _text(value) for key, value in attributes.items()}


def _picture(entry: JSON, pictures: Mapping[str, "Picture"]) -> "Picture | None":
    """The first picture of a reference, which is the one to draw."""
    images = _mapping(_mapping(entry).get("look")).get("images")
    return pictures.get(str(images[0])) if isinstance(images, list) and images else None


def _mapping(value: JSON | None) -> Mapping[str, JSON]:
    return value if isinstance(value, dict) else {}


def _text(value: JSON | None, fallback: str = "") -> str:
    return value if isinstance(value, str) and value else fallback


def _one_of(value: JSON | None, options: tuple[str, ...], fallback: str) -> str:
    asked = _text(value).strip().lower().replace("_", "-").replace(" ", "-")
    return asked if asked in options else fallback
