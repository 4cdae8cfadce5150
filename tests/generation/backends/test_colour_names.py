"""The page takes for a colour what the animatic can draw, and shows it as it will be drawn."""

import json

from config.env import ROOT
from generation.backends.animatic import colour


def test_the_page_knows_the_colours_that_are_drawn() -> None:
    known = json.loads((ROOT / "frontend/src/shared/lib/colours.json").read_text())
    assert known == {"names": colour._NAMES, "skins": colour._SKINS}
