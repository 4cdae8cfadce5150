"""The verifier's own Ed25519 against the standard's vectors and against the library that signs."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from events.evidence import verify

# RFC 8032, section 7.1: secret key, message.
VECTORS = [
    ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", ""),
    ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "72"),
    ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "af82"),
]
PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
SIGNATURE = (
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
    "d25bf5f0595bbe24655141438e7a100b"
)


def test_the_first_vector_of_the_standard() -> None:
    assert verify.signed(bytes.fromhex(PUBLIC), bytes.fromhex(SIGNATURE), b"")


@pytest.mark.parametrize(("secret", "message"), VECTORS)
def test_a_signature_with_one_bit_changed_is_none(secret: str, message: str) -> None:
    key, text = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)), bytes.fromhex(message)
    public, signature = key.public_key().public_bytes_raw(), key.sign(text)
    assert verify.signed(public, signature, text)
    for bit in range(512):
        wrong = (int.from_bytes(signature) ^ 1 << bit).to_bytes(64)
        assert not verify.signed(public, wrong, text)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=300), st.binary(min_size=1, max_size=3))
def test_whatever_the_library_signs_verifies_and_nothing_else(secret: bytes, text: bytes, more: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(secret)
    public, signature = key.public_key().public_bytes_raw(), key.sign(text)
    assert verify.signed(public, signature, text)
    assert not verify.signed(public, signature, text + more)


def test_keys_and_signatures_of_other_lengths_and_forms_are_none() -> None:
    public, signature = bytes.fromhex(PUBLIC), bytes.fromhex(SIGNATURE)
    order = 2**252 + 27742317777372353535851937790883648493
    malleable = signature[:32] + (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
    for wrong in (malleable, signature[:63], signature + b"\0", b""):
        assert not verify.signed(public, wrong, b"")
    for wrong in (public[:31], b"\xff" * 32, b"", b"\x02" + bytes(31)):
        assert not verify.signed(wrong, signature, b"")
