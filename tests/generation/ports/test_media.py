"""Files of pictures: lossless where they must be, exact in rate and count, closed to what is no picture."""

import hashlib
import struct
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from generation.ports import media

Frame = NDArray[np.uint8]
SIZE = (96, 64)
RATES = [Fraction(24), Fraction(25), Fraction(24000, 1001), Fraction(30000, 1001), Fraction(60), Fraction(1)]
BROADCAST = [Fraction(24), Fraction(25), Fraction(24000, 1001), Fraction(30)]


def frames_of(path: Path) -> Iterator[Frame]:
    """The frames that a file decodes to."""
    return map(media.frame_of, media.read_pictures(path))


def noise(count: int = 30) -> list[Frame]:
    """Frames that no codec can guess."""
    chance = np.random.default_rng(7)
    return [chance.integers(0, 256, (SIZE[1], SIZE[0], 3), np.uint8) for _ in range(count)]


def write(
    kind: type[media.Master] | type[media.Proxy], path: Path, frames: list[Frame], rate: Fraction = Fraction(24)
) -> Path:
    with kind(path, SIZE, rate) as film:
        for frame in frames:
            film.add(frame)
    return path


def test_a_master_decodes_to_the_very_bytes_that_went_in(tmp_path: Path) -> None:
    frames = noise()
    back = list(frames_of(write(media.Master, tmp_path / "m.mkv", frames)))
    assert len(back) == len(frames)
    assert all(np.array_equal(a, b) for a, b in zip(frames, back, strict=True))


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("count", [1, 2, 30])
def test_a_proxy_has_the_exact_rate_and_every_frame_in_its_place(tmp_path: Path, rate: Fraction, count: int) -> None:
    with av.open(str(write(media.Proxy, tmp_path / "p.mp4", noise(count), rate))) as file:
        stream = file.streams.video[0]
        assert (stream.average_rate, stream.frames, stream.start_time) == (rate, count, 0)
        assert (stream.duration or 0) * (stream.time_base or 0) == count / rate
        times = [(frame.pts or 0) * (frame.time_base or 0) for frame in file.decode(stream)]
    assert times == [number / rate for number in range(count)]


@pytest.mark.parametrize("rate", BROADCAST, ids=str)
def test_in_a_proxy_of_more_than_a_minute_no_frame_drifts(tmp_path: Path, rate: Fraction) -> None:
    count = int(rate * 65)
    path = tmp_path / "long.mp4"
    with media.Proxy(path, (64, 36), rate) as film:
        for number in range(count):
            film.add(np.full((36, 64, 3), number % 200, np.uint8))
    with av.open(str(path)) as file:
        shown = [
            ((frame.pts or 0) * (frame.time_base or 0), frame.to_ndarray()[0, 0]) for frame in file.decode(video=0)
        ]
    assert [time for time, _ in shown] == [number / rate for number in range(count)]
    assert [round((int(luma) - 16) * 255 / 219) for _, luma in shown[-50:]] == pytest.approx(
        [number % 200 for number in range(count)][-50:], abs=3
    )


def test_a_proxy_says_its_length_exactly_and_edits_nothing_out(tmp_path: Path) -> None:
    data = write(media.Proxy, tmp_path / "p.mp4", noise(7), Fraction(24000, 1001)).read_bytes()
    assert b"elst" not in data
    scale, length = struct.unpack_from(">II", data, data.index(b"mvhd") + 16)
    assert Fraction(length, scale) == 7 / Fraction(24000, 1001)


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_a_master_is_measured_as_it_was_written(tmp_path: Path, rate: Fraction) -> None:
    assert media.measure(write(media.Master, tmp_path / "m.mkv", noise(10), rate)) == (SIZE, rate, 10)


def test_a_proxy_is_what_players_and_seeks_need(tmp_path: Path) -> None:
    path = write(media.Proxy, tmp_path / "p.mp4", noise(30))
    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        assert (stream.codec_context.name, stream.profile, stream.pix_fmt) == ("h264", "High", "yuv420p")
        assert (stream.color_primaries, stream.color_trc, stream.colorspace, stream.color_range) == (1, 1, 1, 1)
        packets = [packet for packet in file.demux(stream) if packet.size]
    assert [at for at, packet in enumerate(packets) if packet.is_keyframe] == [0, 12, 24]
    assert all(packet.pts == packet.dts for packet in packets)
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_a_proxy_keeps_the_colours(tmp_path: Path) -> None:
    red = np.full((SIZE[1], SIZE[0], 3), (200, 40, 30), np.uint8)
    shown = next(iter(frames_of(write(media.Proxy, tmp_path / "p.mp4", [red] * 3))))
    assert np.abs(shown.astype(int) - red).max() < 8


def test_the_digest_is_the_documented_one() -> None:
    frames = noise(2)
    digest = media.FramesDigest(*SIZE, Fraction(24000, 1001), 2)
    for frame in frames:
        digest.update(frame)
    said = b"continuity/frames/1\n96x64 24000/1001 2 rgb24\n" + frames[0].tobytes() + frames[1].tobytes()
    assert digest.digest() == "sha256:" + hashlib.sha256(said).hexdigest()


def test_the_digest_refuses_a_frame_of_another_size() -> None:
    with pytest.raises(ValueError, match="announced"):
        media.FramesDigest(10, 10, Fraction(24), 1).update(noise(1)[0])


@pytest.mark.parametrize("text", [b"", b"#EXTM3U\n/etc/passwd\n", b"ffconcat version 1.0\nfile x\n", b"<svg/>"])
def test_what_is_no_picture_is_not_opened(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "frames.mp4"
    path.write_bytes(text)
    with pytest.raises(media.Unreadable):
        media.measure(path)
    with pytest.raises(OSError, match="cannot identify"):
        media.read_still(path)


def test_a_png_comes_back_as_it_was(tmp_path: Path) -> None:
    frame = noise(1)[0]
    media.write_png(tmp_path / "k.png", frame)
    assert np.array_equal(media.read_still(tmp_path / "k.png"), frame)


@pytest.fixture
def wide() -> Iterator[Frame]:
    yield np.zeros((64, 200, 3), np.uint8)


def test_a_picture_of_another_shape_is_cut_to_fit(wide: Frame) -> None:
    assert media.resized(wide, SIZE).shape == (64, 96, 3)


@pytest.mark.parametrize("kind", [media.Master, media.Proxy])
def test_the_same_frames_give_the_same_file(tmp_path: Path, kind: type[media.Master] | type[media.Proxy]) -> None:
    """Of any two writers: neither the hour, nor chance, nor the writer's version stands in it."""
    first, second = (write(kind, tmp_path / name, noise(5)).read_bytes() for name in ("a", "b"))
    assert first == second
    assert not any(said in first for said in (b"Lavf6", b"Lavc", b"\x44\x61\x88"))
