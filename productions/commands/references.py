"""References: add, change, lock, remove, restore."""

from collections.abc import Sequence
from uuid import UUID

from events.execution import Batch, Context, Receipt, execute
from events.registry import Json
from productions.commands.access import hold
from productions.domain import reference as domain
from productions.domain.reference import Kind, reference
from productions.domain.scene import Origin


def add_reference(
    context: Context,
    log: UUID,
    reference_id: UUID,
    kind: Kind,
    name: str,
    description: str = "",
    attributes: dict[str, str] | None = None,
    origin: Origin = "hand",
) -> Receipt[UUID]:
    """Add a character, location, prop, style, voice or music; NameTaken where the kind has the name."""

    def work(batch: Batch) -> UUID:
        hold(log, alone=True)
        batch.begin(reference, reference_id)
        command = domain.AddReference(log, kind, name, description, attributes or {}, origin)
        batch.decide(reference, reference_id, command)
        return reference_id

    return execute(context, log, work)


def change_reference(
    context: Context, log: UUID, reference_id: UUID, fields: dict[str, Json], expected: int | None = None
) -> Receipt[None]:
    """Change fields of a reference, one event and so one version each: name, description, rights, attribute:<name>."""

    def work(batch: Batch) -> None:
        for name, value in fields.items():
            batch.decide(reference, reference_id, domain.ChangeReference(name, value), expected=expected)

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
