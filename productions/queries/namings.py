"""What names an artifact or a model: takes, references, recordings and settings."""

from collections import Counter
from collections.abc import Collection, Iterator
from uuid import UUID

import msgspec

from events.registry import Json
from productions import projections
from productions.domain.reference import Reference
from productions.domain.shot import Shot
from productions.domain.take import Take
from productions.models import ReferenceRow, ShotRow, TakeRow
from productions.projections import KINDS
from productions.queries.streams import rows

PICTURE = "picture"
"""The role of the pictures of references among artifacts."""
RECORDED = "recording"
"""The role of recorded lines, and of the files of music and effects."""


def artifact_namings(productions: Collection[UUID], digest: str) -> Iterator[tuple[UUID, str]]:
    """Yield (production, role) for each take and each reference, at any version, that names the digest."""
    states = TakeRow.objects.filter(log__in=productions, digests__contains=[digest]).values_list("log", "state")
    for log, state in states:
        take = msgspec.json.decode(state, type=Take)
        yield from ((log, artifact.role) for artifact in take.artifacts if artifact.digest == digest)
    yield from ((log, PICTURE) for log in _pictured(productions, digest))
    yield from ((log, RECORDED) for log in _sounding(productions, digest))


def settings_naming(id_: str) -> dict[UUID, int]:
    """Return by production how many of its parameters hold a value that names something by `id`, at any level.

    People may write such a text too, so what the database finds is looked at.
    """
    mentions: Counter[UUID] = Counter()
    for kind in ("production", "scene", "shot"):
        rows_ = KINDS[kind].row._default_manager.filter(state__contains=f'"id":"{id_}"')
        for log, state in rows_.values_list("log", "state"):
            values = msgspec.json.decode(state, type=KINDS[kind].state).settings.values.values()
            mentions[log] += sum(any(each.get("id") == id_ for each in _named_in(value)) for value in values)
    return {log: count for log, count in mentions.items() if count}


def _named_in(value: Json) -> list[dict[str, Json]]:
    """What a value names by id: one thing, several, or nothing."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]


def takes_naming(digest: str) -> list[tuple[UUID, UUID, Take]]:
    """Return production, id and state of the takes that name a digest, in any production."""
    logs = dict(TakeRow.objects.filter(digests__contains=[digest]).order_by("id").values_list("id", "log"))
    folded = rows(projections.takes, TakeRow.objects.filter(id__in=list(logs)))
    return [(log, take, folded[take].state) for take, log in logs.items()]


def _pictured(productions: Collection[UUID], digest: str) -> Iterator[UUID]:
    """People may write a digest into a text too, so what the database finds is looked at."""
    perhaps = ReferenceRow.objects.filter(log__in=productions, state__contains=digest).values_list("log", "state")
    for log, state in perhaps:
        if digest in msgspec.json.decode(state, type=Reference).pictures:
            yield log


def _sounding(productions: Collection[UUID], digest: str) -> Iterator[UUID]:
    """The productions of which a reference has or had a file of sound, or of which a line was ever recorded in one."""
    for log, state in ReferenceRow.objects.filter(log__in=productions, state__contains=digest).values_list(
        "log", "state"
    ):
        if digest in msgspec.json.decode(state, type=Reference).sound_files:
            yield log
    shots_ = ShotRow.objects.filter(log__in=productions, state__contains=digest).values_list("log", "state")
    for log, state in shots_:
        if any(each.digest == digest for each in msgspec.json.decode(state, type=Shot).recordings.values()):
            yield log
