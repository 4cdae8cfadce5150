"""Which takes the film is made of in a language: those that show the picture of the take in use and speak it."""

from collections.abc import Collection, Mapping
from uuid import UUID

from productions import queries
from productions.domain.take import MASTER


def in_language(uses: Mapping[UUID, UUID], current: Collection[UUID], language: str) -> dict[UUID, UUID]:
    """Return takes by shot, those in a language in place of those in use where there are such of the same picture.

    Of several the one in use comes first, then what is `current`, then the newest. Other shots keep the take in use.
    """
    takes = {id_: folded.state for id_, folded in queries.takes_of(uses).items()}
    pictures = {shot: takes[take].contents.get(MASTER) for shot, take in uses.items()}
    ranks: dict[UUID, tuple[bool, bool, int]] = {}
    spoken = dict(uses)
    for id_, take in takes.items():
        shot = take.shot
        if shot is None or take.language != language or take.contents.get(MASTER) != pictures[shot]:
            continue
        rank = (id_ == uses[shot], id_ in current, take.number)
        if rank > ranks.get(shot, (False, False, -1)):
            ranks[shot], spoken[shot] = rank, id_
    return spoken
