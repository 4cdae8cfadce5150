"""Whoever kept an old root and asks for a proof: that the log of then is how the log of now begins."""

from collections.abc import Sequence

from events.merkle import node


def grew(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that the tree of `new` leaves begins with that of `old` leaves (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    then = now = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            then, now = node(sibling, then), node(sibling, now)
            while place and not place & 1:  # there is no sibling on these levels of the right edge
                place, last = place >> 1, last >> 1
        else:
            now = node(now, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and then == old_root and now == new_root
