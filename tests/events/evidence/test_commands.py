"""What people run on the machine: verify, export, and the signer's commands."""

from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from uuid6 import uuid7

from events import merkle, notes
from events.evidence import checkpoints, keys, memory, verify
from tests.events.evidence.logs import grow, signed_log

pytestmark = pytest.mark.django_db


def said(command: str, *arguments: Any) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_a_sound_log_is_called_verified() -> None:
    text = said("verify", str(log := signed_log((10, 20))))
    assert f"{log}: verified" in text
    assert "20 events, 2 notes, 0 files; a note protects positions 1 to 20" in text


def test_damage_is_named_and_fails() -> None:
    log, out = signed_log((10,)), StringIO()
    memory.remember(log, merkle.Frontier(12, [b"a" * 32] * 2), note_of(log, 12))
    with pytest.raises(CommandError, match="1 of 1 logs are not as they should be"):
        call_command("verify", log, stdout=out)
    assert "truncated (log) at position 11: A note signs 12 events, and only 10 are here" in out.getvalue()


def note_of(log: UUID, size: int) -> str:
    """A true note of a log as it was before its end was cut off."""
    with keys.opened() as held:
        text = notes.Checkpoint(notes.origin(log), size, b"r" * 32).text()
        return notes.sign(notes.origin(log), text, held.private)


def test_an_export_is_written_once_and_verifies(tmp_path: Path) -> None:
    log, path = signed_log((10,)), tmp_path / "film.zip"
    assert f"10 events in {path}" in said("export", str(log), "--to", str(path))
    assert verify.main([str(path)]) == 0
    with pytest.raises(FileExistsError):
        said("export", str(log), "--to", str(path))
    with pytest.raises(CommandError, match="There is no log"):
        said("export", str(uuid7()))


def test_the_signer_signs_once_rotates_and_tells_its_fingerprint() -> None:
    log = uuid7()
    grow(log, [uuid7()], 3)
    said("sign", "--once")
    found = checkpoints.newest(log)
    assert found and found.size == 3
    first = said("sign", "--fingerprint").strip()
    assert verify.fingerprint(keys.known()[0].raw) == first
    assert first not in said("sign", "--rotate")
    assert said("sign", "--fingerprint").strip() == first, "auditors go on comparing the first key"
