"""Acting: what each figure does at a moment: breath, blinks, glances, and a mouth that moves with its lines."""

import math
from dataclasses import dataclass

from generation.backends.animatic import words
from generation.backends.animatic.dice import between, roll, wander
from generation.backends.animatic.figure import Acting, breath
from generation.backends.animatic.head import Expression
from generation.backends.animatic.look import told_colour
from generation.backends.animatic.mark import Mark
from generation.backends.animatic.props import Thing, own_colour
from generation.backends.animatic.shot import DialogueLine, DrawnShot
from generation.backends.animatic.vocabulary import MOODS, PROPS

_NODS = {"down": -11.0, "up": 10.0}
"""Degrees by which a head is bent forwards or back."""
_GAZES = {"down": (0.45, -1.0), "up": (0.3, 1.0), "out": (0.8, 0.15)}
_WORDS_A_SECOND = 2.5
_PAUSE = 0.35


@dataclass(frozen=True, slots=True)
class SpeechSpan:
    """A line in time, from `start` to `end` in seconds."""

    line: DialogueLine
    start: float
    end: float


def speeches(shot: DrawnShot, seconds: float) -> tuple[SpeechSpan, ...]:
    """The shot's lines one after the other; a shot too short for them makes everybody speak faster."""
    lengths = _lengths(shot, seconds)
    wanted = sum(lengths) + _PAUSE * (len(lengths) + 1)
    pace = min(1.0, seconds / wanted) if lengths else 1.0
    made, at = [], _PAUSE * pace
    for line, length in zip(shot.lines, lengths, strict=True):
        made.append(SpeechSpan(line, at, at + length * pace))
        at += (length + _PAUSE) * pace
    return tuple(made)


def _lengths(shot: DrawnShot, seconds: float) -> list[float]:
    """Seconds of each line by its words; those of a shot that is told no words share its length."""
    count = len(shot.lines)
    if any(line.text for line in shot.lines):
        return [max(0.5, len(line.text.split()) / _WORDS_A_SECOND) for line in shot.lines]
    return [max(0.5, (seconds - _PAUSE * (count + 1)) / count)] * count if count else []


def act(shot: DrawnShot, mark: Mark, spoken: tuple[SpeechSpan, ...], t: float, variation: int) -> Acting:
    """What the figure on a mark does `t` seconds into the shot."""
    seed = (variation, mark.who)
    now = next((speech for speech in spoken if speech.start <= t < speech.end), None)
    speaking = now is not None and now.line.speaker == mark.who
    mouth = _mouth(t - now.start, now.end - t, now.line.text) if now and speaking else 0.0
    lids = 1.0 if mark.shut else _lids(t, seed)
    expression = Expression(mouth, lids, _gaze(t, seed, mark), _mood(shot, mark, now if speaking else None))
    return Acting(
        posture=mark.posture,
        gesture=mark.gesture,
        turn=mark.turn,
        t=t,
        breath=breath(t, roll("breath", *seed)),
        expression=expression,
        holds=_held(shot, mark),
        seat=mark.seat,
        place=mark.place,
        reach=mark.reach,
        from_behind=mark.from_behind,
        nod=_NODS.get(mark.gaze, 0.0)
        + 7.0 * mark.up
        + 1.4 * wander(t * 0.5, "nod", *seed)
        + (1.6 * wander(t * 1.6, "talk", *seed) if speaking else 0.0),
    )


def _held(shot: DrawnShot, mark: Mark) -> Thing | None:
    """The thing in a hand, in the colour of its reference or the one that the description gives it."""
    if not mark.holds:
        return None
    if mark.holds == shot.prop and (own := own_colour(shot.prop_attributes, shot.prop_picture)):
        return Thing(mark.holds, own)
    return Thing(mark.holds, told_colour(shot.description, PROPS[mark.holds]))


def _mouth(since: float, left: float, text: str) -> float:
    """Syllables: the mouth opens about five times a second, by as much as the letters say."""
    syllable = since * 5.2
    letter = text[int(since * 13) % max(1, len(text))].lower() if text else "a"
    wide = {"a": 1.0, "o": 0.9, "e": 0.7, "i": 0.6, "u": 0.6}.get(letter, 0.45 if letter.isalpha() else 0.15)
    ease = min(1.0, since / 0.12, left / 0.12)
    return max(0.0, math.sin(syllable * math.pi) ** 2 * (0.55 + 0.45 * wide) * ease)


def _lids(t: float, seed: tuple[int, int]) -> float:
    """One blink of a sixth of a second in every window of about three seconds, at times of its own."""
    window = int(t / 3.1)
    start = window * 3.1 + between(0.5, 2.7, "blink", *seed, window)
    phase = (t - start) / 0.17
    return math.sin(phase * math.pi) if 0 < phase < 1 else 0.0


def _gaze(t: float, seed: tuple[int, int], mark: Mark) -> tuple[float, float]:
    """Mostly towards the other's eyes or where the deed wants it, with small glances aside."""
    step = int(t / 1.7)
    aside, along = roll("gaze", *seed, step) - 0.35, roll("gaze", *seed, step, "y") - 0.5
    if mark.gaze in _GAZES:
        x, y = _GAZES[mark.gaze]
        return x + 0.15 * aside, y + 0.15 * along
    return 0.3 + 0.5 * aside, 0.9 * mark.up + 0.4 * along


def _mood(shot: DrawnShot, mark: Mark, now: SpeechSpan | None) -> str | None:
    """The mood of the line being spoken, else of the figure's own lines, else of the action."""
    if now and now.line.mood:
        return now.line.mood
    own = next((line.mood for line in shot.lines if line.speaker == mark.who and line.mood), None)
    return own or words.first(MOODS, shot.description)
