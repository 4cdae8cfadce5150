"""The script as it stands, broken down once more: which sentences its shots have, and whom it casts."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from events.execution import Batch
from productions import queries
from productions.commands.casting import Casting
from productions.commands.revising import old_scenes
from productions.domain import shot as shots
from productions.domain.decision import Refuse
from productions.domain.production import Production
from productions.domain.settings import frame_rate
from productions.screenplay.breakdown import breakdown
from productions.screenplay.drafts import Breakdown, ShotDraft
from productions.screenplay.reading.fountain import parse
from productions.screenplay.revisions.matching import Matching, match


@dataclass(frozen=True, slots=True)
class CurrentScript:
    """The newest revision with what the production has of it."""

    read: Breakdown
    matching: Matching
    casting: Casting

    def draft(self, shot: UUID) -> ShotDraft | None:
        """Return what the script says of a shot; None for one that it does not have."""
        return next((pair.new for pair in self.matching.shots() if pair.old and pair.old.id == shot), None)

    def drafts(self) -> dict[UUID, ShotDraft]:
        """Return what the script says of each shot that it has, also of those that people removed or dropped."""
        pairs = (*self.matching.shots(), *self.matching.dropped())
        return {pair.old.id: pair.new for pair in pairs if pair.old and pair.new}


def rate(state: Production) -> Fraction:
    """Return the frames per second."""
    return Fraction(frame_rate(state.settings))


def spoken(state: Production) -> str:
    """Return the language that people set for the production; empty where a script's is to be found out."""
    return str(state.settings.values.get("language", ""))


def current_script(at: queries.Moment, casting: Casting | None = None) -> CurrentScript:
    """Break the newest revision down; `casting` knows references that a batch has changed since."""
    script = at.script.state
    casting = casting or Casting(None, at, [each for each in script.decisions if isinstance(each, Refuse)])
    screenplay = parse(script.text, spoken(at.production.state))
    read = breakdown(screenplay, rate(at.production.state), casting.known(), script.decisions)
    return CurrentScript(read, match(old_scenes(at), read.scenes), casting)


def recast(batch: Batch, at: queries.Moment, refs: Iterable[UUID]) -> None:
    """Redo what the script casts some references for, after their names changed in the batch."""
    if not at.script.state.revision:
        return
    wanted = frozenset(refs)
    casting = Casting(batch, at, [each for each in at.script.state.decisions if isinstance(each, Refuse)])
    casting.reload(wanted)
    for pair in current_script(at, casting).matching.shots():
        if pair.old is None or pair.new is None or pair.old.removed:
            continue
        state, cast = at.shots[pair.old.id].state, casting.of(pair.new)
        if state.source and shots.recast(state, cast, wanted):
            command = shots.ReviseSource(state.source, tuple(cast.items()), wanted)
            batch.decide(shots.shot, pair.old.id, command)
