"""Files for machines that joined: read and stored by digest, by them alone."""

import hashlib
from pathlib import Path

import pytest

from generation.artifacts import artifact_store, storage
from generation.models import ArtifactRow, MachineRow
from productions.models import User
from productions.people import machines
from tests.generation.api.test_artifacts import body
from tests.generation.filming import Film
from tests.support.web import Api, code

pytestmark = pytest.mark.django_db
BYTES = b"frames" * 50_000
DIGEST = f"sha256:{hashlib.sha256(BYTES).hexdigest()}"


@pytest.fixture
def machine(db: None) -> Api:
    """A machine that was invited."""
    person, _ = machines.open_account("render-2", 30)
    MachineRow.objects.create(name="render-2", person=person, role="continuity_worker_1")
    return Api(User.objects.get(person=person))


def test_what_a_machine_stores_it_and_the_studio_read(machine: Api) -> None:
    assert machine.send("PUT", f"workers/files/{DIGEST}/", BYTES).status_code == 204
    said = machine.send("GET", f"workers/files/{DIGEST}/")
    assert body(said) == BYTES
    with storage.opened(DIGEST) as file:
        assert file.read() == BYTES


def test_the_size_is_known_without_the_bytes(machine: Api) -> None:
    machine.send("PUT", f"workers/files/{DIGEST}/", BYTES)
    said = machine.send("HEAD", f"workers/files/{DIGEST}/")
    assert (said.status_code, said["Content-Length"], said.content) == (200, str(len(BYTES)), b"")


@pytest.mark.parametrize("sent", [BYTES[:-1], b"", BYTES + b"x"])
def test_other_bytes_than_the_digest_names_are_refused(machine: Api, sent: bytes) -> None:
    said = machine.send("PUT", f"workers/files/{DIGEST}/", sent)
    assert (said.status_code, code(said)) == (410, "artifact-damaged")
    assert artifact_store.is_first()


def test_what_is_there_is_not_replaced_by_other_bytes(machine: Api) -> None:
    machine.send("PUT", f"workers/files/{DIGEST}/", BYTES)
    assert machine.send("PUT", f"workers/files/{DIGEST}/", b"other").status_code == 410
    artifact_store.verify(DIGEST)


def test_where_nothing_was_stored_yet_everything_is_missing(machine: Api) -> None:
    said = machine.send("GET", f"workers/files/{DIGEST}/")
    assert (said.status_code, code(said)) == (410, "artifact-missing")


def test_a_storage_that_is_away_is_not_written_anew(machine: Api, own_store: Path) -> None:
    ArtifactRow.objects.create(digest=DIGEST, size=1, media_type="text/plain")
    for method in ("GET", "PUT"):
        said = machine.send(method, f"workers/files/{DIGEST}/", BYTES)
        assert (said.status_code, code(said)) == (503, "storage-away")
    assert not own_store.exists()


def test_what_is_not_there_is_missing(machine: Api) -> None:
    machine.send("PUT", f"workers/files/{DIGEST}/", BYTES)
    said = machine.send("GET", f"workers/files/sha256:{'0' * 64}/")
    assert (said.status_code, code(said)) == (410, "artifact-missing")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT"])
def test_nobody_else_reads_or_stores_files_so(ida: Api, film: Film, machine: Api, method: str) -> None:
    assert ida.send(method, f"workers/files/{DIGEST}/", b"x").status_code == 403
    MachineRow.objects.update(revoked_at="2020-01-01T00:00:00Z")
    assert machine.send(method, f"workers/files/{DIGEST}/", b"x").status_code == 403


def test_a_machine_sees_no_production(machine: Api, film: Film) -> None:
    assert machine.get("productions/")["results"] == []
    assert machine.send("GET", f"productions/{film.log}/").status_code == 404


def test_a_closed_account_lets_nobody_in(machine: Api) -> None:
    machines.close_account("render-2")
    assert machine.send("GET", "me/").status_code == 401


def test_a_new_invitation_ends_the_older_one(machine: Api) -> None:
    machines.open_account("render-2", 30)
    assert machine.send("GET", "me/").status_code == 401
