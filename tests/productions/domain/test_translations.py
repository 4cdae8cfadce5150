"""Which translation is shown for which line: that of its words, or of words like them that nobody says any more."""

import pytest

from productions.domain.shot import Line
from productions.domain.sounds import slots
from productions.domain.translations import Translation, translated


def line(text: str, character: str = "MARA") -> Line:
    return Line(character=character, text=text)


def of(*before: Line) -> dict[str, Translation]:
    """Translations of lines as they were; each says what it is of."""
    texts = (Translation("de", each.character, each.text, f"de: {each.text}") for each in before)
    return dict(zip(slots(before, "de"), texts, strict=True))


def shown(before: list[Line], now: list[Line]) -> list[tuple[str, str]]:
    return [(each.standing, each.of.source if each.of else "") for each in translated(now, of(*before), "de")]


def test_the_best_pair_goes_first_and_not_the_first_line() -> None:
    before = [line("We leave at nine in the morning.")]
    now = [line("We leave nine o'clock in the evening."), line("We leave at nine in the mornings.")]
    assert shown(before, now) == [("missing", ""), ("out_of_date", before[0].text)]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (line("We leave at nine."), line("Who took my umbrella?")),
        (line("We leave at nine."), line("We leave at nine!", "IVO")),
        (line("No."), line("Never in my whole life have I seen anything of the kind, no.")),
    ],
)
def test_other_words_and_those_of_others_are_not_what_a_line_was(before: Line, now: Line) -> None:
    assert shown([before], [now]) == [("missing", "")]


def test_a_line_shows_the_one_of_its_own_words_whatever_is_like_it() -> None:
    before = [line("It is late."), line("It is late now.")]
    assert shown(before, [line("It is late now.")]) == [("translated", "It is late now.")]


def test_of_many_lines_that_changed_each_shows_its_own() -> None:
    before = [line(f"Line {number} of a speech goes on for {number} hours. " * 20) for number in range(30)]
    now = [line(each.text.replace("hours", "days")) for each in before]
    assert shown(before, now) == [("out_of_date", each.text) for each in before]
