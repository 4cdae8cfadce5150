"""How far running work is."""

from dataclasses import dataclass
from datetime import datetime

from generation.models import ActionRow


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of its steps running work has done, how many a second, and when it is thought to be done.

    `preview` is the step after which there is a picture of it.
    """

    step: int
    steps: int
    rate: float | None = None
    ends_at: datetime | None = None
    preview: int | None = None


def progress_of(action: ActionRow | None) -> Progress | None:
    """Return how far work is while it runs, once its stage has told a step."""
    if action is None or action.state != "running" or not action.steps:
        return None
    shown = getattr(action, "preview", None)
    return Progress(action.step, action.steps, action.rate, action.ends_at, shown.step if shown else None)
