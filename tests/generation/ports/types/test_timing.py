"""Timings: what a document must be, and what of it counts."""

import json
from pathlib import Path

import pytest

from generation.ports.types import types
from generation.ports.types.timing import TimedLine, TimedWord, Timing, Unreadable, content, content_of, document, read

TIMING = Timing(
    72, "24000/1001", (TimedLine(0, "ANNA", "Good morning.", 250, 1100, "engine", (TimedWord("Good", 250, 480),)),)
)  # fmt: skip


def kept(path: Path, document: bytes) -> Path:
    file = path / "timing.json"
    file.write_bytes(document)
    return file


def test_a_timing_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    file = kept(tmp_path, document(TIMING))
    assert read(file) == TIMING
    assert types()["timing"].content(file) == content_of(TIMING)


def test_how_a_document_is_laid_out_does_not_count(tmp_path: Path) -> None:
    loose = json.dumps(json.loads(document(TIMING)), indent=4).encode()
    assert content(kept(tmp_path, loose)) == content_of(TIMING)


def test_every_time_counts(tmp_path: Path) -> None:
    later = document(TIMING).replace(b'"end_ms":480', b'"end_ms":481')
    assert content(kept(tmp_path, later)) != content_of(TIMING)


def test_the_length_of_a_shot_may_be_open(tmp_path: Path) -> None:
    assert read(kept(tmp_path, b'{"version": 1, "frames": null, "rate": "24", "lines": []}')) == Timing(None, "24")


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b'{"rate": "24"}',
        b'{"version": 2, "frames": 1, "rate": "24", "lines": []}',
        document(TIMING).replace(b'"engine"', b'"somebody"'),
        document(TIMING).replace(b'"start_ms":250', b'"start_ms":-1'),
        document(TIMING).replace(b'"end_ms":1100', b'"end_ms":100'),
        document(TIMING).replace(b'"frames":72', b'"frames":72.5'),
        document(TIMING).replace(b'"character"', b'"speaker"'),
    ],
)
def test_what_is_no_timing_is_refused_in_words(tmp_path: Path, wrong: bytes) -> None:
    with pytest.raises(Unreadable, match="is no timing"):
        read(kept(tmp_path, wrong))
