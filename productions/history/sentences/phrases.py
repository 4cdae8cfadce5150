"""Phrases that sentences of several things share."""

from productions.history.event_sentences import Told
from productions.history.naming import plain


def worded(told: Told, key: str) -> str:
    """Return the words that an event has under a key, as they are read in a sentence."""
    return plain(str(told.get(key) or "something"))
