"""What a revision changes, and what it leaves alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from productions.screenplay.revisions.matching import OldScene, OldShot, ShotPair, Verdict, match
from tests.productions.screenplay.revising import draft, ids, new_id, production, revise

CASES = Path(__file__).with_name("cases")
HARBOUR = (
    "EXT. HARBOUR - DAY\n\nThree boats lie in the mud.\n\nMARA\nThe tide is late again today.\n\nWIDE. Fog comes.\n\n"
)
CABIN = (
    "INT. CABIN - NIGHT\n\nA lamp and an empty chair.\n\nTOM\nNobody sits there any more.\n\nCLOSE ON the chair.\n\n"
)
SEA = "EXT. SEA - DAWN\n\nGrey water without an end.\n\nTOM\nListen to that bell, will you?\n\n"
SCRIPT = HARBOUR + CABIN + SEA


def verdicts(old: tuple[OldScene, ...], text: str) -> dict[str, dict[str, int]]:
    counts = match(old, draft(text)).counts()
    return {kind: {name: n for name, n in found.items() if n and name != "unchanged"} for kind, found in counts.items()}


def only(old: tuple[OldScene, ...], text: str, verdict: Verdict) -> ShotPair:
    (found,) = match(old, draft(text)).shots(verdict)
    return found


def test_the_same_script_changes_nothing() -> None:
    noisy = SCRIPT.replace("chair.", "chair. [[whose?]]", 1).replace("\n\n", "\n\n\n").replace("\n", "\r\n")
    assert verdicts(production(SCRIPT), SCRIPT) == {"scenes": {}, "shots": {}}
    assert verdicts(production(SCRIPT), noisy) == {"scenes": {}, "shots": {}}


def test_a_first_script_creates_everything() -> None:
    assert verdicts((), SCRIPT) == {"scenes": {"created": 3}, "shots": {"created": 8}}


def test_one_changed_line_changes_exactly_its_shot() -> None:
    old = production(SCRIPT)
    revised = SCRIPT.replace("Nobody sits there any more", "Nobody ever sits there any more")
    assert verdicts(old, revised) == {"scenes": {}, "shots": {"changed": 1}}
    assert only(old, revised, Verdict.CHANGED).old == old[1].shots[1]


def test_a_line_with_other_words_is_a_new_shot() -> None:
    revised = SCRIPT.replace("Nobody sits there any more.", "Put the kettle on.")
    assert verdicts(production(SCRIPT), revised) == {"scenes": {}, "shots": {"created": 1, "removed": 1}}


def test_an_inserted_shot_leaves_its_neighbours_alone() -> None:
    revised = SCRIPT.replace("A lamp and", "INSERT - a letter.\n\nWIDE. A lamp and")
    assert verdicts(production(SCRIPT), revised)["shots"] == {"created": 1, "changed": 1}
    revised = SCRIPT.replace("CLOSE ON the chair.", "INSERT - a letter.\n\nCLOSE ON the chair.")
    assert verdicts(production(SCRIPT), revised) == {"scenes": {}, "shots": {"created": 1}}


def test_a_removed_shot_is_removed_alone() -> None:
    assert verdicts(production(SCRIPT), SCRIPT.replace("WIDE. Fog comes.\n\n", "")) == {
        "scenes": {},
        "shots": {"removed": 1},
    }


def test_a_moved_scene_keeps_its_shots() -> None:
    old = production(SCRIPT)
    assert verdicts(old, CABIN + SEA + HARBOUR) == {"scenes": {"moved": 1}, "shots": {}}
    moved = [pair for pair in match(old, draft(CABIN + SEA + HARBOUR)).scenes if pair.moved]
    assert [pair.old for pair in moved] == [old[0]]


def test_a_scene_with_another_heading_is_known_by_its_words() -> None:
    assert verdicts(production(SCRIPT), SCRIPT.replace("INT. CABIN - NIGHT", "INT. ATTIC - NIGHT")) == {
        "scenes": {"changed": 1},
        "shots": {},
    }


def test_a_scene_with_another_heading_and_other_words_is_another_scene() -> None:
    revised = HARBOUR + "INT. ATTIC - DAY\n\nDust upon dust.\n\n" + SEA
    assert verdicts(production(SCRIPT), revised) == {
        "scenes": {"created": 1, "removed": 1},
        "shots": {"created": 1, "removed": 3},
    }


def test_what_is_in_a_scene_is_stronger_than_its_heading() -> None:
    old = production("INT. A - DAY #1#\n\nDust upon dust.\n\nINT. B - DAY #2#\n\nGold and more gold.\n\n")
    revised = "INT. B - DAY #1#\n\nDust upon dust.\n\nINT. A - DAY #2#\n\nGold and more gold.\n\n"
    matching = match(old, draft(revised))
    assert [pair.old for pair in matching.scenes] == list(old)
    assert [pair.verdict for pair in matching.scenes] == [Verdict.CHANGED, Verdict.CHANGED]


def test_a_scene_in_front_that_takes_the_first_number_takes_nothing_else() -> None:
    old = production((CASES / "02-renumber-before.fountain").read_text())
    matching, after = revise(old, (CASES / "02-renumber-after.fountain").read_text())
    street, bar, beach = matching.scenes
    assert (street.old, bar.old, beach.old) == (None, *old)
    assert [len(list(matching.shots(verdict))) for verdict in (Verdict.CREATED, Verdict.REMOVED)] == [1, 0]
    assert ids(after)[1:] == ids(old)


@pytest.mark.parametrize("kept", [1, 2, 3])
def test_a_number_says_which_of_equal_scenes_is_left(kept: int) -> None:
    scenes = {number: f"EXT. SEA - DAWN #{number}#\n\nGrey water.\n\n" for number in (1, 2, 3)}
    old = production("".join(scenes.values()))
    matching = match(old, draft(scenes[kept]))
    assert [pair.old for pair in matching.scenes if pair.new] == [old[kept - 1]]


def test_equal_scenes_that_are_renumbered_stay_in_order() -> None:
    old = production("".join(f"EXT. SEA - DAWN #{number}#\n\nGrey water.\n\n" for number in (1, 2, 3)))
    matching = match(old, draft("".join(f"EXT. SEA - DAWN #{number}#\n\nGrey water.\n\n" for number in (2, 3, 4))))
    assert [pair.old for pair in matching.scenes] == list(old)


def test_a_scene_that_is_written_anew_in_its_place_is_the_same_scene() -> None:
    revised = HARBOUR + "INT. CABIN - NIGHT\n\nDust upon dust.\n\n" + SEA
    assert verdicts(production(SCRIPT), revised)["scenes"] == {}


def test_another_scene_in_another_place_under_the_same_heading_is_another_scene() -> None:
    revised = HARBOUR + SEA + "INT. CABIN - NIGHT\n\nDust upon dust.\n\n"
    assert verdicts(production(SCRIPT), revised)["scenes"] == {"created": 1, "removed": 1}


@pytest.mark.parametrize(
    ("before", "after"),
    [("Fog comes.", "Fog goes."), ("TOM\nListen.", "TOM\nRow."), ("林晚停住。", "林晚走过。")],
)
def test_one_word_of_a_short_shot_changes_it(before: str, after: str) -> None:
    script = f"INT. A - DAY\n\nGrey water without an end.\n\nWIDE. {before}\n\nCLOSE ON the bell.\n"
    assert verdicts(production(script), script.replace(before, after)) == {"scenes": {}, "shots": {"changed": 1}}


@pytest.mark.parametrize("other", ["curly", "straight"])
def test_signs_that_say_the_same_are_no_change(other: str) -> None:
    one = (CASES / f"06-quotes-{other}.fountain").read_text()
    (two,) = (CASES / f"06-quotes-{each}.fountain" for each in ("curly", "straight") if each != other)
    assert verdicts(production(one), two.read_text()) == {"scenes": {}, "shots": {}}


def test_more_spaces_between_sentences_are_no_change() -> None:
    one, two = ((CASES / f"10-spaces-{many}.fountain").read_text() for many in ("one", "two"))
    assert verdicts(production(one), two) == {"scenes": {}, "shots": {}}
    assert [shot.milliseconds for shot in draft(one)[0].shots] == [shot.milliseconds for shot in draft(two)[0].shots]


def test_another_name_changes_the_shots_that_say_it_and_makes_none_anew() -> None:
    script = SCRIPT + "WIDE. TOM sees MARA.\n"
    old, revised = production(script), script.replace("TOM", "OLAF").replace("MARA", "INGRID")
    assert verdicts(old, revised)["shots"].get("created")
    found = match(old, draft(revised), {"TOM": "OLAF", "MARA": "INGRID"}).counts()["shots"]
    assert (found["created"], found["removed"]) == (0, 0)
    assert found["changed"] == sum("TOM" in shot.text or "MARA" in shot.text for scene in old for shot in scene.shots)


def test_scenes_with_one_heading_are_matched_in_order() -> None:
    old = production(CABIN + SEA + CABIN.replace("lamp", "candle"))
    assert verdicts(old, CABIN.replace("A lamp", "The lamp") + SEA + CABIN.replace("lamp", "candle")) == {
        "scenes": {},
        "shots": {"changed": 1},
    }


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_new_scene_among_others_with_its_heading_is_the_new_one(place: int) -> None:
    one, two, new = CABIN, CABIN.replace("lamp", "candle").replace("Nobody", "Who"), "INT. CABIN - NIGHT\n\nDust.\n\n"
    scenes = [one, two]
    scenes.insert(place, new)
    old = production(one + two)
    assert verdicts(old, "".join(scenes)) == {"scenes": {"created": 1}, "shots": {"created": 1}}
    assert verdicts(production("".join(scenes)), one + two) == {"scenes": {"removed": 1}, "shots": {"removed": 1}}


def test_a_shot_moves_within_its_scene() -> None:
    fog = "WIDE. Fog comes.\n\n"
    revised = SCRIPT.replace(fog, "").replace("EXT. HARBOUR - DAY\n\n", f"EXT. HARBOUR - DAY\n\n{fog}CUT TO:\n\n")
    assert verdicts(production(SCRIPT), revised) == {"scenes": {}, "shots": {"moved": 1}}


def test_a_shot_moves_to_another_scene() -> None:
    old = production(SCRIPT)
    revised = SCRIPT.replace("WIDE. Fog comes.\n\n", "") + "WIDE. Fog comes.\n\n"
    moved = only(old, revised, Verdict.MOVED)
    assert (moved.old, moved.old_scene, moved.moved) == (old[0].shots[2], old[0].id, True)


def test_shots_of_a_removed_scene_may_live_on_elsewhere() -> None:
    old = production(SCRIPT)
    revised = HARBOUR + SEA + "CLOSE ON the chair.\n\n"
    assert verdicts(old, revised) == {"scenes": {"removed": 1}, "shots": {"moved": 1, "removed": 2}}


@pytest.mark.parametrize(
    "other",
    [
        HARBOUR + SEA,
        SEA + CABIN + HARBOUR,
        SCRIPT.replace("Nobody sits there any more.", "Put the kettle on."),
        SCRIPT.replace("CLOSE ON the chair.", ""),
        SCRIPT.replace("INT. CABIN - NIGHT", "EXT. MOON - DAY").replace("lamp", "crater"),
        HARBOUR + "INT. CABIN - NIGHT\n\nAltogether different things happen.\n\n" + SEA,
        "INT. NOWHERE - DAY\n\nNothing.\n\n",
    ],
)
def test_text_that_returns_brings_its_scenes_and_shots_back(other: str) -> None:
    first = production(SCRIPT)
    assert any(verdicts(first, other).values())
    _, second = revise(first, other)
    matching, third = revise(second, SCRIPT)
    assert ids(third) == ids(first)
    assert not list(matching.shots(Verdict.CREATED))


def test_shots_made_by_hand_are_never_named() -> None:
    by_hand = OldShot(new_id(), "SC010_0045", "", "", made_by_hand=True)
    old = tuple(replace(scene, shots=(by_hand, *scene.shots)) for scene in production(SCRIPT))
    for text in (SCRIPT, HARBOUR, SCRIPT.replace("Fog", "Snow"), CABIN + HARBOUR):
        assert by_hand not in [pair.old for pair in match(old, draft(text)).shots()]


def test_a_scene_that_holds_shots_made_by_hand_is_kept() -> None:
    by_hand = OldShot(new_id(), "SC020_0045", "", "", made_by_hand=True)
    first, second, third = production(SCRIPT)
    old = (first, replace(second, shots=(*second.shots, by_hand)), third)
    assert verdicts(old, HARBOUR + SEA) == {"scenes": {"kept": 1}, "shots": {"removed": 3}}


def test_a_scene_made_by_hand_takes_no_part() -> None:
    old = (*production(HARBOUR), OldScene(new_id(), "", "INT. CABIN - NIGHT", made_by_hand=True))
    assert verdicts(old, HARBOUR) == {"scenes": {}, "shots": {}}
    assert verdicts(old, HARBOUR + CABIN)["scenes"] == {"created": 1}


def test_a_shot_that_a_person_removed_stays_removed() -> None:
    first, *rest = production(SCRIPT)
    gone = replace(first.shots[2], removed=True, removed_by_hand=True)
    old = (replace(first, shots=(*first.shots[:2], gone)), *rest)
    assert verdicts(old, SCRIPT) == {"scenes": {}, "shots": {"kept": 1}}
    assert verdicts(old, SCRIPT.replace("WIDE. Fog comes.\n\n", "")) == {"scenes": {}, "shots": {}}


def test_a_scene_that_a_person_removed_stays_removed() -> None:
    first, second, third = production(SCRIPT)
    shots = tuple(replace(shot, removed=True, removed_by_hand=True) for shot in second.shots)
    old = (first, replace(second, shots=shots, removed=True, removed_by_hand=True), third)
    assert verdicts(old, SCRIPT.replace("A lamp", "The lamp")) == {"scenes": {"kept": 1}, "shots": {}}


PIECES = st.lists(st.sampled_from([HARBOUR, CABIN, SEA]), unique=True, min_size=1).map("".join)
EDITS = st.lists(
    st.sampled_from(
        [
            ("Fog comes.", "Fog comes slowly."),
            ("WIDE. Fog comes.\n\n", ""),
            ("Listen to that bell, will you?", "Row."),
            ("CLOSE ON the chair.", "INSERT - a coin.\n\nCLOSE ON the chair."),
            ("INT. CABIN - NIGHT", "INT. CABIN - DAY"),
        ]
    ),
    unique=True,
)


@settings(deadline=None, max_examples=100)
@given(PIECES, EDITS, PIECES, EDITS)
def test_whatever_lies_between_a_script_that_returns_keeps_its_shots(
    one: str, one_edits: list[tuple[str, str]], other: str, other_edits: list[tuple[str, str]]
) -> None:
    for before, after in one_edits:
        one = one.replace(before, after)
    for before, after in other_edits:
        other = other.replace(before, after)
    first = production(one)
    _, second = revise(first, other)
    _, third = revise(second, one)
    assert {shot for _, shots in ids(third) for shot in shots} == {shot for _, shots in ids(first) for shot in shots}


def test_a_line_changed_in_the_demonstration_script_changes_one_shot() -> None:
    script = (Path(__file__).parents[3] / "demo" / "the-last-light.fountain").read_text(encoding="utf-8")
    revised = script.replace("There's always fog coming.", "There is always a little fog coming.")
    assert verdicts(production(script), revised) == {"scenes": {}, "shots": {"changed": 1}}


def test_a_shot_that_another_scene_takes_over_goes_on_there_though_it_reads_otherwise() -> None:
    """A heading goes, and a word of a shot behind it is another: the shot is changed, not made anew."""
    old = production(SCRIPT)
    merged = SCRIPT.replace("INT. CABIN - NIGHT\n\n", "").replace("there any more", "there now any more")
    matching, after = revise(old, merged)
    changed = [pair.old for pair in matching.shots(Verdict.CHANGED) if pair.old]
    assert "TOM\nNobody sits there any more." in [shot.text for shot in changed]
    assert not list(matching.shots(Verdict.CREATED))
    assert {shot.id for shot in changed} <= {shot.id for scene in after for shot in scene.shots}


@pytest.mark.parametrize(
    ("gone", "new"),
    [
        ("Anna laughs.", "Anna dies."),
        ("Anna laughs loudly.", "Anna laughs madly."),
        ("A door.", "A door. On the wall a hundred strokes of chalk, each for a day that nobody counted."),
    ],
)
def test_a_shot_of_another_scene_that_shares_few_words_is_another_shot(gone: str, new: str) -> None:
    kitchen = "INT. KITCHEN - DAY\n\nPots boil over on the stove.\n\nMARA\nSupper is late again.\n\n"
    before = production(f"{kitchen}{gone}\n")
    assert gone in [shot.text for scene in before for shot in scene.shots]
    matching, _ = revise(before, f"{kitchen}INT. PRISON - NIGHT\n\n{new}\n")
    ((pair,),) = [
        scene.shots for scene in matching.scenes if scene.new and scene.new.heading.text.startswith("INT. PR")
    ]
    assert pair.verdict is Verdict.CREATED
