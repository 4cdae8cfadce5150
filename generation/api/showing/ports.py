"""Ports of takes in replies, with who approved what is on them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from events import store
from events.store import Act
from generation.api import shapes
from generation.domain.differing import PortChange
from productions import queries as people
from productions.domain.verdicts import PortStanding
from productions.history.feed import Actor


@dataclass(frozen=True, slots=True)
class Approvals:
    """Who approved when, by event, and what people are called."""

    acts: Mapping[UUID, Act]
    names: Mapping[UUID, str]

    def by(self, event: UUID | None) -> Actor | None:
        """Return who did something."""
        act = self.acts.get(event) if event else None
        return Actor(act.actor, self.names.get(act.actor, "")) if act else None


def approvals_of(takes: Iterable[Iterable[PortStanding]]) -> Approvals:
    """Return the approvals behind ports of some takes, with one look."""
    acts = store.acts({event for ports in takes for each in ports if (event := _approval(each))})
    return Approvals(acts, people.names_of({act.actor for act in acts.values()}))


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
    act = approvals.acts.get(event) if event else None
    return shapes.TakePort(
        port=each.port,
        content=each.content,
        state=each.review,
        change=change,
        approved_by=approvals.by(event),
        approved_at=act.recorded_at if act else None,
        event=event,
        position=act.position if act else None,
    )


def _approval(each: PortStanding) -> UUID | None:
    return each.word.event if each.word and each.review == "approved" else None
