"""The files of a film are evidence too: those that events name are read back, and what is gone or damaged is named."""

import json
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from events.evidence import audits, contributors, live, verify
from events.evidence.verify import Report
from generation.artifacts import artifact_store
from productions import commands, queries
from productions.domain.artifact import Artifact, Substitution
from tests.conftest import Sequencer
from tests.support.films import taken
from tests.support.making import context, production

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """The store, and keys beside it."""
    default = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "s")}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    settings.SIGNING_KEYS = tmp_path / "keys"
    return tmp_path / "s"


@pytest.fixture
def film(tmp_path: Path, sequencer: Sequencer) -> UUID:
    """A production with one take, whose master is stored; the last event of its log made it."""
    (tmp_path / "master").write_bytes(b"frames")
    kept = artifact_store.put(tmp_path / "master", "video/x-matroska")
    artifact_store.shelve([kept])
    by = context()
    log = production(by)
    taken(by, log, artifacts=[Artifact("master", kept.digest, kept.digest, "video/x-matroska", kept.size)])
    sequencer.step()
    return log


def media_of(film: UUID) -> tuple[Report, list[verify.Finding]]:
    report = live.verify_log(film, lambda done, total, step: None)
    return report, [each for each in report.findings if each.table == "media"]


def stored(folder: Path) -> Path:
    return next(path for path in folder.rglob("*") if path.is_file())


def test_sound_files_are_counted(film: UUID) -> None:
    report, findings = media_of(film)
    assert (report.media, findings) == (1, [])


def test_a_file_that_was_changed_is_named_with_the_event_that_made_it(film: UUID, folder: Path) -> None:
    path = stored(folder)
    path.chmod(0o644)
    path.write_bytes(b"FRAMES")
    report, [finding] = media_of(film)
    assert (finding.kind, finding.position, report.verdict) == ("edited", report.size, "mismatch")


def test_a_file_that_is_gone_is_a_gap(film: UUID, folder: Path) -> None:
    stored(folder).unlink()
    report, [finding] = media_of(film)
    assert (finding.kind, finding.position, report.verdict) == ("missing", report.size, "gap")


@pytest.fixture
def replaced(film: UUID, folder: Path, tmp_path: Path, sequencer: Sequencer) -> str:
    """The digest of the master, whose file is gone, while another stands for it."""
    by = context()
    ((_, take, state),) = queries.takes_naming(f"sha256:{stored(folder).name}")
    (lost,) = state.artifacts
    stored(folder).unlink()
    (tmp_path / "again").write_bytes(b"the same frames in other bytes")
    sound = artifact_store.put(tmp_path / "again", lost.media_type)
    artifact_store.shelve([sound])
    standing = Substitution(lost.role, lost.content, lost.digest, sound.digest, sound.size)
    commands.replace_artifact(by, film, take, standing)
    sequencer.step()
    return lost.digest


def test_a_file_for_which_another_stands_may_be_gone(film: UUID, replaced: str) -> None:
    report, findings = media_of(film)
    assert (report.media, findings) == (1, [])


def test_what_stands_for_a_file_must_be_there(film: UUID, replaced: str, folder: Path) -> None:
    stored(folder).unlink()
    report, [finding] = media_of(film)
    assert (finding.kind, finding.position, report.verdict) == ("missing", report.size, "gap")


def test_an_export_tells_what_stands_for_a_file_and_believes_the_events_alone(
    film: UUID, replaced: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    audits.ask("export", film, context().actor)
    audits.step()
    with zipfile.ZipFile(folder / audits.of("export", film).get().file) as archive:
        archive.extractall(tmp_path / "export")
    checking = [str(tmp_path / "export"), "--media", str(folder / "sha256")]
    verify.main(checking)
    assert "(media" not in capsys.readouterr().out
    listed = tmp_path / "export" / "media.ndjson"
    first, second = map(json.loads, listed.read_text().splitlines())
    listed.write_text("".join(json.dumps(each) + "\n" for each in (first, {**second, "position": first["position"]})))
    assert verify.main(checking) == 1
    assert f"DAMAGE missing (media, position {first['position']}): The file {replaced}" in capsys.readouterr().out


def test_an_export_lists_digests_with_which_files_are_compared_elsewhere(
    film: UUID, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    audits.ask("export", film, context().actor)
    audits.step()
    path = folder / audits.of("export", film).get().file
    verify.main([str(path), "--media", str(folder / "sha256")])
    assert "(media" not in capsys.readouterr().out
    next((folder / "sha256").rglob("*/*/*")).unlink()
    assert verify.main([str(path), "--media", str(folder / "sha256")]) == 1
    assert "DAMAGE missing (media" in capsys.readouterr().out


@pytest.fixture
def export(film: UUID, folder: Path, tmp_path: Path) -> Path:
    """An export of the film, unpacked."""
    audits.ask("export", film, context().actor)
    audits.step()
    with zipfile.ZipFile(folder / audits.of("export", film).get().file) as archive:
        archive.extractall(tmp_path / "export")
    return tmp_path / "export"


def test_a_file_that_the_list_leaves_out_is_named(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verify.main([str(export)])
    assert "(media" not in capsys.readouterr().out
    listed = export / "media.ndjson"
    said = json.loads(listed.read_text())
    listed.write_text("")
    assert verify.main([str(export)]) == 1
    told = capsys.readouterr().out
    assert (
        f"DAMAGE removed (media, position {said['position']}): The list of files leaves {said['digest']} out." in told
    )


def test_a_file_that_no_event_names_does_not_count(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = export / "media.ndjson"
    invented = {**json.loads(listed.read_text()), "digest": f"sha256:{'0' * 64}"}
    listed.write_text(listed.read_text() + json.dumps(invented) + "\n")
    assert verify.main([str(export)]) == 1
    assert f"DAMAGE inserted (media, position {invented['position']})" in capsys.readouterr().out


def test_the_verifier_knows_every_type_of_event_that_names_files() -> None:
    assert verify.FILES.keys() == contributors._given.finders.keys()


@pytest.mark.parametrize("type_", sorted(verify.FILES))
def test_the_verifier_finds_the_files_that_the_export_lists(type_: str) -> None:
    golden = Path(__file__).parents[1] / "events" / "golden" / f"{type_}.1.json"
    payload = json.loads(golden.read_text())["payload"]
    if type_.endswith("parameter_set"):  # of parameters, a table of colours is a file
        payload["to"] = {"file": f"sha256:{'1' * 64}", "name": "harbour.cube", "rights": ""}
    listed = [media.digest for media in contributors._given.finders[type_](payload)]
    blank = dict.fromkeys(verify.Record._fields, "")
    record = verify.Record(**{**blank, "type": type_, "payload": json.dumps(payload)})  # type: ignore[arg-type]  # of the rest nothing is read
    assert verify.files_of(record) == listed != []
