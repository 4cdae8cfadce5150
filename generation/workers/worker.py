"""A worker: a Celery process that hears the bell, with shepherd and patrol as a step of its start and stop."""

import os
from threading import Thread
from typing import Any

from celery import Celery, bootsteps

from generation.artifacts import studio
from generation.workers import processes
from generation.workers.devices import Device
from generation.workers.intervals import Intervals
from generation.workers.patrolling import Patrol
from generation.workers.shepherd import Shepherd


class ShepherdStep(bootsteps.StartStopStep):
    """Runs the shepherd beside the consumer, with or without a broker."""

    requires = ("celery.worker.components:Pool",)

    def __init__(self, worker: Any, **options: Any) -> None:
        super().__init__(worker, **options)
        device: Device = worker.app.conf.continuity_device
        self.shepherd = Shepherd(f"{device.name}@{processes.HOST}:{os.getpid()}", device=device)
        self.thread = Thread(target=self.shepherd.run, name="shepherd")
        self.patrol = Patrol()
        self.patrolling = Thread(target=self.patrol.run, name="patrol", daemon=True)

    def start(self, worker: Any) -> None:
        """Begin to look for work."""
        self.thread.start()
        if not studio.joined():  # it looks through its files itself
            self.patrolling.start()

    def stop(self, worker: Any) -> None:
        """Finish or hand back, and release the lease."""
        self.patrol.stop()
        self.shepherd.stop()
        self.thread.join(timeout=Intervals().drain + 3)

    def terminate(self, worker: Any) -> None:
        """Stop in the same way: the child dies with us, and what it did is not lost."""
        self.stop(worker)


def run_worker(app: Celery, device: Device, log_level: str = "INFO") -> int:
    """Run a worker of one device in this process until it is told to stop; return its exit status."""
    app.conf.continuity_device = device
    app.steps["worker"].add(ShepherdStep)
    worker = app.Worker(
        pool="solo",
        concurrency=1,
        prefetch_multiplier=1,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        task_events=False,
        loglevel=log_level,
        hostname=f"{device.name}-{os.getpid()}@{processes.HOST}",
    )
    worker.start()
    return int(worker.exitcode or 0)
