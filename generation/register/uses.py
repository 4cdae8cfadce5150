"""Where a model is used: the settings that name it, and the shots that were made with it."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from generation.models import JobRow, ModelRow, RecipeRow
from generation.projections import models
from productions import queries

_FOLDED = ("version", "state", "causes")


@dataclass(frozen=True, slots=True)
class UseCounts:
    """How many settings of a production name a model, and how many of its shots were made with it."""

    settings: int = 0
    shots: int = 0


def uses_of(model: UUID) -> Mapping[UUID, UseCounts]:
    """Return where a model is used, by production."""
    settings, shots = queries.settings_naming(str(model)), _shots(str(model))
    return {log: UseCounts(settings.get(log, 0), shots.get(log, 0)) for log in sorted({*settings, *shots})}


def withdrawn(keys: Collection[str]) -> dict[str, str]:
    """Return of action keys those whose recipes name a model that was withdrawn: its name, and why."""
    states = [models.read(*row).state for row in ModelRow.objects.filter(withdrawn=True).values_list(*_FOLDED)]
    if not states:
        return {}
    said = {weights.digest: f"{each.name}: {each.withdrawn}" for each in states for weights in each.versions}
    recipes = RecipeRow.objects.filter(key__in=list(keys)).values_list("key", "document")
    return {key: why for key, document in recipes for digest, why in said.items() if f'"digest":"{digest}"' in document}


def drawn(keys: Collection[str]) -> set[str]:
    """Return of action keys those whose recipes the animatic carries out."""
    named = RecipeRow.objects.filter(key__in=list(keys), document__contains='"backend":{"name":"animatic"')
    return set(named.values_list("key", flat=True))


def _shots(model: str) -> Mapping[UUID, int]:
    """Shots by production, each once, for which something was made or found made by a recipe that names the model."""
    keys = RecipeRow.objects.filter(document__contains=f'"id":"{model}"').values("key")
    made = JobRow.objects.filter(key__in=keys, generation__isnull=False).values_list("production", "shot")
    return Counter(production for production, _ in made.distinct())
