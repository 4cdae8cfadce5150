"""The identities of work: action keys from recipes, digests of an order's inputs."""

import hashlib
from collections.abc import Mapping

from events.codec import canonical, canonical_again
from events.registry import Json

RECIPE = b"continuity/recipe/1\n"
SNAPSHOT = b"continuity/inputs/1\n"
TAKE = b"continuity/take/1\n"


def action_key(recipe: Mapping[str, Json]) -> str:
    """Return the identity of the work that a complete recipe describes, as `sha256:<hex>`."""
    return _digest(RECIPE, recipe)


def known_key(recipe: Mapping[str, Json]) -> str:
    """Return the action key of a recipe that is made of stored inputs: the same key, without checking them again."""
    return f"sha256:{hashlib.sha256(RECIPE + canonical_again(dict(recipe))).hexdigest()}"


def snapshot_digest(document: Mapping[str, Json]) -> str:
    """Return the identity of the effective inputs that an order carries for one shot."""
    return _digest(SNAPSHOT, document)


def take_content(outputs: Mapping[str, str]) -> str:
    """Return what a take means: the digest over the contents of all that makes it, by output."""
    return _digest(TAKE, outputs)


def _digest(tag: bytes, document: Mapping[str, Json]) -> str:
    return "sha256:" + hashlib.sha256(tag + canonical(dict(document))).hexdigest()
