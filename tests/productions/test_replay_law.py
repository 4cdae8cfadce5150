"""The replay law: live rows = rebuilt rows = the fold of the log, and the past is the fold of a prefix.

It covers every event of the registry that rows follow, and says so when one is missing.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uuid6 import uuid7

from events import projections, registry, store
from events.decider import Folded
from events.errors import ContinuityError
from events.execution import Context
from events.rebuild import rebuild
from productions import commands, queries
from productions.commands import Target, deciding
from productions.commands.change_sets import wanted_edit
from productions.commands.current_script import current_script
from productions.commands.reverting import Selection
from productions.domain import cut_edits
from productions.domain.artifact import Substitution
from productions.domain.change_set import SetEdit
from productions.domain.decision import Alias, Anchored, Drop, Length, Merge, Refuse, Split
from productions.domain.graph import Graph, GraphNode, ParameterSchema
from productions.domain.looks import LookChange, Point
from productions.domain.notes import NOTE_KINDS, Shape
from productions.domain.playlist import Entry
from productions.domain.share_link import GUEST_RIGHTS, Terms
from productions.domain.shot import CAMERAS, CastEntry
from productions.domain.sounds import SOUNDING, Placed
from productions.domain.take import CHANGE_REASONS, Repeated, Repetition
from productions.domain.waiver import CHECKS, Waiver
from productions.domain.work import PRIORITIES, WorkField
from productions.models import User
from productions.projections import KINDS
from productions.queries import Moment
from productions.tables.reading import Row, Sheet
from tests.support.examples import by_itself
from tests.support.films import taken
from tests.support.making import SCRIPT, context, production

Edit = Callable[[Context, UUID, Moment, int], Any]


def _any(things: Mapping[UUID, Any], pick: int) -> UUID:
    return sorted(things)[pick % len(things)]


LOOKS = (UUID(int=1), UUID(int=2))
"""The ids of the changes of looks that come about."""


EDITS: tuple[Edit, ...] = (
    lambda by, log, at, n: commands.change_shot(by, log, _any(at.shots, n), {"camera": CAMERAS[n % len(CAMERAS)]}),
    lambda by, log, at, n: commands.change_shot(by, log, _any(at.shots, n), {"description": None if n % 3 else "x"}),
    lambda by, log, at, n: commands.change_shot(by, log, _any(at.shots, n), {"frames": 20 + n % 9 if n % 3 else None}),
    lambda by, log, at, n: commands.remove_shot(by, log, _any(at.shots, n)),
    lambda by, log, at, n: commands.restore_shot(by, log, _any(at.shots, n)),
    lambda by, log, at, n: commands.move_shot(by, log, _any(at.shots, n), _any(at.scenes, n // 7), None, first=True),
    lambda by, log, at, n: commands.remove_scene(by, log, _any(at.scenes, n)),
    lambda by, log, at, n: commands.restore_scene(by, log, _any(at.scenes, n)),
    lambda by, log, at, n: commands.set_parameter(by, log, Target("scene", _any(at.scenes, n)), "light", "dusk"),
    lambda by, log, at, n: commands.lock_parameter(by, log, Target("production", log), "light", "graded"),
    lambda by, log, at, n: commands.unlock_parameter(by, log, Target("production", log), "light"),
    lambda by, log, at, n: commands.change_reference(
        by, log, _any(at.references, n), {"attribute:wardrobe_colour": f"#0000{n % 90 + 10}"}
    ),
    lambda by, log, at, n: commands.lock_reference(by, log, _any(at.references, n), ""),
    lambda by, log, at, n: commands.set_cast(
        by, log, _any(at.shots, n), _any(at.references, n // 5), CastEntry(strength="0.5")
    ),
    lambda by, log, at, n: commands.remove_cast(by, log, _any(at.shots, n), _any(at.references, n // 5)),
    lambda by, log, at, n: commands.set_continues(by, log, _any(at.shots, n), _any(at.shots, n // 3)),
    lambda by, log, at, n: commands.import_script(by, log, SCRIPT.replace("late", "late " * (n % 3 + 1))),
    lambda by, log, at, n: commands.import_script(by, log, SCRIPT[: SCRIPT.index("INT. FERRY")]),
    lambda by, log, at, n: commands.set_parameter(by, log, Target("shot", _any(at.shots, n)), "seed", None),
    lambda by, log, at, n: commands.clear_parameter(by, log, Target("scene", _any(at.scenes, n)), "light"),
    lambda by, log, at, n: commands.lock_parameter(by, log, Target("shot", _any(at.shots, n)), "lens", "as it is"),
    lambda by, log, at, n: commands.unlock_parameter(by, log, Target("shot", _any(at.shots, n)), "lens"),
    lambda by, log, at, n: commands.change_scene(by, log, _any(at.scenes, n), heading="INT. BARN - DAY", number="7"),
    lambda by, log, at, n: commands.move_scene(by, log, _any(at.scenes, n), None, first=bool(n % 2)),
    lambda by, log, at, n: commands.add_scene(by, log, uuid7(), "EXT. PIER - NIGHT"),
    lambda by, log, at, n: commands.add_shot(by, log, uuid7(), _any(at.scenes, n), {"description": "A gull."}),
    lambda by, log, at, n: commands.add_reference(by, log, uuid7(), "prop", f"Rope {n % 3}"),
    lambda by, log, at, n: commands.remove_reference(by, log, _any(at.references, n)),
    lambda by, log, at, n: commands.restore_reference(by, log, _any(at.references, n)),
    lambda by, log, at, n: commands.unlock_reference(by, log, _any(at.references, n)),
    lambda by, log, at, n: commands.rename_production(by, log, f"The Ferry {n % 3}"),
    lambda by, log, at, n: commands.lock_parameter(by, log, Target("scene", _any(at.scenes, n)), "lens", ""),
    lambda by, log, at, n: commands.unlock_parameter(by, log, Target("scene", _any(at.scenes, n)), "lens"),
    lambda by, log, at, n: commands.set_parameter(by, log, Target("production", log), "weather", "fog"),
    lambda by, log, at, n: commands.clear_parameter(by, log, Target("production", log), "weather"),
    lambda by, log, at, n: commands.clear_parameter(by, log, Target("shot", _any(at.shots, n)), "seed"),
    lambda by, log, at, n: commands.add_member(by, log, _colleague(n), ("artist", "reviewer")[n % 2]),
    lambda by, log, at, n: commands.change_role(by, log, _colleague(n), ("producer", "auditor")[n % 2]),
    lambda by, log, at, n: commands.remove_member(by, log, _colleague(n)),
    lambda by, log, at, n: commands.change_policy(by, log, "four_eyes", bool(n % 2)),
    lambda by, log, at, n: commands.change_policy(by, log, "approvals_of_reviewers", n % 2),
    lambda by, log, at, n: commands.change_spending(by, log, {"budget": str(n) if n % 3 else None}),
    lambda by, log, at, n: commands.import_shots(by, log, _list(at, n), {"Shot": "code"}, require=lambda right: None),
    lambda by, log, at, n: commands.add_pictures(by, log, _any(at.references, n), [f"sha256:{n % 2}"]),
    lambda by, log, at, n: commands.remove_picture(by, log, _any(at.references, n), f"sha256:{n % 2}"),
    lambda by, log, at, n: commands.change_reference(by, log, _any(at.references, n), {"rights": f"ours {n % 2}"}),
    lambda by, log, at, n: commands.pin_take(by, log, _any(at.takes, n)),
    lambda by, log, at, n: commands.unpin_take(by, log, _any(at.takes, n)),
    lambda by, log, at, n: commands.resolve_note(by, log, _any(at.takes, n), 1),
    lambda by, log, at, n: commands.reopen_note(by, log, _any(at.takes, n), 1),
    lambda by, log, at, n: commands.select_take(by, log, _shot_of(at, n), _any(at.takes, n)),
    lambda by, log, at, n: commands.change_reference(by, log, _any(at.references, n), {"name": f"Somebody {n % 5}"}),
    lambda by, log, at, n: commands.add_alias(by, log, _any(at.references, n), ("the ferryman", "fog")[n % 2]),
    lambda by, log, at, n: commands.remove_alias(by, log, _any(at.references, n), ("the ferryman", "MARA")[n % 2]),
    lambda by, log, at, n: commands.merge_reference(by, log, _any(at.references, n), _any(at.references, n // 5)),
    lambda by, log, at, n: commands.change_reference(
        by, log, _any(at.references, n), {"parent": str(_any(at.references, n // 3)) if n % 4 else None}
    ),
    lambda by, log, at, n: commands.add_reference(by, log, uuid7(), "voice", f"Voice {n % 2}"),
    lambda by, log, at, n: commands.change_reference(
        by, log, _any(at.references, n), {"voice": str(_any(at.references, n // 3)) if n % 4 else None}
    ),
    lambda by, log, at, n: commands.change_reference(
        by, log, _any(at.references, n), {"voice:de": str(_any(at.references, n // 3)) if n % 4 else None}
    ),
    lambda by, log, at, n: commands.decide_breakdown(by, log, [Refuse(("MARA", "IVO")[n % 2])]),
    lambda by, log, at, n: commands.decide_breakdown(by, log, [], at.script.state.decisions[: n % 3]),
    lambda by, log, at, n: commands.decide_breakdown(by, log, [Alias("IVO", ("MARA", "OLAF")[n % 2])]),
    lambda by, log, at, n: commands.decide_breakdown(by, log, [_decision(at, n)]),
    lambda by, log, at, n: commands.split_shot(by, log, _any(at.shots, n), _decision(at, n // 5).anchor),
    lambda by, log, at, n: commands.merge_shot(by, log, _any(at.shots, n)),
    lambda by, log, at, n: commands.refuse_cast(by, log, _any(at.shots, n), _any(at.references, n // 5)),
    lambda by, log, at, n: commands.change_reference(
        by, log, _any(at.references, n), {"kind": ("character", "group")[n % 2]}
    ),
    lambda by, log, at, n: commands.change_look(by, log, _any(at.references, n), LOOKS[n % 2], look_change(at, n)),
    lambda by, log, at, n: commands.change_look(by, log, _any(at.references, n), LOOKS[n % 2], None),
    lambda by, log, at, n: commands.record_line(by, log, _speaking(at, n), 0, _handed(n), ("", "de")[n // 2 % 2]),
    lambda by, log, at, n: commands.remove_recording(by, log, _speaking(at, n), _slot(at, n)),
    lambda by, log, at, n: commands.translate(
        by, log, "de", [commands.LineText(_speaking(at, n), 0, ("Es ist spät.", "", "Spät.")[n % 3])]
    ),
    lambda by, log, at, n: commands.set_parameter(by, log, Target("production", log), "language", ("de", "en")[n % 2]),
    lambda by, log, at, n: commands.add_reference(by, log, uuid7(), ("music", "effect")[n % 2], f"Cue {n % 3}"),
    lambda by, log, at, n: commands.give_sound(by, log, _sounding(at, n), f"sha256:{n % 2}"),
    lambda by, log, at, n: place(by, log, at, n, Target("shot", _any(at.shots, n))),
    lambda by, log, at, n: place(by, log, at, n, Target("scene", _any(at.scenes, n))),
    lambda by, log, at, n: place(by, log, at, n, Target("production", log)),
    lambda by, log, at, n: commands.change_draft(by, log, drafted(n)),
    lambda by, log, at, n: commands.gather_edits(by, log, _any(at.change_sets, n), [_gathered(at, n)]),
    lambda by, log, at, n: commands.drop_edits(by, log, *_one_edit(at, n)),
    lambda by, log, at, n: commands.change_change_set(by, log, _any(at.change_sets, n), name=f"Night {n % 3}"),
    lambda by, log, at, n: commands.propose_change_set(by, log, _any(at.change_sets, n), "Please."),
    lambda by, log, at, n: commands.withdraw_change_set(by, log, _any(at.change_sets, n), "Too dear."),
    lambda by, log, at, n: commands.reopen_change_set(by, log, _any(at.change_sets, n)),
    lambda by, log, at, n: commands.change_playlist(
        by, log, _any(at.playlists, n), name=f"Dailies {n % 3}", status=("open", "closed")[n % 2]
    ),
    lambda by, log, at, n: commands.change_playlist(by, log, _any(at.playlists, n), entries=_entries(at, n)),
    lambda by, log, at, n: commands.edit_cut(by, log, _cut_edits(at, n)),
    lambda by, log, at, n: commands.waive(by, log, _waived(at, n), "It is meant so."),
    lambda by, log, at, n: commands.withdraw_waiver(by, log, _any(at.waivers, n)),
    lambda by, log, at, n: _renewed(by, log, at.waivers, n),
    lambda by, log, at, n: commands.apply_change_set(by, log, _any(at.change_sets, n), require=lambda right: None),
    lambda by, log, at, n: commands.set_work(by, log, _said(at, by, n), require=lambda right: None),
    lambda by, log, at, n: commands.arrange_statuses(by, log, *_statuses(at, n)),
)
"""What people may take back."""

LASTING: tuple[Edit, ...] = (
    lambda by, log, at, n: taken(by, log, _any(at.shots, n), number=10 + len(at.takes)),
    lambda by, log, at, n: commands.submit_take(by, log, _any(at.takes, n)),
    lambda by, log, at, n: commands.approve_take(by, log, _any(at.takes, n), "Good."),
    lambda by, log, at, n: commands.withdraw_approval(by, log, _any(at.takes, n), "Too soon."),
    lambda by, log, at, n: commands.request_changes(
        by, log, _any(at.takes, n), "Darker.", n % 3, reasons=CHANGE_REASONS[: n % 3]
    ),
    lambda by, log, at, n: commands.withdraw_changes(by, log, _any(at.takes, n), "It is right."),
    lambda by, log, at, n: commands.note_take(by, log, _any(at.takes, n), "Look at the hands."),
    lambda by, log, at, n: commands.note_take(
        by, log, _any(at.takes, n), "This.", 0, kind=NOTE_KINDS[n % 3], drawing=[Shape("pen", ((1, 2), (n, 4)))]
    ),
    lambda by, log, at, n: commands.note_take(by, log, _any(at.takes, n), "Why?", answers=1, mentions=[by.actor]),
    lambda by, log, at, n: commands.replace_artifact(by, log, _any(at.takes, n), _remade(at, n)),
    lambda by, log, at, n: commands.compare_take(by, log, _any(at.takes, n), _repetition(n)),
    lambda by, log, at, n: commands.place_marker(by, log, f"Cut {n % 4}"),
    lambda by, log, at, n: commands.archive_production(by, log),
    lambda by, log, at, n: commands.begin_change_set(by, log, uuid7(), f"Dusk {n % 3}", edits=[_gathered(at, n)]),
    lambda by, log, at, n: commands.change_change_set(by, log, _any(at.change_sets, n), note=f"Take {n % 3}."),
    lambda by, log, at, n: commands.begin_playlist(by, log, uuid7(), f"Night {n % 3}", _entries(at, n)),
    lambda by, log, at, n: commands.change_playlist(by, log, _any(at.playlists, n), note=f"Take {n % 3}."),
    lambda by, log, at, n: commands.make_share_link(by, log, uuid7(), _any(at.playlists, n), terms(n)),
    lambda by, log, at, n: commands.give_address(by, log, _any(at.share_links, n), "fog" * (n % 2)),
    lambda by, log, at, n: commands.enter_by_link(context(), log, _any(at.share_links, n)),
    lambda by, log, at, n: commands.erase_guest(by, log, *_one_guest(at, n)),
    lambda by, log, at, n: commands.revoke_share_link(by, log, _any(at.share_links, n)),
    lambda by, log, at, n: publish(by, log),
)
"""What stays: takes, what is said of them, markers, published pipelines, and a production that was put away."""

WITHOUT_ROWS = {"studio", "job", "collection"}
"""Kinds of which no rows follow: their state decides commands alone."""


def _colleague(pick: int) -> UUID:
    """One of two people with an account, without which nobody is made a member again."""
    return User.objects.get_or_create(username=f"colleague {pick % 2}")[0].person


def _handed(pick: int) -> commands.HandedIn:
    return commands.HandedIn(f"sha256:{pick % 3}", 48_000, "take.wav", "ours")


def _slot(at: Moment, pick: int) -> str:
    """The first recording of a shot that speaks."""
    return min(at.shots[_speaking(at, pick)].state.recordings, default="")


def _speaking(at: Moment, pick: int) -> UUID:
    speak = {id_: folded for id_, folded in at.shots.items() if folded.state.source and folded.state.source.dialogue}
    return _any(speak or at.shots, pick)


def _sounding(at: Moment, pick: int) -> UUID:
    """One of the references that have sound, where there are any."""
    sounding = {id_: folded for id_, folded in at.references.items() if folded.state.kind in SOUNDING}
    return _any(sounding or at.references, pick)


def place(by: Context, log: UUID, at: Moment, pick: int, target: Target) -> Any:
    """Place a sound, another one in its place, or none."""
    placed = Placed(_sounding(at, pick // 5), gain=f"-{pick % 4}", at_ms=pick % 3 * 500)
    return commands.place_sound(by, log, target, LOOKS[pick % 2], placed if pick % 4 else None)


def _decision(at: Moment, pick: int) -> Anchored:
    """One of what can be decided about a sentence of the script."""
    starts = [start for shot in current_script(at).read.shots() for start in deciding.sentences(shot)]
    anchor = starts[pick % len(starts)].anchor
    return (Drop(anchor), Split(anchor), Merge(anchor), Length(anchor, 500 * (1 + pick % 9)))[pick % 4]


def _gathered(at: Moment, pick: int) -> SetEdit:
    """An edit that might be gathered."""
    if pick % 3:
        return wanted_edit("shot", _any(at.shots, pick), "camera", CAMERAS[pick % len(CAMERAS)])
    return wanted_edit("scene", _any(at.scenes, pick), "parameter:light", ("dusk", "noon")[pick % 2])


def _entries(at: Moment, pick: int) -> list[Entry]:
    """A take by name, and its shot as it is in use."""
    take = _any(at.takes, pick)
    shot = _shot_of(at, pick)
    return [Entry(shot, take), Entry(shot)][: pick % 3]


def _one_edit(at: Moment, pick: int) -> tuple[UUID, list[str]]:
    """A change set and the key of its first edit."""
    chosen = _any(at.change_sets, pick)
    return chosen, sorted(at.change_sets[chosen].state.edits)[:1]


def terms(pick: int) -> Terms:
    """Those of a link, for some days."""
    ends = datetime.now(UTC) + timedelta(days=1 + pick % 3)
    return Terms(f"Client {pick % 3}", ends, GUEST_RIGHTS[pick % 2], watermark=pick % 2 == 0, follows=pick % 3 == 0)


def _one_guest(at: Moment, pick: int) -> tuple[UUID, UUID]:
    """A link with somebody who came in by it, or who did not."""
    chosen = _any(at.share_links, pick)
    return chosen, next(iter(at.share_links[chosen].state.guests), chosen)


def look_change(at: Moment, pick: int) -> LookChange:
    """One of many changes of a look: of a range, of one without some scene, or of a scene by itself."""
    scene, other = _any(at.scenes, pick), _any(at.scenes, pick // 3)
    shot = _any(at.shots, pick // 2)
    first = (Point("scene", scene), Point("shot", shot), None)[pick % 3]
    last = (None, Point("scene", other), Point("shot", _any(at.shots, pick // 5)))[pick // 3 % 3] if first else None
    return LookChange(
        label=("wet", "torn sleeve")[pick % 2],
        first=first,
        last=last,
        without=(other,) if first and pick % 5 == 0 else (),
        also=(scene,) if first is None else (),
        description="Wet through." if pick % 4 == 0 else None,
        attributes={"wardrobe_colour": f"#00{pick % 90 + 10}00" if pick % 7 else None},
    )


def _list(at: Moment, pick: int) -> Sheet:
    """A shot list that changes a shot, and what its second column means."""
    code = at.shots[_any(at.shots, pick)].state.code
    return Sheet(("Shot", f"Column {pick % 2}"), (Row(2, (code, "x")),))


def _shot_of(at: Moment, pick: int) -> UUID:
    shot = at.takes[_any(at.takes, pick)].state.shot
    assert shot is not None
    return shot


def _cut_edits(at: Moment, pick: int) -> list[cut_edits.Edit]:
    """A few edits of the cut: each pick another kind."""
    one, two = _any(at.shots, pick), _any(at.shots, pick // 3)
    gaps, markers = list(at.cut.state.gaps), list(at.cut.state.markers)
    every: tuple[list[cut_edits.Edit], ...] = (
        [cut_edits.TrimEdit(one, pick % 5, 1)],
        [cut_edits.MoveEdit(one, None if one == two else two), cut_edits.FollowEdit()]
        if pick % 2
        else [cut_edits.MoveEdit(one, None)],
        [cut_edits.DropEdit(one)],
        [cut_edits.RestoreEdit(one)],
        [cut_edits.InsertEdit(two, 1 + pick % 9)],
        [cut_edits.ResizeEdit(gaps[0], pick % 3)] if gaps else [cut_edits.DissolveEdit(one, 4)],
        [cut_edits.MarkEdit(one, pick, f"Bell {pick % 2}")],
        [cut_edits.UnmarkEdit(markers[0])] if markers else [cut_edits.DissolveEdit(one, 0)],
        [cut_edits.FollowEdit(everything=True)],
    )
    return every[pick % len(every)]


def _waived(at: Moment, pick: int) -> list[commands.Waived]:
    """Something that is found of a shot, or of the film; now and then what is waived already."""
    shot = _any(at.shots, pick) if pick % 3 else None
    return [commands.Waived(CHECKS[pick % len(CHECKS)], f"sha256:{pick % 4}", shot)]


def _said(at: Moment, by: Context, pick: int) -> list[commands.WorkOn]:
    """Something about the work on a shot, or that nothing is said of it any more."""
    live = [each.id for each in at.production.state.statuses if not each.retired]
    said: tuple[Mapping[WorkField, Any], ...] = (
        {"assignees": [str(by.actor)], "due": f"2026-12-{pick % 28 + 1:02}"},
        {"status": str(live[pick % len(live)])},
        {"assignees": None, "priority": PRIORITIES[pick % 4]},
        {"due": None, "status": None},
    )
    return [commands.WorkOn(_any(at.shots, pick), said[pick % 4])]


def _statuses(at: Moment, pick: int) -> tuple[list[commands.WantedStatus], dict[UUID, UUID]]:
    """One status less, another one, or another name of one; what had the one that goes gets the first."""
    live = [each for each in at.production.state.statuses if not each.retired]
    kept = [commands.WantedStatus(each.name, each.ends, each.id) for each in live]
    if pick % 3 and len(live) > 1:
        return kept[:-1], {live[-1].id: live[0].id}
    name = f"on hold {pick % 5}"
    return [*kept, commands.WantedStatus(name)] if pick % 2 else [commands.WantedStatus(name, id=live[0].id)], {
        each.id: live[0].id for each in live[1:]
    }


def _renewed(by: Context, log: UUID, waivers: Mapping[UUID, Folded[Waiver]], pick: int) -> Any:
    """Take back that a waiver was withdrawn, or withdraw it first."""
    chosen = _any(waivers, pick)
    if not waivers[chosen].state.removed:
        return commands.withdraw_waiver(by, log, chosen)
    event = waivers[chosen].causes["removed"]
    return commands.undo(by, log, Selection(events=(event,)), require=lambda right: None)


def _remade(at: Moment, pick: int) -> Substitution:
    lost = at.takes[_any(at.takes, pick)].state.artifacts[0]
    return Substitution(lost.role, lost.content, lost.digest, f"sha256:{pick:064x}", lost.size)


def _repetition(pick: int) -> Repetition:
    part = Repeated("motion", "frames", "equivalent", 24, 1 + pick % 24, "0.000100", "0.0200", "0.9990")
    return Repetition("equivalent", "cpu", engine=pick % 2 == 0, same_device=True, parts=(part,))


def filmed(by: Context) -> UUID:
    """A production with a script and a take."""
    log = production(by)
    taken(by, log)
    commands.change_draft(by, log, drafted(0))
    commands.begin_change_set(by, log, uuid7(), "Dusk", "Darker by a stop.", [_gathered(queries.moment(log), 1)])
    commands.edit_cut(by, log, _cut_edits(queries.moment(log), 4))
    playlist = commands.begin_playlist(by, log, uuid7(), "Dailies", _entries(queries.moment(log), 1), "For Monday.")
    link = commands.make_share_link(by, log, uuid7(), playlist.value, terms(0)).value
    commands.enter_by_link(context(), log, link)
    commands.waive(by, log, _waived(queries.moment(log), 1), "It is meant so.")
    commands.set_work(by, log, _said(queries.moment(log), by, 0), require=lambda right: None)
    return log


def drafted(pick: int) -> Graph:
    """One of a few graphs, which need not run."""
    nodes = (
        GraphNode("draw", "keyframe", when=("", "speaks")[pick % 2]),
        GraphNode("end", "finish", f"cut {pick % 3}"),
    )
    return Graph(nodes[: pick % 3 + 1], {"master": "end.master"} if pick % 2 else {"still": "draw.keyframe"})


def publish(by: Context, log: UUID) -> Any:
    """Publish whatever the draft is."""
    return commands.publish_pipeline(by, log, checked=lambda draft: (draft, {"draw.steps": STEPS}))


STEPS = ParameterSchema("Steps", "How many.", "integer", 4)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(EDITS) + len(LASTING) - 1), st.integers(0, 1000)), max_size=12))
@by_itself
def test_rows_rebuild_replay_and_the_past_agree(sequencer: Any, edits: list[tuple[int, int]]) -> None:
    by = context()
    log = filmed(by)
    moments = {}
    for index, pick in edits:
        sequencer.step()
        at = queries.moment(log)
        moments[at.position] = at
        attempt((*EDITS, *LASTING)[index], by, log, at, pick)
    agree(sequencer, log, moments)


def attempt(edit: Edit, by: Context, log: UUID, at: Moment, pick: int) -> None:
    """Do an edit, if it is allowed."""
    try:
        edit(by, log, at, pick)
    except ContinuityError as refused:
        assert 400 <= refused.status < 500


def agree(sequencer: Any, log: UUID, moments: Mapping[int, Moment]) -> None:
    """Live rows, rebuilt rows and the folds of the log are the same, now and then."""
    sequencer.step()
    now = queries.moment(log)
    assert rebuild(check=True) == []
    assert queries.moment_at(log, now.position) == now
    for position, then in moments.items():
        assert queries.moment_at(log, position) == then


@pytest.mark.django_db
def test_the_law_covers_every_event_that_rows_follow(sequencer: Any) -> None:
    by = context()
    log = filmed(by)
    moments = {}
    for pick in (0, 1, 3):
        for edit in (*EDITS, *LASTING):
            attempt(edit, by, log, queries.moment(log), pick)
        sequencer.step()
        at = queries.moment(log)
        moments[at.position] = at
    agree(sequencer, log, moments)
    happened = {event.type for event in store.read_log(log, limit=10_000)}
    assert happened == {name for name in registry.registered() if name.partition(".")[0] in KINDS}


def test_every_kind_of_event_has_rows_or_is_known_to_have_none() -> None:
    ours = {name: cls for name, cls in registry.registered().items() if not cls.__module__.startswith("tests.")}
    assert {name.partition(".")[0] for name in ours} == {*projections.registered(), *WITHOUT_ROWS}
