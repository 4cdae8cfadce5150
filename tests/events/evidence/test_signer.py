"""The signer: signs what grows, refuses what contradicts it, and keeps its keys to itself."""

import stat
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from uuid6 import uuid7

from events import merkle, notes, sequencer, store
from events.evidence import checkpoints, keys, memory, signer, verify
from events.models import Signing
from tests.events.making import new_event

pytestmark = pytest.mark.django_db


def grown(log: UUID, events: int = 3) -> UUID:
    """Append to a log and number it."""
    store.append([new_event(log=log) for _ in range(events)])
    while sequencer.step():
        pass
    return log


def refusal(log: UUID) -> str:
    return Signing.objects.get(log=log).refused


def test_a_log_is_signed_as_far_as_it_is() -> None:
    log = grown(uuid7())
    signer.sign(signer.moved())
    signed = checkpoints.newest(log)
    assert signed and (signed.size, len(signed.root)) == (3, 32)
    assert signed.note.startswith(f"{notes.Checkpoint(f'continuity/{log}', 3, signed.root, after=0).text()}\n")
    [(public, _, _)] = checkpoints.public_keys()
    assert notes.signer(signed.note, notes.origin(log), [public]) == public
    assert signed.root == merkle.root([event.leaf for event in store.read_log(log)])
    assert signer.moved() == []


def test_it_signs_again_what_grew_from_what_it_signed() -> None:
    log = grown(uuid7())
    signer.sign([log])
    signer.sign([grown(log, 300)])
    assert [each.size for each in checkpoints.each(log)] == [3, 303]


def test_a_log_that_is_shorter_than_signed_is_refused() -> None:
    log = grown(uuid7())
    memory.remember(log, merkle.Frontier(5, [b"a" * 32, b"b" * 32]), "note")
    signer.sign([log])
    assert refusal(log) == "it has 3 events, and 5 were signed."
    assert checkpoints.newest(log) is None


def test_a_tree_that_does_not_grow_from_the_signed_one_is_refused() -> None:
    log = grown(uuid7())
    memory.remember(log, merkle.Frontier(2, [b"a" * 32]), "note")
    signer.sign([log])
    assert "do not grow from what was signed" in refusal(log)
    assert checkpoints.newest(log) is None


def test_a_refusal_concerns_its_log_alone_and_passes_when_all_is_well_again() -> None:
    bad, good = grown(uuid7()), grown(uuid7())
    memory.remember(bad, merkle.Frontier(4, [b"a" * 32]), "note")
    signer.sign([bad, good])
    assert checkpoints.newest(bad) is None and checkpoints.newest(good)
    memory.remember(bad, merkle.Frontier(), "")
    signer.sign([bad])
    assert refusal(bad) == "" and checkpoints.newest(bad)


def test_a_signer_that_was_killed_before_the_database_had_its_note_signs_the_same_again() -> None:
    other = grown(uuid7())
    with keys.opened() as held:
        frontier = merkle.Frontier()
        frontier.extend(event.leaf for event in store.read_log(other))
        text = notes.Checkpoint(notes.origin(other), 3, frontier.root()).text()
        memory.remember(other, frontier, notes.sign(notes.origin(other), text, held.private))
    signer.sign(signer.moved())
    signed = checkpoints.newest(other)
    assert signed and signed.note == notes.sign(notes.origin(other), text, held.private)


def test_a_note_that_a_killed_signer_kept_to_itself_is_not_missed_by_the_next() -> None:
    """It is remembered before the database has it; then the log grows, and the next note names it."""
    log = grown(uuid7())
    with keys.opened() as held:
        frontier = merkle.Frontier()
        frontier.extend(event.leaf for event in store.read_log(log))
        text = notes.Checkpoint(notes.origin(log), 3, frontier.root(), after=0).text()
        memory.remember(log, frontier, notes.sign(notes.origin(log), text, held.private))
    signer.sign([grown(log)])
    assert [verify.read_note(each.note).after for each in checkpoints.each(log)] == [0, 3]


def test_each_note_names_the_one_before() -> None:
    log = uuid7()
    for _ in range(3):
        signer.sign([grown(log)])
    assert [verify.read_note(each.note).after for each in checkpoints.each(log)] == [0, 3, 6]


def test_without_its_memory_it_begins_from_its_newest_note(keys_folder: Path) -> None:
    log = grown(uuid7())
    signer.sign([log])
    (keys_folder / "signed" / f"{log}.json").unlink()
    signer.sign([grown(log)])
    assert [each.size for each in checkpoints.each(log)] == [3, 6]


def test_it_signs_nothing_where_another_key_stands_in_place_of_its_own() -> None:
    log = grown(uuid7())
    with connection.cursor() as cursor:
        cursor.execute("SELECT eventlog.signing_key(sha256('x'), 1, 'x')")
    signer.sign([log])
    assert refusal(log) == "the database names another key in place of the signer's own."
    assert checkpoints.newest(log) is None


def test_it_adopts_no_note_of_others(keys_folder: Path) -> None:
    log = grown(uuid7())
    with connection.cursor() as cursor:
        cursor.execute("SELECT eventlog.checkpoint(%s, 2, sha256('x'), 'x')", [log])
    signer.sign([log])
    assert "was not signed by our keys" in refusal(log)


def test_keys_are_made_once_and_only_their_owner_reads_them(keys_folder: Path) -> None:
    with keys.opened() as first:
        pass
    with keys.opened() as second:
        assert second.chain == first.chain
    for path in [keys_folder, *keys_folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_after_a_rotation_old_notes_still_verify_and_new_ones_bear_the_new_key(keys_folder: Path) -> None:
    log = grown(uuid7())
    signer.sign([log])
    rotated = keys.rotate()
    signer.sign([grown(log)])
    publics = [public for public, _, _ in checkpoints.public_keys()]
    assert publics[1] == rotated.raw
    assert [notes.signer(each.note, notes.origin(log), publics) for each in checkpoints.each(log)] == publics
    assert sorted(path.name for path in keys_folder.glob("*.pem")) == ["0002.pem"]


def test_a_note_that_was_changed_bears_no_signature() -> None:
    log = grown(uuid7())
    signer.sign([log])
    signed = checkpoints.newest(log)
    publics = [public for public, _, _ in checkpoints.public_keys()]
    assert signed
    forged = signed.note.replace("\n3\n", "\n2\n")
    assert forged != signed.note and notes.signer(forged, notes.origin(log), publics) is None
