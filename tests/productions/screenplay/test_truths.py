"""The truths themselves: each can be read, tells of every scene, and is kept whole by the parser."""

from pathlib import Path

import pytest

from productions.screenplay.reading.fountain import parse
from tests.productions.screenplay.truths import FILES, read

each = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@each
def test_a_truth_names_people_and_places(path: Path) -> None:
    truth = read(path)
    assert len(truth.people) >= 2
    headings = [paragraph for paragraph in truth.paragraphs if "setting" in paragraph.facts]
    assert len(headings) >= 2
    assert all({"place", "time"} <= paragraph.facts.keys() for paragraph in headings)


@each
def test_its_script_is_read_without_losing_a_line(path: Path) -> None:
    truth = read(path)
    read_lines = {line for part in parse(truth.script).elements for line in range(part.first, part.last + 1)}
    after_title = next(paragraph.last for paragraph in truth.paragraphs) + 1
    told = {
        line
        for paragraph in truth.paragraphs
        for line in range(paragraph.first, paragraph.last + 1)
        if line >= after_title
    }
    assert told <= read_lines


@pytest.mark.parametrize("text", ["% cast: MARA\n", "MARA waits.\n\n% cast: MARA\n", "MARA waits.\n% who knows\n"])
def test_facts_of_nothing_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.truth").write_text(text)
    with pytest.raises(ValueError, match="tells of nothing"):
        read(tmp_path / "a.truth")
