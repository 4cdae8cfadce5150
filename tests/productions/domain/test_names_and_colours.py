"""Names that can be seen and read, and colours that are colours: what is refused is refused in words."""

import re

import pytest

from generation.backends.animatic import colour as drawn
from productions.domain import colours, names
from productions.domain.colours import InvalidColour, clean_colour
from productions.domain.names import InvalidName, clean_label, clean_name, readable
from productions.domain.parameters import InvalidParameter, clean, find

REAL = [
    "Mara",
    "Zoë 🎬",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian, with a non-joiner in the word
    "\u0936\u094d\u200d\u0930\u0940",  # Hindi, with a joiner in the word
    "\U0001f469\u200d\U0001f469\u200d\U0001f467",  # a family, one emoji of three joined
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # the flag of England, made of tags
    "\u2764\ufe0f",
    "co\u00adoperation",
    "\u05e9\u05dc\u05d5\u05dd \u200f(1)",
    "INT. HARBOUR OFFICE - NIGHT",
]
UNSEEN = [
    "\u200b",
    "\u200c\u200d",
    "\u00ad",
    "\ufe0f",
    "\U000e0061\U000e007f",
    "\u3164",
    "\u2800",
    "\u200e\u200f",
    "\u2060\ufeff",
]
UNREADABLE = [
    "a\nb",
    "a\r\nb",
    "a\tb",
    "a\x85b",
    "a\u2028b",
    "a\u2029b",
    "a\x1bb",
    "\u202egnp.exe",
    "a\u2066b",
    "a\u202ab",
]


@pytest.mark.parametrize("name", REAL)
def test_names_of_all_scripts_are_names(name: str) -> None:
    assert clean_name(f"  {name} ") == clean_label(name) == readable(name) == name
    assert re.search(names.PATTERN, name)


@pytest.mark.parametrize("name", UNSEEN)
def test_a_name_shows_something(name: str) -> None:
    for held in (name, f" {name} {name}"):
        with pytest.raises(InvalidName, match="can be seen"):
            clean_name(held)
        assert not re.search(names.PATTERN, held)
    assert readable(name) == ""
    assert clean_name(f"Mara{name}")


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_name_stands_on_one_line_and_reads_as_it_stands(name: str) -> None:
    with pytest.raises(InvalidName, match=r"one line .* \(U\+[0-9A-F]{4}\)"):
        clean_name(name)
    with pytest.raises(InvalidName):
        clean_label(name)
    assert not re.search(names.PATTERN, name)
    assert clean_name(readable(name))


def test_a_label_may_say_nothing() -> None:
    assert clean_label("  ") == ""


@pytest.mark.parametrize("palette", ["", "#102040 #e0a040", "#102040, #e0a040", "#12a", "teal and orange", "red; navy"])
def test_a_palette_is_colours(palette: str) -> None:
    assert clean(find("palette"), palette, "shot") == palette


@pytest.mark.parametrize("palette", ["bananas", "#12", "#1020400", "#102040 bananas", "red, bananas", 7, "x" * 61])
def test_what_is_no_palette_is_refused_with_what_one_is(palette: object) -> None:
    with pytest.raises(InvalidParameter, match="up to 5 colours with spaces between, such as #102040 #e0a040"):
        clean(find("palette"), palette, "shot")


def test_a_palette_has_five_colours_at_most() -> None:
    with pytest.raises(InvalidParameter, match="these are 6"):
        clean(find("palette"), " ".join(["#102040"] * 6), "shot")


@pytest.mark.parametrize("attribute", ["wardrobe_colour", "hair_colour", "skin", "wall_colour", "colour"])
def test_a_colour_of_a_reference_is_one(attribute: str) -> None:
    for fine in ("#b5522a", "#B52", "dark red", "navy"):
        assert clean_colour(attribute, fine) == fine
    for wrong in ("bananas", "#12", "rgb(1,2,3)", "#b5522a!"):
        with pytest.raises(InvalidColour, match="written as #rrggbb"):
            clean_colour(attribute, wrong)


def test_a_skin_has_words_of_its_own() -> None:
    assert clean_colour("skin", "weathered") == "weathered"
    with pytest.raises(InvalidColour):
        clean_colour("wardrobe_colour", "weathered")


def test_what_names_a_colour_here_is_drawn_as_one() -> None:
    """Every word that is taken changes a picture, and every word that would is taken."""
    nothing = drawn.rgb("#010203")
    assert all(drawn.read(name, nothing) != nothing for name in colours.NAMES)
    assert all(drawn.read_skin(name, nothing) != nothing for name in colours.SKINS)
    assert set(drawn._NAMES) == colours.NAMES
    assert set(drawn._SKINS) == colours.SKINS
