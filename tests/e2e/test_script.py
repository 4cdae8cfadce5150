"""The script: writing the first one, and seeing what a revision does to scenes and shots before it is saved."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import SCRIPT, Film
from tests.e2e.running import System
from tests.e2e.screen import Screen
from tests.support.waiting import eventually

NEW_SHOT = "\n\nINSERT - a clock without hands.\n"


def test_a_first_script_is_opened_from_a_file(open_as: OpenAs, system: System) -> None:
    production = system.people["producer"].post("productions/", name="Unwritten")["id"]
    screen = open_as("producer", f"/p/{production}/script")
    expect(screen.heading("No screenplay yet")).to_be_visible()
    screen.picture("script-empty")
    screen.accessible()
    with screen.page.expect_file_chooser() as chosen:
        screen.button("Open a .fountain file").click()
    chosen.value.set_files({"name": "ferry.fountain", "mimeType": "text/plain", "buffer": SCRIPT.encode()})
    screen.button("Compare, then save").click()
    compared(screen)
    expect(screen.inspector()).to_contain_text("created")
    screen.picture("script-first")
    screen.accessible()
    screen.page.keyboard.press("ControlOrMeta+s")
    expect(screen.page.get_by_role("main")).to_contain_text("revision 1")
    expect(screen.page.get_by_role("navigation", name="Scenes and shots").get_by_role("button")).not_to_have_count(0)


def test_a_revision_says_what_it_does_before_it_is_saved(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/script")
    write_at_the_end(screen, NEW_SHOT)
    screen.button("Compare").first.click()
    compared(screen)
    expect(screen.inspector()).to_contain_text("created")
    expect(screen.inspector()).to_contain_text("clock without hands")
    screen.picture("script-compared")
    screen.accessible()
    before = unmade.count
    screen.button("Save as revision 2").click()
    expect(screen.page.get_by_role("main")).to_contain_text("revision 2")
    eventually(lambda: unmade.count == before + 1, 30)


def test_whoever_saved_first_is_kept_and_the_other_loses_nothing(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/script")
    write_at_the_end(screen, NEW_SHOT)
    unmade.producer.put(f"{unmade.path}script/", text=SCRIPT.replace("Fog on", "Rain on"))
    screen.button("Look at both").click()
    screen.picture("script-conflict")
    screen.accessible()
    screen.button("Put mine onto theirs").click()
    editor = screen.page.get_by_role("textbox", name="Screenplay")
    expect(editor).to_contain_text("Rain on")
    expect(editor).to_contain_text("clock without hands")
    screen.page.keyboard.press("ControlOrMeta+s")
    compared(screen)
    screen.button(re.compile("Save as revision")).click()
    expect(screen.page.get_by_role("main")).to_contain_text("revision 3")


@pytest.mark.parametrize("role", ["reviewer", "auditor"])
def test_who_may_not_write_reads(open_as: OpenAs, made: Film, role: str) -> None:
    screen = open_as(role, f"/p/{made.id}/script")
    expect(screen.page.get_by_role("textbox", name="Screenplay")).to_contain_text("Is it late?")
    expect(screen.button("Compare, then save")).to_have_count(0)
    screen.picture("script")
    screen.accessible()


def write_at_the_end(screen: Screen, text: str) -> None:
    screen.page.get_by_role("textbox", name="Screenplay").click()
    screen.page.keyboard.press("ControlOrMeta+End")
    screen.page.keyboard.insert_text(text)


def compared(screen: Screen) -> None:
    expect(screen.inspector()).to_contain_text("does")
    expect(screen.button(re.compile("Save as revision"))).to_be_enabled()
