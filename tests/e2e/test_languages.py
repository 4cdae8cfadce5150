"""Lines in other languages: translated with the keyboard, kept while unsaved, taken along as a file and brought back."""

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import SCRIPT, Film
from tests.e2e.screen import Screen

LATE = "Ist es spät?"
ALWAYS = "Es ist immer spät."


def field(screen: Screen, text: str) -> Locator:
    """Where the translation of a line is written."""
    return screen.page.get_by_role("textbox", name=re.compile(re.escape(text)))


def translations(film: Film) -> list[tuple[str, str]]:
    page = film.producer.get(f"{film.path}translations/", language="de")
    return [(line["translation"], line["standing"]) for line in page["results"]]


def test_a_line_is_translated_with_the_keyboard(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("artist", f"/p/{unmade.id}/languages")
    expect(screen.page.get_by_role("heading", name="Choose a language")).to_be_visible()
    screen.picture("languages-empty")
    screen.button(re.compile("Translate into")).click()
    screen.page.get_by_role("option", name="German", exact=True).click()
    screen.at("into=de")
    field(screen, "Is it late?").fill(LATE)
    expect(screen.page.get_by_text("Not saved")).to_be_visible()
    screen.page.reload()
    expect(field(screen, "Is it late?")).to_have_value(LATE)
    field(screen, "Is it late?").press("Enter")
    expect(field(screen, "It is always late.")).to_be_focused()
    expect(screen.page.get_by_text("1 of 2 lines")).to_be_visible()
    screen.page.keyboard.type(ALWAYS)
    screen.picture("languages-writing")
    screen.accessible()
    screen.page.keyboard.press("Enter")
    expect(screen.page.get_by_text("2 of 2 lines")).to_be_visible()
    assert translations(unmade) == [(LATE, "translated"), (ALWAYS, "translated")]
    unmade.producer.put(f"{unmade.path}script/", text=SCRIPT.replace("always late", "nearly always late"))
    expect(screen.page.get_by_text("Translated was: It is always late.")).to_be_visible()
    screen.button(re.compile("^Out of date")).click()
    screen.picture("languages-out-of-date")
    screen.accessible()
    screen.button("Still right").click()
    expect(screen.page.get_by_text("No line stands so.")).to_be_visible()
    assert translations(unmade) == [(LATE, "translated"), (ALWAYS, "translated")]


def test_lines_go_out_as_a_table_and_come_back(open_as: OpenAs, unmade: Film, tmp_path: Path) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/languages?into=de", viewport={"width": 390, "height": 844})
    with screen.page.expect_download() as taken:
        screen.button("Download").click()
        screen.page.get_by_role("menuitem", name=re.compile("spreadsheet")).click()
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    filled = tmp_path / "filled.csv"
    filled.write_text(text.replace("Is it late?,,missing", f"Is it late?,{LATE},"), encoding="utf-8")
    screen.button("Bring a file").click()
    dialog = screen.page.get_by_role("dialog")
    dialog.locator("input[type=file]").set_input_files(filled)
    expect(dialog.get_by_role("region", name="What changes")).to_contain_text(LATE)
    screen.picture("languages-file")
    screen.accessible()
    assert translations(unmade) == [("", "missing")] * 2, "nothing is saved by looking"
    dialog.get_by_role("button", name="Save 1 translation").click()
    expect(field(screen, "Is it late?")).to_have_value(LATE)
    screen.picture("languages-narrow")
    screen.accessible()
    assert translations(unmade)[0] == (LATE, "translated")


def test_who_may_not_edit_shots_reads_alone(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("reviewer", f"/p/{unmade.id}/film")
    screen.link("Languages").last.click()
    screen.at("/languages")
    screen.go(f"/p/{unmade.id}/languages?into=de")
    expect(screen.page.get_by_text("Not translated")).to_have_count(2)
    expect(screen.page.get_by_role("textbox", name=re.compile("Is it late"))).to_have_count(0)
