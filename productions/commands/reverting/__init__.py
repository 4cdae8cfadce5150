"""Undo and restore: compensating events that give fields the values they had. Nothing in the log is ever taken away."""

from productions.commands.reverting.outcome import Change, Conflict, Outcome, UndoConflict
from productions.commands.reverting.restoring import Scope, restore
from productions.commands.reverting.steps import OwnStep, Steps, own_steps
from productions.commands.reverting.undoing import Selection, undo

__all__ = ["Change", "Conflict", "Outcome", "OwnStep", "Scope", "Selection", "Steps", "UndoConflict", "own_steps"]
__all__ += ["restore", "undo"]
