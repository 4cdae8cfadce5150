"""Where scenes and shots start, and what a shot knows."""

from fractions import Fraction

from productions.screenplay.breakdown import breakdown
from productions.screenplay.drafts import SceneDraft, ShotDraft
from productions.screenplay.reading.fountain import parse
from productions.screenplay.words.wording import digest

RATE = Fraction(24)
HEADING = "INT. CABIN - NIGHT\n\n"


def scenes(text: str, rate: Fraction = RATE) -> tuple[SceneDraft, ...]:
    return breakdown(parse(text), rate).scenes


def shots(text: str) -> tuple[ShotDraft, ...]:
    (scene,) = scenes(HEADING + text)
    return scene.shots


def texts(text: str) -> list[str]:
    return [shot.text for shot in shots(text)]


def test_each_heading_starts_a_scene() -> None:
    found = scenes("EXT. SEA - DAY #4#\n\nWaves.\n\nINT. CABIN - NIGHT\n\nINT. ATTIC - NIGHT\n\nDust.\n")
    assert [(s.number, s.heading.place, s.first, s.last, len(s.shots)) for s in found] == [
        ("4", "SEA", 1, 3, 1),
        ("", "CABIN", 5, 5, 0),
        ("", "ATTIC", 7, 9, 1),
    ]


def test_what_stands_before_the_first_heading_is_a_scene_only_if_something_is_seen() -> None:
    assert [s.heading.text for s in scenes("FADE IN:\n\n# Act\n\nINT. A - DAY\n\nDust.")] == ["INT. A - DAY"]
    assert [s.heading.text for s in scenes("Black.\n\nINT. A - DAY\n\nDust.")] == ["", "INT. A - DAY"]


def test_action_paragraphs_share_a_shot_until_one_names_a_shot() -> None:
    assert texts("A table.\n\nA chair.\n\nCLOSE ON a spoon.\n\nIt shines.") == [
        "A table.\n\nA chair.",
        "CLOSE ON a spoon.\n\nIt shines.",
    ]


def test_what_happens_around_an_exchange_belongs_to_it() -> None:
    assert texts("Rain.\n\nMARA sits.\n\nMARA\nHello.\n\nTOM\nHi.\n\nHe sits.\n\nThe door opens.") == [
        "Rain.",
        "MARA sits.\n\nMARA\nHello.\n\nTOM\nHi.\n\nHe sits.",
        "The door opens.",
    ]


def test_a_cut_starts_a_shot() -> None:
    assert texts("A table.\n\nCUT TO:\n\nA chair.") == ["A table.", "A chair."]


def test_a_shot_is_at_most_twelve_seconds_long() -> None:
    speech = "one two three four five six seven eight nine ten. "
    found = shots(f"MARA\n{speech * 7}\n\nTOM\n(low)\n{speech}\n\n")
    assert [len(shot.dialogue[0].text.split()) for shot in found] == [30, 30, 10]
    assert [shot.milliseconds for shot in found] == [12000, 12000, 8000]
    assert [entry.name for entry in found[2].cast] == ["CABIN", "MARA", "TOM"]


def test_a_long_paragraph_is_taken_apart_at_sentences() -> None:
    found = shots("The sea is wide and the boat is small. " * 30)
    assert len(found) == 2
    assert all(shot.text.endswith("small.") and shot.milliseconds <= 12000 for shot in found)


def test_one_endless_word_is_one_shot_of_twelve_seconds() -> None:
    assert [shot.milliseconds for shot in shots("x" * 5000)] == [12000]


def test_lengths_are_rounded_to_frames() -> None:
    (scene,) = scenes(HEADING + "A table.", Fraction(24000, 1001))
    assert (scene.shots[0].frames, scene.shots[0].milliseconds) == (52, 2169)


def test_the_digest_covers_normalised_text_without_notes_boneyard_and_emphasis() -> None:
    (plain,) = shots("She sits down.\n\nIt is *late*.")
    (other,) = shots("She [[who?]] sits\n/* gone */\ndown.\n\n\nIt  is late.")
    assert plain.digest == other.digest == digest("She sits down. It is late.")


def test_scene_numbers_and_places_in_the_film_change_no_digest() -> None:
    first, second = scenes("INT. A - DAY #1#\n\nDust.\n\nINT. B - DAY #2#\n\nDust.")
    assert first.shots[0].digest == second.shots[0].digest


def test_dialogue_has_names_text_and_parentheticals() -> None:
    (shot,) = shots("MARA (V.O.)\n(low)\nHello\nyou.\n(louder)\nYou!\n\nTOM ^\nHi.\n\n")
    assert [(line.character, line.text, line.parenthetical, line.dual) for line in shot.dialogue] == [
        ("MARA", "Hello you.", "low", False),
        ("MARA", "You!", "louder", False),
        ("TOM", "Hi.", "", True),
    ]


def test_dual_dialogue_plays_at_once_and_is_never_taken_apart() -> None:
    speech = "one two three four five six seven eight nine ten " * 2
    (shot,) = shots(f"MARA\n{speech}\n\nTOM ^\n{speech}\n\n")
    assert shot.milliseconds == 8000


def test_the_framing_follows_who_is_there_where_the_script_names_none() -> None:
    found = shots(
        "A table.\n\nMARA\nHi.\n\nTOM\nHi.\n\nDust.\n\nMARA\nSo?\n\nTOM\nWell.\n\nRain.\n\nTOM\n(whispers)\nHi.\n\n"
    )
    assert [shot.size for shot in found] == ["wide", "two-shot", "wide", "over-shoulder", "wide", "close-up"]


def test_the_description_says_what_is_seen_and_where_people_are_since_they_last_moved() -> None:
    found = shots(
        "CLOSE ON the lamp.\n\nMARA\n(low, to TOM)\nHi.\n\nCUT TO:\n\nTOM sits by the fire.\n\nDust.\n\n"
        "TOM\nHi.\n\nMARA\nHi.\n\n"
    )
    assert [shot.description for shot in found] == [
        "The lamp.",
        "MARA talks to TOM, low. CABIN, NIGHT.",
        "TOM sits by the fire.",
        "Dust.",
        "TOM talks to MARA. TOM sits by the fire.",
    ]


def test_the_same_text_breaks_down_the_same_wherever_it_stands() -> None:
    one = shots("CLOSE ON the lamp.\n\nMARA\nHi.")
    other = shots("Dust.\n\nMARA\nNo.\n\nCLOSE ON the lamp.\n\nMARA\nHi.")
    assert [shot.digest for shot in one] == [shot.digest for shot in other[-2:]]
