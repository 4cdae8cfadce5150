"""The fields of scenes and shots."""

from uuid import UUID

import msgspec

from productions.domain import scene as scenes
from productions.domain import shot as domain
from productions.domain.fields.values import (
    ABSENT,
    CAST,
    NEVER,
    REMOVED,
    Fields,
    Stays,
    Value,
    of_settings,
    settings_command,
)
from productions.domain.scene import Heading, Origin, Scene
from productions.domain.shot import CastEntry, Shot, Source

REFUSED = "refused"
"""The value of a cast field that a person emptied: the script does not fill it again."""


def of_scene(state: Scene) -> Fields:
    """Return the fields of a scene."""
    if not state.code:
        return {REMOVED: NEVER}
    fields = {"heading": msgspec.to_builtins(state.heading), "number": state.number, "rank": state.rank}
    removed = {REMOVED: {"by": state.removed_by}} if state.removed else {}
    return {**fields, **removed, **of_settings(state.settings)}


def scene_command(state: Scene, field: str, value: Value) -> scenes.Command:
    """Return the command that gives a field a value."""
    match field:
        case "removed":
            return scenes.RestoreScene() if value is ABSENT else scenes.RemoveScene(_origin(value, state.origin))
        case "heading":
            return scenes.ChangeHeading(msgspec.convert(value, Heading))
        case "number":
            return scenes.ChangeNumber(value)
        case "rank":
            return scenes.MoveScene(value)
    return settings_command(field, value)


def of_shot(state: Shot) -> Fields:
    """Return the fields of a shot. Texts and framing are those that a person wrote; null follows the script."""
    if not state.code:
        return {REMOVED: NEVER}
    removed = {"with": str(state.removed_with) if state.removed_with else None, "by": state.removed_by}
    return {
        "place": {"scene": str(state.scene), "rank": state.rank, "home": str(state.home) if state.home else None},
        "source": msgspec.to_builtins(state.source),
        **{name: getattr(state, name) for name in _TEXTS},
        "continues": str(state.continues) if state.continues else None,
        "take": str(state.take) if state.take else None,
        **({REMOVED: removed} if state.removed else {}),
        **{f"{CAST}{ref}": REFUSED for ref in state.refused},
        **{f"{CAST}{ref}": msgspec.to_builtins(entry) for ref, entry in state.cast.items()},
        **of_settings(state.settings),
    }


_TEXTS = ("description", "size", "camera", "frames")


def shot_command(state: Shot, field: str, value: Value) -> domain.Command:
    """Return the command that gives a field a value."""
    match field:
        case "removed" if value is ABSENT:
            return domain.RestoreShot()
        case "removed":
            scene = value.get("with") if isinstance(value, dict) else None
            return domain.RemoveShot(UUID(scene) if scene else None, _origin(value, state.origin))
        case "place":
            home = UUID(value["home"]) if value["home"] else None
            return domain.MoveShot(UUID(value["scene"]), value["rank"], home)
        case "source":
            return domain.RestoreSource(msgspec.convert(value, Source | None))
        case "description" | "size" | "camera" | "frames":
            return domain.ChangeShot(field, value)
        case "continues":
            return domain.SetContinues(UUID(value) if value else None)
        case "take":
            return domain.SelectTake(UUID(value) if value else None)
    return _cast_command(state, field, value) if field.startswith(CAST) else settings_command(field, value)


def _cast_command(state: Shot, field: str, value: Value) -> domain.Command:
    reference = UUID(field.removeprefix(CAST))
    if isinstance(value, dict):
        return domain.SetCast(reference, msgspec.convert(value, CastEntry))
    if reference not in state.cast:
        raise Stays("It is not cast any more.", field=field)
    return domain.RemoveCast(reference, derived=value is ABSENT)


def _origin(removed: Value, otherwise: Origin) -> Origin:
    """What is taken back to before it was added goes as it came, so that its script may bring it again."""
    found: Origin = removed["by"] if isinstance(removed, dict) else otherwise
    return found
