"""What people decide about a breakdown: every later import applies it again, and one undo takes it back."""

from uuid import UUID

import pytest

from events.execution import Context, Receipt
from productions import commands, queries
from productions.commands import deciding
from productions.commands.reverting import Selection
from productions.commands.scripts import Revision
from productions.domain.decision import (
    Absent,
    Alias,
    Anchor,
    Decision,
    Drop,
    InvalidDecision,
    Length,
    Merge,
    Refuse,
    Split,
)
from productions.refusals import DecidedInVain, NotByTheScript
from tests.support.making import context, production

pytestmark = pytest.mark.django_db

SCRIPT = """INT. HOUSE - DAY

WALTER opens the door. Rain runs down the old glass.

CLOSE ON the letter in his hand.

EXT. GARDEN - DAY

ANNA waits under the tree.

WIDE. WALTER comes out of the house.
"""


@pytest.fixture
def by() -> Context:
    return context()


@pytest.fixture
def log(by: Context) -> UUID:
    return production(by, SCRIPT)


def shots(log: UUID) -> dict[UUID, str]:
    """The live shots in film order with their texts."""
    at = queries.moment(log)
    states = {shot: at.shots[shot].state for shot in queries.ordered_shots(at)}
    return {shot: " ".join(state.source.text.split()) for shot, state in states.items() if state.source}


def shot_of(log: UUID, words: str) -> UUID:
    (found,) = [shot for shot, text in shots(log).items() if words in text]
    return found


def sentence(log: UUID, words: str) -> Anchor:
    """The anchor of a sentence of the script."""
    at = queries.moment(log)
    starts = [start for shot in queries.ordered_shots(at) for start in deciding.sentences_of(at, shot)]
    (found,) = [start.anchor for start in starts if words in start.text]
    return found


def start(log: UUID, words: str) -> Anchor:
    """The anchor of the shot whose text has some words."""
    at = queries.moment(log)
    return deciding.sentences_of(at, shot_of(log, words))[0].anchor


def undo(by: Context, log: UUID, done: Receipt[Revision]) -> None:
    """Undo the command, of which everything is one batch."""
    chosen = Selection(command=UUID(done.events[0].said("command") or ""))
    commands.undo(by, log, chosen, require=lambda _: None)


def undone_is_as_before(by: Context, log: UUID, done: Receipt[Revision], before: dict[UUID, str]) -> None:
    assert shots(log) != before or not done.events
    undo(by, log, done)
    assert shots(log) == before
    assert queries.moment(log).script.state.decisions == ()


def test_a_shot_is_split_at_a_sentence_and_goes_on_in_its_first_part(by: Context, log: UUID) -> None:
    before = shots(log)
    door = shot_of(log, "opens the door")
    done = commands.split_shot(by, log, door, sentence(log, "Rain runs"))
    assert shots(log)[door] == "WALTER opens the door."
    assert len(shots(log)) == len(before) + 1
    undone_is_as_before(by, log, done, before)


def test_a_split_holds_in_later_revisions_and_comes_back_with_its_text(by: Context, log: UUID) -> None:
    commands.split_shot(by, log, shot_of(log, "opens the door"), sentence(log, "Rain runs"))
    split = shots(log)
    commands.import_script(by, log, SCRIPT.replace("waits under", "sleeps under"))
    assert shots(log).keys() == split.keys()
    made = commands.import_script(by, log, SCRIPT.replace("Rain runs", "Snow runs")).value
    assert [type(decision) for decision in made.lost] == [Split]
    assert any("(split) waits for a sentence" in text for _, text in made.remarks)
    assert not commands.import_script(by, log, SCRIPT).value.lost
    assert shots(log) == split


def test_a_shot_is_merged_with_the_one_before_which_goes_on_as_both(by: Context, log: UUID) -> None:
    before = shots(log)
    door, letter = shot_of(log, "opens the door"), shot_of(log, "letter")
    done = commands.merge_shot(by, log, letter)
    assert "letter" in shots(log)[door] and letter not in shots(log)
    assert commands.import_script(by, log, SCRIPT.replace("under the", "by the")).value.lost == ()
    assert "letter" in shots(log)[door]
    commands.import_script(by, log, SCRIPT)
    assert letter not in shots(log)
    commands.decide_breakdown(by, log, [], queries.moment(log).script.state.decisions)
    assert shots(log) == before
    assert done.value.lost == ()


def test_a_merge_is_undone_at_once(by: Context, log: UUID) -> None:
    before = shots(log)
    undone_is_as_before(by, log, commands.merge_shot(by, log, shot_of(log, "letter")), before)


def test_the_first_shot_of_a_scene_has_none_to_merge_with(by: Context, log: UUID) -> None:
    with pytest.raises(NotByTheScript):
        commands.merge_shot(by, log, shot_of(log, "ANNA waits"))


def test_a_shot_made_by_hand_has_no_sentences(by: Context, log: UUID) -> None:
    scene = queries.ordered_scenes(queries.moment(log))[0]
    made = commands.add_shot(by, log, by.ids(), scene, {"description": "A gull lands. It looks."}).value
    assert deciding.sentences_of(queries.moment(log), made) == []
    with pytest.raises(NotByTheScript):
        commands.split_shot(by, log, made, start(log, "letter"))
    with pytest.raises(NotByTheScript):
        commands.split_shot(by, log, shot_of(log, "letter"), start(log, "ANNA waits"))


def test_a_dropped_shot_makes_no_picture_in_any_revision_until_the_decision_is_withdrawn(
    by: Context, log: UUID
) -> None:
    before = shots(log)
    decision = Drop(start(log, "letter"))
    done = commands.decide_breakdown(by, log, [decision])
    assert not any("letter" in text for text in shots(log).values())
    commands.import_script(by, log, SCRIPT.replace("under the", "by the"))
    assert not any("letter" in text for text in shots(log).values())
    commands.import_script(by, log, SCRIPT)
    commands.decide_breakdown(by, log, [], [decision])
    assert shots(log) == before
    assert done.value.lost == ()


def test_a_length_is_that_of_the_shot_whatever_it_was_before(by: Context, log: UUID) -> None:
    letter = shot_of(log, "letter")
    before = length(log, letter)
    commands.change_shot(by, log, letter, {"frames": 7})
    decision = Length(start(log, "letter"), 5000)
    done = commands.decide_breakdown(by, log, [decision])
    assert length(log, letter) == 120
    assert commands.import_script(by, log, SCRIPT + "\nRain.\n").value.lost == ()
    assert length(log, letter) == 120
    commands.import_script(by, log, SCRIPT)
    commands.change_shot(by, log, letter, {"frames": 9})
    assert decisions(log) == (Length(start(log, "letter"), 375),)
    commands.decide_breakdown(by, log, [], [decision])
    assert length(log, letter) == before and decisions(log) == ()
    assert {event.type for event in done.events} == {"shot.changed", "script.broken_down"}


def decisions(log: UUID) -> tuple[Decision, ...]:
    return queries.moment(log).script.state.decisions


def test_a_length_set_at_a_shot_holds_for_whatever_shot_its_text_comes_to_be(by: Context, log: UUID) -> None:
    letter = shot_of(log, "letter")
    commands.change_shot(by, log, letter, {"frames": 96})
    assert decisions(log) == (Length(start(log, "letter"), 4000),)
    longer = SCRIPT.replace("in his hand.", "in his hand. Nobody moves, not for all the tea and rain of China.")
    commands.import_script(by, log, longer.replace("CLOSE ON the letter in his hand.", "CLOSE ON the letter."))
    commands.import_script(by, log, "INT. SHED - NIGHT\n\nCLOSE ON the letter in his hand.\n")
    assert [length(log, shot) for shot in shots(log)] == [96]


def test_following_the_script_again_ends_the_decision(by: Context, log: UUID) -> None:
    letter = shot_of(log, "letter")
    before = length(log, letter)
    commands.change_shot(by, log, letter, {"frames": 96})
    done = commands.change_shot(by, log, letter, {"frames": None})
    assert (decisions(log), length(log, letter)) == ((), before)
    chosen = Selection(events=tuple(event.event_id for event in done.events))
    commands.undo(by, log, chosen, require=lambda _: None)
    assert length(log, letter) == 96 and len(decisions(log)) == 1


def test_lengths_at_shots_are_undone_each_by_itself(by: Context, log: UUID) -> None:
    letter, door = shot_of(log, "letter"), shot_of(log, "opens the door")
    before = length(log, letter)
    first = commands.change_shot(by, log, letter, {"frames": 96})
    commands.change_shot(by, log, door, {"frames": 48})
    chosen = Selection(events=tuple(event.event_id for event in first.events))
    commands.undo(by, log, chosen, require=lambda _: None)
    assert (length(log, letter), length(log, door)) == (before, 48)
    assert decisions(log) == (Length(start(log, "opens the door"), 2000),)


def test_undoing_the_event_of_the_shot_alone_ends_its_decision(by: Context, log: UUID) -> None:
    letter, before = shot_of(log, "letter"), shots(log)
    length_before = length(log, letter)
    made = commands.change_shot(by, log, letter, {"size": "wide", "frames": 96})
    size, frames, _ = (event.event_id for event in made.events)
    commands.undo(by, log, Selection(events=(size,)), require=lambda _: None)
    assert length(log, letter) == 96 and len(decisions(log)) == 1
    commands.undo(by, log, Selection(events=(frames,)), require=lambda _: None)
    assert (length(log, letter), decisions(log)) == (length_before, ())
    gone = commands.remove_shot(by, log, letter).events[0].event_id
    commands.undo(by, log, Selection(events=(gone,)), require=lambda _: None)
    assert (shots(log), decisions(log)) == (before, ())


def test_what_a_shot_by_hand_is_told_is_no_decision(by: Context, log: UUID) -> None:
    scene = queries.ordered_scenes(queries.moment(log))[0]
    made = commands.add_shot(by, log, by.ids(), scene, {"description": "A gull."}).value
    commands.change_shot(by, log, made, {"frames": 96})
    commands.remove_shot(by, log, made)
    commands.restore_shot(by, log, made)
    assert decisions(log) == ()


def test_a_shot_removed_on_the_board_is_dropped_until_it_is_restored(by: Context, log: UUID) -> None:
    before, anchor = shots(log), start(log, "letter")
    letter = shot_of(log, "letter")
    commands.remove_shot(by, log, letter)
    assert decisions(log) == (Drop(anchor),)
    commands.import_script(by, log, "INT. SHED - NIGHT\n\nCLOSE ON the letter in his hand.\n\nANNA laughs.\n")
    assert list(shots(log).values()) == ["ANNA laughs."]
    commands.import_script(by, log, SCRIPT)
    assert letter not in shots(log)
    commands.restore_shot(by, log, letter)
    assert (shots(log), decisions(log)) == (before, ())
    commands.import_script(by, log, SCRIPT)
    assert shots(log) == before


def test_withdrawing_what_dropped_a_shot_on_the_board_brings_it_back(by: Context, log: UUID) -> None:
    before, letter = shots(log), shot_of(log, "letter")
    commands.remove_shot(by, log, letter)
    commands.decide_breakdown(by, log, [], decisions(log))
    assert (shots(log), decisions(log)) == (before, ())


def test_of_two_shots_of_the_same_words_the_one_that_was_dropped_stays_out(by: Context) -> None:
    log = production(by, "INT. HOUSE - DAY\n\nCLOSE ON a door.\n\nWIDE. ANNA waits.\n\nCLOSE ON a door.\n")
    first, _, third = shots(log)
    commands.remove_shot(by, log, first)
    commands.import_script(by, log, queries.moment(log).script.state.text + "\nRain.\n")
    assert first not in shots(log) and third in shots(log)


def test_an_undone_removal_is_no_decision_any_more(by: Context, log: UUID) -> None:
    before = shots(log)
    done = commands.remove_shot(by, log, shot_of(log, "letter"))
    chosen = Selection(events=tuple(event.event_id for event in done.events))
    commands.undo(by, log, chosen, require=lambda _: None)
    assert (shots(log), decisions(log)) == (before, ())


def test_a_length_is_undone_at_once(by: Context, log: UUID) -> None:
    letter = shot_of(log, "letter")
    before = length(log, letter)
    done = commands.decide_breakdown(by, log, [Length(start(log, "letter"), 5000)])
    undo(by, log, done)
    assert length(log, letter) == before


def test_a_length_that_goes_with_its_text_is_remarked(by: Context, log: UUID) -> None:
    letter = shot_of(log, "letter")
    commands.change_shot(by, log, letter, {"frames": 7})
    made = commands.import_script(by, log, SCRIPT.replace("CLOSE ON the letter in his hand.", "")).value
    assert any("SC010_0020 had a length of its own" in text for _, text in made.remarks)


def length(log: UUID, shot: UUID) -> int:
    return int(queries.inputs(queries.moment(log), [shot])[shot].values["frames"])


def test_decisions_come_with_an_import_and_a_dry_run_shows_the_same(by: Context) -> None:
    log = production(by, None)
    dry = commands.import_script(by, log, SCRIPT, dry_run=True).value
    anchors = {shot.description: shot.anchor for shot in dry.read.shots()}
    letter = next(anchor for text, anchor in anchors.items() if "letter" in text)
    decisions: list[Decision] = [Drop(letter), Alias("ANNA", "BERTA"), Refuse("GARDEN", "location")]
    again = commands.import_script(by, log, SCRIPT, decisions=decisions, dry_run=True).value
    assert queries.moment(log).script.state.revision == 0
    done = commands.import_script(by, log, SCRIPT, decisions=decisions)
    assert done.value.summary["shots"]["created"][0]["text"] == again.summary["shots"]["created"][0]["text"]
    assert len(shots(log)) == len(list(dry.read.shots())) - 1
    names = {(each.state.kind, each.state.names) for each in queries.references(log).values()}
    assert names == {("location", ("HOUSE",)), ("character", ("WALTER",)), ("character", ("BERTA", "ANNA"))}
    assert queries.moment(log).script.state.decisions == (Drop(letter), Refuse("GARDEN", "location"))


def test_an_alias_of_two_who_are_there_makes_them_one(by: Context, log: UUID) -> None:
    before = shots(log), names(log)
    done = commands.decide_breakdown(by, log, [Alias("ANNA", "WALTER")])
    assert names(log) == {"HOUSE": (), "GARDEN": (), "WALTER": ("ANNA",)}
    undo(by, log, done)
    assert (shots(log), names(log)) == before


def test_an_alias_of_nobody_is_lost(by: Context, log: UUID) -> None:
    decision = Alias("the letter", "NOBODY ELSE")
    assert commands.decide_breakdown(by, log, [decision]).value.lost == (decision,)


def of_no_effect(log: UUID) -> list[tuple[Decision, int, str]]:
    """Decisions of which nothing would come, the line on which each is told, and words of the reason."""
    return [
        (Merge(start(log, "ANNA waits")), 9, "first shot of its scene"),
        (Merge(sentence(log, "Rain runs")), 3, "goes on from the one before already"),
        (Split(start(log, "letter")), 5, "starts with this sentence already"),
        (Drop(sentence(log, "Rain runs")), 3, "No shot starts"),
        (Length(sentence(log, "Rain runs"), 900), 3, "No shot starts"),
        (Refuse("TREE"), 9, "Nobody and nothing is called TREE"),
        (Alias("THE GHOST", "WALTER"), 1, "calls nobody and nothing THE GHOST"),
    ]


@pytest.mark.parametrize("nth", range(7))
def test_a_decision_of_no_effect_is_refused_and_with_an_import_remarked(by: Context, log: UUID, nth: int) -> None:
    decision, line, words = of_no_effect(log)[nth]
    before = shots(log), names(log)
    with pytest.raises(DecidedInVain, match=words):
        commands.decide_breakdown(by, log, [decision])
    made = commands.import_script(by, log, SCRIPT, decisions=[decision]).value
    assert [(at, text) for at, text in made.remarks if words in text] == [(line, made.remarks[-1][1])]
    assert (shots(log), names(log), decisions(log)) == (*before, ())


@pytest.mark.parametrize(
    ("decision", "words"),
    [(Refuse("ANNA"), "not in force"), (Alias("THE GHOST", "WALTER"), "not called THE GHOST as well")],
)
def test_withdrawing_what_is_not_in_force_is_refused(by: Context, log: UUID, decision: Decision, words: str) -> None:
    with pytest.raises(DecidedInVain, match=words):
        commands.decide_breakdown(by, log, [], [decision])
    made = commands.import_script(by, log, SCRIPT, withdrawn=[decision]).value
    assert any(words in text for _, text in made.remarks)


def test_an_alias_is_withdrawn_by_its_decision(by: Context, log: UUID) -> None:
    commands.decide_breakdown(by, log, [Alias("tree", "WALTER")])
    assert names(log)["WALTER"] == ("tree",)
    commands.decide_breakdown(by, log, [], [Alias("tree", "WALTER")])
    assert names(log)["WALTER"] == ()


def test_an_alias_that_became_a_rename_is_not_withdrawn_in_silence(by: Context, log: UUID) -> None:
    decision = Alias("WALTER", "OTTO")
    renamed = SCRIPT.replace("WALTER", "OTTO")
    commands.import_script(by, log, renamed, decisions=[decision])
    before = names(log)
    assert before["OTTO"] == ("WALTER",)
    with pytest.raises(DecidedInVain, match="WALTER was renamed OTTO"):
        commands.decide_breakdown(by, log, [], [decision])
    made = commands.import_script(by, log, renamed, withdrawn=[decision]).value
    assert any("WALTER was renamed OTTO" in text for _, text in made.remarks)
    assert names(log) == before


def names(log: UUID) -> dict[str, tuple[str, ...]]:
    live = [each.state for each in queries.references(log).values() if not each.state.removed]
    return {state.name: state.aliases for state in live}


def test_what_is_refused_once_is_cast_nowhere_and_never_made_again(by: Context, log: UUID) -> None:
    before = cast(log)
    at = queries.moment(log)
    anna = next(id_ for id_, each in at.references.items() if each.state.name == "ANNA")
    done = commands.refuse_cast(by, log, shot_of(log, "ANNA waits"), anna)
    assert "ANNA" not in {name for each in cast(log).values() for name in each}
    assert "ANNA" not in names(log)
    commands.import_script(by, log, SCRIPT.replace("ANNA waits", "ANNA still waits"))
    assert "ANNA" not in {name for each in cast(log).values() for name in each}
    assert "ANNA" not in names(log)
    commands.import_script(by, log, SCRIPT)
    commands.decide_breakdown(by, log, [], queries.moment(log).script.state.decisions)
    assert cast(log) == before
    assert done.value.lost == ()


def test_a_refusal_is_undone_at_once(by: Context, log: UUID) -> None:
    before = cast(log), names(log)
    done = commands.decide_breakdown(by, log, [Refuse("ANNA")])
    assert (cast(log), names(log)) != before
    undo(by, log, done)
    assert (cast(log), names(log)) == before


def cast(log: UUID) -> dict[str, set[str]]:
    at = queries.moment(log)
    states = [at.shots[shot].state for shot in queries.ordered_shots(at)]
    return {
        state.source.text: {at.references[ref].state.name for ref in state.cast} for state in states if state.source
    }


def test_who_a_person_cast_is_not_refused_by_the_script(by: Context, log: UUID) -> None:
    prop = commands.add_reference(by, log, by.ids(), "prop", "Rope").value
    with pytest.raises(NotByTheScript):
        commands.refuse_cast(by, log, shot_of(log, "letter"), prop)


def test_every_entry_that_the_script_casts_says_why_and_where(by: Context, log: UUID) -> None:
    at = queries.moment(log)
    waits = at.shots[shot_of(log, "ANNA waits")].state
    reasons = {at.references[ref].state.name: entry.why for ref, entry in waits.cast.items()}
    assert {name: (why.reason, why.line) for name, why in reasons.items() if why} == {
        "GARDEN": ("place", -2),
        "ANNA": ("named", 0),
    }


def test_of_two_decisions_about_one_sentence_the_later_holds(by: Context, log: UUID) -> None:
    before = shots(log)
    letter = start(log, "letter")
    commands.decide_breakdown(by, log, [Merge(letter)])
    commands.decide_breakdown(by, log, [Split(letter)])
    assert queries.moment(log).script.state.decisions == (Split(letter),)
    assert shots(log) == before


def test_the_same_decision_again_is_no_event(by: Context, log: UUID) -> None:
    letter = start(log, "letter")
    commands.decide_breakdown(by, log, [Drop(letter), Length(start(log, "opens"), 2000)])
    assert commands.decide_breakdown(by, log, [Drop(letter)]).events == ()


def test_the_decisions_in_force_say_where_their_sentences_stand(by: Context, log: UUID) -> None:
    merge, nowhere = Merge(start(log, "letter")), Drop(Anchor("sha256:" + 64 * "0"))
    commands.decide_breakdown(by, log, [merge, nowhere, Refuse("ANNA")])
    found = deciding.in_force(queries.moment(log))
    assert [(each.decision, each.lost, each.line) for each in found] == [
        (merge, False, 5),
        (nowhere, True, None),
        (Refuse("ANNA"), False, None),
    ]


@pytest.mark.parametrize(
    "wrong", [Drop(Anchor("a digest")), Drop(Anchor("sha256:" + 64 * "0", 0)), Length(Anchor("sha256:" + 64 * "0"), 0)]
)
def test_what_names_no_sentence_or_length_is_refused(by: Context, log: UUID, wrong: Decision) -> None:
    with pytest.raises(InvalidDecision):
        commands.decide_breakdown(by, log, [wrong])


def test_who_is_not_in_a_shot_is_cast_in_the_others_and_stays_out_in_later_imports(by: Context) -> None:
    log = production(by, None)
    dry = commands.import_script(by, log, SCRIPT, dry_run=True).value
    out = next(shot.anchor for shot in dry.read.shots() if "comes out" in shot.text)
    decision = Absent(out, "WALTER")
    commands.import_script(by, log, SCRIPT, decisions=[decision])

    def walters() -> list[str]:
        return [text for text, names in cast(log).items() if "WALTER" in names]

    assert len(walters()) == 2 and not any("comes out" in text for text in walters())
    commands.import_script(by, log, SCRIPT.replace("ANNA waits", "ANNA still waits"))
    assert not any("comes out" in text for text in walters())
    commands.decide_breakdown(by, log, [], [decision])
    assert any("comes out" in text for text in walters())
    commands.decide_breakdown(by, log, [decision])
    assert not any("comes out" in text for text in walters())
    with pytest.raises(DecidedInVain, match="ANNA is not in the shot"):
        commands.decide_breakdown(by, log, [Absent(out, "ANNA")])
