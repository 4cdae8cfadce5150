"""How a figure looks: reference attributes first, then the picture, then the description, then the identity."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generation.backends.animatic import colour, words
from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.dice import pick
from generation.backends.animatic.sample import NOTHING, Sample
from generation.backends.animatic.vocabulary import ACCESSORIES, BUILDS, GARMENTS, HAIRS, Vocabulary

_SKINS = ("#eec3a0", "#d9a57c", "#c58a62", "#9c6644", "#7b4d35", "#5d3a2a", "#e3b58f")
_HAIRS = ("#2a2024", "#4a3022", "#6d4327", "#a9743c", "#1d1b22", "#8f8a86", "#7c3a22")
_CUTS = ("short", "short", "long", "curly", "bun")
_YOUNG_HAIRS = ("#2a2024", "#4a3022", "#6d4327", "#a9743c", "#1d1b22", "#7c3a22")
_CLOTHES = ("#3d5a80", "#7a3b3f", "#4f6d4a", "#6b5876", "#8a6a3f", "#2f5d62", "#5c6470", "#94553a")
_ACCENTS = ("#d9b34a", "#c9697c", "#7fb0a8", "#e0d3b8", "#b65b3a", "#8fa3c4")


@dataclass(frozen=True, slots=True)
class Physique:
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


_BUILDS = {
    "slight": (1.64, 0.86, 1.0),
    "average": (1.72, 1.0, 1.0),
    "broad": (1.76, 1.2, 1.04),
    "tall": (1.86, 1.02, 1.02),
    "child": (1.22, 0.78, 0.97),
}


def look(identity: str, description: str, attributes: Mapping[str, str], shown: Sample = NOTHING) -> Physique:
    """The look of a reference; whatever is not said follows from its identity, so it stays the same everywhere."""

    def chosen(key: str, vocabulary: Vocabulary, fallback: str) -> str:
        said = attributes.get(key, "").strip().lower()
        if said in vocabulary:
            return said
        return words.first(vocabulary, said) or words.first(vocabulary, description) or fallback

    build = chosen("build", BUILDS, "average")
    height, width, head = _BUILDS[build]
    hair_said = attributes.get("hair", "") or near(description, "hair")
    return Physique(
        height=height,
        width=width,
        head=head,
        skin=colour.read_skin(attributes.get("skin"), shown.skin or rgb(pick(_SKINS, identity, "skin"))),
        hair=words.find(HAIRS, hair_said) or shown.hair or pick(_CUTS, identity, "hair"),
        hair_colour=colour.read(
            attributes.get("hair_colour") or attributes.get("hair"),
            shown.hair_colour
            or colour.read(hair_said, rgb(pick(_YOUNG_HAIRS if build == "child" else _HAIRS, identity, "hair colour"))),
        ),
        wardrobe=chosen("wardrobe", GARMENTS, pick(("coat", "jacket", "sweater", "shirt"), identity, "wear")),
        wardrobe_colour=_clothes(identity, description, attributes, shown),
        accent=colour.read(attributes.get("accent_colour"), shown.accent or rgb(pick(_ACCENTS, identity, "accent"))),
        accessories=frozenset(words.find_all(ACCESSORIES, attributes.get("accessory", "") or description)),
        child=build == "child",
    )


def _clothes(identity: str, description: str, attributes: Mapping[str, str], shown: Sample) -> Colour:
    said = attributes.get("wardrobe_colour") or attributes.get("wardrobe")
    garment = words.first(GARMENTS, description)
    worn = told_colour(description, GARMENTS[garment]) if garment else None
    return colour.read(said, shown.wardrobe or worn or rgb(pick(_CLOTHES, identity, "clothes")))


def near(description: str, word: str) -> str:
    """The three words before the one asked for ("grey wool coat" for "coat"), which say its colour."""
    parts = description.lower().replace(",", " , ").replace(".", " ").split()
    if word not in parts:
        return ""
    at = parts.index(word)
    before = parts[max(0, at - 3) : at]
    return " ".join(before[before.index(",") + 1 :] if "," in before else before) + " " + word


def told_colour(description: str, thing: "re.Pattern[str]") -> Colour | None:
    """The colour that a description gives to a thing ("a red umbrella")."""
    mention = thing.search(words.lowered(description))
    before = re.findall(r"[a-z]+", words.lowered(description)[: mention.start()])[-2:] if mention else []
    nothing = Colour(0, 0, 0, 0)
    read = colour.read(" ".join(before), nothing)
    return None if read is nothing else read
