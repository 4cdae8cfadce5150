"""The child process: runs stages one after another, asked and answering in lines of JSON over its pipes.

It holds what is slow to load, such as models, and may die at any moment without harm. It dies when its input closes.

In:  `{"run": id, "stage", "recipe", "upstream": {stage: {role: path}}, "references": {digest: path},
     "out": folder}`, `{"cancel": id}`
Out: `{"ready": pid}`, `{"progress": id, "step", "steps"}`, `{"ended": id, "outcome": "done" | "refused" | "failed" |
"cancelled", …}`
"""

import json
import os
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, TextIO

from generation.ports.work import Cancelled, Done, Failed, Outcome, Output, Refused, Work
from generation.stages.registry import stage

PROGRESS_SECONDS = 0.05

Message = dict[str, Any]


def main() -> None:
    """Serve until standard input closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the shepherd's to answer
    told, tell = _private_pipes()
    runner = _Runner(tell)
    Thread(target=runner.listen, args=(told,), daemon=True).start()
    runner.say({"ready": os.getpid()})
    runner.serve()


def _private_pipes() -> tuple[TextIO, TextIO]:
    """Keep the pipes to ourselves: what libraries print goes to standard error, what they read is empty."""
    told, tell = os.fdopen(os.dup(0), "r"), os.fdopen(os.dup(1), "w")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return told, tell


@dataclass(slots=True)
class _Runner:
    tell: TextIO
    asked: "SimpleQueue[Message]" = field(default_factory=SimpleQueue)
    cancelled: set[str] = field(default_factory=set)
    speaking: Lock = field(default_factory=Lock)

    def listen(self, told: TextIO) -> None:
        """Take in messages, cancels at once; leave with the shepherd."""
        for line in told:
            message = json.loads(line)
            if "cancel" in message:
                self.cancelled.add(message["cancel"])
            else:
                self.asked.put(message)
        os._exit(0)

    def say(self, message: Message) -> None:
        with self.speaking:
            self.tell.write(json.dumps(message) + "\n")
            self.tell.flush()

    def serve(self) -> None:
        while True:
            message = self.asked.get()
            started = time.monotonic()
            outcome = _run(self._work(message), message["stage"])
            said = {"ended": message["run"], "seconds": f"{time.monotonic() - started:.3f}", **told_of(outcome)}
            self.cancelled.discard(message["run"])
            self.say(said)

    def _work(self, message: Message) -> Work:
        return Work(
            recipe=message["recipe"],
            upstream={
                name: {role: Path(path) for role, path in roles.items()} for name, roles in message["upstream"].items()
            },
            out=Path(message["out"]),
            progress=self._progress(message["run"]),
            cancelled=lambda: message["run"] in self.cancelled,
            references={digest: Path(path) for digest, path in message.get("references", {}).items()},
        )

    def _progress(self, run: str) -> Callable[[int, int], None]:
        last = 0.0

        def progress(step: int, steps: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= PROGRESS_SECONDS or step == steps:
                last = now
                self.say({"progress": run, "step": step, "steps": steps})

        return progress


def _run(work: Work, name: str) -> Outcome:
    """Any error of a stage is an outcome: the child goes on with the next work."""
    try:
        return stage(name).run(work)
    except MemoryError:
        return Failed("out-of-memory", traceback.format_exc(limit=-3), retryable=True)
    except Exception:
        return Failed("stage-error", traceback.format_exc(limit=-5), retryable=True)


def told_of(outcome: Outcome) -> Message:
    """Return an outcome as the shepherd reads it."""
    match outcome:
        case Done(outputs=outputs, facts=facts):
            return {"outcome": "done", "outputs": [_told(output) for output in outputs], "facts": dict(facts)}
        case Refused(reason=reason):
            return {"outcome": "refused", "reason": reason}
        case Failed(code=code, detail=detail, retryable=retryable):
            return {"outcome": "failed", "code": code, "reason": detail, "retryable": retryable}
        case Cancelled():
            return {"outcome": "cancelled"}


def _told(output: Output) -> Message:
    return {
        "role": output.role,
        "path": str(output.path),
        "media_type": output.media_type,
        "content": output.content,
        "facts": dict(output.facts),
    }


if __name__ == "__main__":
    main()
