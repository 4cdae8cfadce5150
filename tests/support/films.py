"""Takes for tests that want none made: recorded as a worker records them, over artifacts that tests store."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

import uuid6

from events.execution import Context
from productions import commands, queries
from productions.domain.artifact import Artifact
from productions.domain.take import Made
from tests.support.web import Api


def digest(of: str | bytes) -> str:
    """Return a digest as the log writes it."""
    return f"sha256:{hashlib.sha256(of if isinstance(of, bytes) else of.encode()).hexdigest()}"


def artifact(role: str, content: str = "frames", media_type: str = "video/mp4", size: int = 10) -> Artifact:
    """Return an artifact of a role; what it is called decides its digest."""
    facts = {"count": 48, "rate": "24", "width": 1280, "height": 720}
    return Artifact(role, digest(f"{role} of {content}"), digest(content), media_type, size, facts)


def taken(
    by: Context, log: UUID, shot: UUID | None = None, number: int = 1, artifacts: Sequence[Artifact] | None = None
) -> UUID:
    """Record a take of a shot, by default of the film's first, and return its id."""
    kept = artifacts or (artifact("master"), artifact("proxy"), artifact("poster", media_type="image/jpeg"))
    made = Made(
        shot=shot or queries.ordered_shots(queries.moment(log))[0],
        number=number,
        order=uuid6.uuid7(),
        job=uuid6.uuid7(),
        language="en",
        variation=1,
        settings={},
        artifacts=tuple(kept),
        content=kept[0].content,
        recipes={"finish": digest(f"recipe {number}")},
        outputs={"master": kept[0].content},
    )
    return commands.record_take(by, log, uuid6.uuid7(), made).value


def waived(producer: Api, production: str) -> str:
    """Let pass the first thing that stands in the way of a film, and return the waiver's id."""
    about = producer.get(f"productions/{production}/cut/checks/")["found"][0]["about"]
    told = producer.post(f"productions/{production}/cut/waivers/", about=[about], reason="It is meant so.")
    return str(next(each["waiver"]["id"] for each in told["found"] if each["waiver"]))
