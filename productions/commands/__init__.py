"""The door for writes: every change of a production is one of these functions."""

from productions.commands.access import Target
from productions.commands.editing import change_field
from productions.commands.people import add_person, erase_person
from productions.commands.productions import (
    add_member,
    archive_production,
    change_policy,
    change_production,
    change_role,
    create_production,
    place_marker,
    remove_member,
    rename_production,
)
from productions.commands.references import (
    add_pictures,
    add_reference,
    change_reference,
    lock_reference,
    remove_picture,
    remove_reference,
    restore_reference,
    unlock_reference,
)
from productions.commands.reverting import restore, undo
from productions.commands.scenes import add_scene, change_scene, move_scene, remove_scene, restore_scene
from productions.commands.scripts import import_script
from productions.commands.settings import clear_parameter, lock_parameter, set_parameter, unlock_parameter
from productions.commands.shots import (
    add_shot,
    change_shot,
    move_shot,
    remove_cast,
    remove_shot,
    restore_shot,
    select_take,
    set_cast,
    set_continues,
)
from productions.commands.takes import (
    approve_take,
    note_take,
    pin_take,
    record_take,
    request_changes,
    submit_take,
    unpin_take,
    withdraw_approval,
)

__all__ = [
    "Target",
    "add_member",
    "add_person",
    "add_pictures",
    "add_reference",
    "add_scene",
    "add_shot",
    "approve_take",
    "archive_production",
    "change_field",
    "change_policy",
    "change_production",
    "change_reference",
    "change_role",
    "change_scene",
    "change_shot",
    "clear_parameter",
    "create_production",
    "erase_person",
    "import_script",
    "lock_parameter",
    "lock_reference",
    "move_scene",
    "move_shot",
    "note_take",
    "pin_take",
    "place_marker",
    "record_take",
    "remove_cast",
    "remove_member",
    "remove_picture",
    "remove_reference",
    "remove_scene",
    "remove_shot",
    "rename_production",
    "request_changes",
    "restore",
    "restore_reference",
    "restore_scene",
    "restore_shot",
    "select_take",
    "set_cast",
    "set_continues",
    "set_parameter",
    "submit_take",
    "undo",
    "unlock_parameter",
    "unlock_reference",
    "unpin_take",
    "withdraw_approval",
]
