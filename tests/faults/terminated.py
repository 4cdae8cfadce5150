"""Writers that are told to stop while they commit: `python -m tests.faults.terminated TRIES`.

Each writer is a fork that edits and orders until SIGTERM comes, and leaves as servers do: the signal raises SystemExit
wherever it stands. Those who follow find what it committed.
"""

import os
import random
import signal
import sys
import time
from itertools import count
from types import FrameType
from uuid import UUID

import django

LONGEST = 0.06
"""Seconds until the signal, at most, once a first edit and order are written: about as long as the next take."""


def main(tries: int, log: UUID, shot: UUID) -> None:
    """Let so many writers begin and be stopped."""
    django.setup()
    from productions import commands  # noqa: F401, PLC0415  loaded before the forks

    chance = random.Random(tries)
    for number in range(tries):
        began, go = os.pipe()
        writer = os.fork()
        if writer == 0:
            _write(log, shot, number, go)
        os.read(began, 1)
        time.sleep(chance.random() * LONGEST)
        os.kill(writer, signal.SIGTERM)
        os.waitpid(writer, 0)
        os.close(began)
        os.close(go)


def _write(log: UUID, shot: UUID, number: int, go: int) -> None:
    from generation import commands as orders  # noqa: PLC0415
    from productions import commands  # noqa: PLC0415
    from tests.support.making import context  # noqa: PLC0415

    told: list[int] = []

    def leave(number: int, _frame: FrameType | None) -> None:
        told.append(number)
        raise SystemExit

    signal.signal(signal.SIGTERM, leave)
    try:
        by = context()
        for edit in count():
            if told:  # Python drops what is raised where it clears up an object
                break
            commands.change_shot(by, log, shot, {"description": f"Rain, {number} {edit}."})
            orders.place_order(by, log, [shot], stages=["prompt"])
            os.write(go, b"!")
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), UUID(sys.argv[2]), UUID(sys.argv[3]))
