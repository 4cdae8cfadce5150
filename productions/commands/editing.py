"""One field of a thing by name: what people may suppose, they may ask for in the same words."""

from typing import Any
from uuid import UUID

from events.execution import Batch, Context, Receipt, execute
from events.registry import Json
from productions.commands import references as naming
from productions.commands.access import LEVEL_OF, Target, hold
from productions.commands.scenes import asked_heading, asked_number, before_of
from productions.commands.settings import within_levels
from productions.commands.shots import casting, change, continuing
from productions.domain import reference as references
from productions.domain import scene as scenes
from productions.domain import settings
from productions.domain import shot as shots
from productions.projections import KINDS


def change_field(
    context: Context, log: UUID, kind: str, thing: UUID, name: str, value: Json, expected: int | None = None
) -> Receipt[None]:
    """Give a field of a thing a value as the API has it; InvalidEdit where the thing has no such field.

    The names are those that a thing shows, and `parameter:<name>`, `lock:<name>` (the reason), `cast:<reference>` of a
    shot, `lock`, `removed` and `picture:<digest>` of a reference. Null inherits, unlocks, takes out.
    """
    decider = KINDS[kind].decider

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        command = decider.asked(batch.load(decider, thing).state, name, value)
        if isinstance(command, shots.ChangeShot):
            change(batch, thing, command, expected)
        else:
            batch.decide(decider, thing, _complete(batch, kind, thing, command), expected=expected)

    return execute(context, log, work)


def _complete(batch: Batch, kind: str, thing: UUID, command: Any) -> Any:
    """What the commands of ordinary edits look up outside of the stream."""
    match command:
        case (
            settings.SetParameter() | settings.ClearParameter() | settings.LockParameter() | settings.UnlockParameter()
        ):
            return within_levels(batch, Target(LEVEL_OF[kind], thing), command)
        case shots.SetCast() | shots.RemoveCast():
            return casting(batch, command)
        case shots.SetContinues(shot=predecessor):
            return continuing(batch, thing, predecessor)
        case scenes.ChangeHeading(heading=heading):
            return scenes.ChangeHeading(asked_heading(batch, heading.text, before_of(batch.log, thing)))
        case scenes.ChangeNumber(number=number):
            return scenes.ChangeNumber(asked_number(number))
        case references.ChangeReference() | references.AddAlias():
            return naming.complete(batch, thing, command)
    return command
