"""What the stages that use a backend share: finding it, running it, and the facts of its run."""

import resource
import time

import rfc8785

from generation.backends import registry
from generation.backends.base import Around, Backend, Outputs, asked, engine_digest
from generation.ports.work import JSON, Refusing, Work


class Using:
    """A backend at work; made when the work starts, asked for facts when it is done."""

    def __init__(self, work: Work, task: str, around: Around | None = None) -> None:
        self._started = time.perf_counter()
        self._task = task
        self.backend = _backend(work)
        self.asked = asked(self.backend, task, work, around)

    def run(self) -> Outputs:
        """Return what the backend makes of the work."""
        return self.backend.run(self._task, self.asked)

    def facts(self) -> dict[str, JSON]:
        """Seconds, peak memory of the process in bytes, engine with its digest, and what was snapped."""
        engine = self._engine()
        snapped: list[JSON] = [*self.asked.notes, *self.asked.made_so]
        return {
            "seconds": f"{time.perf_counter() - self._started:.3f}",
            "peak_memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "engine": engine,
            "engine_digest": engine_digest(engine),
            "snapped": snapped,
        }

    def inner(self) -> dict[str, JSON]:
        """What became of the backend's inner actions, as facts of what it made; empty where it has none."""
        inner = self.asked.told.get("inner")
        return {"inner": inner} if inner else {}

    def document(self) -> bytes:
        """What was really asked of the backend, and how it was bent, as a document; the same for the same work."""
        told = {name: value for name, value in self.asked.told.items() if name not in ("inner", "engine")}
        return rfc8785.dumps({**told, "snapped": [*self.asked.notes, *self.asked.made_so]})

    def _engine(self) -> dict[str, JSON]:
        how = self.asked.told.get("engine")
        return {**self.backend.engine(), **(how if isinstance(how, dict) else {})}


def _backend(work: Work) -> Backend:
    try:
        return registry.backend(work.backend)
    except KeyError:
        raise Refusing(f'there is no backend "{work.backend}"') from None
