"""What people decided about a breakdown: each is tied to the text that it is about, and every import applies it again.

The text is named by its digest and by which of its occurrences is meant, never by a line number: lines move.
"""

import re
from typing import Annotated, Literal

import msgspec

from events.errors import Refusal
from events.registry import Json
from productions.domain import names
from productions.domain.normal_form import normalised

DecidedKind = Literal["character", "group", "location", "prop"]
LONGEST = 1_500_000
"""Milliseconds of the longest shot that anybody may ask for."""

MOST_OCCURRENCES = 1_000_000
_DIGEST = re.compile("sha256:[0-9a-f]{64}")


def _described(**schema: Json) -> msgspec.Meta:
    """What is said of a field to who writes one; what is stored is read whatever was said then."""
    return msgspec.Meta(extra_json_schema=schema)


_Digest = Annotated[str, _described(pattern=f"^{_DIGEST.pattern}$")]
_Occurrence = Annotated[int, _described(minimum=1, maximum=MOST_OCCURRENCES)]
_Milliseconds = Annotated[int, _described(minimum=1, maximum=LONGEST)]
_Name = Annotated[str, _described(minLength=1, maxLength=names.LONGEST, pattern=names.PATTERN)]


class InvalidDecision(Refusal):
    """A decision names no sentence, or a length that no shot has."""

    code = "invalid-decision"
    status = 422


class Anchor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of the script: the digest of its normal form, and the how manieth of that text it is, from 1.

    Sentences are those of action and of what is spoken, in the order of the script, cues and parentheticals left out.
    """

    digest: _Digest
    occurrence: _Occurrence = 1


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
    milliseconds: _Milliseconds


class Absent(_Decided, frozen=True):
    """Whoever or whatever the script calls so is not in the shot that starts with the anchored sentence."""

    anchor: Anchor
    name: _Name
    kind: DecidedKind = "character"


class Alias(_Decided, frozen=True):
    """Where the script says `name`, it means the person, group, place or prop called `of`."""

    name: _Name
    of: _Name
    kind: DecidedKind = "character"


class Refuse(_Decided, frozen=True):
    """What the script calls so is none of this kind, in the whole film: no reference, and nobody is cast by it."""

    name: _Name
    kind: DecidedKind = "character"


Decision = Split | Merge | Drop | Length | Absent | Alias | Refuse
Anchored = Split | Merge | Drop | Length | Absent


def kind_of(decision: Decision) -> str:
    """Return what kind of decision it is, as its tag says."""
    return str(type(decision).__struct_config__.tag)


def name_of(decision: Decision) -> str:
    """Return what a decision is about, in one word; the last one about a thing holds."""
    match decision:
        case Split(anchor) | Merge(anchor):
            return f"start/{anchor.digest}/{anchor.occurrence}"
        case Drop(anchor) | Length(anchor):
            return f"{kind_of(decision)}/{anchor.digest}/{anchor.occurrence}"
        case Absent(anchor, name, kind):
            return f"absent/{anchor.digest}/{anchor.occurrence}/{kind}/{normalised(name).casefold()}"
        case Alias() | Refuse():
            return f"name/{decision.kind}/{normalised(decision.name).casefold()}"


def clean(decision: Decision) -> Decision:
    """Return a person's decision as it is kept; InvalidDecision and InvalidName say what is wrong with it."""
    match decision:
        case Alias(name, of):
            return msgspec.structs.replace(decision, name=names.clean_name(name), of=names.clean_name(of))
        case Refuse(name):
            return msgspec.structs.replace(decision, name=names.clean_name(name))
        case Absent(name=name):
            decision = msgspec.structs.replace(decision, name=names.clean_name(name))
        case Length(milliseconds=length) if not 1 <= length <= LONGEST:
            raise InvalidDecision(f"A shot is 1 to {LONGEST} milliseconds long.", field="milliseconds")
    anchor = decision.anchor
    if not _DIGEST.fullmatch(anchor.digest) or not 1 <= anchor.occurrence <= MOST_OCCURRENCES:
        raise InvalidDecision(
            "An anchor is the digest of a sentence, and which one of that text it is.", field="anchor"
        )
    return decision
