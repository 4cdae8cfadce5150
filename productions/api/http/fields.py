"""What fields of bodies may hold, as the API's description says it; the domain judges, and says it in words."""

from typing import Annotated, Any

import msgspec

from productions.domain import names, reference, shot, take


def _described(**schema: Any) -> msgspec.Meta:
    return msgspec.Meta(extra_json_schema=schema)


def named(longest: int) -> msgspec.Meta:
    """Say that a field holds a name of so many characters at most."""
    return _described(minLength=1, maxLength=longest, pattern=names.PATTERN)


def _labelled(longest: int) -> msgspec.Meta:
    return _described(maxLength=longest, pattern=f"^$|{names.PATTERN}")


Name = Annotated[str, named(names.LONGEST)]
MarkerName = Annotated[str, named(100)]
TokenName = Annotated[str, named(100)]
PersonName = Annotated[str, _labelled(150)]
HeadingText = Annotated[str, named(500)]
SceneNumber = Annotated[str, _labelled(40)]
Label = Annotated[str, _labelled(names.LONGEST)]
Text = Annotated[str, _described(maxLength=reference.LONGEST_TEXT)]
NoteText = Annotated[
    str, _described(minLength=1, maxLength=take.LONGEST_NOTE, pattern=r"^[^\u0000]*[^\s\u0000][^\u0000]*$")
]
CommentText = Annotated[str, _described(maxLength=take.LONGEST_NOTE)]
AttributeName = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Attribute = Label
LanguageTag = Annotated[str, _described(pattern=r"^[a-zA-Z]{2,3}(-[a-zA-Z]{4})?(-([a-zA-Z]{2}|[0-9]{3}))?$")]
Digest = Annotated[str, msgspec.Meta(pattern=r"^sha256:[0-9a-f]{64}$")]
Frames = Annotated[int, _described(minimum=1, maximum=shot.LONGEST_FRAMES)]
Frame = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
Strength = Annotated[str, msgspec.Meta(pattern=r"^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$")]
Version = Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]
PortName = Annotated[str, msgspec.Meta(max_length=200, pattern=r"^[^\u0000]*$")]
SOME = msgspec.Meta(min_length=1)
"""At least one entry."""
ParameterValue = Annotated[
    Any,
    _described(**{"not": {"anyOf": [{"type": "array"}, {"type": "object"}, {"type": "string", "pattern": r"\u0000"}]}}),
]
"""What a parameter may be set to."""
