"""Scripts as people bring them are taken in whole; what was doubtful is remarked."""

import pytest

from productions import commands, queries
from tests.support.making import context, production

pytestmark = pytest.mark.django_db

HEADINGS = """INT. HOUSE - NIGHT

ANNA reads.

INT. HOUSE - NIGHT - CONTINUOUS

ANNA sleeps.

EXT. WOOD - NIGHT - LATER

BOB runs.

INT. HOUSE - DAY - FLASHBACK

X.

INT. HOUSE, NIGHT

Y.

INT HOUSE DAY

Z.
"""


def test_a_very_long_heading_and_name_are_clipped_with_a_remark() -> None:
    by = context()
    log = production(by, None)
    script = f"INT. A - DAY\n\nOne.\n\nINT. {'LONG ' * 100}- DAY\n\n@{'Anna ' * 60}\nHello.\n"
    made = commands.import_script(by, log, script).value
    names = [folded.state.name for folded in queries.moment(log).references.values()]
    assert all(len(name) <= 200 for name in names)
    assert [line for line, text in made.remarks if "too long" in text] == [5, 7]


def test_headings_become_scenes_with_all_their_parts() -> None:
    by = context()
    log = production(by, None)
    commands.import_script(by, log, HEADINGS)
    scenes = [folded.state.heading for folded in queries.moment(log).scenes.values()]
    assert [(each.place, each.time, each.modifiers) for each in scenes] == [
        ("HOUSE", "NIGHT", ()),
        ("HOUSE", "NIGHT", ("CONTINUOUS",)),
        ("WOOD", "NIGHT", ("LATER",)),
        ("HOUSE", "DAY", ("FLASHBACK",)),
        ("HOUSE", "NIGHT", ()),
        ("HOUSE", "DAY", ()),
    ]


def test_a_place_in_a_place_is_a_reference_within_one() -> None:
    by = context()
    log = production(by, None)
    commands.import_script(by, log, "INT. HOUSE - KITCHEN - DAY\n\nSteam.\n\nINT. HOUSE, HALL - LATER\n\nDust.\n")
    references = queries.moment(log).references
    names = {id_: folded.state.name for id_, folded in references.items()}
    states = [folded.state for folded in references.values()]
    parents = {state.name: names[state.parent] if state.parent else None for state in states}
    assert parents == {"HOUSE": None, "HOUSE - KITCHEN": "HOUSE", "HOUSE - HALL": "HOUSE"}


def test_an_hour_that_changes_reaches_the_scenes_that_go_on_from_it() -> None:
    by = context()
    log = production(by, None)
    script = "EXT. A - DAY\n\nDust.\n\nINT. B - LATER\n\nRain.\n\nINT. C - DAWN\n\nSnow.\n"
    commands.import_script(by, log, script)
    receipt = commands.import_script(by, log, script.replace("- DAY", "- NIGHT"))
    assert [event.type for event in receipt.events if event.category == "scene"] == ["scene.changed"] * 2
    at = queries.moment(log)
    hours = [at.scenes[scene].state.heading.time for scene in queries.ordered_scenes(at)]
    assert hours == ["NIGHT", "NIGHT", "DAWN"]
    assert [item["text"] for item in receipt.value.summary["scenes"]["changed"]] == ["EXT. A - NIGHT", "INT. B - LATER"]


@pytest.mark.parametrize("other", ["’", "`"])
def test_other_quotes_in_a_script_change_nothing(other: str) -> None:
    by = context()
    log = production(by, None)
    script = "INT. ANNA'S HOUSE - DAY\n\nANNA doesn't look up.\n\nANNA\nI don't know.\n"
    commands.import_script(by, log, script)
    before = queries.moment(log)
    receipt = commands.import_script(by, log, script.replace("'", other))
    assert {event.category for event in receipt.events} == {"script"}
    assert len(queries.moment(log).references) == len(before.references)
