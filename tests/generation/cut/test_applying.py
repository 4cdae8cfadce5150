"""The edits that an edit made elsewhere comes to: none of what comes back as it went, and no more than it does."""

from dataclasses import replace
from uuid import UUID

import pytest

from generation.cut.applying import edits_of
from generation.cut.comparing import compared
from generation.cut.cut_list import CutClip, CutList
from generation.cut.reading import Form, read
from productions.domain.cut_edits import DissolveEdit, Edit
from tests.generation.cut.making import film
from tests.generation.cut.test_round_trips import written

BLACK = UUID(int=77)


def told(ours: CutList, theirs: CutList) -> list[Edit]:
    return edits_of(ours, theirs, compared(ours, theirs))


def with_black(cut: CutList, at: int, frames: int) -> CutList:
    """A cut with black that somebody put in front of the clip of a number."""
    before, behind = cut.clips[:at], cut.clips[at:]
    start = before[-1].record_out if before else 0
    later = (replace(one, record_in=one.record_in + frames, record_out=one.record_out + frames) for one in behind)
    return replace(cut, clips=(*before, CutClip("", start, start + frames, gap=BLACK), *later))


@pytest.mark.parametrize("form", ["otio", "edl", "fcpxml"])
@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_black_beside_a_shot_without_a_take_comes_back_as_it_went(at: int, form: Form) -> None:
    cut = with_black(film(48, -24, 30), at, 12)
    assert told(cut, read(written(cut, form), cut.rate)[1]) == []


@pytest.mark.parametrize("form", ["otio", "edl", "fcpxml"])
def test_the_first_shot_is_dissolved_into_from_nothing(form: Form) -> None:
    cut = film(48, 30)
    fading = replace(cut, clips=tuple(replace(one, dissolve=12) for one in cut.clips))
    assert told(cut, read(written(fading, form), cut.rate)[1]) == [DissolveEdit(UUID(int=2), 12)]
