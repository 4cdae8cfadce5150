"""What films and pictures that leave the house came of, as their content credentials say it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any
from uuid import UUID

from generation.artifacts import access, artifact_store
from generation.artifacts.errors import ArtifactDamaged, ArtifactMissing
from generation.cut.cut_list import CutClip, CutList
from generation.delivery.credentials import Ingredient, Provenance
from generation.delivery.film_sound import Stretch
from generation.delivery.made_of import ReadReference, references_read, sounding
from generation.domain.recipes import Recipe
from generation.domain.sources import Source, source_type, sources_of
from generation.stages.registry import kinds
from productions import queries
from productions.domain.fields.values import SOUND
from productions.domain.take import Take

FORMAT = "continuity-film/1"
_SEEN = frozenset({"image", "frames"})
"""The types of ports that pixels come out of."""


def of_film(
    production: UUID,
    cut: CutList,
    takes: Mapping[UUID, Take],
    placed: Sequence[Stretch],
    language: str,
    lending: ExitStack,
) -> Provenance:
    """Return what a film came of. Pictures of references are lent as long as `lending` is open."""
    recipes = access.recipes(_keys(takes.values()))
    sources: set[Source] = {source for recipe in recipes.values() for source in sources_of(recipe)}
    if any(each.sounds for each in placed):
        sources.add("file")
    facts = {
        **_facts(production, cut),
        **({"language": language} if language else {}),
        "clips": [_clip(clip, takes) for clip in cut.clips],
    }
    went_in = list(_ingredients(production, recipes.values(), placed, lending))
    return Provenance(cut.title or "film", source_type(sources), went_in, facts)


def of_picture(production: UUID, cut: CutList, clip: CutClip, take: Take, lending: ExitStack) -> Provenance:
    """Return what a picture of a take came of; of its recipes those count that make pixels."""
    recipes = [each for each in access.recipes(_keys([take])).values() if _is_seen(each)]
    sources = {source for recipe in recipes for source in sources_of(recipe)}
    facts = {**_facts(production, cut), "clips": [_clip(clip, {clip.take_id: take} if clip.take_id else {})]}
    went_in = list(_ingredients(production, recipes, (), lending))
    return Provenance(f"{cut.title} {clip.name}".strip(), source_type(sources), went_in, facts)


def _keys(takes: Iterable[Take]) -> set[str]:
    return {key for take in takes for key in take.recipes.values()}


def _is_seen(recipe: Recipe) -> bool:
    kind = kinds().get(recipe["stage"])
    return kind is None or any(port.type in _SEEN for port in kind.outputs)


def _facts(production: UUID, cut: CutList) -> dict[str, Any]:
    return {"format": FORMAT, "production": str(production), "film": cut.title, "position": cut.position}


def _clip(clip: CutClip, takes: Mapping[UUID, Take]) -> dict[str, Any]:
    """Where a shot stands in the film, the take that is seen of it, what that means, and the keys of its work."""
    take = takes.get(clip.take_id) if clip.take_id else None
    known: dict[str, Any] = {"code": clip.name, "content": clip.content}
    if clip.shot:
        known["shot"] = str(clip.shot)
    if take:
        known |= {"take": str(clip.take_id), "number": take.number, "keys": take.recipes}
    return {"from": clip.record_in, "to": clip.record_out, **{name: said for name, said in known.items() if said}}


def _ingredients(
    production: UUID, recipes: Collection[Recipe], placed: Iterable[Stretch], lending: ExitStack
) -> Iterator[Ingredient]:
    """The references, each version of one once, with the first picture of it that is there."""
    references = queries.references(production)
    heard = {digest for each in placed for digest, _ in each.sounds}
    sounds = filter(None, (sounding(SOUND, digest, references) for digest in sorted(heard)))
    seen = set[tuple[UUID, int | None, tuple[str, ...]]]()
    for each in (*references_read(recipes, references), *sounds):
        if (mark := (each.id, each.version, each.images)) not in seen:
            seen.add(mark)
            yield _ingredient(each, lending)


def _ingredient(each: ReadReference, lending: ExitStack) -> Ingredient:
    named = f"urn:uuid:{each.id}" + (f"#{each.version}" if each.version else "")
    kept = access.stored(each.images[0]) if each.images else None
    try:
        picture = lending.enter_context(artifact_store.as_files([kept.digest]))[kept.digest] if kept else None
    except (ArtifactMissing, ArtifactDamaged):
        picture = None
    return Ingredient(each.title, named, picture, kept.media_type if kept and picture else "")
