"""What people decide at a shot of the script, kept with the script: every later import applies it again."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from uuid import UUID

from events.execution import Batch
from productions import queries
from productions.commands.scripts import Decided
from productions.commands.standing import Standing, rate, standing
from productions.domain import script as scripts
from productions.domain.decision import LONGEST, Decision, Drop, Length
from productions.domain.shot import shot


def keep_lengths(batch: Batch, frames: Mapping[UUID, int | None]) -> None:
    """Keep the lengths in frames that a batch gave to shots, as far as the script has these; None ends one."""
    if (stands := _stands(batch, frames)) is None:
        return
    drafts, frame_rate = stands.drafts(), rate(stands.casting.at.production.state)
    known = {drafts[id_].anchor: length for id_, length in frames.items() if id_ in drafts}
    given = [Length(anchor, _milliseconds(length, frame_rate)) for anchor, length in known.items() if length]
    _keep(batch, stands, given, [Length(anchor, 1) for anchor, length in known.items() if not length])


def keep_removed(batch: Batch, shot_id: UUID) -> None:
    """Keep that a batch removed a shot, if the script has it."""
    if (stands := _stands(batch, [shot_id])) and (draft := stands.drafts().get(shot_id)):
        _keep(batch, stands, [Drop(draft.anchor)])


def keep_restored(batch: Batch, shot_id: UUID) -> None:
    """End what kept a shot out of the film, which a batch restored."""
    if (stands := _stands(batch, [shot_id])) and (draft := stands.drafts().get(shot_id)):
        _keep(batch, stands, withdrawn=[Drop(draft.anchor)])


def _stands(batch: Batch, ids: Iterable[UUID]) -> Standing | None:
    """The script as it stands, where one of the shots may be of it."""
    if all(batch.load(shot, id_).state.source is None for id_ in ids):
        return None
    at = queries.moment(batch.log, takes=False)
    return standing(at) if at.script.state.revision else None


def _keep(batch: Batch, stands: Standing, given: Iterable[Decision] = (), withdrawn: Iterable[Decision] = ()) -> None:
    at = stands.casting.at
    assert at.script_id is not None, "it stands"
    decisions = Decided.of(given, withdrawn).onto(at.script.state.decisions)
    batch.decide(scripts.script, at.script_id, scripts.DecideBreakdown(decisions))


def _milliseconds(frames: int, frame_rate: Fraction) -> int:
    return min(max(1, round(frames * 1000 / frame_rate)), LONGEST)
