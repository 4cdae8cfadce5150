"""The cut of a film as an edit list: the takes in use or the approved ones, now and as it was."""

from dataclasses import replace
from fractions import Fraction

import pytest

from events import sequencer, store
from generation import queries
from generation.cut.cut_list import NothingToCut
from generation.cut.film import LongerThanADay, cut_list, timed
from generation.domain.captioning.document import Captions, Cue
from generation.planning.cut import cut
from generation.planning.film_captions import placed
from productions import commands
from productions.commands import Target
from productions.refusals import NotFound
from tests.generation.filming import Film
from tests.support.making import context, production


def position(film: Film) -> int:
    """The position of the log once all is numbered."""
    sequencer.step()
    return store.head(film.log)


def takes(film: Film, *asked: object, **options: object) -> list[tuple[str, int | None]]:
    """The shots of the cut with the numbers of their takes."""
    return [(clip.name, clip.take) for clip in cut_list(film.log, *asked, **options).clips]  # type: ignore[arg-type]  # passed on


def take_of(film: Film, shot: str) -> object:
    """The id of the take in use of a shot."""
    return next(clip.take_id for clip in cut_list(film.log).clips if clip.shot == film.shots[shot])


def test_the_takes_in_use_stand_in_film_order_with_gaps_for_the_others(film: Film) -> None:
    film.make("one", "three")
    found = cut_list(film.log)
    assert (found.title, found.rate, found.start, found.drop_frame) == ("The Ferry", Fraction(24), 86400, False)
    one, two, three = found.clips
    assert [(one.take, one.media), (two.take, two.media)] == [(1, "SC010_0010_take1.mkv"), (None, "")]
    assert [(each.record_in, each.record_out) for each in found.clips] == [(0, 2), (2, 4), (4, 6)]
    assert (one.shot, one.scene, one.media_frames, one.media_rate) == (film.shots["one"], "SC010", 2, Fraction(24))
    assert (one.width, one.height) == (128, 72)
    shown = cut(film.log)
    assert [clip.take_id for clip in shown.clips] == [one.take_id, None, three.take_id]
    assert shown.frames == found.frames
    take = shown.clips[0].take
    assert take is not None
    assert (one.content, one.digest) == (take.content, next(a.digest for a in take.artifacts if a.role == "master"))


def test_only_approved_takes_stand_where_these_are_asked_for(film: Film) -> None:
    film.make("one", "two")
    with pytest.raises(NothingToCut, match="approved"):
        cut_list(film.log, "approved")
    commands.approve_take(film.by, film.log, take_of(film, "one"))  # type: ignore[arg-type]  # an id
    commands.change_shot(film.by, film.log, film.shots["one"], {"description": "Another quay."})
    film.make("one", include_approved=True)
    assert takes(film, "approved") == [("SC010_0010", 1), ("SC010_0020", None), ("SC020_0010", None)]


def test_a_cut_of_before_stands_as_it_was(film: Film) -> None:
    film.make("one")
    before = position(film)
    first = cut_list(film.log)
    commands.change_shot(film.by, film.log, film.shots["one"], {"description": "Another quay."})
    commands.set_parameter(film.by, film.log, Target("production", film.log), "frame_rate", "25")
    film.make()
    assert takes(film) == [("SC010_0010", 2), ("SC010_0020", 1), ("SC020_0010", 1)]
    then = cut_list(film.log, "in-use", before)
    assert (then.clips, then.rate, then.position) == (first.clips, first.rate, before)


def test_a_take_at_another_rate_plays_as_long_as_it_does(film: Film) -> None:
    film.make("one")
    commands.set_parameter(film.by, film.log, Target("production", film.log), "frame_rate", "48")
    clip = cut_list(film.log).clips[0]
    assert (clip.frames, clip.source_frames, clip.media_frames, clip.media_rate) == (4, 4, 2, Fraction(24))


def test_where_nothing_stands_it_says_so(film: Film) -> None:
    with pytest.raises(NothingToCut, match="No shot has a take yet"):
        cut_list(film.log)
    empty = production(context(), script=None)
    with pytest.raises(NotFound, match="no shots"):
        cut_list(empty)
    with pytest.raises(NotFound, match="did not exist"):
        cut_list(film.log, "in-use", 0)
    film.make("one")
    with pytest.raises(LongerThanADay):
        timed(cut_list(film.log, start="23:59:59:23"))
    with pytest.raises(ValueError, match="there is no"):
        cut_list(film.log, start="01:00:00:24")
    with pytest.raises(ValueError, match="nothing is dropped at 24"):
        cut_list(film.log, drop_frame=True)


def test_drop_frame_is_counted_where_the_rate_has_it(film: Film) -> None:
    commands.set_parameter(film.by, film.log, Target("production", film.log), "frame_rate", "30000/1001")
    film.make("one")
    found = cut_list(film.log)
    assert (found.drop_frame, found.start) == (True, 107892)
    assert (cut_list(film.log, drop_frame=False).drop_frame, cut_list(film.log, drop_frame=False).start) == (
        False,
        108000,
    )


def test_a_first_timecode_that_drop_frame_leaves_out_begins_at_the_next(film: Film) -> None:
    commands.set_parameter(film.by, film.log, Target("production", film.log), "frame_rate", "30000/1001")
    commands.set_parameter(film.by, film.log, Target("production", film.log), "first_timecode", "01:01:00:00")
    film.make("one")
    assert cut_list(film.log).start == cut_list(film.log, start="01:01:00:02").start
    assert cut_list(film.log, drop_frame=False).start == 61 * 60 * 30
    with pytest.raises(ValueError, match="dropped"):
        cut_list(film.log, start="01:01:00:00")


def test_of_several_approved_takes_the_one_in_the_language_of_the_film_is_cut(film: Film) -> None:
    film.make("one")
    commands.approve_take(film.by, film.log, take_of(film, "one"))  # type: ignore[arg-type]  # an id
    commands.set_parameter(film.by, film.log, Target("production", film.log), "language", "de")
    commands.change_shot(film.by, film.log, film.shots["one"], {"description": "Another quay."})
    film.make("one", include_approved=True)
    newest = queries.takes(film.log, film.shots["one"])[0]
    commands.approve_take(film.by, film.log, newest.id)
    assert takes(film, "approved")[0] == ("SC010_0010", 2)
    commands.set_parameter(film.by, film.log, Target("production", film.log), "language", "en")
    assert takes(film, "approved")[0] == ("SC010_0010", 1)


def test_a_take_at_another_rate_lasts_as_long_wherever_the_film_is_shown(film: Film) -> None:
    film.make("one")
    commands.set_parameter(film.by, film.log, Target("production", film.log), "frame_rate", "48")
    edit, shown = cut_list(film.log), cut(film.log)
    assert [(clip.start, clip.frames) for clip in shown.clips] == [(one.record_in, one.frames) for one in edit.clips]
    assert (shown.clips[0].frames, shown.clips[0].count, shown.clips[0].rate) == (4, 2, "24")
    said = Captions("en", (Cue(10, 40, ("So.",)), Cue(50, 90, ("It is.",))))
    times = [(each.start_ms, each.end_ms) for each in placed(shown, replace(shown.clips[0], start=48), said)]
    assert times == [(1010, 1040), (1050, 1083)]
    trimmed = replace(shown.clips[0], start=48, first=1, frames=2)
    times = [(each.start_ms, each.end_ms) for each in placed(shown, trimmed, said)]
    assert times == [(1000, 1019), (1029, 1041)], "at 48 a second one frame is 21 ms"
