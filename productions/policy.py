"""Who may do what: the one policy for HTTP, sockets and files."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, cast, get_args
from uuid import UUID

import msgspec

from events.errors import ContinuityError
from productions import projections, queries
from productions.domain.production import ROLES, Role
from productions.domain.reading import Needs
from productions.models import User

Action = Literal[
    "read",
    "edit_script",
    "edit_scenes",
    "edit_shots",
    "edit_references",
    "edit_parameters",
    "lock",
    "unlock",
    "lock_production",
    "edit_pipeline",
    "gather_changes",
    "generate",
    "steer_queue",
    "select_take",
    "submit_take",
    "pin_take",
    "note",
    "review",
    "assign_work",
    "do_work",
    "waive",
    "share",
    "see_prompts",
    "see_costs",
    "verify",
    "export",
    "place_marker",
    "manage",
]
ACTIONS: tuple[Action, ...] = get_args(Action)

_MAKING: frozenset[Role] = frozenset({"producer", "artist"})
_SEEING: frozenset[Role] = frozenset({"producer", "artist", "auditor"})
_PROVING: frozenset[Role] = frozenset({"producer", "auditor"})
_RIGHTS: Mapping[Action, frozenset[Role]] = {
    "read": frozenset(ROLES),
    "edit_script": frozenset({"producer"}),
    "edit_scenes": frozenset({"producer"}),
    "edit_shots": _MAKING,
    "edit_references": _MAKING,
    "edit_parameters": _MAKING,
    "lock": _MAKING,
    "unlock": frozenset({"producer"}),
    "lock_production": frozenset({"producer"}),
    "edit_pipeline": frozenset({"producer"}),
    "gather_changes": frozenset({"producer", "artist", "reviewer"}),
    "generate": _MAKING,
    "steer_queue": frozenset({"producer"}),
    "select_take": _MAKING,
    "submit_take": _MAKING,
    "pin_take": _MAKING,
    "note": frozenset({"producer", "artist", "reviewer"}),
    "review": frozenset({"producer", "reviewer"}),
    "assign_work": frozenset({"producer"}),
    "do_work": frozenset({"producer", "artist", "reviewer"}),
    "waive": frozenset({"producer"}),
    "share": frozenset({"producer"}),
    "see_prompts": _SEEING,
    "see_costs": _SEEING,
    "verify": _PROVING,
    "export": _PROVING & _SEEING,  # it holds the log as it was written: nothing in it is withheld
    "place_marker": frozenset({"producer", "auditor"}),
    "manage": frozenset({"producer"}),
}
_READING: tuple[Action, ...] = ("see_prompts", "see_costs")
"""The rights that parts of events and replies need."""
STUDIO_ALONE = "Superusers of this installation may do this; no role in a production does."
Guard = Needs | Mapping[str, Any]
_ARTIFACTS: Mapping[str, Action] = {
    "prompt": "see_prompts",
    **dict.fromkeys(("picture", "keyframe", "frames", "last_frame", "master", "proxy", "poster", "report"), "read"),
    **dict.fromkeys(("sound", "timing", "captions", "recording", "loudness", "film"), "read"),
    "dossiers": "export",
}
"""What the role of an artifact asks of who reads it, as bytes or as an entry of an event; other roles as prompts do."""

SHOWN_TO_GUESTS = frozenset({"proxy", "poster", "captions", "sound"})
"""The roles of the artifacts that guests of a share link are sent, of the takes of its playlist alone."""


class Forbidden(ContinuityError):
    """The person's role does not allow it; the data say which roles do and who can give one."""

    code = "forbidden"
    status = 403


def can(role: Role, action: Action) -> bool:
    """Whether a role has a right."""
    return role in _RIGHTS[action]


def reason(role: Role, action: Action) -> str | None:
    """Return why a role may not do something; None when it may."""
    if can(role, action):
        return None
    return f"{_listed(_roles(action)).capitalize()} may {action.replace('_', ' ')}; you are {role}."


def allowed(role: Role) -> dict[Action, str | None]:
    """Return every action with None where the role has the right, else with the reason why not."""
    return {action: reason(role, action) for action in ACTIONS}


def require(role: Role, action: Action, production: UUID) -> None:
    """Raise Forbidden, naming who can grant it, unless the role has the right."""
    why = reason(role, action)
    if why is None:
        return
    grant = sorted(_producers(production))
    raise Forbidden(
        f"{why} {_listed(grant)} can change your role." if grant else why,
        action=action,
        role=role,
        roles=_roles(action),
        ask=grant,
    )


def require_studio(user: User) -> None:
    """Raise Forbidden unless the person answers for the whole installation: its superusers do, no production's role."""
    if not user.is_superuser:
        raise Forbidden(STUDIO_ALONE, action="studio")


def own(user: User, owner: UUID | None) -> str | None:
    """Return why a person may not change what somebody of the studio keeps for all; None when they may."""
    if user.is_superuser or user.person == owner:
        return None
    return "Who saved it may do this, and superusers of this installation."


def require_own(user: User, owner: UUID | None) -> None:
    """Raise Forbidden unless the person keeps the thing, or answers for the whole installation."""
    if why := own(user, owner):
        raise Forbidden(why, action="studio")


def right_to(artifact: str) -> Action:
    """Return the right that an artifact in this role asks for: master, proxy, prompt, picture of a reference …

    Where a take has several of one role, a node stands before it: `opening.keyframe` asks for what a keyframe does.
    """
    return _ARTIFACTS.get(artifact.rpartition(".")[2], "see_prompts")


def shown_to_guests(artifact: str) -> bool:
    """Whether guests are sent an artifact in this role: what is looked at and heard, neither masters nor prompts."""
    return artifact.rpartition(".")[2] in SHOWN_TO_GUESTS


def redact(role: Role, payload: Any, shape: Any) -> Any:
    """Return a payload or a reply with what the role may not see as null, at any depth; positions never go missing.

    `shape` is the class of the event, or the type of the reply, whose fields say what reading them needs; None for an
    event that nobody here knows, of which only who may see everything sees anything. Of an artifact that the role may
    not read its role stays, so that one sees that there is one.
    """
    if shape is None:
        return payload if all(can(role, right) for right in _READING) else dict.fromkeys(payload)
    return _without(role, payload, guard(shape))


@cache
def guard(shape: Any) -> Guard | None:
    """Return what reading a type needs: of all of it, or by field on the wire; None where every member may read it."""
    return _guard(msgspec.inspect.type_info(shape))


def _guard(type_: msgspec.inspect.Type) -> Guard | None:
    match type_:
        case msgspec.inspect.Metadata(extra={"needs": needs}):
            return cast(Needs, needs)
        case msgspec.inspect.Metadata(type=inner):
            return _guard(inner)
        case msgspec.inspect.StructType(cls=cls) if needs := getattr(cls, "needs", None):
            return cast(Needs, needs)
        case msgspec.inspect.StructType(fields=fields):
            return {field.encode_name: inner_guard for field in fields if (inner_guard := _guard(field.type))} or None
        case msgspec.inspect.CollectionType(item_type=inner) | msgspec.inspect.DictType(value_type=inner):
            inner_guard = _guard(inner)
            assert inner_guard is None or isinstance(type_, msgspec.inspect.CollectionType), "withhold the whole map"
            return inner_guard
        case msgspec.inspect.UnionType(types=types):
            return next(filter(None, map(_guard, types)), None)
    return None


def _without(role: Role, value: Any, needs: Guard | None) -> Any:
    match needs, value:
        case None, _:
            return value
        case _, list() | tuple():
            return [_without(role, item, needs) for item in value]
        case "artifact", {"role": str(artifact)}:
            return value if can(role, right_to(artifact)) else {**dict.fromkeys(value), "role": artifact}
        case str(right), _:
            return value if right != "artifact" and can(role, right) else None
        case dict(), dict():
            return {key: _without(role, item, needs.get(key)) for key, item in value.items()}
        case dict(), msgspec.Struct():
            fields = zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True)
            seen = {name: _without(role, getattr(value, name), needs[key]) for name, key in fields if key in needs}
            return msgspec.structs.replace(value, **seen)
    return value


def _roles(action: Action) -> list[Role]:
    return [role for role in ROLES if can(role, action)]


def _producers(production: UUID) -> list[str]:
    _, folded = queries.one(projections.productions, production)
    names = queries.names_of(person for person, role in folded.state.members.items() if role == "producer")
    return list(names.values())


def _listed(words: list[Any]) -> str:
    return " or ".join(str(word) for word in words)
