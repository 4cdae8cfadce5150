"""Captions as files that players and other programs read: WebVTT, SubRip and TTML (IMSC 1.1 text)."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Literal
from xml.etree import ElementTree

from ttconv import model
from ttconv.imsc import writer
from ttconv.imsc.config import IMSCWriterConfiguration
from ttconv.style_properties import (
    CoordinateType,
    DisplayAlignType,
    ExtentType,
    GenericFontFamilyType,
    LengthType,
    NamedColors,
    StyleProperties,
    TextAlignType,
    TextOutlineType,
)

from generation.domain.captioning.document import Cue, Position
from productions.domain.xml import writable

Ending = Literal["vtt", "srt", "ttml"]
MEDIA_TYPES: Mapping[Ending, str] = {
    "vtt": "text/vtt; charset=utf-8",
    "srt": "application/x-subrip; charset=utf-8",
    "ttml": "application/ttml+xml",
}


@dataclass(frozen=True, slots=True)
class FilmCue:
    """A cue of the film, from `start_ms` to `end_ms` of it, under a name of its own such as SC010_0040-1."""

    name: str
    start_ms: int
    end_ms: int
    cue: Cue


def written(ending: Ending, cues: Sequence[FilmCue], language: str) -> bytes:
    """Return cues as a file; each reader finds the words as they are, whatever signs they hold."""
    return _WRITERS[ending](cues, language)


def _vtt(cues: Sequence[FilmCue], language: str) -> bytes:
    head = f"WEBVTT\nLanguage: {language}\n"
    return "\n".join([head, *map(_vtt_cue, cues)]).encode()


def _vtt_cue(placed: FilmCue) -> str:
    """Who speaks stands as a voice, what is no speech as a class."""
    cue = placed.cue
    times = f"{_clock(placed.start_ms, '.')} --> {_clock(placed.end_ms, '.')}"
    settings = " line:5%" if cue.position == "top" else ""
    text = "\n".join(map(_escaped, cue.shown))
    kind = "" if cue.kind == "speech" else f".{cue.kind}"
    if cue.speaker:
        text = f"<v{kind} {_escaped(re.sub('[<>]', '', cue.speaker))}>{text}"
    elif kind:
        text = f"<c{kind}>{text}</c>"
    name = placed.name.replace("-->", "->")  # else it would be taken for the line of times
    return f"{name}\n{times}{settings}\n{text}\n"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _srt(cues: Sequence[FilmCue], language: str) -> bytes:
    return "\n".join(_srt_cue(number, placed) for number, placed in enumerate(cues, 1)).encode()


def _srt_cue(number: int, placed: FilmCue) -> str:
    times = f"{_clock(placed.start_ms, ',')} --> {_clock(placed.end_ms, ',')}"
    text = "\n".join(_plain(line) for line in placed.cue.shown)
    return f"{number}\n{times}\n{text}\n"


def _plain(text: str) -> str:
    """SubRip escapes nothing: what players would take for a tag or an arrow gets a sign of no width inside."""
    return re.sub(r"<(?=[\w/!?])|\{(?=[\\\w/])|&(?=#?\w+;)|-(?=->)", lambda sign: f"{sign[0]}\u2060", text)


def _clock(milliseconds: int, point: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{rest:03}"


_TTML, _METADATA = "{http://www.w3.org/ns/ttml}", "{http://www.w3.org/ns/ttml#metadata}"
_PROFILE = "http://www.w3.org/ns/ttml/profile/imsc1.1/text"
_ALIGNED: Mapping[Position, DisplayAlignType] = {"bottom": DisplayAlignType.after, "top": DisplayAlignType.before}


def _ttml(cues: Sequence[FilmCue], language: str) -> bytes:
    tree = writer.from_model(_document(cues, language), IMSCWriterConfiguration())
    root = tree.getroot()
    root.set("{http://www.w3.org/ns/ttml#parameter}contentProfiles", _PROFILE)
    _say_who(root, cues)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}'.encode()


def _document(cues: Sequence[FilmCue], language: str) -> model.ContentDocument:
    document = model.ContentDocument()
    document.set_lang(language)
    body, division = model.Body(document), model.Div(document)
    document.set_body(body)
    body.push_child(division)
    regions = {position: _region(document, position) for position in dict.fromkeys(each.cue.position for each in cues)}
    for number, placed in enumerate(cues, 1):
        paragraph = model.P(document)
        paragraph.set_id(f"c{number}")  # no code of a shot: few of them are names in XML
        paragraph.set_region(regions[placed.cue.position])
        paragraph.set_begin(Fraction(placed.start_ms, 1000))
        paragraph.set_end(Fraction(placed.end_ms, 1000))
        paragraph.push_children(list(_spans(document, placed.cue.shown)))
        division.push_child(paragraph)
    return document


def _spans(document: model.ContentDocument, lines: Sequence[str]) -> Iterator[model.ContentElement]:
    for number, line in enumerate(lines):
        if number:
            yield model.Br(document)
        span = model.Span(document)
        span.push_child(model.Text(document, writable(line)))
        yield span


def _region(document: model.ContentDocument, position: Position) -> model.Region:
    """Within a margin of a tenth on each side, centred, white with a black outline."""
    percent = partial(LengthType, units=LengthType.Units.pct)
    region = model.Region(position, document)
    for style, value in {
        StyleProperties.Origin: CoordinateType(percent(10), percent(10)),
        StyleProperties.Extent: ExtentType(percent(80), percent(80)),
        StyleProperties.DisplayAlign: _ALIGNED[position],
        StyleProperties.TextAlign: TextAlignType.center,
        StyleProperties.FontFamily: (GenericFontFamilyType.proportionalSansSerif,),
        StyleProperties.FontSize: percent(80),
        StyleProperties.LineHeight: percent(125),
        StyleProperties.Color: NamedColors.white.value,
        StyleProperties.TextOutline: TextOutlineType(percent(5), NamedColors.black.value),
    }.items():
        region.set_style(style, value)
    document.put_region(region)
    return region


def _say_who(root: ElementTree.Element, cues: Sequence[FilmCue]) -> None:
    """Add who speaks, and what is shown whatever the viewer switched off: the library knows neither."""
    ElementTree.register_namespace("ttm", _METADATA.strip("{}"))
    ElementTree.register_namespace("itts", "http://www.w3.org/ns/ttml/profile/imsc1#styling")
    speakers = {name: f"s{number}" for number, name in enumerate(_speakers(cues), 1)}
    head = root.find(f"{_TTML}head")
    if speakers and head is not None:
        head.insert(0, _agents(speakers))
    for paragraph, placed in zip(root.iter(f"{_TTML}p"), cues, strict=True):
        if placed.cue.speaker:
            paragraph.set(f"{_METADATA}agent", speakers[placed.cue.speaker])
        if placed.cue.kind in ("forced", "title"):
            paragraph.set("{http://www.w3.org/ns/ttml/profile/imsc1#styling}forcedDisplay", "true")


def _speakers(cues: Sequence[FilmCue]) -> dict[str, None]:
    return dict.fromkeys(each.cue.speaker for each in cues if each.cue.speaker)


def _agents(speakers: Mapping[str, str]) -> ElementTree.Element:
    metadata = ElementTree.Element(f"{_TTML}metadata")
    for name, id_ in speakers.items():
        agent = ElementTree.SubElement(metadata, f"{_METADATA}agent", {"type": "character"})
        agent.set("{http://www.w3.org/XML/1998/namespace}id", id_)
        ElementTree.SubElement(agent, f"{_METADATA}name", {"type": "alias"}).text = writable(name)
    return metadata


_WRITERS: Mapping[Ending, Callable[[Sequence[FilmCue], str], bytes]] = {"vtt": _vtt, "srt": _srt, "ttml": _ttml}
