"""Lost files: whatever happens to one is noticed, said, priced and made good, wherever the file is named."""

import hashlib
import json
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest

from events import rebuild, store
from events.evidence import live
from generation.artifacts import artifact_store, patrol, storage
from generation.jobs import replacing
from generation.jobs.claiming import start
from generation.jobs.ending import commit
from generation.models import ArtifactRow, JobRow, TraceRow
from generation.planning import planner
from generation.ports.work import OutputFile
from productions import commands, queries
from productions.commands import Target
from productions.domain.artifact import Artifact
from tests.conftest import Sequencer
from tests.generation.api.test_artifacts import body
from tests.generation.filming import Film, run, take
from tests.support.films import taken
from tests.support.making import context, production
from tests.support.web import Api, Reply, code, crew

STAGES = {"proxy": "finish", "poster": "finish", "master": "finish", "frames": "motion"}


def delete(path: Path) -> None:
    path.unlink()


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1)


HARMS = (delete, flip, truncate)


@pytest.fixture
def made(ida: Api, film: Film) -> UUID:
    """A take of the first shot, with something laid over so that the master is a file of its own; its id."""
    commands.set_parameter(film.by, film.log, Target("production", film.log), "burn_in", True)
    film.make("one")
    (only,) = queries.moment(film.log).takes
    return only


def of(film: Film, take_id: UUID, role: str) -> str:
    """The digest of a take's artifact."""
    artifact = queries.moment(film.log).takes[take_id].state.artifact(role)
    assert artifact
    return artifact.digest


def get(api: Api, digest: str, **headers: str) -> Reply:
    return api.send("GET", f"artifacts/{digest}/", headers=headers)


def planned(film: Film) -> list[tuple[str, str, str]]:
    """What the plan says of the first shot."""
    lines = planner.plan(film.log).plan.lines
    return [(line.stage, line.verdict, line.reason) for line in lines if line.shot == film.shots["one"]]


def work_otherwise() -> list[str]:
    """Do all the work in another writer's bytes: the same content with something behind it. Return the stages."""
    done = []
    while claimed := take():
        assignment = start(claimed)
        assert assignment
        with TemporaryDirectory() as folder:
            assert commit(claimed, run(assignment, Path(folder), _otherwise), Decimal("0.5"))
        done.append(assignment.stage)
    return done


def _otherwise(output: OutputFile) -> Artifact:
    with output.path.open("ab") as file:
        file.write(b"\n")
    return artifact_store.keep(output)


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("role", STAGES)
def test_a_harmed_file_is_never_given_out_and_is_planned_and_made_good(
    ida: Api, film: Film, made: UUID, role: str, harm: Callable[[Path], None]
) -> None:
    digest = of(film, made, role)
    harm(storage.path(digest))
    for member in crew(ida, str(film.log)).values():
        whole, part = get(member, digest), get(member, digest, Range="bytes=0-9")
        head = member.send("HEAD", f"artifacts/{digest}/")
        assert [whole.status_code, part.status_code, head.status_code] == [410] * 3
    assert code(get(ida, digest)) == ("artifact-missing" if harm is delete else "artifact-damaged")
    assert ida.get(f"shots/{film.shots['one']}/takes/")["results"][0]["lost"] == [role]
    stage = STAGES[role]
    plan = planner.plan(film.log, [film.shots["one"]])
    assert (stage, "run", "its result is no longer stored") in planned(film)
    assert plan.plan.cost.high > 0
    assert ("one", stage) in film.make("one")
    assert hashlib.sha256(body(get(ida, digest))).hexdigest() == digest.partition(":")[2]
    assert (planned(film), list(queries.moment(film.log).takes)) == ([], [made])
    assert ida.get(f"shots/{film.shots['one']}/takes/")["results"][0]["lost"] == []


@pytest.mark.parametrize("decided", ["nothing", "approved", "pinned"])
@pytest.mark.parametrize("role", STAGES)
def test_other_bytes_of_the_same_content_stand_for_lost_ones_wherever_these_are_named(
    ida: Api, film: Film, made: UUID, role: str, decided: str, sequencer: Sequencer
) -> None:
    if decided == "approved":
        commands.approve_take(film.by, film.log, made)
    if decided == "pinned":
        commands.pin_take(film.by, film.log, made)
    lost, review = of(film, made, role), queries.moment(film.log).takes[made].state.review
    elsewhere = context()
    other = production(elsewhere)
    (same,) = [each for each in queries.moment(film.log).takes[made].state.artifacts if each.role == role]
    foreign = taken(elsewhere, other, artifacts=[Artifact("master", lost, same.content, same.media_type, same.size)])
    delete(storage.path(lost))
    assert get(ida, lost).status_code == 410
    assert (STAGES[role], "run", "its result is no longer stored") in planned(film)
    film.order("one")
    assert STAGES[role] in work_otherwise()

    state = queries.moment(film.log).takes[made].state
    sound = of(film, made, role)
    assert sound != lost and body(get(ida, sound)).endswith(b"\n")
    assert (state.review, state.pinned) == (review, decided == "pinned")
    assert (planned(film), list(queries.moment(film.log).takes)) == ([], [made])
    assert queries.moment(other).takes[foreign].state.artifacts[0].digest == sound
    gone = get(ida, lost)
    assert (gone.status_code, gone.json()["replaced_by"]) == (410, sound)
    (first,) = JobRow.objects.filter(key=state.recipes[STAGES[role]], state="done").order_by("id")[:1]
    told = [json.loads(event.payload) for id_ in (made, first.id) for event in store.read_stream(id_)]
    assert [(each["from"], each["to"]) for each in told if "from" in each] == [(lost, sound)] * 2

    sequencer.step()
    assert not rebuild.rebuild(check=True)
    for log in (film.log, other):
        report = live.verify_log(log, lambda done, total, step: None)
        assert not [each for each in report.findings if each.table == "media" and lost in each.message]


def test_the_frames_that_are_the_master_too_are_replaced_in_both(ida: Api, film: Film) -> None:
    film.make("one")
    (made,) = queries.moment(film.log).takes
    lost = of(film, made, "master")
    assert lost == of(film, made, "frames")
    delete(storage.path(lost))
    get(ida, lost)
    film.order("one")
    assert work_otherwise() == ["motion"]
    assert of(film, made, "master") == of(film, made, "frames") != lost
    assert planned(film) == []


def test_a_take_whose_trace_was_healed_without_it_is_mended(film: Film, made: UUID) -> None:
    lost = of(film, made, "master")
    film_trace = TraceRow.objects.get(digests__contains=[lost])
    with TemporaryDirectory() as folder:
        (Path(folder) / "again").write_bytes(storage.path(lost).read_bytes() + b"\n")
        sound = artifact_store.put(Path(folder) / "again", "video/x-matroska")
    artifact_store.shelve([sound])
    film_trace.artifacts = json.loads(json.dumps(film_trace.artifacts).replace(lost, sound.digest))
    film_trace.digests = [sound.digest if digest == lost else digest for digest in film_trace.digests]
    film_trace.save()
    assert replacing.mend() == 0
    delete(storage.path(lost))
    assert patrol.walk(rest=0) and ArtifactRow.objects.get(digest=lost).missing
    assert (replacing.mend(), replacing.mend()) == (1, 0)
    assert of(film, made, "master") == sound.digest


def test_a_take_of_other_inputs_says_that_its_file_is_lost(ida: Api, film: Film, made: UUID) -> None:
    commands.approve_take(film.by, film.log, made)
    commands.change_shot(film.by, film.log, film.shots["one"], {"description": "Rain over the quay."})
    digest = of(film, made, "master")
    delete(storage.path(digest))
    get(ida, digest)
    shown = ida.get(f"shots/{film.shots['one']}/takes/")["results"][0]
    assert (shown["lost"], shown["out_of_date"]) == (["master"], True)
    assert {verdict for _, verdict, _ in planned(film)} == {"pinned"}


def test_what_came_back_from_a_copy_is_sound_again(ida: Api, film: Film, made: UUID, tmp_path: Path) -> None:
    digest = of(film, made, "proxy")
    storage.path(digest).rename(tmp_path / "copy")
    assert get(ida, digest).status_code == 410
    (tmp_path / "copy").rename(storage.path(digest))
    assert get(ida, digest).status_code == 200
    assert planned(film) == []


def test_a_storage_that_is_away_is_no_loss(ida: Api, film: Film, made: UUID, own_store: Path, tmp_path: Path) -> None:
    digest = of(film, made, "proxy")
    own_store.rename(tmp_path / "elsewhere")
    away = get(ida, digest)
    assert (away.status_code, code(away), away["Retry-After"]) == (503, "storage-away", "10")
    with pytest.raises(storage.StorageAway):
        artifact_store.put(Path(__file__), "text/plain")
    film.order("one", "two")
    assert {job.state for job in JobRow.objects.filter(shot=film.shots["one"])} <= {"done", "reused"}
    assert not ArtifactRow.objects.filter(missing=True).exists()
    (tmp_path / "elsewhere").rename(own_store)
    assert get(ida, digest).status_code == 200


def test_what_decays_unseen_is_found_by_the_patrol(ida: Api, film: Film, made: UUID) -> None:
    path = storage.path(of(film, made, "master"))
    before = path.stat()
    flip(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert patrol.walk(rest=0) == ArtifactRow.objects.count()
    assert get(ida, of(film, made, "master")).status_code == 410


def test_a_patrol_goes_round_in_slices_and_lets_what_it_read_rest(film: Film, made: UUID) -> None:
    count = ArtifactRow.objects.count()
    assert patrol.walk() == 0
    ArtifactRow.objects.update(checked_at=None)
    assert [patrol.walk(most_bytes=1) for _ in range(count + 1)] == [1] * count + [0]


def test_a_file_is_read_whole_once_and_then_known_by_its_seal(ida: Api, film: Film, made: UUID) -> None:
    digest = of(film, made, "proxy")
    ArtifactRow.objects.update(seal="")
    assert get(ida, digest).status_code == 200
    assert ArtifactRow.objects.get(digest=digest).seal == storage.seal(digest)
    os.utime(storage.path(digest))
    assert ArtifactRow.objects.get(digest=digest).seal != storage.seal(digest)
    assert get(ida, digest).status_code == 200
