"""How many approvals a take has and lacks, as clients see it."""

from uuid import UUID

import msgspec

from productions.domain.production import Role


class Endorser(msgspec.Struct):
    """Somebody who approved what others must approve too, in the role that they had then."""

    id: UUID
    name: str
    role: Role


class Awaits(msgspec.Struct):
    """What is lacking before a take is approved: so many approvals, of them so many by reviewers and by producers.

    `final`: a producer gives the final approval once nothing else is lacking. `mine`: the asker approved it already.
    """

    approvals: int
    reviewers: int
    producers: int
    final: bool
    mine: bool
