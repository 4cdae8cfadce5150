"""Work for claims without a film behind it, and workers whose work takes as long as is said."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

import uuid6

from generation.domain.needs import Needs, Offer
from generation.jobs.claiming import Claim, claim
from generation.jobs.locking import close, end_attempt
from generation.models import ActionRow, AttemptRow, NeedsRow

KIND = "motion/1/wan/2.2"
ANY = Offer((KIND,), ("cpu",))
_keys = count()


def wanted(
    number: int,
    production: UUID,
    person: UUID | None = None,
    *,
    kind: str = KIND,
    needs: Needs | None = None,
    ago: timedelta = timedelta(),
) -> list[int]:
    """Open so many actions that a production wants since then; return their ids in the order of the film."""
    needs = needs or Needs()
    asked, _ = NeedsRow.objects.get_or_create(
        kind=kind, device=needs.device, memory=needs.memory, model=needs.model, processor=needs.processor
    )
    at = datetime.now(UTC) - ago
    rows = [
        ActionRow(
            key=f"sha256:{next(_keys):064x}",
            kind=kind,
            needs=asked,
            production=production,
            person=person or production,
            wanted_at=at,
            place=place,
        )
        for place in range(number)
    ]
    return [row.id for row in ActionRow.objects.bulk_create(rows)]


def claimed(offer: Offer = ANY, worker: str = "one") -> Claim:
    """Claim something; there is something."""
    got = claim(worker, offer, 30)
    assert got, "there is work"
    return got


def worked(claim: Claim, seconds: float) -> None:
    """End claimed work as if it had taken so long."""
    began = datetime.now(UTC) - timedelta(seconds=seconds)
    AttemptRow.objects.filter(action=claim.action, token=claim.token).update(started_at=began)
    end_attempt(claim.action, claim.token, "done")
    close(ActionRow.objects.get(id=claim.action), "done")


def served(number: int, seconds: float, offer: Offer = ANY) -> Iterator[UUID]:
    """One worker does so many actions, each as long as said; yield whose each was."""
    for _ in range(number):
        claim = claimed(offer)
        worked(claim, seconds)
        yield claim.production


def some(number: int) -> list[UUID]:
    """Return so many ids."""
    return [uuid6.uuid7() for _ in range(number)]
