"""Captions in the picture of a film: there while they are shown, and nowhere else; all but their box is untouched."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from generation.cut.cut_list import CutList
from generation.cut.film import cut_list
from generation.delivery.burning import Burnt, burnt, laid
from generation.delivery.exporting import export
from generation.delivery.exports import ExportRequest
from generation.planning.film_captions import cues_over
from generation.ports import films
from generation.ports.films import Excerpt, Raster
from generation.ports.work import Refusing
from generation.sheets import captions
from tests.generation.delivery.test_exporting import bytes_of, film, ida  # noqa: F401  # fixtures
from tests.generation.filming import Film
from tests.support.web import Api, code, data

SIZE = Raster(320, 180, Fraction(24))


def pictures(path: Path) -> list[Any]:
    with av.open(str(path)) as file:
        return [frame.to_ndarray(format="rgb24") for frame in file.decode(video=0)]


@pytest.mark.parametrize("position", ["bottom", "top"])
def test_a_caption_is_there_in_its_frames_and_touches_its_box_alone(tmp_path: Path, position: Any) -> None:
    drawn = captions.drawn(("MARA: It is late.", "Come in."), position, SIZE.width, SIZE.height)
    height, width, _ = drawn.picture.shape
    over = (films.Laid(2, 5, drawn.picture, drawn.left, drawn.top),)
    for name, excerpt in (("plain", Excerpt(None, 8, SIZE.rate)), ("read", Excerpt(None, 8, SIZE.rate, over=over))):
        films.encode(tmp_path / f"{name}.mkv", "ffv1", SIZE, excerpt)
    plain, read = pictures(tmp_path / "plain.mkv"), pictures(tmp_path / "read.mkv")
    for number, (before, after) in enumerate(zip(plain, read, strict=True)):
        box = np.zeros(before.shape[:2], bool)
        box[drawn.top : drawn.top + height, drawn.left : drawn.left + width] = True
        assert np.array_equal(before[~box], after[~box])
        assert (after[box].max() > 240) == (2 <= number < 5)
    edge = round(SIZE.height * 0.05)
    assert edge - 3 <= drawn.top and drawn.top + height <= SIZE.height - edge + 3
    assert (drawn.top < SIZE.height / 2) == (position == "top")
    assert abs(drawn.left + width / 2 - SIZE.width / 2) < 2


def test_a_line_that_is_too_long_gets_smaller_and_stays_within_the_picture() -> None:
    short, long = (captions.drawn((text,), "bottom", 640, 360) for text in ("It is late.", "It is late. " * 7))
    assert long.picture.shape[0] < short.picture.shape[0] * 2
    assert long.left >= 640 * 0.05 - 3 and long.left + long.picture.shape[1] <= 640 * 0.95 + 3


def test_what_is_read_from_right_to_left_ends_on_the_left() -> None:
    """The full stop is the lowest and smallest of what stands at the end of the line."""
    ink = [captions.drawn((text,), "bottom", 640, 360).picture[..., :3].max(axis=2) > 200 for text in ("שלום", "שלום.")]
    plain, stopped = (np.flatnonzero(each.any(axis=0)) for each in ink)
    assert np.ptp(stopped) > np.ptp(plain)
    first = stopped[0]
    assert np.flatnonzero(ink[1][:, first]).min() > ink[1].shape[0] * 0.5, "the leftmost ink is low: a full stop"


def test_letters_that_no_font_has_are_refused_by_name() -> None:
    with pytest.raises(captions.Unwritable, match="\U00012000"):
        captions.drawn(("\U00012000",), "bottom", 320, 180)


@pytest.mark.django_db
def test_a_film_with_burnt_captions_differs_where_one_is_read_and_is_kept_beside_the_other(
    film: Film,  # noqa: F811
    tmp_path: Path,
) -> None:
    def frames(name: str, **asked: Any) -> tuple[Any, list[Any]]:
        made = export(film.by.ids(), film.log, ExportRequest("ffv1", **asked), lambda *_: None)
        path = tmp_path / f"{name}.mkv"
        path.write_bytes(bytes_of(made.film.digest))
        return made, pictures(path)

    (first, plain), (second, read) = frames("plain"), frames("read", burnt="en")
    cut: CutList = cut_list(film.log)
    cues = cues_over(film.log, "en")
    shown = {
        clip.record_in + number
        for clip in cut.clips
        for each in burnt(clip, cues, cut.rate)
        for number in range(each.first, each.last)
    }
    assert 0 < len(shown) < len(plain)
    assert {number for number, pair in enumerate(zip(plain, read, strict=True)) if not np.array_equal(*pair)} == shown
    changed = sum(bool(burnt(clip, cues, cut.rate)) for clip in cut.clips)
    assert (first.encoded, second.encoded) == (len(cut.clips), changed), "stretches without a caption are the same"
    assert frames("again", burnt="en")[0].encoded == 0
    half = (1000 / cut.rate) / 2
    assert all(
        any(cue.start_ms - half <= number * 1000 / cut.rate < cue.end_ms + half for cue in cues) for number in shown
    )


@pytest.mark.django_db
def test_only_captions_that_there_are_can_be_burnt_in(film: Film, ida: Api) -> None:  # noqa: F811
    reply = ida.send("POST", f"productions/{film.log}/cut/files/", {"burnt": "de"})
    assert (reply.status_code, code(reply)) == (404, "not-found")
    assert "There are some in en" in data(reply)["detail"]


def test_captions_that_cannot_be_drawn_are_refused_in_words() -> None:
    with pytest.raises(Refusing, match="cannot be burnt in: no font here has"):
        laid(Burnt(0, 1, ("\U00012000",), "bottom"), SIZE)
