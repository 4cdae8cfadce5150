"""Across revisions: settings stay with what a scene holds, names that change are offered, looks follow the script."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from events.execution import Context
from productions import commands, queries
from productions.commands import Target
from productions.commands.reverting import Selection
from productions.commands.scripts import Revision
from productions.domain.decision import Alias
from productions.domain.reference import Reference, newest
from tests.support.making import context, production

pytestmark = pytest.mark.django_db
CASES = Path(__file__).with_name("screenplay") / "cases"


@pytest.fixture
def by() -> Context:
    return context()


def case(name: str) -> str:
    return (CASES / f"{name}.fountain").read_text()


def scenes(log: UUID) -> dict[str, UUID]:
    at = queries.moment(log)
    return {at.scenes[id_].state.heading.place: id_ for id_ in queries.ordered_scenes(at)}


def film(log: UUID) -> list[UUID]:
    at = queries.moment(log)
    return [*queries.ordered_scenes(at), *queries.ordered_shots(at)]


def references(log: UUID) -> dict[str, Reference]:
    return {each.state.name: each.state for each in queries.references(log).values() if not each.state.removed}


def changed(done: Revision) -> int:
    return sum(len(each) for kind in done.summary.values() for each in kind.values())


def test_a_scene_in_front_leaves_every_other_scene_its_settings(by: Context) -> None:
    log = production(by, case("02-renumber-before"))
    bar, beach = scenes(log)["BAR"], scenes(log)["BEACH"]
    commands.set_parameter(by, log, Target("scene", bar), "light", "dusk")
    commands.lock_parameter(by, log, Target("scene", beach), "lens", "agreed")
    before = film(log)
    commands.import_script(by, log, case("02-renumber-after"))
    at = queries.moment(log)
    assert at.scenes[scenes(log)["BAR"]].state.settings.values == {"light": "dusk"}
    assert set(at.scenes[scenes(log)["BEACH"]].state.settings.locks) == {"lens"}
    assert (scenes(log)["BAR"], scenes(log)["BEACH"]) == (bar, beach)
    commands.import_script(by, log, case("02-renumber-before"))
    assert film(log) == before


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("06-quotes-curly", "06-quotes-straight"),
        ("06-quotes-straight", "06-quotes-curly"),
        ("10-spaces-one", "10-spaces-two"),
    ],
)
def test_signs_and_spaces_that_say_the_same_change_nothing_but_the_text(by: Context, one: str, other: str) -> None:
    log = production(by, case(one))
    names = references(log).keys()
    done = commands.import_script(by, log, case(other))
    assert {event.type for event in done.events} == {"script.revised"}
    assert changed(done.value) == 0
    assert references(log).keys() == names


FERRY = """EXT. QUAY - DAWN

MARA, 40, in a long red coat, waits under a lamp.

MARA
Is it late?

IVO
It is always late.

MARA
Then so am I.

The coat blows in the wind.
"""


def test_a_name_that_vanishes_while_another_takes_its_lines_is_offered(by: Context) -> None:
    log = production(by, FERRY)
    (mara,) = [id_ for id_, each in queries.references(log).items() if each.state.name == "MARA"]
    revised = FERRY.replace("MARA", "NORA")
    offer = commands.import_script(by, log, revised, dry_run=True).value.renamed
    assert [(each.rename.before, each.rename.after, each.rename.lines, each.reference) for each in offer] == [
        ("MARA", "NORA", 2, mara)
    ]
    before = film(log)
    done = commands.import_script(by, log, revised, decisions=[Alias("MARA", "NORA")])
    assert not done.value.renamed
    assert references(log)["NORA"].aliases == ("MARA",)
    assert queries.references(log)[mara].state.name == "NORA"
    assert sorted(references(log)) == ["IVO", "NORA", "QUAY"]
    assert film(log) == before
    assert not commands.import_script(by, log, revised + "\nNORA\nGo.\n").value.renamed
    assert sorted(references(log)) == ["IVO", "NORA", "QUAY"]


def test_an_accepted_rename_is_undone_with_its_revision(by: Context) -> None:
    log = production(by, FERRY)
    before = film(log), references(log)
    done = commands.import_script(by, log, FERRY.replace("MARA", "NORA"), decisions=[Alias("MARA", "NORA")])
    chosen = Selection(events=(next(event.event_id for event in done.events if event.type == "script.revised"),))
    commands.undo(by, log, chosen, require=lambda _: None)
    assert film(log) == before[0]
    assert {name: state.aliases for name, state in references(log).items()} == dict.fromkeys(before[1], ())


def test_a_name_that_is_not_accepted_is_somebody_else_and_the_shots_stay(by: Context) -> None:
    log = production(by, FERRY)
    before = film(log)
    commands.import_script(by, log, FERRY.replace("MARA", "NORA"))
    assert sorted(references(log)) == ["IVO", "MARA", "NORA", "QUAY"]
    assert film(log) == before


def test_somebody_new_beside_those_who_are_there_is_no_rename(by: Context) -> None:
    log = production(by, FERRY)
    revised = FERRY + "\nNORA\nThen so am I.\n"
    assert commands.import_script(by, log, revised, dry_run=True).value.renamed == ()
    gone = FERRY.replace("IVO\nIt is always late.", "NORA\nThe tide takes what it wants.")
    assert commands.import_script(by, log, gone, dry_run=True).value.renamed == ()


def test_somebody_silent_is_known_by_what_they_do(by: Context) -> None:
    script = FERRY + "\nBRAM carries a trunk up the gangway.\n"
    log = production(by, script)
    (offer,) = commands.import_script(by, log, script.replace("BRAM", "BERT"), dry_run=True).value.renamed
    assert (offer.rename.before, offer.rename.after) == ("BRAM", "BERT")


def test_a_place_under_another_name_is_offered_too(by: Context) -> None:
    log = production(by, FERRY)
    revised = FERRY.replace("QUAY", "PIER")
    (offer,) = commands.import_script(by, log, revised, dry_run=True).value.renamed
    assert (offer.rename.kind, offer.rename.before, offer.rename.after) == ("location", "QUAY", "PIER")
    commands.import_script(by, log, revised, decisions=[Alias("QUAY", "PIER", "location")])
    assert references(log)["PIER"].aliases == ("QUAY",)
    assert "QUAY" not in references(log)


def test_an_introduction_gives_somebody_their_first_look(by: Context) -> None:
    log = production(by, FERRY)
    mara = references(log)["MARA"]
    look = newest(mara).attributes
    assert "red coat" in look["wardrobe"] and look["wardrobe_colour"] == "red" and "40" in look["age"]
    assert mara.read == look
    assert mara.origin == "script"


def test_a_look_follows_the_script_until_a_person_changes_it(by: Context) -> None:
    log = production(by, FERRY)
    (mara,) = [id_ for id_, each in queries.references(log).items() if each.state.name == "MARA"]
    commands.import_script(by, log, FERRY.replace("red coat", "blue coat"))
    assert newest(references(log)["MARA"]).attributes["wardrobe_colour"] == "blue"
    commands.change_reference(by, log, mara, {"attribute:wardrobe_colour": "green"})
    commands.import_script(by, log, FERRY.replace("red coat", "black coat"))
    look = newest(references(log)["MARA"]).attributes
    assert (look["wardrobe_colour"], "black" in look["wardrobe"]) == ("green", True)


def test_a_look_that_a_person_gave_is_not_read_over(by: Context) -> None:
    log = production(by, None)
    commands.add_reference(by, log, by.ids(), "character", "Mara", attributes={"hair": "grey"})
    commands.import_script(by, log, FERRY)
    assert newest(references(log)["Mara"]).attributes == {"hair": "grey"}


def test_a_word_more_changes_one_shot_and_who_is_cast_elsewhere_stays(by: Context) -> None:
    log = production(by, FERRY)
    done = commands.import_script(by, log, FERRY.replace("always late", "never late"))
    assert len({event.stream for event in done.events if event.category == "shot"}) == 1
    assert {event.category for event in done.events} == {"script", "shot"}


def test_the_same_text_under_other_rules_is_kept_as_it_was(by: Context) -> None:
    log = production(by, FERRY)
    assert commands.import_script(by, log, FERRY).events == ()


HOUSE = """INT. HOUSE - KITCHEN - DAY

ANNA sits. The CREW waits behind her.

EXT. HOUSE - NIGHT

ANNA leaves.
"""


def test_a_place_in_a_place_and_a_group_become_what_they_are(by: Context) -> None:
    log = production(by, HOUSE)
    found = references(log)
    (house,) = [id_ for id_, each in queries.references(log).items() if each.state.name == "HOUSE"]
    assert {name: (state.kind, state.parent) for name, state in found.items()} == {
        "HOUSE": ("location", None),
        "HOUSE - KITCHEN": ("location", house),
        "ANNA": ("character", None),
        "CREW": ("group", None),
    }
    commands.change_reference(by, log, house, {"description": "Bare brick."})
    at = queries.moment(log)
    first = queries.ordered_shots(at)[0]
    looks = [value["look"]["description"] for value in _places(queries.inputs(at, [first])[first].values)]
    assert looks == ["Bare brick."]


def _places(values: dict[str, Any]) -> list[dict[str, Any]]:
    return [value for key, value in values.items() if key.startswith("cast:") and value["kind"] == "location"]


def test_a_place_that_a_person_made_lies_where_they_put_it(by: Context) -> None:
    log = production(by, None)
    kitchen = commands.add_reference(by, log, by.ids(), "location", "House - Kitchen").value
    commands.import_script(by, log, HOUSE)
    assert queries.references(log)[kitchen].state.parent is None


def test_a_place_is_known_however_it_is_spelled(by: Context) -> None:
    log = production(by, None)
    bar = commands.add_reference(by, log, by.ids(), "location", "Joe\u2019s Bar").value
    commands.import_script(by, log, "INT. JOES BAR - NIGHT\n\nANNA drinks.\n")
    assert [id_ for id_, each in queries.references(log).items() if each.state.kind == "location"] == [bar]


def test_whoever_is_named_with_curly_quotes_speaks_lines_with_straight_ones(by: Context) -> None:
    log = production(by, None)
    neil = commands.add_reference(by, log, by.ids(), "character", "O\u2019Neil").value
    commands.import_script(by, log, "INT. BAR - NIGHT\n\nO'NEIL\nWater.\n")
    at = queries.moment(log)
    (values,) = (each.values for each in queries.inputs(at).values())
    assert [line["reference"] for line in values["dialogue"]] == [str(neil)]
