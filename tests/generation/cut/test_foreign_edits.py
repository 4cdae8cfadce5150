"""Edits from elsewhere, and what is none: read as they are meant, or refused in words; never anything else."""

import json
from fractions import Fraction
from typing import Any

import opentimelineio as otio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opentimelineio.opentime import RationalTime, TimeRange

from generation.cut import edl, fcpxml, timelines
from generation.cut.cut_list import CutList, UnreadableEdit
from generation.cut.reading import read
from tests.generation.cut.making import film

RATE = Fraction(25)


def places(cut: CutList) -> list[tuple[str, int, int, int, int]]:
    return [(one.name, one.record_in, one.record_out, one.source_in, one.source_out) for one in cut.clips]


def refused(document: bytes) -> str:
    with pytest.raises(UnreadableEdit) as caught:
        read(document, RATE)
    assert caught.value.status == 400
    return caught.value.detail


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"Dear editor, the cut is attached.", "no edit list"),
        (b"\x00\x01\x02PNG", "no text"),
        (b"{", "no JSON"),
        (b"{}", "OTIO_SCHEMA"),
        (b'{"OTIO_SCHEMA": "Clip.2"}', "timeline|cannot read"),
        (b'{"OTIO_SCHEMA": "Timeline.1"}', "no clip|cannot read"),
        (b'{"OTIO_SCHEMA": "Nonsense.99", "a": 1}', "no timeline"),
        (b'{"OTIO_SCHEMA": 3}', "timeline|cannot read"),
        (b'{"OTIO_SCHEMA": "Timeline.1", "tracks": 3}', "cannot"),
        (
            b'{"OTIO_SCHEMA": "Timeline.1", "tracks": null, "name": "", "metadata": {}}',
            "none of",
        ),
        (b'{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}", "too deeply"),
        (b"<", "not well-formed"),
        (b"<fcpxml version='1.10'/>", "no sequence"),
        (b"<fcpxml><sequence/></fcpxml>", "no sequence"),
        (b"<fcpxml><sequence><spine/></sequence></fcpxml>", "is empty"),
        (b"<xmeml version='5'/>", "Final Cut Pro 7"),
        (b"<html><body/></html>", "no FCPXML"),
        (b"<a>" * 5000 + b"</a>" * 5000, "too deeply"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><fcpxml>&b;</fcpxml>', "entities"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><fcpxml>&b;</fcpxml>', "entities"),
        (b"<fcpxml><sequence><spine><gap duration='1/0s'/></spine></sequence></fcpxml>", "no time"),
        (b"<fcpxml><sequence><spine><gap duration='x'/></spine></sequence></fcpxml>", "no time"),
        (
            b"<fcpxml><sequence><spine><gap duration='999999999999999999s'/></spine></sequence></fcpxml>",
            "longer than any",
        ),
        (b"001  A V C 00:00:00:25 00:00:01:00 00:00:00:00 00:00:01:00", "Event 001"),
        (b"001  A V C 00:00:02:00 00:00:01:00 00:00:00:00 00:00:01:00", "before it begins"),
        (b"001  A V C 00:00:00;00 00:00:01;00 00:00:00;00 00:00:01;00", "drop frame"),
        (b"FCM: DROP FRAME\n001  A V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00", "drop frame"),
        (b"001  A A C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00", "no event"),
    ],
)
def test_what_is_no_edit_is_refused_in_words(document: bytes, words: str) -> None:
    assert any(word in refused(document) for word in words.split("|"))


@pytest.mark.parametrize("value", [1e400, -1e400, 1e18, "x", None, [], {}])
@pytest.mark.parametrize("name", ["rate", "value"])
def test_times_that_are_none_are_refused(name: str, value: Any) -> None:
    whole = json.loads(timelines.write(film(10)))
    whole["tracks"]["children"][0]["children"][0]["source_range"]["duration"][name] = value
    document = json.dumps(whole).replace("Infinity", "1e999").encode()
    try:
        read(document, RATE)
    except UnreadableEdit as error:
        assert error.detail


@given(document=st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_are_read_or_refused(document: bytes) -> None:
    for beginning in (b"", b"<fcpxml>", b'{"OTIO_SCHEMA":', b"TITLE: x\n001  A V C 00:00:00:00 "):
        try:
            read(beginning + document, RATE)
        except UnreadableEdit as error:
            assert error.detail


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_a_timeline_with_one_value_replaced_is_read_or_refused(data: st.DataObject) -> None:
    whole = json.loads(timelines.write(film(10, -5, 20)))
    holders = list(_holders(whole))
    holder, name = data.draw(st.sampled_from(holders))
    holder[name] = data.draw(_VALUES)
    try:
        read(json.dumps(whole).encode(), RATE)
    except UnreadableEdit as error:
        assert error.detail


def _holders(value: Any) -> list[tuple[Any, Any]]:
    """Every place of a value: what holds it, and under which name or number."""
    inside = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    return [(value, name) for name, _ in inside] + [one for _, inner in inside for one in _holders(inner)]


@given(data=st.data())
@settings(max_examples=200)
def test_a_document_with_some_of_it_replaced_is_read_or_refused(data: st.DataObject) -> None:
    for whole in (fcpxml.write(film(10, -5, 20)), edl.write(film(10, -5, 20)).encode()):
        at = data.draw(st.integers(0, len(whole)))
        put = data.draw(st.text(max_size=6).map(str.encode) | st.binary(max_size=3))
        try:
            read(whole[:at] + put + whole[at + data.draw(st.integers(0, 9)) :], RATE)
        except UnreadableEdit as error:
            assert error.detail


def test_an_edl_with_a_dissolve_a_retime_and_sound() -> None:
    text = (
        "TITLE: Reel 1\nFCM: NON-DROP FRAME\n\n"
        "001  AX       V     C        00:00:00:00 00:00:02:00 10:00:00:00 10:00:02:00\n"
        "* FROM CLIP NAME: SC001_0010_take3.mkv\n"
        "001  AX       AA    C        00:00:00:00 00:00:02:00 10:00:00:00 10:00:02:00\n"
        "* FROM CLIP NAME: voice.wav\n"
        "002  AX       V     C        00:00:02:00 00:00:02:00 10:00:02:00 10:00:02:00\n"
        "002  BX       V     D    012 00:00:00:10 00:00:04:10 10:00:02:00 10:00:06:00\n"
        "* FROM CLIP NAME: SC001_0010_take3.mkv\n* TO CLIP NAME: SC001_0020_take3.mkv\n"
        "003  CX       V     C        00:00:00:00 00:00:02:00 10:00:06:00 10:00:08:00\n"
        "M2   CX             050.0                00:00:00:00\n"
    )
    _, cut = read(text.encode(), RATE)
    assert places(cut) == [
        ("SC001_0010_take3.mkv", 0, 50, 0, 50),
        ("SC001_0020_take3.mkv", 50, 150, 10, 110),
        ("CX", 150, 200, 0, 100),
    ]


def test_an_fcpxml_as_editing_programs_write_it() -> None:
    """Assets that begin at a timecode of their own, a clip around its video, a connected clip, an older asset."""
    document = b"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE fcpxml><fcpxml version="1.9"><resources>
    <format id="r1" frameDuration="1/25s"/><asset id="r2" name="SC001_0010_take3" start="3600s" duration="10s"
    src="file:///media/SC001_0010_take3.mov"/><asset id="r3" name="b" start="0s" duration="4s"><media-rep
    src="file:///C:/media/SC001%200020_take3.mov"/></asset></resources><library><event><project name="Cut"><sequence
    format="r1" duration="9s" tcStart="3600s"><spine><asset-clip ref="r2" offset="3600s" name="one" start="3602s"
    duration="2s"><asset-clip ref="r3" lane="1" offset="3603s" name="over" duration="1s"/></asset-clip><gap name="Gap"
    offset="3602s" duration="1s" start="3600s"/><clip name="two" offset="3603s" duration="2s"
    start="1s"><video ref="r3" offset="0s" duration="4s"/></clip></spine></sequence></project></event></library>
    </fcpxml>"""
    _, cut = read(document, RATE)
    assert places(cut) == [
        ("one", 0, 50, 50, 100),
        ("over", 25, 50, 0, 25),
        ("Gap", 50, 75, 0, 0),
        ("two", 75, 125, 25, 75),
    ]
    assert [one.media for one in cut.clips] == [
        "SC001_0010_take3.mov",
        "SC001 0020_take3.mov",
        "",
        "SC001 0020_take3.mov",
    ]


def test_a_timeline_as_editing_programs_write_it() -> None:
    """Nested in a collection, at another rate, of media that begin at a timecode, with a transition and a nest."""
    timeline = otio.schema.Timeline("Cut")
    track = otio.schema.Track("V1", kind="Video")
    media = otio.schema.ExternalReference(
        "file:///a/SC001_0010_take3.mov", TimeRange(RationalTime(86400, 24), RationalTime(240, 24))
    )
    first = otio.schema.Clip("one", media, TimeRange(RationalTime(86448, 24), RationalTime(48, 24)))
    nest = otio.schema.Stack("nest", source_range=TimeRange(RationalTime(0, 24), RationalTime(24, 24)))
    inner = otio.schema.Track("V1", kind="Video")
    inner.append(otio.schema.Clip("two", source_range=TimeRange(RationalTime(0, 24), RationalTime(24, 24))))
    nest.append(inner)
    blend = otio.schema.Transition("t", "SMPTE_Dissolve", RationalTime(2, 24), RationalTime(2, 24))
    track.extend([first, blend, nest])
    timeline.tracks.extend([track, otio.schema.Track("A1", kind="Audio")])
    document = otio.schema.SerializableCollection("bin", [timeline]).to_json_string().encode()
    assert places(read(document, RATE)[1]) == [("one", 0, 50, 50, 100), ("two", 50, 75, 0, 25)]


def test_many_clips_of_senseless_lengths_are_read_at_once() -> None:
    """Each at a fraction of its own: as a sum of them all it would have more digits than anybody waits for."""
    gaps = b"".join(b"<video name='a' duration='1/%ds'/>" % (9_000_000_000 + 2 * number) for number in range(5000))
    document = b"<fcpxml><sequence><spine>" + gaps + b"<video name='b' duration='1s'/></spine></sequence></fcpxml>"
    assert [one.name for one in read(document, RATE)[1].clips] == ["b"]


def test_what_an_fcpxml_does_not_show_is_no_part_of_the_cut() -> None:
    """Sound alone, and what is switched off; what is connected to these is shown all the same."""
    document = b"""<fcpxml version="1.10"><resources><asset id="a" name="voice" hasAudio="1" duration="9s"
    src="voice.wav"/><asset id="v" hasVideo="1" hasAudio="1" duration="9s" src="v.mov"/></resources><sequence><spine>
    <asset-clip ref="a" name="voice" offset="0s" duration="1s"><asset-clip ref="v" name="over" lane="1" offset="0s"
    duration="1s"/></asset-clip><asset-clip ref="v" name="shown" offset="1s" duration="1s"><asset-clip ref="a" lane="-1"
    name="music" offset="0s" duration="1s"/></asset-clip><asset-clip ref="v" name="off" enabled="0" offset="2s"
    duration="1s"><video ref="v" name="below" lane="-1" offset="0s" duration="1s"/></asset-clip><asset-clip ref="v"
    srcEnable="audio" name="heard" offset="3s" duration="1s"/><clip name="wild" offset="4s" duration="1s"><audio
    ref="a"/></clip><clip name="both" offset="5s" duration="1s"><video ref="v"><audio ref="a" lane="-1"/></video></clip>
    </spine></sequence></fcpxml>"""
    assert [(one.name, one.record_in) for one in read(document, RATE)[1].clips] == [
        ("over", 0),
        ("shown", 25),
        ("below", 50),
        ("both", 125),
    ]


def test_of_an_audition_the_first_is_shown_and_connected_storylines_stand_where_they_are_put() -> None:
    document = b"""<fcpxml version="1.10"><sequence tcStart="100s"><spine><audition offset="100s"><video name="picked"
    duration="2s"/><video name="other" duration="3s"/></audition><video name="next" start="10s" duration="4s"><spine
    lane="1" offset="11s"><video name="one" offset="0s" duration="1s"/><audition><video name="two" duration="1s"/><video
    name="not" duration="1s"/></audition></spine><audition lane="2" offset="10s"><video name="above" duration="1s"/>
    </audition></video></spine></sequence></fcpxml>"""
    assert [(one.name, one.record_in, one.record_out) for one in read(document, RATE)[1].clips] == [
        ("picked", 0, 50),
        ("next", 50, 150),
        ("above", 50, 75),
        ("one", 75, 100),
        ("two", 100, 125),
    ]


def test_what_no_file_is_known_of_is_called_by_its_name_alone() -> None:
    document = b"""<fcpxml><resources><asset id="a" format="r1" duration="1s"/></resources><sequence><spine>
    <asset-clip ref="a" duration="1s"/></spine></sequence></fcpxml>"""
    assert [one.media for one in read(document, RATE)[1].clips] == ["?"]


def test_an_edl_of_blanks_is_read_to_its_end() -> None:
    """Lines that almost are events, retimes and comments, each of which a search with blanks in it would try for long:
    as many as a file may hold."""
    event = b"001  A V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\n"
    blank = b" " * 180
    hostile = b"001" + blank + b"A" + blank + b"x\nM2" + blank + b"1" + blank + b"x\n* SHOT:x" + blank + b"TAKE" + blank
    document = event + (hostile + b"y\n") * 4000 + b"001" + b" " * (1 << 20) + b"A\n" + event
    assert len(read(document, RATE)[1].clips) == 2


def test_columns_of_an_edl_may_stand_as_far_apart_as_they_like() -> None:
    document = (
        b" 001\tTAPE  7   AA/V   W001  024   00:00:00:00\t00:00:01:00 01:00:00:00   01:00:01:00  \n"
        b"M2   TAPE  7    -050.0      00:00:00:00\n*  SHOT :  SC001_0010   TAKE :  4\n"
    )
    (one,) = read(document, RATE)[1].clips
    assert (one.name, one.take, one.media, one.source_out) == ("SC001_0010", 4, "TAPE 7", 50)


@pytest.mark.parametrize("speed", [1e300, -1e308])
def test_a_speed_beyond_all_numbers_is_refused_in_words(speed: float) -> None:
    whole = json.loads(timelines.write(film(10, rate=RATE)))
    warp = {"OTIO_SCHEMA": "LinearTimeWarp.1", "name": "", "metadata": {}, "effect_name": "", "time_scalar": speed}
    whole["tracks"]["children"][0]["children"][0]["effects"] = [warp, warp]
    assert "no speed" in refused(json.dumps(whole).encode())
