"""How many must approve a take, of which roles, and whether a final approval is asked for beside the creative ones."""

from collections.abc import Mapping
from typing import NamedTuple

from productions.domain.production import MOST_APPROVALS, Production, Role

Given = Mapping[str, Role]
"""Who approved a content, each in the role that they had then."""


class Lacking(NamedTuple):
    """How many approvals are not given yet: by anyone, and of these so many by reviewers and by producers."""

    approvals: int = 0
    reviewers: int = 0
    producers: int = 0


NOTHING = Lacking()


class Quorum(NamedTuple):
    """What the policies of a production ask for; one approval by anyone, where they say nothing."""

    approvals: int = 1
    reviewers: int = 0
    producers: int = 0
    final: bool = False

    def lacking(self, given: Given) -> Lacking:
        """Return what is lacking once these approved. More of a role than `approvals` means that many in all."""
        roles = list(given.values())
        reviewers = max(0, self.reviewers - roles.count("reviewer"))
        producers = max(0, self.producers - roles.count("producer"))
        return Lacking(max(0, self.approvals - len(roles), reviewers + producers), reviewers, producers)


ONE = Quorum()


def quorum_of(production: Production) -> Quorum:
    """Return what a production asks for before a take is approved."""
    approvals, reviewers, producers = (int(production.policy(name)) for name in MOST_APPROVALS)
    return Quorum(approvals, reviewers, producers, final=bool(production.policy("final_approval")))
