"""Edits go out and come back: OpenTimelineIO with all that we hold, EDL and FCPXML with all that they can."""

from dataclasses import replace
from fractions import Fraction
from uuid import UUID
from xml.etree.ElementTree import fromstring

import opentimelineio as otio
import pytest
from hypothesis import given, settings

from generation.cut import edl, fcpxml, timecode, timelines
from generation.cut.comparing import compared
from generation.cut.cut_list import CutClip, CutList, file_names, media_name
from generation.cut.reading import Form, read
from tests.generation.cut.making import EVERY_RATE, clip, cuts, film

NTSC = Fraction(30000, 1001)


def written(cut: CutList, form: Form) -> bytes:
    match form:
        case "otio":
            return timelines.write(cut).encode()
        case "edl":
            return edl.write(cut).encode()
        case "fcpxml":
            return fcpxml.write(cut)


def places(cut: CutList) -> list[tuple[str, int, int, int, int, int | None, int]]:
    """What every form keeps of a cut."""
    return [
        (one.name, one.record_in, one.record_out, one.source_in, one.source_out, one.take, one.dissolve)
        for one in cut.clips
    ]


@given(cut=cuts())
@settings(max_examples=60)
def test_opentimelineio_keeps_all_that_we_hold(cut: CutList) -> None:
    assert timelines.read(timelines.write(cut), cut.rate) == cut


@given(cut=cuts())
@settings(max_examples=60)
def test_fcpxml_keeps_the_cut_and_who_is_who(cut: CutList) -> None:
    form, back = read(written(cut, "fcpxml"), cut.rate)
    assert (form, back.title, back.start, back.drop_frame) == ("fcpxml", cut.title, cut.start, cut.drop_frame)
    lost = {"media_frames": 0, "media_rate": Fraction(0), "width": 0, "height": 0, "marks": ()}
    known = [replace(one, **lost) for one in cut.clips]  # type: ignore[arg-type]  # names of its own fields
    assert list(back.clips) == known


@given(cut=cuts())
@settings(max_examples=60)
def test_an_edl_keeps_the_cut(cut: CutList) -> None:
    form, back = read(written(cut, "edl"), cut.rate)
    assert (form, back.title, back.drop_frame) == ("edl", cut.title, cut.drop_frame)
    assert (back.start, places(back)) == (cut.start, places(cut))
    assert [one.media for one in back.clips] == [one.media for one in cut.clips]


@pytest.mark.parametrize("form", ["otio", "edl", "fcpxml"])
@pytest.mark.parametrize("rate", EVERY_RATE)
def test_what_comes_back_as_it_went_is_no_difference(rate: Fraction, form: Form) -> None:
    cut = film(48, -24, 61, 1, 4000, rate=rate, drop_frame=rate in timecode.DROPPING)
    _, back = read(written(cut, form), rate)
    assert compared(cut, back).is_empty


@pytest.mark.parametrize("form", ["otio", "edl", "fcpxml"])
def test_a_retime_comes_back(form: Form) -> None:
    cut = film(48, 48)
    fast = replace(cut.clips[1], source_in=10, source_out=106, media_frames=200)
    _, back = read(written(replace(cut, clips=(cut.clips[0], fast)), form), cut.rate)
    assert (back.clips[1].source_in, back.clips[1].source_out, back.clips[1].frames) == (10, 106, 48)
    assert [pair.ours.name for pair in compared(cut, back).retimed] == [fast.name]


@pytest.mark.parametrize("form", ["otio", "edl", "fcpxml"])
def test_a_dissolve_and_a_gap_of_a_person_come_back(form: Form) -> None:
    cut = film(48, 48, -12, 30)
    black = CutClip("", 96, 108, gap=UUID(int=7))
    dissolved = replace(cut.clips[1], dissolve=9)
    cut = replace(cut, clips=(cut.clips[0], dissolved, black, replace(cut.clips[3], dissolve=5)))
    _, back = read(written(cut, form), cut.rate)
    assert [(one.record_in, one.source_in, one.dissolve, one.is_gap) for one in back.clips] == [
        (0, 0, 0, False),
        (48, 0, 9, False),
        (96, 0, 0, True),
        (108, 0, 5, False),
    ]
    assert compared(cut, back).is_empty
    if form != "edl":
        assert back.clips[2].gap == UUID(int=7)


def test_a_dissolve_of_an_edl_has_both_its_clips() -> None:
    cut = film(48, 48)
    lines = edl.write(replace(cut, clips=(cut.clips[0], replace(cut.clips[1], dissolve=9)))).split("\r\n")
    assert lines[7:] == [
        "002  C0010010 V     C        00:00:02:00 00:00:02:00 01:00:02:00 01:00:02:00",
        "002  C0010020 V     D    009 00:00:00:00 00:00:02:00 01:00:02:00 01:00:04:00",
        "* FROM CLIP NAME: SC001_0010_take3.mkv",
        "* TO CLIP NAME: SC001_0020_take3.mkv",
        "* SHOT: SC001_0020 TAKE: 3",
        "",
    ]


def test_a_dissolve_around_its_cut_is_put_where_it_begins() -> None:
    """As other programs write them: a half on each side of the cut, out of frames that are not shown otherwise."""
    timeline = otio.adapters.read_from_string(timelines.write(film(48, 48)), "otio_json")
    track = timeline.video_tracks()[0]
    track[1].source_range = otio.opentime.TimeRange(otio.opentime.RationalTime(10, 24), track[1].source_range.duration)
    half = otio.opentime.RationalTime(6, 24)
    track.insert(1, otio.schema.Transition("Dissolve", "SMPTE_Dissolve", half, half))
    one, two = timelines.read(timeline.to_json_string(), Fraction(24)).clips
    assert (one.record_out, one.source_out) == (42, 42)
    assert (two.record_in, two.source_in, two.record_out, two.dissolve) == (42, 4, 96, 12)


def test_an_edl_is_laid_out_as_cmx_wants_it() -> None:
    start = timecode.read("00:58:59;28", NTSC, drop_frame=True)
    lines = edl.write(film(4, -2, 1800, rate=NTSC, start=start, drop_frame=True)).split("\r\n")
    assert lines[:2] == ["TITLE: The Ferry", "FCM: DROP FRAME"]
    assert lines[3:6] == [
        "001  C0010010 V     C        00:00:00;00 00:00:00;04 00:58:59;28 00:59:00;04",
        "* FROM CLIP NAME: SC001_0010_take3.mkv",
        "* SHOT: SC001_0010 TAKE: 3",
    ]
    assert lines[7:9] == [
        "002  BL       V     C        00:00:00;00 00:00:00;02 00:59:00;04 00:59:00;06",
        "* SHOT: SC001_0020",
    ]
    assert lines[10].endswith("00:00:00;00 00:01:00;02 00:59:00;06 01:00:00;06")
    assert edl.write(film(4)).split("\r\n")[1] == "FCM: NON-DROP FRAME"


def test_reels_have_eight_signs_and_are_another_for_each_file() -> None:
    alike = [clip(0, at, 1, name=name, media=name) for at, name in enumerate(("SC1010_0040", "SC2010_0040", "Ä", "Ö"))]
    reels = edl.reel_names(alike)
    assert len({*reels.values()}) == len(alike)
    assert all(0 < len(reel) <= 8 and reel.isalnum() and reel.isascii() for reel in reels.values())
    assert reels["SC1010_0040"] == "10100040"


def test_titles_and_names_cannot_make_lines_or_tags_of_their_own() -> None:
    sly = 'A\r\n002  X V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\u2028<b>&"\x01'
    cut = replace(film(2), title=sly, clips=(clip(0, 0, 2, name=sly, media="a&b<c>.mkv"),))
    for form in ("otio", "edl", "fcpxml"):
        assert len(read(written(cut, form), cut.rate)[1].clips) == 1


def test_opentimelineio_reads_what_we_write_as_its_own() -> None:
    cut = film(48, -24, 12, rate=NTSC)
    timeline = otio.adapters.read_from_string(timelines.write(cut), "otio_json")
    assert [type(one).__name__ for one in timeline.video_tracks()[0]] == ["Clip", "Gap", "Clip"]
    first = timeline.find_clips()[0]
    assert (first.name, first.media_reference.target_url) == ("SC001_0010", "SC001_0010_take3.mkv")
    assert first.metadata["continuity"]["take_id"] == str(UUID(int=1000))
    assert timeline.global_start_time.value == 108000
    assert timeline.duration().value == 84


ORDER = {
    "fcpxml": ("resources", "library"),
    "resources": ("format", "asset"),
    "library": ("event",),
    "event": ("project",),
    "project": ("sequence",),
    "sequence": ("spine",),
    "spine": ("asset-clip", "gap"),
    "asset": ("media-rep",),
    "asset-clip": ("timeMap", "metadata"),
    "gap": ("metadata",),
    "metadata": ("md",),
    "timeMap": ("timept",),
}
"""What of a document's elements stands in which, in its order, after the rules of FCPXML 1.10; of the spine in any."""
WANTED = {
    "format": {"id"},
    "asset": {"id"},
    "media-rep": {"src"},
    "sequence": {"format"},
    "asset-clip": {"ref"},
    "gap": {"duration"},
    "md": {"key"},
    "timept": {"time", "value"},
}
"""Attributes that must be there."""


@pytest.mark.parametrize("rate", EVERY_RATE)
def test_fcpxml_keeps_to_its_rules(rate: Fraction) -> None:
    cut = film(48, -24, 61, rate=rate, drop_frame=rate in timecode.DROPPING)
    fast = replace(cut.clips[0], source_out=96)
    document = fcpxml.write(replace(cut, clips=(fast, *cut.clips[1:])))
    assert document.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n<fcpxml version="1.10">')
    root = fromstring(document)
    ids = {one.attrib["id"] for one in root.iter() if "id" in one.attrib}
    for element in root.iter():
        order = ORDER.get(element.tag, ())
        stand = [order.index(child.tag) for child in element]
        assert stand == sorted(stand) or element.tag == "spine", element.tag
        assert WANTED.get(element.tag, set()) <= element.attrib.keys()
        assert {element.attrib[name] for name in ("ref", "format") if name in element.attrib} <= ids
        for name in ("offset", "duration", "start", "tcStart"):
            if name in element.attrib and element.tag != "asset":
                frames = Fraction(element.attrib[name].removesuffix("s")) * rate
                assert frames.denominator == 1, f"{element.tag} {name} lies between frames"


def test_clips_that_we_do_not_know_keep_what_they_are_called() -> None:
    _, back = read(
        b"TITLE: x\n001  AX V C 00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00\n* FROM CLIP NAME: stock.mov\n",
        Fraction(25),
    )
    assert back.clips == (CutClip("stock.mov", 0, 25, 0, 25, media="stock.mov"),)


@pytest.mark.parametrize("form", ["otio", "edl", "fcpxml"])
def test_codes_in_any_script_and_such_as_look_alike_come_back_with_files_of_their_own(form: Form) -> None:
    codes = ["Дом", "Лес", "夜 1", "a/1", "a_1", "A 1", "1.2", "1", "हिन्दी"]
    names = file_names(codes)
    clips = tuple(
        clip(number, number * 9, 9, name=code, media=media_name(names[code], 3, "mkv"))
        for number, code in enumerate(codes)
    )
    cut = replace(film(9), clips=clips)
    assert len({one.media.casefold() for one in clips}) == len(codes)
    _, back = read(written(cut, form), cut.rate)
    assert [one.media for one in back.clips] == [one.media for one in clips]
    bare = [CutClip(one.media, one.record_in, one.record_out, 0, 9, media=one.media) for one in back.clips]
    assert compared(cut, replace(back, clips=tuple(bare))).is_empty
