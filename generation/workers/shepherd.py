"""The shepherd: claims work, lets its child do it, keeps the lease, tells progress, cancels, kills and commits.

It runs in a thread of its own and never loads what makes pictures. Whatever kills it or its child costs time, not work.
"""

import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from django.db import close_old_connections, connection

from generation.domain.needs import Offer
from generation.jobs.claiming import claim, hand_back
from generation.jobs.outages import is_outage
from generation.jobs.sweeping import sweep
from generation.live import bell, clock
from generation.stages.registry import offered
from generation.workers import presence, workroom
from generation.workers.child import Child
from generation.workers.devices import Device, Processor
from generation.workers.intervals import Intervals
from generation.workers.shortage import Shortage
from generation.workers.task import Task

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Shepherd:
    """One worker of one device. `offer` is what it has to give, as it was when it last looked."""

    name: str
    intervals: Intervals = field(default_factory=Intervals)
    device: Device = field(default_factory=Processor)
    stopping: Event = field(default_factory=Event)
    child: Child | None = None
    task: Task | None = None
    shortage: Shortage | None = None
    offer: Offer | None = None
    _sweep_at: float = 0.0
    _seen_at: float = 0.0

    def run(self) -> None:
        """Work until told to stop; then finish what is nearly done, or hand it back."""
        self._safely(workroom.clear)
        while not self.stopping.is_set():
            self._safely(self._look)
        deadline = time.monotonic() + self.intervals.drain
        while self.task and time.monotonic() < deadline:
            self._safely(self._watch)
        self._safely(self._leave)
        connection.close()

    def stop(self) -> None:
        """Ask it to stop; it answers by ending `run`."""
        self.stopping.set()
        bell.rung.set()

    def _safely(self, act: Callable[[], None]) -> None:
        """A database that is away is waited for; any other error is told and does not end the worker."""
        try:
            close_old_connections()
            act()
        except Exception as error:
            if is_outage(error):
                log.warning("the database is away: %s", error)
                connection.close()
                self._sweep_at = time.monotonic() + self.intervals.lease  # others that lost it come back as we do
            else:
                log.exception("the worker stumbled")
            time.sleep(self.intervals.look)

    def _look(self) -> None:
        self._show_itself()
        if self.task:
            self._watch()
            return
        self._housekeeping()
        if not self._has_room():
            self.stopping.wait(self.intervals.room)
            return
        bell.rung.clear()
        claimed = claim(self.name, self.offer, self.intervals.lease) if self.offer else None
        if claimed is None:
            bell.rung.wait(self.intervals.look)
            return
        try:
            self.task = Task(claimed, self._child(), self.intervals)
        except OSError:
            hand_back(claimed)  # no process can be had here just now
            raise

    def _has_room(self) -> bool:
        """Whatever is begun on a full disk is made in vain."""
        if self.shortage is None:
            return True
        if not self.shortage.over():
            return False
        log.warning("there is room again in %s", self.shortage.folder)
        self.shortage = None
        return True

    def _housekeeping(self) -> None:
        now = time.monotonic()
        if now >= self._sweep_at:
            self._sweep_at = now + self.intervals.sweep
            presence.bury_the_dead()
            sweep(self.intervals.lease)

    def _show_itself(self, *, now: bool = False) -> None:
        """Say what it offers when it is time to, also while it works."""
        at = time.monotonic()
        if now or at >= self._seen_at + self.intervals.sweep:
            child = self.child.pid if self.child else None
            offer = Offer(
                tuple(offered()),
                self.device.classes,
                self.device.memory(child),
                self.child.holds if self.child else (),
            )
            clock.compare()
            presence.seen(self.name, os.getpid(), child, offer)
            self.offer, self._seen_at = offer, at

    def _child(self) -> Child:
        if self.child is None or self.child.dead:
            self.child = Child(self.device.environment())
            self._show_itself(now=True)
        return self.child

    def _watch(self) -> None:
        assert self.task, "there is something to watch"
        if self.task.watch():
            self.shortage, self.task = self.task.shortage, None
            if self.shortage:
                log.warning("the disk of %s is full: work waits for room", self.shortage.folder)

    def _leave(self) -> None:
        if self.task:
            hand_back(self.task.claim)
            self.task.abandon()
            self.task = None
        if self.child:
            self.child.kill()
        presence.left(self.name)
