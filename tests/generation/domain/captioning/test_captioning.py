"""Captioning: whatever is said, nothing is lost or doubled, no line is too wide, cues stand in order in the shot."""

import re
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from config.env import ROOT
from generation.domain.captioning.captioning import CaptionRequest, captions
from generation.domain.captioning.document import Captions, Cue, Doubt
from generation.domain.captioning.pieces import joined, pieces, units
from generation.domain.captioning.rules import LANGUAGES, OTHERS, SHORTEST_MS
from generation.domain.captioning.script import UnspokenWords, beside, is_forced
from generation.domain.captioning.spoken import Span, TimedWord, Utterance, estimated

RATES = (Fraction(24), Fraction(25), Fraction(24000, 1001), Fraction(30000, 1001), Fraction(60))
SIGNS = "abc DEF ij. k, l! m? -—…'\"«»日本語、。「」のはをkanji äöé ñ مرحبا "
WORDS = ("the", "man", "and", "I", "have", "Mr.", "Grey,", "gone?", "but", "of", "course…", "never")
TEXT = st.one_of(
    st.text(SIGNS, min_size=1, max_size=160),
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
)
SAID = st.lists(st.tuples(st.sampled_from(["MARA", "IVO", "THE OLD MAN FROM THE SEA"]), TEXT), max_size=5)
TIMES = st.lists(st.tuples(st.integers(0, 30_000), st.integers(0, 9000)), min_size=5, max_size=5)


def spoken(said: list[tuple[str, str]], length_ms: int, times: list[tuple[int, int]] | None = None) -> list[Utterance]:
    spans = (
        [Span(start, start + long) for start, long in times] if times else estimated([t for _, t in said], length_ms)
    )
    lines = enumerate(zip(said, spans, strict=False))
    return [Utterance(number, who, text, "", span) for number, ((who, text), span) in lines]


def plain(text: str) -> str:
    return "".join(text.split())


def words_of(made: Captions, line: int) -> str:
    return plain("".join(text for cue in made.cues if cue.line == line for text in cue.lines))


def made(*said: tuple[str, str], length_ms: int = 8000, language: str = "en", **asked: object) -> Captions:
    return captions(spoken(list(said), length_ms), [], CaptionRequest(language, length_ms, Fraction(24), **asked))  # type: ignore[arg-type]  # by name


def lines(text: str, language: str = "en", length_ms: int = 60_000) -> list[tuple[str, ...]]:
    return [cue.lines for cue in made(("MARA", text), language=language, length_ms=length_ms).cues]


@given(SAID, st.integers(40, 40_000), st.sampled_from(sorted(LANGUAGES)), st.sampled_from(RATES), st.none() | TIMES)
@example([("MARA", "a\u0301b 「日")], 1000, "ja", RATES[0], None)
@settings(max_examples=300, deadline=None)
def test_cues_hold_what_is_said_in_order_within_the_shot(
    said: list[tuple[str, str]], length_ms: int, language: str, rate: Fraction, times: list[tuple[int, int]] | None
) -> None:
    wanted = CaptionRequest(language, length_ms, rate)
    result = captions(spoken(said, length_ms, times), [], wanted)
    ended = 0
    for cue in result.cues:
        assert ended <= cue.start_ms < cue.end_ms <= length_ms
        assert 1 <= len(cue.lines) <= 2 and all(line == " ".join(line.split()) != "" for line in cue.lines)
        ended = cue.end_ms
    left = "".join(plain(doubt.text) for doubt in result.doubts if doubt.cue is None)
    for number, (_, text) in enumerate(said):
        kept = words_of(result, number)
        assert plain(text).startswith(kept) and plain(text).removeprefix(kept) in left
    assert sum(len(words_of(result, number)) for number in range(len(said))) + len(left) == sum(
        len(plain(text)) for _, text in said
    )


@given(SAID, st.integers(1000, 40_000), st.sampled_from(sorted(LANGUAGES)), st.sampled_from([0, 20, 60]))
@settings(max_examples=200, deadline=None)
def test_no_line_is_too_wide_unless_what_no_break_divides_is(
    said: list[tuple[str, str]], length_ms: int, language: str, characters: int
) -> None:
    wanted = CaptionRequest(language, length_ms, Fraction(24), characters)
    result = captions(spoken(said, length_ms), [], wanted)
    limit = wanted.rules.characters * (2 if wanted.rules.wide else 1)
    for number, cue in enumerate(result.cues):
        for text in cue.shown:
            if units(text) > limit:
                assert len(pieces(text.removeprefix(f"{cue.label}: ") if cue.label else text)) == 1
                assert any(each.matter == "long-line" and each.cue == number for each in result.doubts)


@given(SAID, st.integers(100, 40_000), st.sampled_from(sorted(LANGUAGES)))
@settings(max_examples=200, deadline=None)
def test_what_is_too_fast_or_too_short_is_said_and_nothing_else(
    said: list[tuple[str, str]], length_ms: int, language: str
) -> None:
    wanted = CaptionRequest(language, length_ms, Fraction(24))
    result = captions(spoken(said, length_ms), [], wanted)
    per = 2 if wanted.rules.wide else 1
    for number, cue in enumerate(result.cues):
        matters = {doubt.matter for doubt in result.doubts if doubt.cue == number}
        shown = cue.end_ms - cue.start_ms
        assert ("short" in matters) == (shown < SHORTEST_MS)
        assert ("fast" in matters) == (sum(map(units, cue.shown)) * 1000 > wanted.rules.speed * per * shown)


@given(st.text(SIGNS, max_size=80))
def test_pieces_joined_are_the_text(text: str) -> None:
    assert joined(pieces(text)) == " ".join(text.split())


def test_lines_break_at_punctuation_and_before_conjunctions() -> None:
    assert lines("I know it is, and I have come a long way here.") == [
        ("I know it is,", "and I have come a long way here.")
    ]
    assert lines("She would have taken the last boat home but nobody came.") == [
        ("She would have taken the last boat home", "but nobody came.")
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Somebody in this town is going to find the harbour empty by tomorrow morning at eight"),
        ("de", "Irgendjemand in dieser Stadt wird morgen früh um acht den Hafen ganz und gar leer vorfinden"),
        ("fr", "Quelqu'un dans cette ville trouvera demain matin le port entièrement vide et les bateaux partis"),
    ],
)
def test_no_line_ends_with_a_word_that_leads_on(language: str, text: str) -> None:
    for characters in range(20, 43):
        result = made(("MARA", text), language=language, length_ms=60_000, characters=characters)
        ends = {line.split()[-1].casefold() for cue in result.cues for line in cue.lines}
        assert not ends & LANGUAGES[language].holding, characters


def test_names_stay_together() -> None:
    assert lines("I saw them all yesterday evening with Mary Poppins at the pier.") == [
        ("I saw them all yesterday evening", "with Mary Poppins at the pier.")
    ]


def test_scripts_without_spaces_break_between_signs_but_not_before_one_that_closes() -> None:
    (row,) = lines("私は雨の中を長い間歩いてきたのに、ここに立っているだけです。", "ja")
    assert len(row) == 2 and "".join(row) == "私は雨の中を長い間歩いてきたのに、ここに立っているだけです。"
    assert all(units(line) <= 32 and line[0] not in "、。」" for line in row)


def test_a_cue_stands_as_long_as_reading_takes_and_leaves_two_frames_before_the_next() -> None:
    said = [Utterance(0, "MARA", "Yes.", "", Span(1000, 1200)), Utterance(1, "MARA", "So it is.", "", Span(2100, 3000))]
    result = captions(said, [], CaptionRequest("en", 9000, Fraction(24)))
    assert [(cue.start_ms, cue.end_ms) for cue in result.cues] == [(1000, 2100 - 84), (2100, 3000)]
    assert result.doubts == ()


def test_what_is_too_fast_says_by_how_much() -> None:
    result = made(("MARA", "I have been waiting for you since the beginning of the morning."), length_ms=3000)
    assert result.doubts == (Doubt("fast", 23, 20, 0),)


def test_speech_that_goes_on_behind_the_shot_is_told() -> None:
    said = [
        Utterance(0, "MARA", "So it is.", "", Span(500, 2600)),
        Utterance(1, "MARA", "Bye now.", "", Span(2700, 3000)),
    ]
    result = captions(said, [], CaptionRequest("en", 2000, Fraction(24)))
    assert [(cue.start_ms, cue.end_ms) for cue in result.cues] == [(500, 2000)]
    assert result.doubts == (Doubt("cut-off", 600, 0, 0), Doubt("cut-off", 1000, 0, None, "Bye now."))


def test_labels_stand_where_another_speaks() -> None:
    said = [("MARA", "Late."), ("IVO", "It is."), ("IVO", "Very."), ("MARA", "Go.")]
    assert [cue.label for cue in made(*said).cues] == ["MARA", "IVO", "", "MARA"]
    assert [cue.label for cue in made(*said, labels="never").cues] == [""] * 4
    assert [cue.label for cue in made(*said, labels="always").cues] == ["MARA", "IVO", "IVO", "MARA"]
    assert [cue.label for cue in made(said[0]).cues] == [""]
    assert made(said[0], labels="always").cues[0].shown == ("MARA: Late.",)
    assert {cue.speaker for cue in made(*said, labels="never").cues} == {"MARA", "IVO"}


def test_words_that_were_timed_say_when_each_cue_begins() -> None:
    text = "Stay. Where were you all the long night while we looked for you everywhere, out there?"
    words = tuple(TimedWord(word.strip(".,?"), 500 + at * 600, 900 + at * 600) for at, word in enumerate(text.split()))
    said = [Utterance(0, "MARA", text, "", Span(500, 10_500), "engine", words)]
    result = captions(said, [], CaptionRequest("en", 12_000, Fraction(24)))
    starts = {word.text: word.start_ms for word in words}
    assert len(result.cues) > 1
    assert [cue.start_ms for cue in result.cues] == [
        starts[cue.lines[0].split()[0].strip(".,?")] for cue in result.cues
    ]
    assert {cue.by for cue in result.cues} == {"engine"}


def test_what_is_said_at_once_comes_one_after_the_other() -> None:
    said = [Utterance(0, "MARA", "No!", "", Span(0, 2000)), Utterance(1, "IVO", "Yes, yes!", "", Span(0, 2000))]
    assert [cue.speaker for cue in captions(said, [], CaptionRequest("en", 4000, Fraction(24))).cues] == ["MARA", "IVO"]


def test_what_had_to_wait_too_long_for_others_is_told() -> None:
    long = "I have been waiting for you since the beginning of the morning, and nobody came."
    said = [Utterance(0, "MARA", long, "", Span(0, 9000)), Utterance(1, "IVO", "Yes!", "", Span(100, 800))]
    result = captions(said, [], CaptionRequest("en", 9000, Fraction(24)))
    (off,) = (each for each in result.doubts if each.matter == "off-speech")
    assert off.cue is not None and result.cues[off.cue].line == 1
    assert off.measured == result.cues[off.cue].start_ms - 800


def test_sounds_and_titles_of_the_script_take_what_is_free() -> None:
    said = list(beside("A man.\nSFX: Thunder rolls.\nSUPER: LONDON, 1940\nHe says: nothing."))
    assert said == [UnspokenWords("sound", "Thunder rolls."), UnspokenWords("title", "LONDON, 1940")]
    result = captions(
        [Utterance(0, "MARA", "Late.", "", Span(4000, 5000))], said, CaptionRequest("en", 6000, Fraction(24))
    )
    assert [(cue.kind, cue.position, cue.shown) for cue in result.cues] == [
        ("sound", "bottom", ("[Thunder rolls.]",)),
        ("title", "top", ("LONDON, 1940",)),
        ("speech", "bottom", ("Late.",)),
    ]


def test_a_title_without_room_is_told() -> None:
    result = captions([], [UnspokenWords("title", "LONDON")], CaptionRequest("en", 500, Fraction(24)))
    assert result == Captions("en", (), (Doubt("no-room", 500, SHORTEST_MS, None, "LONDON"),))


@pytest.mark.parametrize(
    ("parenthetical", "language", "forced"),
    [
        ("in German", "en", True),
        ("in German", "de-AT", False),
        ("auf Englisch", "de", True),
        ("whispering; in French, subtitled", "en", True),
        ("in the rain", "en", False),
        ("in tears", "en", False),
    ],
)
def test_another_language_is_shown_to_everybody(parenthetical: str, language: str, forced: bool) -> None:
    assert is_forced(parenthetical, language) is forced
    said = [Utterance(0, "MARA", "Who is there?", parenthetical, Span(0, 2000))]
    (cue,) = captions(said, [], CaptionRequest(language, 4000, Fraction(24))).cues
    assert cue.kind == ("forced" if forced else "speech")


def test_a_shot_in_which_nobody_speaks_has_no_cues() -> None:
    assert made() == Captions("en")


def test_cues_say_their_lines_as_they_are_read() -> None:
    assert Cue(0, 1, ("Thunder", "rolls."), "sound").shown == ("[Thunder", "rolls.]")


def test_the_reference_holds_the_rules_of_every_language() -> None:
    told = (ROOT / "docs/reference/captions.md").read_text()
    rows = {**LANGUAGES, "others": OTHERS}
    assert all(f"\n| {tag} | {each.characters} | {each.speed} |\n" in told for tag, each in rows.items())
    assert len(re.findall(r"^\| (?:[a-z]{2}|others) \| \d+ \|", told, re.MULTILINE)) == len(rows)
