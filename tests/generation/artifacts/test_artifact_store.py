"""Artifacts: stored once under their digest, never overwritten, and missed when they are gone."""

from pathlib import Path

import pytest

from generation.artifacts import artifact_store
from generation.artifacts.storage import ArtifactDamaged, ArtifactMissing, NoDigest
from generation.models import ArtifactRow, TraceRow
from generation.planning import planner
from tests.generation.filming import Film, pretend_all

pytestmark = pytest.mark.django_db
FERRY = "sha256:" + "92" * 32


def written(folder: Path, text: str = "a ferry at dawn") -> Path:
    path = folder / "file"
    path.write_text(text)
    return path


def stored(store: Path, digest: str) -> Path:
    return store / artifact_store.name_of(digest)


def test_bytes_come_back_under_their_digest(tmp_path: Path, own_store: Path) -> None:
    kept = artifact_store.put(written(tmp_path), "text/plain")
    with artifact_store.open_sound(kept.digest) as file:
        assert file.read() == b"a ferry at dawn"
    assert (kept.size, stored(own_store, kept.digest).exists()) == (15, True)


def test_storing_twice_writes_once(tmp_path: Path, own_store: Path) -> None:
    kept = artifact_store.put(written(tmp_path), "text/plain")
    before = stored(own_store, kept.digest).stat()
    artifact_store.put(written(tmp_path), "text/plain")
    assert stored(own_store, kept.digest).stat() == before


def test_nothing_but_the_artifact_is_left_behind(tmp_path: Path, own_store: Path) -> None:
    kept = artifact_store.put(written(tmp_path), "text/plain")
    assert [path for path in own_store.rglob("*") if path.is_file()] == [stored(own_store, kept.digest)]


def test_a_file_cut_short_is_written_anew(tmp_path: Path, own_store: Path) -> None:
    kept = artifact_store.put(written(tmp_path), "text/plain")
    stored(own_store, kept.digest).write_text("a fer")
    artifact_store.put(written(tmp_path), "text/plain")
    artifact_store.verify(kept.digest)


def test_a_flipped_bit_is_found_and_healed(tmp_path: Path, own_store: Path) -> None:
    kept = artifact_store.put(written(tmp_path), "text/plain")
    ArtifactRow.objects.create(digest=kept.digest, size=kept.size, media_type="text/plain")
    stored(own_store, kept.digest).write_text("a ferry at dusk")
    with pytest.raises(ArtifactDamaged):
        artifact_store.verify(kept.digest)
    assert ArtifactRow.objects.get().missing
    artifact_store.put(written(tmp_path), "text/plain")
    artifact_store.verify(kept.digest)


@pytest.mark.parametrize("digest", ["", "sha256:..", "md5:" + "0" * 32, "sha256:" + "../" * 21 + "a", FERRY.upper()])
def test_what_is_no_digest_opens_nothing(digest: str) -> None:
    with pytest.raises(NoDigest):
        artifact_store.open_sound(digest)


def test_bytes_that_are_gone_are_said_to_be_gone(tmp_path: Path) -> None:
    artifact_store.put(written(tmp_path), "text/plain")
    with pytest.raises(ArtifactMissing):
        artifact_store.open_sound(FERRY)


def test_a_lost_artifact_is_planned_and_made_anew_in_place(film: Film, own_store: Path) -> None:
    film.order("one")
    pretend_all()
    lost = TraceRow.objects.order_by("id")[2]
    stored(own_store, lost.digests[0]).unlink()
    with pytest.raises(ArtifactMissing):
        artifact_store.open_sound(lost.digests[0])
    (line, *_) = planner.plan(film.log, [film.shots["one"]]).plan.lines
    assert (line.stage, line.verdict, line.reason) == ("motion", "run", "its result is no longer stored")
    film.order("one")
    assert [stage for stage, _ in pretend_all()] == ["motion"]
    assert TraceRow.objects.count() == 4
    assert not planner.plan(film.log, [film.shots["one"]]).plan.lines


def test_an_order_finds_by_itself_that_bytes_are_gone(film: Film, own_store: Path) -> None:
    film.order("one")
    pretend_all()
    stored(own_store, TraceRow.objects.order_by("id")[3].digests[0]).unlink()
    film.order("one")
    assert [stage for stage, _ in pretend_all()] == ["finish"]
