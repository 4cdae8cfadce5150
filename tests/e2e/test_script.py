"""The script: writing the first one, and seeing what a revision does to scenes and shots before it is saved."""

import re

import pytest
from playwright.sync_api import Locator, expect

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
        screen.button("Open a script").click()
    chosen.value.set_files({"name": "ferry.fountain", "mimeType": "text/plain", "buffer": SCRIPT.encode()})
    screen.button("Compare, then save").click()
    compared(screen)
    expect(proposal(screen).get_by_role("option")).not_to_have_count(0)
    screen.picture("script-first")
    screen.accessible()
    screen.page.keyboard.press("ControlOrMeta+s")
    screen.saved_as("revision 1")
    expect(screen.page.get_by_role("navigation", name="Scenes and shots").get_by_role("button")).not_to_have_count(0)


def test_a_revision_says_what_it_does_before_it_is_saved(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/script")
    write_at_the_end(screen, NEW_SHOT)
    screen.button("Compare").first.click()
    compared(screen)
    proposal(screen).get_by_role("tab", name="Changes").click()
    expect(proposal(screen)).to_contain_text("created")
    expect(proposal(screen)).to_contain_text("clock without hands")
    screen.picture("script-compared")
    screen.accessible()
    before = unmade.count
    screen.button("Save as revision 2").click()
    screen.saved_as("revision 2")
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
    screen.saved_as("revision 3")


def test_shots_are_corrected_by_keys_before_anything_is_saved(open_as: OpenAs, unmade: Film) -> None:
    screen, before = open_as("producer", f"/p/{unmade.id}/script"), unmade.count
    shots = breakdown(screen).get_by_role("option")
    expect(shots).to_have_count(before)
    breakdown(screen).get_by_role("listbox").focus()
    screen.page.keyboard.press("ArrowDown")
    screen.page.keyboard.press("m")
    expect(shots).to_have_count(before - 1)
    screen.page.keyboard.press("u")
    expect(shots).to_have_count(before)
    screen.page.keyboard.press("x")
    expect(shots).to_have_count(before - 1)
    screen.page.keyboard.press("l")
    screen.page.keyboard.press("ControlOrMeta+a")
    screen.page.keyboard.type("2.5")
    screen.page.keyboard.press("Enter")
    expect(shots.filter(has_text="2.5 s")).to_have_count(1)
    screen.picture("script-breakdown")
    screen.accessible()
    assert unmade.count == before, "nothing is saved yet"
    screen.button("Save the breakdown").click()
    eventually(lambda: unmade.count == before - 1, 30)
    assert 60 in [shot["frames"] for shot in unmade.shots()]
    proposal(screen).wait_for(state="detached")
    lengths = before  # each shot of the film was given one
    breakdown(screen).get_by_role("tab", name=f"Decided {lengths + 1}").click()
    dropped = breakdown(screen).get_by_role("listitem").filter(has_text="is no shot")
    dropped.get_by_role("button", name=re.compile("Take back")).click()
    expect(breakdown(screen).get_by_role("tab", name="Shots")).to_contain_text(str(before))


def test_two_names_become_one_person_and_what_is_nobody_is_left_out(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/script")
    breakdown(screen).get_by_role("tab", name="People").click()
    screen.button("Same as… (IVO)").click()
    screen.button(re.compile("IVO is another name of")).click()
    screen.page.get_by_role("option", name="MARA").click()
    expect(breakdown(screen).get_by_role("tab", name="People")).to_contain_text("1")
    screen.picture("script-people")
    screen.accessible()
    screen.button("Save the breakdown").click()
    references = f"{unmade.path}references/"
    found = eventually(lambda: [each for each in unmade.producer.get(references)["results"] if each["aliases"]], 30)
    assert [(each["name"], each["aliases"]) for each in found] == [("MARA", ["IVO"])]


def test_who_is_left_out_of_the_film_stays_out_until_it_is_taken_back(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/script")
    spoken = breakdown(screen).get_by_role("option").filter(has_text="IVO").first
    spoken.click()
    screen.button("Never (whole film): IVO").click()
    expect(screen.button("Never (whole film): IVO")).to_have_count(0)
    screen.picture("script-never")
    screen.accessible()
    screen.button("Save the breakdown").click()
    eventually(lambda: "IVO" not in cast_of(unmade), 30)
    before = unmade.count
    proposal(screen).wait_for(state="detached")
    write_at_the_end(screen, "\n\nCUT TO:\n\nIVO waits.\n\nIVO\nNever mind.\n")
    screen.page.keyboard.press("ControlOrMeta+s")
    compared(screen)
    screen.button(re.compile("Save as revision")).click()
    screen.saved_as("revision 2")
    eventually(lambda: unmade.count > before, 30)
    assert "IVO" not in cast_of(unmade)
    proposal(screen).wait_for(state="detached")
    breakdown(screen).get_by_role("tab", name=re.compile("Decided")).click()
    refused = breakdown(screen).get_by_role("listitem").filter(has_text="IVO")
    refused.get_by_role("button", name=re.compile("Take back")).click()
    screen.button("Save the breakdown").click()
    eventually(lambda: "IVO" in cast_of(unmade), 30)


def test_who_took_anothers_lines_is_offered_as_the_same(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/script")
    screen.page.get_by_role("textbox", name="Screenplay").click()
    screen.page.keyboard.press("ControlOrMeta+a")
    screen.page.keyboard.insert_text(SCRIPT.replace("IVO", "ANDREJ"))
    screen.button("Compare").first.click()
    compared(screen)
    screen.button("Rename IVO to ANDREJ").click()
    expect(proposal(screen).get_by_role("tab", name=f"Decided {unmade.count + 1}")).to_be_visible()
    screen.button(re.compile("Save as revision")).click()
    references = f"{unmade.path}references/"
    found = eventually(lambda: [each for each in unmade.producer.get(references)["results"] if each["aliases"]], 30)
    assert [(each["name"], each["aliases"]) for each in found] == [("ANDREJ", ["IVO"])]


def test_decisions_wait_where_the_page_was_left(open_as: OpenAs, unmade: Film) -> None:
    screen, before = open_as("producer", f"/p/{unmade.id}/script"), unmade.count
    breakdown(screen).get_by_role("listbox").focus()
    screen.page.keyboard.press("x")
    expect(proposal(screen).get_by_role("option")).to_have_count(before - 1)
    screen.page.reload()
    screen.settled()
    screen.button("Keep").click()
    expect(breakdown(screen).get_by_role("option")).to_have_count(before - 1)


def test_names_and_scenes_complete_while_one_writes(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/script")
    editor = screen.page.get_by_role("textbox", name="Screenplay")
    for asked, offered, written in [
        ("\n\n@iv", "IVO", "@IVO"),
        ("\nI wait for @ma", "MARA", "I wait for MARA"),
        ("\n\nBACK TO #cab", "INT. FERRY CABIN - DAY", "BACK TO INT. FERRY CABIN - DAY"),
    ]:
        write_at_the_end(screen, asked[:-1])
        screen.page.keyboard.type(asked[-1])
        expect(screen.page.get_by_role("option", name=offered)).to_be_visible()
        screen.page.keyboard.press("Enter")
        expect(editor).to_contain_text(written)
    screen.accessible()


def test_a_line_runs_as_its_letters_do(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/script")
    write_at_the_end(screen, "\n\n@מרים\nשלום, 12 דקות.")
    for text, direction in [("שלום", "rtl"), ("Is it late?", "ltr")]:
        line = screen.page.locator(".cm-line", has_text=text)
        assert line.evaluate("line => getComputedStyle(line).direction") == direction
    screen.picture("script-right-to-left")


@pytest.mark.parametrize("role", ["reviewer", "auditor"])
def test_who_may_not_write_reads(open_as: OpenAs, made: Film, role: str) -> None:
    screen = open_as(role, f"/p/{made.id}/script")
    expect(screen.page.get_by_role("textbox", name="Screenplay")).to_contain_text("Is it late?")
    expect(screen.button("Compare, then save")).to_have_count(0)
    screen.picture("script")
    screen.accessible()


def cast_of(film: Film) -> set[str]:
    """The names of everybody who is in a shot of a film."""
    names = {each["id"]: each["name"] for each in film.producer.get(f"{film.path}references/")["results"]}
    return {names.get(entry["reference"], "") for shot in film.shots() for entry in shot["cast"]}


def write_at_the_end(screen: Screen, text: str) -> None:
    screen.page.get_by_role("textbox", name="Screenplay").click()
    screen.page.keyboard.press("ControlOrMeta+End")
    screen.page.keyboard.insert_text(text)


def proposal(screen: Screen) -> Locator:
    return screen.page.get_by_role("region", name="Breakdown")


def breakdown(screen: Screen) -> Locator:
    """Open the breakdown of what stands there, unless it is open."""
    if not proposal(screen).is_visible():
        screen.button("Breakdown", exact=True).click()
    expect(proposal(screen).get_by_role("status")).to_have_text([""])
    return proposal(screen)


def compared(screen: Screen) -> None:
    expect(proposal(screen)).to_contain_text("becomes")
    expect(screen.button(re.compile("Save as revision"))).to_be_enabled()
