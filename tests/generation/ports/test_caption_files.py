"""Captions as files: what another program reads from them is what they say, to the millisecond and the sign."""

import io
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ttconv import model
from ttconv.imsc import reader as imsc
from ttconv.srt import reader as srt
from ttconv.vtt import reader as vtt

from generation.domain.captioning.document import Cue
from generation.ports.caption_files import Ending, FilmCue, written

READERS: dict[Ending, Callable[[bytes], Any]] = {
    "vtt": lambda file: vtt.to_model(io.StringIO(file.decode()), None),
    "srt": lambda file: srt.to_model(io.StringIO(file.decode()), None),
    "ttml": lambda file: imsc.to_model(ElementTree.ElementTree(ElementTree.fromstring(file))),
}
AWKWARD = (
    "a --> b",
    "R&D & <b>so</b>",
    "&lt; &amp; &#60;",
    "1 < 2 > 0",
    r"{\an8}up {b}",
    "00:00:01.000 --> 00:00:02.000",
    "NOTE this",
    "12",
    "WEBVTT",
    "“Où?” 日本語。 مرحبا",
)


def read(ending: Ending, file: bytes) -> list[tuple[Fraction, Fraction, str]]:
    """Begin and end in seconds and text of each paragraph, as a library that we did not write reads them."""
    document = READERS[ending](file)
    return [
        (
            Fraction(each.get_begin()).limit_denominator(1000),
            Fraction(each.get_end()).limit_denominator(1000),
            text(each),
        )
        for each in document.get_body().first_child()
    ]


def text(element: Any) -> str:
    if isinstance(element, model.Text):
        return str(element.get_text()).replace("\u2060", "")
    return "\n" if isinstance(element, model.Br) else "".join(map(text, element))


def told(cues: Sequence[FilmCue]) -> list[tuple[Fraction, Fraction, str]]:
    return [(Fraction(each.start_ms, 1000), Fraction(each.end_ms, 1000), "\n".join(each.cue.shown)) for each in cues]


def placed(*lines: str, start: int = 1234, end: int = 3_601_007, **of: Any) -> FilmCue:
    return FilmCue("SC010_0010-1", start, end, Cue(start, end, lines, **of))


@pytest.mark.parametrize("ending", READERS)
@pytest.mark.parametrize("words", AWKWARD)
def test_words_come_back_whatever_signs_they_hold(ending: Ending, words: str) -> None:
    cues = [placed(words), placed(words, words, start=3_601_007, end=86_400_999, speaker="MARA", label="MARA")]
    assert read(ending, written(ending, cues, "en")) == told(cues)


@given(st.lists(st.tuples(st.integers(1, 9000), st.integers(1, 7000)), max_size=20), st.sampled_from(sorted(READERS)))
@settings(max_examples=60, deadline=None)
def test_times_come_back(steps: list[tuple[int, int]], ending: Ending) -> None:
    at, cues = 0, []
    for wait, long in steps:
        cues.append(placed("So it is.", start=at + wait, end=at + wait + long))
        at += wait + long
    if cues:
        assert read(ending, written(ending, cues, "de-AT")) == told(cues)


def test_a_voice_says_who_speaks_and_classes_say_what_is_no_speech() -> None:
    cues = [
        placed("Hi.", speaker="R&D <B>"),
        placed("Where?", speaker="IVO", kind="forced"),
        placed("LONDON", kind="title", position="top"),
        placed("Thunder", kind="sound"),
    ]
    file = written("vtt", cues, "en").decode()
    assert file.startswith("WEBVTT\nLanguage: en\n\nSC010_0010-1\n00:00:01.234 --> 01:00:01.007\n")
    assert "<v R&amp;D B>Hi.\n" in file and "<v.forced IVO>Where?\n" in file
    assert " line:5%\n<c.title>LONDON</c>\n" in file and "<c.sound>[Thunder]</c>\n" in file


def test_ttml_names_speakers_and_shows_to_everybody_what_must_be_seen() -> None:
    cues = [
        placed("Hi.", speaker="MARA"),
        placed("LONDON", kind="title", position="top"),
        placed("So.", speaker="MARA"),
    ]
    root = ElementTree.fromstring(written("ttml", cues, "en"))
    about, styling = "{http://www.w3.org/ns/ttml#metadata}", "{http://www.w3.org/ns/ttml/profile/imsc1#styling}"
    assert root.get("{http://www.w3.org/ns/ttml#parameter}contentProfiles", "").endswith("/imsc1.1/text")
    assert [each.findtext(f"{about}name") for each in root.iter(f"{about}agent")] == ["MARA"]
    paragraphs = list(root.iter("{http://www.w3.org/ns/ttml}p"))
    assert [each.get(f"{about}agent") for each in paragraphs] == ["s1", None, "s1"]
    assert [each.get(f"{styling}forcedDisplay") for each in paragraphs] == [None, "true", None]
    assert [each.get("region") for each in paragraphs] == ["bottom", "top", "bottom"]


def test_a_file_without_cues_is_one() -> None:
    assert written("vtt", [], "en").decode() == "WEBVTT\nLanguage: en\n"
    assert written("srt", [], "en") == b""
    assert not list(ElementTree.fromstring(written("ttml", [], "en")).iter("{http://www.w3.org/ns/ttml}p"))


@pytest.mark.parametrize("ending", READERS)
@pytest.mark.parametrize("code", ["1 A", "12/3", "1(a)", "a --> b", "Сцена 1", "9"])
def test_a_shot_may_be_called_anything(ending: Ending, code: str) -> None:
    cues = [FilmCue(f"{code}-{number}", at, at + 900, placed("So.").cue) for number, at in enumerate((100, 1000), 1)]
    assert read(ending, written(ending, cues, "en")) == told(cues)


def test_ttml_holds_no_character_that_xml_does_not_know() -> None:
    root = ElementTree.fromstring(written("ttml", [placed("So\x0b it\ufffe is.", speaker="MA\x01RA")], "en"))
    assert "".join(root.itertext()) == "MARASo it is."
