"""The workers there are: what each can run, when it was last seen, and what to do when one died."""

from django.db.models.functions import Now

from generation.domain.needs import Offer
from generation.jobs.sweeping import release_leases
from generation.models import WorkerRow
from generation.workers import processes


def seen(name: str, pid: int, child: int | None, offer: Offer) -> None:
    """Say that a worker is there, which processes it is and what it offers."""
    known = {
        "host": processes.HOST,
        "process": processes.identity(pid),
        "child": processes.identity(child) if child else "",
        "kinds": list(offer.kinds),
        "device_class": offer.device,
        "classes": list(offer.classes),
        "memory": offer.memory,
        "resident": list(offer.resident),
        "seen_at": Now(),
        "stopped_at": None,
    }
    WorkerRow.objects.update_or_create(name=name, defaults=known)


def left(name: str) -> None:
    """Say that a worker has stopped."""
    WorkerRow.objects.filter(name=name).update(stopped_at=Now(), child="", resident=[])


def bury_the_dead() -> None:
    """Free at once what workers of this machine held whose processes are gone; make sure that no child lives on."""
    for worker in WorkerRow.objects.filter(host=processes.HOST, stopped_at=None):
        if processes.is_dead(worker.process):
            processes.kill(worker.child)
            release_leases(worker.name, "the worker's process ended")
            left(worker.name)
