"""Every role of a film's artifacts, pictures and sound alike: what is harmed is noticed, planned, priced and made good.

The roles that people ask for most, and bytes that stand for lost ones, are in `test_lost_files.py`.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from generation import commands as orders
from generation.artifacts import patrol, storage
from generation.models import TraceRow
from generation.planning import planner
from generation.stages.templates import templates
from productions import policy, queries
from productions.domain.graph import Graph, GraphNode
from tests.generation.api.test_artifacts import body
from tests.generation.api.test_lost_files import HARMS, delete, get, of, planned, work_otherwise
from tests.generation.api.test_pictures import hand_in, picture
from tests.generation.filming import Film
from tests.support.web import Api, code, data

STAGES = {
    "prompt": "prompt",
    "keyframe": "keyframe",
    "last_frame": "motion",
    "report": "check",
    "sound": "voices",
    "timing": "voices",
    "captions": "words",
    "loudness": "levels",
}
HANDED_IN = {"picture", "recording", "film", "dossiers"}
"""Roles that no stage makes: people bring them, and films as files and packages are written when somebody asks."""


@pytest.fixture
def heard(film: Film) -> Film:
    """The film with narration, captions and a check; its first shot is made."""
    checked = templates()["checked"].graph
    spoken = (
        GraphNode("voices", "narration"),
        GraphNode("words", "captions", inputs={"timing": "voices.timing"}),
        GraphNode("levels", "mix", inputs={"dialogue": "voices.sound", "timing": "voices.timing"}),
    )
    heard = {"sound": "levels.sound", "captions": "words.captions"}
    orders.change_draft(film.by, film.log, Graph((*checked.nodes, *spoken), {**checked.outputs, **heard}))
    orders.publish_pipeline(film.by, film.log)
    film.make("one")
    return film


@pytest.mark.parametrize("harm", HARMS)
def test_harmed_files_of_all_roles_are_noticed_and_made_good_with_the_same_bytes(
    ida: Api, heard: Film, harm: Callable[[Path], None]
) -> None:
    (made,) = queries.moment(heard.log).takes
    digests = {role: of(heard, made, role) for role in STAGES}
    for digest in digests.values():
        harm(storage.path(digest))
    told = {(reply.status_code, code(reply)) for reply in (get(ida, digest) for digest in digests.values())}
    assert told == {(410, "artifact-missing" if harm is delete else "artifact-damaged")}
    stages = {*STAGES.values()}
    assert ("prompt", "run", "its result is no longer stored") in planned(heard)
    assert stages <= {stage for stage, _, _ in planned(heard)}
    assert planner.plan(heard.log, [heard.shots["one"]]).plan.cost.high > 0
    assert {("one", stage) for stage in stages} <= heard.make("one")
    served = {role: hashlib.sha256(body(get(ida, digest))).hexdigest() for role, digest in digests.items()}
    assert served == {role: digest.partition(":")[2] for role, digest in digests.items()}
    assert (planned(heard), list(queries.moment(heard.log).takes)) == ([], [made])


def test_other_bytes_of_the_same_content_stand_for_those_of_all_roles(ida: Api, heard: Film) -> None:
    (made,) = queries.moment(heard.log).takes
    lost = {role: of(heard, made, role) for role in STAGES}
    for digest in lost.values():
        delete(storage.path(digest))
        assert get(ida, digest).status_code == 410
    heard.order("one")
    assert {*STAGES.values()} <= {*work_otherwise()}
    for role, digest in lost.items():
        sound = of(heard, made, role)
        assert sound != digest and get(ida, sound).status_code == 200, role
        assert data(get(ida, digest))["replaced_by"] == sound, role
    assert planned(heard) == []


def test_no_role_of_a_pipeline_is_left_out(heard: Film) -> None:
    made = {artifact["role"] for trace in TraceRow.objects.all() for artifact in trace.artifacts}
    assert made == {*STAGES, "master", "proxy", "poster", "frames"} == policy._ARTIFACTS.keys() - HANDED_IN


@pytest.mark.parametrize("harm", HARMS)
def test_a_harmed_picture_of_a_reference_is_noticed_and_sound_again_once_it_is_handed_in_anew(
    ida: Api, film: Film, harm: Callable[[Path], None]
) -> None:
    images = f"references/{film.references['Mara']}/images/"
    (digest,) = data(hand_in(ida, images, picture()))["images"]
    harm(storage.path(digest))
    refused = get(ida, digest)
    assert (refused.status_code, code(refused)) == (410, "artifact-missing" if harm is delete else "artifact-damaged")
    assert patrol.walk(rest=0) >= 0
    hand_in(ida, images, picture())
    assert get(ida, digest).status_code == 200
