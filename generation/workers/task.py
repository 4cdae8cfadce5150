"""A task: one claimed action in the hands of the child, from its start to its commit."""

import logging
import secrets
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

from events import room
from generation.artifacts import artifact_store
from generation.artifacts.artifact_store import ArtifactDamaged, ArtifactMissing
from generation.domain.resolve import Stored
from generation.jobs.claiming import Assignment, Claim, beat, hand_back, start
from generation.jobs.ending import commit, fail
from generation.live.progress import Relay
from generation.ports.work import NO_ROOM
from generation.workers.child import Child, Message
from generation.workers.shortage import WAITS_FOR_ROOM, Shortage
from generation.workers.workroom import workroom

log = logging.getLogger(__name__)

HEAR_SECONDS = 0.1
CANCEL_SECONDS = 15.0
"""How long a child may take to stop before it is killed."""


class Task:
    """What the shepherd watches. `watch` returns True once nothing is left to do."""

    def __init__(self, claim: Claim, child: Child, lease: float, beat_every: float, stall: float) -> None:
        self.claim, self.child = claim, child
        self._lease, self._beat_every, self._stall = lease, beat_every, stall
        self._run = secrets.token_hex(8)
        self._lent = ExitStack()
        self._progress = (0, 0)
        self._beat_at = time.monotonic() + beat_every
        self._alive_at = time.monotonic()
        self._relay: Relay | None = None
        self._begun = self._unwanted = False
        self.shortage: Shortage | None = None
        self._ending: Callable[[], object] | None = None

    def watch(self) -> bool:
        """Start what is not started, hear the child, renew the lease, and end the attempt when it is over.

        What meets a database away is tried again with the next call: the bytes are still there.
        """
        if not self._begun and not self._begin():
            return True
        if self._ending is None:
            self._hear(self.child.hear(HEAR_SECONDS))
        self._beat()
        self._look_after()
        if self._ending is None:
            return False
        self._ending()
        self._lent.close()
        return True

    def _begin(self) -> bool:
        """Lend the child what it needs and let it start; False when nobody waits for it any more."""
        assignment = start(self.claim)
        if assignment is None:
            return False
        self._begun, self._alive_at = True, time.monotonic()
        self._relay = Relay(assignment.shot, assignment.stage, assignment.jobs)
        try:
            self._lend(assignment)
        except (ArtifactMissing, ArtifactDamaged) as error:
            code, reason = error.code, f"{error.detail} Order the shot again to make them anew."
            self._ending = lambda: fail(self.claim, code, reason, retryable=False)
        except OSError as error:
            self._ending = self._without_storage(error, Shortage(Path(tempfile.gettempdir())))
        return True

    def _lend(self, assignment: Assignment) -> None:
        digests = {digest for roles in assignment.upstream.values() for digest in roles.values()}
        files = self._lent.enter_context(artifact_store.as_files(digests))
        pictures = self._lent.enter_context(artifact_store.as_files(assignment.references))
        self._out = out = self._lent.enter_context(workroom())
        upstream = {
            name: {role: files[digest] for role, digest in roles.items()} for name, roles in assignment.upstream.items()
        }
        self.child.run(self._run, assignment.stage, dict(assignment.recipe), upstream, out, pictures)

    def _look_after(self) -> None:
        if self._ending:
            return
        if self.child.dead:
            self._kill("child-died", "the process that ran it ended")
        elif time.monotonic() - self._alive_at > self._stall:
            self._kill("hung", f"no sign of life for {self._stall:g} s")

    def abandon(self) -> None:
        """Let go without an ending: the action was handed back."""
        self.child.kill()
        self._lent.close()

    def _hear(self, message: Message | None) -> None:
        if message is None:
            return
        self._alive_at = time.monotonic()
        if message.get("progress") == self._run:
            self._progress = message["step"], message["steps"]
            if self._relay and not self._unwanted:
                self._relay.tell(*self._progress)
        elif message.get("ended") == self._run:
            self._ending = lambda: self._end(message)

    def _beat(self) -> None:
        if self._unwanted or time.monotonic() < self._beat_at:
            return
        self._beat_at = time.monotonic() + self._beat_every
        if not beat(self.claim, *self._progress, self._lease):
            self._unwanted, self._stall = True, CANCEL_SECONDS
            self.child.cancel(self._run)

    def _kill(self, code: str, reason: str) -> None:
        status = self.child.kill()
        self._ending = lambda: fail(self.claim, code, f"{reason} (exit status {status})", retryable=True)

    def _end(self, message: Message) -> None:
        match message["outcome"]:
            case "done":
                self._keep(message)
            case "refused":
                fail(self.claim, "refused", message["reason"], retryable=False)
            case "failed" if message["code"] == NO_ROOM:
                self._wait_for_room(Shortage.beside(self._out))
            case "failed":
                fail(self.claim, message["code"], message["reason"], retryable=message["retryable"])
            case _:
                fail(self.claim, "cancelled", "it was cancelled", retryable=False)

    def _without_storage(self, error: OSError | ArtifactDamaged, where: Shortage) -> Callable[[], object]:
        """The ending of work whose files find no place; that may be mended, so it is tried again."""
        if room.is_full(error):
            return lambda: self._wait_for_room(where)
        reason = error.detail if isinstance(error, ArtifactDamaged) else error.strerror or str(error)
        return lambda: fail(self.claim, "storage", f"The files could not be kept: {reason}", retryable=True)

    def _wait_for_room(self, where: Shortage) -> None:
        """That counts as no attempt, and whoever watches us begins nothing before there is room."""
        self.shortage = where
        hand_back(self.claim, WAITS_FOR_ROOM)

    def _keep(self, message: Message) -> None:
        outputs, size = [], 0
        try:
            for output in message["outputs"]:
                size = Path(output["path"]).stat().st_size
                outputs.append(_stored(output))
                self._beat_at = 0.0
                self._beat()
        except (OSError, ArtifactDamaged) as error:
            self._without_storage(error, Shortage(artifact_store.folder(), size))()
            return
        engine = str(message["facts"].get("engine", ""))
        if not commit(self.claim, outputs, Decimal(message["seconds"]), engine):
            log.info("%s came too late", self.claim)


def _stored(output: dict[str, Any]) -> Stored:
    kept = artifact_store.put(Path(output["path"]))
    return Stored(
        role=output["role"],
        digest=kept.digest,
        content=output["content"],
        media_type=output["media_type"],
        size=kept.size,
        facts=output["facts"],
    )
