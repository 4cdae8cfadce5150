"""What the asker may see and do."""

from collections.abc import Mapping
from typing import TypeVar, cast
from uuid import UUID

import msgspec

from events import store
from productions import policy
from productions.api.http.base import ProductionView
from productions.api.http.operations import Can, Permission
from productions.domain.production import Role
from productions.policy import Action

Reply = TypeVar("Reply", bound=msgspec.Struct)


def role_of(view: ProductionView) -> Role:
    """Return the asker's role in the production."""
    assert view.role is not None, "only members see things"
    return view.role


def seen(view: ProductionView, reply: Reply) -> Reply:
    """Return a reply with what the asker's role may not see as null."""
    role = role_of(view)
    return cast(Reply, policy.redact(role, reply, type(reply)))


def can(view: ProductionView, rights: Mapping[str, Action]) -> Can:
    """Return what the asker's role can do of what needs these rights, and why not."""
    reasons = {name: policy.reason(role_of(view), action) for name, action in rights.items()}
    return {name: Permission(reason is None, reason) for name, reason in reasons.items()}


def find_log(stream: UUID, category: str) -> UUID | None:
    """Return the production of a take, shot or order; None where there is no such thing of this category."""
    events = store.read_stream(stream)
    return events[0].log if events and events[0].category == category else None
