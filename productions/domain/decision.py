"""What people decided about a breakdown: each is tied to the text that it is about, and every import applies it again.

The text is named by its digest and by which of its occurrences is meant, never by a line number: lines move.
"""

from typing import Literal

import msgspec

DecidedKind = Literal["character", "group", "location", "prop"]


class Anchor(msgspec.Struct, frozen=True):
    """A sentence of the script: the digest of its normal form, and the how manieth of that text it is, from 1.

    Sentences are those of action and of what is spoken, in the order of the script, cues and parentheticals left out.
    """

    digest: str
    occurrence: int = 1


class Split(msgspec.Struct, frozen=True, tag="split", tag_field="decision"):
    """A shot starts with the anchored text."""

    anchor: Anchor


class Merge(msgspec.Struct, frozen=True, tag="merge", tag_field="decision"):
    """The shot that starts with the anchored text goes on with the shot before it, of the same scene."""

    anchor: Anchor


class Drop(msgspec.Struct, frozen=True, tag="drop", tag_field="decision"):
    """The shot that starts with the anchored text is none; its text makes no picture."""

    anchor: Anchor


class Length(msgspec.Struct, frozen=True, tag="length", tag_field="decision"):
    """The shot that starts with the anchored text is this long, whatever the estimate says."""

    anchor: Anchor
    milliseconds: int


class Alias(msgspec.Struct, frozen=True, tag="alias", tag_field="decision"):
    """Where the script says `name`, it means the person, group, place or prop called `of`."""

    name: str
    of: str
    kind: DecidedKind = "character"


class Refuse(msgspec.Struct, frozen=True, tag="refuse", tag_field="decision"):
    """What the script calls so is none of this kind, in the whole film: no reference, and nobody is cast by it."""

    name: str
    kind: DecidedKind = "character"


Decision = Split | Merge | Drop | Length | Alias | Refuse
Anchored = Split | Merge | Drop | Length
