"""Files of takes in replies: where they are served, and what is heard."""

from functools import cache

from django.urls import reverse

from generation.api import shapes
from productions.domain.take import Take

SOUND = "sound"
"""The output of a pipeline that is heard."""


_SOME = f"sha256:{'0' * 64}"


def address(digest: str) -> str:
    """Return where an artifact is served."""
    before, behind = _around_digest()
    return f"{before}{digest}{behind}"


@cache
def _around_digest() -> tuple[str, str]:
    """What stands before and behind the digest in an address: lists name a thousand, and Django takes long for each."""
    before, _, behind = reverse("artifact", args=[_SOME]).partition(_SOME)
    return before, behind


def of_sound(take: Take | None) -> shapes.Sound | None:
    """Return what is heard of a take; None of one without sound, and of sound that says nothing of itself."""
    artifact = take.artifact(SOUND) if take else None
    if artifact is None or "peaks" not in artifact.facts:
        return None
    facts = artifact.facts
    return shapes.Sound(
        address(artifact.digest),
        int(facts["rate"]),
        int(facts["samples"]),
        str(facts["peaks"]),
        int(facts["frames"]),
        int(facts["needs"]),
    )
