"""The sentences of a production's own events: script, scenes, shots, references, takes, people.

Importing them registers them.
"""

from productions.history.sentences import (
    change_sets,
    cuts,
    pipelines,
    playlists,
    productions,
    references,
    script,
    share_links,
    shots,
    takes,
    waivers,
    works,
)

__all__ = [
    "change_sets",
    "cuts",
    "pipelines",
    "playlists",
    "productions",
    "references",
    "script",
    "share_links",
    "shots",
    "takes",
    "waivers",
    "works",
]
