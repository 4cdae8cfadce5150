"""The one door to the log: `append` writes events, everything else reads them."""

from events.store.appending import CHANNEL, announce, append, hold
from events.store.positions import (
    Act,
    acts,
    head,
    heads,
    last_number,
    oldest_pending_age,
    position_at,
    position_before,
    positions,
    times,
)
from events.store.reading import commands_by, event, events, read_all, read_caused, read_command, read_log
from events.store.records import EventFilter, History, NewEvent, StoredEvent
from events.store.streams import histories, read_stream, read_streams, streams, whole_histories

__all__ = [
    "CHANNEL",
    "Act",
    "EventFilter",
    "History",
    "NewEvent",
    "StoredEvent",
    "acts",
    "announce",
    "append",
    "commands_by",
    "event",
    "events",
    "head",
    "heads",
    "histories",
    "hold",
    "last_number",
    "oldest_pending_age",
    "position_at",
    "position_before",
    "positions",
    "read_all",
    "read_caused",
    "read_command",
    "read_log",
    "read_stream",
    "read_streams",
    "streams",
    "times",
    "whole_histories",
]
