"""The models of the studio as people read them: what each is, and who registered it when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from events import store
from events.decider import BEGAN, Folded
from events.store import StoredEvent
from generation.domain.model import Model
from generation.models import ModelRow
from generation.projections import models
from productions.refusals import NotFound

_TOLD = 8
"""How many hexadecimal digits of a digest people are told."""


@dataclass(frozen=True, slots=True)
class ModelShown:
    """A model with who registered it and when; both None where its log cannot be read."""

    id: UUID
    folded: Folded[Model]
    by: UUID | None
    since: datetime | None

    @property
    def state(self) -> Model:
        """The model itself."""
        return self.folded.state


def registered() -> list[ModelShown]:
    """Return all models by name, those that were withdrawn among them."""
    rows = ModelRow.objects.order_by("folded_name").values_list("id", "version", "state", "causes")
    return _shown({id_: models.read(version, state, causes) for id_, version, state, causes in rows})


def one(id_: UUID) -> ModelShown:
    """Return a model; NotFound where there is none."""
    row = ModelRow.objects.filter(id=id_).values_list("version", "state", "causes").first()
    if row is None:
        raise NotFound("There is no such model.")
    return _shown({id_: models.read(*row)})[0]


def called(name: str) -> ModelShown:
    """Return the model of a name, an id or a digest; NotFound that names those there are."""
    shown = registered()
    for each in shown:
        if name.casefold() == each.state.name.casefold() or name == str(each.id) or each.state.version_of(name):
            return each
    names = ", ".join(each.state.name for each in shown) or "none"
    raise NotFound(f"There is no model {name!r}. Registered are: {names}.")


def held_names(held: Collection[str]) -> list[str]:
    """Return what people call the models that a worker holds, which says so by backend and digest.

    A model that is not registered is called by both, with as much of the digest as tells it from others.
    """
    names = _names() if any("/sha256:" in each for each in held) else {}
    return [names.get(each.partition("/")[2]) or _short(each) for each in held]


def _short(held: str) -> str:
    backend, mark, digest = held.partition("/sha256:")
    return f"{backend}{mark}{digest[:_TOLD]}"


def _names() -> dict[str, str]:
    """What each version is called, by digest: the name of its model, with its number where there are several."""
    states = [models.read(*row).state for row in ModelRow.objects.values_list("version", "state", "causes")]
    return {
        weights.digest: f"{each.name}, version {number}" if len(each.versions) > 1 else each.name
        for each in states
        for number, weights in enumerate(each.versions, start=1)
    }


def _shown(read: Mapping[UUID, Folded[Model]]) -> list[ModelShown]:
    began: Mapping[UUID, StoredEvent] = store.events(folded.causes[BEGAN] for folded in read.values())
    first = {id_: began.get(folded.causes[BEGAN]) for id_, folded in read.items()}
    return [
        ModelShown(id_, folded, at.actor if (at := first[id_]) else None, at.recorded_at if at else None)
        for id_, folded in read.items()
    ]
