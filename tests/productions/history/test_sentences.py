"""Every event reads as a sentence that a producer understands."""

import re
from typing import Any
from uuid import UUID

import pytest
import uuid6

from events import store
from events.execution import Receipt
from events.registry import registered
from productions import commands, queries
from productions.commands import Target, deciding
from productions.domain.decision import Length, Refuse
from productions.domain.graph import Graph, GraphNode
from productions.domain.production import Role
from productions.domain.shot import CastEntry
from productions.history import event_sentences, feed
from productions.history.naming import Names
from productions.models import User
from tests.support.films import taken
from tests.support.making import context, production

OURS = sorted(
    name for name, cls in registered().items() if cls.__module__.split(".")[0] in ("productions", "generation")
)
RAW_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")


def said(log: UUID, receipt: Receipt[Any], role: Role = "producer") -> list[str]:
    """The sentences of a command's events."""
    return [event.sentence for event in feed.shown(log, receipt.events, role)]


@pytest.mark.parametrize("name", OURS)
def test_each_type_of_event_has_a_sentence_even_with_everything_withheld(name: str) -> None:
    assert event_sentences.known(name)
    told = event_sentences.Told(name.split(".", maxsplit=1)[0], UUID(int=1), {}, Names())
    assert event_sentences.sentence(name, told)[0].isupper()


def test_an_unknown_type_still_reads() -> None:
    told = event_sentences.Told("shot", UUID(int=1), {"anything": 1}, Names({UUID(int=1): "SC010_0010"}))
    assert event_sentences.sentence("shot.painted_over", told) == "SC010_0010: shot painted over"


@pytest.mark.django_db
def test_edits_of_references_speak_of_coats_and_not_of_attributes() -> None:
    by = context()
    log = production(by, script=None)
    looks = {"wardrobe": "coat", "wardrobe_colour": "yellow"}
    mara = commands.add_reference(by, log, uuid6.uuid7(), "character", "Mara", attributes=looks).value
    red = commands.change_reference(by, log, mara, {"attribute:wardrobe_colour": "red"})
    grey = commands.change_reference(by, log, mara, {"attribute:hair_colour": "grey"})
    none = commands.change_reference(by, log, mara, {"attribute:wardrobe_colour": None})
    assert said(log, red) == ["Mara's coat changed from yellow to red"]
    assert said(log, grey) == ["Mara's hair was set to grey"]
    assert said(log, none) == ["Mara's coat was cleared; it was red"]


@pytest.mark.django_db
def test_a_production_tells_its_own_story() -> None:
    by = context()
    User.objects.create_user("ivo", first_name="Ivo", last_name="Berg", person=(ivo := uuid6.uuid7()))
    log = production(by)
    at = queries.moment(log)
    one, two = queries.ordered_shots(at)[:2]
    mara = next(id_ for id_, folded in at.references.items() if folded.state.name == "MARA")
    scene = at.shots[one].state.scene
    assert scene
    take = taken(by, log, one)
    story = [
        commands.add_member(by, log, ivo, "reviewer"),
        commands.change_role(by, log, ivo, "artist"),
        commands.change_shot(by, log, one, {"size": "close-up", "frames": 48}),
        commands.change_shot(by, log, one, {"size": "wide"}),
        commands.set_cast(by, log, two, mara, CastEntry(role="lead")),
        commands.set_continues(by, log, two, one),
        commands.set_parameter(by, log, Target("production", log), "frame_rate", "25"),
        commands.lock_parameter(by, log, Target("scene", scene), "light", "the whole quay"),
        commands.move_shot(by, log, one, scene, two),
        commands.submit_take(by, log, take),
        commands.request_changes(by, log, take, "Her hat, please.", frame=3),
        commands.pin_take(by, log, take),
        commands.remove_scene(by, log, scene),
    ]
    told = [sentence for receipt in story for sentence in said(log, receipt)]
    assert told[:14] == [
        "Ivo Berg joined as reviewer",
        "Ivo Berg's role changed from reviewer to artist",
        "SC010_0010's shot size was set to close-up",
        "SC010_0010's length in frames was set to 48",
        "The script was broken down again, 1 length decided",
        "SC010_0010's shot size changed from close-up to wide",
        told[6],
        "SC010_0020 now continues SC010_0010",
        "Frame rate of the production was set to 25",
        told[9],
        "SC010_0010 was moved within scene SC010",
        "Take 1 of SC010_0010 was submitted for review",
        "Changes to take 1 of SC010_0010 were requested at frame 3: “Her hat, please.”",
        "Take 1 of SC010_0010 was pinned",
    ]
    assert told[6].startswith("MARA") and told[9].endswith("“the whole quay”")
    assert "SC010_0020 was removed with scene SC010" in told
    assert not [sentence for sentence in told if RAW_ID.search(sentence)]


@pytest.mark.django_db
def test_everything_that_happened_reads_without_ids() -> None:
    by = context()
    log = production(by)
    events = [event for stream in store.read_streams(_streams(log)).values() for event in stream]
    shown = feed.shown(log, events, "reviewer")
    assert len(shown) > 10
    assert not [event.sentence for event in shown if RAW_ID.search(event.sentence) or "unknown" in event.sentence]


def _streams(log: UUID) -> list[UUID]:
    at = queries.moment(log)
    return [log, *at.scenes, *at.shots, *at.references, *([at.script_id] if at.script_id else [])]


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "nothing"), (True, "yes"), (24, "24"), ("red", "red"), ("a coat", "“a coat”"), (["x", "y"], "2 values")],
)
def test_values_are_said_in_words(value: object, words: str) -> None:
    assert event_sentences.say(value) == words


def test_long_texts_are_cut_and_lists_are_counted() -> None:
    assert len(event_sentences.say("word " * 100)) <= event_sentences.LONGEST + 2
    assert event_sentences.listed(["a", "b", "c", "d"]) == "a, b, c and d"
    assert event_sentences.listed(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"
    assert event_sentences.listed(["a"]) == "a"


@pytest.mark.django_db
def test_drafts_and_published_pipelines_are_told() -> None:
    by = context()
    log = production(by, script=None)
    draw = GraphNode("draw", "keyframe", "first look")
    drafted = commands.change_draft(by, log, Graph((draw,), {"master": "draw.keyframe"}))
    assert said(log, drafted) == [
        "The stage draw was added to the draft of the pipeline",
        "What makes the master was added to the draft of the pipeline",
    ]
    published = commands.publish_pipeline(by, log, checked=lambda draft: (draft, {}))
    assert said(log, published) == ["The pipeline was published as version 1: first look"]
    emptied = commands.change_draft(by, log, Graph((GraphNode("draw", "finish"),)))
    assert said(log, emptied) == [
        "The stage draw was changed in the draft of the pipeline",
        "What makes the master was taken out of the draft of the pipeline",
    ]


@pytest.mark.django_db
def test_names_places_and_decisions_about_the_breakdown_are_told() -> None:
    by = context()
    log = production(by)
    at = queries.moment(log)
    of = {folded.state.name: id_ for id_, folded in at.references.items()}
    anchor = deciding.sentences_of(at, queries.ordered_shots(at)[0])[0].anchor
    story: list[Receipt[Any]] = [
        commands.change_reference(by, log, of["MARA"], {"name": "Mara Lind"}),
        commands.add_alias(by, log, of["MARA"], "the passenger"),
        commands.remove_alias(by, log, of["MARA"], "MARA"),
        commands.change_reference(by, log, of["FERRY CABIN"], {"parent": str(of["QUAY"])}),
        commands.change_reference(by, log, of["FERRY CABIN"], {"parent": None}),
        commands.merge_reference(by, log, of["IVO"], of["MARA"]),
        commands.decide_breakdown(by, log, [Length(anchor, 4000), Refuse("MARA")]),
        commands.decide_breakdown(by, log, [], [Refuse("MARA")]),
    ]
    told = [next(each for each in said(log, done) if "SC0" not in each) for done in story]
    assert told == [
        "MARA is now called Mara Lind",
        "Mara Lind is also called the passenger",
        "Mara Lind is no longer called MARA too",
        "FERRY CABIN lies in QUAY",
        "FERRY CABIN lies in no other place",
        "IVO and Mara Lind are one: it is cast as Mara Lind now",
        "The script was broken down again, 1 length and 1 refusal decided",
        "The script was broken down again, 1 refusal withdrawn",
    ]
