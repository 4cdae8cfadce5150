"""Every version of every event that was ever stored still means something, and none changes its shape in silence."""

from typing import Any

import pytest

from events import registry
from events.codec import canonical, decode, encode
from tests.events import golden

FILES = {(name, version): contents for name, version, contents in golden.files()}
OURS = {name: cls for name, cls in registry.registered().items() if not cls.__module__.startswith("tests.")}
each_file = pytest.mark.parametrize(("name", "version"), FILES, ids=str)


def test_every_version_of_every_event_has_a_file() -> None:
    versions = {(name, each) for name, cls in OURS.items() for each in range(1, registry.name_of(cls)[1] + 1)}
    missing = sorted(versions - FILES.keys())
    assert not missing, "`python -m tests.events.golden` writes those of today's versions"
    assert FILES.keys() == versions, "a stored event stays readable: its class and its file remain"


@each_file
def test_it_is_still_read(name: str, version: int) -> None:
    event = decode(name, version, _stored(FILES[name, version]))
    assert type(event) is OURS[name]


@pytest.mark.parametrize("name", OURS)
def test_a_shape_changes_only_with_its_version(name: str) -> None:
    cls = OURS[name]
    version = registry.name_of(cls)[1]
    kept = FILES[name, version]
    assert golden.shape(cls) == kept["shape"], "a new shape is a new version: see docs/how-to/change-an-event.md"
    assert encode(decode(name, version, _stored(kept))) == _stored(kept)


def _stored(contents: dict[str, Any]) -> bytes:
    return canonical(contents["payload"])
