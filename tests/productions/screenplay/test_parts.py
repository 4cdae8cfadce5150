"""Headings, names, camera terms and lengths."""

from fractions import Fraction

import pytest

from productions.screenplay.headings.heading import heading
from productions.screenplay.people import characters
from productions.screenplay.shots import length
from productions.screenplay.words import terms


def test_the_same_heading_written_otherwise_is_the_same() -> None:
    assert heading("INT. Cabin - Night", "1").normalised == heading("int CABIN  –  NIGHT").normalised


@pytest.mark.parametrize("cue", ["MARA (V.O.)", "MARA (O.S.) (CONT'D)", "mara", "Mara (on the radio)", "MARA (cont"])
def test_a_name_is_the_same_with_any_extension(cue: str) -> None:
    assert characters.key(cue) == "mara"


def test_a_voice_is_heard_but_not_seen() -> None:
    assert characters.is_off("MARA (V.O.)") and characters.is_off("MARA (O.S.) (CONT'D)")
    assert not characters.is_off("MARA (CONT'D)")


@pytest.mark.parametrize(
    ("action", "size"),
    [
        ("CLOSE ON the lamp.", "close-up"),
        ("EXTREME CLOSE ON an eye.", "extreme-close-up"),
        ("EXTREME WIDE. Water.", "extreme-wide"),
        ("INSERT - the letter", "insert"),
        ("MARA'S POV - fog", "pov"),
        ("OVER MARA'S SHOULDER the sea", "over-shoulder"),
        ("TWO SHOT.", "two-shot"),
        ("MEDIUM CLOSE on her", "medium-close"),
        ("ANGLE ON the door", "medium"),
        ("WIDE. The sea.", "wide"),
        ("A wide road, close on midnight. She inserts a coin. CLOSE THE DOOR!", None),
    ],
)
def test_framing_is_read_from_words_in_capitals(action: str, size: str | None) -> None:
    assert terms.size_of(action) == size
    assert terms.names_a_shot(action) == (size is not None)


@pytest.mark.parametrize(
    ("action", "camera"),
    [
        ("SLOW PUSH IN ON her", "push-in"),
        ("We PULL BACK to see", "pull-out"),
        ("PAN LEFT to", "pan-left"),
        ("PANNING across", "pan-right"),
        ("TILT UP", "tilt-up"),
        ("TRACKING WITH them", "truck-right"),
        ("CRANE DOWN.", "crane-down"),
        ("HANDHELD.", "handheld"),
        ("She pans for gold in a COMPANY town", None),
    ],
)
def test_moves_are_read_from_words_in_capitals(action: str, camera: str | None) -> None:
    assert terms.camera_of(action) == camera


@pytest.mark.parametrize(
    ("action", "description"),
    [
        ("CLOSE ON the lamp. It dies.", "The lamp. It dies."),
        ("SLOW PUSH IN ON - her face", "Her face"),
        ("OVER MARA'S SHOULDER the sea", "OVER MARA'S SHOULDER the sea"),
        ("WIDE.", "WIDE."),
        ("She sits. CLOSE ON her.", "She sits. CLOSE ON her."),
    ],
)
def test_a_description_leaves_out_the_terms_it_opens_with(action: str, description: str) -> None:
    assert terms.without_leading(action) == description


def test_lengths_follow_the_rules_of_thumb() -> None:
    assert length.of_speech("one two three four five") == 2
    eighth = "x" * 60 * 10 + "x"  # eleven lines and the empty one behind them
    assert length.of_action(eighth) == Fraction(12 * 12, 11)


def test_shots_last_from_one_and_a_half_to_twelve_seconds_in_whole_frames() -> None:
    rate = Fraction(24000, 1001)
    assert length.in_frames(Fraction(0), Fraction(24)) == 36
    assert length.in_frames(Fraction(100), Fraction(24)) == 288
    assert length.in_milliseconds(length.in_frames(Fraction(2), rate), rate) == 2002
