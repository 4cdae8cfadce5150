"""Lines in other languages: translated with the keyboard, kept while unsaved, taken along as a file and back."""

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import SCRIPT, Film, film
from tests.e2e.running import System
from tests.e2e.screen import Screen
from tests.e2e.test_captions import shows, spoken
from tests.e2e.test_film import to_frame

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


def test_a_language_is_made_beside_the_film_and_heard(open_as: OpenAs, system: System) -> None:
    made = film(system.people, "Localised", "narrated_film")
    made.generate()
    shot = next(each["id"] for each in made.shots() if each["dialogue"])
    made.producer.put(f"shots/{shot}/translations/", line=0, language="de", text=LATE)
    screen = open_as("producer", f"/p/{made.id}/languages?into=de")
    screen.button("Make it").click()
    dialog = screen.page.get_by_role("dialog")
    told = dialog.locator("dd")
    expect(told.first).to_have_text("Narration 2 · Captions 2")
    expect(told.last).to_contain_text("Motion 2")
    expect(dialog).to_contain_text("1 line is not translated")
    screen.picture("languages-make")
    screen.accessible()
    dialog.get_by_role("button", name="Make it in German").click()
    expect(dialog).to_have_count(0)
    made.finished()
    expect(screen.page.get_by_text("made in 2 shots")).to_be_visible()
    screen.button("Make it").click()
    expect(dialog).to_contain_text("All of it is there already.")
    hear_it(screen, made)
    write_it(screen)


def hear_it(screen: Screen, made: Film) -> None:
    """Watch the film in its own language, and then in German."""
    screen.go(f"/p/{made.id}/film")
    to_frame(screen, spoken(made))
    shows(screen, "Is it late?")
    screen.button(re.compile("Heard in")).click()
    screen.page.get_by_role("option", name="German").click()
    screen.at("spoken=de")
    to_frame(screen, spoken(made))
    shows(screen, LATE)
    screen.picture("film-in-german")
    screen.accessible()


def write_it(screen: Screen) -> None:
    """Let the film be written as a file in German."""
    dialog = screen.page.get_by_role("dialog")
    screen.button(re.compile("^Film as a file")).click()
    dialog.get_by_role("button", name=re.compile("Heard in")).click()
    screen.page.get_by_role("option", name="German").click()
    screen.picture("write-in-german")
    screen.accessible()
    dialog.get_by_role("button", name="Write the film").click()
    expect(dialog.get_by_role("list", name=re.compile("."))).to_contain_text("German")


def test_who_may_not_edit_shots_reads_alone(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("reviewer", f"/p/{unmade.id}/film")
    screen.link("Languages").last.click()
    screen.at("/languages")
    screen.go(f"/p/{unmade.id}/languages?into=de")
    expect(screen.page.get_by_text("Not translated")).to_have_count(2)
    expect(screen.page.get_by_role("textbox", name=re.compile("Is it late"))).to_have_count(0)
