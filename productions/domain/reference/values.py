"""The kinds of references, and how much one may hold."""

from typing import Literal, get_args

Kind = Literal["character", "group", "location", "prop", "style", "voice", "music", "effect"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LINKS = ("parent", "voice")
"""The fields that name another reference."""
VOICE_IN = "voice:"
"""What the fields begin with that name the voice of a language; its tag follows."""
MOST_VOICES = 50
"""Languages in which somebody has a voice of its own."""
SCRIPTED: tuple[Kind, ...] = ("character", "group", "location", "prop")
"""The kinds that a script can name; one of them may turn out to be another of them."""
PEOPLE: tuple[Kind, ...] = ("character", "group")
"""The kinds that speak."""
LONGEST_TEXT = 10_000
LONGEST_ATTRIBUTE = 200
MOST_PICTURES = 24
MOST_ALIASES = 100
MOST_LOOK_CHANGES = 100
