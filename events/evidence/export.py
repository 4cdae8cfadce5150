"""An export: one .zip with everything that proves a log, and the program that checks it."""

import base64
import html
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

import msgspec

from events import notes, store
from events.evidence import checkpoints, contributors, reading, verify
from events.evidence.contributors import Media
from events.evidence.live import OnProgress
from events.evidence.receipts import record
from events.evidence.verify import LOST, WIDTH

FORMAT = "continuity-export-v1"
_HERE = Path(__file__).parent


def write(log: UUID, target: IO[bytes], progress: OnProgress) -> int:
    """Write the export of a log as it is now into a file, and return how many events it has."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        return _Export(log, archive, progress).write()


class _Export:
    def __init__(self, log: UUID, archive: zipfile.ZipFile, progress: OnProgress) -> None:
        self._log, self._archive, self._progress = log, archive, progress
        self._signed = list(checkpoints.each(log))  # before the size, so that none is larger unless the end was cut off
        self._size = store.head(log)
        self._keys = checkpoints.public_keys()
        self._made_at = datetime.now(UTC)

    def write(self) -> int:
        self._archive.write(_HERE / "verify.py", "verify.py")
        self._add("export.json", _json(self._about()))
        with _spool() as report, _spool() as media:
            report.write(self._beginning().encode())
            leaves = self._write_events(report, media)
            report.write(b"</tbody></table></body></html>\n")
            self._add_file("report.html", report)
            self._add_file("media.ndjson", media)
        self._write_streams()
        self._write_tiles(leaves)
        self._write_notes()
        return self._size

    def _about(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "log": str(self._log),
            "origin": notes.origin(self._log),
            "size": self._size,
            "made_at": self._made_at.isoformat(timespec="seconds"),
        }

    def _write_events(self, report: IO[bytes], media: IO[bytes]) -> list[bytes]:
        """Write every event in its exact text, with what people read beside it; return the leaves of the log."""
        leaves, named = [LOST] * self._size, set[str]()
        with self._archive.open("events.ndjson", "w", force_zip64=True) as file:
            for rows in reading.rows(self._log, self._size):
                events = [row.event for row in rows if row.event]
                for row in rows:
                    leaves[row.position - 1] = row.leaf
                file.write(b"".join(map(_line, rows)))
                report.write(_told(self._log, events))
                media.write(b"".join(_media(events, named)))
                self._progress(rows[-1].position if rows else 0, self._size, "events")
        return leaves

    def _write_streams(self) -> None:
        heads = sorted(reading.heads(self._log, self._size).items())
        lines = (
            _json({"stream": stream, "category": category, "events": events}) for stream, (category, events) in heads
        )
        self._add("streams.ndjson", b"".join(lines))

    def _write_tiles(self, leaves: Sequence[bytes]) -> None:
        self._progress(self._size, self._size, "tiles")
        stored = reading.tiles(self._log, self._size)
        for level, hashes in enumerate(reading.levels(leaves, stored)):
            for first in range(0, len(hashes), WIDTH):
                group = hashes[first : first + WIDTH]
                self._add(verify.tile_name(level, first // WIDTH, len(group)), b"".join(group))

    def _write_notes(self) -> None:
        for each in self._signed:
            self._add(f"notes/{each.size:012d}.note", each.note.encode())
        if self._signed:
            self._add("checkpoint", self._signed[-1].note.encode())
        keys = [{"public": base64.b64encode(public).decode(), "note": note} for public, note, _ in self._keys]
        self._add("keys.json", _json(keys))

    def _beginning(self) -> str:
        values = {
            "title": contributors.title(self._log),
            "made_at": f"{self._made_at:%d %B %Y, %H:%M} UTC",
            "size": f"{self._size:,}",
            "origin": notes.origin(self._log),
            "protection": self._protection(),
        }
        keys = "".join(
            f"<dt>Signing key {nth}</dt><dd><code>{verify.verifier(notes.origin(self._log), public)}</code></dd>"
            for nth, (public, _, _) in enumerate(self._keys, start=1)
        )
        escaped = {name: html.escape(value) for name, value in values.items()}
        return (_HERE / "report.html").read_text().format(**escaped, keys=keys)

    def _protection(self) -> str:
        if not self._signed:
            return "No signed note covers this log yet: nothing here shows that its events were not changed."
        last = self._signed[-1]
        text = f"A note signed on {last.made_at:%d %B %Y, %H:%M} UTC covers positions 1 to {last.size:,}."
        left = self._size - last.size
        return f"{text} The last {left:,} events are younger than it and protected by nothing yet." if left else text

    def _add(self, name: str, content: bytes) -> None:
        self._archive.writestr(name, content)

    def _add_file(self, name: str, source: IO[bytes]) -> None:
        source.seek(0)
        with self._archive.open(name, "w", force_zip64=True) as file:
            shutil.copyfileobj(source, file)


def _line(row: reading.Row) -> bytes:
    """A position whose event is gone has a line of its own, so that nobody takes the export for at fault."""
    return _json({"position": row.position, **(record(row.event)._asdict() if row.event else {})})


def _told(log: UUID, events: Sequence[store.StoredEvent]) -> bytes:
    lines = zip(events, contributors.lines(log, events), strict=True)
    return "".join(
        f"<tr><td>{event.position}</td><td><time>{event.recorded_at:%Y-%m-%d %H:%M:%S}</time></td>"
        f"<td>{html.escape(line.actor)}</td><td>{html.escape(line.sentence)}</td></tr>\n"
        for event, line in lines
    ).encode()


def _media(events: Sequence[store.StoredEvent], named: set[str]) -> Iterator[bytes]:
    """One line for each file, where it is named first, and one where it is said to stand for another."""
    for event in events:
        for media in contributors.media_of(event):
            if (name := f"{media.digest} {media.instead_of}") not in named:
                named.add(name)
                yield _json({**_fields(media), "position": event.position, "event_id": str(event.event_id)})


def _fields(media: Media) -> dict[str, Any]:
    return msgspec.structs.asdict(media)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@contextmanager
def _spool() -> Iterator[IO[bytes]]:
    """A file without a name: nothing is left of it, however we end."""
    with tempfile.TemporaryFile() as file:
        yield file
