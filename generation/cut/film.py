"""The cut of a production as an edit list, now or as it was at a position of its log."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal, get_args
from uuid import UUID

from events.decider import Folded
from generation.cut import timecode
from generation.cut.cut_list import CutClip, CutList, CutNote, NothingToCut, file_names, media_name
from generation.planning import plan_cache
from generation.planning.cut import frames_in_film, frames_of, rate_of
from generation.planning.resolved_shots import LANGUAGE, approved_take, survey
from generation.planning.spoken import in_language
from productions import queries
from productions.domain.cut import Cut
from productions.domain.laid_cut import laid
from productions.domain.numbering import numbering
from productions.domain.take import MASTER, Take
from productions.queries import Moment, film_lists
from productions.queries.film_lists import ShotLine
from productions.refusals import NotFound

Chosen = Literal["in-use", "approved"]
CHOSEN: tuple[Chosen, ...] = get_args(Chosen)
"""Which take of each shot is cut: the one that board and film show, or the approved one and else none."""
_ONE_O_CLOCK = "01:00:00:00"
"""Where films start, so that what comes before has a timecode too."""
_ENDINGS = {"video/x-matroska": "mkv", "video/quicktime": "mov", "video/mp4": "mp4"}


class LongerThanADay(NothingToCut):
    """Timecode ends after a day."""

    code = "longer-than-a-day"


def cut_list(
    production: UUID,
    chosen: Chosen = "in-use",
    position: int | None = None,
    start: str | None = None,
    *,
    drop_frame: bool | None = None,
    language: str = "",
) -> CutList:
    """Return the cut, at a position if one is given; of takes in use in a `language` where it is heard in that.

    It starts at the timecode `start`, unless said at the first one of the production, else at 01:00:00:00, and counts
    in drop frame where its rate has that, unless that is said. NotFound for a production that was not there or has no
    shots, NothingToCut where no shot has such a take, NoTimecode and NothingDropped for a timecode or drop frame that
    its rate does not have.
    """
    moment = _moment(production, position)
    rate = Fraction(film_lists.rate_of(moment))
    drops = rate in timecode.DROPPING if drop_frame is None else drop_frame
    if drops and rate not in timecode.DROPPING:
        raise timecode.NothingDropped(f"nothing is dropped at {float(rate):g} frames per second")
    own = numbering(moment.production.state.settings).first_timecode or _ONE_O_CLOCK
    first = timecode.read(start, rate, drop_frame=drops) if start else timecode.begun(own, rate, drop_frame=drops)
    lines = list(film_lists.shot_lines(moment))
    if not lines:
        raise NotFound("The film has no shots yet.")
    takes = _takes(moment, chosen, live=position is None, language=language)
    clips = tuple(_cut(moment.cut.state, list(_clips(lines, takes, rate))))
    if all(clip.is_gap for clip in clips):
        raise NothingToCut("No shot has an approved take." if chosen == "approved" else "No shot has a take yet.")
    return CutList(moment.production.state.name, rate, clips, first, drops, moment.position)


def timed(cut: CutList) -> CutList:
    """Return a cut of which every frame has a timecode of its own; LongerThanADay where they begin again.

    Only what writes timecode asks: players and films as files go on behind midnight.
    """
    if cut.start + cut.frames > timecode.day(cut.rate, drop_frame=cut.drop_frame):
        raise LongerThanADay("From its first timecode on the film is longer than a day, where timecode ends.")
    return cut


def _moment(production: UUID, position: int | None) -> Moment:
    moment = queries.moment(production, brief=True) if position is None else queries.moment_at(production, position)
    if not moment.production.version:
        raise NotFound("The production did not exist yet.")
    return moment


def _takes(moment: Moment, chosen: Chosen, *, live: bool, language: str = "") -> Mapping[UUID, tuple[UUID, Take]]:
    """The takes that are cut, by shot, with all that is known of them."""
    if chosen == "approved":
        used = dict(_approved(moment))
    elif live:
        standings, _ = plan_cache.standings(moment.id)
        used = {shot: standing.use.take.id for shot, standing in standings.items() if standing.use}
        if language:
            used = in_language(used, {take for each in standings.values() for take in each.current}, language)
    else:
        used = {shot: view.take.id for shot, view in survey(moment).chosen.items()}
    takes = queries.takes(moment.id, list(used.values())) if live else moment.takes
    return {shot: (take, takes[take].state) for shot, take in used.items() if take in takes}


def _approved(moment: Moment) -> Iterator[tuple[UUID, UUID]]:
    """The approved take of each shot, of several one in the language that the shot has."""
    of_shots: dict[UUID, dict[UUID, Folded[Take]]] = {}
    for id_, folded in moment.takes.items():
        if folded.state.shot and moment.live_shot(folded.state.shot):
            of_shots.setdefault(folded.state.shot, {})[id_] = folded
    for shot, inputs in queries.inputs(moment, of_shots).items():
        if take := approved_take(of_shots[shot], str(inputs.values[LANGUAGE])):
            yield shot, take


def _clips(lines: list[ShotLine], takes: Mapping[UUID, tuple[UUID, Take]], rate: Fraction) -> Iterator[CutClip]:
    """Every shot of the script as a whole, wherever it will stand."""
    names = file_names(line.shot.code for line in lines)
    for line in lines:
        yield _clip(line, *takes[line.id], rate, names[line.shot.code]) if line.id in takes else _gap(line)


def _cut(edited: Cut, whole: Sequence[CutClip]) -> Iterator[CutClip]:
    """The clips as people cut them, gaps among them."""
    clips = {clip.shot: clip for clip in whole if clip.shot}
    marks = defaultdict[UUID, list[CutNote]](list)
    for marker in edited.markers.values():
        marks[marker.shot].append(CutNote(marker.frame, 1, "marker", marker.name))
    for item in laid(edited, list(clips), {shot: clip.frames for shot, clip in clips.items()}).items:
        clip = CutClip("", 0, 0, gap=item.id) if item.gap else replace(clips[item.id], marks=tuple(marks[item.id]))
        first, last = (0, 0) if clip.is_gap else (item.first, item.first + item.frames)
        yield replace(
            clip,
            record_in=item.start,
            record_out=item.start + item.frames,
            source_in=first,
            source_out=last,
            dissolve=item.dissolve,
        )


def _gap(line: ShotLine) -> CutClip:
    return CutClip(line.shot.code, 0, line.frames, scene=line.scene.code, shot=line.id)


def _clip(line: ShotLine, take_id: UUID, take: Take, rate: Fraction, name: str) -> CutClip:
    """The whole take, as long as it plays at its own rate."""
    master = take.artifact(MASTER)
    if master is None:
        return _gap(line)
    frames = frames_in_film(take, rate, line.frames)
    return CutClip(
        line.shot.code,
        0,
        frames,
        0,
        frames,
        scene=line.scene.code,
        shot=line.id,
        take=take.number,
        take_id=take_id,
        content=take.content,
        digest=master.digest,
        media=media_name(name, take.number, _ENDINGS.get(master.media_type, "mkv")),
        media_frames=frames_of(take, line.frames),
        media_rate=rate_of(take) or rate,
        width=int(str(master.facts.get("width") or 0)),
        height=int(str(master.facts.get("height") or 0)),
    )
