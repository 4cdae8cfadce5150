"""Given these events, when this command is decided, then these events happen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from events.decider import Decider
from events.errors import Refusal
from events.registry import Event


@dataclass(frozen=True)
class Given:
    """A decider's state after some events."""

    decider: Decider[Any, Any]
    state: Any

    def when(self, command: object) -> "When":
        """Decide a command on the state."""
        return When(self, command)


@dataclass(frozen=True)
class When:
    """A command about to be decided."""

    given: Given
    command: object

    def then(self, *events: Event) -> None:
        """Expect exactly these events; none says that nothing happens."""
        assert list(self._decided()) == list(events)

    def refused(self, refusal: type[Refusal]) -> None:
        """Expect a refusal of exactly this class."""
        with pytest.raises(refusal) as raised:
            self._decided()
        assert type(raised.value) is refusal

    def _decided(self) -> Sequence[Event]:
        return self.given.decider.decide(self.given.state, self.command)


def given(decider: Decider[Any, Any], *events: Event) -> Given:
    """Return the state that the events lead to."""
    state = decider.initial
    for event in events:
        state = decider.evolve(state, event)
    return Given(decider, state)
