"""Action that is in capitals throughout: people are found as in any other, and shots say what the script says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from productions.screenplay.people.softening import soften, softened
from productions.screenplay.shots.passages import Part, Passage
from productions.screenplay.words.lexicon import lexicon
from tests.productions.screenplay.reading import cast, scene

NAMES = {"dot", "big al", "mrs yoder", "kevin"}


@pytest.mark.parametrize(
    ("loud", "soft"),
    [
        ("KEVIN TAKES OUT HIS BALL.", "Kevin takes out his ball."),
        ("THE BALL HITS DOT.", "The ball hits Dot."),
        ("BIG AL HOPS UP; A BIG CROWD CHEERS AL.", "Big Al hops up; a big crowd cheers al."),
        ("SHE LOOKS AT DOT'S SHOES.", "She looks at Dot's shoes."),
        ("DOT PAVLIK (60S, BRIGHT LIPSTICK) SPRAYS SHOES.", "DOT PAVLIK (60s, bright lipstick) sprays shoes."),
        ("ON THE STAIRS, JADE ROE, NINETEEN, WAITS.", "On the stairs, JADE ROE, nineteen, waits."),
        ("NEXT TO HER JADE (19) LEANS ON IT.", "Next to HER JADE (19) leans on it."),
        ("ÜBER STRAßE UND İZMİR GEHT ES.", None),
    ],
)
def test_only_names_keep_their_capitals(loud: str, soft: str | None) -> None:
    made = softened(loud, NAMES, lexicon("en"))
    assert len(made) == len(loud)
    assert soft is None or made == soft


@given(st.text(max_size=80))
def test_letters_stay_where_they_are(text: str) -> None:
    made = softened(text, NAMES, lexicon("en"))
    assert len(made) == len(text)
    assert made.casefold() == text.casefold() or any(len(letter.lower()) != 1 for letter in text)


LOUD = (
    "DOT PAVLIK (60S, LIPSTICK) SPRAYS SHOES BEHIND THE COUNTER. JADE (19) LEANS ON THE MACHINE.\n\n"
    "DOT\nNo.\n\nDOT TAKES THE SHOE, SPRAYS IT, AND GIVES IT BACK.\n\nJADE\nWhat?\n\nCUT TO:\n\n"
    "JADE LOOKS AT THE CEILING. IT LEAKS."
)


def test_people_are_found_in_action_that_is_all_in_capitals() -> None:
    assert cast(LOUD)[0] == ["DOT PAVLIK", "JADE"]
    assert cast(LOUD)[-1] == ["JADE"]
    assert {person.name for person in scene(LOUD).people if person.kind == "character"} == {"DOT PAVLIK", "JADE"}


def test_shots_are_described_as_the_script_says_it() -> None:
    (*_, shot) = scene(LOUD).shots()
    assert "JADE LOOKS AT THE CEILING" in shot.description


@pytest.mark.parametrize(("others", "alone"), [(1, False), (0, True)])
def test_a_sentence_in_capitals_among_others_is_left_alone(others: int, alone: bool) -> None:
    """There capitals tell of names and sounds as everywhere."""
    loud = Passage((Part("A MAN WALKS IN NOW.", "", 1, 1),), 1, 1)
    quiet = Passage((Part("A man walks in now.", "", 2, 2),), 2, 2)
    scene_ = [loud, *[quiet] * others]
    soften([scene_], lexicon("en"))
    assert bool(scene_[0].parts[0].softened) is alone
