"""How a reference looks in the film as it was made, at the API."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from generation.models import ArtifactRow
from productions import commands
from productions.domain.shot import CastEntry
from tests.generation.filming import Film
from tests.support.web import Api


def sheet(ida: Api, film: Film, name: str = "Mara") -> dict[str, Any]:
    reply: dict[str, Any] = ida.get(f"references/{film.references[name]}/appearances/")
    return reply


def by_shot(film: Film, said: dict[str, Any]) -> dict[str, dict[str, Any]]:
    names = {str(id_): name for name, id_ in film.shots.items()}
    return {names[each["shot"]]: each for each in said["shots"]}


def test_every_shot_that_casts_it_stands_in_film_order_with_its_scenes(ida: Api, film: Film) -> None:
    said = sheet(ida, film)
    assert [each["shot"] for each in said["shots"]] == [str(film.shots[name]) for name in ("one", "two", "three")]
    assert [each["id"] for each in said["scenes"]] == [str(film.scenes[name]) for name in ("quay", "cabin")]
    assert [each["heading"] for each in said["scenes"]] == ["EXT. QUAY - DAWN", "INT. FERRY CABIN - DAY"]
    assert list(by_shot(film, sheet(ida, film, "Ivo"))) == ["three"]
    commands.remove_shot(film.by, film.log, film.shots["two"])
    assert list(by_shot(film, sheet(ida, film))) == ["one", "three"]


def test_each_has_the_picture_of_its_take_in_use_or_says_what_is_missing(ida: Api, film: Film) -> None:
    film.make("one")
    film.order("two")
    said = by_shot(film, sheet(ida, film))
    take = ida.get(f"shots/{film.shots['one']}/takes/")["results"][0]
    assert (said["one"]["poster"], said["one"]["lacks"]) == (take["poster"], None)
    assert said["one"]["take"] == {"id": take["id"], "number": take["number"]}
    assert (said["one"]["review"], said["one"]["out_of_date"], said["one"]["work"]) == ("made", False, None)
    assert (said["two"]["poster"], said["two"]["lacks"], said["two"]["work"]) == (None, "take", "queued")
    assert (said["three"]["lacks"], said["three"]["work"], said["three"]["review"]) == ("take", "none", "empty")


def test_a_picture_whose_file_is_gone_is_not_shown(ida: Api, film: Film) -> None:
    film.make("one")
    shown = by_shot(film, sheet(ida, film))["one"]["poster"]
    ArtifactRow.objects.filter(digest=shown.split("/")[-2]).update(missing=True)
    gone = by_shot(film, sheet(ida, film))["one"]
    assert (gone["poster"], gone["lacks"]) == (None, "lost")


def test_a_changed_reference_makes_the_pictures_old(ida: Api, film: Film) -> None:
    film.make("one", "three")
    ida.patch(f"references/{film.references['Ivo']}/", attributes={"wardrobe_colour": "red"})
    said = by_shot(film, sheet(ida, film))
    assert (said["one"]["out_of_date"], said["three"]["out_of_date"]) == (False, True)


def test_the_look_that_holds_is_said_and_an_older_version_has_its_own(ida: Api, film: Film) -> None:
    mara = film.references["Mara"]
    before = ida.get(f"references/{mara}/")["version"]
    point = {"kind": "scene", "id": str(film.scenes["cabin"])}
    looks = ida.post(f"references/{mara}/looks/", label="wet", first=point, attributes={"wardrobe": "shirt"})
    wet = looks["parts"][0]["id"]
    said = sheet(ida, film)
    assert said["looks"] == [{"id": wet, "reference": str(mara), "label": "wet"}]
    assert {name: each["looks"] for name, each in by_shot(film, said).items()} == {"one": [], "two": [], "three": [wet]}
    commands.set_cast(film.by, film.log, film.shots["three"], mara, CastEntry(version=before))
    held = sheet(ida, film)
    assert (held["looks"], by_shot(film, held)["three"]["looks"]) == ([], [])
    assert by_shot(film, held)["three"]["version"] == before


def test_it_takes_as_many_looks_at_the_database_for_one_shot_as_for_more(ida: Api, film: Film) -> None:
    film.make()
    counts = []
    for name in ("Ivo", "Mara"):
        sheet(ida, film, name)
        with CaptureQueriesContext(connection) as asked:
            assert sheet(ida, film, name)["shots"]
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_nobody_appears_in_a_film_that_does_not_cast_them(ida: Api, film: Film, address: str) -> None:
    nobody = ida.post(f"{address}references/", kind="prop", name="Lamp")["id"]
    said = ida.get(f"references/{nobody}/appearances/")
    assert said == {"reference": nobody, "scenes": [], "looks": [], "shots": []}
