"""Grids over the API: quoted, placed, and looked at as a contact sheet."""

from typing import Any

import pytest

from tests.generation.filming import Film, pretend_all
from tests.support.web import Api, crew, data

pytestmark = pytest.mark.django_db

GRID: dict[str, Any] = {"seeds": 2, "axes": [{"parameter": "grade", "values": ["noir", "warm"]}]}


def test_a_grid_is_quoted_placed_and_shown(ida: Api, film: Film, address: str) -> None:
    shot = str(film.shots["one"])
    quote = ida.post(f"{address}orders/quote/", shots=[shot], grid=GRID)
    assert quote["jobs"] == 16
    placed = ida.post(f"{address}orders/", shots=[shot], grid=GRID)
    assert (placed["grid"], placed["variations"]) == (GRID, 4)
    pretend_all()
    sheet = ida.get(f"orders/{placed['id']}/sheet/")
    assert sheet["axes"] == [{"parameter": "grade", "label": "Grade", "values": ["noir", "warm"]}]
    assert [(cell["code"], cell["variation"], cell["values"], cell["state"]) for cell in sheet["cells"]] == [
        (sheet["cells"][0]["code"], seed, [grade], "made") for grade in ("noir", "warm") for seed in (1, 2)
    ]
    take = sheet["cells"][0]["take"]
    assert take["settings"] == {"grade": {"value": "noir", "instead": ""}}
    assert ida.get(f"takes/{take['id']}/")["settings"] == take["settings"]
    jobs = ida.get(f"orders/{placed['id']}/jobs/")["results"]
    assert jobs[0]["settings"] == take["settings"]
    assert ida.post(f"takes/{take['id']}/select/")["in_use"] is True


def test_an_order_of_no_grid_has_no_sheet(ida: Api, film: Film, address: str) -> None:
    placed = ida.post(f"{address}orders/", shots=[str(film.shots["one"])])
    assert placed["grid"] is None
    assert ida.send("GET", f"orders/{placed['id']}/sheet/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "code", "status"),
    [
        ({"grid": {**GRID, "seeds": 40}}, "invalid-grid", 422),
        ({"grid": GRID, "variations": 2}, "invalid-grid", 422),
        ({"grid": GRID, "stages": ["finish"]}, "invalid-grid", 422),
        ({"grid": {"axes": [{"parameter": "grade", "values": ["blue"]}]}}, "invalid-parameter", 422),
        ({"grid": {"axes": [{"parameter": "graed", "values": ["noir"]}]}}, "unknown-parameter", 404),
    ],
)
def test_what_cannot_be_is_refused_before_and_when_it_is_placed(
    ida: Api, film: Film, address: str, asked: dict[str, Any], code: str, status: int
) -> None:
    for path in ("orders/quote/", "orders/"):
        reply = ida.send("POST", f"{address}{path}", {"shots": [str(film.shots["one"])], **asked})
        assert (reply.status_code, data(reply)["code"]) == (status, code), data(reply)


def test_who_may_not_read_prompts_sees_no_values(ida: Api, film: Film, address: str) -> None:
    placed = ida.post(f"{address}orders/", shots=[str(film.shots["one"])], grid=GRID)
    pretend_all()
    reviewer = crew(ida, str(film.log))["reviewer"]
    sheet = reviewer.get(f"orders/{placed['id']}/sheet/")
    assert sheet["axes"][0]["values"] == [None, None]
    assert all(cell["values"] == [None] for cell in sheet["cells"])
    assert sheet["cells"][0]["take"]["settings"] is None
    assert reviewer.get(f"takes/{sheet['cells'][0]['take']['id']}/")["settings"] is None
    assert reviewer.send("POST", f"{address}orders/", {"shots": [], "grid": GRID}).status_code == 403
