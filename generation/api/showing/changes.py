"""What of a board has changed since a reply: what was sent is remembered here, as a digest for each shot.

Cells also change without any event (progress, work of another production, lost files), so that no position of the log
says what differs; what was sent does. A process that does not remember a reply sends everything.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

import msgspec

from generation.api import shapes

REMEMBERED = 64
"""Replies whose digests are kept: a reader asks from the newest that it got."""


@dataclass(frozen=True, slots=True)
class _Sent:
    columns: Sequence[shapes.Column]
    shots: Mapping[UUID, bytes]


_sent: dict[tuple[UUID, str], _Sent] = {}


def since(production: UUID, board: shapes.Board, mark: str | None) -> shapes.Board:
    """Return a whole board with its mark, or what of it differs from the reply with the mark given."""
    cells: dict[UUID, list[shapes.Cell]] = defaultdict(list)
    for cell in board.stages:
        cells[cell.shot].append(cell)
    digests = {each.shot: _digest([each, cells[each.shot]]) for each in board.shots}
    board.since = f"{board.as_of}.{_digest([board.columns, *digests.values()]).hex()}"
    before = _sent.get((production, mark or ""))
    _remember((production, board.since), _Sent(board.columns, digests))
    if before is None or not _comparable(before, board.columns, digests):
        return board
    changed = {shot for shot, digest in digests.items() if before.shots[shot] != digest}
    board.stages = [cell for cell in board.stages if cell.shot in changed]
    board.shots = [each for each in board.shots if each.shot in changed]
    board.gone = [shot for shot in before.shots if shot not in digests]
    board.changes = True
    return board


def _digest(value: object) -> bytes:
    return sha256(msgspec.json.encode(value)).digest()[:8]


def _comparable(before: _Sent, columns: Sequence[shapes.Column], digests: Mapping[UUID, bytes]) -> bool:
    """Whether changes can be put into what was sent: no shot came or moved, and the columns are the same."""
    return before.columns == columns and [shot for shot in before.shots if shot in digests] == list(digests)


def _remember(key: tuple[UUID, str], sent: _Sent) -> None:
    """The oldest goes first; a reader in another thread at worst gets everything."""
    _sent.pop(key, None)
    _sent[key] = sent
    while len(_sent) > REMEMBERED:
        _sent.pop(next(iter(_sent)), None)
