"""Where a model is used: the settings that name it, and the shots that were made with it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from generation.models import JobRow, RecipeRow
from productions import queries


@dataclass(frozen=True, slots=True)
class Use:
    """How many settings of a production name a model, and how many of its shots were made with it."""

    settings: int = 0
    shots: int = 0


def uses_of(model: UUID) -> Mapping[UUID, Use]:
    """Return where a model is used, by production."""
    settings, shots = queries.settings_naming(str(model)), _shots(str(model))
    return {log: Use(settings.get(log, 0), shots.get(log, 0)) for log in sorted({*settings, *shots})}


def _shots(model: str) -> Mapping[UUID, int]:
    """Shots by production, each once, for which something was made or found made by a recipe that names the model."""
    keys = RecipeRow.objects.filter(document__contains=f'"id":"{model}"').values("key")
    made = JobRow.objects.filter(key__in=keys, generation__isnull=False).values_list("production", "shot")
    return Counter(production for production, _ in made.distinct())
