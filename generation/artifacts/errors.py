"""What can be wrong with stored bytes and with the storage that holds them."""

from events.errors import ContinuityError

REMADE = "Order the shot again to make them anew."
REMEDY = "Order the shot again to make them anew, or hand the picture in again."


class NoDigest(ContinuityError):
    """Something that is no digest stands where one should."""

    code = "not-a-digest"
    status = 404


class ArtifactMissing(ContinuityError):
    """The bytes of an artifact are not in the store."""

    code = "artifact-missing"
    status = 410


class ArtifactEvicted(ArtifactMissing):
    """The bytes were removed to free room, since they can be made again."""

    code = "artifact-evicted"


class ArtifactApart(ArtifactMissing):
    """The bytes never lay here: they came as a trace alone, and can be made."""

    code = "artifact-apart"


class ArtifactDamaged(ContinuityError):
    """The bytes in the store are not those that the digest names."""

    code = "artifact-damaged"
    status = 410


class StorageAway(ContinuityError):
    """The storage cannot be reached, which says nothing about what is in it."""

    code = "storage-away"
    status = 503

    def __init__(self, why: str) -> None:
        super().__init__(f"The storage cannot be reached: {why}", retry_after=10)
