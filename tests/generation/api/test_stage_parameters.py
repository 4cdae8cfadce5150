"""Parameters of stages over the API: listed with their stage, set, locked and let go on all three levels."""

import pytest

from events import sequencer, store
from tests.generation.filming import Film
from tests.support.web import Api, code, data

pytestmark = pytest.mark.django_db
NODES = [{"id": "words", "kind": "prompt"}, {"id": "still", "kind": "keyframe", "inputs": {"prompt": "words.prompt"}}]


@pytest.fixture
def shot(film: Film) -> str:
    return f"shots/{film.shots['one']}/parameters/"


def test_they_are_listed_after_the_productions_own_with_what_the_form_needs(ida: Api, film: Film, shot: str) -> None:
    listed = {each["name"]: each for each in ida.get(shot)["results"]}
    assert [name for name in listed if "." in name] == [
        "prompt.dialogue", "motion.sway", "motion.hold", "finish.fade_in", "finish.fade_out", "finish.poster_at",
    ]  # fmt: skip
    fade = listed["finish.fade_in"]
    assert (fade["kind"], fade["least"], fade["most"], fade["value"]) == ("integer", "0", "240", "0")
    assert (fade["stage"], fade["unused"]) == ({"id": "finish", "label": "finish"}, False)
    assert listed["style"]["stage"] is None


def test_they_are_set_inherited_locked_and_let_go(ida: Api, film: Film, address: str, shot: str) -> None:
    ida.put(f"{address}parameters/finish.fade_in/", value="2")
    scene = f"scenes/{film.scenes['quay']}/parameters/finish.fade_in/"
    assert ida.put(scene, value=3)["value"] == "3"
    assert (ida.get(f"{shot}finish.fade_in/")["value"], ida.get(f"{shot}finish.fade_in/")["level"]) == ("3", "scene")
    assert ida.delete(scene)["value"] == "2"
    ida.post(f"{address}parameters/finish.fade_in/lock/", reason="as agreed")
    assert code(ida.send("PUT", f"{shot}finish.fade_in/", {"value": "5"})) == "parameter-locked"
    ida.delete(f"{address}parameters/finish.fade_in/lock/")
    assert ida.put(f"{shot}finish.fade_in/", value="5")["set_here"]
    inputs = ida.get(f"shots/{film.shots['one']}/inputs/")["inputs"]
    assert (inputs["parameter:finish.fade_in"]["value"], inputs["parameter:finish.fade_in"]["source"]) == ("5", "shot")


def test_a_value_that_does_not_fit_is_refused_in_words(ida: Api, shot: str) -> None:
    refused = ida.send("PUT", f"{shot}finish.fade_in/", {"value": "long"})
    assert (refused.status_code, code(refused)) == (422, "invalid-parameter")
    assert data(refused)["detail"] == "Fade in of finish must be a whole number from 0 to 240, written as text."
    for method, body in (("GET", None), ("PUT", {"value": "1"}), ("DELETE", {})):
        unknown = ida.send(method, f"{shot}finish.nope/", body)
        assert (unknown.status_code, code(unknown)) == (404, "unknown-parameter")


def test_one_of_a_stage_that_is_gone_is_shown_as_unused_until_it_is_let_go(
    ida: Api, film: Film, address: str, shot: str
) -> None:
    set_ = ida.put(f"{shot}finish.fade_in/", value="5")
    sequencer.step()
    before = store.head(film.log)
    ida.put(f"{address}pipeline/", nodes=NODES, outputs={"master": "still.keyframe"})
    ida.post(f"{address}pipeline/publish/")
    (gone,) = [each for each in ida.get(shot)["results"] if each["unused"]]
    assert (gone["name"], gone["own"], gone["value"]) == ("finish.fade_in", "5", "5")
    assert "parameter:finish.fade_in" not in ida.get(f"shots/{film.shots['one']}/inputs/")["inputs"]
    past = {each["name"]: each["unused"] for each in ida.get(f"{shot}?at={before}")["results"]}
    assert past["finish.fade_in"] is False, "then it was of a stage"
    assert ida.send("PUT", f"{shot}finish.fade_in/", {"value": "6"}).status_code == 404
    let_go = ida.delete(f"{shot}finish.fade_in/")
    assert (let_go["set_here"], let_go["version"]) == (False, set_["version"] + 1)
    assert not [each for each in ida.get(shot)["results"] if each["unused"]]


def test_history_tells_of_it_in_words(ida: Api, film: Film, address: str, shot: str) -> None:
    ida.put(f"{shot}finish.fade_in/", value="5")
    sequencer.step()
    newest = ida.get(f"{address}events/?order=desc&limit=1")["results"][0]
    assert newest["sentence"].startswith("Finish fade in of SC010_0010 was")
