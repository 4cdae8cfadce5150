"""The edits that an edit made elsewhere comes to: none of what comes back as it went, and no more than it does."""

from dataclasses import replace
from uuid import UUID

import opentimelineio as otio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opentimelineio.opentime import RationalTime, TimeRange

from generation.cut import timelines
from generation.cut.applying import edits_of
from generation.cut.comparing import compared
from generation.cut.cut_list import CutClip, CutList
from generation.cut.reading import Form, read
from productions.domain.cut_edits import DissolveEdit, Edit, InsertEdit, ResizeEdit, TrimEdit
from tests.generation.cut.making import cuts, film
from tests.generation.cut.test_round_trips import written

BLACK = UUID(int=77)
FORMS: tuple[Form, ...] = ("otio", "edl", "fcpxml")


def told(ours: CutList, theirs: CutList) -> list[Edit]:
    return edits_of(ours, theirs, compared(ours, theirs))


def with_black(cut: CutList, at: int, frames: int) -> CutList:
    """A cut with black that somebody put in front of the clip of a number."""
    before, behind = cut.clips[:at], cut.clips[at:]
    start = before[-1].record_out if before else 0
    later = (replace(one, record_in=one.record_in + frames, record_out=one.record_out + frames) for one in behind)
    return replace(cut, clips=(*before, CutClip("", start, start + frames, gap=BLACK), *later))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_black_beside_a_shot_without_a_take_comes_back_as_it_went(at: int, form: Form) -> None:
    cut = with_black(film(48, -24, 30), at, 12)
    assert told(cut, read(written(cut, form), cut.rate)[1]) == []


@pytest.mark.parametrize("form", FORMS)
def test_the_first_shot_is_dissolved_into_from_nothing(form: Form) -> None:
    cut = film(48, 30)
    fading = replace(cut, clips=tuple(replace(one, dissolve=12) for one in cut.clips))
    assert told(cut, read(written(fading, form), cut.rate)[1]) == [DissolveEdit(UUID(int=2), 12)]


def test_what_lies_over_a_filler_is_no_black() -> None:
    """A title on a track of its own, behind a gap that only brings it to its place."""
    cut = film(48, 30)
    timeline = otio.adapters.read_from_string(timelines.write(cut), "otio_json")
    above = otio.schema.Track("V2", kind="Video")
    above.append(otio.schema.Gap(source_range=span(50)))
    above.append(otio.schema.Clip("Title", source_range=span(10)))
    timeline.tracks.append(above)
    assert told(cut, timelines.read(timeline.to_json_string(), cut.rate)) == []


def span(frames: int) -> TimeRange:
    return TimeRange(RationalTime(0, 24), RationalTime(frames, 24))


def test_of_a_gap_with_clips_over_it_what_they_leave_is_black() -> None:
    document = b"""<fcpxml version="1.10"><sequence><spine><video name="SC001_0010" duration="2s"/><gap duration="3s">
    <spine lane="1" offset="1s"><gap duration="1s"/><video name="SC001_0020" duration="1s"/></spine></gap>
    </spine></sequence></fcpxml>"""
    cut = film(48, 24)
    assert told(cut, read(document, cut.rate)[1]) == [InsertEdit(UUID(int=1), 48)]
    covered = document.replace(b'<gap duration="1s"/>', b'<video name="a" duration="1s"/>').replace(b'"3s"', b'"2s"')
    covered = covered.replace(b'offset="1s"', b'offset="0s"')
    assert told(cut, read(covered, cut.rate)[1]) == []


def edl_of(*events: str) -> bytes:
    """Events of takes, each a name and the seconds at which it begins and ends in the film."""
    lines = list[str]()
    for number, event in enumerate(events, 1):
        name, first, last = event.split()
        length = int(last) - int(first)
        lines.append(
            f"{number:03d}  AX V C 00:00:00:00 00:00:{length:02d}:00 01:00:{first:>02}:00 01:00:{last:>02}:00\n"
            f"* FROM CLIP NAME: {name}"
        )
    return "\n".join(lines).encode()


def test_time_that_no_event_of_an_edl_covers_is_black() -> None:
    cut = film(48, 24)
    theirs = read(edl_of("SC001_0010 0 2", "SC001_0020 5 6"), cut.rate)[1]
    assert told(cut, theirs) == [InsertEdit(UUID(int=1), 72)]


def test_black_of_which_an_edit_says_nothing_is_that_of_shots_without_a_take() -> None:
    cut = with_black(film(48, -24, 24), 2, 24)
    told_of = {
        ("SC001_0010 0 2", "SC001_0030 4 5"): [],
        ("SC001_0010 0 2", "SC001_0030 6 7"): [ResizeEdit(BLACK, 72)],
        ("SC001_0010 0 2", "SC001_0030 3 4"): [ResizeEdit(BLACK, 0)],
    }
    for events, edits in told_of.items():
        assert told(cut, read(edl_of(*events), cut.rate)[1]) == edits
    before = with_black(film(48, -24, 24), 1, 24)
    assert told(before, read(edl_of("SC001_0010 0 2", "SC001_0030 4 5"), cut.rate)[1]) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_gap_that_stays_where_it_was_keeps_its_dissolves(form: Form) -> None:
    one, two, three = film(48, 30, 30).clips
    black = CutClip("", 48, 68, gap=BLACK, dissolve=6)
    two, three = (
        replace(each, record_in=each.record_in + 20, record_out=each.record_out + 20, dissolve=dissolve)
        for each, dissolve in ((two, 5), (three, 0))
    )
    cut = replace(film(48), clips=(one, black, two, three))
    assert told(cut, read(written(cut, form), cut.rate)[1]) == []
    later = with_black(cut, 3, 12)
    named = replace(later, clips=tuple(replace(each, gap=None) if each.name == "" else each for each in later.clips))
    expected: list[Edit] = [InsertEdit(two.shot, 12)]
    assert told(cut, read(written(named, form), cut.rate)[1]) == expected
    plain = replace(cut, clips=tuple(replace(each, dissolve=0) for each in cut.clips))
    edits = told(plain, read(written(cut, form), cut.rate)[1])
    assert [each for each in edits if not isinstance(each, TrimEdit)] == [
        DissolveEdit(UUID(int=2), 5),
        ResizeEdit(BLACK, 25),
        DissolveEdit(BLACK, 6),
    ]


@given(cut=cuts(), at=st.integers(0, 12), frames=st.integers(1, 90))
@settings(max_examples=40)
def test_any_cut_that_comes_back_as_it_went_comes_to_no_edit(cut: CutList, at: int, frames: int) -> None:
    black = with_black(cut, min(at, len(cut.clips)), frames)
    for form in FORMS:
        assert told(black, read(written(black, form), cut.rate)[1]) == []
