"""Scripts as files at the API: any format in, Fountain and Final Draft out, nothing of either lost."""

import time
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from tests.productions.screenplay.formats.documents import FULL, document, paragraph
from tests.productions.screenplay.formats.printing import pdf
from tests.support.making import SCRIPT
from tests.support.uploads import upload
from tests.support.web import Api, code, data

pytestmark = pytest.mark.django_db


def canonical(file: bytes) -> str:
    return ElementTree.canonicalize(file.decode(), strip_text=True)


def test_final_draft_comes_in_and_goes_out_as_it_was(ida: Api, film: str) -> None:
    made = data(upload(ida, "PUT", f"{film}script/", FULL, "last light.fdx"))
    assert made["title"] == "THE LAST LIGHT"
    assert any("tagged element" in text for _, text in made["remarks"])
    assert ida.get(f"{film}script/")["original"] is True
    out = ida.send("GET", f"{film}script.fdx")
    assert canonical(out.content) == canonical(FULL)
    assert (
        out["Content-Disposition"]
        == "attachment; filename=\"THE LAST LIGHT.fdx\"; filename*=UTF-8''THE%20LAST%20LIGHT.fdx"
    )
    assert out["X-Content-Type-Options"] == "nosniff"
    assert ida.send("GET", f"{film}script.fdx", headers={"If-None-Match": out["ETag"]}).status_code == 304


def test_an_edit_of_the_text_goes_out_with_all_that_came_in_beside_it(ida: Api, film: str) -> None:
    upload(ida, "PUT", f"{film}script/", FULL, "a.fdx")
    text = ida.get(f"{film}script/")["text"]
    ida.put(f"{film}script/", text=text.replace("Yes.", "Perhaps."), format="fountain")
    out = ida.send("GET", f"{film}script.fdx").content.decode()
    assert "Perhaps." in out and "<DefId>d1</DefId>" in out and 'RevisionID="1"' in out


def test_undo_brings_back_the_file_with_the_text(ida: Api, film: str) -> None:
    upload(ida, "PUT", f"{film}script/", FULL, "a.fdx")
    other = ida.put(f"{film}script/", text="# Other\n\nINT. A - DAY\n\nX.\n", format="markdown")
    assert ida.get(f"{film}script/")["original"] is False
    ida.post(f"{film}undo/", events=[each["event"] for each in other["events"]])
    assert canonical(ida.send("GET", f"{film}script.fdx").content) == canonical(FULL)


def test_a_page_opens_a_file_looks_at_it_and_saves_it_with_what_it_came_in(ida: Api, film: str) -> None:
    opened = data(upload(ida, "POST", f"{film}script/open/", FULL, "a.fdx"))
    assert opened["format"] == "fdx"
    assert ida.get(f"{film}script/")["revision"] == 1
    ida.put(f"{film}script/", text=opened["text"], original=FULL.decode())
    assert canonical(ida.send("GET", f"{film}script.fdx").content) == canonical(FULL)
    assert ida.put(f"{film}script/", text=opened["text"], original=FULL.decode())["events"] == []


def test_a_text_names_its_format(ida: Api, film: str) -> None:
    opened = ida.post(f"{film}script/open/", text="## INT. A - DAY\n\n**ANN:** Hi.\n", format="markdown")
    assert opened == {"text": "INT. A - DAY\n\nANN\nHi.\n", "format": "markdown", "remarks": []}
    ida.put(f"{film}script/", text=FULL.decode(), format="fdx")
    assert ida.get(f"{film}script/")["title"] == "THE LAST LIGHT"


def test_a_pdf_comes_as_a_file_alone(ida: Api, film: str) -> None:
    printed = pdf([["          INT. BARN - DAY", "", "          Hay, as far as anybody can see, and under it a cat."]])
    assert data(upload(ida, "PUT", f"{film}script/?dry_run=1", printed, "a.pdf"))["scenes"]["created"]
    refused = ida.send("PUT", f"{film}script/", {"text": "%PDF", "format": "pdf"})
    assert (refused.status_code, data(refused)["reason"]) == (422, "not-text")


def test_fountain_goes_out_to_the_letter(ida: Api, film: str) -> None:
    assert ida.send("GET", f"{film}script.fountain").content.decode() == SCRIPT


def test_a_production_without_a_script_has_no_file_of_it(ida: Api) -> None:
    empty = f"productions/{ida.post('productions/', name='Empty')['id']}/"
    for ending in ("fountain", "fdx"):
        assert ida.send("GET", f"{empty}script.{ending}").status_code == 404


@pytest.mark.parametrize("name", ['a"; x="b', "../../etc/passwd", "Zoë 灯\u202e", "x" * 300, "..."])
def test_a_file_is_called_what_no_header_or_disk_minds(ida: Api, film: str, name: str) -> None:
    ida.put(f"{film}script/", text=f"Title: {name}\n\nINT. A - DAY\n\nX.\n")
    said = ida.send("GET", f"{film}script.fountain")["Content-Disposition"]
    plain, _, full = said.removeprefix('attachment; filename="').partition("\"; filename*=UTF-8''")
    for given in (plain, unquote(full)):
        assert given.endswith(".fountain") and len(given) <= 150
        assert not set(given) & set('"/\\\u202e\r\n')


@pytest.mark.parametrize("path", ["script/", "script/open/"])
def test_20_mb_are_refused_in_less_than_a_second(ida: Api, film: str, path: str) -> None:
    method = "PUT" if path == "script/" else "POST"
    started = time.monotonic()
    refused = upload(ida, method, f"{film}{path}", b"%PDF" + b"\0" * 20_000_000, "a.pdf")
    assert (refused.status_code, code(refused)) == (413, "too-large")
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "unsafe-xml"),
        (b"%PDF-1.4", "damaged-pdf"),
        (b"PK\x03\x04", "not-fountain"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(ida: Api, film: str, content: bytes, reason: str) -> None:
    for method, path in (("PUT", "script/"), ("POST", "script/open/")):
        refused = upload(ida, method, f"{film}{path}", content, "a")
        assert (refused.status_code, data(refused)["reason"]) == (422, reason)


@pytest.mark.parametrize("name", ["shots.csv", "SHOTS.XLSX", "shots.tsv"])
def test_a_table_is_sent_to_where_shot_lists_are_brought_in(ida: Api, film: str, name: str) -> None:
    refused = upload(ida, "POST", f"{film}script/open/", b"Scene,Shot,Description\n1,1,A door\n", name)
    assert (refused.status_code, data(refused)["reason"]) == (422, "table")
    assert "shot list is brought in on the board" in data(refused)["detail"]


def test_what_final_draft_tags_as_a_thing_is_a_prop_wherever_the_text_has_it(ida: Api, film: str) -> None:
    text = data(upload(ida, "POST", f"{film}script/open/", TAGGED, "a.fdx"))["text"]
    dry = ida.put(f"{film}script/?dry_run=true", text=text, original=TAGGED.decode())
    assert {"Raincoat", "Storm lantern", "Pickup"} == {
        entry["name"]
        for scene in dry["proposal"]["scenes"]
        for shot in scene["shots"]
        for entry in shot["cast"]
        if entry["kind"] == "prop"
    }
    made = data(upload(ida, "PUT", f"{film}script/", TAGGED, "a.fdx"))
    assert any("read as props: Raincoat, Storm lantern, Pickup" in text for _, text in made["remarks"])
    props = {each["name"]: each for each in ida.get(f"{film}references/?kind=prop")["results"]}
    assert {name: each["aliases"] for name, each in props.items()} == {
        "Raincoat": [],
        "Storm lantern": ["lantern"],
        "Pickup": [],
    }
    cast = {
        shot["text"]: {name for name, each in props.items() if each["id"] in {one["reference"] for one in shot["cast"]}}
        for shot in ida.get(f"{film}shots/")["results"]
    }
    assert cast == {
        "MARA puts on a raincoat and takes the lantern.": {"Raincoat", "Storm lantern"},
        "CLOSE ON THE LANTERN": {"Storm lantern"},
        "The pickup waits.": {"Pickup"},
    }
    ida.delete(f"references/{props['Pickup']['id']}/")
    upload(ida, "PUT", f"{film}script/", TAGGED, "a.fdx")
    assert "Pickup" not in {each["name"] for each in ida.get(f"{film}references/?kind=prop")["results"]}


TAGGED = document(
    paragraph("Scene Heading", "INT. BOATHOUSE - NIGHT"),
    '<Paragraph Type="Action"><Text TagNumber="1">MARA</Text><Text> puts on a </Text>'
    '<Text TagNumber="2">raincoat</Text><Text> and takes the </Text>'
    '<Text TagNumber="3">lantern</Text><Text>.</Text></Paragraph>',
    paragraph("Shot", "CLOSE ON THE LANTERN"),
    paragraph("Scene Heading", "EXT. PIER - NIGHT"),
    '<Paragraph Type="Action"><Text>The </Text><Text TagNumber="4">pickup</Text><Text> waits.</Text></Paragraph>',
    behind="<TagData><TagCategories>"
    + "".join(
        f'<TagCategory Id="c{number}" Name="{name}"/>'
        for number, name in enumerate(("Cast Members", "Wardrobe", "Props", "Vehicles"), 1)
    )
    + "</TagCategories><TagDefinitions>"
    + "".join(
        f'<TagDefinition CatId="c{number}" Id="d{number}" Label="{name}"/>'
        for number, name in enumerate(("Mara", "Raincoat", "Storm lantern", "Pickup"), 1)
    )
    + "</TagDefinitions><Tags>"
    + "".join(f'<Tag Number="{number}"><DefId>d{number}</DefId></Tag>' for number in range(1, 5))
    + "</Tags></TagData>",
)
"""Four tagged elements, of which one is a person."""


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (pdf([["INT. A - DAY"]]), "a PDF"),
        (FULL, "a Final Draft document (FDX)"),
        (b"\xef\xbb\xbf" + FULL, "a Final Draft document (FDX)"),
        (FULL.decode().replace("UTF-8", "UTF-16").encode("utf-16"), "a Final Draft document (FDX)"),
    ],
)
@pytest.mark.parametrize("said", ["fountain", "markdown"])
def test_what_is_said_to_be_text_and_is_not_is_named(ida: Api, film: str, file: bytes, name: str, said: str) -> None:
    refused = upload(ida, "PUT", f"{film}script/", file, "a.txt", {"format": said})
    assert refused.status_code == 422
    assert refused.json()["detail"].startswith(f"This is {name}, and no text.")
