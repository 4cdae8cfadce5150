"""How one figure looks: reference attributes first, then the words of its description, then its identity."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generation.backends.animatic import colour, words
from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.dice import pick

if TYPE_CHECKING:
    from generation.backends.animatic.picture import Picture

_SKINS = ("#eec3a0", "#d9a57c", "#c58a62", "#9c6644", "#7b4d35", "#5d3a2a", "#e3b58f")
_HAIRS = ("#2a2024", "#4a3022", "#6d4327", "#a9743c", "#1d1b22", "#8f8a86", "#7c3a22")
_YOUNG_HAIRS = ("#2a2024", "#4a3022", "#6d4327", "#a9743c", "#1d1b22", "#7c3a22")
_CLOTHES = ("#3d5a80", "#7a3b3f", "#4f6d4a", "#6b5876", "#8a6a3f", "#2f5d62", "#5c6470", "#94553a")
_ACCENTS = ("#d9b34a", "#c9697c", "#7fb0a8", "#e0d3b8", "#b65b3a", "#8fa3c4")


@dataclass(frozen=True, slots=True)
class Look:
    """Heights in metres; `width` scales the body sideways; `head` scales the head against the body."""

    height: float
    width: float
    head: float
    skin: Colour
    hair: str
    hair_colour: Colour
    wardrobe: str
    wardrobe_colour: Colour
    accent: Colour
    accessories: frozenset[str]
    child: bool
    picture: "Picture | None" = None
    """What is drawn for the face."""


_BUILDS = {
    "slight": (1.64, 0.86, 1.0),
    "average": (1.72, 1.0, 1.0),
    "broad": (1.76, 1.2, 1.04),
    "tall": (1.86, 1.02, 1.02),
    "child": (1.22, 0.78, 0.97),
}


def look(identity: str, description: str, attributes: Mapping[str, str]) -> Look:
    """The look of a reference; whatever is not said follows from its identity, so it stays the same everywhere."""

    def chosen(key: str, vocabulary: words.Vocabulary, fallback: str) -> str:
        said = attributes.get(key, "").strip().lower()
        if said in vocabulary:
            return said
        return words.first(vocabulary, said) or words.first(vocabulary, description) or fallback

    build = chosen("build", words.BUILDS, "average")
    height, width, head = _BUILDS[build]
    hair_said = attributes.get("hair", "") or near(description, "hair")
    return Look(
        height=height,
        width=width,
        head=head,
        skin=colour.read_skin(attributes.get("skin"), rgb(pick(_SKINS, identity, "skin"))),
        hair=words.find(words.HAIRS, hair_said) or pick(("short", "short", "long", "curly", "bun"), identity, "hair"),
        hair_colour=colour.read(
            attributes.get("hair_colour") or hair_said,
            rgb(pick(_YOUNG_HAIRS if build == "child" else _HAIRS, identity, "hair colour")),
        ),
        wardrobe=chosen("wardrobe", words.GARMENTS, pick(("coat", "jacket", "sweater", "shirt"), identity, "wear")),
        wardrobe_colour=_clothes(identity, description, attributes),
        accent=colour.read(attributes.get("accent_colour"), rgb(pick(_ACCENTS, identity, "accent"))),
        accessories=frozenset(words.find_all(words.ACCESSORIES, attributes.get("accessory", "") or description)),
        child=build == "child",
    )


def _clothes(identity: str, description: str, attributes: Mapping[str, str]) -> Colour:
    fallback = rgb(pick(_CLOTHES, identity, "clothes"))
    said = attributes.get("wardrobe_colour") or attributes.get("wardrobe")
    garment = words.first(words.GARMENTS, description)
    return colour.read(said, colour.read(near(description, garment or "coat"), fallback))


def near(description: str, word: str) -> str:
    """The three words before the one asked for ("grey wool coat" for "coat"), which say its colour."""
    parts = description.lower().replace(",", " , ").replace(".", " ").split()
    if word not in parts:
        return ""
    at = parts.index(word)
    before = parts[max(0, at - 3) : at]
    return " ".join(before[before.index(",") + 1 :] if "," in before else before) + " " + word
