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
    return recipe_document(recipe)[0]


def recipe_document(recipe: Mapping[str, Json]) -> tuple[str, str]:
    """Return the action key of a recipe that is made of stored inputs, and its canonical text."""
    return _known(RECIPE, recipe)


def key_of_text(recipe: str) -> str:
    """Return the action key of a recipe by its canonical text."""
    return f"sha256:{hashlib.sha256(RECIPE + recipe.encode()).hexdigest()}"


def snapshot_document(document: Mapping[str, Json]) -> tuple[str, str]:
    """Return the identity of the effective inputs that an order carries for one shot, and their canonical text."""
    return _known(SNAPSHOT, document)


def take_content(outputs: Mapping[str, str]) -> str:
    """Return what a take means: the digest over the contents of all that makes it, by output."""
    return _digest(TAKE, outputs)


def _digest(tag: bytes, document: Mapping[str, Json]) -> str:
    return "sha256:" + hashlib.sha256(tag + canonical(dict(document))).hexdigest()


def _known(tag: bytes, document: Mapping[str, Json]) -> tuple[str, str]:
    text = canonical_again(dict(document))
    return f"sha256:{hashlib.sha256(tag + text).hexdigest()}", text.decode()
