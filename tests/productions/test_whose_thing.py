"""Whose thing is it? Every command, with the id of another production's thing or of another kind of thing: 404."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
from django.db import transaction
from uuid6 import uuid7

from events.errors import ContinuityError
from events.execution import Context
from productions import commands, queries
from productions.commands import Target
from productions.commands.change_sets import wanted_edit
from productions.commands.reverting import Scope, Selection
from productions.domain.artifact import Substitution
from productions.domain.change_set import SetEdit
from productions.domain.cut_edits import InsertEdit, MoveEdit, TrimEdit
from productions.domain.decision import Anchor
from productions.domain.looks import LookChange, Point
from productions.domain.parameters import LEVELS, Level
from productions.domain.playlist import Entry
from productions.domain.share_link import Terms
from productions.domain.shot import CastEntry, Line, effective
from productions.domain.sounds import Placed, slots
from productions.domain.take import Made, Repetition
from tests.conftest import Sequencer
from tests.support.films import artifact, taken
from tests.support.making import context, production

pytestmark = pytest.mark.django_db
SAID = Line("MARA", "Is it late?")
HEARD = commands.HandedIn("sha256:0", 1)
SLOT = next(slots([SAID], "en"))
"""A line that both productions have, and under which name it is recorded."""
SECRET = "Zanzibar"
"""What stands in everything that the other production says."""


@dataclass
class Things:
    """Ids of one production's things; which of them a command asked for is noted."""

    by: Context
    log: UUID
    ids: dict[str, UUID]
    asked: list[str] = field(default_factory=list)

    def __getitem__(self, kind: str) -> UUID:
        self.asked.append(kind)
        return self.ids[kind]


def made(things: Things) -> Made:
    frames = artifact("master")
    return Made(things["shot"], 7, uuid7(), uuid7(), "en", 1, {}, (frames,), frames.content, {}, {})


Call = Callable[[Context, UUID, Things], Any]


def on_each_level(command: Callable[..., Any], *values: Any) -> list[Call]:
    def call(level: Level) -> Call:
        return lambda by, log, of: command(by, log, Target(level, of[level]), *values)

    return [call(level) for level in LEVELS]


def restoring(kind: str) -> Call:
    return lambda by, log, of: commands.restore(by, log, 1, Scope(**{kind: of[kind]}), require=lambda _: None)


def gathered(shot: UUID) -> SetEdit:
    return wanted_edit("shot", shot, "size", "wide")


WORN = UUID(int=1)
"""The change of a look that there is."""


def look(first: Point) -> LookChange:
    return LookChange("wet", first, attributes={"hair": "wet"})


CALLS: dict[str, list[Call]] = {
    "add_scene": [lambda by, log, of: commands.add_scene(by, log, uuid7(), "EXT. PIER - NIGHT", of["scene"])],
    "move_scene": [lambda by, log, of: commands.move_scene(by, log, of["scene"], of["other_scene"])],
    "change_scene": [lambda by, log, of: commands.change_scene(by, log, of["scene"], number="7")],
    "remove_scene": [lambda by, log, of: commands.remove_scene(by, log, of["scene"])],
    "restore_scene": [lambda by, log, of: commands.restore_scene(by, log, of["scene"])],
    "add_shot": [lambda by, log, of: commands.add_shot(by, log, uuid7(), of["scene"], {}, of["shot"])],
    "move_shot": [lambda by, log, of: commands.move_shot(by, log, of["shot"], of["scene"], of["other_shot"])],
    "change_shot": [
        lambda by, log, of: commands.change_shot(by, log, of["shot"], {"size": "wide"}),
        lambda by, log, of: commands.change_shot(by, log, of["shot"], {}, continues=of["other_shot"]),
    ],
    "remove_shot": [lambda by, log, of: commands.remove_shot(by, log, of["shot"])],
    "restore_shot": [lambda by, log, of: commands.restore_shot(by, log, of["shot"])],
    "set_cast": [lambda by, log, of: commands.set_cast(by, log, of["shot"], of["reference"], CastEntry())],
    "cast_in_shots": [lambda by, log, of: commands.cast_in_shots(by, log, of["reference"], CastEntry(), [of["shot"]])],
    "remove_from_shots": [lambda by, log, of: commands.remove_from_shots(by, log, of["reference"], [of["shot"]])],
    "split_shot": [lambda by, log, of: commands.split_shot(by, log, of["shot"], Anchor("sha256:" + 64 * "0"))],
    "merge_shot": [lambda by, log, of: commands.merge_shot(by, log, of["shot"])],
    "refuse_cast": [lambda by, log, of: commands.refuse_cast(by, log, of["shot"], of["reference"])],
    "add_alias": [lambda by, log, of: commands.add_alias(by, log, of["reference"], "she")],
    "remove_alias": [lambda by, log, of: commands.remove_alias(by, log, of["reference"], "she")],
    "merge_reference": [lambda by, log, of: commands.merge_reference(by, log, of["reference"], of["other_reference"])],
    "remove_cast": [lambda by, log, of: commands.remove_cast(by, log, of["shot"], of["reference"])],
    "set_continues": [lambda by, log, of: commands.set_continues(by, log, of["shot"], of["other_shot"])],
    "select_take": [lambda by, log, of: commands.select_take(by, log, of["shot"], of["take"])],
    "select_takes": [lambda by, log, of: commands.select_takes(by, log, {of["shot"]: of["take"]})],
    "set_parameter": on_each_level(commands.set_parameter, "style", "ink"),
    "set_parameters": on_each_level(
        lambda by, log, target, name, value: commands.set_parameters(by, log, [target], name, value), "style", "ink"
    ),
    "clear_parameter": on_each_level(commands.clear_parameter, "style"),
    "lock_parameter": on_each_level(commands.lock_parameter, "style", ""),
    "unlock_parameter": on_each_level(commands.unlock_parameter, "style"),
    "change_field": [
        lambda by, log, of: commands.change_field(by, log, "shot", of["shot"], "size", "wide"),
        lambda by, log, of: commands.change_field(by, log, "shot", of["shot"], f"cast:{of['reference']}", {}),
        lambda by, log, of: commands.change_field(by, log, "shot", of["shot"], "continues", str(of["other_shot"])),
        lambda by, log, of: commands.change_field(by, log, "scene", of["scene"], "lock:style", ""),
        lambda by, log, of: commands.change_field(by, log, "reference", of["reference"], "rights", "ours"),
        lambda by, log, of: commands.change_field(by, log, "production", of["production"], "lock:style", ""),
    ],
    "add_reference": [
        lambda by, log, of: commands.add_reference(by, log, uuid7(), "location", "Shed", parent=of["place"]),
    ],
    "change_reference": [
        lambda by, log, of: commands.change_reference(by, log, of["reference"], {"rights": "ours"}),
        lambda by, log, of: commands.change_reference(by, log, of["other_place"], {"parent": str(of["place"])}),
        lambda by, log, of: commands.change_reference(by, log, of["other_reference"], {"voice": str(of["reference"])}),
    ],
    "change_look": [
        lambda by, log, of: commands.change_look(by, log, of["reference"], uuid7(), look(Point("scene", of["scene"]))),
        lambda by, log, of: commands.change_look(by, log, of["place"], uuid7(), look(Point("shot", of["shot"]))),
    ],
    "add_look_pictures": [lambda by, log, of: commands.add_look_pictures(by, log, of["reference"], WORN, [])],
    "give_sound": [lambda by, log, of: commands.give_sound(by, log, of["music"], "sha256:0")],
    "place_sound": [
        *on_each_level(commands.place_sound, uuid7(), None),
        lambda by, log, of: commands.place_sound(by, log, Target("shot", of["shot"]), uuid7(), Placed(of["music"])),
        lambda by, log, of: commands.place_sound(by, log, Target("scene", of["scene"]), uuid7(), Placed(of["music"])),
    ],
    "record_line": [
        lambda by, log, of: commands.record_line(by, log, of["said_shot"], 0, commands.HandedIn("sha256:0", 1))
    ],
    "translate": [lambda by, log, of: commands.translate(by, log, "de", [commands.LineText(of["said_shot"], 0, "Ja")])],
    "remove_recording": [lambda by, log, of: commands.remove_recording(by, log, of["said_shot"], SLOT)],
    "add_pictures": [lambda by, log, of: commands.add_pictures(by, log, of["reference"], ["sha256:0"])],
    "remove_picture": [lambda by, log, of: commands.remove_picture(by, log, of["reference"], "sha256:0")],
    "lock_reference": [lambda by, log, of: commands.lock_reference(by, log, of["reference"], "")],
    "unlock_reference": [lambda by, log, of: commands.unlock_reference(by, log, of["reference"])],
    "remove_reference": [lambda by, log, of: commands.remove_reference(by, log, of["reference"])],
    "restore_reference": [lambda by, log, of: commands.restore_reference(by, log, of["reference"])],
    "record_take": [lambda by, log, of: commands.record_take(by, log, uuid7(), made(of))],
    "replace_artifact": [
        lambda by, log, of: commands.replace_artifact(by, log, of["take"], Substitution("master", "c", "a", "b", 1))
    ],
    "submit_take": [lambda by, log, of: commands.submit_take(by, log, of["take"])],
    "approve_take": [lambda by, log, of: commands.approve_take(by, log, of["take"])],
    "approve_takes": [lambda by, log, of: commands.approve_takes(by, log, [commands.Approval(of["take"])])],
    "request_changes": [lambda by, log, of: commands.request_changes(by, log, of["take"], "Darker.")],
    "withdraw_approval": [lambda by, log, of: commands.withdraw_approval(by, log, of["take"])],
    "withdraw_changes": [lambda by, log, of: commands.withdraw_changes(by, log, of["take"])],
    "compare_take": [
        lambda by, log, of: commands.compare_take(
            by, log, of["take"], Repetition("exact", "cpu", engine=True, same_device=True, parts=())
        )
    ],
    "note_take": [lambda by, log, of: commands.note_take(by, log, of["take"], "Good.")],
    "resolve_note": [lambda by, log, of: commands.resolve_note(by, log, of["take"], 1)],
    "reopen_note": [lambda by, log, of: commands.reopen_note(by, log, of["take"], 1)],
    "pin_take": [lambda by, log, of: commands.pin_take(by, log, of["take"])],
    "unpin_take": [lambda by, log, of: commands.unpin_take(by, log, of["take"])],
    "edit_cut": [
        lambda by, log, of: commands.edit_cut(by, log, [TrimEdit(of["shot"], 1)]),
        lambda by, log, of: commands.edit_cut(by, log, [MoveEdit(of["other_shot"], of["shot"])]),
        lambda by, log, of: commands.edit_cut(by, log, [InsertEdit(of["shot"], 1)]),
    ],
    "begin_playlist": [
        lambda by, log, of: commands.begin_playlist(by, log, uuid7(), "Dailies", [Entry(of["shot"])]),
        lambda by, log, of: commands.begin_playlist(by, log, uuid7(), "Dailies", [Entry(of["shot"], of["take"])]),
    ],
    "change_playlist": [
        lambda by, log, of: commands.change_playlist(by, log, of["playlist"], name="Night"),
        lambda by, log, of: commands.change_playlist(by, log, of["playlist"], entries=[Entry(of["other_shot"])]),
    ],
    "make_share_link": [
        lambda by, log, of: commands.make_share_link(by, log, uuid7(), of["playlist"], terms()),
    ],
    "give_address": [lambda by, log, of: commands.give_address(by, log, of["share_link"])],
    "enter_by_link": [lambda by, log, of: commands.enter_by_link(by, log, of["share_link"])],
    "erase_guest": [lambda by, log, of: commands.erase_guest(by, log, of["share_link"], of["guest"])],
    "waive": [
        lambda by, log, of: commands.waive(
            by, log, [commands.Waived("unapproved", "sha256:0", of["shot"])], "Meant so."
        )
    ],
    "set_work": [
        lambda by, log, of: commands.set_work(
            by, log, [commands.WorkOn(of["shot"], {"priority": "high"})], require=lambda right: None
        )
    ],
    "withdraw_waiver": [lambda by, log, of: commands.withdraw_waiver(by, log, of["waiver"])],
    "revoke_share_link": [lambda by, log, of: commands.revoke_share_link(by, log, of["share_link"])],
    "begin_change_set": [
        lambda by, log, of: commands.begin_change_set(by, log, uuid7(), "Dusk", edits=[gathered(of["shot"])])
    ],
    "change_change_set": [lambda by, log, of: commands.change_change_set(by, log, of["change_set"], name="Night")],
    "make_edits": [
        lambda by, log, of: commands.make_edits(by, log, [gathered(of["shot"])], require=lambda right: None)
    ],
    "gather_edits": [
        lambda by, log, of: commands.gather_edits(by, log, of["change_set"], [gathered(of["shot"])]),
        lambda by, log, of: commands.gather_edits(
            by, log, of["change_set"], [wanted_edit("shot", of["shot"], f"cast:{of['reference']}", {})]
        ),
    ],
    "drop_edits": [
        lambda by, log, of: commands.drop_edits(by, log, of["change_set"], [gathered(of["other_shot"]).key]),
    ],
    "propose_change_set": [lambda by, log, of: commands.propose_change_set(by, log, of["change_set"])],
    "withdraw_change_set": [lambda by, log, of: commands.withdraw_change_set(by, log, of["change_set"])],
    "reopen_change_set": [lambda by, log, of: commands.reopen_change_set(by, log, of["change_set"])],
    "apply_change_set": [
        lambda by, log, of: commands.apply_change_set(by, log, of["change_set"], require=lambda _: None)
    ],
    "edit_standings": [lambda by, log, of: commands.edit_standings(by, log, of["change_set"])],
    "restore": [restoring("shot"), restoring("scene"), restoring("reference")],
    "undo": [
        lambda by, log, of: commands.undo(by, log, Selection(events=(of["event"],)), require=lambda _: None),
        lambda by, log, of: commands.undo(by, log, Selection(command=of["command"]), require=lambda _: None),
    ],
}
OF_NO_THING = {
    *("create_production", "change_production", "rename_production", "archive_production", "change_policy"),
    "change_spending",
    *("add_member", "change_role", "remove_member", "add_person", "erase_person", "place_marker"),
    *("import_script", "import_shots", "decide_breakdown", "own_steps", "Approval", "Target", "HandedIn"),
    *("import_translations", "LineText", "Waived", "WorkOn", "WantedStatus", "arrange_statuses"),
    *("change_draft", "publish_pipeline", "save_template", "change_template", "replace_template", "withdraw_template"),
}
EACH = [pytest.param(call, id=f"{name}-{nth}") for name, calls in CALLS.items() for nth, call in enumerate(calls)]


def terms(name: str = "Client") -> Terms:
    """Those of a link, for a day."""
    return Terms(name, datetime.now(UTC) + timedelta(days=1))


def things(name: str) -> Things:
    """A production whose every word is a name, with one thing of each kind, and two of some."""
    by = context()
    log = production(by, name=name)
    at = queries.moment(log)
    scene, other_scene = queries.ordered_scenes(at)[:2]
    shot, other_shot = queries.ordered_shots(at)[:2]
    reference = commands.add_reference(by, log, uuid7(), "prop", name).value
    other_reference = commands.add_reference(by, log, uuid7(), "prop", f"{name} again").value
    place = commands.add_reference(by, log, uuid7(), "location", name).value
    other_place = commands.add_reference(by, log, uuid7(), "location", f"{name} again").value
    commands.change_shot(by, log, shot, {"description": f"{name} in the rain."})
    for target in (Target("production", log), Target("scene", scene), Target("shot", shot)):
        commands.set_parameter(by, log, target, "lens", name)
    edited = commands.set_parameter(by, log, Target("scene", scene), "style", "ink").events[0]
    ids = {"production": log, "scene": scene, "other_scene": other_scene, "shot": shot, "other_shot": other_shot}
    said = {"event": edited.event_id, "command": UUID(edited.said("command") or "")}
    named = {"reference": reference, "other_reference": other_reference, "place": place, "other_place": other_place}
    commands.change_look(by, log, reference, WORN, look(Point("scene", scene)))
    music = commands.add_reference(by, log, uuid7(), "music", name).value
    named["music"] = music
    (named["said_shot"],) = (id_ for id_, folded in at.shots.items() if SAID in effective(folded.state).dialogue)
    commands.record_line(by, log, named["said_shot"], 0, commands.HandedIn("sha256:1", 1))
    change_set = commands.begin_change_set(by, log, uuid7(), name, edits=[gathered(other_shot)]).value
    take = taken(by, log, shot)
    commands.note_take(by, log, take, SECRET)
    playlist = commands.begin_playlist(by, log, uuid7(), name).value
    link = commands.make_share_link(by, log, uuid7(), playlist, terms(name)).value
    waiver = commands.waive(by, log, [commands.Waived("loudness", "sha256:0")], SECRET).value[0]
    guest = context()
    commands.enter_by_link(guest, log, link)
    listed = {
        "change_set": change_set,
        "take": take,
        "playlist": playlist,
        "share_link": link,
        "waiver": waiver,
        "guest": guest.actor,
    }
    return Things(by, log, {**ids, **said, **named, **listed})


@pytest.fixture
def ours(sequencer: Sequencer) -> Things:
    mine = things("The Ferry")
    sequencer.step()
    return mine


@pytest.fixture
def theirs() -> Things:
    """Another production, whose locks give reasons."""
    other = things(SECRET)
    for level in reversed(LEVELS):
        commands.lock_parameter(other.by, other.log, Target(level, other.ids[level]), "style", SECRET)
    return other


def test_every_command_is_asked() -> None:
    assert CALLS.keys() | OF_NO_THING == set(commands.__all__)


@pytest.mark.parametrize("call", EACH)
def test_what_another_production_has_is_not_here(call: Call, ours: Things, theirs: Things) -> None:
    before = queries.moment(theirs.log)
    for kind in asked(call, ours):
        refused(call, ours, kind, theirs.ids[kind])
    assert queries.moment(theirs.log) == before


@pytest.mark.parametrize("call", EACH)
def test_a_thing_of_another_kind_is_no_such_thing(call: Call, ours: Things) -> None:
    before = queries.moment(ours.log)
    for kind in asked(call, ours):
        wrong = "reference" if kind.endswith(("shot", "scene")) else "shot"
        refused(call, ours, kind, ours.ids[wrong])
    assert queries.moment(ours.log) == before


def asked(call: Call, ours: Things) -> list[str]:
    """The kinds of things that a call names, which its own ids must not be refused for."""
    copy = Things(ours.by, ours.log, ours.ids)
    try:
        taken_back(lambda: call(ours.by, ours.log, copy))
    except ContinuityError as error:
        assert error.status != 404, error.detail
    assert copy.asked
    return list(dict.fromkeys(copy.asked))


def taken_back(act: Callable[[], Any]) -> None:
    """Do something and take it back."""
    with transaction.atomic():
        act()
        transaction.set_rollback(True)


def refused(call: Call, ours: Things, kind: str, id_: UUID) -> None:
    """The call names one wrong id: there is no such thing, and nothing of it is told."""
    with pytest.raises(ContinuityError) as raised:
        call(ours.by, ours.log, Things(ours.by, ours.log, {**ours.ids, kind: id_}))
    assert raised.value.status in (404, 422), (kind, raised.value)
    told = raised.value.detail + msgspec.json.encode(raised.value.data).decode()
    assert SECRET not in told
