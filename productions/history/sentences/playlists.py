"""The sentences of playlists."""

from productions.history.event_sentences import Told, edited, remarked, tells


@tells("playlist.begun")
def _playlist_begun(told: Told) -> str:
    return f"{told.thing} was begun" + remarked(told, "note")


@tells("playlist.renamed")
def _playlist_renamed(told: Told) -> str:
    return edited("the name of a playlist", told.get("from"), told.get("to"))


@tells("playlist.noted")
def _playlist_noted(told: Told) -> str:
    return f"what {told.thing} is for was said" + remarked(told, "note")


@tells("playlist.arranged")
def _playlist_arranged(told: Told) -> str:
    before, after = len(told.get("from") or ()), len(told.get("to") or ())
    if before == after:
        return f"{told.thing} was arranged anew"
    count = abs(after - before)
    takes = "one take" if count == 1 else f"{count} takes"
    was = "was" if count == 1 else "were"
    return f"{takes} {was} {'put into' if after > before else 'taken out of'} {told.thing}"


@tells("playlist.status_changed")
def _playlist_status(told: Told) -> str:
    done = {"open": "opened again", "closed": "closed", "put_away": "put away"}.get(told.get("to") or "", "changed")
    return f"{told.thing} was {done}"
