"""A small film, and a worker without a process: it claims, runs the real stage and commits, one action at a time."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import uuid6

from events.execution import Context
from generation import commands as orders
from generation.artifacts import artifact_store
from generation.domain.needs import Offer
from generation.jobs.claiming import Assignment, Claim, claim, start
from generation.jobs.ending import commit
from generation.ports.work import Done, OutputFile, Work
from generation.stages.registry import offered, stage
from productions import commands
from productions.commands import Target
from productions.domain.artifact import Artifact
from productions.domain.shot import CastEntry
from tests.support.making import context, production

ROLES = {
    "prompt": ("prompt",),
    "keyframe": ("keyframe",),
    "motion": ("frames", "last_frame"),
    "finish": ("master",),
    "check": ("report",),
    "narration": ("sound", "timing"),
    "captions": ("captions",),
    "mix": ("sound", "loudness"),
    "mux": ("master", "proxy"),
    "model_keyframe": ("keyframe", "request"),
    "model_motion": ("frames", "last_frame", "request"),
    "provider_keyframe": ("keyframe", "request"),
    "provider_motion": ("frames", "last_frame", "request"),
    "workflow_keyframe": ("keyframe", "request"),
    "workflow_motion": ("frames", "last_frame", "request"),
    "grade": ("frames",),
    "interpolate": ("frames", "last_frame"),
    "upscale": ("frames", "last_frame"),
}
STAGES = ("prompt", "keyframe", "motion", "finish")
Ran = set[tuple[str, str]]


@dataclass(frozen=True)
class Film:
    """A production with three shots. Codes of shots: one, two (a scene at the quay), three (in the cabin)."""

    by: Context
    log: UUID
    shots: dict[str, UUID]
    scenes: dict[str, UUID]
    references: dict[str, UUID]

    def order(self, *shots: str, **options: Any) -> UUID:
        """Place an order for shots by code, all unless named."""
        chosen = [self.shots[code] for code in shots or self.shots]
        return orders.place_order(self.by, self.log, chosen, **options).value

    def make(self, *shots: str, **options: Any) -> Ran:
        """Order shots and do all the work; return what ran as (shot, stage)."""
        self.order(*shots, **options)
        return self.work()

    def work(self) -> Ran:
        """Do all the work there is and return what ran; nothing may run twice."""
        names = {id_: code for code, id_ in self.shots.items()}
        ran = Counter((names[done.shot], done.stage) for done in work_all())
        assert not ran or ran.most_common(1)[0][1] == 1, f"ran twice: {ran}"
        return set(ran)


def all_of(*shots: str) -> Ran:
    """All stages of some shots."""
    return {(shot, stage) for shot in shots for stage in STAGES}


def small_film() -> Film:
    """Make the production."""
    by = context()
    log = production(by, script=None)
    scenes = {name: commands.add_scene(by, log, uuid6.uuid7(), heading).value for name, heading in HEADINGS.items()}
    references = {
        name: commands.add_reference(by, log, uuid6.uuid7(), "character", name, attributes={"wardrobe": "coat"}).value
        for name in ("Mara", "Ivo")
    }
    commands.set_parameter(by, log, Target("production", log), "resolution", "128x72")
    shots = {}
    for code, scene, cast in SHOTS:
        fields = {"description": f"Shot {code} at the ferry.", "frames": 2}
        shots[code] = commands.add_shot(by, log, uuid6.uuid7(), scenes[scene], fields).value  # type: ignore[arg-type]  # a dict of names
        for name in cast:
            commands.set_cast(by, log, shots[code], references[name], CastEntry())
    return Film(by, log, shots, scenes, references)


HEADINGS = {"quay": "EXT. QUAY - DAWN", "cabin": "INT. FERRY CABIN - DAY"}
SHOTS = (("one", "quay", ("Mara",)), ("two", "quay", ("Mara",)), ("three", "cabin", ("Mara", "Ivo")))


def work_all(worker: str = "test") -> Iterator[Assignment]:
    """Do one action after another until none is ready."""
    while done := work_one(worker):
        yield done


def work_one(worker: str = "test") -> Assignment | None:
    """Claim an action, run its stage here, and commit; None when none is ready."""
    claimed = take(worker)
    assignment = start(claimed) if claimed else None
    if claimed and assignment:
        with TemporaryDirectory() as folder:
            assert commit(claimed, run(assignment, Path(folder)), Decimal("0.5"))
    return assignment


def pretend(claimed: Claim, says: str = "") -> bool:
    """Start and commit a claimed action with a small file for each role, which means what `says`, or else the key."""
    assignment = start(claimed)
    return assignment is not None and commit(claimed, invented(assignment, says), Decimal("0.5"))


def pretend_all(worker: str = "test") -> list[tuple[str, UUID]]:
    """Do all the work without drawing; return (stage, shot) in the order in which it was done."""
    done = []
    while claimed := take(worker):
        assignment = start(claimed)
        if assignment:
            commit(claimed, invented(assignment), Decimal("0.5"))
            done.append((assignment.stage, assignment.shot))
    return done


OFFER = Offer(tuple(offered()))
"""What a worker offers that can run everything."""


def take(worker: str = "test") -> Claim | None:
    """Claim whatever is next."""
    return claim(worker, OFFER, 30)


def invented(assignment: Assignment, says: str = "") -> list[Artifact]:
    """Store a small file for each role that the stage makes."""
    made = []
    with TemporaryDirectory() as folder:
        for role in ROLES[assignment.kind]:
            path = Path(folder) / role
            path.write_text(f"{role} {says or assignment.claim.key}")
            kept = artifact_store.put(path, "text/plain")
            made.append(Artifact(role, kept.digest, kept.digest, kept.media_type, kept.size))
    return made


def run(
    assignment: Assignment, out: Path, keep: Callable[[OutputFile], Artifact] = artifact_store.keep
) -> list[Artifact]:
    """Run an assignment's stage and store what it makes."""
    digests = {digest for roles in assignment.upstream.values() for digest in roles.values()}
    with artifact_store.as_files({*digests, *assignment.references}) as files:
        upstream = {name: {role: files[d] for role, d in roles.items()} for name, roles in assignment.upstream.items()}
        outcome = stage(assignment.kind).run(
            Work(
                assignment.recipe,
                upstream,
                out,
                lambda _step, _steps: None,
                lambda: False,
                {digest: files[digest] for digest in assignment.references},
            )
        )
    assert isinstance(outcome, Done), outcome
    return [keep(output) for output in outcome.outputs]
