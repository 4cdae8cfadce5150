"""Lines in other languages at the API: written, kept over imports, taken along as files and back in."""

import csv
import io
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from productions.domain.normal_form import normalised
from productions.tables.reading import MAX_ROWS
from tests.conftest import Sequencer
from tests.support.making import SCRIPT
from tests.support.uploads import upload
from tests.support.web import Api, code, data

pytestmark = pytest.mark.django_db

GERMAN = ("Ist es spät?", "Es ist immer spät.", "Dann bin ich es auch.")
TEXTS = ["Is it late?", "It is always late.", "Then so am I."]
SCENES = 20
LONG = "\n\n".join(f"INT. ROOM {number} - DAY\n\nMARA\nThis is line {number}." for number in range(SCENES))
UNIT = "{urn:oasis:names:tc:xliff:document:1.2}trans-unit"


def lines(by: Api, film: str, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = by.get(f"{film}translations/?language=de{query}")["results"]
    return found


def write(by: Api, line: dict[str, Any], text: str, **more: Any) -> Any:
    body = {"line": line["line"], "language": "de", "text": text, **more}
    return by.send("PUT", f"shots/{line['shot']}/translations/", body)


def all_written(by: Api, film: str) -> None:
    for line, text in zip(lines(by, film), GERMAN, strict=True):
        assert write(by, line, text).status_code == 200


def bring(by: Api, film: str, text: str, *, dry_run: bool = False) -> Any:
    query = "?dry_run=true" if dry_run else ""
    return data(by.send("POST", f"{film}translations/file/{query}", {"text": text, "language": "de"}))


def downloaded(by: Api, film: str, ending: str) -> str:
    reply = by.send("GET", f"{film}translations.{ending}/?language=de")
    assert reply.status_code == 200
    text: str = reply.content.decode("utf-8-sig")
    return text


def test_a_line_is_translated_and_undone(ida: Api, film: str) -> None:
    first = lines(ida, film)[0]
    assert (first["text"], first["standing"], first["translation"]) == (TEXTS[0], "missing", "")
    reply = data(write(ida, first, "  Ist es   spät? ", version=first["version"]))
    assert (reply["translation"], reply["standing"]) == (GERMAN[0], "translated")
    (event,) = reply["events"]
    assert event["type"] == "shot.translation_set"
    assert ida.get(f"{film}languages/")["results"] == [
        {"language": "de", "lines": 3, "translated": 1, "out_of_date": 0, "missing": 2, "shots": 0}
    ]
    ida.post(f"{film}undo/", events=[event["event"]])
    assert [each["standing"] for each in lines(ida, film)] == ["missing"] * 3


def test_of_two_who_write_at_once_the_second_is_told(ida: Api, film: str) -> None:
    first = lines(ida, film)[0]
    write(ida, first, GERMAN[0], version=first["version"])
    late = write(ida, first, "Spät?", version=first["version"])
    assert late.status_code == 409
    assert lines(ida, film)[0]["translation"] == GERMAN[0]


def test_the_history_says_what_became_of_which_line(ida: Api, film: str, sequencer: Sequencer) -> None:
    write(ida, lines(ida, film)[0], GERMAN[0])
    write(ida, lines(ida, film)[0], "")
    sequencer.step()
    told = [each["sentence"] for each in ida.get(f"{film}events/?limit=200")["results"]]
    assert [each for each in told if "“Is it late?”" in each and "was translated into de as “Ist es spät?”" in each]
    assert [each for each in told if each.startswith("The translation of") and "into de was taken out" in each]


def test_an_import_keeps_translations_and_marks_those_of_other_words(ida: Api, film: str) -> None:
    all_written(ida, film)
    ida.put(f"{film}script/", text=SCRIPT.replace("It is always late.", "It is nearly always late."))
    standing = {each["text"]: each for each in lines(ida, film)}
    assert [each["standing"] for each in standing.values()] == ["translated", "out_of_date", "translated"]
    changed = standing["It is nearly always late."]
    assert (changed["translation"], changed["translated_from"]) == (GERMAN[1], TEXTS[1])
    assert [each["text"] for each in lines(ida, film, "&standing=out_of_date")] == ["It is nearly always late."]
    write(ida, changed, "Es ist fast immer spät.")
    assert {each["standing"] for each in lines(ida, film)} == {"translated"}
    ida.put(f"{film}script/", text=SCRIPT)
    assert [each["translation"] for each in lines(ida, film)] == list(GERMAN), "words of before have theirs again"


@pytest.mark.parametrize("ending", ["csv", "xliff"])
def test_a_file_comes_back_as_it_went(ida: Api, film: str, ending: str) -> None:
    all_written(ida, film)
    effect = bring(ida, film, downloaded(ida, film, ending))
    assert effect["counts"] == {"changes": 0, "left_out": 0, "unchanged": 3, "empty": 0}
    assert effect["events"] == []


def test_a_table_that_was_filled_in_is_looked_at_and_then_saved(ida: Api, film: str) -> None:
    rows = list(csv.reader(io.StringIO(downloaded(ida, film, "csv"))))
    filled = [rows[0], *([*row[:4], text, row[5]] for row, text in zip(rows[1:], GERMAN, strict=True))]
    unknown = [f"{uuid4()}/de-0000000000000000", "X", "MARA", "Who?", "Wer?", ""]
    out = io.StringIO()
    csv.writer(out).writerows([*filled, unknown, filled[1]])
    looked = bring(ida, film, out.getvalue(), dry_run=True)
    assert looked["counts"] == {"changes": 3, "left_out": 2, "unchanged": 0, "empty": 0}
    assert [(each["before"], each["after"]) for each in looked["changes"]] == [("", text) for text in GERMAN]
    assert [(each["why"], each["translation"]) for each in looked["left_out"]] == [
        ("unknown", "Wer?"),
        ("twice", GERMAN[0]),
    ]
    assert [each["translation"] for each in lines(ida, film)] == [""] * 3, "nothing was kept"
    assert len(bring(ida, film, out.getvalue())["events"]) == 3
    assert [each["translation"] for each in lines(ida, film)] == list(GERMAN)


def test_translators_send_xliff_and_a_line_that_changed_meanwhile_is_told(ida: Api, film: str) -> None:
    root = ElementTree.fromstring(downloaded(ida, film, "xliff"))
    units = root.findall(f".//{UNIT}")
    assert [normalised(unit[0].text or "") for unit in units] == TEXTS
    for unit, text in zip(units, GERMAN, strict=True):
        ElementTree.SubElement(unit, UNIT.replace("trans-unit", "target")).text = text
    ida.put(f"{film}script/", text=SCRIPT.replace("It is always late.", "It is never late."))
    sent = ElementTree.tostring(root)
    effect = data(upload(ida, "POST", f"{film}translations/file/", sent, "film.xliff", {"language": "de"}))
    assert (effect["counts"]["changes"], effect["counts"]["left_out"]) == (2, 1)
    (left,) = effect["left_out"]
    assert (left["why"], left["text"], left["translation"]) == ("line_changed", TEXTS[1], GERMAN[1])


def test_what_is_out_of_date_goes_out_marked_and_comes_back_as_nothing(ida: Api, film: str) -> None:
    all_written(ida, film)
    ida.put(f"{film}script/", text=SCRIPT.replace("It is always late.", "It is never late."))
    for ending in ("csv", "xliff"):
        effect = bring(ida, film, downloaded(ida, film, ending))
        assert effect["counts"] == {"changes": 0, "left_out": 0, "unchanged": 2, "empty": 1}
    assert [each["standing"] for each in lines(ida, film)] == ["translated", "out_of_date", "translated"]


@pytest.mark.parametrize("ending", ["csv", "xliff"])
def test_what_was_out_of_date_and_worked_on_is_taken_over(ida: Api, film: str, ending: str) -> None:
    all_written(ida, film)
    ida.put(f"{film}script/", text=SCRIPT.replace("It is always late.", "It is never late."))
    sent = downloaded(ida, film, ending).replace(GERMAN[1], "Es ist nie zu sp\u00e4t.")
    effect = bring(ida, film, sent)
    assert effect["counts"] == {"changes": 1, "left_out": 0, "unchanged": 2, "empty": 0}
    assert [each["standing"] for each in lines(ida, film)] == ["translated"] * 3


def test_what_a_tool_of_translators_has_put_where_nobody_worked_is_none(ida: Api, film: str) -> None:
    all_written(ida, film)
    sent = downloaded(ida, film, "xliff").replace('state="translated"', 'state="needs-translation"')
    assert bring(ida, film, sent)["counts"] == {"changes": 0, "left_out": 0, "unchanged": 0, "empty": 3}


@pytest.mark.parametrize(
    "text",
    ["<xliff", "<a/>", '<!DOCTYPE a [<!ENTITY b "c">]><xliff>&b;</xliff>', "Id,Words\n1,2\n", ""],
)
def test_what_is_no_file_of_translations_is_refused(ida: Api, film: str, text: str) -> None:
    reply = ida.send("POST", f"{film}translations/file/", {"text": text, "language": "de"})
    assert (reply.status_code, code(reply)) == (422, "table-unreadable")


def test_a_line_or_language_that_is_none_is_refused(ida: Api, film: str) -> None:
    first = lines(ida, film)[0]
    assert write(ida, {**first, "line": 7}, "Wer?").status_code == 404
    assert ida.send("GET", f"{film}translations/?language=german").status_code == 422
    assert ida.send("GET", f"{film}translations/").status_code == 422


def test_an_empty_text_takes_away_what_is_out_of_date(ida: Api, film: str) -> None:
    all_written(ida, film)
    ida.put(f"{film}script/", text=SCRIPT.replace("It is always late.", "It is nearly always late."))
    (changed,) = lines(ida, film, "&standing=out_of_date")
    reply = data(write(ida, changed, ""))
    assert (reply["translation"], reply["standing"]) == ("", "missing")
    assert [each["standing"] for each in lines(ida, film)] == ["translated", "missing", "translated"]


def test_other_words_get_no_old_translation(ida: Api, film: str) -> None:
    all_written(ida, film)
    ida.put(f"{film}script/", text=SCRIPT.replace("It is always late.", "Who took my umbrella?"))
    standing = {each["text"]: each["standing"] for each in lines(ida, film)}
    assert standing["Who took my umbrella?"] == "missing"


def test_a_table_longer_than_a_list_of_shots_comes_back(ida: Api, film: str) -> None:
    text = downloaded(ida, film, "csv")
    more = "".join(f"{uuid4()}/de-0000000000000000,X,MARA,Who?,,missing\r\n" for _ in range(MAX_ROWS + 50))
    assert bring(ida, film, text + more)["counts"] == {"changes": 0, "left_out": 0, "unchanged": 0, "empty": 3 + 5_050}


def test_an_import_asks_the_database_as_often_for_many_shots_as_for_one(ida: Api, film: str) -> None:
    ida.put(f"{film}script/", text=LONG)
    rows = list(csv.reader(io.StringIO(downloaded(ida, film, "csv"))))
    assert len({row[1] for row in rows[1:]}) == SCENES, "each line has a shot of its own"

    def asked(count: int) -> int:
        out = io.StringIO()
        csv.writer(out).writerows([rows[0], *([*row[:4], f"Zeile {row[3]}", ""] for row in rows[1 : count + 1])])
        with CaptureQueriesContext(connection) as looks:
            effect = bring(ida, film, out.getvalue(), dry_run=True)
        assert effect["counts"]["changes"] == count
        return len(looks)

    asked(1)
    assert asked(SCENES) - asked(1) <= 2
