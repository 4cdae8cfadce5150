"""The board as it is sent: rows that were drawn are remembered, and of replies what was sent of each shot.

Cells also change without any event (progress, work of another production, lost files), so that no position of the log
says what differs; what was drawn does. Rows are drawn anew where what they rest on has another print, or somebody whom
they name is called something else, and are kept as the bytes that they are sent as. A process that does not remember a
reply sends everything.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec

from events import store
from events.shelf import Shelf
from generation import queries
from generation.api import shapes
from generation.api.showing.plans import columns_of, of_board
from generation.planning.board import Prints
from productions import queries as people

REMEMBERED = 64
"""Replies whose digests are kept: a reader asks from the newest that it got."""
DRAWN = 8
"""Productions of which the rows are kept, as long texts as the replies."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A shot as it is sent. One that is `unnumbered` names an event that has no position yet.

    `names` say what the people are called in it who approved something.
    """

    standing: msgspec.Raw
    cells: tuple[msgspec.Raw, ...]
    digest: bytes
    unnumbered: bool
    names: Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A board: its rows by shot, in the order of the film, and the prints of what they rest on, or did just before.

    It is as of what was there before any of it was read: what is newer is there again in what changed since.
    """

    as_of: int
    columns: list[shapes.Column]
    rows: Mapping[UUID, _Row]
    prints: Prints


@dataclass(frozen=True, slots=True)
class _Sent:
    """What was sent, by shot."""

    columns: list[shapes.Column]
    digests: Mapping[UUID, bytes]


_drawn = Shelf[UUID, _Drawn](DRAWN)
_sent = Shelf[tuple[UUID, str], _Sent](REMEMBERED)


def since(production: UUID, mark: str | None) -> shapes.Board:
    """Return a whole board with its mark, or what of it differs from the reply with the mark given."""
    now, before = _drawn.put(production, _board(production)), _sent.get((production, mark or ""))
    sent = _Sent(now.columns, {shot: row.digest for shot, row in now.rows.items()})
    mark = f"{now.as_of}.{_digest([now.columns, *(sent.digests[shot] for shot in sorted(sent.digests))]).hex()}"
    _sent.put((production, mark), sent)
    if before is None or before.columns != sent.columns or _moved(before, sent):
        return _reply(now, now.rows.values(), mark)
    reply = _reply(now, (row for shot, row in now.rows.items() if before.digests[shot] != row.digest), mark)
    reply.gone = [shot for shot in before.digests if shot not in sent.digests]
    reply.changes = True
    return reply


def _moved(before: _Sent, sent: _Sent) -> bool:
    """Whether changes cannot be put into what was sent, as where a shot moved or is new."""
    return [shot for shot in before.digests if shot in sent.digests] != list(sent.digests)


def _reply(board: _Drawn, rows: Iterable[_Row], mark: str) -> shapes.Board:
    chosen = list(rows)
    cells: Any = [cell for row in chosen for cell in row.cells]
    shots: Any = [row.standing for row in chosen]
    return shapes.Board(board.as_of, board.columns, cells, shots, mark)


def _board(production: UUID) -> _Drawn:
    """The board as it is now. What is read of a shot may be newer than its print: then it is drawn once more."""
    at = store.head(production)
    prints, before = queries.board_prints(production), _drawn.get(production)
    changed = prints.changed(before.prints) if before else None
    if before is None or changed is None:
        return _put_together(at, of_board(queries.board(production)), {}, prints)
    changed |= {shot for shot, row in before.rows.items() if row.unnumbered} | (prints.of.keys() - before.rows.keys())
    changed |= _called_otherwise(before.rows)
    changed &= prints.of.keys()
    known = {shot: row for shot, row in before.rows.items() if shot not in changed}
    if not changed:
        nothing = shapes.Board(at, columns_of(prints.columns, prints.ports_on), [], [])
        return _put_together(at, nothing, known, prints)
    return _put_together(at, of_board(queries.board(production, changed)), known, prints)


def _called_otherwise(rows: Mapping[UUID, _Row]) -> set[UUID]:
    """The shots in whose rows somebody is not called what they are called now: no print says so."""
    named = {person for row in rows.values() for person in row.names}
    names = people.names_of(named) if named else {}
    return {shot for shot, row in rows.items() if any(names.get(who, "") != name for who, name in row.names.items())}


def _put_together(at: int, fresh: shapes.Board, known: Mapping[UUID, _Row], prints: Prints) -> _Drawn:
    rows = {**known, **_rows(fresh)}
    return _Drawn(at, fresh.columns, {shot: rows[shot] for shot in prints.shots if shot in rows}, prints)


def _rows(board: shapes.Board) -> dict[UUID, _Row]:
    cells: dict[UUID, list[shapes.Cell]] = defaultdict(list)
    for cell in board.stages:
        cells[cell.shot].append(cell)
    return {each.shot: _row(each, cells[each.shot]) for each in board.shots}


def _row(standing: shapes.ShotStanding, cells: Iterable[shapes.Cell]) -> _Row:
    written = [msgspec.json.encode(each) for each in (standing, *cells)]
    raw = tuple(map(msgspec.Raw, written))
    names = {port.approved_by.id: port.approved_by.name for port in standing.ports if port.approved_by}
    return _Row(raw[0], raw[1:], sha256(b"\n".join(written)).digest()[:8], _unnumbered(standing), names)


def _digest(value: object) -> bytes:
    return sha256(msgspec.json.encode(value)).digest()[:8]


def _unnumbered(shot: shapes.ShotStanding) -> bool:
    """Whether a shot names an event which has no position yet: it will get one without anything else changing."""
    named = (*shot.causes, *((shot.use.since,) if shot.use else ()))
    return any(cause.position is None for cause in named) or any(
        port.event and port.position is None for port in shot.ports
    )
