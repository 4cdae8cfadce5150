"""What an import of a screenplay makes of a production, and what a revision changes."""

from uuid import UUID

import pytest

from events.errors import StreamConflict
from events.execution import Context
from productions import commands, queries
from tests.support.making import SCRIPT, context, production

pytestmark = pytest.mark.django_db


def shots(log: UUID) -> dict[str, UUID]:
    at = queries.moment(log)
    return {at.shots[id_].state.code: id_ for id_ in queries.ordered_shots(at)}


def test_an_import_makes_scenes_shots_and_references() -> None:
    log = production(context())
    at = queries.moment(log)
    codes = [at.shots[id_].state.code for id_ in queries.ordered_shots(at)]
    assert codes == ["SC010_0010", "SC010_0020", "SC010_0030", "SC020_0010", "SC020_0020"]
    names = {(folded.state.kind, folded.state.name) for folded in at.references.values()}
    assert names == {("character", "MARA"), ("character", "IVO"), ("location", "QUAY"), ("location", "FERRY CABIN")}


def test_who_speaks_is_named_or_gives_the_place_is_cast() -> None:
    log = production(context())
    at = queries.moment(log)
    first = at.shots[shots(log)["SC010_0010"]].state
    cast = {at.references[ref].state.name: entry.role for ref, entry in first.cast.items()}
    assert cast == {"QUAY": "place", "MARA": "seen"}
    assert all(entry.derived for entry in first.cast.values())


def test_the_same_script_again_changes_nothing() -> None:
    by = context()
    log = production(by)
    receipt = commands.import_script(by, log, SCRIPT)
    assert receipt.events == ()


def test_one_changed_line_changes_that_shot_alone() -> None:
    by = context()
    log = production(by)
    before = shots(log)
    receipt = commands.import_script(by, log, SCRIPT.replace("shakes the cups", "rattles the cups"))
    assert {event.stream for event in receipt.events if event.category == "shot"} == {before["SC020_0010"]}
    assert [item["code"] for item in receipt.value.summary["shots"]["changed"]] == ["SC020_0010"]
    assert shots(log) == before


def test_a_dry_run_shows_the_same_and_keeps_nothing() -> None:
    by = context()
    log = production(by)
    revised = SCRIPT.replace("CLOSE ON her hands around a ticket.\n\n", "")
    dry = commands.import_script(by, log, revised, dry_run=True)
    assert [item["code"] for item in dry.value.summary["shots"]["removed"]] == ["SC010_0030"]
    assert len(shots(log)) == 5
    assert commands.import_script(by, log, revised).value.summary == dry.value.summary


def test_text_that_returns_restores_its_shots() -> None:
    by = context()
    log = production(by)
    before = shots(log)
    commands.import_script(by, log, SCRIPT[: SCRIPT.index("INT. FERRY")])
    assert len(shots(log)) == 3
    commands.import_script(by, log, SCRIPT)
    assert shots(log) == before


def test_an_inserted_shot_takes_the_gap_between_two_codes() -> None:
    by = context()
    log = production(by)
    commands.import_script(by, log, SCRIPT.replace("CLOSE ON her", "WIDE: the empty quay.\n\nCLOSE ON her"))
    assert list(shots(log))[:4] == ["SC010_0010", "SC010_0020", "SC010_0025", "SC010_0030"]


def test_a_moved_scene_keeps_its_code_and_its_shots() -> None:
    by = context()
    log = production(by)
    before = shots(log)
    quay, cabin = SCRIPT.index("EXT. QUAY"), SCRIPT.index("INT. FERRY")
    moved = SCRIPT[:quay] + SCRIPT[cabin:] + "\n" + SCRIPT[quay:cabin]
    commands.import_script(by, log, moved)
    assert set(shots(log).items()) == set(before.items())
    assert next(iter(shots(log))) == "SC020_0010"


def test_a_shot_made_by_hand_survives_every_revision() -> None:
    by = context()
    log = production(by)
    at = queries.moment(log)
    scene = queries.ordered_scenes(at)[0]
    made = commands.add_shot(by, log, by.ids(), scene, {"description": "A gull lands."}).value
    commands.import_script(by, log, SCRIPT.replace("Fog on the water", "Rain on the water"))
    assert made in shots(log).values()


def test_a_shot_removed_by_hand_stays_removed() -> None:
    by = context()
    log = production(by)
    gone = shots(log)["SC010_0030"]
    commands.remove_shot(by, log, gone)
    commands.import_script(by, log, SCRIPT.replace("Is it late?", "Is it very late?"))
    assert gone not in shots(log).values()


def test_another_place_in_the_heading_recasts_the_location() -> None:
    by = context()
    log = production(by)
    commands.import_script(by, log, SCRIPT.replace("EXT. QUAY - DAWN", "EXT. HARBOUR - DAWN"))
    at = queries.moment(log)
    first = at.shots[shots(log)["SC010_0010"]].state
    assert {at.references[ref].state.name for ref in first.cast} == {"HARBOUR", "MARA"}


def test_a_description_of_ones_own_stays_and_shows_that_the_text_changed() -> None:
    by = context()
    log = production(by)
    shot = shots(log)["SC010_0010"]
    commands.change_shot(by, log, shot, {"description": "Only fog."})
    commands.import_script(by, log, SCRIPT.replace("Fog on the water", "Thick fog on the water"))
    state = queries.moment(log).shots[shot].state
    assert (state.description, state.text_changed) == ("Only fog.", True)
    commands.change_shot(by, log, shot, {"description": None})
    assert queries.inputs(queries.moment(log), [shot])[shot].values["description"].startswith("Thick fog")


def test_an_older_revision_than_the_newest_is_a_conflict() -> None:
    by = context()
    log = production(by)
    commands.import_script(by, log, SCRIPT + "\nMARA\nGoodbye.\n", expected_revision=1)
    with pytest.raises(StreamConflict):
        commands.import_script(by, log, SCRIPT, expected_revision=1)


def test_an_order_that_a_person_chose_stays() -> None:
    by = context()
    log = production(by)
    before = shots(log)
    scene = queries.ordered_scenes(queries.moment(log))[0]
    commands.move_shot(by, log, before["SC010_0030"], scene, None, first=True)
    commands.import_script(by, log, SCRIPT.replace("Is it late?", "Is it so late?"))
    assert list(shots(log))[:3] == ["SC010_0030", "SC010_0010", "SC010_0020"]


CHANGED = SCRIPT.replace("Is it late?", "Is it so late?")
WITHOUT_TICKET = SCRIPT.replace("CLOSE ON her hands around a ticket.\n\n", "")
TICKET_IN_THE_CABIN = WITHOUT_TICKET + "\nCLOSE ON her hands around a ticket.\n"


def moved_to_the_cabin(by: Context, log: UUID) -> UUID:
    """The shot of the ticket, which a person put at the end of the other scene."""
    ticket = shots(log)["SC010_0030"]
    commands.move_shot(by, log, ticket, queries.ordered_scenes(queries.moment(log))[1], None)
    return ticket


def order(log: UUID) -> list[str]:
    return [code.removeprefix("SC0") for code in shots(log)]


IN_THE_CABIN = ["10_0010", "10_0020", "20_0010", "20_0020", "10_0030"]


@pytest.mark.parametrize("text", [SCRIPT, CHANGED, SCRIPT.replace("around a ticket", "around a wet ticket")])
def test_a_scene_that_a_person_chose_stays(text: str) -> None:
    by = context()
    log = production(by)
    ticket = moved_to_the_cabin(by, log)
    receipt = commands.import_script(by, log, text)
    assert order(log) == IN_THE_CABIN
    assert "shot.moved" not in [event.type for event in receipt.events]
    source = queries.moment(log).shots[ticket].state.source
    assert source and source.text in text


def test_it_stays_when_the_script_moves_the_text_elsewhere_and_follows_once_it_is_put_back() -> None:
    by = context()
    log = production(by, SCRIPT + "\nINT. SHED - NIGHT\n\nRain on tin.\n")
    moved_to_the_cabin(by, log)
    shed = WITHOUT_TICKET + "\nINT. SHED - NIGHT\n\nRain on tin.\n\nCLOSE ON her hands around a ticket.\n"
    commands.import_script(by, log, shed)
    assert order(log) == [*IN_THE_CABIN, "30_0010"]
    assert commands.import_script(by, log, shed).events == ()
    last = queries.ordered_scenes(queries.moment(log))[2]
    commands.move_shot(by, log, shots(log)["SC010_0030"], last, None)
    commands.import_script(by, log, SCRIPT + "\nINT. SHED - NIGHT\n\nRain on tin.\n")
    assert order(log) == ["10_0010", "10_0020", "10_0030", "20_0010", "20_0020", "30_0010"]


def test_the_script_may_follow_where_a_person_went_first() -> None:
    by = context()
    log = production(by)
    ticket = moved_to_the_cabin(by, log)
    commands.import_script(by, log, TICKET_IN_THE_CABIN)
    assert order(log) == IN_THE_CABIN
    state = queries.moment(log).shots[ticket].state
    assert state.home == state.scene


def test_what_the_script_drops_goes_wherever_it_stands_and_comes_back_there() -> None:
    by = context()
    log = production(by)
    moved_to_the_cabin(by, log)
    commands.import_script(by, log, WITHOUT_TICKET)
    assert order(log) == IN_THE_CABIN[:-1]
    commands.import_script(by, log, SCRIPT)
    assert order(log) == IN_THE_CABIN


def test_a_scene_that_the_script_drops_stays_for_what_a_person_put_there() -> None:
    by = context()
    log = production(by)
    moved_to_the_cabin(by, log)
    commands.import_script(by, log, SCRIPT[: SCRIPT.index("INT. FERRY")])
    assert order(log) == ["10_0010", "10_0020", "10_0030"]
    assert len(queries.ordered_scenes(queries.moment(log))) == 2


def test_with_the_scene_gone_text_that_returns_stands_where_the_script_has_it() -> None:
    by = context()
    log = production(by)
    moved_to_the_cabin(by, log)
    commands.import_script(by, log, WITHOUT_TICKET)
    commands.remove_scene(by, log, queries.ordered_scenes(queries.moment(log))[1])
    commands.import_script(by, log, SCRIPT)
    assert order(log) == ["10_0010", "10_0020", "10_0030"]


def test_who_is_only_heard_is_cast_as_heard() -> None:
    by = context()
    log = production(by, SCRIPT.replace("IVO\nIt is", "IVO (O.S.)\nIt is"))
    at = queries.moment(log)
    answer = at.shots[shots(log)["SC020_0020"]].state
    roles = {at.references[ref].state.name: entry.role for ref, entry in answer.cast.items()}
    assert roles == {"FERRY CABIN": "place", "IVO": "heard", "MARA": "speaks"}
