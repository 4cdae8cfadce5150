"""The cut as an EDL in the form of CMX 3600: one line for an event, with four timecodes.

Shots without a take are black (BL). Reels have eight signs at most, so that comments name shot, take and file.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count

from generation.cut import timecode
from generation.cut.cut_list import MOST_CLIPS, CutClip, CutList, UnreadableEdit

BLACK = "BL"
_LOCATORS = {"must_fix": "RED", "question": "CYAN", "note": "YELLOW", "marker": "GREEN"}
_REEL = 8
_TITLE = 70
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
_LONGEST_LINE = 400
"""Signs of a line that are looked at."""
_TC = re.compile(r"\d\d:\d\d:\d\d[:;.,]\d\d")
_NUMBER = re.compile(r"\d{1,6}")
_BLEND = re.compile(r"(?:C|D|K|W\d{1,4})\S*")
_LENGTH = re.compile(r"\d{1,4}")
_SPEED = re.compile(r"[+-]?\d{1,5}(?:\.\d{1,5})?")
# Of lines in which single blanks stand between what is said: runs of them would be tried in every way.
_COMMENT = re.compile(r"\* ?(FROM CLIP NAME|TO CLIP NAME|SOURCE FILE|SHOT) ?: ?(.*)", re.IGNORECASE)
_SHOT = re.compile(r"(.*?) TAKE ?: ?(\d{1,6})", re.IGNORECASE)
_PICTURE = re.compile(r"(?:AA?/)?V\d*|B\d*", re.IGNORECASE)


def write(cut: CutList) -> str:
    """Return the cut as the text of an EDL, lines ended as CMX ends them."""
    reels = reel_names([clip for clip in cut.clips if not clip.is_gap])
    lines = [f"TITLE: {_plain(cut.title)[:_TITLE]}", f"FCM: {'' if cut.drop_frame else 'NON-'}DROP FRAME"]
    before: CutClip | None = None
    for number, clip in enumerate(cut.clips, 1):
        lines.append("")
        if clip.dissolve and before is not None:
            lines.append(_line(cut, number, _ended(before), reels.get(before.media, BLACK), "C"))
        lines += [_event(cut, number, clip, reels.get(clip.media, BLACK)), *_comments(clip, before)]
        lines += _markers(cut, clip)
        before = clip
    return "\r\n".join(lines) + "\r\n"


def _ended(clip: CutClip) -> CutClip:
    """No frame of a clip, at its end: with it begins what is dissolved from it."""
    return replace(clip, record_in=clip.record_out, source_in=clip.source_out)


def _event(cut: CutList, number: int, clip: CutClip, reel: str) -> str:
    line = _line(cut, number, clip, reel, f"D    {clip.dissolve:03d}" if clip.dissolve else "C")
    if clip.is_gap or clip.source_frames == clip.frames:
        return line
    speed = float(round(cut.rate) * Fraction(clip.source_frames, clip.frames))
    first = timecode.written(clip.source_in, cut.rate, drop_frame=cut.drop_frame)
    return f"{line}\r\nM2   {reel:<8}       {speed:05.1f}                {first}"


def _line(cut: CutList, number: int, clip: CutClip, reel: str, change: str) -> str:
    source = (0, clip.frames) if clip.is_gap else (clip.source_in, clip.source_out)
    record = (cut.start + clip.record_in, cut.start + clip.record_out)
    times = (timecode.written(at, cut.rate, drop_frame=cut.drop_frame) for at in (*source, *record))
    return f"{number:03d}  {reel:<8} {'V':<5} {change:<8} {' '.join(times)}"


def _comments(clip: CutClip, before: CutClip | None) -> Iterator[str]:
    take = f" TAKE: {clip.take}" if clip.take is not None else ""
    if clip.dissolve and before is not None and not before.is_gap:
        yield f"* FROM CLIP NAME: {_plain(before.media)}"
    if not clip.is_gap:
        yield f"* {'TO' if clip.dissolve else 'FROM'} CLIP NAME: {_plain(clip.media)}"
    if clip.name:
        yield f"* SHOT: {_plain(clip.name)}{take}"


def _markers(cut: CutList, clip: CutClip) -> Iterator[str]:
    """Notes as locators at the time of the film, as editing programs read them from comments."""
    for mark in clip.seen_marks:
        into = (mark.frame - clip.source_in) * clip.frames // clip.source_frames
        at = timecode.written(cut.start + clip.record_in + into, cut.rate, drop_frame=cut.drop_frame)
        yield f"* LOC: {at} {_LOCATORS[mark.kind]:<7} {_plain(mark.text)[: _TITLE * 2]}"


def _plain(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def reel_names(clips: Sequence[CutClip]) -> dict[str, str]:
    """Return a reel for each media, of capitals and digits: the end of its shot's code, else a number of its own."""
    reels: dict[str, str] = {}
    taken, numbers = {BLACK}, count(1)
    for clip in clips:
        if clip.media in reels:
            continue
        wanted = "".join(sign for sign in clip.name.upper() if sign.isascii() and sign.isalnum())[-_REEL:]
        if not wanted or wanted in taken:
            wanted = next(name for number in numbers if (name := f"R{number:07d}") not in taken)
        reels[clip.media] = wanted
        taken.add(wanted)
    return reels


@dataclass(slots=True)
class _Event:
    """An event as its lines say it. `speed` is how much of the source passes in the time of the film."""

    number: str
    reel: str
    times: tuple[str, str, str, str]
    drop_frame: bool = False
    name: str = ""
    media: str = ""
    take: int | None = None
    shot: str = ""
    speed: Fraction | None = None
    dissolve: int = 0


def read(text: str, rate: Fraction) -> CutList:
    """Return the picture of an EDL at a rate, which no EDL says; UnreadableEdit for what is none."""
    title, drop_frame, seen, events = "", False, False, list[_Event]()
    for line in text.splitlines():
        fields = line[:_LONGEST_LINE].split()
        if begins := _event_in(fields):
            event, track = begins
            seen = _PICTURE.fullmatch(track) is not None
            if seen:
                event.drop_frame = drop_frame or ";" in "".join(event.times)
                events.append(event)
        elif line.startswith("TITLE:"):
            title = line.removeprefix("TITLE:").strip()[:200]
        elif line.startswith("FCM:"):
            drop_frame = "NON" not in line.upper()
        elif seen:  # and no event of sound that this line would be about
            _tell(events, fields, rate)
        if len(events) > MOST_CLIPS:
            raise UnreadableEdit(f"This EDL has more than {MOST_CLIPS} events.")
    if not events:
        raise UnreadableEdit("This is no edit list: it has no event with four timecodes.")
    if any(event.drop_frame for event in events) and rate not in timecode.DROPPING:
        raise UnreadableEdit(f"This EDL counts in drop frame, and the film runs at {float(rate):g} frames per second.")
    clips = [clip for event in events if (clip := _clip(event, rate)).frames > 0]
    start = min((clip.record_in for clip in clips), default=0)
    moved = (replace(clip, record_in=clip.record_in - start, record_out=clip.record_out - start) for clip in clips)
    return CutList(title, rate, tuple(moved), start, any(event.drop_frame for event in events))


def _event_in(fields: Sequence[str]) -> tuple[_Event, str] | None:
    """The event of a line and its track: number, reel, track, transition, perhaps its length, and four timecodes."""
    number, *told = fields[:-4] or [""]
    length = int(told.pop()) if told and _LENGTH.fullmatch(told[-1]) else 0
    if len(told) < 3 or not (_NUMBER.fullmatch(number) and _BLEND.fullmatch(told[-1])):
        return None
    if not all(map(_TC.fullmatch, fields[-4:])):
        return None
    *reel, track, change = told
    first, second, third, fourth = fields[-4:]
    dissolve = 0 if change.startswith("C") else length
    return _Event(number, " ".join(reel), (first, second, third, fourth), dissolve=dissolve), track


def _speed_in(fields: Sequence[str]) -> Fraction | None:
    """The frames a second of a retime: M2, reel, speed and a timecode."""
    if len(fields) < 4 or fields[0] != "M2":
        return None
    return Fraction(fields[-2]) if _SPEED.fullmatch(fields[-2]) and _TC.fullmatch(fields[-1]) else None


def _tell(events: Sequence[_Event], fields: Sequence[str], rate: Fraction) -> None:
    """Take in what a line says of the event before it; in a transition FROM tells of the first of its two lines."""
    last = events[-1]
    first = next(event for event in events[-2:] if event.number == last.number)
    if (speed := _speed_in(fields)) is not None:
        last.speed = speed / round(rate)
    elif comment := _COMMENT.fullmatch(" ".join(fields)):
        key, said = comment[1].upper(), comment[2][:200].strip()
        if key == "SHOT":
            named = _SHOT.fullmatch(said)
            last.shot, last.take = (named[1], int(named[2])) if named else (said, None)
        elif key == "FROM CLIP NAME":
            first.name = said
        elif key == "TO CLIP NAME":
            last.name = said
        else:
            last.media = said


def _clip(event: _Event, rate: Fraction) -> CutClip:
    try:
        source_in, source_out, record_in, record_out = (
            timecode.read(text, rate, drop_frame=event.drop_frame) for text in event.times
        )
    except timecode.NoTimecode as error:
        raise UnreadableEdit(f"Event {event.number} of this EDL cannot be read: {error}.") from error
    if record_out < record_in or source_out < source_in:
        raise UnreadableEdit(f"Event {event.number} of this EDL ends before it begins.")
    black = event.reel.upper() in (BLACK, "BLACK")
    if event.speed is not None and source_out - source_in == record_out - record_in:
        source_out = source_in + round((record_out - record_in) * abs(event.speed))
    name = event.shot or event.name or event.reel
    clip = CutClip(name, record_in, record_out, source_in, source_out, take=event.take, dissolve=event.dissolve)
    return (
        replace(clip, source_in=0, source_out=0)
        if black
        else replace(clip, media=event.media or event.name or event.reel)
    )
