"""The sentences of share links, and of guests who come in by them."""

from productions.history.event_sentences import Told, tells


@tells("share_link.made")
def _share_link_made(told: Told) -> str:
    may = "look and comment" if told.get("may") == "comment" else "look"
    return f"{told.thing} was made to {told.named('playlist')}: guests may {may} until {told.get('expires_at')}"


@tells("share_link.addressed")
def _share_link_addressed(told: Told) -> str:
    return f"an address of {told.thing} was given out, with {'a' if told.get('protected') else 'no'} password"


@tells("share_link.revoked")
def _share_link_revoked(told: Told) -> str:
    return f"{told.thing} was revoked"


@tells("share_link.entered")
def _share_link_entered(told: Told) -> str:
    return f"{told.named('guest')} came in by {told.thing}"


@tells("share_link.guest_erased")
def _guest_erased(told: Told) -> str:
    return f"a guest of {told.thing} was erased"
