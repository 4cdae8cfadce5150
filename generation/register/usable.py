"""What a worker asks before it loads a model: whether it may, where its files lie, and whether they are still those."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.conf import settings

from events.registry import Json
from generation.backends.ability import Ability
from generation.backends.diffusers.capability import together
from generation.domain.model import (
    Model,
    ModelNotAllowed,
    ModelWithdrawn,
    UnknownWeights,
    Weights,
    WeightsChanged,
)
from generation.models import ModelRow
from generation.ports.work import ModelFolder
from generation.projections import models
from generation.register import sources
from generation.register.elsewhere import REMOTE
from generation.register.examining import files_of
from generation.register.summing import Pieces, at_once


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A version of a model on this machine: its folder, or file, with the digests of its files by their paths.

    `document` is what was registered of it: all that there is of one that another machine runs.
    """

    digest: str
    folder: Path
    document: Mapping[str, Json]
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def capability(self) -> Ability:
        """What it can do, where it makes anything by itself."""
        return Ability.of(self.document)

    def lent(self) -> ModelFolder:
        """Return it as work is given it."""
        return ModelFolder(self.folder, self.files, self.document)


_read: dict[UUID, tuple[int, Model]] = {}
"""Models as they were read last, with the versions of their streams."""


def registered() -> dict[UUID, Model]:
    """Return all models as they are now; only those that changed since are read."""
    versions = dict(ModelRow.objects.values_list("id", "version"))
    changed = [id_ for id_, at in versions.items() if _read.get(id_, (0,))[0] != at]
    if changed:
        rows = ModelRow.objects.filter(id__in=changed).values_list("id", "version", "state", "causes")
        _read.update({id_: (at, models.read(at, state, causes).state) for id_, at, state, causes in rows})
    return {id_: _read[id_][1] for id_ in versions if id_ in _read}


def model(id_: UUID) -> Model:
    """Return a model as it is now; UnknownWeights where there is none."""
    row = ModelRow.objects.filter(id=id_).values_list("version", "state", "causes").first()
    if row is None:
        raise UnknownWeights("There is no such model: it was never registered in this studio.", model=str(id_))
    return models.read(*row).state


def allowed(id_: UUID, digest: str) -> Model:
    """Return a model of which the version with this digest may be used.

    ModelWithdrawn, UnknownWeights or ModelNotAllowed where not.
    """
    known = model(id_)
    require_allowed(id_, known, digest)
    return known


def require_allowed(id_: UUID, known: Model, digest: str) -> None:
    """Raise ModelWithdrawn, UnknownWeights or ModelNotAllowed where a version of a model may not be used."""
    if known.withdrawn is not None:
        raise ModelWithdrawn(f"{known.name} was withdrawn: {known.withdrawn}", model=str(id_), reason=known.withdrawn)
    if known.version_of(digest) is None:
        raise UnknownWeights(f"No version of {known.name} has the digest {digest}.", model=str(id_), digest=digest)
    if settings.MODEL_DIGESTS and digest not in settings.MODEL_DIGESTS:
        raise ModelNotAllowed(
            f"This installation allows listed weights alone (MODEL_DIGESTS), and {known.name} is not among them.",
            model=str(id_),
            digest=digest,
        )
    if settings.MODEL_USE and known.uses and settings.MODEL_USE not in known.uses:
        raise ModelNotAllowed(
            f"{known.name} is for {' and '.join(known.uses)} use alone under {known.licence}, and this installation "
            f"makes what is for {settings.MODEL_USE} use (MODEL_USE).",
            model=str(id_),
            digest=digest,
        )


def usable(id_: UUID, digest: str) -> ModelFiles:
    """Return the files of a version of a model on this machine, as `lent` does, at once."""
    return at_once(lent(id_, digest))


def lent(id_: UUID, digest: str) -> Pieces[ModelFiles]:
    """Return the files of a version of a model on this machine, reading piece by piece what was not read before.

    ModelWithdrawn, UnknownWeights; SourceUnreachable where they are not here, WeightsChanged where others are.
    """
    known = allowed(id_, digest)
    version = version_in(known, digest)
    if known.backend in REMOTE:
        return ModelFiles(digest, Path(), version.capability)
    folder = sources.here(version.source)
    files = yield from files_of(folder)
    if (now := together(files)) != digest:
        raise WeightsChanged(
            f"The files of {known.name} in {folder} are not those that were registered: register them as a version.",
            model=str(id_),
            digest=now,
        )
    return ModelFiles(digest, folder, version.capability, files)


def version(id_: UUID, digest: str) -> Weights:
    """Return the version of a model with this digest, withdrawn or not; UnknownWeights where there is none."""
    known = model(id_)
    if known.version_of(digest) is None:
        raise UnknownWeights(f"No version of {known.name} has the digest {digest}.", model=str(id_), digest=digest)
    return version_in(known, digest)


def version_in(known: Model, digest: str) -> Weights:
    """Return the version of a model with a digest that it has."""
    number = known.version_of(digest)
    assert number is not None, "it was looked for before"
    return known.versions[number - 1]
