"""Files of takes in replies: where they are served, and what is heard."""

from django.urls import reverse

from generation.api import shapes
from productions.domain.take import Take

SOUND = "sound"
"""The output of a pipeline that is heard."""


def address(digest: str) -> str:
    """Return where an artifact is served."""
    return reverse("artifact", args=[digest])


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
