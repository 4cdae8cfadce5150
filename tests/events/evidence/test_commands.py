"""What people run on the machine: verify, export, and the signer's commands."""

from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
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


def test_what_the_signer_prints_is_what_everybody_shows_and_takes(tmp_path: Path) -> None:
    log, path = uuid7(), tmp_path / "film.zip"
    grow(log, [uuid7()], 3)
    said("sign", "--once")
    [key] = checkpoints.verifiers(log)
    assert said("sign", "--key") == f"{log}: {key}\n"
    assert f"signing key {key}" in said("verify", str(log), "--key", key)
    assert f"python3 verify.py --key {key}\n" in said("export", str(log), "--to", str(path))
    assert verify.main([str(path), "--key", key]) == 0


def test_after_a_rotation_the_new_key_and_the_old_one_are_both_good(tmp_path: Path) -> None:
    log, streams, path = uuid7(), [uuid7()], tmp_path / "film.zip"
    grow(log, streams, 3)
    said("sign", "--once")
    printed = said("sign", "--rotate")
    old, new = checkpoints.verifiers(log)
    assert printed == f"{log}: {new}\n  before it: {old}\n"
    grow(log, streams, 6)
    said("sign", "--once")
    said("export", str(log), "--to", str(path))
    for key in (old, new):
        assert verify.main([str(path), "--key", key]) == 0
        assert f"{log}: verified" in said("verify", str(log), "--key", key)


def test_a_key_of_somebody_else_and_a_text_that_is_none_are_said_plainly() -> None:
    log, out = signed_log((3,)), StringIO()
    other = verify.verifier("continuity/another", Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    with pytest.raises(CommandError):
        call_command("verify", log, key=other, stdout=out)
    assert f"{log}: signed by another key" in out.getvalue() and "forged" not in out.getvalue()
    with pytest.raises(CommandError, match="--key: this cannot be a signing key: this is a digest; give the whole key"):
        call_command("verify", log, key="ab" * 32)
