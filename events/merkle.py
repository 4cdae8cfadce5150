"""The Merkle tree of RFC 9162 over leaf hashes: roots, proofs that something is in it or grew from it.

Paths are given as ranges of leaves, so that whoever holds hashes of larger parts need not look at every leaf.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

EMPTY = hashlib.sha256().digest()
"""The root of a tree without leaves."""

Range = tuple[int, int]
"""Leaves from the first, counted from zero, up to the second, which is excluded."""

Subtree = Callable[[int, int], bytes]
"""`subtree(height, index)`: the hash of the `index`-th group of 2**height leaves."""


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def inclusion_path(index: int, size: int) -> list[Range]:
    """Return the parts of a tree whose hashes prove that it holds a leaf, from the leaf upwards."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has none at {index}")
    return _inclusion(index, 0, size)


def _inclusion(index: int, begin: int, end: int) -> list[Range]:
    if end - begin == 1:
        return []
    middle = begin + _split(end - begin)
    if index < middle:
        return [*_inclusion(index, begin, middle), (middle, end)]
    return [*_inclusion(index, middle, end), (begin, middle)]


def consistency_path(old: int, new: int) -> list[Range]:
    """Return the parts whose hashes prove that a tree of `new` leaves begins with that of `old` leaves."""
    if not 0 < old <= new:
        raise ValueError(f"a tree of {new} leaves does not grow from one of {old}")
    return [] if old == new else _consistency(old, 0, new, whole=True)


def _consistency(old: int, begin: int, end: int, *, whole: bool) -> list[Range]:
    if old == end:
        return [] if whole else [(begin, end)]
    middle = begin + _split(end - begin)
    if old <= middle:
        return [*_consistency(old, begin, middle, whole=whole), (middle, end)]
    return [*_consistency(old, middle, end, whole=False), (begin, middle)]


def _split(count: int) -> int:
    """The largest power of two below a count."""
    return 1 << ((count - 1).bit_length() - 1)


def hash_of(part: Range, subtree: Subtree) -> bytes:
    """Return the hash of a part of a tree, put together from its complete groups."""
    hashes = [subtree(height, index) for height, index in complete_groups(*part)]
    return join(hashes)


def complete_groups(begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (height, index) of the largest complete groups that make up a part of a tree, from the left."""
    while begin < end:
        height = (end - begin).bit_length() - 1
        if begin:
            height = min(height, (begin & -begin).bit_length() - 1)
        yield height, begin >> height
        begin += 1 << height


def join(hashes: Sequence[bytes]) -> bytes:
    """Return the hash over complete groups that follow each other and get smaller."""
    if not hashes:
        return EMPTY
    joined = hashes[-1]
    for left in reversed(hashes[:-1]):
        joined = node(left, joined)
    return joined


@dataclass(slots=True)
class Frontier:
    """A tree that grows leaf by leaf and keeps only the hashes of its complete groups, the largest first."""

    size: int = 0
    hashes: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """Add a leaf hash at the end."""
        joined, count = leaf, self.size
        while count & 1:
            joined = node(self.hashes.pop(), joined)
            count >>= 1
        self.hashes.append(joined)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes at the end."""
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        """Return the root of the tree as it is now."""
        return join(self.hashes)
