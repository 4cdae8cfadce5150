"""Shot lists at the API: columns mapped and remembered, rows that create and update shots, errors by row."""

from typing import Any
from uuid import UUID

import msgspec
import pytest

from events import store
from tests.productions.tables.workbooks import workbook
from tests.support.uploads import upload
from tests.support.web import Api, code, crew, data

pytestmark = pytest.mark.django_db


def send(by: Api, film: str, text: str, query: str = "", **columns: str | None) -> Any:
    said = [{"name": name, "field": field} for name, field in columns.items()]
    return by.send("POST", f"{film}shots/list/{query}", {"text": text, "columns": said})


def shots(by: Api, film: str) -> dict[str, Any]:
    return {each["code"]: each for each in by.get(f"{film}shots/")["results"]}


def test_a_list_is_opened_with_what_its_columns_seem_to_hold(ida: Api, film: str) -> None:
    file = workbook([["Shot #", "Größe", "Länge", "Comment"], ["1A", "CU", 4.5, "x"], ["1B", "", "", "y"]])
    opened = data(upload(ida, "POST", f"{film}shots/list/open/", file, "list.xlsx"))
    assert opened == {
        "rows": 2,
        "columns": [
            {"name": "Shot #", "sample": ["1A", "1B"], "field": "code"},
            {"name": "Größe", "sample": ["CU"], "field": "size"},
            {"name": "Länge", "sample": ["4.5"], "field": "seconds"},
            {"name": "Comment", "sample": ["x", "y"], "field": None},
        ],
    }


def test_rows_with_a_code_update_and_others_make_shots_where_they_stand(ida: Api, film: str) -> None:
    before = shots(ida, film)
    text = (
        "Shot,Scene,Description,Size,Camera,Seconds,Cast\n"
        "SC010_0010,,Ice on the water.,ECU,pan left,4.5,\n"
        ",,A gull.,ws,,2,Mara\n"
        "4A,1,The rope.,,,,\n"
        "SC020_0010,,,,,,\n"
    )
    done = data(send(ida, film, text))
    after = shots(ida, film)
    assert done["counts"] == {"scenes": 1, "created": 2, "changed": 1, "unchanged": 1, "references": 0, "errors": 0}
    assert done["changed"][0]["fields"] == ["description", "size", "camera", "frames"]
    changed = after["SC010_0010"]
    assert (changed["description"], changed["size"], changed["camera"]) == (
        "Ice on the water.",
        "extreme-close-up",
        "pan-left",
    )
    assert changed["frames"] == 108
    assert list(after)[:3] == ["SC010_0010", done["created"][0]["code"], "SC010_0020"]
    assert after["4A"]["description"] == "The rope."
    mara = next(each["id"] for each in ida.get(f"{film}references/")["results"] if each["name"] == "MARA")
    assert [each["reference"] for each in after[done["created"][0]["code"]]["cast"]] == [mara]
    assert after["SC020_0010"] == before["SC020_0010"]
    assert len({each["event"] for each in done["events"]}) == len(done["events"])


def test_one_undo_takes_the_whole_list_back(ida: Api, film: str) -> None:
    before = shots(ida, film)
    done = data(send(ida, film, "Shot,Scene,Description\nSC010_0010,,Ice.\n9Z,77,New.\n"))
    ida.post(f"{film}undo/", events=[each["event"] for each in done["events"]])
    after = shots(ida, film)
    assert {code: each["description"] for code, each in after.items()} == {
        code: each["description"] for code, each in before.items()
    }


def test_a_dry_run_tells_the_same_and_keeps_nothing(ida: Api, film: str) -> None:
    text = "Shot,Scene,Description\nSC010_0010,,Ice.\n,2,New.\n,,\n"
    before, head = shots(ida, film), store.head(UUID(ida.get(film)["id"]))
    told = data(send(ida, film, text, "?dry_run=1"))
    assert (told["dry_run"], told["counts"]["changed"], told["counts"]["created"]) == (True, 1, 1)
    assert (shots(ida, film), store.head(UUID(ida.get(film)["id"]))) == (before, head)
    assert data(send(ida, film, text))["counts"] == told["counts"]


def test_the_same_list_again_changes_nothing(ida: Api, film: str) -> None:
    text = "Shot,Scene,Description\nSC010_0010,,Ice.\n9Z,77,New.\n"
    send(ida, film, text)
    again = data(send(ida, film, text))
    assert (again["events"], again["counts"]["unchanged"]) == ([], 2)


def test_a_production_may_begin_with_a_list(ida: Api) -> None:
    spot = f"productions/{ida.post('productions/', name='Spot')['id']}/"
    text = (
        "Shot;Ort;Beschreibung;Figuren\n1;INT. KÜCHE - TAG;Milch kocht.;Anna, Ben\n2;;Sie lacht.;Anna\n"
        "3;EXT. HOF - TAG;Regen.;\n"
    )
    done = data(send(ida, spot, text))
    assert done["counts"] == {"scenes": 2, "created": 3, "changed": 0, "unchanged": 0, "references": 2, "errors": 0}
    scenes = ida.get(f"{spot}scenes/")["results"]
    assert [(each["code"], each["heading"]["setting"]) for each in scenes] == [("SC010", "INT"), ("SC020", "EXT")]
    assert list(shots(ida, spot)) == ["1", "2", "3"]


BAD = (
    "Shot,Size,Seconds,Description\n"
    "SC010_0010,huge,4,Ice.\n"
    "SC010_0020,cu,soon,Ice.\n"
    "SC010_0020,cu,99999999,Ice.\n"
    "SC010_0030,cu,2,Fine.\n"
    "SC010_0030,cu,2,Again.\n"
)


def test_errors_are_told_by_row_and_column_and_keep_the_list_out(ida: Api, film: str) -> None:
    before = shots(ida, film)
    refused = send(ida, film, BAD)
    assert (refused.status_code, code(refused)) == (422, "shot-list-refused")
    assert [(each["row"], each["column"]) for each in data(refused)["errors"]] == [
        (2, "Size"),
        (3, "Seconds"),
        (4, "Seconds"),
        (6, "code"),
    ]
    assert "“huge” is no size" in data(refused)["detail"]
    assert shots(ida, film) == before
    assert len(data(send(ida, film, BAD, "?dry_run=1"))["errors"]) == 4


def test_rows_with_errors_may_be_passed_over(ida: Api, film: str) -> None:
    done = data(send(ida, film, BAD, "?skip_errors=1"))
    assert (done["counts"]["changed"], done["counts"]["errors"]) == (1, 4)
    assert shots(ida, film)["SC010_0030"]["description"] == "Fine."


def test_what_a_person_says_of_a_column_is_remembered(ida: Api, film: str) -> None:
    text = "Id,Comment,Size\nSC010_0010,Ice.,a note\n"
    meant = {"Id": "code", "Comment": "description", "Size": None}
    said = [{"name": name, "field": field} for name, field in meant.items()]
    upload(
        ida,
        "POST",
        f"{film}shots/list/",
        text.encode(),
        "a.csv",
        {"columns": msgspec.json.encode(said).decode()},
    )
    assert shots(ida, film)["SC010_0010"]["description"] == "Ice."
    opened = ida.post(f"{film}shots/list/open/", text="COMMENT,id,size\na,b,c\n")
    assert [each["field"] for each in opened["columns"]] == ["description", "code", None]
    assert data(send(ida, film, text))["events"] == []


def test_columns_that_cannot_be_are_refused(ida: Api, film: str) -> None:
    text = "a,b\nx,y\n"
    assert code(send(ida, film, text, a="code", b="code")) == "invalid-request"
    assert code(send(ida, film, text, c="code")) == "invalid-request"
    assert send(ida, film, text, a="colour").status_code == 422
    bad = upload(ida, "POST", f"{film}shots/list/", text.encode(), "a.csv", {"columns": "{"})
    assert (bad.status_code, code(bad)) == (400, "malformed-request")
    assert code(ida.send("POST", f"{film}shots/list/", {"text": "no list"})) == "table-unreadable"


def test_an_artist_updates_shots_and_makes_no_scenes(ida: Api, film: str) -> None:
    artist = crew(ida, film.split("/")[1])["artist"]
    assert send(artist, film, "Shot,Description\nSC010_0010,Ice.\n").status_code == 200
    refused = send(artist, film, "Shot,Scene,Description\n,99,Ice.\n")
    assert (refused.status_code, data(refused)["action"]) == (403, "edit_scenes")


def test_a_removed_shot_is_not_changed_behind_its_back(ida: Api, film: str) -> None:
    ida.delete(f"shots/{shots(ida, film)['SC010_0010']['id']}/")
    refused = send(ida, film, "Shot,Description\nSC010_0010,Ice.\n")
    assert "is removed" in data(refused)["errors"][0]["text"]


def test_a_shot_moves_into_the_scene_that_the_list_names(ida: Api, film: str) -> None:
    send(ida, film, "Shot,Scene\nSC010_0010,SC020\n")
    scenes = {each["id"]: each["code"] for each in ida.get(f"{film}scenes/")["results"]}
    assert scenes[shots(ida, film)["SC010_0010"]["scene"]] == "SC020"


def test_its_undo_tells_all_that_it_takes_back(ida: Api, film: str) -> None:
    text = "Shot,Scene,Description,Seconds\nSC010_0010,,Ice.,4.5\nSC010_0020,,Snow.,2\n,,A gull.,2\n4A,9,The rope.,1\n"
    assert send(ida, film, text).status_code == 200
    step = ida.get(f"{film}undo/")["undo"]
    assert step["sentence"] == "1 scene and 2 shots added, 2 shots changed"
    ida.post(f"{film}undo/", command=step["command"])
    assert ida.get(f"{film}script/decisions/")["results"] == []
    ida.patch(f"shots/{shots(ida, film)['SC010_0010']['id']}/", frames=50)
    assert ida.get(f"{film}undo/")["undo"]["sentence"] == "SC010_0010's length in frames was set to 50"
