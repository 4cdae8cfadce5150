"""Each feature of the Fountain syntax, and each place where fountain-py needs help."""

import pytest

from productions.screenplay.reading.elements import Element, Kind
from productions.screenplay.reading.fountain import parse

BEFORE = "INT. CABIN - NIGHT\n\nA table.\n\n"


def kinds(text: str) -> list[tuple[str, str]]:
    return [(element.kind.value, element.text) for element in parse(text).elements]


def body(text: str) -> list[tuple[str, str]]:
    """What a text is read as behind a heading and a line of action."""
    return kinds(BEFORE + text)[2:]


def only(text: str, kind: Kind) -> Element:
    (found,) = [element for element in parse(BEFORE + text).elements[2:] if element.kind is kind]
    return found


def test_the_title_page_gives_keys_values_and_the_title() -> None:
    screenplay = parse(
        "Title:\n    _**BRICK & STEEL**_\n    FULL RETIRED\nAuthor: Stu\nDraft date: 1/20\n\nINT. A - DAY\n"
    )
    assert screenplay.title_page == (
        ("title", "BRICK & STEEL\nFULL RETIRED"),
        ("author", "Stu"),
        ("draft date", "1/20"),
    )
    assert screenplay.title == "BRICK & STEEL FULL RETIRED"
    assert [element.first for element in screenplay.elements] == [7]


@pytest.mark.parametrize("start", ["INT. ", "EXT. ", "INT./EXT. ", "INT/EXT ", "I/E ", "EST. ", "int. ", "Ext "])
def test_headings_are_known_by_their_beginning(start: str) -> None:
    assert body(f"{start}HOUSE - DAY\n\nA dog.") == [("heading", f"{start}HOUSE - DAY".strip()), ("action", "A dog.")]


def test_a_heading_in_capitals_needs_no_empty_line_behind_it() -> None:
    assert body("EXT. STREET - DAY\nA dog.") == [("heading", "EXT. STREET - DAY"), ("action", "A dog.")]


@pytest.mark.parametrize("number", ["1", "1A", "1-A", "I-1-A", "110A", "2.4"])
def test_scene_numbers_are_taken_from_the_heading(number: str) -> None:
    heading = only(f"EXT. SEA - DAY #{number}#\n\n", Kind.HEADING)
    assert (heading.text, heading.number) == ("EXT. SEA - DAY", number)


@pytest.mark.parametrize("text", ["SNIPER SCOPE POV", "école", "2001", "ÉCOLE"])
def test_a_period_forces_a_heading(text: str) -> None:
    heading = only(f".{text} #7#\n\n", Kind.HEADING)
    assert (heading.text, heading.number, heading.forced) == (text, "7", True)


def test_an_ellipsis_is_action() -> None:
    assert body("...and then.\n\n") == [("action", "...and then.")]


def test_a_speech_has_a_cue_parentheticals_and_dialogue() -> None:
    assert body("STEEL\n(starting)\nThey're coming!\n(beat)\nRun!\n\nThey run.") == [
        ("character", "STEEL"),
        ("parenthetical", "(starting)"),
        ("dialogue", "They're coming!"),
        ("parenthetical", "(beat)"),
        ("dialogue", "Run!"),
        ("action", "They run."),
    ]


@pytest.mark.parametrize(
    "cue",
    [
        "MOM (O.S.)",
        "HANS (on the radio)",
        "R2D2",
        "MARA (V.O.) (CONT'D)",
        "ÉLOÏSE",
        "TOM & JERRY",
        "JACK/JILL",
        "DR. O'NEIL, JR.",
        "МАША",
    ],
)
def test_names_in_capitals_above_a_line_are_cues(cue: str) -> None:
    assert body(f"{cue}\nHello.") == [("character", cue), ("dialogue", "Hello.")]


def test_a_speech_may_shout() -> None:
    assert body("JOHN\nNO\n\nHe runs.") == [("character", "JOHN"), ("dialogue", "NO"), ("action", "He runs.")]


@pytest.mark.parametrize("line", ["23", "BANG!", "TITLE: NEXT DAY", "CLOSE ON THE LAMP", "MARA'S POV", "LATER..."])
def test_other_lines_in_capitals_are_no_cues(line: str) -> None:
    assert body(f"{line}\nIt flickers.") == [("action", f"{line}\nIt flickers.")]


def test_a_name_with_nothing_below_is_action() -> None:
    assert body("STEEL\n\nHe sits.") == [("action", "STEEL"), ("action", "He sits.")]


def test_an_at_sign_forces_a_cue() -> None:
    assert body("@McCLANE (V.O.)\nYippee.") == [("character", "McCLANE (V.O.)"), ("dialogue", "Yippee.")]
    assert only("@McCLANE\nYippee.", Kind.CHARACTER).forced


@pytest.mark.parametrize("line", [".38 calibre", "#1 of all", "=) she says", "@home", "INT. is short", "ALL CAPS"])
def test_inside_a_speech_signs_are_spoken(line: str) -> None:
    assert body(f"MARA\nHello\n{line}\n\n") == [("character", "MARA"), ("dialogue", "Hello"), ("dialogue", line)]


def test_two_spaces_keep_a_speech_together() -> None:
    assert body("MARA\nOne.\n  \nTwo.\n\n")[-1] == ("dialogue", "Two.")
    assert body("MARA\nOne.\n \nTwo.\n\n")[-1] == ("action", "Two.")


def test_dual_dialogue_marks_the_right_side() -> None:
    screenplay = parse(BEFORE + "BRICK\nScrew it.\n\nSTEEL ^\n(low)\nScrew it.\n\nMARA\nWell.")
    dual = [(element.text, element.dual) for element in screenplay.elements if element.kind is Kind.CHARACTER]
    assert dual == [("BRICK", False), ("STEEL", True), ("MARA", False)]


def test_dual_dialogue_loses_no_lyrics() -> None:
    assert ("lyrics", "la la") in body("BRICK\nHm.\n~la la\n\nSTEEL^\nNo.")


def test_a_caret_without_a_speech_before_is_no_dual_dialogue() -> None:
    assert not only("She waits.\n\nSTEEL^\nNo.", Kind.CHARACTER).dual


def test_an_exclamation_mark_forces_action() -> None:
    forced = only("!SCANNING\nThe aisles.", Kind.ACTION)
    assert (forced.text, forced.forced) == ("SCANNING\nThe aisles.", True)


@pytest.mark.parametrize("line", ["CUT TO:", "SMASH CUT TO:", "FADE IN:", "FADE OUT.", "FADE TO BLACK.", "MATCH CUT:"])
def test_transitions_stand_alone(line: str) -> None:
    assert body(f"{line}\n\n") == [("transition", line)]


def test_a_greater_sign_forces_a_transition() -> None:
    assert body("> Burn to white.\n\n") == [("transition", "Burn to white.")]


def test_centred_text_stands_between_two_signs() -> None:
    assert body("> THE END <\n\n") == [("centred", "THE END")]


def test_lyrics_start_with_a_tilde() -> None:
    assert body("~Willy Wonka!\n~The amazing\n\n") == [("lyrics", "Willy Wonka!"), ("lyrics", "The amazing")]


def test_sections_have_depth_and_synopses_do_not_need_empty_lines() -> None:
    elements = parse("# Act\n= What happens.\n## Sequence\n\nINT. A - DAY\n\n").elements
    assert [(e.kind.value, e.text, e.depth) for e in elements[:3]] == [
        ("section", "Act", 1),
        ("synopsis", "What happens.", 0),
        ("section", "Sequence", 2),
    ]


def test_three_equals_signs_break_the_page() -> None:
    assert body("===\n\nA dog.") == [("page-break", "==="), ("action", "A dog.")]


def test_notes_stand_beside_the_text_they_interrupt() -> None:
    assert body("He [[who?]] sits. [[a]] Now [[b]]\n\n") == [
        ("action", "He sits. Now"),
        ("note", "who?"),
        ("note", "a"),
        ("note", "b"),
    ]


def test_a_note_may_span_lines_and_an_empty_line_of_two_spaces() -> None:
    note = only("He sits.\n[[one\n  \ntwo]]\nHe stands.\n\n", Kind.NOTE)
    assert (note.text, note.first, note.last) == ("one\n  \ntwo", 6, 8)


def test_a_line_of_notes_does_not_interrupt_a_paragraph() -> None:
    action = only("He sits.\n[[why]]\nHe stands.\n\n", Kind.ACTION)
    assert (action.text, action.first, action.last) == ("He sits.\nHe stands.", 5, 7)


def test_a_note_that_never_ends_is_text_with_a_remark() -> None:
    screenplay = parse(BEFORE + "He [[sits.\n\nHe stands.")
    assert [element.text for element in screenplay.elements[2:]] == ["He [[sits.", "He stands."]
    assert [remark.line for remark in screenplay.remarks] == [5]


def test_boneyard_vanishes_with_everything_in_it() -> None:
    assert body("He /* INT. X\n\n[[no]]\n\nCUT */ sits.\n\n/*a*/ B /*c*/\n\n") == [
        ("action", "He\nsits."),
        ("boneyard", "INT. X\n\n[[no]]\n\nCUT"),
        ("action", "B"),
        ("boneyard", "a"),
        ("boneyard", "c"),
    ]


def test_boneyard_that_never_ends_swallows_nothing() -> None:
    screenplay = parse(BEFORE + "He /* sits.\n\nCUT TO:\n\n")
    assert [element.text for element in screenplay.elements[2:]] == ["He /* sits.", "CUT TO:"]
    assert "boneyard" in screenplay.remarks[0].text


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("*one* **two** ***three*** _four_", "one two three four"),
        ("_**both**_", "both"),
        (r"Steel \*a\* \_b\_", "Steel *a* _b_"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_name", "snake_case_name"),
        ("a *lone star", "a *lone star"),
    ],
)
def test_emphasis_is_taken_out(marked: str, plain: str) -> None:
    assert body(f"He: {marked}\n\n") == [("action", f"He: {plain}")]


def test_lines_are_those_of_the_file() -> None:
    text = "\ufeffTitle: X\r\n\r\nINT. A - DAY\r\n\r\n/* gone\r\n\r\n*/\r\nMARA\r\nHello.\r\n\r\nShe\r\nsits.\r\n"
    assert [(e.kind.value, e.first, e.last) for e in parse(text).elements] == [
        ("heading", 3, 3),
        ("boneyard", 5, 7),
        ("character", 8, 8),
        ("dialogue", 9, 9),
        ("action", 11, 12),
    ]


def test_endings_of_lines_change_nothing() -> None:
    text = BEFORE + "MARA\n(low)\nHello.\n  \nAgain.\n\nCUT TO:\n\n"
    assert parse(text) == parse(text.replace("\n", "\r\n")) == parse(text.replace("\n", "\r")) == parse("\ufeff" + text)
