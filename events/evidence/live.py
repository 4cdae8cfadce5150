"""Verification of the live database: the examination of an export, with what only the database has, and media."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from events import notes, store
from events.evidence import anchors, checkpoints, contributors, keys, memory, reading, verify
from events.evidence.contributors import Media
from events.evidence.receipts import record
from events.evidence.verify import Evidence, Report, examine

OnProgress = Callable[[int, int, str], None]
"""Told how much of how much is done, and what is being done."""

_MEDIA = {"missing": ("missing", "is not in the storage"), "damaged": ("edited", "is not what it was")}


def verify_log(
    log: UUID, progress: OnProgress, *, media: bool = True, kept: Path | None = None, pinned: bytes | None = None
) -> Report:
    """Examine a log as it is now; `kept` is a folder of notes that were kept elsewhere.

    `pinned` is the key that is trusted; without it, the signer's first, where its folder can be read.
    """
    return _Verification(log, progress, pinned).run(media=media, kept=kept)


class _Verification:
    def __init__(self, log: UUID, progress: OnProgress, pinned: bytes | None) -> None:
        self._log, self._progress, self._pinned = log, progress, pinned
        self._media: dict[str, tuple[Media, int]] = {}
        self._absent: set[str] = set()

    def run(self, *, media: bool, kept: Path | None) -> Report:
        elsewhere, signed = _settled(self._log, kept)
        self._size = store.head(self._log)
        leaves: list[bytes | None] = [None] * self._size
        report = examine(self._evidence(leaves, elsewhere, signed))
        self._check_columns(signed, report)
        for event in reading.unplaced(self._log):
            report.add("unplaced", "event", None, f"The event {event} has no position and does not wait for one.")
        for position in reading.misled(self._log, self._size):
            report.add("edited", "event", position, f"The causes beside position {position} are not those in its meta.")
        if media:
            self._check_media(report)
        return report

    def _evidence(
        self, leaves: list[bytes | None], kept: Sequence[tuple[str, str]], signed: Sequence[checkpoints.Signed]
    ) -> Evidence:
        """`leaves` fill while the events are read, which the examination does first."""
        chain = keys.known()
        return Evidence(
            origin=notes.origin(self._log),
            events=self._events(leaves),
            tree=leaves,
            tiles=reading.tiles(self._log, self._size),
            notes=[(f"The checkpoint of size {each.size}", each.note) for each in signed],
            kept=kept,
            keys=[(public, note) for public, note, _ in checkpoints.public_keys()],
            heads=reading.heads(self._log, self._size),
            pinned=self._pinned or (chain[0].raw if chain else None),
            check=notes.signed,
        )

    def _events(self, leaves: list[bytes | None]) -> Iterator[tuple[int, verify.Record | None]]:
        for rows in reading.rows(self._log, self._size):
            self._progress(rows[0].position if rows else 0, self._size, "events")
            for row in rows:
                leaves[row.position - 1] = row.leaf
                yield row.position, record(row.event) if row.event else None
                for media in contributors.media_of(row.event) if row.event else ():
                    self._media.setdefault(media.digest, (media, row.position))
                    self._absent.discard(media.digest)
                    self._absent.add(media.instead_of)
                for media in contributors.removed_by(row.event) if row.event else ():
                    self._absent.add(media.digest)

    def _check_columns(self, signed: Sequence[checkpoints.Signed], report: Report) -> None:
        for each in signed:
            if not each.is_said_by_its_note(notes.origin(self._log)):
                report.add(
                    "forged", "checkpoint", each.size, f"The checkpoint of size {each.size} is not what its note says."
                )

    def _check_media(self, report: Report) -> None:
        """Files for which others stand, and those that were removed to free room, may be gone: the log says so."""
        named = [each for digest, each in self._media.items() if digest not in self._absent]
        for done, (media, position) in enumerate(named, start=1):
            self._progress(done, len(named), "media")
            condition = contributors.condition(media.digest)
            if condition != "sound":
                kind, what = _MEDIA[condition]
                report.add(kind, "media", position, f"The file {media.digest} {what}.")
        report.media = len(named)


def _settled(log: UUID, folder: Path | None) -> tuple[list[tuple[str, str]], list[checkpoints.Signed]]:
    """Return notes that lie elsewhere and those of the database.

    The signer remembers a note a moment before the database has it, so what seems to be missing is looked for again.
    """
    for _ in range(10):
        elsewhere = _elsewhere(log, folder)
        signed = list(checkpoints.each(log))
        there = {each.note for each in signed}
        if all(note in there for _, note in elsewhere):
            break
        time.sleep(0.1)
    return elsewhere, signed


def _elsewhere(log: UUID, folder: Path | None) -> list[tuple[str, str]]:
    remembered = memory.recall(log)
    signers = [("The note that the signer remembers", remembered.note)] if remembered and remembered.note else []
    return [*signers, *anchors.kept(log), *(anchors.kept_in(folder, log) if folder else [])]


def as_json(report: Report) -> dict[str, Any]:
    """Return a report as the API shows it."""
    return {
        "verdict": report.verdict,
        "upto": report.protected,
        "first_bad": report.first_bad,
        "size": report.size,
        "notes": report.notes,
        "media": report.media,
        "findings": [vars(finding) for finding in report.findings],
    }
