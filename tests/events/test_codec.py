"""Payloads: exact bytes for what they can hold, a plain error for what they cannot."""

from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from events import codec, registry
from events.errors import InvalidPayload, UnknownEvent
from events.registry import Event, event, upcaster

GOLDEN = '{"amount":9007199254740991,"from":null,"tags":["é","\\u0001","😀"],"to":{"a":true,"b":"0.65"}}'.encode()


class LampChanged(Event, frozen=True, kw_only=True):
    before: Any = None
    after: Any = None
    amount: int
    tags: list[str] = []


class LampMoved(Event, frozen=True, kw_only=True):
    room: str


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_classes", "_names", "_upcasters"):
        monkeypatch.setattr(registry, name, dict(getattr(registry, name)))
    event("lamp.changed")(LampChanged)
    event("lamp.moved", version=3)(LampMoved)
    upcaster("lamp.moved", 1)(lambda payload: {"place": payload["at"]})
    upcaster("lamp.moved", 2)(lambda payload: {"room": payload["place"]})


def test_the_golden_bytes_stand_and_decode() -> None:
    lamp = LampChanged(amount=2**53 - 1, tags=["é", "\x01", "😀"], after={"b": "0.65", "a": True})
    assert codec.encode(lamp) == GOLDEN
    assert codec.decode("lamp.changed", 1, GOLDEN) == lamp


@pytest.mark.parametrize(
    "value", [0.5, 1.0, float("nan"), 2**53, -(2**53), "a\x00b", "\ud800", {1: "a"}, b"raw", {"a": [0.1]}]
)
def test_what_canonical_json_cannot_hold_is_refused(value: Any) -> None:
    with pytest.raises(InvalidPayload):
        codec.canonical(value)


@pytest.mark.parametrize(
    ("version", "payload"), [(1, '{"at":"hall"}'), (2, '{"place":"hall"}'), (3, '{"room":"hall"}')]
)
def test_every_version_ever_stored_decodes(version: int, payload: str) -> None:
    assert codec.decode("lamp.moved", version, payload) == LampMoved(room="hall")


def test_an_event_from_the_future_is_unknown() -> None:
    with pytest.raises(UnknownEvent):
        codec.decode("lamp.moved", 4, "{}")
    with pytest.raises(UnknownEvent):
        codec.decode("lamp.sold", 1, "{}")


def text() -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text(), inner, max_size=4),
    max_leaves=12,
)


@given(json_values)
def test_canonical_bytes_are_a_fixed_point(value: Any) -> None:
    once = codec.canonical(value)
    assert codec.canonical(msgspec.json.decode(once)) == once


_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=5),
)


@given(_VALUES)
def test_the_quick_way_to_canonical_bytes_gives_the_bytes_of_rfc_8785(value: Any) -> None:
    assert codec.canonical(value) == rfc8785.dumps(value)
