"""What a request says of an edit: a field of one thing, and its new value."""

from typing import Annotated, Any
from uuid import UUID

import msgspec

from productions.domain.fields.described import EDITED, VALUE, EditedKind
from productions.domain.fields.values import InvalidEdit


class Named(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A field of one thing. Fields are called as in edits of what-if plans."""

    field: Annotated[str, msgspec.Meta(min_length=1, max_length=300, pattern=r"^[^\u0000]*$")]
    shot: UUID | None = None
    scene: UUID | None = None
    reference: UUID | None = None
    production: UUID | None = None

    def thing(self) -> tuple[EditedKind, UUID]:
        """Return the kind and the id of the one thing that it names; InvalidEdit otherwise."""
        named = [(kind, id_) for kind in EDITED if (id_ := getattr(self, kind))]
        if len(named) != 1:
            raise InvalidEdit("An edit names one shot, scene, reference or the production.")
        return named[0]


class Edit(Named, kw_only=True):
    """A field of one thing and its new value.

    Beside the fields that a thing shows: `parameter:<name>` and `lock:<name>` of shot, scene and production, where null
    lets inherit and unlocks; of a shot `cast:<reference>`, {"role", "strength", "version"} or null, `removed`, true or
    null, `place`, {"scene", "after"} with the shot that it stands behind or null in front of all, and `added`, the same
    with what is known of the shot, for an id that is new; of a reference `lock` (the reason, or null), `removed` and
    `picture:<digest>` (true or false), whose bytes need not be here yet, and `look_change:<id>`, what is different
    about its look in a part of the film, or null.
    """

    value: Annotated[Any, VALUE]
