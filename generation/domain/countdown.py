"""How fast work goes and when it will be done: an end that people can rely on, however unevenly steps come."""

import math
from dataclasses import dataclass

SMOOTHING = 5.0
"""Seconds after which half of what is thought of the speed comes from what was seen since."""
SETTLING = 1.0
"""Seconds of steps that must have been seen before an end is named."""
SLACK = 0.1
"""Share of what is left by which an estimate may be off before the end that was named moves."""
PULL = 5.0
"""Seconds after which an end that was too far off has moved half of the way."""


@dataclass(slots=True)
class Countdown:
    """Follows one run. Times are seconds of a clock that never goes back.

    What comes before the first step, such as loading a model, says nothing of the steps. The end that is named counts
    down by the clock; it moves only when it is off by more than the slack, and then gradually.
    """

    _first: float | None = None
    _seen: float = 0.0
    _step: int = 0
    _seconds: float = 0.0  # for a step, smoothed
    _end: float | None = None
    _moved: float = 0.0

    @property
    def rate(self) -> float | None:
        """Steps a second; None before anything can be said."""
        return 1 / self._seconds if self._seconds > 0 else None

    def told(self, step: int, steps: int, at: float) -> float | None:
        """Hear of a step; return in how many seconds the last one will be done, None before that can be said."""
        if self._first is None or step < self._step:  # the first, or it began anew
            self._first, self._seconds, self._end = at, 0.0, None
        elif step > self._step and at > self._seen:
            self._observe((at - self._seen) / (step - self._step), at - self._seen)
        elif step == self._step:
            return self._left(at)
        self._step, self._seen = step, at
        self._settle((steps - step) * self._seconds, at)
        return self._left(at)

    def _observe(self, seconds: float, over: float) -> None:
        """What is seen first counts as a mean of all; afterwards what is newer weighs more."""
        assert self._first is not None, "a step was seen before"
        known = self._seen - self._first
        weight = max(1 - math.pow(0.5, over / SMOOTHING), over / (over + known))
        self._seconds += (seconds - self._seconds) * weight if self._seconds else seconds

    def _settle(self, left: float, at: float) -> None:
        assert self._first is not None, "a step was seen"
        if not self._seconds or at - self._first < SETTLING:
            return
        thought = at + left
        if self._end is None:
            self._end = thought
        elif abs(thought - self._end) > SLACK * max(left, SETTLING):
            self._end += (thought - self._end) * (1 - math.pow(0.5, max(0.0, at - self._moved) / PULL))
        self._moved = at

    def _left(self, at: float) -> float | None:
        return None if self._end is None else max(0.0, self._end - at)
