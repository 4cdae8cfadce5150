"""References: add, change, name, merge, lock, remove, restore."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from events.execution import Batch, Context, Receipt, execute
from events.registry import Json
from productions import queries
from productions.commands.access import hold
from productions.commands.casting import key
from productions.commands.current_script import recast
from productions.commands.looks import check_look_change
from productions.commands.merging import merge
from productions.domain import reference as domain
from productions.domain.looks import LookChange
from productions.domain.reference import InvalidReference, Kind, NameTaken, reference
from productions.refusals import NotFound


def add_reference(
    context: Context,
    log: UUID,
    reference_id: UUID,
    kind: Kind,
    name: str,
    description: str = "",
    attributes: dict[str, str] | None = None,
    parent: UUID | None = None,
) -> Receipt[UUID]:
    """Add a reference, a location perhaps within another one; NameTaken where another of the kind goes by the name."""

    def work(batch: Batch) -> UUID:
        hold(log, alone=True)
        refuse_taken(log, reference_id, kind, [name])
        if parent:
            _check_parent(batch, reference_id, parent)
        batch.begin(reference, reference_id)
        command = domain.AddReference(log, kind, name, description, attributes or {}, parent=parent)
        batch.decide(reference, reference_id, command)
        return reference_id

    return execute(context, log, work)


def change_reference(
    context: Context, log: UUID, reference_id: UUID, fields: dict[str, Json], expected: int | None = None
) -> Receipt[None]:
    """Change fields of a reference, one event and so one version each.

    They are name, description, rights, kind, parent, voice, voice:<language>, attribute:<name>. A new name leaves the
    old one as an alias. What becomes another kind is cast as that by the script.
    """

    def work(batch: Batch) -> None:
        if any(name in ("name", "kind", "parent") or _names_voice(name) for name in fields):
            hold(log, alone=True)
        for name, value in fields.items():
            command = complete(batch, reference_id, domain.ChangeReference(name, value))
            if batch.decide(reference, reference_id, command, expected=expected) and name == "kind":
                recast(batch, queries.moment(log, takes=False), [reference_id])

    return execute(context, log, work)


def complete(batch: Batch, reference_id: UUID, command: domain.Command) -> domain.Command:
    """Return a person's command on a reference when nothing outside of it stands in its way."""
    match command:
        case domain.ChangeReference("name", str() as name) | domain.AddAlias(name):
            refuse_taken(batch.log, reference_id, batch.load(reference, reference_id).state.kind, [name])
        case domain.ChangeReference("kind", str() as kind):
            _check_kind(batch, reference_id, domain.clean_kind(kind))
        case domain.ChangeReference("parent", str() as parent):
            _check_parent(batch, reference_id, UUID(str(domain.clean_field("parent", parent))))
        case domain.ChangeReference(name, str() as voice) if _names_voice(name):
            _check_voice(batch, UUID(str(domain.clean_field(name, voice))), name)
        case domain.SetLookChange(change=LookChange() as change):
            check_look_change(batch, reference_id, command.id, domain.clean_look_change(change))
    return command


def refuse_taken(log: UUID, reference_id: UUID, kind: Kind, names: Iterable[str]) -> None:
    """Raise NameTaken where another reference goes by one of the names."""
    wanted = {key(kind, name) for name in names}
    for id_, folded in queries.references(log).items():
        state = folded.state
        taken = [name for name in state.names if key(state.kind, name) in wanted]
        if taken and id_ != reference_id and not state.removed:
            said = f"There is a {state.kind} called {state.name}"
            also = "" if taken[0] == state.name else f", who is called {taken[0]} too"
            raise NameTaken(f"{said}{also}: merge the two if they are the same.", name=taken[0], reference=str(id_))


def _check_kind(batch: Batch, reference_id: UUID, kind: Kind) -> None:
    """A name stays one thing's, and a place is one as long as places lie in it or headings name it."""
    state = batch.load(reference, reference_id).state
    refuse_taken(batch.log, reference_id, kind, state.names)
    if "location" not in (kind, state.kind) or kind == state.kind:
        return
    at = queries.moment(batch.log, takes=False)
    if any(folded.state.parent == reference_id and not folded.state.removed for folded in at.references.values()):
        raise InvalidReference(f"Other places lie in {state.name}: take them out of it first.", field="kind")
    entries = (folded.state.cast.get(reference_id) for folded in at.shots.values() if not folded.state.removed)
    if any(entry is not None and entry.derived for entry in entries):
        said = "headings name it" if state.kind == "location" else "the script has it act"
        raise InvalidReference(f"{state.name} stays a {state.kind} as long as {said}.", field="kind")


def _check_parent(batch: Batch, reference_id: UUID, parent: UUID) -> None:
    """A location lies in another one, and never in itself."""
    within = batch.load(reference, parent).state
    if within.kind != "location" or within.removed:
        raise InvalidReference("A location lies in another location, which is there.", field="parent")
    around = domain.ancestors(queries.references(batch.log), [parent], ever=False)
    if reference_id == parent or reference_id in around:
        raise InvalidReference("A location cannot lie in itself, at once or over others.", field="parent")


def _names_voice(field: str) -> bool:
    return field == "voice" or field.startswith(domain.VOICE_IN)


def _check_voice(batch: Batch, voice: UUID, field: str) -> None:
    said = batch.load(reference, voice).state
    if said.kind != "voice" or said.removed:
        raise InvalidReference("Somebody speaks with a voice, which is there.", field=field)


def add_alias(context: Context, log: UUID, reference_id: UUID, name: str, expected: int | None = None) -> Receipt[None]:
    """Let the script mean a reference by another name too, and cast it wherever it says so.

    NameTaken where another reference of the kind goes by the name.
    """
    return _rename(context, log, reference_id, domain.AddAlias(name), expected)


def remove_alias(
    context: Context, log: UUID, reference_id: UUID, name: str, expected: int | None = None
) -> Receipt[None]:
    """Let the script no longer mean a reference by another name; what it cast for that is taken out."""
    return _rename(context, log, reference_id, domain.RemoveAlias(name), expected)


def _rename(
    context: Context, log: UUID, reference_id: UUID, command: domain.Command, expected: int | None
) -> Receipt[None]:
    def work(batch: Batch) -> None:
        hold(log, alone=True)
        if batch.decide(reference, reference_id, complete(batch, reference_id, command), expected=expected):
            recast(batch, queries.moment(log, takes=False), [reference_id])

    return execute(context, log, work)


def merge_reference(
    context: Context, log: UUID, reference_id: UUID, into: UUID, expected: int | None = None
) -> Receipt[None]:
    """Let two references be one: everything that casts the first casts the second, which goes by all its names.

    The first is gone until the merging is undone. InvalidReference where they cannot be the same.
    """

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        batch.expect(reference, reference_id, expected)
        merge(batch, queries.moment(log, takes=False), reference_id, into)

    return execute(context, log, work)


def add_pictures(
    context: Context, log: UUID, reference_id: UUID, digests: Sequence[str], expected: int | None = None
) -> Receipt[None]:
    """Put stored pictures, named by their digests, in this order before those that the reference has."""

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        for digest in reversed(digests):
            batch.decide(reference, reference_id, domain.AddPicture(digest), expected=expected)

    return execute(context, log, work)


def remove_picture(
    context: Context, log: UUID, reference_id: UUID, digest: str, expected: int | None = None
) -> Receipt[None]:
    """Take a picture away; earlier versions keep it."""
    return _change(context, log, reference_id, domain.RemovePicture(digest), expected)


def change_look(
    context: Context,
    log: UUID,
    reference_id: UUID,
    id_: UUID,
    change: LookChange | None,
    expected: int | None = None,
    *,
    there: bool = False,
) -> Receipt[UUID]:
    """Say what is different about the look of a reference in a part of the film, under an id; None: nothing any more.

    `there`: NotFound where nothing was ever said under the id. InvalidLookChange where it can hold nowhere, or changes
    nothing; NotFound for a scene or shot that the production does not have.
    """

    def work(batch: Batch) -> UUID:
        hold(log, alone=True)
        if there and id_ not in batch.load(reference, reference_id).state.changes:
            raise NotFound("The look of the reference has no such change.")
        command = complete(batch, reference_id, domain.SetLookChange(id_, change))
        batch.decide(reference, reference_id, command, expected=expected)
        return id_

    return execute(context, log, work)


def add_look_pictures(
    context: Context, log: UUID, reference_id: UUID, id_: UUID, digests: Sequence[str], expected: int | None = None
) -> Receipt[None]:
    """Put stored pictures before those that a reference has in a part of the film; NotFound where nothing changes."""

    def work(batch: Batch) -> None:
        hold(log, alone=True)
        change = domain.newest_changes(batch.load(reference, reference_id).state).get(id_)
        if change is None:
            raise NotFound("The look of the reference has no such change.")
        images = (*digests, *(each for each in change.images or () if each not in digests))
        command = domain.SetLookChange(id_, msgspec.structs.replace(change, images=images))
        batch.decide(reference, reference_id, command, expected=expected)

    return execute(context, log, work)


def lock_reference(
    context: Context, log: UUID, reference_id: UUID, reason: str, expected: int | None = None
) -> Receipt[None]:
    """Keep what shots cast at the current version; edits make versions that nobody follows until it is unlocked."""
    return _change(context, log, reference_id, domain.LockReference(reason), expected)


def unlock_reference(context: Context, log: UUID, reference_id: UUID, expected: int | None = None) -> Receipt[None]:
    """Let cast entries follow the newest version again."""
    return _change(context, log, reference_id, domain.UnlockReference(), expected)


def remove_reference(context: Context, log: UUID, reference_id: UUID, expected: int | None = None) -> Receipt[None]:
    """Take a reference out of every shot that casts it; it can be restored."""
    return _change(context, log, reference_id, domain.RemoveReference(), expected)


def restore_reference(context: Context, log: UUID, reference_id: UUID, expected: int | None = None) -> Receipt[None]:
    """Bring a removed reference back; NameTaken where another has its name meanwhile."""
    return _change(context, log, reference_id, domain.RestoreReference(), expected)


def _change(
    context: Context, log: UUID, reference_id: UUID, command: domain.Command, expected: int | None
) -> Receipt[None]:
    def work(batch: Batch) -> None:
        hold(log, alone=True)
        batch.decide(reference, reference_id, command, expected=expected)

    return execute(context, log, work)
