"""Looks by range through what happens to a film: scenes come, go and move, scripts are revised, people undo."""

from typing import Any
from uuid import UUID

import pytest

from events.execution import Receipt
from productions import commands, queries
from productions.commands.reverting import Scope, Selection
from productions.domain.looks import InvalidLookChange, LookChange, Point
from productions.domain.reference import newest_changes
from productions.domain.scene import Scene
from productions.history import feed
from productions.refusals import NotFound
from tests.conftest import Sequencer
from tests.support.making import SCRIPT, context, production

pytestmark = pytest.mark.django_db
WET = UUID(int=1)
COAT = "#112233"


class Ferry:
    """The ferry, with Mara in both of its scenes."""

    def __init__(self) -> None:
        self.by = context()
        self.log = production(self.by)
        at = queries.moment(self.log)
        (self.mara,) = [id_ for id_, folded in at.references.items() if folded.state.name == "MARA"]
        self.quay, self.cabin = queries.ordered_scenes(at)

    def wet(self, first: Point | None, last: Point | None = None, **said: Any) -> Receipt[UUID]:
        change = LookChange("wet", first, last, **{"attributes": {"wardrobe_colour": COAT}, **said})
        return commands.change_look(self.by, self.log, self.mara, WET, change)

    @property
    def coats(self) -> dict[str, list[str | None]]:
        """The colour of her coat in the shots with her, by the heading of their scenes in film order."""
        at = queries.moment(self.log)
        inputs = queries.inputs(at)
        key = f"cast:{self.mara}"
        said: dict[str, list[str | None]] = {}
        for each in inputs.values():
            if key in each.values:
                scene: Scene = at.scenes[each.scene].state
                colour = each.values[key]["look"]["attributes"].get("wardrobe_colour")
                said.setdefault(scene.heading.text, []).append(colour)
        return {heading: list(dict.fromkeys(colours)) for heading, colours in said.items()}

    def said(self, receipt: Receipt[Any]) -> list[str]:
        return [event.sentence for event in feed.shown(self.log, receipt.events, "producer")]


@pytest.fixture
def ferry() -> Ferry:
    return Ferry()


def scene(id_: UUID) -> Point:
    return Point("scene", id_)


QUAY, CABIN, BARN = "EXT. QUAY - DAWN", "INT. FERRY CABIN - DAY", "INT. BARN - NIGHT"


def test_what_is_put_between_is_wet_too_and_reordering_keeps_the_meaning(ferry: Ferry) -> None:
    ferry.wet(scene(ferry.cabin))
    assert ferry.coats == {QUAY: [None], CABIN: [COAT]}
    commands.move_scene(ferry.by, ferry.log, ferry.cabin, None, first=True)
    assert ferry.coats == {CABIN: [COAT], QUAY: [COAT]}
    commands.move_scene(ferry.by, ferry.log, ferry.cabin, ferry.quay)
    assert ferry.coats == {QUAY: [None], CABIN: [COAT]}


def test_a_revision_keeps_the_meaning(ferry: Ferry) -> None:
    ferry.wet(scene(ferry.quay), scene(ferry.quay))
    barn = f"{BARN}\n\nMARA sleeps. MARA wakes.\n\n"
    commands.import_script(ferry.by, ferry.log, SCRIPT.replace("INT. FERRY", f"{barn}INT. FERRY"))
    assert ferry.coats == {QUAY: [COAT], BARN: [None], CABIN: [None]}
    ferry.wet(scene(ferry.quay), scene(ferry.cabin))
    assert ferry.coats == {QUAY: [COAT], BARN: [COAT], CABIN: [COAT]}
    text = SCRIPT.replace("EXT. QUAY", f"{barn}EXT. QUAY")
    commands.import_script(ferry.by, ferry.log, text)
    assert ferry.coats == {BARN: [None], QUAY: [COAT], CABIN: [COAT]}


def test_a_range_whose_end_is_removed_goes_on_from_the_nearest_that_is_left(ferry: Ferry) -> None:
    first, *_ = (shot for shot, each in queries.inputs(queries.moment(ferry.log)).items() if each.scene == ferry.cabin)
    ferry.wet(Point("shot", first))
    commands.remove_shot(ferry.by, ferry.log, first)
    assert ferry.coats == {QUAY: [None], CABIN: [COAT]}
    commands.remove_scene(ferry.by, ferry.log, ferry.cabin)
    assert ferry.coats == {QUAY: [None]}
    commands.restore_scene(ferry.by, ferry.log, ferry.cabin)
    assert ferry.coats == {QUAY: [None], CABIN: [COAT]}
    changed = ferry.wet(Point("shot", first), description="Soaked.")
    assert changed.events, "what was said already may stay, though it is removed"
    with pytest.raises(InvalidLookChange):
        ferry.wet(scene(ferry.cabin), scene(ferry.quay))


def test_a_lock_holds_against_it_until_it_is_taken_off(ferry: Ferry) -> None:
    commands.lock_reference(ferry.by, ferry.log, ferry.mara, "as approved")
    ferry.wet(scene(ferry.quay))
    assert ferry.coats == {QUAY: [None], CABIN: [None]}
    commands.unlock_reference(ferry.by, ferry.log, ferry.mara)
    assert ferry.coats == {QUAY: [COAT], CABIN: [COAT]}


def test_a_place_takes_what_it_lacks_from_the_place_around_where_that_changes(ferry: Ferry) -> None:
    at = queries.moment(ferry.log)
    (cabin,) = [
        id_ for id_, each in at.references.items() if each.state.kind == "location" and "CABIN" in each.state.name
    ]
    ship = commands.add_reference(ferry.by, ferry.log, ferry.by.ids(), "location", "Ship").value
    commands.change_reference(ferry.by, ferry.log, cabin, {"parent": str(ship), "attribute:wall_colour": "#ffffff"})
    burnt: dict[str, str | None] = {"wall_colour": "#000000", "sky_colour": "#330000"}
    change = LookChange("after the fire", scene(ferry.cabin), attributes=burnt)
    commands.change_look(ferry.by, ferry.log, ship, WET, change)
    at = queries.moment(ferry.log)
    looks = [each.values[f"cast:{cabin}"]["look"] for each in queries.inputs(at).values() if each.scene == ferry.cabin]
    assert looks
    assert all(look["attributes"] == {"wall_colour": "#ffffff", "sky_colour": "#330000"} for look in looks)


def test_it_is_undone_done_again_and_restored(ferry: Ferry, sequencer: Sequencer) -> None:
    added = ferry.wet(scene(ferry.quay))
    sequencer.step()
    then = queries.moment(ferry.log).position
    changed = ferry.wet(scene(ferry.cabin))
    allowed: Any = lambda right: None  # noqa: E731  # a producer
    undone = commands.undo(ferry.by, ferry.log, Selection(tuple(e.event_id for e in changed.events)), require=allowed)
    assert ferry.coats == {QUAY: [COAT], CABIN: [COAT]}
    commands.undo(ferry.by, ferry.log, Selection(tuple(e.event_id for e in undone.events)), require=allowed)
    assert ferry.coats == {QUAY: [None], CABIN: [COAT]}
    commands.restore(ferry.by, ferry.log, then, Scope(reference=ferry.mara), require=allowed)
    assert ferry.coats == {QUAY: [COAT], CABIN: [COAT]}
    everything = commands.undo(
        ferry.by, ferry.log, Selection(tuple(e.event_id for e in added.events)), require=allowed, force=True
    )
    assert everything.events
    assert newest_changes(queries.references(ferry.log)[ferry.mara].state) == {}


def test_who_is_merged_into_somebody_without_a_look_brings_it_along(ferry: Ferry) -> None:
    ferry.wet(scene(ferry.quay))
    nora = commands.add_reference(ferry.by, ferry.log, ferry.by.ids(), "character", "Nora").value
    commands.merge_reference(ferry.by, ferry.log, ferry.mara, nora)
    assert newest_changes(queries.references(ferry.log)[nora].state).keys() == {WET}


def test_pictures_of_a_part_are_those_that_were_handed_in(ferry: Ferry) -> None:
    digest = f"sha256:{'1' * 64}"
    with pytest.raises(InvalidLookChange):
        ferry.wet(scene(ferry.quay), images=(digest,))
    ferry.wet(scene(ferry.quay))
    commands.add_look_pictures(ferry.by, ferry.log, ferry.mara, WET, [digest])
    state = queries.references(ferry.log)[ferry.mara].state
    assert newest_changes(state)[WET].images == (digest,)
    assert list(queries.artifact_namings([ferry.log], digest)) == [(ferry.log, queries.PICTURE)]
    with pytest.raises(NotFound):
        commands.add_look_pictures(ferry.by, ferry.log, ferry.mara, UUID(int=7), [digest])


def test_history_says_who_looks_how_and_from_where(ferry: Ferry) -> None:
    commands.change_reference(ferry.by, ferry.log, ferry.mara, {"attribute:wardrobe": "coat"})
    added = ferry.wet(scene(ferry.cabin), attributes={"wardrobe_colour": COAT, "accessory": None})
    assert ferry.said(added) == [
        "MARA's look “wet” was added, from scene SC020 to the end: "
        f"accessory was set to nothing and coat was set to {COAT}"
    ]
    changed = ferry.wet(scene(ferry.quay), scene(ferry.quay))
    assert ferry.said(changed) == [
        "MARA's look “wet” changed: it holds in scene SC010 now and accessory is no longer different"
    ]
    gone = commands.change_look(ferry.by, ferry.log, ferry.mara, WET, None)
    assert ferry.said(gone) == ["MARA's look “wet” was taken away; it held in scene SC010"]
    flashback = ferry.wet(scene(ferry.quay), without=(ferry.cabin,))
    assert ferry.said(flashback)[0].startswith(
        "MARA's look “wet” was added, from scene SC010 to the end, but not in scene SC020"
    )
