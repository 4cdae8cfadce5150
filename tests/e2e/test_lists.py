"""Scripts in other formats, shot lists, and files to take along, in the page."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.running import System
from tests.e2e.screen import Screen
from tests.productions.screenplay.formats.documents import FULL
from tests.support.browser import Witness

LIST = b"Shot,Words,Framing,Length\nSC010_0010,Ice on the water.,ECU,4.5\n,A gull.,huge,2\n,The rope.,ws,2\n"
RUSSIAN = "ИНТ. КУХНЯ - НОЧЬ\n\nВера смотрит в окно. За окном идёт снег.\n\nВЕРА\nОпять снег.\n"


def test_a_final_draft_file_says_what_was_guessed_and_is_saved_with_all_it_holds(
    open_as: OpenAs, system: System
) -> None:
    producer = system.people["producer"]
    production = producer.post("productions/", name="Drafted")["id"]
    screen = open_as("producer", f"/p/{production}/script")
    opened(screen, "light.fdx", FULL)
    dialog = screen.page.get_by_role("dialog", name="How light.fdx was read")
    expect(dialog).to_contain_text("tagged element")
    screen.picture("script-guessed")
    screen.accessible()
    screen.button("Look at the text").click()
    expect(screen.page.get_by_role("textbox", name="Screenplay")).to_contain_text("HARBOUR OFFICE")
    screen.page.reload()
    screen.button("Keep").click()
    screen.button("Compare, then save").click()
    screen.button("Save as revision 1").click()
    screen.saved_as("revision 1")
    assert producer.get(f"productions/{production}/script/")["original"] is True
    with screen.page.expect_download() as taken:
        screen.button("Download").click()
        screen.page.get_by_role("menuitem", name="Script for Final Draft (FDX)").click()
    assert taken.value.suggested_filename == "THE LAST LIGHT.fdx"


def test_a_file_is_read_in_its_own_encoding_and_one_that_is_no_screenplay_says_where_it_goes(
    open_as: OpenAs, system: System, witness: Witness
) -> None:
    witness.expects("Failed to load resource")
    production = system.people["producer"].post("productions/", name="Encoded")["id"]
    screen = open_as("producer", f"/p/{production}/script")
    opened(screen, "list.csv", LIST)
    said = screen.page.get_by_text(
        "list.csv: This is a table, not a screenplay. A shot list is brought in on the board."
    )
    expect(said).to_be_visible()
    expect(screen.heading("No screenplay yet")).to_be_visible()
    opened(screen, "old.fountain", RUSSIAN.encode("cp1251"))
    expect(screen.page.get_by_role("dialog", name="How old.fountain was read")).to_contain_text("Windows-1251")
    screen.button("Look at the text").click()
    expect(screen.page.get_by_role("textbox", name="Screenplay")).to_contain_text("Вера смотрит в окно.")


def opened(screen: Screen, name: str, content: bytes) -> None:
    with screen.page.expect_file_chooser() as chosen:
        screen.button("Open a script").click()
    chosen.value.set_files({"name": name, "mimeType": "text/plain", "buffer": content})


def test_a_shot_list_is_mapped_looked_at_and_saved(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/board")
    screen.button("Bring a shot list").click()
    screen.picture("board-list-empty")
    screen.accessible()
    with screen.page.expect_file_chooser() as chosen:
        screen.button("Choose a file").click()
    chosen.value.set_files({"name": "list.csv", "mimeType": "text/csv", "buffer": LIST})
    screen.page.get_by_role("button", name="What Words holds").click()
    screen.page.get_by_role("option", name="Description").click()
    screen.button("See what it does").click()
    dialog = screen.page.get_by_role("dialog", name="Bring a shot list")
    expect(dialog).to_contain_text("New shots: 1. Changed: 1.")
    expect(dialog).to_contain_text("Row 3, Framing: “huge” is no size")
    screen.picture("board-list")
    screen.accessible()
    screen.button("Save without the row that has an error").click()
    expect(dialog).to_have_count(0)
    texts = [each["description"] for each in unmade.producer.get(f"{unmade.path}shots/")["results"]]
    assert texts[:2] == ["Ice on the water.", "The rope."]


@pytest.mark.parametrize("name", ["Shot list as XLSX", "Storyboard, 3 to a page (PDF)"])
def test_files_are_taken_along_from_the_board(open_as: OpenAs, unmade: Film, name: str) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/board")
    with screen.page.expect_download() as taken:
        screen.button("Download").click()
        screen.page.get_by_role("menuitem", name=name).click()
    assert taken.value.suggested_filename.endswith((".xlsx", ".pdf"))
