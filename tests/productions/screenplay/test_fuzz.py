"""No text makes the parser fail otherwise than plainly, lose words, or take long."""

import re
import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from productions.screenplay.breakdown import breakdown
from productions.screenplay.headings.heading import heading
from productions.screenplay.reading.elements import Kind
from productions.screenplay.reading.errors import ScreenplayUnreadable
from productions.screenplay.reading.fountain import decode, parse
from productions.screenplay.reading.source import MAX_LINE
from tests.productions.screenplay.revising import draft, production, revise

SIGNS = st.sampled_from(
    [
        *("\n", "\n\n", "\r\n", "  \n", " ", "\t", "#", "#1#", "=", "===", "~", ">", "<", "!", "@", ".", "^", "(", ")"),
        *("/*", "*/", "[[", "]]", "*", "**", "_", "\\", "MARA", "Tom", "É", "ß", "TO:", "INT. ", "EXT ", "Title:"),
        *(
            "(MORE)",
            "CONTINUED:",
            "12.",
            "12A ",
            "INT. A - DAY",
            "int. b",
            "内景 ",
            "日 内",
            "○公園",
            "林晚：",
            "- LATER",
            "ÉCOLE:",
        ),
        *("CLOSE ON", "POV", "(V.O.)", "word", "...", "\ufeff", "\ufdd0", "\u2028", "\x01", "\x85", "太郎", "- DAY"),
    ]
)
SCRIPTS = st.lists(SIGNS, max_size=60).map("".join)


@settings(deadline=5000, max_examples=400)
@given(SCRIPTS)
def test_any_text_is_read_or_plainly_refused(text: str) -> None:
    try:
        screenplay = parse(text)
    except ScreenplayUnreadable:
        return
    lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert all(1 <= element.first <= element.last <= lines for element in screenplay.elements)
    draft(text)


@settings(deadline=5000, max_examples=200)
@given(SCRIPTS)
def test_no_word_is_lost(text: str) -> None:
    try:
        screenplay = parse(f"INT. A - DAY\n\n{text}")
    except ScreenplayUnreadable:
        return
    found = " ".join(element.text for element in screenplay.elements)
    assert found.count("word") == text.count("word")
    assert found.count("太郎") == text.count("太郎")


@settings(deadline=5000, max_examples=400)
@given(SCRIPTS)
def test_no_line_is_lost(text: str) -> None:
    """Each line that shows something is part of an element, an aside or the title page."""
    try:
        screenplay = parse(f"Black.\n\n{text}")
    except ScreenplayUnreadable:
        return
    read = {line for element in screenplay.elements for line in range(element.first, element.last + 1)}
    lines = re.sub("\r\n?", "\n", f"Black.\n\n{text}").split("\n")
    shown = {number for number, line in enumerate(lines, 1) if any(sign.isprintable() and sign != " " for sign in line)}
    assert shown <= read


@settings(deadline=5000, max_examples=400)
@given(SCRIPTS)
def test_headings_are_read_in_bounded_time_and_keep_what_they_say(text: str) -> None:
    line = " ".join(text.split())
    found = heading(line)
    assert set(found.place.casefold()) <= set(found.text.casefold()) | set(" -,.")
    assert heading(line, language="de").text == found.text


@settings(deadline=5000, max_examples=200)
@given(st.binary(max_size=200))
def test_any_file_is_read_or_plainly_refused(data: bytes) -> None:
    try:
        parse(decode(data))
    except ScreenplayUnreadable:
        return


ACTS = st.sampled_from(
    [
        *("ANNA enters. ", "Bob looks at her. ", "She stops. ", "CLOSE ON it. ", "BANG! ", "\n\n", "\n\n", "\n"),
        *(
            "ANNA\nHello there, you. ",
            "BOB (V.O.)\nOh. ",
            "\n(low)\n",
            "THE END",
            "SUPER: X",
            "===",
            "# Act",
            "CUT TO:",
        ),
        *(
            "INT. A - DAY",
            "They wait for the WORKERS to come home. " * 30,
            "MR. VANCE, 40, coat, ",
            '"NO" ',
            "word " * 60,
        ),
        *("@太郎\nはい。", "太郎が笑う。", "> X <", "-- one", "* * *", "BOB ^\nNow."),
    ]
)


@settings(deadline=5000, max_examples=150)
@given(st.lists(ACTS, max_size=40).map("".join))
def test_a_breakdown_loses_no_line_and_keeps_shots_short(text: str) -> None:
    screenplay = parse(f"INT. B - DAY\n\n{text}")
    read = breakdown(screenplay, Fraction(24))
    told = {line for shot in read.shots() for line in range(shot.first, shot.last + 1)}
    told |= {remark.line for remark in read.unseen}
    spoken = {Kind.ACTION, Kind.CHARACTER, Kind.DIALOGUE, Kind.PARENTHETICAL, Kind.CENTRED}
    lines = {part.first for part in screenplay.elements if part.kind in spoken and part.text.strip()}
    assert lines <= told
    assert all(1500 <= shot.milliseconds <= 12_000 for shot in read.shots())
    joined = "".join(shot.text for shot in read.shots())
    assert all(joined.count(shot.text) >= 1 and shot.description for shot in read.shots())


@settings(deadline=5000, max_examples=100)
@given(SCRIPTS, SCRIPTS)
def test_any_two_texts_match_with_every_shot_named_once(one: str, other: str) -> None:
    try:
        old, new = production(f"A.\n\n{one}"), draft(f"A.\n\n{other}")
    except ScreenplayUnreadable:
        return
    matching, _ = revise(old, f"A.\n\n{other}")
    drafts = [id(shot.new.text) for shot in matching.shots() if shot.new]
    assert len(drafts) == sum(len(scene.shots) for scene in new)
    olds = [shot.old.id for shot in matching.shots() if shot.old]
    assert sorted(olds) == sorted(shot.id for scene in old for shot in scene.shots)


ROW = MAX_LINE // 2 - 10
HOSTILE = {
    "spaces": ("A" + " " * ROW + ".\n\n") * 5,
    "brackets": ("A" + "()" * ROW + ".\n\n") * 5,
    "open brackets": ("A" + "(" * ROW + ".\n\n") * 5,
    "carets": ("A(" + ")^" * ROW + ".\n\n") * 5,
    "stars": ("*a _b " * (ROW // 6) + "\n\n") * 5,
    "closing underscores": ("*a " * (ROW // 6) + "a_ " * (ROW // 6) + "\n\n") * 5,
    "notes": "[[a]]\n" * 450 + "[[a]]" * 1000,
    "open notes": "[[ " * 3000 + "\n\n" + "]]" * 1500,
    "open boneyards": ("/* " * 3000 + "\n\n") * 5,
    "short boneyards": ("/**/" * 2000 + "a\n\n") * 5,
    "numbers": ("INT. A " + "#1" * (ROW // 2) + "\n\n") * 5,
    "lyrics": "~a\nb\n" * 240,
    "duals": "A\nb\n\nC^\nd\n\n" * 1500,
    "one paragraph": ("*word* " * 100 + "\n") * 500,
    "title page": "Title: a\n" + "\tword\n" * 490,
    "capitals": ("AB " * (ROW // 3) + "\n\n") * 5,
    "over": ("OVER A" + " OVER A" * (ROW // 7) + "\n\n") * 5,
    "dashes": ("INT. " + "- " * (ROW // 2) + "\n\n") * 5,
    "speech": "A\n" + ("word " * 1900 + "\n") * 20,
    "headings": "INT. A - DAY\n\na\n\n" * 1500,
    "unequal headings": "".join(f"INT. A{n} - DAY\n\nword {n} {n * 7}\n\n" for n in range(2000)),
    "equal shots": "INT. A - DAY\n\n" + "INSERT a\n\n" * 2000,
    "unequal shots": "INT. A - DAY\n\n" + "".join(f"INSERT {n} {n * 7}\n\n" for n in range(800)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_bounded_time(name: str) -> None:
    """The limit is ten times what the slowest takes, and far below a cost that explodes."""
    start = time.process_time()
    try:
        first = production(HOSTILE[name])
        revise(first, HOSTILE[name].replace("a", "b").replace("INT. A", "INT. B"))
    except ScreenplayUnreadable as error:
        assert error.reason == "too-many-lines"
    assert time.process_time() - start < 6
