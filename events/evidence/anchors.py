"""Anchors: copies of the newest notes outside of the database, where whoever rules it cannot take them back."""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.db.models.functions import Now

from events import room
from events.evidence import checkpoints, files
from events.models import Signing

logger = logging.getLogger(__name__)

EVERY = 10.0
DAY = 24 * 3600.0
_WAITING = """
SELECT asked.log, newest.size, newest.note
FROM unnest(%s::uuid[]) AS asked (log)
CROSS JOIN LATERAL (
    SELECT size, note FROM eventlog.checkpoint c WHERE c.log = asked.log ORDER BY size DESC LIMIT 1) AS newest
LEFT JOIN events_signing known ON known.log = asked.log
WHERE newest.size > coalesce(known.anchored, 0) ORDER BY asked.log"""


@dataclass(frozen=True, slots=True)
class Anchored:
    """A note on its way out."""

    log: UUID
    size: int
    note: str

    @property
    def name(self) -> str:
        return f"{self.log}/{self.size:012d}.note"


class Anchor(Protocol):
    """A place for notes. `every` is the least time in seconds between two visits."""

    every: float

    def keep(self, notes: Sequence[Anchored]) -> None:
        """Keep all of the notes; any error means that none is kept for sure."""


class Folder:
    """A folder, best of another machine: one file for each note, written once and read-only."""

    every = EVERY

    def __init__(self, place: SplitResult) -> None:
        self._folder = Path(unquote(place.path))

    def keep(self, notes: Sequence[Anchored]) -> None:
        for each in notes:
            path = self._folder / each.name
            path.parent.mkdir(parents=True, exist_ok=True)
            files.write_once(path, each.note.encode())


class Bucket:
    """An object storage, s3://bucket/prefix: objects are locked where the bucket has object lock.

    `?retain_days=3650&mode=GOVERNANCE` says for how long and how strictly; these are the defaults.
    """

    every = EVERY

    def __init__(self, place: SplitResult) -> None:
        self._place, self._asked = place, dict(parse_qsl(place.query))

    def keep(self, notes: Sequence[Anchored]) -> None:
        storage = self._storage()
        for each in notes:
            if not storage.exists(each.name):
                storage.save(each.name, ContentFile(each.note.encode()))

    def _storage(self) -> Any:
        from storages.backends.s3 import S3Storage  # noqa: PLC0415  # boto3 takes half a second to import

        options = {"bucket_name": self._place.netloc, "location": self._place.path.strip("/"), "file_overwrite": False}
        storage = S3Storage(**options)
        return S3Storage(**options, object_parameters=self._lock()) if _locks(storage) else storage

    def _lock(self) -> Mapping[str, object]:
        days = int(self._asked.get("retain_days", "3650"))
        until = datetime.now(UTC) + timedelta(days=days)
        return {"ObjectLockMode": self._asked.get("mode", "GOVERNANCE"), "ObjectLockRetainUntilDate": until}


def _locks(storage: Any) -> bool:
    """Whether the bucket keeps its objects from being deleted."""
    from botocore.exceptions import ClientError  # noqa: PLC0415  # as above

    client = storage.connection.meta.client
    try:
        answer = client.get_object_lock_configuration(Bucket=storage.bucket_name)
    except ClientError:
        return False
    return bool(answer["ObjectLockConfiguration"].get("ObjectLockEnabled") == "Enabled")


class Mail:
    """A mailbox that an auditor holds: one message a day with the newest note of each log that moved."""

    every = DAY

    def __init__(self, place: SplitResult) -> None:
        self._to = [part for part in unquote(place.path).split(",") if part]

    def keep(self, notes: Sequence[Anchored]) -> None:
        text = "These notes say how far each log has come. Keep them: they prove what stood there today.\n\n"
        body = text + "\n".join(f"{each.note}\n" for each in notes)
        message = EmailMessage(f"Continuity: {len(notes)} checkpoints", body, to=self._to)
        for each in notes:
            message.attach(each.name.replace("/", "-"), each.note, "text/plain")
        message.send()


KINDS: Mapping[str, Callable[[SplitResult], Anchor]] = {"file": Folder, "s3": Bucket, "mailto": Mail}


def anchor(url: str) -> Anchor | None:
    """Return the place that an address names: file:///folder, s3://bucket/prefix or mailto:address; None for none."""
    place = urlsplit(url)
    return KINDS[place.scheme](place) if url else None


def run(stop: threading.Event) -> None:
    """Carry notes out until `stop`."""
    place = anchor(settings.ANCHOR_URL)
    due = 0.0
    while place and not stop.is_set():
        try:
            close_old_connections()
            if time.monotonic() >= due and carry(place):
                due = time.monotonic() + place.every
        except (OperationalError, InterfaceError) as error:
            logger.warning("Anchoring waits for the database: %s", error)
        stop.wait(EVERY)
    connection.close()


def carry(place: Anchor) -> int:
    """Carry the newest note of every log that moved; return how many. What fails is noted and tried again."""
    waiting = _waiting()
    try:
        if waiting:
            place.keep(waiting)
    except Exception as error:  # disks, buckets and mail servers fail in ways of their own
        logger.warning("The newest notes could not be anchored.", exc_info=not room.is_full(error))
        _note(waiting, {"anchor_error": f"{type(error).__name__}: {error}"})
        return 0
    for each in waiting:
        _note([each], {"anchored": each.size, "anchored_at": Now(), "anchor_error": ""})
    return len(waiting)


def _waiting() -> list[Anchored]:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [checkpoints.logs()])
        return [Anchored(*row) for row in cursor.fetchall()]


def _note(notes: Sequence[Anchored], fields: Mapping[str, object]) -> None:
    for each in notes:
        Signing.objects.update_or_create(log=each.log, defaults=dict(fields))


def kept_in(folder: Path, log: UUID) -> list[tuple[str, str]]:
    """Return (name, note) of the notes of a log that a folder of anchors holds."""
    return [(path.name, path.read_text()) for path in sorted((folder / str(log)).glob("*.note"))]


def kept(log: UUID) -> list[tuple[str, str]]:
    """Return the notes of a log that were anchored where they can be read: in a folder."""
    place = urlsplit(settings.ANCHOR_URL)
    return kept_in(Path(unquote(place.path)), log) if place.scheme == "file" else []
