"""What the stages that use a backend share: finding it, running it, and the facts of its run."""

import resource
import time

from generation.backends import registry
from generation.backends.base import Backend, Outputs, asked, engine_digest
from generation.ports.work import JSON, Refusing, Work


class Using:
    """A backend at work; made when the work starts, asked for facts when it is done."""

    def __init__(self, work: Work, task: str) -> None:
        self._started = time.perf_counter()
        self._task = task
        self.backend = _backend(work)
        self._request = asked(self.backend, task, work)

    def run(self) -> Outputs:
        """Return what the backend makes of the work."""
        return self.backend.run(self._task, self._request)

    def facts(self) -> dict[str, JSON]:
        """Seconds, peak memory of the process in bytes, engine with its digest, and what was snapped."""
        told = dict(self._request.told)
        how = told.pop("engine", {})
        engine = {**self.backend.engine(), **(how if isinstance(how, dict) else {})}
        snapped: list[JSON] = [*self._request.notes, *self._request.made_so]
        return {
            "seconds": f"{time.perf_counter() - self._started:.3f}",
            "peak_memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "engine": engine,
            "engine_digest": engine_digest(engine),
            "snapped": snapped,
            **told,
        }


def _backend(work: Work) -> Backend:
    try:
        return registry.backend(work.backend)
    except KeyError:
        raise Refusing(f'there is no backend "{work.backend}"') from None
