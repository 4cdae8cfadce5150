"""Steps back and forth: which of a person's own acts the next undo takes back, and which the next redo does again.

An act is a command that undo can take back. One that undoes an own act is no act but a step: it takes its act off, and
undoing the step puts it on again. An undo of somebody else's act, and a restore, are acts like any other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from events import store
from events.errors import ContinuityError
from events.execution import Context
from productions.commands.reverting.outcome import Outcome, Require
from productions.commands.reverting.undoing import Selection, undo
from productions.projections import KINDS

MOST_TRIED = 200
"""How many commands are tried before a search gives up."""


class OwnStep(NamedTuple):
    """The command whose undoing is the step, the act that comes or goes with it, and how many fields it changes."""

    command: UUID
    act: UUID
    changes: int


class Stays(NamedTuple):
    """An own act that undo passes over because it stays, and why in words: a pipeline that was published."""

    act: UUID
    reason: str


class Steps(NamedTuple):
    """The next step back and the next one forth; None where there is none.

    `stays` is the newest act that the step back passes over because it stays.
    """

    undo: OwnStep | None = None
    redo: OwnStep | None = None
    stays: Stays | None = None


def own_steps(context: Context, log: UUID, *, require: Require) -> Steps:
    """Return the steps that undo and redo would take next, for the person of the context.

    What nothing of can be undone (no right, locked, a later edit of somebody else stands on it) is passed over. An act
    ends what could be done again before it. Nothing is changed.
    """
    return _OwnCommands(context, log, require).run()


@dataclass(slots=True)
class _OwnCommands:
    """One look at a person's commands, from the newest back."""

    context: Context
    log: UUID
    require: Require
    _taken_back: set[UUID] = field(default_factory=set)
    _tried: int = 0

    def run(self) -> Steps:
        redo, stays, ended = None, None, False
        for command, correlation in store.commands_by(self.log, self.context.actor, KINDS):
            chain = list(self._chain(correlation))
            stands = command not in self._taken_back
            if chain and stands:
                self._taken_back.add(chain[0])
            if not chain and not stands:
                ended = True
            elif not chain:
                outcome = self._try(command)
                if outcome.changes:
                    return Steps(OwnStep(command, command, len(outcome.changes)), redo, stays)
                if outcome.kept and not stays:
                    stays = Stays(command, outcome.kept[0].reason)
                ended = ended or bool(outcome.conflicts)
            elif stands and len(chain) % 2 and not redo and not ended:
                changes = len(self._try(command).changes)
                redo = OwnStep(command, chain[-1], changes) if changes else None
            if self._tried == MOST_TRIED:
                break
        return Steps(None, redo, stays)

    def _chain(self, correlation: UUID | None) -> Iterator[UUID]:
        """Yield the own command that another one undid, the one that that undid, and so on down to an act."""
        while correlation:
            first = next(iter(store.read_command(self.log, correlation, 1)), None)
            if first is None or first.actor != self.context.actor:
                return
            yield correlation
            said = first.said("correlation")
            correlation = UUID(said) if said else None

    def _try(self, command: UUID) -> Outcome:
        """Return what undoing a command would come to: no changes, where it is refused or is more than an edit.

        Kept is what stays with all of its act, which is then not taken back in part.
        """
        self._tried += 1
        try:
            with transaction.atomic():
                outcome = undo(
                    self.context, self.log, Selection(command=command), require=self.require, skip_conflicts=True
                ).value
                transaction.set_rollback(True)
        except ContinuityError:
            return Outcome((), ())
        if not all(each.kind in KINDS for each in outcome.kept):
            return Outcome((), ())
        staying = tuple(each for each in outcome.kept if KINDS[each.kind].decider.stays_whole(each.field))
        return Outcome((), (), staying) if staying else Outcome(outcome.changes, outcome.conflicts)
