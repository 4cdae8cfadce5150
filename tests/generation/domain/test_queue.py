"""The queue of a production: given what happened, when a command comes, then these events."""

from generation.domain.queue import (
    QUEUE,
    PauseQueue,
    Queue,
    QueueCommand,
    QueueEvent,
    QueuePaused,
    QueueResumed,
    ResumeQueue,
)


def decided(given: list[QueueEvent], command: QueueCommand) -> list[object]:
    state = Queue()
    for event in given:
        state = QUEUE.evolve(state, event)
    return list(QUEUE.decide(state, command))


PAUSED = QueuePaused(reason="the grade is wrong")


def test_a_queue_is_paused_and_goes_on() -> None:
    assert decided([], PauseQueue("the grade is wrong")) == [PAUSED]
    assert decided([PAUSED], ResumeQueue()) == [QueueResumed()]


def test_pausing_twice_for_one_reason_is_one_event() -> None:
    assert decided([PAUSED], PauseQueue("the grade is wrong")) == []
    assert decided([PAUSED], PauseQueue("lunch")) == [QueuePaused(reason="lunch")]


def test_a_queue_that_runs_need_not_be_resumed() -> None:
    assert decided([], ResumeQueue()) == []
    assert decided([PAUSED, QueueResumed()], ResumeQueue()) == []
