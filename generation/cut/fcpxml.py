"""The cut as FCPXML 1.10: the spine of one sequence, in times that are exact fractions of a second.

Files are named beside the edit list, never looked at. Metadata under keys of our own say shot, take and content.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from io import BytesIO
from urllib.parse import quote, unquote
from uuid import UUID
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from generation.cut import timecode
from generation.cut.cut_list import MOST_CLIPS, CutClip, CutList, UnreadableEdit, dissolved
from productions.domain.xml import writable

VERSION = "1.10"
KEY = "continuity."
_DEEPEST = 64
_MOST_ELEMENTS = 400_000
_LONGEST = 1 << 40
_TIME = re.compile(r"(-?\d{1,18})(?:/([1-9]\d{0,9}))?s")
_CLIPS = ("asset-clip", "clip", "video", "ref-clip", "sync-clip", "mc-clip")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def write(cut: CutList) -> bytes:
    """Return the cut as an FCPXML document."""
    writer = _Writer(cut)
    root = Element("fcpxml", version=VERSION)
    resources = SubElement(root, "resources")
    event = SubElement(SubElement(root, "library"), "event", name=writable(cut.title))
    sequence = SubElement(
        SubElement(event, "project", name=writable(cut.title)),
        "sequence",
        format=writer.format(cut.rate, *_size(cut)),
        duration=writer.time(cut.frames),
        tcStart=writer.time(cut.start),
        tcFormat="DF" if cut.drop_frame else "NDF",
    )
    spine = SubElement(sequence, "spine")
    for clip in cut.clips:
        if clip.dissolve:
            spine.append(writer.dissolve(clip))
        spine.append(writer.gap(clip) if clip.is_gap else writer.clip(clip))
    resources.extend((*writer.formats.values(), *writer.assets.values()))
    indent(root, "  ")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n' + bytes(tostring(root, "utf-8")) + b"\n"


def _size(cut: CutList) -> tuple[int, int]:
    return next(((clip.width, clip.height) for clip in cut.clips if clip.width), (0, 0))


@dataclass(slots=True)
class _Writer:
    """The resources of a document: formats by rate and size, and assets by file."""

    cut: CutList
    formats: dict[tuple[Fraction, int, int], Element] = field(default_factory=dict)
    assets: dict[str, Element] = field(default_factory=dict)

    def time(self, frames: int, rate: Fraction | None = None) -> str:
        """Return how long frames last, as FCPXML writes it: 1001/24000s."""
        seconds = frames / (rate or self.cut.rate)
        return f"{seconds.numerator}s" if seconds.denominator == 1 else f"{seconds.numerator}/{seconds.denominator}s"

    def format(self, rate: Fraction, width: int, height: int) -> str:
        """Return the id of a format."""
        if (rate, width, height) not in self.formats:
            size = {"width": str(width), "height": str(height)} if width and height else {}
            made = Element("format", id=f"f{len(self.formats) + 1}", attrib=size, frameDuration=self.time(1, rate))
            self.formats[rate, width, height] = made
        return self.formats[rate, width, height].attrib["id"]

    def asset(self, clip: CutClip) -> str:
        """Return the id of the asset of a clip's file."""
        if clip.media not in self.assets:
            rate = clip.media_rate or self.cut.rate
            made = Element(
                "asset",
                id=f"a{len(self.assets) + 1}",
                name=writable(clip.media),
                start="0s",
                duration=self.time(clip.media_frames or clip.source_out, rate),
                hasVideo="1",
                format=self.format(rate, clip.width, clip.height),
                videoSources="1",
            )
            SubElement(made, "media-rep", kind="original-media", src=f"./{quote(clip.media)}")
            self.assets[clip.media] = made
        return self.assets[clip.media].attrib["id"]

    def _place(self, clip: CutClip) -> dict[str, str]:
        return {
            "name": writable(clip.name),
            "offset": self.time(self.cut.start + clip.record_in),
            "duration": self.time(clip.frames),
        }

    def dissolve(self, clip: CutClip) -> Element:
        """Return the transition into a clip, which begins where that does."""
        offset = self.time(self.cut.start + clip.record_in)
        return Element("transition", name="Cross Dissolve", offset=offset, duration=self.time(clip.dissolve))

    def gap(self, clip: CutClip) -> Element:
        """Return a shot of which no take is there, or black that somebody put there."""
        made = Element("gap", self._place(clip), start="0s")
        _tell(made, {"shot": str(clip.shot or ""), "scene": clip.scene, "gap": str(clip.gap or "")})
        return made

    def clip(self, clip: CutClip) -> Element:
        """Return a clip; one that is retimed has a map from its time to that of the file."""
        retimed = clip.source_frames != clip.frames
        start = "0s" if retimed else self.time(clip.source_in)
        made = Element("asset-clip", self._place(clip), ref=self.asset(clip), start=start, tcFormat="NDF")
        if retimed:
            times = SubElement(made, "timeMap")
            for at, value in ((0, clip.source_in), (clip.frames, clip.source_out)):
                SubElement(times, "timept", time=self.time(at), value=self.time(value), interp="linear")
        told = {"take": str(clip.take or ""), "take_id": str(clip.take_id or ""), "content": clip.content}
        _tell(made, {"shot": str(clip.shot or ""), "scene": clip.scene, **told, "digest": clip.digest})
        return made


def _tell(made: Element, told: Mapping[str, str]) -> None:
    """Add metadata of our own to what it is about."""
    if named := {name: value for name, value in told.items() if value}:
        metadata = SubElement(made, "metadata")
        for name, value in named.items():
            SubElement(metadata, "md", key=f"{KEY}{name}", value=writable(value))


def read(document: bytes, rate: Fraction) -> CutList:
    """Return the first sequence of an FCPXML document at a rate; UnreadableEdit for what has none.

    Frames count at the rate given, whatever that of the sequence is; connected clips are among the others.
    """
    root = _parsed(document)
    if root.tag != "fcpxml":
        raise UnreadableEdit(_OTHERS.get(root.tag, f"This is no FCPXML document: it begins with <{root.tag[:40]}>."))
    sequence = next(root.iter("sequence"), None)
    spine = sequence.find("spine") if sequence is not None else None
    if sequence is None or spine is None:
        raise UnreadableEdit("This FCPXML document has no sequence with a spine.")
    reader = _Reader({one.get("id", ""): one for one in root.iter("asset")}, rate)
    start = _time(sequence, "tcStart")
    clips = reader.joined(sorted(reader.placed(spine, start), key=lambda clip: clip.record_in))
    if not clips:
        raise UnreadableEdit("The sequence of this FCPXML document is empty.")
    title = next((one.get("name", "") for one in root.iter("project")), "")[:200]
    drop_frame = sequence.get("tcFormat") == "DF" and rate in timecode.DROPPING
    return CutList(title, rate, tuple(clips), reader.frames(start), drop_frame)


_OTHERS = {"xmeml": "This is XML of Final Cut Pro 7. Export FCPXML, OpenTimelineIO or an EDL instead."}


def _parsed(document: bytes) -> Element:
    """The root of a document without entities, at most so deep and so long."""
    depth = count = 0
    root: Element | None = None
    try:
        for event, element in iterparse(BytesIO(document), events=("start", "end"), forbid_external=True):
            depth += 1 if event == "start" else -1
            count += event == "start"
            root = element if root is None else root
            if depth > _DEEPEST or count > _MOST_ELEMENTS:
                raise UnreadableEdit("This XML document is nested too deeply or has too many elements.")
    except DefusedXmlException as error:
        raise UnreadableEdit("This XML document defines entities, which no edit needs.") from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableEdit(f"This XML document is not well-formed: {str(error)[:200]}.") from error
    if root is None:
        raise UnreadableEdit("This XML document is empty.")
    return root


@dataclass(slots=True)
class _Reader:
    """Reads clips whose assets are known by id."""

    assets: Mapping[str, Element]
    rate: Fraction
    clips: int = 0
    transitions: list[tuple[int, int]] = field(default_factory=list)

    def joined(self, clips: Sequence[CutClip]) -> list[CutClip]:
        """Return clips in order with the transitions that were read meanwhile, each on the cut that it lies over."""
        starts = [clip.record_in for clip in clips]
        lying = dict[int, tuple[int, int]]()
        for first, frames in self.transitions:
            at = bisect_left(starts, first)
            if at < len(clips) and starts[at] <= first + frames:
                lying[at] = (starts[at] - first, first + frames - starts[at])
        return dissolved(clips, lying)

    def placed(self, spine: Element, start: Fraction, record: Fraction = Fraction(0)) -> Iterator[CutClip]:
        """Yield the clips of a spine, which follow each other unless they say where they stand.

        The spine begins at `start` of its own time, and at `record` of the film.
        """
        at = start
        for child in spine:
            element = _picked(child)
            if element.tag == "transition":
                begins = record + _time(element, "offset", at) - start
                self.transitions.append((self.frames(begins), self.frames(_time(element, "duration"))))
            if element.tag not in (*_CLIPS, "gap", "title"):
                continue
            offset = _time(child, "offset", _time(element, "offset", at))
            at = self.frames(offset + self._duration(element)) / self.rate
            yield from self._clip(element, record + offset - start)

    def _clip(self, element: Element, record: Fraction) -> Iterator[CutClip]:
        self.clips += 1
        if self.clips > MOST_CLIPS:
            raise UnreadableEdit(f"This edit has more than {MOST_CLIPS} clips.")
        began, duration = _time(element, "start"), self._duration(element)
        record_in, record_out = self.frames(record), self.frames(record + duration)
        if record_out > record_in >= 0 and self._is_seen(element):
            yield self._made(element, record_in, record_out, began, duration)
        for child in element:
            if child.get("lane", "0").lstrip("-").strip("0"):
                yield from self._connected(child, record + _time(child, "offset", began) - began)

    def _connected(self, child: Element, record: Fraction) -> Iterator[CutClip]:
        """Yield what a connected clip, or a storyline of such clips, shows from a time of the film on."""
        picked = _picked(child)
        if child.tag == "spine":
            yield from self.placed(child, Fraction(0), record)
        elif picked.tag in _CLIPS:
            yield from self._clip(picked, record)

    def _is_seen(self, element: Element) -> bool:
        """Whether a clip is switched on and has a picture: of an asset that says neither, one is taken to be there."""
        if element.get("enabled") == "0" or element.get("srcEnable") == "audio":
            return False
        asset = self._asset(element)
        if asset is not None:
            return asset.get("hasVideo") == "1" or asset.get("hasAudio") != "1"
        return element.tag != "clip" or element.find("audio") is None or element.find("video") is not None

    def frames(self, seconds: Fraction) -> int:
        """Return a time in whole frames; UnreadableEdit for one that is none of a film."""
        frames = round(seconds * self.rate)
        if abs(frames) > _LONGEST:
            raise UnreadableEdit("A time of this FCPXML document is longer than any film.")
        return frames

    def _duration(self, element: Element) -> Fraction:
        if element.get("duration") is not None:
            return _time(element, "duration")
        asset = self._asset(element)
        return _time(asset, "duration") if asset is not None else Fraction(0)

    def _asset(self, element: Element) -> Element | None:
        """The asset of a clip, or of the video that it holds."""
        held = element if element.get("ref") else element.find("video")
        return self.assets.get(held.get("ref", "")) if held is not None else None

    def _made(self, element: Element, record_in: int, record_out: int, began: Fraction, duration: Fraction) -> CutClip:
        told = {
            one.get("key", "").removeprefix(KEY): one.get("value", "")
            for one in element.findall("metadata/md")
            if one.get("key", "").startswith(KEY)
        }
        name = element.get("name", "")[:200]
        shot, take_id = (UUID(told[key]) if _ID.fullmatch(told.get(key, "")) else None for key in ("shot", "take_id"))
        if element.tag in ("gap", "title"):
            gap = UUID(told["gap"]) if _ID.fullmatch(told.get("gap", "")) else None
            return CutClip(name, record_in, record_out, scene=told.get("scene", ""), shot=shot, gap=gap)
        asset = self._asset(element)
        based = _time(asset, "start") if asset is not None else Fraction(0)
        source, length = _mapped(element, began, duration)
        source_in = self.frames(source - based)
        number = told.get("take", "")
        return CutClip(
            name,
            record_in,
            record_out,
            source_in,
            source_in + self.frames(length),
            scene=told.get("scene", ""),
            shot=shot,
            take=int(number) if re.fullmatch(r"\d{1,6}", number) else None,
            take_id=take_id,
            content=told.get("content", ""),
            digest=told.get("digest", ""),
            media=_file(asset) or name or "?",
        )


def _picked(element: Element) -> Element:
    """What is shown of an audition: the first of its clips. Anything else is itself."""
    return next(iter(element), element) if element.tag == "audition" else element


def _mapped(element: Element, began: Fraction, duration: Fraction) -> tuple[Fraction, Fraction]:
    """Where in its media a clip begins, and how much of it is seen: a map of times says it of one that is retimed."""
    points = [(_time(one, "time"), _time(one, "value")) for one in element.findall("timeMap/timept")]
    if len(points) < 2 or points[0][0] == points[-1][0]:
        return began, duration
    (first, value), (last, end) = points[0], points[-1]
    speed = (end - value) / (last - first)
    return value + (began - first) * speed, abs(speed) * duration


def _file(asset: Element | None) -> str:
    """What the file of an asset is called, without its folders."""
    if asset is None:
        return ""
    copies = [one.get("src", "") for one in asset.findall("media-rep")]
    source = asset.get("src") or next(iter(copies), "")
    return (unquote(source).replace("\\", "/").rpartition("/")[2] or asset.get("name", ""))[:200]


def _time(element: Element, name: str, missing: Fraction = Fraction(0)) -> Fraction:
    said = element.get(name)
    if said is None:
        return missing
    written = _TIME.fullmatch(said.strip())
    if not written:
        raise UnreadableEdit(f"{said[:40]!r} is no time of FCPXML: a fraction of seconds such as 1001/24000s.")
    return Fraction(int(written[1]), int(written[2] or 1))
