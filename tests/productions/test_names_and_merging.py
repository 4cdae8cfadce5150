"""Other names of references, two that are one, places within places: what the script casts follows, and undo does."""

from typing import Any
from uuid import UUID

import pytest
from uuid6 import uuid7

from events.execution import Context, Receipt
from productions import commands, queries
from productions.commands import Target
from productions.commands.reverting import Selection
from productions.domain.inputs import ShotInputs
from productions.domain.reference import InvalidReference, NameTaken
from productions.domain.shot import CastEntry
from productions.domain.sounds import Placed
from tests.support.making import context, production

pytestmark = pytest.mark.django_db

SCRIPT = """INT. HOUSE - DAY

WALTER, 70, long red coat, opens the door.

The old man sits down.

ANNA pours tea.

ANNA
Sugar?

INT. BARN - DAY

ANNA feeds the goats.

INT. HOUSE - NIGHT

The old man sleeps.
"""


@pytest.fixture
def by() -> Context:
    return context()


@pytest.fixture
def log(by: Context) -> UUID:
    return production(by, SCRIPT)


def named(log: UUID, name: str) -> UUID:
    """The live reference of a name."""
    (found,) = [
        id_ for id_, each in queries.references(log).items() if each.state.name == name and not each.state.removed
    ]
    return found


def cast(log: UUID) -> dict[str, set[str]]:
    """The names of who is cast, by the text of the shot."""
    at = queries.moment(log)
    states = [at.shots[shot].state for shot in queries.ordered_shots(at)]
    return {
        state.source.text: {at.references[ref].state.name for ref in state.cast} for state in states if state.source
    }


def undo(by: Context, log: UUID, done: Receipt[Any]) -> None:
    chosen = Selection(command=UUID(done.events[0].said("command") or ""))
    commands.undo(by, log, chosen, require=lambda _: None)


def shots_of(log: UUID, name: str) -> list[str]:
    return [text for text, names in cast(log).items() if name in names]


def test_an_alias_casts_at_once_wherever_the_script_says_it_and_undo_takes_it_back(by: Context, log: UUID) -> None:
    before = cast(log)
    assert not any("sleeps" in text for text in shots_of(log, "WALTER"))
    done = commands.add_alias(by, log, named(log, "WALTER"), "the old man")
    assert any("sleeps" in text for text in shots_of(log, "WALTER"))
    assert {event.type for event in done.events} == {"reference.alias_added", "shot.cast_set"}
    undo(by, log, done)
    assert cast(log) == before
    assert queries.references(log)[named(log, "WALTER")].state.aliases == ()


def test_an_alias_that_is_taken_away_takes_along_what_the_script_cast_for_it(by: Context, log: UUID) -> None:
    before = cast(log)
    walter = named(log, "WALTER")
    commands.add_alias(by, log, walter, "The Old Man")
    commands.remove_alias(by, log, walter, "the old man")
    assert cast(log) == before


def test_the_next_import_knows_a_reference_by_its_alias(by: Context, log: UUID) -> None:
    commands.add_alias(by, log, named(log, "WALTER"), "the old man")
    commands.import_script(by, log, SCRIPT.replace("The old man sleeps.", "The old man snores."))
    assert any("snores" in text for text in shots_of(log, "WALTER"))


def test_what_a_person_took_out_stays_out_whatever_the_names_are(by: Context, log: UUID) -> None:
    walter = named(log, "WALTER")
    commands.add_alias(by, log, walter, "the old man")
    at = queries.moment(log)
    sleeping = queries.ordered_shots(at)[-1]
    commands.remove_cast(by, log, sleeping, walter)
    commands.add_alias(by, log, walter, "the sleeper")
    assert not any("sleeps" in text for text in shots_of(log, "WALTER"))


def test_a_renamed_reference_keeps_its_old_name_as_an_alias_so_that_the_next_import_makes_no_double(
    by: Context, log: UUID
) -> None:
    anna = named(log, "ANNA")
    done = commands.change_reference(by, log, anna, {"name": "Anna Berg"})
    assert queries.references(log)[anna].state.names == ("Anna Berg", "ANNA")
    commands.import_script(by, log, SCRIPT.replace("Sugar?", "Sugar or salt?"))
    people = [each.state.name for each in queries.references(log).values() if each.state.kind == "character"]
    assert sorted(people) == ["Anna Berg", "WALTER"]
    assert any("salt" in text for text in shots_of(log, "Anna Berg"))
    undo(by, log, done)
    assert queries.references(log)[anna].state.names == ("ANNA",)


def test_who_is_renamed_still_speaks_their_lines(by: Context, log: UUID) -> None:
    anna = named(log, "ANNA")
    commands.change_reference(by, log, anna, {"name": "Anna Berg"})
    at = queries.moment(log)
    spoken = [line for values in queries.inputs(at).values() for line in values.values["dialogue"]]
    assert [line["reference"] for line in spoken] == [str(anna)]


def test_a_name_or_alias_that_another_reference_goes_by_is_refused(by: Context, log: UUID) -> None:
    walter, anna = named(log, "WALTER"), named(log, "ANNA")
    commands.add_alias(by, log, walter, "the old man")
    for act in (
        lambda: commands.add_alias(by, log, anna, "The  OLD man"),
        lambda: commands.add_alias(by, log, anna, "Walter"),
        lambda: commands.change_reference(by, log, anna, {"name": "The Old Man"}),
        lambda: commands.add_reference(by, log, uuid7(), "group", "the old man"),
    ):
        with pytest.raises(NameTaken, match="WALTER"):
            act()


def test_merging_lets_everything_cast_the_one_that_is_left_under_all_names(by: Context, log: UUID) -> None:
    anna, walter = named(log, "ANNA"), named(log, "WALTER")
    commands.add_alias(by, log, anna, "the girl")
    shots = queries.ordered_shots(queries.moment(log))
    commands.set_cast(by, log, shots[-1], anna, CastEntry(role="in a dream", strength="0.5"))
    before, annas = cast(log), shots_of(log, "ANNA")
    done = commands.merge_reference(by, log, anna, walter)
    states = queries.references(log)
    assert states[walter].state.names == ("WALTER", "ANNA", "the girl")
    assert (states[anna].state.removed, states[anna].state.merged) == (True, walter)
    assert set(annas) <= set(shots_of(log, "WALTER")) and not shots_of(log, "ANNA")
    assert queries.moment(log).shots[shots[-1]].state.cast[walter] == CastEntry(role="in a dream", strength="0.5")
    undo(by, log, done)
    assert cast(log) == before
    assert queries.references(log)[anna].state.names == ("ANNA", "the girl")


def test_who_was_merged_is_not_made_again_by_the_next_import(by: Context, log: UUID) -> None:
    commands.merge_reference(by, log, named(log, "ANNA"), named(log, "WALTER"))
    commands.import_script(by, log, SCRIPT.replace("Sugar?", "Sugar or salt?"))
    people = [each.state.name for each in queries.references(log).values() if each.state.kind == "character"]
    assert sorted(people) == ["ANNA", "WALTER"]
    assert any("salt" in text for text in shots_of(log, "WALTER"))
    assert not shots_of(log, "ANNA")


def test_a_shot_that_comes_back_casts_the_one_that_is_left(by: Context, log: UUID) -> None:
    anna, walter = named(log, "ANNA"), named(log, "WALTER")
    at = queries.moment(log)
    hers = next(shot for shot in queries.ordered_shots(at) if anna in at.shots[shot].state.cast)
    commands.remove_shot(by, log, hers)
    commands.merge_reference(by, log, anna, walter)
    commands.restore_shot(by, log, hers)
    assert {anna, walter} & set(queries.moment(log).shots[hers].state.cast) == {walter}


def test_what_is_merged_is_heard_as_the_one_that_is_left(by: Context, log: UUID) -> None:
    waltz, tune = (commands.add_reference(by, log, by.ids(), "music", name).value for name in ("Waltz", "Tune"))
    digest = "sha256:" + "a" * 64
    commands.give_sound(by, log, waltz, digest)
    commands.change_reference(by, log, tune, {"description": "Slow and low."})
    at = queries.moment(log)
    gone, kept = queries.ordered_shots(at)[:2]
    places = [
        Target("production", log),
        Target("scene", next(iter(at.scenes))),
        Target("shot", kept),
        Target("shot", gone),
    ]
    for target in places:
        commands.place_sound(by, log, target, by.ids(), Placed(waltz, gain="-6"))
    commands.remove_shot(by, log, gone)
    done = commands.merge_reference(by, log, waltz, tune)
    commands.restore_shot(by, log, gone)
    assert queries.references(log)[tune].state.look().attributes == {"sound": digest}
    heard = sounds(log, places)
    assert heard == [Placed(tune, gain="-6")] * 4
    undo(by, log, done)
    assert sounds(log, places)[:3] == [Placed(waltz, gain="-6")] * 3


def test_music_without_a_look_takes_the_file_along(by: Context, log: UUID) -> None:
    waltz, tune = (commands.add_reference(by, log, by.ids(), "music", name).value for name in ("Waltz", "Tune"))
    commands.change_reference(by, log, waltz, {"description": "Quick."})
    commands.give_sound(by, log, waltz, "sha256:" + "a" * 64)
    commands.merge_reference(by, log, waltz, tune)
    look = queries.references(log)[tune].state.look()
    assert (look.description, look.attributes) == ("Quick.", {"sound": "sha256:" + "a" * 64})


def sounds(log: UUID, places: list[Target]) -> list[Placed]:
    at = queries.moment(log)
    states: dict[UUID, Any] = {log: at.production, **at.scenes, **at.shots}
    return [placed for target in places for placed in states[target.id].state.sounds.values()]


def test_what_cannot_be_one_is_not_merged(by: Context, log: UUID) -> None:
    walter, house = named(log, "WALTER"), named(log, "HOUSE")
    with pytest.raises(InvalidReference):
        commands.merge_reference(by, log, walter, house)
    with pytest.raises(InvalidReference):
        commands.merge_reference(by, log, walter, walter)
    crew = commands.add_reference(by, log, uuid7(), "group", "the crew").value
    commands.merge_reference(by, log, crew, walter)


def test_a_place_takes_what_it_lacks_from_the_place_it_lies_in_and_says_who_gave_it(by: Context, log: UUID) -> None:
    house = named(log, "HOUSE")
    at = queries.moment(log)
    shot = queries.ordered_shots(at)[0]
    kitchen = commands.add_reference(by, log, uuid7(), "location", "KITCHEN", attributes={"light": "cold"}).value
    commands.set_cast(by, log, shot, kitchen, CastEntry(role="place"))
    looked = commands.change_reference(by, log, house, {"description": "Bare brick.", "attribute:light": "warm"})
    assert _look(log, shot, kitchen)["description"] == ""
    lies = commands.change_reference(by, log, kitchen, {"parent": str(house)})
    look = _look(log, shot, kitchen)
    assert (look["description"], look["attributes"]) == ("Bare brick.", {"light": "cold"})
    assert _cause(log, shot, kitchen, "description") == lies.events[0].event_id
    bricks = commands.change_reference(by, log, house, {"description": "Red brick."})
    assert _cause(log, shot, kitchen, "description") == bricks.events[0].event_id
    assert _cause(log, shot, kitchen, "attribute:light") not in {event.event_id for event in looked.events}
    own = commands.change_reference(by, log, kitchen, {"description": "White tiles."})
    assert _look(log, shot, kitchen)["description"] == "White tiles."
    assert _cause(log, shot, kitchen, "description") == own.events[0].event_id
    undo(by, log, own)
    assert _look(log, shot, kitchen)["description"] == "Red brick."


def test_no_place_lies_in_itself_and_nobody_lies_in_a_place(by: Context, log: UUID) -> None:
    house, walter = named(log, "HOUSE"), named(log, "WALTER")
    kitchen = commands.add_reference(by, log, uuid7(), "location", "KITCHEN", parent=house).value
    for who, parent in ((house, kitchen), (house, house), (walter, house), (kitchen, walter)):
        with pytest.raises(InvalidReference):
            commands.change_reference(by, log, who, {"parent": str(parent)})


def test_places_within_a_merged_place_lie_in_the_one_that_is_left(by: Context, log: UUID) -> None:
    house = named(log, "HOUSE")
    home = commands.add_reference(by, log, uuid7(), "location", "HOME").value
    kitchen = commands.add_reference(by, log, uuid7(), "location", "KITCHEN", parent=home).value
    done = commands.merge_reference(by, log, home, house)
    assert queries.references(log)[kitchen].state.parent == house
    undo(by, log, done)
    assert queries.references(log)[kitchen].state.parent == home


def _inputs(log: UUID, shot: UUID) -> ShotInputs:
    return queries.inputs(queries.moment(log), [shot])[shot]


def _look(log: UUID, shot: UUID, ref: UUID) -> dict[str, object]:
    look: dict[str, object] = _inputs(log, shot).values[f"cast:{ref}"]["look"]
    alone = queries.inputs(queries.moment(log, shots=[shot]), [shot])[shot]
    assert alone.values[f"cast:{ref}"]["look"] == look, "a look at one shot sees the same"
    return look


def _cause(log: UUID, shot: UUID, ref: UUID, part: str) -> UUID:
    return _inputs(log, shot).within[f"cast:{ref}"][part]


def test_what_becomes_another_kind_is_cast_as_that_and_undo_takes_it_back(by: Context, log: UUID) -> None:
    before, anna = entries(log, "ANNA"), named(log, "ANNA")
    done = commands.change_reference(by, log, anna, {"kind": "prop"})
    assert queries.references(log)[anna].state.kind == "prop"
    assert entries(log, "ANNA").keys() >= before.keys()
    assert {"prop"} <= {entry.role for entry in entries(log, "ANNA").values()} <= {"prop", "speaks"}
    undo(by, log, done)
    assert queries.references(log)[anna].state.kind == "character"
    assert entries(log, "ANNA") == before
    commands.change_reference(by, log, anna, {"kind": "prop"})
    commands.import_script(by, log, SCRIPT + "\nANNA waits.\n")
    assert [each.state.kind for each in queries.references(log).values() if each.state.name == "ANNA"] == ["prop"]


def entries(log: UUID, name: str) -> dict[UUID, CastEntry]:
    ref = named(log, name)
    return {id_: each.state.cast[ref] for id_, each in queries.moment(log).shots.items() if ref in each.state.cast}


def test_what_recipes_read_of_a_kind_names_the_event_that_changed_it(by: Context, log: UUID) -> None:
    anna = named(log, "ANNA")
    shot = next(iter(entries(log, "ANNA")))
    done = commands.change_reference(by, log, anna, {"kind": "group"})
    assert _inputs(log, shot).values[f"cast:{anna}"]["kind"] == "group"
    assert _cause(log, shot, anna, "kind") == done.events[0].event_id


@pytest.mark.parametrize(
    ("name", "kind", "why"),
    [
        ("HOUSE", "prop", "headings name it"),
        ("ANNA", "location", "has it act"),
        ("ANNA", "voice", "may become"),
        ("House style", "prop", "stays one"),
        ("Attic", "prop", "lies in another place"),
        ("Cellar", "prop", "Other places lie in Cellar"),
        ("Locked", "prop", "unlock it"),
    ],
)
def test_a_kind_that_cannot_be_is_refused_with_the_reason(
    by: Context, log: UUID, name: str, kind: str, why: str
) -> None:
    commands.add_reference(by, log, uuid7(), "style", "House style")
    cellar = commands.add_reference(by, log, uuid7(), "location", "Cellar").value
    commands.add_reference(by, log, uuid7(), "location", "Attic", parent=cellar)
    commands.lock_reference(by, log, commands.add_reference(by, log, uuid7(), "character", "Locked").value, "so")
    with pytest.raises(InvalidReference, match=why):
        commands.change_reference(by, log, named(log, name), {"kind": kind})


def test_a_name_that_another_of_the_new_kind_has_is_refused(by: Context, log: UUID) -> None:
    commands.add_reference(by, log, uuid7(), "prop", "Anna")
    with pytest.raises(NameTaken):
        commands.change_reference(by, log, named(log, "ANNA"), {"kind": "prop"})
