"""The demonstration screenplay and its references belong together."""

import json
from fractions import Fraction
from pathlib import Path

from productions.screenplay.breakdown import breakdown
from productions.screenplay.people import characters
from productions.screenplay.reading.elements import Kind
from productions.screenplay.reading.fountain import decode, parse

DEMO = Path(__file__).parents[3] / "demo"
SCREENPLAY = parse(decode((DEMO / "the-last-light.fountain").read_bytes()))
SCENES = breakdown(SCREENPLAY, Fraction(24)).scenes
REFERENCES = json.loads((DEMO / "references.json").read_text(encoding="utf-8"))["references"]


def test_it_shows_what_a_screenplay_can_hold() -> None:
    assert SCREENPLAY.title == "The Last Light"
    assert not SCREENPLAY.remarks
    assert {element.kind for element in SCREENPLAY.elements} >= {
        Kind.HEADING,
        Kind.ACTION,
        Kind.CHARACTER,
        Kind.PARENTHETICAL,
        Kind.DIALOGUE,
        Kind.TRANSITION,
        Kind.NOTE,
        Kind.SECTION,
        Kind.SYNOPSIS,
        Kind.CENTRED,
    }
    assert any(element.dual for element in SCREENPLAY.elements)


def test_it_plays_in_many_lights_places_and_framings() -> None:
    assert {scene.heading.setting for scene in SCENES} == {"INT", "EXT"}
    assert {scene.heading.time for scene in SCENES} == {"DAY", "DUSK", "NIGHT", "DAWN"}
    shots = [shot for scene in SCENES for shot in scene.shots]
    assert 30 <= len(shots) <= 50
    assert len({shot.size for shot in shots}) >= 9
    assert len({shot.camera for shot in shots}) >= 6


def test_everybody_who_speaks_and_every_place_has_a_reference() -> None:
    speaking = {characters.key(line.character) for scene in SCENES for shot in scene.shots for line in shot.dialogue}
    places = {characters.key(scene.heading.place) for scene in SCENES}
    found = {(entry["kind"], characters.key(entry["name"])) for entry in REFERENCES}
    assert found == {("character", name) for name in speaking} | {("location", place) for place in places}


def test_characters_can_be_told_apart_by_colour() -> None:
    people = [entry["attributes"] for entry in REFERENCES if entry["kind"] == "character"]
    for attribute in ("wardrobe_colour", "hair_colour", "build"):
        assert len({person[attribute] for person in people}) == len(people)
