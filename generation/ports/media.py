"""Pictures as files: lossless masters, H.264 proxies, stills, and the digest of frames that names a clip."""

import hashlib
from collections.abc import Collection, Iterator
from fractions import Fraction
from io import BytesIO
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import av
import numpy as np
from av.codec.context import Flags
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream
from PIL import Image

if TYPE_CHECKING:
    from generation.ports.clip import Frame

GOP = 12
PREVIEW_WIDTH = 320
"""Pixels of the longer side."""
# Lossless H.264 in RGB: measured on drawn frames it takes a fifth of the time and a seventh of the bytes of FFV1.
_MASTER = {"preset": "ultrafast", "qp": "0", "g": "24"}
_PROXY = {
    "preset": "veryfast",
    "crf": "19",
    "profile": "high",
    "g": str(GOP),
    "keyint_min": str(GOP),
    "sc_threshold": "0",
    # No frame is ever shown out of coding order, so a seek lands on the frame it names.
    "bf": "0",
    "x264-params": "force-cfr=1:colorprim=bt709:transfer=bt709:colormatrix=bt709",
}
_PATIENT = {"preset": "medium", "crf": "30"}
# The same frames give the same file: no date, no random numbers of tracks and segments, no version of the writer.
_REPRODUCIBLE = {"fflags": "+bitexact"}
_READ_ONLY = {"format_whitelist": "matroska,mov,png_pipe,jpeg_pipe", "protocol_whitelist": "file"}
_BT709 = 1


def rate_text(rate: Fraction) -> str:
    """ "24" or "24000/1001", as rates are written everywhere."""
    return str(rate)


class Unreadable(Exception):
    """A file that is no picture in motion of a known format."""


class FramesDigest:
    """SHA-256 of what a clip shows: size, rate, count and the raw frames top-down, 3 bytes RGB a pixel."""

    def __init__(self, width: int, height: int, rate: Fraction, count: int) -> None:
        head = f"continuity/frames/1\n{width}x{height} {rate_text(rate)} {count} rgb24\n"
        self._sha = hashlib.sha256(head.encode())
        self._bytes = width * height * 3

    def update(self, frame: "Frame") -> None:
        """Add the next frame; raises ValueError for one of another size."""
        if frame.nbytes != self._bytes:
            raise ValueError(f"frame of {frame.nbytes} bytes where {self._bytes} were announced")
        self._sha.update(np.ascontiguousarray(frame).data)

    def digest(self) -> str:
        return "sha256:" + self._sha.hexdigest()


def still_content(frame: "Frame") -> str:
    """Content of a single picture: the digest of one frame at rate 1."""
    height, width, _ = frame.shape
    digest = FramesDigest(width, height, Fraction(1), 1)
    digest.update(frame)
    return digest.digest()


class VideoFile:
    """An open video file that takes frames one after the other."""

    def __init__(self, path: Path, container: str, options: dict[str, str]) -> None:
        self._file = av.open(str(path), "w", format=container, options={**_REPRODUCIBLE, **options})
        self._stream: VideoStream
        self._count = 0

    def add(self, frame: "Frame") -> None:
        self.add_picture(picture_of(frame))

    def add_picture(self, picture: VideoFrame) -> None:
        """Add a frame in the form that codecs take and give."""
        picture = self._prepare(picture)
        picture.pts = self._count
        picture.time_base = 1 / self._rate
        self._count += 1
        self._file.mux(self._stream.encode(picture))

    def _open(self, codec: str, size: tuple[int, int], rate: Fraction, pixels: str, options: dict[str, str]) -> None:
        self._rate = rate
        stream = self._file.add_stream(codec, rate=rate, options=options)
        assert isinstance(stream, VideoStream)
        self._stream = stream
        self._stream.width, self._stream.height = size
        self._stream.pix_fmt = pixels
        self._stream.codec_context.time_base = 1 / rate
        self._stream.codec_context.thread_count = 1
        self._stream.codec_context.flags |= Flags.bitexact

    def _prepare(self, picture: VideoFrame) -> VideoFrame:
        return picture

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._file.mux(self._stream.encode(None))
        finally:
            self._file.close()


class Master(VideoFile):
    """Lossless frames in Matroska: decodes to the very bytes that went in."""

    media_type = "video/x-matroska"

    def __init__(self, path: Path, size: tuple[int, int], rate: Fraction) -> None:
        super().__init__(path, "matroska", {})
        self._open("libx264rgb", size, rate, "rgb24", _MASTER)


class Proxy(VideoFile):
    """What players get: H.264 High, 4:2:0, constant rate, a key frame every 12, its index at the front.

    `patient` is one for which there is time: it is smaller, and a little softer.
    """

    media_type = "video/mp4"

    def __init__(self, path: Path, size: tuple[int, int], rate: Fraction, *, patient: bool = False) -> None:
        scale = str(rate.numerator * (1 if rate.numerator >= 1000 else 512))
        # One clock for track and film, and no edit list that would round the length to milliseconds.
        clock = {"video_track_timescale": scale, "movie_timescale": scale, "use_editlist": "0"}
        super().__init__(path, "mp4", {"movflags": "+faststart", **clock})
        self._open("libx264", size, rate, "yuv420p", {**_PROXY, **(_PATIENT if patient else {})})
        context = self._stream.codec_context
        context.color_primaries = context.color_trc = context.colorspace = _BT709
        context.color_range = ColorRange.MPEG

    def _prepare(self, picture: VideoFrame) -> VideoFrame:
        return picture.reformat(
            format="yuv420p",
            src_color_range=ColorRange.JPEG,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
        )


def read_pictures(path: Path) -> Iterator[VideoFrame]:
    """The frames of a video or still as its codec gives them; only known formats and local files are opened."""
    with av.open(str(path), options=_READ_ONLY) as file:
        stream = file.streams.video[0]
        stream.codec_context.thread_count = 1
        yield from file.decode(stream)


def write_small_proxy(path: Path, master: Path) -> None:
    """Write the proxy of a master with patience; Unreadable for what is no video."""
    size, rate, _ = measure(master)
    with Proxy(path, size, rate, patient=True) as proxy:
        for picture in read_pictures(master):
            proxy.add_picture(picture)


def stills(path: Path, wanted: Collection[int], widest: int | None = None) -> dict[int, bytes]:
    """Return frames of a video or a still, counted from zero, as JPEG; those that it does not have are missing.

    Where they are larger they are made to fit `widest` × `widest` pixels.
    """
    pictures: dict[int, bytes] = {}
    last = max(wanted, default=-1)
    for number, picture in enumerate(islice(read_pictures(path), last + 1)):
        if number in wanted:
            kept = BytesIO()
            image = Image.fromarray(frame_of(picture))
            if widest:
                image.thumbnail((widest, widest))
            image.save(kept, "JPEG", quality=90, subsampling=0)
            pictures[number] = kept.getvalue()
    return pictures


def frame_of(picture: VideoFrame) -> "Frame":
    """A frame in the form of codecs as height x width x 3 bytes RGB."""
    return np.asarray(picture.to_ndarray(format="rgb24"), np.uint8)


def picture_of(frame: "Frame") -> VideoFrame:
    """The reverse of `frame_of`."""
    return VideoFrame.from_ndarray(frame, format="rgb24")


def measure(path: Path) -> tuple[tuple[int, int], Fraction, int]:
    """Size, rate and number of frames of a video; raises `Unreadable` for anything else."""
    try:
        with av.open(str(path), options=_READ_ONLY) as file:
            stream = file.streams.video[0]
            count = sum(1 for packet in file.demux(stream) if packet.size)
            rate = stream.average_rate
            size = (stream.width, stream.height)
    except (av.FFmpegError, IndexError) as error:
        raise Unreadable(f"{path.name} is no video of a known format") from error
    if not rate or not count:
        raise Unreadable(f"{path.name} holds no frames")
    return size, exact_rate(rate), count


def exact_rate(rate: Fraction) -> Fraction:
    """The broadcast rate behind a measured one: containers that count in milliseconds only come near 24000/1001."""
    whole = round(rate)
    candidates = (Fraction(whole), Fraction(whole * 1000, 1001))
    nearest = min(candidates, key=lambda candidate: abs(candidate - rate))
    return nearest if abs(nearest - rate) < Fraction(1, 200) else rate


def read_still(path: Path) -> "Frame":
    """One picture as height x width x 3 bytes RGB; raises OSError for what is no PNG or JPEG."""
    with Image.open(path, formats=("PNG", "JPEG")) as image:
        return np.asarray(image.convert("RGB"))


def write_png(path: Path, frame: "Frame") -> None:
    Image.fromarray(frame).save(path, "PNG", compress_level=4)


def write_jpeg(path: Path, frame: "Frame") -> None:
    Image.fromarray(frame).save(path, "JPEG", quality=90, subsampling=0)


def preview(frame: "Frame") -> bytes:
    """A small JPEG of a frame, for those who wait for the whole."""
    image = Image.fromarray(frame)
    image.thumbnail((PREVIEW_WIDTH, PREVIEW_WIDTH), Image.Resampling.BILINEAR)
    kept = BytesIO()
    image.save(kept, "JPEG", quality=70)
    return kept.getvalue()


def resized(frame: "Frame", size: tuple[int, int]) -> "Frame":
    """The picture cut to the shape of `size` around its middle and scaled to it."""
    height, width, _ = frame.shape
    if (width, height) == size:
        return frame
    cover = max(size[0] / width, size[1] / height)
    wide, tall = size[0] / cover, size[1] / cover
    box = ((width - wide) / 2, (height - tall) / 2, (width + wide) / 2, (height + tall) / 2)
    return np.asarray(Image.fromarray(frame).resize(size, Image.Resampling.LANCZOS, box=box))
