"""Refusals that rest on more than one stream, and things that are not there."""

from events.errors import NotFound, Refusal

__all__ = ["CodeTaken", "NotFound", "SceneIsRemoved", "ScriptRevisedMeanwhile", "TakeNumberTaken"]


class CodeTaken(Refusal):
    """A scene or shot of this production has the code."""

    code = "code-taken"


class TakeNumberTaken(Refusal):
    """The shot has a take of this number."""

    code = "take-number-taken"


class ScriptRevisedMeanwhile(Refusal):
    """The script is at another revision than the one that the change rests on."""

    code = "script-revised-meanwhile"


class SceneIsRemoved(Refusal):
    """Nothing is added to, restored or moved into a removed scene."""

    code = "scene-removed"
