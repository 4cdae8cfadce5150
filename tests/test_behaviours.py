"""What docs/reference/behaviours.md names as shown by tests is shown by tests that there are."""

import re

import pytest

from config.env import ROOT

NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
TEXT = (ROOT / "docs/reference/behaviours.md").read_text()


def test_every_behaviour_has_a_test() -> None:
    rows = [line for line in TEXT.splitlines() if re.match(r"\| \d", line)]
    assert [int(row.split("|")[1]) for row in rows] == list(range(1, 21))
    assert all(NAMED.search(row) for row in rows)


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED.findall(TEXT))))
def test_each_test_is_there(file: str, name: str) -> None:
    assert f"def {name or 'test_'}" in (ROOT / file).read_text()
