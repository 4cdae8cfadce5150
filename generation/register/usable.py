"""What a worker asks before it loads a model: whether it may, where its files lie, and whether they are still those."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from events.errors import Refusal
from events.registry import Json
from generation.backends.diffusers.capability import Capability, together
from generation.domain.model import Model, ModelWithdrawn, UnknownWeights, Weights, WeightsChanged
from generation.domain.needs import Needs
from generation.domain.pipeline import StageSpec
from generation.domain.recipes import SETTING
from generation.models import ModelRow
from generation.projections import models
from generation.register import sources
from generation.register.examining import files_of
from generation.register.summing import Pieces, at_once


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A version of a model on this machine: its folder, what it can do, and the digests of its files by their paths."""

    folder: Path
    capability: Capability
    files: Mapping[str, str]


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
    """Return the files of a version of a model on this machine, as `lent` does, at once."""
    return at_once(lent(id_, digest))


def lent(id_: UUID, digest: str) -> Pieces[ModelFiles]:
    """Return the files of a version of a model on this machine, reading piece by piece what was not read before.

    ModelWithdrawn, UnknownWeights; SourceUnreachable where they are not here, WeightsChanged where others are.
    """
    known = allowed(id_, digest)
    version = _version(known, digest)
    folder = sources.here(version.source)
    files = yield from files_of(folder)
    if (now := together(files)) != digest:
        raise WeightsChanged(
            f"The files of {known.name} in {folder} are not those that were registered: register them as a version.",
            model=str(id_),
            digest=now,
        )
    return ModelFiles(folder, Capability.of(version.capability), files)


def version(id_: UUID, digest: str) -> Weights:
    """Return the version of a model with this digest, withdrawn or not; UnknownWeights where there is none."""
    known = model(id_)
    if known.version_of(digest) is None:
        raise UnknownWeights(f"No version of {known.name} has the digest {digest}.", model=str(id_), digest=digest)
    return _version(known, digest)


def _version(known: Model, digest: str) -> Weights:
    number = known.version_of(digest)
    assert number is not None, "it was looked for before"
    return known.versions[number - 1]


def needed(spec: StageSpec, recipe: Mapping[str, Json]) -> tuple[Needs, Refusal | None]:
    """Return what work by a recipe asks of a worker, and why its model may not be used, None where it may.

    It asks for the memory of the model that it names, best held there already.
    """
    chosen = named(spec, recipe)
    if chosen is None or spec.backend is None:
        return spec.needs, None
    id_, digest = chosen
    try:
        weights = _version(allowed(id_, digest), digest)
    except (UnknownWeights, ModelWithdrawn) as refused:
        return spec.needs, refused
    return replace(spec.needs, memory=weights.memory, model=f"{spec.backend[0]}/{digest}"), None


def named(spec: StageSpec, recipe: Mapping[str, Json]) -> tuple[UUID, str] | None:
    """Return id and digest of the model that a recipe names; None where it names none."""
    for name, parameter in spec.parameters.items():
        chosen = recipe["inputs"].get(f"{SETTING}{name}") if parameter.kind == "model" else None
        if chosen:
            return UUID(chosen["id"]), chosen["digest"]
    return None
