"""What belongs into one shot, how it is framed, and what its description tells."""

import pytest

from productions.screenplay.decisions import Anchor, Decision, Drop, Length, Merge, Refuse, Split
from productions.screenplay.drafts import ShotDraft
from tests.productions.screenplay.reading import HEADING, scene, seen, whole

ACTION = "ANNA waits by the window.\n\n"
ANNA, BOB = "ANNA\nWell?\n\n", "BOB\nNo.\n\n"


def shots(text: str) -> tuple[ShotDraft, ...]:
    return tuple(scene(text).shots())


def texts(text: str) -> list[str]:
    return [shot.text for shot in shots(text)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (ACTION + ANNA, 1),
        (ACTION + BOB, 2),
        (ACTION + ANNA + BOB + "Anna nods.\n\n" + BOB, 1),
        (ACTION + ANNA + "The lamp dies.\n\n", 2),
        (ANNA + "Silence.\n\n" + BOB, 1),
        ("ANNA sits.\n\nShe sighs.\n\n", 1),
        ("ANNA sits.\n\nBOB sits.\n\n", 2),
        ("Rain.\n\nFog.\n\n", 1),
        ("Rain.\n\nANNA sits.\n\n", 2),
        (ANNA + BOB + ANNA + BOB + ANNA, 2),
        ("-- ANNA swims.\n\n-- Anna falls.\n\n", 2),
        ("ANNA sits. CLOSE ON her hand.\n\n", 2),
    ],
)
def test_a_shot_is_an_action_or_an_exchange_with_what_happens_around_it(text: str, number: int) -> None:
    assert len(shots(text)) == number


@pytest.mark.parametrize(
    "end", ["# Two\n\n", "===\n\n", "CUT TO:\n\n", "SUPER: LONDON\n\n", "> THE END <\n\n", "LATER\n\n"]
)
def test_sections_page_breaks_cuts_and_titles_end_a_shot(end: str) -> None:
    assert len(shots(f"ANNA sits.\n\n{end}She sighs.\n\n")) == 2


@pytest.mark.parametrize(
    "act",
    [
        "ACT ONE",
        "ACT II",
        "ACT 3.",
        "END OF ACT ONE",
        "SEQUENCE 6 - THE QUEEN OF WINTER",
        "AKT ZWEI",
        "ACTE I",
        "第一幕",
        "제2막",
        "3막",
    ],
)
def test_the_number_of_an_act_makes_no_picture(act: str) -> None:
    assert [shot.text for shot in shots(f"ANNA sits.\n\n{act}\n\nShe sighs.\n\n")] == ["ANNA sits.", "She sighs."]


@pytest.mark.parametrize("act", ["Act one.", "ACT NORMAL", "ACT TWO BEGINS"])
def test_what_only_begins_as_an_act_is_action(act: str) -> None:
    assert act in "".join(shot.text for shot in shots(f"{act}\n\n"))


@pytest.mark.parametrize("cue", ["BOB (V.O.)", "BOB (O.S.)", "NARRATOR (V.O.)"])
def test_what_is_heard_lies_over_the_picture(cue: str) -> None:
    (shot,) = shots(f"ANNA sits by the fire.\n\n{cue}\nHello there.\n\n")
    assert seen(shot) == ["ANNA"]
    assert [line.text for line in shot.dialogue] == ["Hello there."]
    assert (shot.description, shot.milliseconds) == ("ANNA sits by the fire.", 2167)


def test_what_is_heard_first_lies_over_the_next_picture_and_makes_it_longer() -> None:
    speech = "one two three four five six seven eight nine ten"
    (shot,) = shots(f"ANNA (V.O.)\n{speech}\n\nRain.\n\n")
    assert (shot.description, shot.milliseconds) == ("Rain.", 4000)


def test_a_voice_without_any_picture_still_is_a_shot_of_the_place() -> None:
    (shot,) = shots("ANNA (V.O.)\nHello.\n\n")
    assert shot.description == "The voice of ANNA is heard. CABIN, NIGHT."


def test_sounds_lie_over_the_picture() -> None:
    (shot,) = shots("ANNA sits by the fire.\n\nSFX: DOORBELL\n\n")
    assert shot.description == "ANNA sits by the fire."


@pytest.mark.parametrize(
    "text",
    [
        "> INTERMISSION <",
        "THE END",
        "* * *",
        "CONTINUED:",
        "(Priya, Gus)",
        "SUPER: LONDON, 1940",
        "MONTAGE - AT SEA",
        "人物：林晚",
    ],
)
def test_what_makes_no_picture_is_named_with_its_line(text: str) -> None:
    read = scene(f"Rain.\n\n{text}\n\n")
    assert len(list(read.shots())) == 1
    assert [remark.line for remark in read.unseen] == [5]


def test_only_talk_tells_who_talks_to_whom_how_and_where_they_are() -> None:
    first, second, third = shots(
        "ANNA leans on the door, arms crossed.\n\nRain.\n\n"
        "ANNA\n(low, to BOB)\nWell?\n\nRain.\n\nBOB\n(crying)\nNo.\n\n"
    )[::2]
    assert first.description == "ANNA leans on the door, arms crossed."
    assert second.description == "ANNA talks to BOB, low. ANNA leans on the door, arms crossed."
    assert third.description == "BOB talks, crying. CABIN, NIGHT."


def test_where_somebody_stands_is_told_with_their_name() -> None:
    *_, shot = shots("ANNA waits.\n\nCUT TO:\n\nShe sits down by the fire.\n\nRain.\n\nANNA\nWell?\n\n")
    assert shot.description == "ANNA talks. ANNA sits down by the fire."


def test_talk_is_told_in_the_language_of_the_script() -> None:
    (shot,) = scene("@GRETA\nJa.\n\n@OTTO\nNein.\n\n", "de").shots()
    assert shot.description == "GRETA spricht mit OTTO. CABIN, NIGHT."


def test_exchanges_that_follow_each_other_are_framed_by_turns() -> None:
    talk = (ANNA + BOB + "Rain.\n\n") * 2 + ANNA + "Rain.\n\n" + BOB
    assert [shot.size for shot in shots(talk) if shot.dialogue] == [
        "two-shot",
        "over-shoulder",
        "medium-close",
        "close-up",
    ]


def test_a_whisper_is_close() -> None:
    assert [shot.size for shot in shots("Rain.\n\nANNA\n(whispering)\nNo.\n\n")] == ["wide", "close-up"]


SCENE = f"{HEADING}Rain. ANNA waits. A dog barks.\n\nANNA\nSo. It rains.\n\nBOB\nYes.\n\n"


def anchors(text: str) -> dict[str, Anchor]:
    """Every sentence of a script with its anchor."""
    found: dict[str, Anchor] = {}
    for shot in whole(text).shots():
        found |= {start.text: start.anchor for start in shot.starts}
    return found


def decided(*decisions: Decision) -> list[str]:
    return [" ".join(shot.text.split()) for shot in whole(SCENE, decisions=decisions).shots()]


def test_a_split_starts_a_shot_at_any_sentence() -> None:
    at = anchors(SCENE)
    assert decided(Split(at["A dog barks."]), Split(at["It rains."])) == [
        "Rain. ANNA waits.",
        "A dog barks.",
        "ANNA So.",
        "ANNA It rains. BOB Yes.",
    ]


def test_a_merge_takes_the_start_of_a_shot_away() -> None:
    text = f"{HEADING}Rain.\n\nANNA waits.\n\n"
    _, second = whole(text).shots()
    (shot,) = whole(text, decisions=[Merge(second.anchor)]).shots()
    assert shot.text == "Rain.\n\nANNA waits."


def test_what_is_dropped_is_named() -> None:
    text = f"{HEADING}Rain.\n\nANNA waits.\n\n"
    first, _ = whole(text).shots()
    read = whole(text, decisions=[Drop(first.anchor)])
    assert [shot.text for shot in read.shots()] == ["ANNA waits."]
    assert [remark.line for remark in read.unseen] == [3]


def test_a_length_that_a_person_set_holds_beyond_the_estimate() -> None:
    (shot,) = whole(SCENE).shots()
    (longer,) = whole(SCENE, decisions=[Length(shot.anchor, 20_000)]).shots()
    assert (longer.frames, longer.milliseconds, longer.digest) == (480, 20_000, shot.digest)


def test_decisions_whose_text_is_gone_are_lost_and_others_are_not() -> None:
    gone = Split(Anchor("sha256:0", 1))
    read = whole(SCENE, decisions=[gone, Refuse("ANNA")])
    assert read.lost == (gone,)
    assert [person.name for person in read.people] == ["BOB"]


def test_equal_sentences_are_told_apart_by_their_occurrence() -> None:
    text = f"{HEADING}Rain.\n\nANNA waits.\n\nRain.\n\n"
    first, _, third = whole(text).shots()
    assert (first.anchor.digest, first.anchor.occurrence, third.anchor.occurrence) == (third.anchor.digest, 1, 2)
    assert len(list(whole(text, decisions=[Drop(third.anchor)]).shots())) == 2


@pytest.mark.parametrize("pages", [(2, 3, 6), (6, 2, 3)])
def test_the_head_of_a_page_makes_no_picture_in_whatever_order_pages_lie(pages: tuple[int, ...]) -> None:
    head = "THE LONG QUIET #206 - BLUE 11/03      {}.\n\n"
    read = shots("".join(f"ANNA sits.\n\n{head.format(page)}She sighs.\n\n" for page in pages))
    assert not any("BLUE" in shot.text for shot in read)
    assert any("BLUE" in text for text in texts("ANNA sits.\n\n" + head.format(2)))
