"""Playlists over the API: chosen from the film or by hand, named or following takes, in an order of their own."""

import pytest

from productions import commands
from tests.conftest import Sequencer
from tests.generation.filming import Film
from tests.support.web import Api, code, crew

pytestmark = pytest.mark.django_db


def newest(ida: Api, film: Film, shot: str) -> str:
    return str(ida.get(f"shots/{film.shots[shot]}/takes/")["results"][0]["id"])


def test_a_playlist_of_the_film_follows_it_and_a_frozen_one_does_not(ida: Api, film: Film, address: str) -> None:
    film.make()
    following = ida.post(f"{address}playlists/", name="Dailies", note="For Monday.", choice={})
    frozen = ida.post(f"{address}playlists/", name="Monday", choice={"scene": str(film.scenes["quay"])}, frozen=True)
    first = newest(ida, film, "one")
    commands.change_shot(film.by, film.log, film.shots["one"], {"description": "It rains."})
    film.make("one")
    told = [ida.get(f"playlists/{each['id']}/")["clips"] for each in (following, frozen)]
    assert [[clip["shot"] for clip in clips] for clips in told] == [
        [str(film.shots[name]) for name in ("one", "two", "three")],
        [str(film.shots[name]) for name in ("one", "two")],
    ]
    assert [clips[0]["take"]["id"] for clips in told] == [newest(ida, film, "one"), first]
    assert [(clips[0]["frozen"], clips[0]["out_of_date"]) for clips in told] == [(False, False), (True, True)]
    assert [clip["start"] for clip in told[0]] == [0, 2, 4] and following["frames"] == 6
    assert (following["note"], following["author"]["name"], following["status"]) == ("For Monday.", "Ida", "open")


def test_what_is_new_since_a_position_and_what_waits_for_reviewers(
    ida: Api, film: Film, address: str, sequencer: Sequencer
) -> None:
    film.make("one")
    sequencer.step()
    looked = int(ida.send("GET", f"{address}cut/")["X-Log-Position"])
    film.make("three")
    sequencer.step()
    ida.post(f"takes/{newest(ida, film, 'one')}/submit/")
    shots = [
        [clip["shot"] for clip in ida.post(f"{address}playlists/", name="New", choice=choice)["clips"]]
        for choice in ({"since": looked}, {"review": "submitted"}, {"since": looked, "review": "submitted"})
    ]
    assert shots == [[str(film.shots["three"])], [str(film.shots["one"])], []]


def test_entries_are_arranged_by_hand_and_a_closed_playlist_stays(ida: Api, film: Film, address: str) -> None:
    film.make()
    take = newest(ida, film, "one")
    by_hand = [{"shot": str(film.shots["three"])}, {"shot": str(film.shots["one"]), "take": take}]
    made = ida.post(f"{address}playlists/", name="Picked", entries=by_hand)
    turned = ida.patch(f"playlists/{made['id']}/", entries=by_hand[::-1], status="closed", version=made["version"])
    assert [clip["shot"] for clip in turned["clips"]] == [each["shot"] for each in by_hand[::-1]]
    refused = ida.send("PATCH", f"playlists/{made['id']}/", {"entries": []})
    assert (refused.status_code, code(refused)) == (409, "playlist-closed")
    stale = ida.send("PATCH", f"playlists/{made['id']}/", {"name": "Mine", "version": made["version"]})
    assert stale.status_code == 409
    ida.patch(f"playlists/{made['id']}/", status="put_away")
    assert ida.get(f"{address}playlists/")["results"] == []
    assert len(ida.get(f"{address}playlists/?status=put_away")["results"]) == 1


def test_a_take_of_a_shot_that_is_gone_still_plays(ida: Api, film: Film, address: str) -> None:
    film.make()
    made = ida.post(f"{address}playlists/", name="Kept", choice={"scene": str(film.scenes["quay"])}, frozen=True)
    commands.remove_shot(film.by, film.log, film.shots["one"])
    gone, there = ida.get(f"playlists/{made['id']}/")["clips"]
    assert (gone["gone"], there["gone"]) == (True, False) and gone["proxy"] and gone["frames"] == 2


@pytest.mark.parametrize(
    ("entries", "status"),
    [
        ([{"shot": "01a20000-0000-7000-8000-000000000000"}], 404),
        ([{"shot": "two", "take": "of one"}], 404),
        ([{"shot": "one"}, {"shot": "one"}], 422),
        ([{"shot": "one", "rank": 1}], 422),
    ],
)
def test_what_cannot_stand_in_a_playlist_is_refused(
    ida: Api, film: Film, address: str, entries: list[dict[str, object]], status: int
) -> None:
    film.make("one")
    names = {**{name: str(id_) for name, id_ in film.shots.items()}, "of one": newest(ida, film, "one")}
    asked = [{key: names.get(str(value), value) for key, value in each.items()} for each in entries]
    made = ida.post(f"{address}playlists/", name="Picked")
    assert ida.send("PATCH", f"playlists/{made['id']}/", {"entries": asked}).status_code == status


def test_who_may_not_speak_may_look(ida: Api, film: Film, address: str) -> None:
    made = ida.post(f"{address}playlists/", name="Dailies")
    auditor = crew(ida, str(film.log))["auditor"]
    assert auditor.get(f"playlists/{made['id']}/")["can"]["change"]["allowed"] is False
    assert auditor.send("PATCH", f"playlists/{made['id']}/", {"name": "Mine"}).status_code == 403
