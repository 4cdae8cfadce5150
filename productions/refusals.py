"""Refusals that rest on more than one stream, things that are not there, and why sockets are closed."""

from typing import Literal

import msgspec

from events.errors import NotFound, Refusal

__all__ = [
    "CloseCodes",
    "CodeTaken",
    "CutBegun",
    "DecidedInVain",
    "NotByTheScript",
    "NotFound",
    "SceneIsRemoved",
    "ScriptRevisedMeanwhile",
]
__all__ += ["TakeNumberTaken"]


class CodeTaken(Refusal):
    """A scene or shot of this production has the code."""

    code = "code-taken"


class CutBegun(Refusal):
    """Two people began to change the cut at once; the second looks at it again."""

    code = "cut-begun"


class TakeNumberTaken(Refusal):
    """The shot has a take of this number."""

    code = "take-number-taken"


class ScriptRevisedMeanwhile(Refusal):
    """The script is at another revision than the one that the change rests on."""

    code = "script-revised-meanwhile"


class NotByTheScript(Refusal):
    """What is asked for rests on the script's words, which are not there."""

    code = "not-by-the-script"


class DecidedInVain(Refusal):
    """A decision about the breakdown that would change nothing; the text says why."""

    code = "decided-in-vain"


class SceneIsRemoved(Refusal):
    """Nothing is added to, restored or moved into a removed scene."""

    code = "scene-removed"


class NotYourWork(Refusal):
    """Only a producer says how far the work of somebody else is."""

    code = "not-your-work"
    status = 403


class CloseCodes(msgspec.Struct, frozen=True):
    """The codes that say why the server closes a socket. `ahead` is a position that the log has not reached.

    `no_member` is also what a guest hears whose link was revoked, has expired, or leads to what was put away.
    """

    bad_request: Literal[4400] = 4400
    unknown_person: Literal[4401] = 4401
    no_member: Literal[4403] = 4403
    no_production: Literal[4404] = 4404
    ahead: Literal[4409] = 4409
