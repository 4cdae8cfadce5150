"""Each kind of tampering with each table is found, in the live database and by the verifier in an export of it."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from events import notes, sequencer, store
from events.evidence import anchors, checkpoints, export, live, verify
from events.evidence.verify import Report
from tests.events.evidence.logs import signed_log
from tests.events.making import new_event
from tests.support.databases import Server

SIZES = (10, 20, 30, 40)
TABLES = ("event", "log", "checkpoint", "stream", "tile", "signing_key", "pending")


@dataclass
class Place:
    """A signed log in a database of its own, its owner with all guards off, and its anchored notes."""

    log: UUID
    owner: psycopg.Connection
    anchored: Path
    folder: Path

    def tamper(self, *statements: str) -> None:
        """Run SQL in which `log`, `e(17)` and `s(17)` stand for the log, and the event and stream at position 17."""
        for statement in statements:
            self.owner.execute(statement, {"log": self.log})
        self.owner.commit()

    def live(self, *, kept: bool = False, key: bytes | None = None) -> Report:
        return live.verify_log(self.log, _still, kept=self.anchored if kept else None, pinned=key)

    def exported(self, *, kept: bool = False, key: bytes | None = None) -> Report:
        path = self.folder / "export.zip"
        with path.open("wb") as file:
            export.write(self.log, file, _still)
        kept_notes = anchors.kept_in(self.anchored, self.log) if kept else []
        return verify.examine(verify.evidence_of(verify.Export(path), kept_notes, key))


def _still(done: int, total: int, step: str) -> None:
    pass


@pytest.fixture
def place(live_database: str, database_server: Server, settings: Any, tmp_path: Path) -> Iterator[Place]:
    settings.ANCHOR_URL = ""
    log = signed_log(SIZES)
    keep(log, tmp_path / "anchored")
    name = str(connection.settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")
    with psycopg.connect(database_server.admin(name)) as owner:
        for table in TABLES:
            owner.execute(f"ALTER TABLE eventlog.{table} DISABLE TRIGGER USER")
        owner.execute(HELP)
        owner.commit()
        yield Place(log, owner, tmp_path / "anchored", tmp_path)


HELP = """
CREATE FUNCTION pg_temp.e(log uuid, at bigint) RETURNS uuid LANGUAGE sql AS
    'SELECT event_id FROM eventlog.log l WHERE l.log = $1 AND l.position = $2';
CREATE FUNCTION pg_temp.s(log uuid, at bigint) RETURNS uuid LANGUAGE sql AS
    'SELECT stream FROM eventlog.event WHERE event_id = pg_temp.e($1, $2)';
"""
E, S = "pg_temp.e(%(log)s, {})", "pg_temp.s(%(log)s, {})"
E17, E18, S17 = E.format(17), E.format(18), S.format(17)
EDIT = f'UPDATE eventlog.event SET payload = \'{{"to":"forged"}}\' WHERE event_id = {E17}'
LEAVES = """UPDATE eventlog.event e SET leaf = eventlog.leaf(s.log, e.stream, e.version, e.event_id, e.type,
    e.schema_version, e.recorded_at, e.actor, e.payload, e.meta) FROM eventlog.stream s WHERE s.id = e.stream"""
FOLLOW = "UPDATE eventlog.log l SET leaf = e.leaf FROM eventlog.event e WHERE e.event_id = l.event_id"
DOWN = "UPDATE eventlog.log SET position = position {} WHERE log = %(log)s AND position {}"
FORGE = f"""INSERT INTO eventlog.event (event_id, stream, version, type, schema_version, payload, meta, actor,
        recorded_at, leaf)
    SELECT gen_random_uuid(), stream, 99, type, 1, '{{"to":"forged"}}', meta, actor, recorded_at, sha256('x')
    FROM eventlog.event WHERE event_id = {E17}"""
PLACE_FORGED = """INSERT INTO eventlog.log SELECT %(log)s, {}, 1000, event_id, leaf, now()
    FROM eventlog.event WHERE version = 99"""


def shift(by: int, behind: int) -> tuple[str, str]:
    """Move positions without touching a taken one."""
    return DOWN.format("+ 1000", f"> {behind}"), DOWN.format(f"- {1000 - by}", "> 1000")


CASES: dict[str, tuple[tuple[str, ...], str, str, int | None]] = {
    # what was done: (statements, kind, table, first bad position)
    "event edited": ((EDIT,), "edited", "event", 17),
    "event edited by another actor": (
        (f"UPDATE eventlog.event SET actor = gen_random_uuid() WHERE event_id = {E17}",), "edited", "event", 17),
    "event edited with its own leaf": ((EDIT, LEAVES), "edited", "event", 17),
    "event edited with every leaf": ((EDIT, LEAVES, FOLLOW), "rewritten", "log", 11),
    "event backdated": (
        (f"UPDATE eventlog.event SET recorded_at = '2020-01-01Z' WHERE event_id = {E17}",), "edited", "event", 17),
    "event removed": ((f"DELETE FROM eventlog.event WHERE event_id = {E17}",), "removed", "event", 17),
    "events truncated": (
        ("DELETE FROM eventlog.event WHERE event_id IN (SELECT event_id FROM eventlog.log WHERE position > 35)",),
        "removed", "event", 36),
    "event inserted": ((FORGE, *shift(1, 16), PLACE_FORGED.format(17)), "edited", "event", 17),
    "event inserted with every leaf": (
        (FORGE, *shift(1, 16), PLACE_FORGED.format(17), LEAVES, FOLLOW), "rewritten", "log", 11),
    "event replaced": (
        (FORGE, f"UPDATE eventlog.log SET event_id = (SELECT event_id FROM eventlog.event WHERE version = 99)"
                f" WHERE event_id = {E17}"), "edited", "event", 17),
    "events reordered": (
        ("CREATE TEMPORARY TABLE two AS SELECT position, event_id FROM eventlog.log WHERE position IN (17, 18)",
         "UPDATE eventlog.log SET event_id = gen_random_uuid() WHERE position IN (17, 18)",
         "UPDATE eventlog.log l SET event_id = t.event_id FROM two t WHERE l.position = 35 - t.position"),
        "reordered", "event", 17),
    "log edited": (("UPDATE eventlog.log SET leaf = sha256('x') WHERE position = 17",), "edited", "log", 17),
    "log removed": (("DELETE FROM eventlog.log WHERE position = 17",), "removed", "log", 17),
    "log removed and closed": (
        ("DELETE FROM eventlog.log WHERE position = 17", *shift(-1, 17)), "rewritten", "log", 11),
    "log reordered": (
        ("UPDATE eventlog.log SET position = 1000 WHERE position = 17",
         "UPDATE eventlog.log SET position = 17 WHERE position = 18",
         "UPDATE eventlog.log SET position = 18 WHERE position = 1000"), "rewritten", "log", 11),
    "log truncated": (("DELETE FROM eventlog.log WHERE position > 35",), "truncated", "log", 36),
    "log moved away": (
        ("UPDATE eventlog.log SET log = gen_random_uuid() WHERE position > 35",), "truncated", "log", 36),
    "checkpoint emptied": (("UPDATE eventlog.checkpoint SET note = '' WHERE size = 20",), "forged", "checkpoint", None),
    "checkpoint resized": (
        ("UPDATE eventlog.checkpoint SET size = 21, note = replace(note, E'\\n20\\n', E'\\n21\\n') WHERE size = 20",),
        "forged", "checkpoint", 21),
    "checkpoint of another log": (
        ("UPDATE eventlog.checkpoint SET note = replace(note, 'continuity/', 'continuity/0') WHERE size = 20",),
        "forged", "checkpoint", 20),
    "checkpoints removed": (("DELETE FROM eventlog.checkpoint",), "unsigned", "checkpoint", None),
    "stream renamed": ((f"UPDATE eventlog.stream SET category = 'other' WHERE id = {S17}",), "edited", "stream", 1),
    "stream moved": ((f"UPDATE eventlog.stream SET log = gen_random_uuid() WHERE id = {S17}",), "edited", "event", 1),
    "stream removed": ((f"DELETE FROM eventlog.stream WHERE id = {S17}",), "removed", "event", 1),
    "stream inserted": (
        ("INSERT INTO eventlog.stream VALUES (gen_random_uuid(), 'thing', %(log)s)",),
        "discontinuity", "stream", None),
    "key slipped in": (
        ("INSERT INTO eventlog.signing_key VALUES (sha256('x'), 2, '')",), "forged", "signing_key", None),
}  # fmt: skip


def says(report: Report, kind: str, table: str, position: int | None) -> None:
    assert report.verdict != "verified"
    assert (kind, table) in {(each.kind, each.table) for each in report.findings}, report.findings
    if position is not None:
        assert report.first_bad == position, report.findings


def test_what_nobody_touched_is_verified(place: Place) -> None:
    for report in (place.live(kept=True), place.exported(kept=True)):
        assert (report.verdict, report.size, report.protected, report.notes) == ("verified", 40, 40, 4), report
        assert report.findings == []


@pytest.mark.parametrize("case", CASES)
def test_tampering_is_found_and_its_first_position_named(place: Place, case: str) -> None:
    statements, kind, table, position = CASES[case]
    place.tamper(*statements)
    if case == "checkpoints removed":  # the signer remembers what it signed, an export has only what it holds
        says(place.live(), "removed", "checkpoint", None)
    else:
        says(place.live(), kind, table, position)
    says(place.exported(), kind, table, position)


def test_an_event_that_was_put_beside_the_log_is_found(place: Place) -> None:
    place.tamper(FORGE)
    says(place.live(), "unplaced", "event", None)
    says(place.exported(), "discontinuity", "stream", None)


def test_an_event_that_was_taken_out_of_the_queue_is_named(place: Place) -> None:
    [stream] = place.owner.execute(f"SELECT {S17}", {"log": place.log}).fetchone() or ()
    [lost] = store.append([new_event(stream, 11, log=place.log)])
    place.tamper("DELETE FROM eventlog.pending")
    assert sequencer.step() == 0
    says(place.live(), "unplaced", "event", None)
    assert str(lost.event_id) in " ".join(each.message for each in place.live().findings)
    says(place.exported(), "discontinuity", "stream", None)
    store.append([new_event(stream, 12, log=place.log)])
    assert sequencer.step() == 1
    says(place.exported(), "discontinuity", "event", 41)


def test_an_event_that_waits_for_its_number_is_not_missing(place: Place) -> None:
    [stream] = place.owner.execute(f"SELECT {S17}", {"log": place.log}).fetchone() or ()
    store.append([new_event(stream, 11, log=place.log)])
    assert place.live().findings == place.exported().findings == []


def test_a_cause_that_was_put_beside_an_event_is_found(place: Place) -> None:
    place.tamper(f"UPDATE eventlog.event SET command = 'forged' WHERE event_id = {E17}")
    says(place.live(), "edited", "event", 17)


def test_a_note_of_another_key_is_forged(place: Place) -> None:
    other, origin = Ed25519PrivateKey.generate(), notes.origin(place.log)
    note = notes.sign(origin, notes.Checkpoint(origin, 20, b"x" * 32).text(), other)
    place.owner.execute("UPDATE eventlog.checkpoint SET root = %s, note = %s WHERE size = 20", [b"x" * 32, note])
    place.owner.commit()
    says(place.live(), "forged", "checkpoint", 20)
    says(place.exported(), "forged", "checkpoint", 20)


def test_a_root_that_its_note_does_not_sign_is_named(place: Place) -> None:
    place.tamper("UPDATE eventlog.checkpoint SET root = sha256('x') WHERE size = 20")
    says(place.live(), "forged", "checkpoint", 20)


def test_only_notes_that_were_kept_elsewhere_show_that_the_whole_end_was_cut_off(place: Place) -> None:
    place.tamper(
        "DELETE FROM eventlog.event WHERE event_id IN (SELECT event_id FROM eventlog.log WHERE position > 30)",
        "DELETE FROM eventlog.log WHERE position > 30",
        "DELETE FROM eventlog.checkpoint WHERE size > 30",
    )
    assert place.exported().verdict == "verified"
    says(place.exported(kept=True), "truncated", "log", 31)
    says(place.live(), "truncated", "log", 31)


def test_a_single_note_that_was_taken_away_is_missed_by_those_who_kept_it(place: Place) -> None:
    place.tamper("DELETE FROM eventlog.checkpoint WHERE size = 40")
    says(place.live(kept=True), "removed", "checkpoint", None)
    says(place.exported(kept=True), "removed", "checkpoint", None)


@pytest.mark.parametrize("size", [10, 20, 30])
def test_a_note_that_was_taken_out_from_before_another_is_missed_by_everybody(place: Place, size: int) -> None:
    place.tamper(f"DELETE FROM eventlog.checkpoint WHERE size = {size}")
    for report in (place.live(), place.exported(), place.exported(key=first_key())):
        assert (report.verdict, report.protected) == ("gap", 40)
        assert [each.message for each in report.findings] == [
            f"The note of {size} events is gone: the one of {size + 10} events was made after it."
        ]


def test_keys_that_were_all_replaced_convince_only_those_who_know_none(place: Place) -> None:
    known = first_key()
    forged, origin = Ed25519PrivateKey.generate(), notes.origin(place.log)
    place.owner.execute("UPDATE eventlog.signing_key SET public = %s", [forged.public_key().public_bytes_raw()])
    for signed in checkpoints.each(place.log):
        text = notes.Checkpoint(origin, signed.size, signed.root).text()
        values = [notes.sign(origin, text, forged), signed.size]
        place.owner.execute("UPDATE eventlog.checkpoint SET note = %s WHERE size = %s", values)
    place.owner.commit()
    assert place.exported().verdict == "verified"
    assert place.exported(key=known).verdict == "another-key"
    says(place.live(), "another-key", "signing_key", None)


def test_a_hash_of_the_tree_that_is_not_true_is_named(live_database: str, database_server: Server) -> None:
    log = signed_log((520,))
    name = str(connection.settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")
    with psycopg.connect(database_server.admin(name)) as owner:
        owner.execute("ALTER TABLE eventlog.tile DISABLE TRIGGER USER")
        owner.execute("UPDATE eventlog.tile SET root = sha256('x') WHERE index = 1")
    says(live.verify_log(log, _still), "edited", "tile", 257)


FILES: dict[str, tuple[Any, str, str, int | None]] = {
    "edited": (lambda lines: [*lines[:16], lines[16].replace(b"lamp", b"hat "), *lines[17:]], "edited", "event", 17),
    "removed": (lambda lines: [*lines[:16], *lines[17:]], "removed", "event", 17),
    "inserted": (lambda lines: [*lines[:16], lines[30], *lines[16:]], "inserted", "event", 17),
    "reordered": (lambda lines: [*lines[:16], lines[17], lines[16], *lines[18:]], "reordered", "event", 17),
    "truncated": (lambda lines: lines[:35], "truncated", "event", 36),
}


def renumbered(lines: list[bytes]) -> bytes:
    """Give lines the positions that follow each other, as a careful forger would."""
    return b"".join(
        b'{"position":' + str(nth).encode() + line[line.index(b",") :] for nth, line in enumerate(lines, start=1)
    )


@pytest.mark.parametrize("case", FILES)
def test_a_changed_file_of_an_export_is_found(place: Place, case: str) -> None:
    change, kind, table, position = FILES[case]
    folder = unpacked(place)
    path = folder / "events.ndjson"
    path.write_bytes(renumbered(change(path.read_bytes().splitlines(keepends=True))))
    checked = run(folder)
    assert checked.returncode == 1
    assert f"DAMAGE {kind} ({table}, position {position})" in checked.stdout
    assert f"The first bad position is {position}." in checked.stdout


def test_the_verifier_needs_nothing_but_python(place: Place) -> None:
    checked = run(unpacked(place))
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "VERIFIED" in checked.stdout and "Positions 1 to 40 are as they were signed." in checked.stdout


def test_an_auditor_pins_the_key_and_brings_notes(place: Place) -> None:
    folder, [known] = unpacked(place), checkpoints.verifiers(place.log)
    (place.anchored / "note of another log").write_text("continuity/other\n1\nAAAA\n\n")
    told = ("--key", known, "--notes", str(place.anchored))
    assert run(folder, *told).returncode == 0
    (folder / "notes" / "000000000020.note").unlink()
    assert "000000000020.note is not among the notes here" in run(folder, *told).stdout


def test_what_is_no_export_is_said_plainly(tmp_path: Path) -> None:
    assert verify.main([str(tmp_path)]) == 2
    (tmp_path / "file.zip").write_bytes(b"PK nothing")
    assert verify.main([str(tmp_path / "file.zip")]) == 2


def first_key() -> bytes:
    return checkpoints.public_keys()[0][0]


def unpacked(place: Place) -> Path:
    packed = io.BytesIO()
    export.write(place.log, packed, _still)
    folder = place.folder / "unpacked"
    zipfile.ZipFile(packed).extractall(folder)
    return folder


def run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the verifier of an export as an auditor does, without our packages and without our settings."""
    command = [sys.executable, "-I", "-S", "verify.py", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={})


def keep(log: UUID, folder: Path) -> None:
    """Anchor every note."""
    place = anchors.anchor(folder.as_uri())
    assert place
    place.keep([anchors.Anchored(log, each.size, each.note) for each in checkpoints.each(log)])
