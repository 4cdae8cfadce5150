"""Plays a production that takes a script and its revisions, keeping only what matching needs."""

from fractions import Fraction
from itertools import count
from uuid import UUID

from productions.screenplay.breakdown import breakdown
from productions.screenplay.drafts import SceneDraft
from productions.screenplay.reading.fountain import parse
from productions.screenplay.revisions.matching import Matching, OldScene, OldShot, ScenePair, ShotPair, Verdict, match

_numbers = count(1)


def draft(text: str) -> tuple[SceneDraft, ...]:
    return breakdown(parse(text), Fraction(24)).scenes


def new_id() -> UUID:
    return UUID(int=next(_numbers))


def revise(old: tuple[OldScene, ...], text: str) -> tuple[Matching, tuple[OldScene, ...]]:
    """Return the matching and the production after it: scenes of the script in order, then the removed ones."""
    matching = match(old, draft(text))
    here = {shot.old.id for shot in matching.shots() if shot.old and shot.new}
    kept = [_kept(pair, here) for pair in matching.scenes]
    named = {scene.id for scene in kept}
    return matching, (*kept, *(_without(scene, here) for scene in old if scene.id not in named))


def production(text: str) -> tuple[OldScene, ...]:
    return revise((), text)[1]


def ids(scenes: tuple[OldScene, ...]) -> list[tuple[UUID, list[UUID]]]:
    live = [scene for scene in scenes if not scene.removed]
    return [(scene.id, [shot.id for shot in scene.shots if not shot.removed]) for scene in live]


def _kept(pair: ScenePair, here: set[UUID]) -> OldScene:
    shots = [_shot(shot) for shot in pair.shots]
    named = {shot.id for shot in shots} | here
    rest = [shot for shot in (pair.old.shots if pair.old else ()) if shot.id not in named]
    scene_id = pair.old.id if pair.old else new_id()
    heading, number = (pair.new.heading.text, pair.new.number) if pair.new else ("", "")
    if not pair.new and pair.old:
        heading, number = pair.old.heading, pair.old.number
    return OldScene(scene_id, number, heading, (*shots, *rest), removed=pair.verdict is Verdict.REMOVED)


def _shot(pair: ShotPair) -> OldShot:
    if pair.new is None:
        assert pair.old
        return OldShot(pair.old.id, "", pair.old.digest, pair.old.text, removed=True)
    return OldShot(pair.old.id if pair.old else new_id(), "", pair.new.digest, pair.new.text)


def _without(scene: OldScene, here: set[UUID]) -> OldScene:
    shots = tuple(shot for shot in scene.shots if shot.id not in here)
    return OldScene(scene.id, scene.number, scene.heading, shots, scene.removed, made_by_hand=scene.made_by_hand)
