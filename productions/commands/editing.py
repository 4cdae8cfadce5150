"""One field of a thing by name: what people may suppose, they may ask for in the same words."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from events.execution import Batch, Context, Receipt, execute
from events.registry import Json
from productions import queries
from productions.commands import references as naming
from productions.commands.access import LEVEL_OF, Target, hold
from productions.commands.current_script import recast
from productions.commands.keeping import keep_lengths, keep_removed, keep_restored
from productions.commands.placing import adding, moving
from productions.commands.scenes import asked_heading, asked_number, before_of
from productions.commands.settings import within_levels
from productions.commands.shots import back_in, casting, continuing, recast_merged
from productions.commands.sounds import placing
from productions.domain import reference as references
from productions.domain import scene as scenes
from productions.domain import settings, sounds
from productions.domain import shot as shots
from productions.domain.fields.values import ADDED
from productions.projections import KINDS


def change_field(
    context: Context, log: UUID, kind: str, thing: UUID, name: str, value: Json, expected: int | None = None
) -> Receipt[None]:
    """Give a field of a thing a value as the API has it; InvalidEdit where the thing has no such field.

    The names are those that a thing shows, and `parameter:<name>`, `lock:<name>` (the reason), `cast:<reference>`,
    `place`, `removed` and `added` of a shot, `lock`, `removed`, `picture:<digest>` and `look_change:<id>` of a
    reference. Null inherits, unlocks, takes out, and brings back a shot that was removed.
    """

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        follow(batch, [(thing, command) for command in make(batch, kind, thing, name, value, expected=expected)])

    return execute(context, log, work)


def make(
    batch: Batch,
    kind: str,
    thing: UUID,
    name: str,
    value: Json,
    *,
    expected: int | None = None,
    cause: UUID | None = None,
) -> list[Any]:
    """Give a field of a thing a value in a batch, and return the commands that changed something."""
    decider, commands = KINDS[kind].decider, asked_commands(batch, kind, thing, name, value)
    return [each for each in commands if batch.decide(decider, thing, each, expected=expected, cause=cause)]


def follow(batch: Batch, decided: Iterable[tuple[UUID, Any]]) -> None:
    """Do what follows from commands that a batch decided on things.

    Lengths and removals are kept with the script, what is brought back casts whom its cast became, other names cast.
    """
    lengths, renamed, removed, restored = {}, list[UUID](), list[UUID](), list[UUID]()
    for thing, command in decided:
        match command:
            case shots.ChangeShot(field="frames"):
                lengths[thing] = batch.load(shots.shot, thing).state.frames
            case shots.RemoveShot():
                removed.append(thing)
            case shots.RestoreShot():
                restored.append(thing)
            case references.AddAlias() | references.RemoveAlias():
                renamed.append(thing)
    if lengths:
        keep_lengths(batch, lengths)
    if removed:
        keep_removed(batch, removed)
    if restored:
        keep_restored(batch, restored)
        for shot_id in restored:
            recast_merged(batch, shot_id)
    if renamed:
        recast(batch, queries.moment(batch.log, takes=False), renamed)


def asked_commands(batch: Batch, kind: str, thing: UUID, name: str, value: Json) -> Sequence[Any]:
    """Return the commands that give a field of a thing a value, with all that they need of other things."""
    decider = KINDS[kind].decider
    batch.preload(decider, [thing], begun=name != ADDED)
    asked = decider.asked(batch.load(decider, thing).state, name, value)
    if isinstance(asked, shots.AskedShot):
        return adding(batch, thing, asked)
    return [_complete(batch, kind, thing, asked)]


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
        case shots.AskedPlace():
            return moving(batch, thing, command)
        case shots.RestoreShot():
            back_in(batch, thing)
        case sounds.PlaceSound():
            return placing(batch, command)
        case scenes.ChangeHeading(heading=heading):
            return scenes.ChangeHeading(asked_heading(batch, heading.text, before_of(batch.log, thing)))
        case scenes.ChangeNumber(number=number):
            return scenes.ChangeNumber(asked_number(number))
        case references.ChangeReference() | references.AddAlias() | references.SetLookChange():
            return naming.complete(batch, thing, command)
    return command
