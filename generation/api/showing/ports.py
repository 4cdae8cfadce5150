"""Ports of takes in replies, with who approved what is on them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from events import store
from generation.api import shapes
from generation.domain.differing import PortChange
from productions import queries as people
from productions.domain.verdicts import PortStanding
from productions.history.feed import Actor

Approvals = Mapping[UUID, tuple[Actor, datetime, int | None]]
"""By event who approved, when, and at which position."""


def approvals_of(takes: Iterable[Iterable[PortStanding]]) -> Approvals:
    """Return the approvals behind ports of some takes, with one look."""
    acts = store.acts({event for ports in takes for each in ports if (event := _approval(each))})
    names = people.names_of({act.actor for act in acts.values()})
    actors = {act.actor: Actor(act.actor, names.get(act.actor, "")) for act in acts.values()}
    return {event: (actors[act.actor], act.recorded_at, act.position) for event, act in acts.items()}


def of_ports(
    ports: Iterable[PortStanding], changes: Mapping[str, PortChange], approvals: Approvals
) -> list[shapes.TakePort]:
    """Return the ports of a take, and behind them those that it would have anew."""
    held = [_of_port(each, changes.get(each.port), approvals) for each in ports]
    known = {each.port for each in held}
    new = (port for port in changes if port not in known)
    return [*held, *(shapes.TakePort(port, None, "made", changes[port], None, None, None, None) for port in new)]


def _of_port(each: PortStanding, change: PortChange | None, approvals: Approvals) -> shapes.TakePort:
    event = _approval(each)
    by, at, position = (approvals.get(event) if event else None) or (None, None, None)
    return shapes.TakePort(each.port, each.content, each.review, change, by, at, event, position)


def _approval(each: PortStanding) -> UUID | None:
    return each.word.event if each.word and each.review == "approved" else None
