"""Lists of characters, locations and props."""

import pytest

from productions.tables.reading import read
from tests.support.making import SCRIPT
from tests.support.web import Api

pytestmark = pytest.mark.django_db


def rows(by: Api, address: str) -> dict[str, dict[str, str]]:
    sheet = read(by.send("GET", address).content)
    found = (dict(zip(sheet.columns, row.cells, strict=True)) for row in sheet.rows)
    return {row["Name"]: row for row in found}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_characters_with_where_and_how_long_they_are(ida: Api, film: str, ending: str) -> None:
    found = rows(ida, f"{film}characters.{ending}")
    assert list(found) == ["MARA", "IVO"]
    mara = found["MARA"]
    shots = ida.get(f"{film}shots/")["results"]
    who = {each["name"]: each["id"] for each in ida.get(f"{film}references/")["results"]}
    hers = [each for each in shots if who["MARA"] in [entry["reference"] for entry in each["cast"]]]
    assert (mara["Kind"], mara["First appearance"]) == ("character", "SC010_0010")
    assert int(mara["Shots"]) == len(hers)
    spoken = [line for each in shots for line in each["dialogue"] if line["character"] == "MARA"]
    assert int(mara["Lines"]) == len(spoken)
    assert float(mara["Screen seconds"]) == pytest.approx(sum(each["frames"] for each in hers) / 24, abs=0.01)


def test_locations_with_their_scenes(ida: Api, film: str) -> None:
    ida.post(f"{film}references/", kind="location", name="Nowhere")
    found = rows(ida, f"{film}locations.csv")
    assert list(found) == ["QUAY", "FERRY CABIN", "Nowhere"]
    assert (found["QUAY"]["Scenes"], found["QUAY"]["Scene codes"]) == ("1", "SC010")
    assert (found["Nowhere"]["Shots"], found["Nowhere"]["First appearance"]) == ("0", "")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_props_with_where_they_are_seen(ida: Api, film: str, ending: str) -> None:
    ida.post(f"{film}references/", kind="prop", name="Cups")
    ida.put(f"{film}script/", text=SCRIPT.replace("IVO pours tea.", "IVO pours tea, and spills it."))
    found = rows(ida, f"{film}props.{ending}")
    assert {name: (row["Kind"], row["Shots"], row["Scene codes"]) for name, row in found.items()} == {
        "Cups": ("prop", "1", "SC020")
    }
