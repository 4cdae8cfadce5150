"""A task: one claimed action in the hands of the child, from its start to its commit.

It stands in one of three states: `Claimed`, `Running`, `Ending`. Each step gives the next state, None once nothing is
left to do. A step that meets a database away is taken again; any other error ends the attempt.
"""

import logging
import secrets
import signal
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from events import room
from events.errors import ContinuityError, Refusal
from events.registry import Json
from generation.artifacts import artifact_store, storage
from generation.artifacts.artifact_store import ArtifactDamaged, ArtifactMissing, StorageAway
from generation.domain.countdown import Countdown
from generation.jobs import dealings
from generation.jobs.claiming import Assignment, Claim, Stand, beat, hand_back, show, start
from generation.jobs.ending import break_off, commit, fail, spent
from generation.jobs.outages import is_outage
from generation.live.progress import Relay
from generation.ports.memory import MainMemory
from generation.ports.work import NO_ROOM, OUT_OF_MEMORY, STORAGE, Cancelled, Done, Failed, ModelFolder, Refused
from generation.register.asked import named
from generation.register.summing import Pieces
from generation.register.usable import lent
from generation.workers.child import Child
from generation.workers.intervals import Intervals
from generation.workers.protocol import Agreed, Cancel, Ended, Kept, Preview, Run, StepDone
from generation.workers.shortage import WAITS_FOR_ROOM, Shortage
from generation.workers.workroom import workroom
from productions.domain.artifact import Artifact

log = logging.getLogger(__name__)

HEAR_SECONDS = 0.1


class Task:
    """What the shepherd watches. `watch` returns True once nothing is left to do."""

    def __init__(self, claim: Claim, child: Child, intervals: Intervals) -> None:
        self.claim, self.child = claim, child
        self.shortage: Shortage | None = None
        """What its files found no room in: nothing is to be begun before there is some."""
        self._lent = ExitStack()
        self._state: TaskState | None = Claimed(Lease(claim, intervals), child, self._lent)

    def watch(self) -> bool:
        """Take one step; True once the attempt is over."""
        try:
            self._state = self._state.step() if self._state else None
        except _NoRoom as full:
            self._wait_for(full.shortage)
        except Exception as error:
            if is_outage(error):
                raise
            log.exception("%s cannot go on", self.claim)
            self._break_off(error)
        if self._state is None:
            self._lent.close()
        return self._state is None

    def abandon(self) -> None:
        """Let go without an ending: the action was handed back."""
        self.child.kill()
        self._lent.close()

    def _wait_for(self, shortage: Shortage) -> None:
        """That counts as no attempt."""
        hand_back(self.claim, WAITS_FOR_ROOM)
        self.shortage, self._state = shortage, None

    def _break_off(self, error: Exception) -> None:
        if isinstance(self._state, Ending):
            break_off(self.claim, "commit-error", "What came of it cannot be recorded", error)
        else:
            self.child.kill()
            break_off(self.claim, "worker-error", "The work cannot go on", error)
        self._state = None


class _NoRoom(Exception):
    """The disk is full, which is no fault of the work."""

    def __init__(self, shortage: Shortage) -> None:
        super().__init__(shortage)
        self.shortage = shortage


@dataclass(slots=True)
class Lease:
    """A claim that is renewed while the task lives; not `wanted` once that was refused."""

    claim: Claim
    intervals: Intervals
    wanted: bool = True
    stand: Stand = field(default_factory=Stand)
    _renew_at: float = 0.0

    def renew(self, stand: Stand | None = None, *, now: bool = False) -> bool:
        """Renew it when it is time, or at once, and say how far the work is; False once nobody wants it."""
        if self.wanted and (now or time.monotonic() >= self._renew_at):
            self._renew_at = time.monotonic() + self.intervals.beat
            self.stand = stand or self.stand
            self.wanted = beat(self.claim, self.stand, self.intervals.lease)
        return self.wanted


@dataclass(slots=True)
class Claimed:
    """Nothing is begun: the child gets what it needs. `lending` is how far that is, piece by piece."""

    lease: Lease
    child: Child
    lent: ExitStack
    lending: "Pieces[Running] | None" = None

    def step(self) -> "TaskState | None":
        """Let the child start; None when nobody waits for the work any more."""
        claim = self.lease.claim
        if self.lending is None:
            if failed := spent(claim):
                return self._failing(*failed, retryable=False)
            assignment = start(claim)
            if assignment is None:
                return None
            self.lending = self._lend(assignment)
        try:
            return self._go_on(self.lending)
        except (ArtifactMissing, ArtifactDamaged, Refusal) as error:
            return self._failing(error.code, error.detail, retryable=False)
        except (OSError, StorageAway) as error:
            return self._failing(*_unkept(error, Shortage(Path(tempfile.gettempdir()))), retryable=True)

    def _go_on(self, lending: "Pieces[Running]") -> "TaskState | None":
        """Lend for a moment; what is not done by then goes on at the next step, while the lease lives."""
        until = time.monotonic() + HEAR_SECONDS
        try:
            next(lending)
            while time.monotonic() < until:
                next(lending)
        except StopIteration as done:
            running: Running = done.value
            return running
        except BaseException:
            self.lending = None  # it ended with this: whoever comes back to the work lends anew
            raise
        return self if self.lease.renew() else None

    def _lend(self, assignment: Assignment) -> "Pieces[Running]":
        models = yield from _models(assignment)
        digests = {digest for roles in assignment.upstream.values() for digest in roles.values()}
        files = self.lent.enter_context(artifact_store.as_files({*digests, *assignment.references}))
        run = Run(
            run=secrets.token_hex(8),
            kind=assignment.kind,
            recipe=assignment.recipe,
            upstream={
                name: {role: files[digest] for role, digest in roles.items()}
                for name, roles in assignment.upstream.items()
            },
            out=self.lent.enter_context(workroom()),
            references={digest: files[digest] for digest in assignment.references},
            models=models,
            inner=settings.INNER_ACTIONS,
            dealings=dealings.known(assignment.claim.key),
        )
        self.child.ask(run)
        relay = Relay(assignment.shot, assignment.stage, assignment.jobs)
        intervals = self.lease.intervals
        return Running(
            self.lease, self.child, run.run, run.out, relay, intervals.stall, intervals.loading if models else 0
        )

    def _failing(self, code: str, reason: str, *, retryable: bool) -> "Ending":
        return Ending(self.lease, lambda: fail(self.lease.claim, code, reason, retryable=retryable))


def _models(assignment: Assignment) -> Pieces[dict[str, ModelFolder]]:
    """The models that the recipe names, as they lie here; a refusal says why one cannot be used."""
    folders = {}
    for id_, digest in named(assignment.spec, assignment.recipe):
        files = yield from lent(id_, digest)
        folders[digest] = files.lent()
    return folders


@dataclass(slots=True)
class Running:
    """The child is at work on `run`. `patience`: seconds for which it may show no sign of life, `loading` before its
    first step."""

    lease: Lease
    child: Child
    run: str
    out: Path
    relay: Relay
    patience: float
    loading: float = 0
    stand: Stand = field(default_factory=Stand)
    countdown: Countdown = field(default_factory=Countdown)
    alive_at: float = field(default_factory=time.monotonic)
    memory: MainMemory = field(default_factory=MainMemory)
    agreed: Mapping[str, Json] | None = None
    """What it agreed with others and is not written down yet."""
    kills: int | None = None
    """How often the kernel had killed for want of memory when it began."""

    def __post_init__(self) -> None:
        self.kills = self.memory.kills()

    def step(self) -> "TaskState":
        """Hear the child, renew the lease, and look whether the child lives."""
        self._keep()
        if ended := self._hear():
            return Ending(self.lease, lambda: _end(self.lease, ended, self.out))
        self._renew()
        if self.child.dead:
            return self._died()
        patience = self.patience if self.stand.step or not self.lease.wanted else max(self.patience, self.loading)
        if time.monotonic() - self.alive_at > patience:
            return self._killing("hung", f"no sign of life for {patience:g} s")
        return self

    def _keep(self) -> None:
        """Write down what the run agreed with others, also for a job that nobody wants any more: it may be paid for.

        While the database is away the run waits, and the step is taken again.
        """
        if self.agreed is not None:
            dealings.keep(self.lease.claim.key, self.agreed)
            self.agreed = None
            self.child.ask(Kept(self.run))

    def _hear(self) -> Ended | None:
        message = self.child.hear(HEAR_SECONDS)
        if message:
            self.alive_at = time.monotonic()
        match message:
            case StepDone(run=self.run, step=step, steps=steps):
                left = self.countdown.told(step, steps, time.monotonic())
                self.stand = Stand(step, steps, self.countdown.rate, left)
                if self.lease.wanted:
                    self.relay.tell(step, steps, self.countdown.rate, left)
            case Preview(run=self.run, image=image) if self.lease.wanted:
                show(self.lease.claim, image, self.stand.step)
                self.relay.shows(self.stand.step)
            case Agreed(run=self.run, document=document):
                self.agreed = document
            case Ended(run=self.run):
                return message
        return None

    def _renew(self) -> None:
        if self.lease.wanted and not self.lease.renew(self.stand):
            self.patience = self.lease.intervals.cancel
            self.child.ask(Cancel(self.run))

    def _died(self) -> "Ending":
        """SIGKILL, which nobody of us sent, is the kernel's for want of memory, where it says so or says nothing."""
        status, kills = self.child.kill(), self.memory.kills()
        if status == -signal.SIGKILL and (kills is None or self.kills is None or kills > self.kills):
            return self._killing(OUT_OF_MEMORY, "the system killed the process that ran it for want of memory")
        return self._killing("child-died", "the process that ran it ended")

    def _killing(self, code: str, reason: str) -> "Ending":
        told = f"{reason} (exit status {self.child.kill()})"
        return Ending(self.lease, lambda: fail(self.lease.claim, code, told, retryable=True))


@dataclass(slots=True)
class Ending:
    """The child is done with it: how it ended is to be written down. The bytes wait for a database that is away."""

    lease: Lease
    end: Callable[[], object]

    def step(self) -> None:
        """End the attempt."""
        self.lease.renew()
        self.end()


TaskState = Claimed | Running | Ending


def _end(lease: Lease, ended: Ended, out: Path) -> None:
    match ended.outcome:
        case Done() as done:
            _keep(lease, done, ended)
        case Refused(reason=reason):
            fail(lease.claim, "refused", reason, retryable=False)
        case Failed(code=code) if code == NO_ROOM:
            raise _NoRoom(Shortage.beside(out))
        case Failed(code=code, reason=reason, retryable=retryable):
            fail(lease.claim, code, reason, retryable=retryable)
        case Cancelled():
            fail(lease.claim, "cancelled", "it was cancelled", retryable=False)


def _keep(lease: Lease, done: Done, ended: Ended) -> None:
    """Store and commit. Bytes that were there, and were removed to free room before the commit, are stored again."""
    for last in (False, True):
        outputs = _stored(lease, done)
        if outputs is None:
            return
        try:
            if not commit(lease.claim, outputs, ended.seconds, str(done.facts.get("engine_digest", ""))):
                log.info("%s came too late", lease.claim)
        except ArtifactMissing as gone:
            if last:
                fail(lease.claim, *_unkept(gone, Shortage(storage.folder())), retryable=True)
        else:
            return


def _stored(lease: Lease, done: Done) -> list[Artifact] | None:
    """What was made, in the store; None where it could not be kept, which has ended the attempt then."""
    outputs, size = [], 0
    try:
        for output in done.outputs:
            size = output.path.stat().st_size
            outputs.append(artifact_store.keep(output))
            lease.renew(now=True)
    except (OSError, StorageAway, ArtifactDamaged, ArtifactMissing) as error:
        fail(lease.claim, *_unkept(error, Shortage(storage.folder(), size)), retryable=True)
        return None
    return outputs


def _unkept(error: OSError | ContinuityError, where: Shortage) -> tuple[str, str]:
    """Code and reason of work whose files found no place, which may be mended; _NoRoom where the disk is full."""
    if room.is_full(error):
        raise _NoRoom(where) from error
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else error.detail
    return STORAGE, f"The files could not be kept: {reason}"
