"""Retakes as people ask for them: which frames of which take, whether they can be made again, and by what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from events.errors import Refusal
from events.registry import Json
from generation.artifacts import artifact_store
from generation.backends import registry
from generation.backends import request as numbers
from generation.domain import grid
from generation.domain.pipeline import Node, Pipeline
from generation.domain.recipes import default_seed
from generation.domain.retake import FRAMES, MOST_ADDED, RETAKE, Kept, Retake, resting_on, setting
from generation.stages import pipelines
from productions import queries
from productions.domain.artifact import Artifact
from productions.domain.take import Take
from productions.refusals import NotFound

RATE = "parameter:frame_rate"


class InvalidRange(Refusal):
    """The frames that are to be made again are none of the take, and do not lengthen it either."""

    code = "invalid-range"
    status = 422


class NoRetake(Refusal):
    """Single frames of the take cannot be made again, only all of it."""

    code = "no-retake"


@dataclass(frozen=True, slots=True)
class AskedRange:
    """Frames `first` to `last` of a take, counted from zero; those behind its end lengthen it.

    `seed` None is one that no take of the shot has had; `words` are what they are made by, empty for what the shot
    says.
    """

    take: UUID
    first: int
    last: int
    seed: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Retaking:
    """A retake that can be ordered: of which take, by which node, which of its frames."""

    shot: UUID
    take: Take
    kept: Kept
    retake: Retake
    file: Artifact
    reads: tuple[str, ...]
    node: Node

    def cell(self, values: Mapping[str, Json]) -> tuple[int, Mapping[str, Json]]:
        """Return the variation that it is of, with what is set for it alone, for a shot with these inputs.

        NoRetake where the film has another size or rate by now.
        """
        own = grid.holding({name: each for name, each in self.take.settings.items() if name != RETAKE}, values)
        there = grid.laid_over(values, own)
        self._require_size(there)
        return self.take.variation, {**own, RETAKE: setting(self.retake, self.kept, resting_on(self.reads, there))}

    def _require_size(self, values: Mapping[str, Any]) -> None:
        facts = self.file.facts
        if "width" not in facts:
            return
        assert self.node.spec.backend is not None, "only backends make frames again"
        snapped = registry.backend(self.node.spec.backend[0]).snap({**values, FRAMES: self.retake.frames}).values
        size, rate = (facts["width"], facts["height"]), facts["rate"]
        if (size, rate) != (numbers.size(snapped), str(numbers.rate(snapped))):
            now = "x".join(map(str, numbers.size(snapped)))
            raise NoRetake(
                f"Take {self.kept.number} is {size[0]}x{size[1]} at {rate} frames a second, and the film is {now} at "
                f"{numbers.rate(snapped)} now: make the shot anew."
            )
        if snapped[FRAMES] != self.retake.frames:
            raise InvalidRange(f"A take has at most {snapped[FRAMES]} frames.", field="last")


def retaking(production: UUID, asked: AskedRange) -> Retaking:
    """Return a retake as it can be ordered.

    NotFound for a take that the production does not have, InvalidRange for frames that cannot be, NoRetake where the
    take has no frames of its own any more or nothing in the pipeline makes single ones again.
    """
    shot = queries.shot_of_take(production, asked.take)
    if shot is None:
        raise NotFound("There is no such take.")
    takes = queries.takes_of([shot])
    take = takes[asked.take].state
    pipeline = pipelines.of_production(production)
    node = _node(pipeline)
    file = _frames_of(take, node)
    count = int(str(file.facts["count"]))
    _check(asked, count)
    seed = default_seed(shot, len(takes) + 1) if asked.seed is None else asked.seed
    retake = Retake(file.content, count, asked.first, asked.last, max(count, asked.last + 1), seed, asked.words.strip())
    kept = Kept(asked.take, take.number, file.digest)
    return Retaking(shot, take, kept, retake, file, _reads(pipeline, node), node)


def _node(pipeline: Pipeline) -> Node:
    """The node that makes the frames: what finishes them does not come into it."""
    able = [node for node in pipeline.nodes if RETAKE in node.spec.reads]
    if len(able) != 1:
        many = "several stages make frames, and none of them alone" if able else "what makes the frames"
        can = "can be asked" if able else "makes whole shots alone"
        raise NoRetake(f"In the pipeline of this film {many} {can}: make the shot anew, or split it there.")
    return able[0]


def _frames_of(take: Take, node: Node) -> Artifact:
    port = next(port.name for port in node.spec.outputs if port.type == "frames")
    file = take.artifact(f"{node.id}.{port}") or take.artifact(port)
    if file is None or "count" not in file.facts or node.id not in take.recipes:
        raise NoRetake(f"Take {take.number} was made in another way, so that its frames are not there by themselves.")
    if artifact_store.missing([file.digest]) and artifact_store.standing_for(file.digest) == file.digest:
        raise NoRetake(f"The frames of take {take.number} are no longer kept: make it again first.")
    return file


def _check(asked: AskedRange, count: int) -> None:
    if not 0 <= asked.first <= asked.last:
        raise InvalidRange("A range ends at or behind the frame that it begins with.", field="last")
    if asked.first > count:
        raise InvalidRange(
            f"The take has {count} frames: a range begins with one of them, or right behind the last.", field="first"
        )
    if asked.last >= count + MOST_ADDED:
        raise InvalidRange(f"A take is lengthened by at most {MOST_ADDED} frames at once.", field="last")


def _reads(pipeline: Pipeline, node: Node) -> tuple[str, ...]:
    """The inputs that the frames rest on: of the node, and of all that stands before it."""
    before = [each for each in pipeline.nodes if each.id in pipeline.upto([node.id])]
    named = {name for each in before for name in each.spec.reads if name != RETAKE}
    own = {each.parameter(name) for each in before for name in each.spec.parameters}
    return tuple(sorted(named | own))
