"""What generation adds to evidence: which files events name, and whether they still are what they were."""

from collections.abc import Iterator, Mapping
from typing import Any

from events.evidence.contributors import Condition, Media, checks_media, names_media, removes_media
from generation.artifacts import artifact_store
from productions.domain.colour_tables import FILE


@names_media("take.made", "job.done", "job.reused")
def made(payload: Mapping[str, Any]) -> Iterator[Media]:
    """What a worker made, or found made."""
    for each in payload["artifacts"]:
        yield Media(each["digest"], each.get("media_type", ""), each.get("size"))


@names_media("take.artifact_replaced", "job.artifact_replaced")
def replaced(payload: Mapping[str, Any]) -> Iterator[Media]:
    """What stands for lost bytes of the same content."""
    yield Media(payload["to"], "", payload["size"], instead_of=payload["from"])


@names_media("reference.version_added")
def pictured(payload: Mapping[str, Any]) -> Iterator[Media]:
    """The pictures of a reference."""
    for digest in payload["images"]:
        yield Media(digest)


@names_media("reference.look_changed")
def pictured_in_part(payload: Mapping[str, Any]) -> Iterator[Media]:
    """The pictures of a reference in a part of the film."""
    for digest in (payload["to"] or {}).get("images") or ():
        yield Media(digest)


@names_media("shot.recording_set")
def recorded(payload: Mapping[str, Any]) -> Iterator[Media]:
    """The recording of a line."""
    if payload["to"]:
        yield Media(payload["to"]["digest"])


@names_media("reference.sound_given")
def sounding(payload: Mapping[str, Any]) -> Iterator[Media]:
    """The file of sound of music or an effect."""
    yield Media(payload["to"])


@names_media("production.parameter_set", "scene.parameter_set", "shot.parameter_set")
def coloured(payload: Mapping[str, Any]) -> Iterator[Media]:
    """The table of colours that a stage goes by."""
    if isinstance(payload["to"], dict) and (digest := payload["to"].get(FILE)):
        yield Media(digest)


@names_media("model.tried")
def tried(payload: Mapping[str, Any]) -> Iterator[Media]:
    """The pictures of a model's first generation."""
    for digest in payload["pictures"]:
        yield Media(digest)


@removes_media("collection.done")
def collected(payload: Mapping[str, Any]) -> Iterator[Media]:
    """What was removed to free room."""
    for each in payload["artifacts"]:
        yield Media(each["digest"])


@checks_media
def condition(digest: str) -> Condition:
    """Read a file back and compare; what is gone or damaged is noted to the planner too."""
    try:
        artifact_store.verify(digest)
    except artifact_store.ArtifactMissing:
        return "missing"
    except artifact_store.ArtifactDamaged:
        return "damaged"
    return "sound"
