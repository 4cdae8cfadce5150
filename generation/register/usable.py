"""What a worker asks before it loads a model: whether it may, where its files lie, and whether they are still those."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from generation.backends.diffusers.capability import Capability
from generation.domain.model import Model, ModelWithdrawn, UnknownWeights, WeightsChanged
from generation.models import ModelRow
from generation.projections import models
from generation.register import sources
from generation.register.examining import digest_of


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A version of a model on this machine: its folder, its pipeline class, and what it can do."""

    folder: Path
    family: str
    capability: Capability


def model(id_: UUID) -> Model:
    """Return a model as it is now; UnknownWeights where there is none."""
    row = ModelRow.objects.filter(id=id_).values_list("version", "state", "causes").first()
    if row is None:
        raise UnknownWeights("There is no such model: it was never registered in this studio.", model=str(id_))
    return models.read(*row).state


def allowed(id_: UUID, digest: str) -> Model:
    """Return a model of which the version with this digest may be used; ModelWithdrawn or UnknownWeights where not."""
    known = model(id_)
    if known.withdrawn is not None:
        raise ModelWithdrawn(f"{known.name} was withdrawn: {known.withdrawn}", model=str(id_), reason=known.withdrawn)
    if known.version_of(digest) is None:
        raise UnknownWeights(f"No version of {known.name} has the digest {digest}.", model=str(id_), digest=digest)
    return known


def usable(id_: UUID, digest: str) -> ModelFiles:
    """Return the files of a version of a model on this machine.

    ModelWithdrawn, UnknownWeights; SourceUnreachable where they are not here, WeightsChanged where others are.
    """
    known = allowed(id_, digest)
    version = known.versions[(known.version_of(digest) or 1) - 1]
    folder = sources.here(version.source)
    if (now := digest_of(folder)) != digest:
        raise WeightsChanged(
            f"The files of {known.name} in {folder} are not those that were registered: register them as a version.",
            model=str(id_),
            digest=now,
        )
    able = Capability.of(version.capability)
    return ModelFiles(folder, able.family, able)
