"""What of a board has changed since a reply: what was sent is remembered here, as prints and a digest for each shot.

Cells also change without any event (progress, work of another production, lost files), so that no position of the log
says what differs; what was sent does. A process that does not remember a reply sends everything.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

import msgspec

from events import store
from generation import queries
from generation.api import shapes
from generation.api.showing.plans import columns_of, of_board
from generation.planning.board import Prints

REMEMBERED = 64
"""Replies whose digests are kept: a reader asks from the newest that it got."""


@dataclass(frozen=True, slots=True)
class _Sent:
    """What was sent, by shot; `unnumbered` are shots that name events which had no position yet."""

    prints: Prints
    digests: Mapping[UUID, bytes]
    unnumbered: frozenset[UUID]


_sent: dict[tuple[UUID, str], _Sent] = {}


def since(production: UUID, mark: str | None) -> shapes.Board:
    """Return a whole board with its mark, or what of it differs from the reply with the mark given.

    Only those rows are put together whose prints differ. What is read of a shot may be newer than its print: then it
    is sent once more.
    """
    prints, before = queries.board_prints(production), _sent.get((production, mark or ""))
    changed = _changed(before, prints) if before else None
    if before is None or changed is None:
        return _marked(production, of_board(queries.board(production)), prints)
    board = of_board(queries.board(production, changed)) if changed else _nothing(production, prints)
    fresh = _digests(board)
    board = _marked(production, board, prints, before, changed)
    new = {shot for shot, digest in fresh.items() if before.digests.get(shot) != digest}
    board.stages = [cell for cell in board.stages if cell.shot in new]
    board.shots = [each for each in board.shots if each.shot in new]
    board.gone = [shot for shot in before.prints.shots if shot not in prints.of]
    board.changes = True
    return board


def _changed(before: _Sent, prints: Prints) -> set[UUID] | None:
    """The shots to put together anew; None where changes cannot be put into what was sent, as where a shot moved."""
    if [shot for shot in before.prints.shots if shot in prints.of] != prints.shots:
        return None
    changed = prints.changed(before.prints)
    return None if changed is None else (changed | before.unnumbered) & prints.of.keys()


def _nothing(production: UUID, prints: Prints) -> shapes.Board:
    return shapes.Board(store.head(production), columns_of(prints.columns, prints.ports_on), [], [])


def _marked(
    production: UUID,
    board: shapes.Board,
    prints: Prints,
    before: _Sent | None = None,
    changed: Collection[UUID] | None = None,
) -> shapes.Board:
    """The board with a mark, by which it is remembered beside what was sent `before` of shots not `changed`."""
    digests, unnumbered = _digests(board), _unnumbered(board)
    if before and changed is not None:
        digests = {shot: before.digests[shot] for shot in prints.shots if shot not in changed} | digests
        unnumbered |= before.unnumbered - set(changed)
    board.since = f"{board.as_of}.{_digest([board.columns, *(digests[shot] for shot in sorted(digests))]).hex()}"
    _remember((production, board.since), _Sent(prints, digests, frozenset(unnumbered)))
    return board


def _digests(board: shapes.Board) -> dict[UUID, bytes]:
    cells: dict[UUID, list[shapes.Cell]] = defaultdict(list)
    for cell in board.stages:
        cells[cell.shot].append(cell)
    return {each.shot: _digest([each, cells[each.shot]]) for each in board.shots}


def _digest(value: object) -> bytes:
    return sha256(msgspec.json.encode(value)).digest()[:8]


def _unnumbered(board: shapes.Board) -> set[UUID]:
    """The shots that name an event which has no position yet: it will get one without anything else changing."""
    return {
        each.shot
        for each in board.shots
        if any(cause.position is None for cause in (*each.causes, *((each.use.since,) if each.use else ())))
        or any(port.event and port.position is None for port in each.ports)
    }


def _remember(key: tuple[UUID, str], sent: _Sent) -> None:
    """The oldest goes first; a reader in another thread at worst gets everything."""
    _sent.pop(key, None)
    _sent[key] = sent
    while len(_sent) > REMEMBERED:
        _sent.pop(next(iter(_sent)), None)
