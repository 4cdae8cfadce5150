"""What captions are: cues in the order of time, and what could not be met of the rules."""

from typing import Literal

import msgspec

CueKind = Literal["speech", "sound", "title", "forced"]
"""What a cue tells: words that are heard, a sound, words that stand in the picture, or words that nobody there
understands without it (another language): the last two are shown to those too who switched captions off."""

Position = Literal["bottom", "top"]

By = Literal["engine", "estimate", "recognised"]
"""Who says when it is spoken, as timings have it."""

Matter = Literal["fast", "short", "long-line", "cut-off", "no-room", "off-speech"]
"""What of the rules was not met: characters a second, milliseconds on the screen, characters of a line, milliseconds
of speech behind the end of the shot, milliseconds free for words that found no place at all, or milliseconds by which
a cue begins before or behind the speech of its line."""


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words on the picture, from `start_ms` to `end_ms` from the first frame of the shot.

    `lines` hold the words and nothing else. `speaker` is who says them, empty where nobody does; `label` what stands
    before them so that one knows, empty where none is wanted. `line` counts the shot's dialogue from 0.
    """

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]
    kind: CueKind = "speech"
    speaker: str = ""
    label: str = ""
    position: Position = "bottom"
    line: int | None = None
    by: By = "estimate"

    @property
    def shown(self) -> tuple[str, ...]:
        """The lines as they are read: the label before the first, sounds in brackets."""
        lines = self.lines
        if self.kind == "sound" and lines:
            lines = (f"[{lines[0]}", *lines[1:-1], f"{lines[-1]}]") if len(lines) > 1 else (f"[{lines[0]}]",)
        return (f"{self.label}: {lines[0]}", *lines[1:]) if self.label and lines else lines


class Doubt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule that could not be met: what was `measured` against its `limit`.

    `cue` counts cues from 0; None where the words of `text` stand on no cue.
    """

    matter: Matter
    measured: int
    limit: int
    cue: int | None = None
    text: str = ""


class Captions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The captions of a shot in a language, a BCP 47 tag. Cues never overlap and lie within the shot."""

    language: str
    cues: tuple[Cue, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    version: Literal[1] = 1
