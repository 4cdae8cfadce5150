"""The child process: runs stages one after another, asked and answering over its pipes as `protocol` has it.

It holds what is slow to load, such as models, and may die at any moment without harm. It dies when its input closes.
"""

import os
import signal
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from events.codec import check
from events.errors import InvalidPayload
from generation.backends.registry import held
from generation.ports.work import JSON, OUT_OF_MEMORY, Done, Failed, Outcome, Work
from generation.stages.registry import stage
from generation.workers import protocol
from generation.workers.protocol import Agreed, Cancel, ChildMessage, Ended, Kept, Preview, Ready, Run, StepDone

if TYPE_CHECKING:
    from generation.ports.clip import Frame

PROGRESS_SECONDS = 0.05
PREVIEW_SECONDS = 1.0


def main() -> None:
    """Serve until standard input closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the shepherd's to answer
    told, tell = _private_pipes()
    runner = _Runner(tell)
    Thread(target=runner.listen, args=(told,), daemon=True).start()
    runner.say(Ready(os.getpid()))
    runner.serve()


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes to ourselves: what libraries print goes to standard error, what they read is empty."""
    told, tell = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return told, tell


@dataclass(slots=True)
class _Runner:
    tell: BinaryIO
    asked: "SimpleQueue[Run]" = field(default_factory=SimpleQueue)
    kept: "SimpleQueue[str]" = field(default_factory=SimpleQueue)
    cancelled: set[str] = field(default_factory=set)
    speaking: Lock = field(default_factory=Lock)

    def listen(self, told: BinaryIO) -> None:
        """Take in messages, cancels at once; leave with the shepherd."""
        for line in told:
            match protocol.asked(line):
                case Cancel(run=run):
                    self.cancelled.add(run)
                case Kept(run=run):
                    self.kept.put(run)
                case Run() as asked:
                    self.asked.put(asked)
        os._exit(0)

    def say(self, message: ChildMessage) -> None:
        line = protocol.line(message)
        with self.speaking:
            self.tell.write(line)
            self.tell.flush()

    def serve(self) -> None:
        while True:
            asked = self.asked.get()
            started = time.monotonic()
            outcome = _run(self._work(asked), asked.kind)
            self.cancelled.discard(asked.run)
            self._end(asked.run, Decimal(f"{time.monotonic() - started:.3f}"), outcome)

    def _end(self, run: str, seconds: Decimal, outcome: Outcome) -> None:
        """What a stage said may be anything; what cannot be told is a failure of the stage."""
        try:
            self.say(Ended(run, seconds, outcome, held()))
        except (ValueError, TypeError, OverflowError, AssertionError) as error:
            self.say(Ended(run, seconds, Failed("stage-error", f"What it said cannot be told: {error!a}", False)))

    def _work(self, asked: Run) -> Work:
        return Work(
            recipe=asked.recipe,
            upstream=asked.upstream,
            out=asked.out,
            progress=self._progress(asked.run),
            cancelled=lambda: asked.run in self.cancelled,
            references=asked.references,
            show=self._show(asked.run),
            models=asked.models,
            inner=asked.inner,
            dealings=None if asked.dealings is None else _Dealings(self, asked.run, asked.dealings),
        )

    def _progress(self, run: str) -> Callable[[int, int], None]:
        last = 0.0

        def progress(step: int, steps: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= PROGRESS_SECONDS or step == steps:
                last = now
                self.say(StepDone(run, step, steps))

        return progress

    def _show(self, run: str) -> "Callable[[Frame], None]":
        """A picture on the way is worth no failure: one that cannot be drawn small is left out."""
        due = time.monotonic() + PREVIEW_SECONDS

        def show(frame: "Frame") -> None:
            nonlocal due
            if time.monotonic() < due:
                return
            due = time.monotonic() + PREVIEW_SECONDS
            from generation.ports import media  # noqa: PLC0415  # codecs load where frames are drawn

            try:
                image = media.preview(frame)
            except (ValueError, TypeError, OSError):
                return
            self.say(Preview(run, image))

        return show


@dataclass(slots=True)
class _Dealings:
    """What a run agrees with others: told to the shepherd, who answers once it is written down."""

    runner: _Runner
    run: str
    document: Mapping[str, JSON]

    def known(self) -> Mapping[str, JSON]:
        return self.document

    def keep(self, document: Mapping[str, JSON]) -> None:
        self.runner.say(Agreed(self.run, document))
        while self.runner.kept.get() != self.run:
            pass
        self.document = document


def _run(work: Work, name: str) -> Outcome:
    """Any error of a stage is an outcome: the child goes on with the next work."""
    try:
        outcome = stage(name).run(work)
        if isinstance(outcome, Done):
            _check(outcome)
        return outcome
    except MemoryError:
        return Failed(OUT_OF_MEMORY, _evidence(3), retryable=True)
    except InvalidPayload as error:
        return Failed("stage-error", f"What it made cannot be recorded: {error.detail}", retryable=False)
    except Exception:
        return Failed("stage-error", _evidence(5), retryable=True)


def _check(done: Done) -> None:
    """Facts go into events: InvalidPayload here rather than when the last stage of the shot is committed."""
    check(msgspec.to_builtins([done.facts, *(output.facts for output in done.outputs)]))


def _evidence(depth: int) -> str:
    """The innermost frames of the error, in text that can be told."""
    return traceback.format_exc(limit=-depth).encode(errors="backslashreplace").decode()


if __name__ == "__main__":
    main()
