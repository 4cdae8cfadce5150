"""What reading a field needs beyond membership: declared on fields of events and replies, enforced by the policy.

A class says it of all its fields by `needs`.
"""

from typing import Literal

import msgspec

Needs = Literal["see_prompts", "see_costs", "artifact"]
"""A right of the policy; an artifact asks for that of its role."""


def _needs(right: Needs) -> msgspec.Meta:
    return msgspec.Meta(extra={"needs": right})


PROMPTS = _needs("see_prompts")
"""Prompts, the inputs and recipes that they follow from, and the digests of these."""
COSTS = _needs("see_costs")
BY_ROLE = _needs("artifact")
"""Artifacts, each by its own role."""
