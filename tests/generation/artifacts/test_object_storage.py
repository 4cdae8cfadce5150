"""Artifacts in an S3 storage: a real server behind a relay that breaks what passes. What is not whole is never kept."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.models.functions import Now

from config.settings.base import storage as configured
from generation import queries as made
from generation.artifacts import artifact_store, bucket, patrol, storage
from generation.artifacts.errors import ArtifactDamaged, ArtifactMissing, StorageAway
from generation.models import ActionRow, ArtifactRow, AttemptRow, TraceRow
from generation.planning import planner
from generation.workers.child import Child
from generation.workers.intervals import Intervals
from generation.workers.task import Task
from tests.generation.filming import Film, take
from tests.support import s3
from tests.support.s3 import Place
from tests.support.waiting import eventually

pytestmark = pytest.mark.django_db
FERRY = b"a ferry at dawn"


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    """One server for the tests of this file."""
    with s3.server() as port:
        yield port


@pytest.fixture(autouse=True)
def bucket_of_film(server: int, settings: Any, monkeypatch: pytest.MonkeyPatch, own_store: Path) -> Iterator[Place]:
    """The store is an empty bucket."""
    for name, value in s3.KEYS.items():
        monkeypatch.setenv(name, value)
    settings.STORAGE_SAMPLE_ONE_IN = 0
    with s3.place(server) as place:
        settings.STORAGES = {**settings.STORAGES, "default": configured(place.url)}
        yield place


@pytest.fixture
def place(bucket_of_film: Place) -> Place:
    return bucket_of_film


def put(tmp_path: Path, body: bytes = FERRY) -> artifact_store.StoredFile:
    path = tmp_path / "file"
    path.write_bytes(body)
    kept = artifact_store.put(path, "text/plain")
    artifact_store.shelve([kept])
    return kept


def key_of(digest: str) -> str:
    return f"takes/{storage.name_of(digest)}"


def read(digest: str) -> bytes:
    with artifact_store.open_sound(digest) as file:
        return file.read()


def test_bytes_lie_under_their_digest_and_come_back(tmp_path: Path, place: Place) -> None:
    kept = put(tmp_path)
    assert (place.keys(), read(kept.digest)) == ([key_of(kept.digest)], FERRY)
    assert storage.size(kept.digest) == len(FERRY)


def test_a_file_of_many_blocks_comes_back_whole_and_in_parts(tmp_path: Path, place: Place) -> None:
    body = os.urandom(bucket.BLOCK * 2 + 7)
    kept = put(tmp_path, body)
    place.trouble.seen.clear()
    assert read(kept.digest) == body
    assert place.trouble.seen.count("GET") <= 4
    with artifact_store.open_sound(kept.digest) as file:
        file.seek(bucket.BLOCK - 3)
        assert file.read(6) == body[bucket.BLOCK - 3 : bucket.BLOCK + 3]
    with artifact_store.as_files([kept.digest]) as files:
        assert files[kept.digest].read_bytes() == body


def test_storing_twice_writes_once(tmp_path: Path, place: Place) -> None:
    put(tmp_path)
    put(tmp_path)
    assert place.trouble.seen.count("PUT") == 1


@pytest.mark.parametrize("how", ["cut off", "500", "503"])
def test_an_upload_that_fails_once_is_sent_again(tmp_path: Path, place: Place, how: str) -> None:
    place.fails(how)
    assert read(put(tmp_path).digest) == FERRY


@pytest.mark.parametrize(
    ("how", "said"),
    [("cut off", "it broke off the connection"), ("500", "it answers 500"), ("403", "it refuses the key")],
)
def test_an_upload_that_keeps_failing_is_refused_in_plain_words(
    tmp_path: Path, place: Place, how: str, said: str
) -> None:
    put(tmp_path, b"something else")
    place.fails(how, times=99)
    with pytest.raises(StorageAway, match=said) as refused:
        put(tmp_path)
    assert "127.0.0.1" not in refused.value.detail and ArtifactRow.objects.count() == 1


def test_an_upload_cut_short_on_the_way_is_refused_and_mended_by_the_next(tmp_path: Path, place: Place) -> None:
    place.fails("shortened")
    with pytest.raises(ArtifactDamaged, match="other bytes than were sent"):
        put(tmp_path)
    assert not ArtifactRow.objects.exists()
    assert read(put(tmp_path).digest) == FERRY


def test_an_answer_cut_short_is_asked_for_again_and_never_taken_for_the_whole(tmp_path: Path, place: Place) -> None:
    kept = put(tmp_path)
    place.fails("shortened", "GET", times=bucket.TRIES - 1)
    assert read(kept.digest) == FERRY
    place.fails("shortened", "GET", times=99)
    with pytest.raises(StorageAway):
        read(kept.digest)
    assert not ArtifactRow.objects.filter(missing=True).exists()


def test_a_file_that_is_written_while_it_is_read_is_not_read_half_and_half(tmp_path: Path, place: Place) -> None:
    kept = put(tmp_path, os.urandom(bucket.BLOCK * 2))
    with artifact_store.open_sound(kept.digest) as file:
        file.read(10)
        place.put(key_of(kept.digest), os.urandom(bucket.BLOCK * 2))
        with pytest.raises(StorageAway, match="changed while it was read"):
            file.read()


def test_other_bytes_of_the_same_length_are_found_by_their_tag(tmp_path: Path, place: Place) -> None:
    kept = put(tmp_path)
    place.put(key_of(kept.digest), FERRY.upper())
    with pytest.raises(ArtifactDamaged):
        read(kept.digest)
    assert ArtifactRow.objects.get().missing


def test_what_no_seal_tells_is_found_by_the_sample(tmp_path: Path, place: Place, settings: Any) -> None:
    kept = put(tmp_path)
    place.put(key_of(kept.digest), FERRY.upper())
    ArtifactRow.objects.update(seal=storage.seal(kept.digest))
    assert read(kept.digest) == FERRY.upper(), "nothing tells it apart"
    settings.STORAGE_SAMPLE_ONE_IN = 1
    with pytest.raises(ArtifactDamaged):
        read(kept.digest)


def test_an_object_that_is_gone_is_lost_and_a_bucket_that_is_gone_is_not(tmp_path: Path, place: Place) -> None:
    kept, other = put(tmp_path), put(tmp_path, b"the other")
    place.client.delete_object(Bucket=s3.BUCKET, Key=key_of(kept.digest))
    with pytest.raises(ArtifactMissing):
        read(kept.digest)
    assert ArtifactRow.objects.get(missing=True).digest == kept.digest
    place.client.delete_object(Bucket=s3.BUCKET, Key=key_of(other.digest))
    with pytest.raises(StorageAway, match="nothing lies under its prefix"):
        read(other.digest)
    place.client.delete_bucket(Bucket=s3.BUCKET)
    try:
        with pytest.raises(StorageAway, match="its bucket does not exist"):
            read(other.digest)
        assert ArtifactRow.objects.filter(missing=True).count() == 1
    finally:
        place.client.create_bucket(Bucket=s3.BUCKET)


def test_nobody_at_the_address_is_no_loss(tmp_path: Path, settings: Any, place: Place) -> None:
    kept = put(tmp_path)
    nowhere = configured("s3://film/takes?endpoint=http://127.0.0.1:9&region=us-east-1")
    settings.STORAGES = {**settings.STORAGES, "default": nowhere}
    with pytest.raises(StorageAway, match="nobody answers at its address"):
        read(kept.digest)
    assert patrol_finds_it_away()


def patrol_finds_it_away() -> bool:
    try:
        patrol.walk(rest=0)
    except StorageAway:
        return not ArtifactRow.objects.filter(missing=True).exists()
    return False


def test_a_film_is_made_lost_and_planned_anew(film: Film, place: Place) -> None:
    assert film.make("one") == {("one", stage) for stage in ("prompt", "keyframe", "motion", "finish")}
    lost = TraceRow.objects.order_by("id")[2].digests[0]
    place.client.delete_object(Bucket=s3.BUCKET, Key=key_of(lost))
    patrol.walk(rest=0)
    (line, *_) = planner.plan(film.log, [film.shots["one"]]).plan.lines
    assert (line.stage, line.verdict, line.cost.high > 0) == ("motion", "run", True)
    assert ("one", "motion") in film.make("one")
    assert not planner.plan(film.log, [film.shots["one"]]).plan.lines


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("shortened", "The storage holds other bytes than were sent to it."),
        ("500", "The storage cannot be reached: it answers 500"),
        ("cut off", "The storage cannot be reached: it broke off the connection."),
    ],
)
def test_a_commit_whose_upload_fails_is_refused_and_tried_again(film: Film, place: Place, how: str, said: str) -> None:
    order = film.order("one", stages=["prompt"])
    child = Child()
    try:
        place.fails(how, times=99)
        claimed = take()
        assert claimed
        eventually(Task(claimed, child, Intervals(stall=60)).watch, 60)
        attempt = AttemptRow.objects.get()
        assert attempt.outcome == "failed" and said in attempt.detail and "Traceback" not in attempt.detail
        assert (made.jobs(order)[0].state, TraceRow.objects.count()) == ("ready", 0)
    finally:
        child.kill()
    place.fails("")
    ActionRow.objects.update(available_at=Now())  # its pause is over
    assert film.work() == {("one", "prompt")}
