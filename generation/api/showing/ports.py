"""Ports of takes in replies, with who approved what is on them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from events import store
from generation.api import shapes
from generation.api.shapes.approvals import Awaits, Endorser
from generation.domain.differing import PortChange
from productions import queries as people
from productions.domain.quorum import Quorum
from productions.domain.verdicts import PortStanding
from productions.history.feed import Actor


class Approvals(NamedTuple):
    """By event who approved, when, and at which position; and what those are called who approved beside others."""

    given: Mapping[UUID, tuple[Actor, datetime, int | None]]
    endorsers: Mapping[UUID, str]


def approvals_of(takes: Iterable[Iterable[PortStanding]]) -> Approvals:
    """Return the approvals behind ports of some takes, with one look."""
    standings = [each for ports in takes for each in ports]
    acts = store.acts({event for each in standings if (event := _approval(each))})
    endorsers = {UUID(person) for each in standings if each.word for person in each.word.endorsed}
    names = people.names_of({act.actor for act in acts.values()} | endorsers)
    actors = {act.actor: Actor(act.actor, names.get(act.actor, "")) for act in acts.values()}
    given = {event: (actors[act.actor], act.recorded_at, act.position) for event, act in acts.items()}
    return Approvals(given, names)


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
    by, at, position = (approvals.given.get(event) if event else None) or (None, None, None)
    endorsed = [
        Endorser(UUID(person), approvals.endorsers.get(UUID(person), ""), role)
        for person, role in (each.word.endorsed if each.word else {}).items()
    ]
    port = shapes.TakePort(each.port, each.content, each.review, change, by, at, event, position)
    return msgspec.structs.replace(port, endorsed_by=endorsed) if endorsed else port


def _approval(each: PortStanding) -> UUID | None:
    return each.word.event if each.word and each.review == "approved" else None


def awaits_of(ports: Iterable[PortStanding], quorum: Quorum, asker: UUID) -> Awaits | None:
    """Return what a take lacks before all of it is approved: of its ports, what the one lacks that lacks most."""
    given = [each.word.endorsed if each.word else {} for each in ports if each.review != "approved"]
    if not given:
        return None
    most = max(quorum.lacking(each) for each in given)
    return Awaits(*most, final=quorum.final, mine=all(str(asker) in each for each in given))
