"""Comparing: what differs between the recipes that a take was made from and those of its shot now, of very many shots.

Recipes are kept as canonical text. Where one begins as it would now, and ends in the same version, nothing differs that
its stage reads of the shot: that is seen without reading it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from events.codec import canonical_again
from events.registry import Json
from generation.domain.keying import Keying
from generation.domain.pipeline import Node, Upstream
from generation.domain.recipes import OwnParameters, Recipe, build, changed, own_parameters, settings

_read = msgspec.json.Decoder(dict[str, Any]).decode


class Difference(NamedTuple):
    """What differs of a recipe, as `recipes.changed` names it, with the recipe then and now."""

    names: tuple[str, ...]
    before: Recipe
    now: Recipe


NO_DIFFERENCE = Difference((), {"inputs": {}}, {"inputs": {}})


@dataclass(slots=True)
class Comparing:
    """Compares recipes of one shot after the other. What it was given must not change while it is in use."""

    _keying: Keying = field(default_factory=Keying)
    _of_nodes: dict[str, OwnParameters] = field(default_factory=dict)
    _values: Mapping[str, Json] | None = None
    _begun: dict[int | tuple[int, bytes], str] = field(default_factory=dict)

    def difference(
        self,
        node: Node,
        shot: UUID,
        values: Mapping[str, Json],
        variation: int,
        above: object | None,
        before: str,
        upstream: Upstream | None,
    ) -> Difference:
        """Return what differs of a node between the text of a recipe and what it would read now.

        Without `upstream` it is not known yet what comes in at its ports, and nothing is said of that.
        """
        begins = self._begins(node, shot, values, variation, above) if upstream is None else None
        if begins is not None and before.startswith(begins) and before.endswith(self._keying.ends(node.spec)):
            return NO_DIFFERENCE
        was = _read(before)
        now = build(node, shot, values, variation, was["upstream"] if upstream is None else upstream)
        return Difference(changed(was, now), was, now)

    def _begins(self, node: Node, shot: UUID, values: Mapping[str, Json], variation: int, above: object | None) -> str:
        """The beginning of the recipe of a node, written once for all nodes of a kind that are set alike."""
        if values is not self._values:
            self._values, self._begun = values, {}
        if node.id not in self._of_nodes:
            self._of_nodes[node.id] = own_parameters(node)
        own = settings(self._of_nodes[node.id], values) if self._of_nodes[node.id] else ()
        known = (id(node.spec), canonical_again(own)) if own else id(node.spec)
        begun = self._begun.get(known)
        if begun is None:
            both, shared = ({**values, **dict(own)}, None) if own else (values, above)
            begun = self._begun[known] = self._keying.own(node.spec, shot, both, variation, shared).decode()
        return begun
