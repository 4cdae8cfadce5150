"""How far a production is, at the API."""

from tests.generation.filming import Film
from tests.support.web import Api


def test_shots_are_counted_by_how_they_stand(ida: Api, film: Film, address: str) -> None:
    before = ida.get(f"{address}overview/")
    total = before["shots"]
    assert (before["review"], before["work"]) == (
        [{"state": "empty", "shots": total}],
        [{"state": "none", "shots": total}],
    )
    assert (before["poster"], before["out_of_date"]) == (None, 0)
    film.order("one")
    assert {"state": "queued", "shots": 1} in ida.get(f"{address}overview/")["work"]
    film.work()
    after = ida.get(f"{address}overview/")
    assert sorted((each["state"], each["shots"]) for each in after["review"]) == [("empty", total - 1), ("made", 1)]
    take = ida.get(f"shots/{film.shots['one']}/takes/")["results"][0]
    assert after["poster"] == take["poster"]


def test_a_take_is_out_of_date_and_the_film_is_as_long_as_its_shots(ida: Api, film: Film, address: str) -> None:
    film.make("one")
    cut = ida.get(f"{address}cut/")
    assert ida.get(f"{address}overview/")["seconds"] == round(cut["frames"] / 24, 3)
    ida.patch(f"shots/{film.shots['one']}/", description="Fog comes in from the sea.")
    assert ida.get(f"{address}overview/")["out_of_date"] == 1


def test_an_approved_take_is_what_a_production_is_known_by(ida: Api, film: Film, address: str) -> None:
    film.make("one", "two")
    take = ida.get(f"shots/{film.shots['two']}/takes/")["results"][0]
    ida.post(f"takes/{take['id']}/submit/")
    approving = f"takes/{take['id']}/"
    tag = ida.send("GET", approving)["ETag"]
    ida.done(ida.send("POST", f"{approving}approve/", {}, {"If-Match": tag}))
    overview = ida.get(f"{address}overview/")
    assert overview["poster"] == take["poster"]
    assert {"state": "approved", "shots": 1} in overview["review"]
    assert "Ida" in " ".join(overview["people"])
