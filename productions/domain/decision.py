"""What people decided about a breakdown: each is tied to the text that it is about, and every import applies it again.

The text is named by its digest and by which of its occurrences is meant, never by a line number: lines move.
"""

from typing import Annotated, Literal

import msgspec

from productions.domain import names

DecidedKind = Literal["character", "group", "location", "prop"]
LONGEST = 1_500_000
"""Milliseconds of the longest shot that anybody may ask for."""

_Digest = Annotated[str, msgspec.Meta(pattern=r"^sha256:[0-9a-f]{64}$")]
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=names.LONGEST, pattern=names.PATTERN)]


class Anchor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of the script: the digest of its normal form, and the how manieth of that text it is, from 1.

    Sentences are those of action and of what is spoken, in the order of the script, cues and parentheticals left out.
    """

    digest: _Digest
    occurrence: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 1


class _Decided(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="decision", tag=str.lower):
    """The base of decisions, whose names are their tags."""


class Split(_Decided, frozen=True):
    """A shot starts with the anchored sentence."""

    anchor: Anchor


class Merge(_Decided, frozen=True):
    """The shot that starts with the anchored sentence goes on with the shot before it, of the same scene."""

    anchor: Anchor


class Drop(_Decided, frozen=True):
    """The shot that starts with the anchored sentence is none; its text makes no picture."""

    anchor: Anchor


class Length(_Decided, frozen=True):
    """The shot that starts with the anchored sentence is this long, whatever the estimate says."""

    anchor: Anchor
    milliseconds: Annotated[int, msgspec.Meta(ge=1, le=LONGEST)]


class Alias(_Decided, frozen=True):
    """Where the script says `name`, it means the person, group, place or prop called `of`."""

    name: _Name
    of: _Name
    kind: DecidedKind = "character"


class Refuse(_Decided, frozen=True):
    """What the script calls so is none of this kind, in the whole film: no reference, and nobody is cast by it."""

    name: _Name
    kind: DecidedKind = "character"


Decision = Split | Merge | Drop | Length | Alias | Refuse
Anchored = Split | Merge | Drop | Length
