"""The patrol of a worker: it finds what decayed while nobody asked for it."""

from pathlib import Path
from threading import Thread

import pytest

from generation.artifacts import artifact_store
from generation.models import ArtifactRow
from generation.workers.patrolling import Patrol
from tests.support.waiting import eventually


def test_it_finds_what_is_gone_and_goes_on_when_a_look_fails(
    live_database: str, tmp_path: Path, own_store: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("a ferry at dawn")
    kept = artifact_store.put(tmp_path / "file", "text/plain")
    artifact_store.shelve([kept])
    patrol = Patrol(seconds_between=0.01)
    thread = Thread(target=patrol.run)
    thread.start()
    try:
        own_store.rename(tmp_path / "elsewhere")
        ArtifactRow.objects.update(checked_at=None)
        eventually(lambda: "The storage cannot be reached" in caplog.text)
        (tmp_path / "elsewhere").rename(own_store)
        (own_store / artifact_store.name_of(kept.digest)).unlink()
        ArtifactRow.objects.update(checked_at=None)
        eventually(lambda: ArtifactRow.objects.filter(missing=True).exists())
    finally:
        patrol.stop()
        thread.join(10)
    assert not thread.is_alive()
