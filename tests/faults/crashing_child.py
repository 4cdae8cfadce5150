"""A child that the system kills whenever it is to make motion, as a driver's fault does."""

import os
import signal

from generation.ports.work import Outcome, Work
from generation.stages import registry
from generation.stages.motion import Motion
from generation.workers import runner


class CrashingMotion(Motion):
    def run(self, work: Work) -> Outcome:
        os.kill(os.getpid(), signal.SIGSEGV)
        raise AssertionError("unreachable: nobody survives that")


if __name__ == "__main__":
    motion = "generation.stages.motion:Motion"
    registry.KINDS = tuple(f"{__name__}:CrashingMotion" if kind == motion else kind for kind in registry.KINDS)
    runner.main()
