"""What people decide at a shot of the script, kept with the script: every later import applies it again."""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from uuid import UUID

from events.execution import Batch
from productions import queries
from productions.commands.current_script import CurrentScript, current_script, rate
from productions.commands.scripts import Decided
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


def keep_removed(batch: Batch, ids: Collection[UUID]) -> None:
    """Keep that a batch removed shots, as far as the script has them."""
    if (stands := _stands(batch, ids)) and (drops := _drops(stands, ids)):
        _keep(batch, stands, drops)


def keep_restored(batch: Batch, ids: Collection[UUID]) -> None:
    """End what kept shots out of the film, which a batch restored."""
    if (stands := _stands(batch, ids)) and (drops := _drops(stands, ids)):
        _keep(batch, stands, withdrawn=drops)


def _drops(stands: CurrentScript, ids: Iterable[UUID]) -> list[Drop]:
    drafts = stands.drafts()
    return [Drop(drafts[id_].anchor) for id_ in ids if id_ in drafts]


def _stands(batch: Batch, ids: Iterable[UUID]) -> CurrentScript | None:
    """The script as it stands, where one of the shots may be of it."""
    if all(batch.load(shot, id_).state.source is None for id_ in ids):
        return None
    at = queries.moment(batch.log, takes=False)
    return current_script(at) if at.script.state.revision else None


def _keep(
    batch: Batch, stands: CurrentScript, given: Iterable[Decision] = (), withdrawn: Iterable[Decision] = ()
) -> None:
    at = stands.casting.at
    assert at.script_id is not None, "it stands"
    so_far = batch.load(scripts.script, at.script_id).state.decisions
    decisions = Decided.of(given, withdrawn).onto(so_far)
    batch.decide(scripts.script, at.script_id, scripts.DecideBreakdown(decisions))


def _milliseconds(frames: int, frame_rate: Fraction) -> int:
    return min(max(1, round(frames * 1000 / frame_rate)), LONGEST)
