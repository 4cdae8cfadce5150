"""The film plays as one, and a shot shows what went into it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import FRAMES, Film
from tests.e2e.running import ROLES
from tests.e2e.screen import Screen
from tests.support.browser import Witness
from tests.support.waiting import eventually

BEHIND_THE_CUT = re.compile("^(2[4-9]|[3-9]\\d|1\\d\\d)$")
"""A frame of the second clip or of a later one."""


@pytest.mark.parametrize("role", ROLES)
def test_every_role_watches_the_film_across_its_cuts(open_as: OpenAs, made: Film, role: str) -> None:
    screen = open_as(role, f"/p/{made.id}/film")
    last = made.count * FRAMES - 1
    expect(screen.page.get_by_role("slider", name="Position")).to_have_attribute("aria-valuemax", str(last))
    screen.picture("film")
    screen.accessible()
    second = made.shots()[1]["code"]
    screen.button(f"Go to {second}").click()
    screen.at(f"frame={FRAMES}$")
    screen.button("Last frame").click()
    screen.at(f"frame={last}$")
    screen.button("First frame").click()
    screen.button("Play", exact=True).click()
    expect(screen.page.get_by_role("slider", name="Position")).to_have_attribute("aria-valuenow", BEHIND_THE_CUT)
    screen.picture("film-second-shot")


def test_the_cut_goes_to_an_editor_and_is_compared_with_what_comes_back(open_as: OpenAs, made: Film) -> None:
    screen = open_as("reviewer", f"/p/{made.id}/film")
    with screen.page.expect_download() as taken:
        screen.button("Cut list").click()
        screen.picture("film-cut-list")
        screen.accessible()
        screen.page.get_by_role("menuitem", name="EDL, CMX 3600 (.edl)").click()
    edit = Path(taken.value.path()).read_bytes().decode()
    first, second = (shot["code"] for shot in made.shots()[:2])
    edit = edit.replace(f"{first}_take1", f"{first}_take9").replace(f"{first} TAKE: 1", f"{first} TAKE: 9")
    edit = re.sub(rf"\r\n\r\n002 .*\r\n.*{second}.*\r\n.*{second}.*", "", edit)
    edit += "009  AX V C 00:00:00:00 00:00:01:00 02:00:00:00 02:00:01:00\r\n* FROM CLIP NAME: waves.mov\r\n"
    screen.button("Cut list").click()
    screen.page.get_by_role("menuitem", name="Compare with an edit…").click()
    screen.picture("film-compare-empty")
    screen.accessible()
    with screen.page.expect_file_chooser() as chosen:
        screen.button("Choose a file").click()
    chosen.value.set_files({"name": "cut.edl", "mimeType": "text/plain", "buffer": edit.encode()})
    dialog = screen.page.get_by_role("dialog", name="Compare with an edit")
    expect(dialog.get_by_role("region", name="Another take")).to_contain_text("take 9 in place of take 1")
    expect(dialog.get_by_role("region", name="Left out")).to_contain_text(second)
    expect(dialog.get_by_role("region", name="No shot of this film")).to_contain_text("waves.mov")
    screen.picture("film-compared")
    screen.accessible()


def test_what_is_no_edit_is_said_in_words(open_as: OpenAs, made: Film, witness: Witness) -> None:
    witness.expects("status of 400")
    screen = open_as("artist", f"/p/{made.id}/film")
    screen.button("Cut list").click()
    screen.page.get_by_role("menuitem", name="Compare with an edit…").click()
    with screen.page.expect_file_chooser() as chosen:
        screen.button("Choose a file").click()
    chosen.value.set_files({"name": "cut.otio", "mimeType": "application/json", "buffer": b"{}"})
    dialog = screen.page.get_by_role("dialog", name="Compare with an edit")
    expect(dialog).to_contain_text("nothing in it says its OTIO_SCHEMA")


def test_a_film_without_takes_has_slates(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("reviewer", f"/p/{unmade.id}/film")
    expect(screen.page.get_by_role("main")).to_contain_text(f"{unmade.count} without a take")
    screen.picture("film-slates")
    screen.accessible()


@pytest.mark.parametrize("role", ROLES)
def test_every_role_looks_into_a_shot(open_as: OpenAs, made: Film, role: str) -> None:
    shot = made.shots()[0]
    screen = open_as(role, f"/p/{made.id}/shots/{shot['id']}")
    expect(screen.heading(shot["code"]).first).to_be_visible()
    for tab in ("Inputs", "Differences", "History", "Edit"):
        screen.page.get_by_role("tab", name=tab).click()
        screen.at(f"tab={tab.lower()}")
        screen.picture(f"shot-{tab.lower()}")
        screen.accessible()
    approve = screen.button(re.compile("^Approve"))
    expect(approve).to_be_enabled(enabled=role in ("producer", "reviewer"))


def test_an_edit_of_another_person_is_put_beside_one_s_own(open_as: OpenAs, unmade: Film, witness: Witness) -> None:
    witness.expects("status of 409", "status of 412")
    shot = unmade.shots()[0]
    screen = open_as("artist", f"/p/{unmade.id}/shots/{shot['id']}?tab=edit")
    words = screen.inspector().get_by_role("textbox", name="Description")
    words.fill("Mine: a lamp.")
    unmade.producer.patch(f"shots/{shot['id']}/", description="Theirs: a gull.")
    screen.inspector().get_by_role("button", name=re.compile("^Save")).click()
    expect(screen.inspector()).to_contain_text("Theirs: a gull.")
    screen.picture("shot-conflict")
    screen.accessible()
    screen.inspector().get_by_role("button", name="Save mine on top").click()
    expect(screen.inspector().get_by_role("textbox", name="Description")).to_have_value("Mine: a lamp.")
    expect(screen.page.get_by_text("Mine: a lamp.").first).to_be_visible()
    eventually(lambda: unmade.shots()[0]["description"] == "Mine: a lamp.", 30)


def test_the_player_is_driven_by_keys(open_as: OpenAs, made: Film) -> None:
    screen = open_as("reviewer", f"/p/{made.id}/film")
    frame = screen.page.get_by_test_id("frame")
    to_frame(screen, 6)
    screen.page.keyboard.press("i")
    to_frame(screen, 18)
    screen.page.keyboard.press("o")
    expect(screen.button("Plays frames 6 to 18")).to_be_visible()
    screen.picture("film-range")
    screen.accessible()
    screen.page.keyboard.press("ControlOrMeta+l")
    expect(screen.button("Play again and again")).to_have_attribute("aria-pressed", "true")
    screen.page.keyboard.press("l")
    screen.page.keyboard.press("l")
    expect(screen.page.get_by_text("2×")).to_be_visible()
    screen.page.keyboard.press("k")
    expect(screen.button("Play", exact=True)).to_be_visible()
    screen.button("Plays frames 6 to 18").click()
    screen.page.keyboard.press("End")
    expect(frame).to_have_text(str(made.count * FRAMES - 1))
    screen.page.keyboard.press("Shift+ArrowLeft")
    expect(frame).to_have_text(str(made.count * FRAMES - 11))


def test_the_player_fills_the_screen_and_gives_it_back(open_as: OpenAs, made: Film) -> None:
    screen = open_as("reviewer", f"/p/{made.id}/film")
    expect(screen.button("Play", exact=True)).to_be_visible()
    screen.page.keyboard.press("f")
    screen.page.wait_for_function("document.fullscreenElement?.getAttribute('aria-label') === 'Film'")
    screen.page.keyboard.press("f")
    screen.page.wait_for_function("document.fullscreenElement === null")


def test_a_take_of_more_than_a_minute_is_made_and_sought(open_as: OpenAs, unmade: Film) -> None:
    shot, last = unmade.shots()[3], 61 * 24 - 1
    unmade.producer.put(f"{unmade.path}parameters/resolution/", value="64x64")
    unmade.producer.patch(f"shots/{shot['id']}/", frames=last + 1)
    unmade.generate()
    screen = open_as("reviewer", f"/p/{unmade.id}/shots/{shot['id']}")
    frame = screen.page.get_by_test_id("frame")
    for wanted in (last, 3, 1000, 999):
        to_frame(screen, wanted)
        expect(frame).to_have_text(re.compile(rf"^\s*{wanted}$"))
    screen.picture("shot-long-take")


def to_frame(screen: Screen, frame: int) -> None:
    """Go to a frame by its number, as soon as there is something to go through."""
    expect(screen.button("Play", exact=True)).to_be_visible()
    screen.page.keyboard.press("Shift+G")
    screen.page.get_by_role("dialog").get_by_role("textbox").fill(str(frame))
    screen.page.keyboard.press("Enter")
    expect(screen.page.get_by_role("dialog")).to_have_count(0)


def test_what_made_a_shot_out_of_date_leads_to_its_event(open_as: OpenAs, own: Film) -> None:
    shot = own.shots()[0]
    screen = open_as("producer", f"/p/{own.id}/shots/{shot['id']}")
    own.producer.patch(f"shots/{shot['id']}/", description="The lamp goes out.")
    expect(screen.page.get_by_role("main")).to_contain_text("Out of date")
    screen.picture("shot-out-of-date")
    screen.accessible()
    screen.button(re.compile("^Generate")).click()
    screen.accessible()
    screen.page.get_by_role("dialog").get_by_role("button", name=re.compile("^Generate")).click()
    own.finished()
    expect(screen.page.get_by_role("heading", name="2 takes")).to_be_visible()
    screen.page.get_by_role("tab", name="Differences").click()
    expect(screen.inspector()).to_contain_text("The lamp goes out.")
    screen.picture("shot-two-takes")
    screen.accessible()
