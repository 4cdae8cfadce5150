"""The tree of RFC 9162 against its recursive definition, published vectors, and every proof with one bit changed."""

import hashlib
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import merkle
from events.evidence import verify
from tests.support.growth import grew

MOST = 300
LEAVES = [hashlib.sha256(b"\x00" + nth.to_bytes(2)).digest() for nth in range(MOST)]

# The test data of RFC 6962's reference implementation: eight entries and the roots of their prefixes.
ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@cache
def root(begin: int, end: int) -> bytes:
    """The definition, word for word."""
    if begin == end:
        return hashlib.sha256().digest()
    if end - begin == 1:
        return LEAVES[begin]
    split = 1
    while split * 2 < end - begin:
        split *= 2
    return hashlib.sha256(b"\x01" + root(begin, begin + split) + root(begin + split, end)).digest()


def subtree(height: int, index: int) -> bytes:
    return root(index << height, (index + 1) << height)


def inclusion(index: int, size: int) -> list[bytes]:
    return [merkle.hash_of(part, subtree) for part in merkle.inclusion_path(index, size)]


def consistency(old: int, new: int) -> list[bytes]:
    return [merkle.hash_of(part, subtree) for part in merkle.consistency_path(old, new)]


def flipped(hashes: list[bytes]) -> list[list[bytes]]:
    """Every way to change one bit of one hash."""
    return [
        [*hashes[:nth], (int.from_bytes(hash_) ^ 1 << bit).to_bytes(32), *hashes[nth + 1 :]]
        for nth, hash_ in enumerate(hashes)
        for bit in range(256)
    ]


def test_published_roots() -> None:
    leaves = [hashlib.sha256(b"\x00" + bytes.fromhex(entry)).digest() for entry in ENTRIES]
    assert [merkle.root(leaves[: size + 1]).hex() for size in range(8)] == ROOTS
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_every_root_is_that_of_the_definition() -> None:
    frontier = merkle.Frontier()
    for size, leaf in enumerate(LEAVES):
        assert frontier.root() == merkle.root(LEAVES[:size]) == root(0, size)
        frontier.append(leaf)
    assert verify.roots_at(LEAVES, range(1, MOST + 1)) == {size: root(0, size) for size in range(1, MOST + 1)}


def test_every_leaf_of_every_size_is_proved() -> None:
    for size in range(1, MOST + 1):
        for index in range(size):
            proof = inclusion(index, size)
            assert verify.included(LEAVES[index], index + 1, size, proof, root(0, size))


def test_every_growth_is_proved() -> None:
    for new in range(1, MOST + 1):
        for old in range(1, new + 1):
            assert grew(old, new, root(0, old), root(0, new), consistency(old, new))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 11, 64, 65, 300])
def test_a_proof_with_one_bit_changed_shows_nothing(size: int) -> None:
    for index in {0, size // 2, size - 1}:
        leaf, proof = LEAVES[index], inclusion(index, size)
        for wrong in flipped([leaf, root(0, size), *proof]):
            assert not verify.included(wrong[0], index + 1, size, wrong[2:], wrong[1])
    for old in {1, size // 2 or 1, size}:
        for wrong in flipped([root(0, old), root(0, size), *consistency(old, size)]):
            assert not grew(old, size, wrong[0], wrong[1], wrong[2:])


@given(st.integers(1, MOST).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size))), st.data())
def test_a_proof_shows_nothing_of_another_place_size_or_length(place: tuple[int, int], data: st.DataObject) -> None:
    index, size = place
    proof, leaf, whole = inclusion(index, size), LEAVES[index], root(0, size)
    other = data.draw(st.integers(0, size).filter(lambda each: each != index))
    assert not verify.included(leaf, other + 1, size, proof, whole)
    assert not verify.included(leaf, index + 1, size, [*proof, leaf], whole)
    if proof:
        assert not verify.included(leaf, index + 1, size, proof[:-1], whole)
        assert not verify.included(leaf, index + 1, size, proof[1:], whole)


def test_an_empty_tree_and_impossible_sizes_prove_nothing() -> None:
    assert not verify.included(LEAVES[0], 1, 0, [], merkle.EMPTY)
    assert not grew(0, 3, merkle.EMPTY, root(0, 3), [])
    assert not grew(3, 2, root(0, 3), root(0, 2), [])
    for impossible in ((3, 3), (-1, 3)):
        with pytest.raises(ValueError, match="has none at"):
            merkle.inclusion_path(*impossible)
