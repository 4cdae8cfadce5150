"""A small film with captions, from its template and a script in which people speak."""

import uuid6

from generation.stages.templates import templates
from productions import commands, queries
from productions.commands import Target
from tests.generation.filming import Film
from tests.support.making import context

SCRIPT = """EXT. QUAY - DAWN

Fog on the water. MARA waits under a lamp.

CUT TO:

MARA
Is it late?

INT. FERRY CABIN - DAY

IVO pours tea.

CUT TO:

IVO
It is always late, and the boat was never going to wait for {who}.
"""
STAGES = ("prompt", "keyframe", "motion", "finish", "captions")
SPOKEN = ("one", "two", "three", "four")
FRAMES = 48


def captioned_film(template: str = "captioned_film") -> Film:
    """Four shots, two of which somebody speaks in, 48 frames of 128x72 each. Codes: one to four in film order."""
    by, log = context(), uuid6.uuid7()
    commands.create_production(by, "The Ferry", log, templates()[template])
    commands.import_script(by, log, SCRIPT.format(who="you"))
    commands.set_parameter(by, log, Target("production", log), "resolution", "128x72")
    shots = dict(zip(SPOKEN, (place.shot for place in queries.film_order(log)), strict=True))
    for shot in shots.values():
        commands.change_shot(by, log, shot, {"frames": FRAMES})
    return Film(by, log, shots, {}, {})


def say(film: Film, who: str) -> None:
    """Change the words of the last line by a revision of the script."""
    commands.import_script(film.by, film.log, SCRIPT.format(who=who))


def everything(*shots: str) -> set[tuple[str, str]]:
    """All stages of some shots."""
    return {(shot, stage) for shot in shots for stage in STAGES}
