"""Finding things over the API: by code, name and text, mistyped, in any script, and never what one may not read."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
import uuid6

from productions import commands
from productions.people import author_keys
from tests.conftest import Sequencer
from tests.generation.filming import Film
from tests.support.making import context, production
from tests.support.web import Api, crew, someone

pytestmark = pytest.mark.django_db


class Finder:
    """Looks for things of a film once everything that follows its log has caught up."""

    def __init__(self, api: Api, film: Film, sequencer: Sequencer) -> None:
        self.api, self.film, self.sequencer = api, film, sequencer

    def hits(self, text: str, *kinds: str, api: Api | None = None) -> list[dict[str, Any]]:
        self.sequencer.step()
        narrowed = f"&kinds={','.join(kinds)}" if kinds else ""
        address = f"productions/{self.film.log}/search/?q={quote(text)}{narrowed}"
        found: list[dict[str, Any]] = (api or self.api).get(address)["results"]
        return found

    def titles(self, text: str, *kinds: str) -> list[str]:
        return [hit["title"] for hit in self.hits(text, *kinds)]

    def name(self, name: str, kind: str = "character", **more: Any) -> UUID:
        return commands.add_reference(self.film.by, self.film.log, uuid6.uuid7(), kind, name, **more).value  # type: ignore[arg-type]  # a text


@pytest.fixture
def find(ida: Api, film: Film, sequencer: Sequencer) -> Finder:
    return Finder(ida, film, sequencer)


def marked(hit: dict[str, Any], part: str = "title") -> list[str]:
    ranges = hit["marks" if part == "title" else "text_marks"]
    return [hit[part][each["start"] : each["end"]] for each in ranges]


@pytest.mark.parametrize("typed", ["SC010_0020", "sc010_0020", "sc 10 sh 20", "SC 10 SH 2", "scene 10 shot 2", "10/20"])
def test_a_code_is_found_as_people_say_it_and_stands_first(find: Finder, typed: str) -> None:
    commands.change_shot(find.film.by, find.film.log, find.film.shots["one"], {"description": "As in SC010_0020."})
    first, *_ = find.hits(typed)
    assert (first["kind"], first["id"]) == ("shot", str(find.film.shots["two"]))
    assert marked(first) == ["SC010_0020"]


def test_a_scene_is_found_by_its_number_in_the_script_and_its_shots_with_it(find: Finder, ida: Api) -> None:
    ida.patch(f"scenes/{find.film.scenes['cabin']}/", number="12A")
    (shot, *_) = [hit for hit in find.hits("SC 12A SH 1") if hit["kind"] == "shot"]
    assert shot["id"] == str(find.film.shots["three"])
    assert find.hits("12A")[0]["id"] == str(find.film.scenes["cabin"])


def test_words_are_found_in_any_order_by_their_beginnings_and_marked_where_they_stand(find: Finder) -> None:
    shot = find.film.shots["three"]
    said = "Behind the counter Zoë pours the colonel’s tea into a cracked cup."
    commands.change_shot(find.film.by, find.film.log, shot, {"description": said})
    (hit,) = find.hits("tea colonels ZOE")
    assert (hit["id"], hit["exact"], marked(hit, "text")) == (str(shot), True, ["Zoë", "colonel’s", "tea"])
    assert marked(find.hits("crac")[0], "text") == ["crac"]
    assert find.hits("counter saxophone") == []


@pytest.mark.parametrize("typed", ["Mraa", "mara", "MÁRA", "Maar", "Marra"])
def test_a_name_is_found_though_it_was_mistyped(find: Finder, typed: str) -> None:
    (hit,) = find.hits(typed, "person")
    assert hit["title"] == "Mara" and marked(hit) == ["Mara"]


def test_a_text_is_found_though_it_was_mistyped_but_what_holds_the_words_stands_first(find: Finder) -> None:
    shots = find.film.shots
    for name, said in (("one", "A lighthouse in the rain."), ("two", "The lighthose keeper waves.")):
        commands.change_shot(find.film.by, find.film.log, shots[name], {"description": said})
    hits = find.hits("lighthose", "shot")
    assert [(hit["id"], hit["exact"]) for hit in hits] == [(str(shots["two"]), True), (str(shots["one"]), False)]
    assert marked(hits[1], "text") == ["lighthouse"]


@pytest.mark.parametrize(
    ("name", "typed", "marks"),
    [
        ("東京の港", "東京", ["東京"]),
        ("東京の港", "港", ["港"]),
        ("김민수", "민수", ["민수"]),
        ("Мария Čapek", "мари", ["Мари"]),
        ("Мария Čapek", "capek", ["Čapek"]),
        ("Großmutter Łucja", "grossmutter", ["Großmutter"]),
        ("Γιώργος", "γιωργοσ", ["Γιώργος"]),
        ("Li", "li", ["Li"]),
    ],
)
def test_names_of_every_script_are_found_and_short_ones_too(
    find: Finder, name: str, typed: str, marks: list[str]
) -> None:
    find.name(name)
    (hit,) = find.hits(typed, "person")
    assert (hit["title"], marked(hit)) == (name, marks)


def test_numbers_and_signs_of_asia_are_never_taken_for_others(find: Finder) -> None:
    find.name("東京")
    assert find.hits("京都") == [] and find.hits("SC099_0020") == []


def test_a_reference_is_found_by_another_name_and_by_its_look_and_its_kind_is_told(find: Finder, ida: Api) -> None:
    boat = find.name("Ferry", "location", description="Rust and brass.")
    ida.post(f"references/{boat}/aliases/", name="The Old Lady")
    for typed in ("old lady", "brass"):
        (hit,) = find.hits(typed)
        assert (hit["kind"], hit["id"], hit["title"]) == ("place", str(boat), "Ferry")
    assert "Ferry" not in find.titles("ferry", "person", "reference")


def test_what_is_removed_is_not_found_and_is_again_once_it_is_back(find: Finder, ida: Api) -> None:
    film = find.film
    film.make("three")
    assert {hit["kind"] for hit in find.hits("SC020_0010")} == {"shot", "take"}
    ida.send("DELETE", f"scenes/{film.scenes['cabin']}/")
    assert find.hits("SC020_0010") == [] and find.hits("cabin", "scene") == []
    ida.post(f"scenes/{film.scenes['cabin']}/restore/")
    assert {hit["kind"] for hit in find.hits("SC020_0010")} == {"shot", "take"}


def test_takes_lead_to_their_shot_and_have_their_picture(find: Finder, ida: Api) -> None:
    find.film.make("one")
    (take,) = find.hits("SC 10 SH 10 take 1")
    assert (take["kind"], take["number"], take["shot"]) == ("take", 1, str(find.film.shots["one"]))
    shot, _ = find.hits("SC010_0010")
    posters = {each["poster"] for each in ida.get(f"shots/{find.film.shots['one']}/takes/")["results"]}
    assert {shot["picture"], take["picture"]} == posters and None not in posters


def test_notes_are_found_by_their_text_until_their_author_is_erased(find: Finder, ida: Api) -> None:
    find.film.make("one")
    take = ida.get(f"shots/{find.film.shots['one']}/takes/")["results"][0]["id"]
    reviewer = crew(ida, str(find.film.log))["reviewer"]
    reviewer.post(f"takes/{take}/notes/", text="Her umbrella flickers.", frame=1)
    (note,) = find.hits("umbrella")
    told = (note["kind"], note["take"], note["number"], note["frame"], marked(note, "text"))
    assert told == ("note", take, 1, 1, ["umbrella"])
    author_keys.destroy(reviewer.person)
    assert find.hits("umbrella") == []


def test_markers_and_events_are_found(find: Finder, ida: Api) -> None:
    find.sequencer.step()
    ida.post(f"productions/{find.film.log}/markers/", name="Picture lock", position=3)
    (marker,) = find.hits("lock", "marker")
    assert (marker["title"], marker["position"]) == ("Picture lock", 3)
    assert [hit["title"] for hit in find.hits("pictrue", "marker")] == ["Picture lock"]
    assert [(hit["kind"], hit["position"]) for hit in find.hits("#3")] == [("event", 3)]
    assert find.hits("#999999") == []


def test_lists_and_change_sets_are_found_until_they_are_put_away(find: Finder, ida: Api) -> None:
    ida.post(f"productions/{find.film.log}/change-sets/", name="Warmer evening")
    dailies = ida.post(f"productions/{find.film.log}/playlists/", name="Evening dailies")
    assert {hit["kind"] for hit in find.hits("evening")} == {"change_set", "playlist"}
    ida.patch(f"playlists/{dailies['id']}/", status="put_away", version=dailies["version"])
    assert {hit["kind"] for hit in find.hits("evening")} == {"change_set"}


def test_of_each_kind_a_few_are_shown_and_that_there_are_more_is_said(find: Finder) -> None:
    for number in range(12):
        find.name(f"Sailor {number:02}")
    find.sequencer.step()
    found = find.api.get(f"productions/{find.film.log}/search/?q=sailor")
    assert [hit["title"] for hit in found["results"]] == [f"Sailor {number:02}" for number in range(8)]
    assert found["more"] == ["person"]


def test_nobody_finds_what_stands_in_a_production_of_others(find: Finder) -> None:
    other = context()
    log = production(other, name="The Secret Ferry")
    commands.add_reference(other, log, uuid6.uuid7(), "character", "Zebediah")
    assert find.hits("Zebediah") == []
    stranger = someone("eve")
    find.sequencer.step()
    assert stranger.send("GET", f"productions/{find.film.log}/search/?q=mara").status_code == 404


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20", "?q=a&kinds=sailors", "?q=a&kinds=shot,", f"?q={'a' * 201}"])
def test_a_search_for_nothing_or_of_unknown_kinds_is_refused(find: Finder, query: str) -> None:
    assert find.api.send("GET", f"productions/{find.film.log}/search/{query}").status_code == 422


@pytest.mark.parametrize("typed", ["!!!", "%", "_", "\\", "'; --", "ـ", "👩‍👩‍👧", "[a", "(" * 200])
def test_signs_alone_find_nothing_and_break_nothing(find: Finder, typed: str) -> None:
    assert find.hits(typed) == []
