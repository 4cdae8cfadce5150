"""Films as files to hand on: stretches of picture are encoded each by itself, and joined with sound and captions."""

import heapq
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from importlib.metadata import version
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import av
import numpy as np
from av.packet import Packet
from av.video.reformatter import ColorRange, Colorspace

from generation.ports import media, muxing
from generation.ports.muxing import AnyPacket

if TYPE_CHECKING:
    from generation.ports.clip import Frame

Kind = Literal["mp4", "prores", "dnxhr", "ffv1"]
_BT709, _RGB = 1, 0
_SMALLEST_DNXHR = (256, 120)
_HEADER = (
    b"[Script Info]\nScriptType: v4.00+\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, "
    b"SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, "
    b"BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\nStyle: Default,Sans,16,&Hffffff,"
    b"&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0\n\n[Events]\nFormat: Layer, Start, End, Style, Name, "
    b"MarginL, MarginR, MarginV, Effect, Text\n"
)
"""How captions raster unless the player says otherwise; what a track of text begins with."""


# fmt: off
LANGUAGES = {
    "ar": "ara", "bg": "bul", "bn": "ben", "ca": "cat", "cs": "ces", "cy": "cym", "da": "dan", "de": "deu",
    "el": "ell", "en": "eng", "es": "spa", "et": "est", "eu": "eus", "fa": "fas", "fi": "fin", "fr": "fra",
    "ga": "gle", "gl": "glg", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "hye", "id": "ind",
    "is": "isl", "it": "ita", "ja": "jpn", "ka": "kat", "ko": "kor", "lt": "lit", "lv": "lav", "ms": "msa",
    "nb": "nob", "nl": "nld", "nn": "nno", "no": "nor", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus",
    "sk": "slk", "sl": "slv", "sq": "sqi", "sr": "srp", "sv": "swe", "sw": "swa", "ta": "tam", "te": "tel",
    "th": "tha", "tr": "tur", "uk": "ukr", "ur": "urd", "vi": "vie", "zh": "zho",
}
# fmt: on
"""ISO 639-2 codes, which are all that MP4 knows, of primary subtags; others are undetermined there."""


@dataclass(frozen=True, slots=True)
class FilmForm:
    """A form of file: its container, the codecs of picture and sound, and how the picture is encoded.

    One that is `lossless` keeps the red, green and blue of each pixel as they are.
    """

    label: str
    container: str
    ending: str
    media_type: str
    codec: str
    pixels: str
    sound: str
    options: dict[str, str] = field(default_factory=dict)
    captions: bool = False
    lossless: bool = False

    def here(self) -> bool:
        """Whether the encoders are on this machine."""
        return all(_encodes(codec) for codec in (self.codec, self.sound))


FORMS: dict[Kind, FilmForm] = {
    "mp4": FilmForm(
        "MP4: H.264 and AAC",
        "mp4",
        "mp4",
        "video/mp4",
        "libx264",
        "yuv420p",
        "aac",
        {
            "preset": "medium",
            "crf": "17",
            "profile": "high",
            "g": "48",
            # No frame is shown out of the order of its code, so that segments join on one clock.
            "bf": "0",
            "x264-params": "force-cfr=1:colorprim=bt709:transfer=bt709:colormatrix=bt709",
        },
        captions=True,
    ),
    "prores": FilmForm(
        "ProRes 422 HQ in QuickTime",
        "mov",
        "mov",
        "video/quicktime",
        "prores_ks",
        "yuv422p10le",
        "pcm_s16le",
        {"profile": "3", "vendor": "apl0"},
    ),
    "dnxhr": FilmForm(
        "DNxHR HQ in QuickTime",
        "mov",
        "mov",
        "video/quicktime",
        "dnxhd",
        "yuv422p",
        "pcm_s16le",
        {"profile": "dnxhr_hq"},
    ),
    "ffv1": FilmForm(
        "FFV1 and FLAC in Matroska, lossless",
        "matroska",
        "mkv",
        "video/x-matroska",
        "ffv1",
        "bgr0",
        "flac",
        # As RFC 9043 has it for archives: every frame by itself, in slices that each carry a check.
        {"level": "3", "g": "1", "coder": "1", "context": "0", "slices": "4", "slicecrc": "1"},
        lossless=True,
    ),
}


def _encodes(codec: str) -> bool:
    try:
        av.Codec(codec, "w")
    except av.codec.codec.UnknownCodecError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Raster:
    """What all segments of a film share: size in pixels, and exact frames a second."""

    width: int
    height: int
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of picture: `frames` of the film from a master at its own rate; black without one.

    `first` frames of the film are left out before it. As long as it lasts, `under` fades away beneath it. `over` is
    laid over all of that.
    """

    master: Path | None
    frames: int
    rate: Fraction
    first: int = 0
    under: "Excerpt | None" = None
    over: "tuple[Laid, ...]" = ()


@dataclass(frozen=True, slots=True)
class Laid:
    """What is laid over the frames of a stretch from `first` up to `last`, which is not one of them.

    `picture` is height x width x 4 bytes, not multiplied by its last channel, how opaque it is; its corner lies at
    `left` and `top`.
    """

    first: int
    last: int
    picture: "np.ndarray[Any, np.dtype[np.uint8]]"
    left: int
    top: int

    def on(self, frame: "Frame") -> None:
        """Lay it over a frame of height x width x 3 bytes, in whole numbers; what is clear changes no bit."""
        height, width, _ = self.picture.shape
        place = frame[self.top : self.top + height, self.left : self.left + width]
        colour, opaque = self.picture[..., :3].astype(np.uint16), self.picture[..., 3:].astype(np.uint16)
        place[:] = (place * (255 - opaque) + colour * opaque + 127) // 255


@dataclass(frozen=True, slots=True)
class Text:
    """A caption in milliseconds from the first frame."""

    start: int
    end: int
    text: str


def engine() -> str:
    """Return what the bytes of a segment depend on beside its picture."""
    return f"av/{version('av')}"


def smallest(kind: Kind, raster: Raster) -> str:
    """Return why a form takes no picture of this size; empty where it does."""
    if kind == "dnxhr" and (raster.width < _SMALLEST_DNXHR[0] or raster.height < _SMALLEST_DNXHR[1]):
        return f"DNxHR takes pictures of {_SMALLEST_DNXHR[0]}x{_SMALLEST_DNXHR[1]} at least."
    if kind in ("mp4", "dnxhr") and (raster.width % 2 or raster.height % 2):
        return "The sides of the picture must be even numbers of pixels."
    return ""


def encode(target: Path, kind: Kind, raster: Raster, excerpt: Excerpt) -> None:
    """Encode a stretch of picture by itself; media.Unreadable for a master that is none."""
    with _Segment(target, FORMS[kind], raster) as file:
        for number, frame in enumerate(_read(raster, excerpt)):
            over = [each for each in excerpt.over if each.first <= number < each.last]
            file.add_picture(_laid(frame, over) if over else frame)


def _laid(picture: av.VideoFrame, over: Sequence[Laid]) -> av.VideoFrame:
    frame = media.frame_of(picture).copy()
    for each in over:
        each.on(frame)
    return media.picture_of(frame)


def _read(raster: Raster, excerpt: Excerpt) -> Iterator[av.VideoFrame]:
    """The frames; what cannot be decoded is media.Unreadable, and what cannot be encoded is not."""
    frames = _frames(raster, excerpt)
    while True:
        try:
            frame = next(frames, None)
        except (av.FFmpegError, IndexError) as error:
            raise media.Unreadable("it is damaged, or no picture of a known format") from error
        if frame is None:
            return
        yield frame


class _Segment(media.VideoFile):
    def __init__(self, path: Path, form: FilmForm, raster: Raster) -> None:
        super().__init__(path, form.container, {} if form.lossless else {"video_track_timescale": _clock(raster.rate)})
        self._pixels, self._lossless = form.pixels, form.lossless
        self._open(form.codec, (raster.width, raster.height), raster.rate, form.pixels, form.options)
        context = self._stream.codec_context
        context.thread_count = 0
        context.color_primaries = context.color_trc = _BT709
        context.colorspace = _RGB if form.lossless else _BT709
        context.color_range = ColorRange.JPEG if form.lossless else ColorRange.MPEG

    def _prepare(self, picture: av.VideoFrame) -> av.VideoFrame:
        if self._lossless:
            return picture.reformat(format=self._pixels)
        return picture.reformat(
            format=self._pixels,
            src_color_range=ColorRange.JPEG,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
        )


def _frames(raster: Raster, excerpt: Excerpt) -> Iterator[av.VideoFrame]:
    """The frames, the first of them mixed with those that fade away beneath."""
    above = _shown(raster, excerpt)
    if excerpt.under is not None:
        steps = excerpt.under.frames + 1
        for number, below in enumerate(_shown(raster, excerpt.under), start=1):
            yield _mixed(below, next(above), number / steps)
    yield from above


def _mixed(below: av.VideoFrame, above: av.VideoFrame, share: float) -> av.VideoFrame:
    """A frame of which the one above has a share between 0 and 1."""
    under, over = (media.frame_of(each).astype(np.float32) for each in (below, above))
    return media.picture_of(np.rint(under + (over - under) * np.float32(share)).astype(np.uint8))


def _shown(raster: Raster, excerpt: Excerpt) -> Iterator[av.VideoFrame]:
    """The frames as the film has them: of a master at another rate the one that is shown at that time."""
    if excerpt.master is None:
        black = media.picture_of(np.zeros((raster.height, raster.width, 3), np.uint8))
        yield from repeat(black, excerpt.frames)
        return
    number, given = -1, 0
    for number, picture in enumerate(media.read_pictures(excerpt.master)):
        shown: av.VideoFrame | None = None
        while given < excerpt.frames and _source(excerpt, raster, given) <= number:
            if shown is None:
                shown = _sized(picture, raster)
            yield shown
            given += 1
        if given == excerpt.frames:
            return
    if number < 0:
        raise media.Unreadable(f"{excerpt.master.name} holds no frames")
    while given < excerpt.frames:  # rounding may ask for one frame more than there is
        yield _sized(picture, raster)
        given += 1


def _source(excerpt: Excerpt, raster: Raster, frame: int) -> int:
    return math.floor((excerpt.first + frame) * excerpt.rate / raster.rate)


def _sized(picture: av.VideoFrame, raster: Raster) -> av.VideoFrame:
    if (picture.width, picture.height) == (raster.width, raster.height):
        return picture
    return media.picture_of(media.resized(media.frame_of(picture), (raster.width, raster.height)))


def join(
    target: Path,
    kind: Kind,
    raster: Raster,
    segments: Sequence[tuple[Path, int]],
    sound: Iterable["np.ndarray[Any, np.dtype[np.int16]]"],
    captions: Sequence[Text] = (),
    language: str = "",
) -> None:
    """Write segments, each with its number of frames, one behind the other beside blocks of sound in two channels."""
    form = FORMS[kind]
    options = muxing.Form(form.container, form.sound).options(raster.rate)
    with av.open(str(target), "w", format=form.container, options=options) as file, av.open(str(segments[0][0])) as one:
        shown = file.add_stream_from_template(one.streams.video[0])
        heard = muxing.sound_stream(file, form.sound)
        read = _text_stream(file, language) if captions else None
        file.start_encoding()
        streams = [_pictures(segments, shown, raster.rate), muxing.encoded_blocks(heard, sound)]
        if read is not None:
            streams.append(_texts(captions, read))
        for packet in heapq.merge(*streams, key=muxing.when):
            file.mux(packet)


def _text_stream(file: Any, language: str) -> Any:
    stream = file.add_stream("mov_text")
    stream.codec_context.subtitle_header = _HEADER
    stream.time_base = Fraction(1, 1000)
    if language:
        primary = language.partition("-")[0].lower()
        stream.metadata["language"] = primary if len(primary) == 3 else LANGUAGES.get(primary, "und")
    return stream


def _texts(captions: Sequence[Text], stream: Any) -> Iterator[AnyPacket]:
    for each in captions:
        written = each.text.encode()
        packet = Packet(len(written).to_bytes(2, "big") + written)
        packet.stream, packet.time_base = stream, Fraction(1, 1000)
        packet.pts = packet.dts = each.start
        packet.duration = each.end - each.start
        yield packet


def pictures(path: Path) -> int:
    """Return how many frames a segment has; media.Unreadable for what is none."""
    try:
        with av.open(str(path)) as file:
            if not file.streams.video:
                raise media.Unreadable(f"{path.name} holds no picture")
            return sum(1 for packet in file.demux(file.streams.video[0]) if packet.size)
    except av.FFmpegError as error:
        raise media.Unreadable(f"{path.name} is no whole segment") from error


def require_whole(path: Path, frames: int, samples: int) -> None:
    """Read a film back: media.Unreadable unless it has so many frames, and sound as long to the sample.

    Where the file says how long its sound is played that counts: AAC decodes to whole blocks, some of it padding.
    """
    with av.open(str(path)) as file:
        heard = file.streams.audio[0]
        if heard.duration is not None and heard.time_base is not None:
            length = round(heard.duration * heard.time_base * heard.rate)
        else:
            length = sum(frame.samples for frame in file.decode(heard))
    count = pictures(path)
    if (count, length) != (frames, samples):
        raise media.Unreadable(f"it has {count} frames and {length} samples, not {frames} and {samples}")


def _pictures(segments: Sequence[tuple[Path, int]], stream: Any, rate: Fraction) -> Iterator[AnyPacket]:
    """The packets of all segments on one clock; each frame is a packet, in the order in which it is shown."""
    at = 0
    for path, frames in segments:
        with av.open(str(path)) as file:
            number = 0
            for packet in file.demux(file.streams.video[0]):
                if not packet.size:
                    continue
                packet.time_base = 1 / rate
                packet.pts = packet.dts = at + number
                packet.duration = 1
                packet.stream = stream
                number += 1
                yield packet
        if number != frames:
            raise media.Unreadable(f"{path.name} has {number} frames, not {frames}")
        at += frames


def _clock(rate: Fraction) -> str:
    return str(rate.numerator * (1 if rate.numerator >= 1000 else 512))
