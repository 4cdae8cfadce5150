"""One shot as the drawing needs it, read from a prompt document that may hold anything."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generation.backends.animatic import forecast, words
from generation.backends.animatic.action import deeds
from generation.backends.animatic.colour import written
from generation.backends.animatic.doing import Deed
from generation.backends.animatic.inflection import nouns
from generation.backends.animatic.look import Physique, look
from generation.backends.animatic.people import MentionedPerson, kind_of
from generation.backends.animatic.sample import NOTHING, Sample
from generation.backends.animatic.vocabulary import CABINS, LIGHT_TIMES, LIGHTS, MOODS, PROPS, SETS, TIMES, WEATHERS
from generation.ports.work import JSON
from productions.screenplay.headings.words import light_of

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
_OF_A_GROUP = 3
DRIVEN = ("car", "train")
_ROOMS = ("room", "cabin", "office", "bar", "kitchen", "bedroom", "hall")
CLOSE = ("medium-close", "close-up", "extreme-close-up", "over-shoulder", "insert")
"""Sizes in which little of the set is seen, out of focus."""
_CLOSE = ("close-up", "extreme-close-up")
"""Sizes that are close on a thing where nobody is seen."""


@dataclass(frozen=True, slots=True)
class Character:
    identity: str
    look: Physique


@dataclass(frozen=True, slots=True)
class DialogueLine:
    """One line of dialogue; `speaker` counts into the shot's characters, None for a voice from outside."""

    speaker: int | None
    text: str
    mood: str | None


@dataclass(frozen=True, slots=True)
class ShotLocation:
    """Where it plays: which set to build and colours that a location reference asks for."""

    set: str
    indoors: bool
    attributes: Mapping[str, str]
    identity: str
    picture: "Picture | None" = None

    @property
    def walled(self) -> bool:
        """Whether it is a room into whose walls a door or a window can be put."""
        return self.indoors and self.set not in DRIVEN and not self.picture


@dataclass(frozen=True, slots=True)
class DrawnShot:
    size: str
    camera: str
    description: str
    characters: tuple[Character, ...]
    lines: tuple[DialogueLine, ...]
    place: ShotLocation
    time: str
    weather: str
    style: str
    palette: str
    light: str
    lens: str
    prop: str
    """The thing that the shot is about, if any; `carried` where a reference brings it and the action leaves it free."""
    prop_attributes: Mapping[str, str]
    prop_picture: "Picture | None" = None
    carried: bool = False
    deeds: tuple[Deed, ...] = ()
    """What each of the characters does."""
    insets: tuple["Picture", ...] = ()
    """Reference pictures that are shown in a corner of the frame."""


def read(prompt: Mapping[str, JSON], pictures: Mapping[str, "Picture"] = {}) -> DrawnShot:
    """The shot of a prompt; whatever is missing, unknown or of a wrong type falls back to something sensible.

    `pictures` holds the reference pictures by digest.
    """
    description = _text(prompt.get("description"))
    cast = _mapping(prompt.get("cast"))
    characters = tuple(
        Character(identity, look(identity, *_looks(entry), _sample(entry, pictures)))
        for named, entry in sorted(cast.items())
        if _mapping(entry).get("role") != "heard"
        for identity in _figures(named, entry)
    )[:_MOST_FIGURES]
    entry = _first_of(cast, "prop")
    prop = _prop(entry, description)
    size = _one_of(prompt.get("size"), SIZES, "medium")
    return DrawnShot(
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
        style=_style(prompt, cast),
        palette=_palette(prompt, cast, pictures),
        light=_text(prompt.get("light")),
        lens=_text(prompt.get("lens")),
        prop=prop,
        carried=bool(entry) and prop != "door" and not words.thing({prop: PROPS[prop]}, description),
        deeds=deeds(description, _people(cast, characters, prompt.get("dialogue"))),
        prop_attributes=_looks(entry)[1],
        prop_picture=_picture(entry, pictures),
        insets=_insets(cast, pictures),
    )


def _figures(identity: str, entry: JSON) -> tuple[str, ...]:
    """Whom a reference stands for: somebody, or some of a group, who differ in what the group does not share."""
    match _text(_mapping(entry).get("kind"), "character"):
        case "character":
            return (identity,)
        case "group":
            return (identity, *(f"{identity} {number}" for number in range(2, _OF_A_GROUP + 1)))
    return ()


def _time(prompt: Mapping[str, JSON]) -> str:
    """The hour that the light asks for, else that of the scene; lamps by day stand for the evening."""
    light, told = prompt.get("light"), _told_time(_text(_mapping(prompt.get("scene")).get("time")))
    asked = words.find(LIGHT_TIMES, light)
    return asked or ("dusk" if told == "day" and "lamp" in words.find_all(LIGHTS, light) else told)


def _told_time(hour: str) -> str:
    """The light of an hour in English words, or in those of another language."""
    return words.find(TIMES, hour) or light_of(hour) or "day"


def _weather(prompt: Mapping[str, JSON]) -> str:
    """What the parameter says, else the action, else a light that only comes from such a sky."""
    set_, action, lit = (prompt.get(name) for name in ("weather", "description", "light"))
    return words.find(WEATHERS, set_) or forecast.told(action) or words.find(WEATHERS, lit) or "clear"


def _people(
    cast: Mapping[str, JSON], characters: tuple[Character, ...], dialogue: JSON | None
) -> list[MentionedPerson]:
    """The characters as the words of the script may name them: by their lines, else as a woman, a man or a child."""
    lines = [_mapping(line) for line in dialogue] if isinstance(dialogue, list) else []
    spoken = {_text(line.get("reference")): _text(line.get("character")).lower() for line in lines}
    return [
        MentionedPerson(
            frozenset(filter(None, spoken.get(each.identity, "").split())), kind_of(_looks(cast.get(each.identity))[0])
        )
        for each in characters
    ]


def _prop(entry: JSON, description: str) -> str:
    text, attributes = _looks(entry)
    named = " ".join((attributes.get("shape", ""), text))
    return words.first(PROPS, named) or words.thing(PROPS, description) or ("box" if entry else "")


def _lines(value: JSON, identities: list[str]) -> tuple[DialogueLine, ...]:
    lines = [_mapping(line) for line in value] if isinstance(value, list) else []
    return tuple(
        DialogueLine(
            speaker=identities.index(reference) if (reference := line.get("reference")) in identities else None,
            text=_text(line.get("text")),
            mood=words.find(MOODS, line.get("parenthetical")),
        )
        for line in lines
    )


def _place(scene: Mapping[str, JSON], cast: Mapping[str, JSON]) -> ShotLocation:
    location = _first_of(cast, "location")
    description, attributes = _looks(location)
    name = _text(scene.get("place"))
    asked = attributes.get("set", "").strip().lower()
    place_set = asked if asked in SETS else words.find(SETS, asked) or _set_of(name)
    kind = place_set or words.first(SETS, description) or ""
    setting = _text(scene.get("setting")).upper()
    indoors = (setting.startswith("INT") and setting != "INT/EXT") or (not setting and kind in _ROOMS)
    return ShotLocation(kind, indoors, attributes, name or _key_of(cast, "location"))


_CABIN = nouns("cabin")


def _set_of(place: str) -> str | None:
    """The kind of a place by its name; a cabin is that of a ship, an aeroplane or a lorry where one is named."""
    place_set = words.last(SETS, place)
    said = words.find(CABINS, place) if place_set == "cabin" and _CABIN.search(words.lowered(place)) else None
    return place_set if said is None else said


def _first_of(cast: Mapping[str, JSON], kind: str) -> JSON:
    return next((entry for _, entry in sorted(cast.items()) if _mapping(entry).get("kind") == kind), None)


def _key_of(cast: Mapping[str, JSON], kind: str) -> str:
    return next((key for key, entry in sorted(cast.items()) if _mapping(entry).get("kind") == kind), "somewhere")


def _looks(entry: JSON) -> tuple[str, dict[str, str]]:
    said = _mapping(_mapping(entry).get("look"))
    attributes = _mapping(said.get("attributes"))
    return _text(said.get("description")), {key: _text(value) for key, value in attributes.items()}


def _picture(entry: JSON, pictures: Mapping[str, "Picture"]) -> "Picture | None":
    """The first picture of a reference, which is the one to draw."""
    images = _mapping(_mapping(entry).get("look")).get("images")
    return pictures.get(str(images[0])) if isinstance(images, list) and images else None


def _sample(entry: JSON, pictures: Mapping[str, "Picture"]) -> Sample:
    shown = _picture(entry, pictures)
    return shown.sample if shown else NOTHING


def _insets(cast: Mapping[str, JSON], pictures: Mapping[str, "Picture"]) -> tuple["Picture", ...]:
    """The pictures that somebody wants to see beside the drawing: an attribute of the reference or a role says so."""
    asked = (
        entry
        for _, entry in sorted(cast.items())
        if "inset"
        in (_looks(entry)[1].get("picture", "").strip().lower(), _text(_mapping(entry).get("role")).strip().lower())
    )
    return tuple(shown for entry in asked if (shown := _picture(entry, pictures)))


def _style(prompt: Mapping[str, JSON], cast: Mapping[str, JSON]) -> str:
    """What the parameter says, else what the description of a style reference says."""
    return _text(prompt.get("style")) or _looks(_first_of(cast, "style"))[0]


def _palette(prompt: Mapping[str, JSON], cast: Mapping[str, JSON], pictures: Mapping[str, "Picture"]) -> str:
    """What the parameter says, else the colours of a style reference's picture."""
    shown = _picture(_first_of(cast, "style"), pictures)
    return _text(prompt.get("palette")) or " ".join(map(written, shown.sample.palette if shown else ()))


def _mapping(value: JSON | None) -> Mapping[str, JSON]:
    return value if isinstance(value, dict) else {}


def _text(value: JSON | None, fallback: str = "") -> str:
    return value if isinstance(value, str) and value else fallback


def _one_of(value: JSON | None, options: tuple[str, ...], fallback: str) -> str:
    asked = _text(value).strip().lower().replace("_", "-").replace(" ", "-")
    return asked if asked in options else fallback
