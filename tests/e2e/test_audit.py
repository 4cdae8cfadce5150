"""The auditor's way through a production: how it came to be, whether it is what it was, and taking things back."""

import json
import re
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Locator, TimeoutError, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.screen import Screen
from tests.events.browser_golden import golden
from tests.support.browser import Witness

ANOTHER_KEY = str(golden()["stranger"])
NOT_YET = "status of 404"
"""What the browser says when nobody has asked for a verification yet."""


def test_the_feed_narrows_by_kind_person_thing_and_time(open_as: OpenAs, made: Film) -> None:
    screen = open_as("auditor", f"/p/{made.id}/history")
    choose(screen, "Kind", "Jobs")
    screen.at(r"kind=job")
    expect(rows(screen).first).to_contain_text(re.compile("The (prompt|keyframe|motion|finish) of SC"))
    screen.button("Clear filters").click()
    choose(screen, "Person", "Producer")
    thing = screen.page.get_by_role("combobox", name="Scene, shot or reference")
    thing.fill("SC010_0020")
    screen.page.get_by_role("option", name=re.compile("SC010_0020")).click()
    screen.at(r"entity=")
    expect(rows(screen).first).to_contain_text("SC010_0020")
    screen.button("Any time").click()
    screen.accessible()
    screen.button("Last hour").click()
    screen.at(r"since=")
    expect(rows(screen).first).to_contain_text("SC010_0020")
    screen.picture("history-filtered")
    screen.accessible()


def test_an_order_leads_to_its_jobs_and_takes_and_back(open_as: OpenAs, made: Film) -> None:
    screen = open_as("auditor", f"/p/{made.id}/history?kind=order")
    rows(screen).last.click()
    screen.page.get_by_role("tab", name="Causes and effects").click()
    effects = screen.page.get_by_role("region", name="What came of it")
    expect(effects).to_contain_text("made this take")
    screen.picture("event-effects")
    screen.accessible()
    effects.get_by_role("link", name=re.compile("Open event")).last.click()
    expect(screen.page.get_by_role("region", name="What led to it").get_by_role("listitem").first).to_be_visible()
    screen.picture("event-causes")
    effects_of_take = screen.page.get_by_role("link", name=re.compile("^Open the (take|job) of")).first
    effects_of_take.click()
    screen.at(r"/shots/")


def test_a_receipt_is_checked_here_and_kept(open_as: OpenAs, made: Film, tmp_path: Path) -> None:
    made.producer.post(f"{made.path}checkpoint/")
    screen = open_as("auditor", f"/p/{made.id}/history?event=3&part=receipt")
    expect(screen.page.get_by_text("This browser followed the proof")).to_contain_text(
        "The note that signs the root is true"
    )
    screen.picture("receipt")
    screen.accessible()
    with screen.page.expect_download() as kept:
        screen.link("Download the receipt").click()
    kept.value.save_as(tmp_path / "receipt.json")
    assert json.loads((tmp_path / "receipt.json").read_text())["position"] == 3


def test_two_handles_stand_on_the_bar_and_their_difference_below(open_as: OpenAs, made: Film) -> None:
    screen = open_as("auditor", f"/p/{made.id}/history?view=difference&from=2")
    handle = screen.page.get_by_role("slider", name="A: the moment to compare with")
    handle.press("ArrowRight")
    screen.at(r"from=3")
    handle.press("Shift+ArrowRight")
    screen.at(r"from=(?!3\b)\d+")
    expect(screen.page.get_by_role("main")).to_contain_text("changed")
    screen.picture("difference-handles")
    screen.accessible()
    screen.page.get_by_role("slider", name="B: the moment shown").press("ArrowLeft")
    screen.pill("Viewing the past")


def test_a_moment_gets_a_name_and_is_gone_to_by_it(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("auditor", f"/p/{unmade.id}/history?at={unmade.position - 2}")
    screen.button("Markers").click()
    screen.page.get_by_role("menuitem", name="Name this moment").click()
    screen.page.get_by_label("Name", exact=True).fill("First reading")
    screen.accessible()
    screen.button("Place the marker").click()
    flag = screen.button(re.compile("^Go to First reading"))
    expect(flag).to_be_visible()
    screen.picture("marker")
    screen.accessible()
    screen.go(f"/p/{unmade.id}/history?at=marker:First reading")
    screen.pill("Viewing the past")


def test_the_server_and_this_browser_verify_the_log(open_as: OpenAs, made: Film, witness: Witness) -> None:
    witness.expects(NOT_YET)
    made.producer.post(f"{made.path}checkpoint/")
    screen = open_as("auditor", f"/p/{made.id}/verification")
    screen.accessible()
    screen.button("Check in this browser").click()
    expect(panel(screen, "In this browser")).to_contain_text("VERIFIED to #")
    expect(panel(screen, "In this browser")).to_contain_text("the key made it")
    screen.button("Verify now").click()
    expect(panel(screen, "By the server")).to_contain_text("VERIFIED to #", timeout=60_000)
    expect(screen.page.locator("[data-verdict]")).to_contain_text("VERIFIED to #")
    screen.picture("verification")
    screen.accessible()
    screen.button("Check in this browser").click()
    expect(panel(screen, "In this browser")).to_contain_text("It still begins with")


def test_checkpoints_are_made_and_grow_from_each_other(open_as: OpenAs, unmade: Film, witness: Witness) -> None:
    witness.expects(NOT_YET)
    unmade.producer.post(f"{unmade.path}checkpoint/")
    unmade.producer.patch(f"shots/{unmade.shots()[0]['id']}/", camera="push-in")
    screen = open_as("producer", f"/p/{unmade.id}/verification")
    with suppress(TimeoutError):  # the signer may have come by itself
        screen.button("Make a checkpoint now").click(timeout=3000)
    expect(panel(screen, "What is signed")).to_contain_text("Nothing: every event is covered")
    screen.page.reload()
    screen.settled()
    screen.button("Check that it grew").click()
    expect(panel(screen, "Checkpoints")).to_contain_text("Both notes are signed by their keys")
    screen.picture("checkpoints")
    screen.accessible()


def test_a_note_that_was_kept_is_compared(open_as: OpenAs, made: Film, witness: Witness) -> None:
    witness.expects(NOT_YET)
    note = made.producer.post(f"{made.path}checkpoint/")["note"]
    screen = open_as("auditor", f"/p/{made.id}/verification")
    screen.button("Compare with a key and a note that you have").click()
    screen.page.get_by_label("Signed note").fill(note)
    screen.button("Check in this browser").click()
    expect(panel(screen, "In this browser")).to_contain_text("begins with the events of the note that you kept")
    screen.page.get_by_label("Signed note").fill(note.replace("\n\n", "\nmore\n\n"))
    screen.button("Check in this browser").click()
    expect(panel(screen, "In this browser")).to_contain_text("MISMATCH")
    screen.picture("verification-mismatch")
    screen.accessible()


def test_an_export_is_checked_without_the_system(open_as: OpenAs, made: Film, witness: Witness, tmp_path: Path) -> None:
    witness.expects(NOT_YET)
    screen = open_as("auditor", f"/p/{made.id}/verification")
    screen.button("Make an export").click()
    fetch = panel(screen, "Export").get_by_role("link", name="Download").first
    expect(fetch).to_be_visible(timeout=60_000)
    screen.picture("export")
    with screen.page.expect_download() as kept:
        fetch.click()
    kept.value.save_as(tmp_path / "export.zip")
    zipfile.ZipFile(tmp_path / "export.zip").extractall(tmp_path / "export")
    program = next((tmp_path / "export").rglob("verify.py"))
    key = panel(screen, "What is signed").locator("[data-key]").inner_text()
    assert f"--key {key}" in panel(screen, "Export").locator("pre").inner_text()
    said = subprocess.run(
        [sys.executable, "-I", str(program), "--key", key], capture_output=True, text=True, timeout=120, check=False
    )
    assert said.returncode == 0, said.stdout + said.stderr
    assert said.stdout.splitlines()[-1].startswith("VERIFIED.")


def test_a_key_of_somebody_else_is_told_from_damage(open_as: OpenAs, made: Film, witness: Witness) -> None:
    witness.expects(NOT_YET)
    key = made.producer.post(f"{made.path}checkpoint/")["public_key"]
    screen = open_as("auditor", f"/p/{made.id}/verification")
    screen.button("Compare with a key and a note that you have").click()
    field = screen.page.get_by_label("Signing key")
    for text, told in (
        (key, "VERIFIED to #"),
        (ANOTHER_KEY, "SIGNED BY ANOTHER KEY"),
        (key[:-6], "This is no signing key, or part of it is missing"),
    ):
        field.fill(text)
        screen.button("Check in this browser").click()
        expect(panel(screen, "In this browser")).to_contain_text(told)
        if text == ANOTHER_KEY:
            screen.picture("verification-another-key")
            screen.accessible()


def test_who_may_not_verify_is_told_so_and_may_still_check(open_as: OpenAs, made: Film) -> None:
    screen = open_as("artist", f"/p/{made.id}/verification")
    expect(screen.button("Verify now")).to_be_disabled()
    expect(panel(screen, "By the server")).to_contain_text("you are artist")
    screen.button("Check in this browser").click()
    expect(panel(screen, "In this browser")).to_contain_text("events hashed")
    screen.picture("verification")
    screen.accessible()


def test_an_edit_is_undone_and_done_again(open_as: OpenAs, unmade: Film) -> None:
    shot = unmade.shots()[0]["id"]
    unmade.producer.patch(f"shots/{shot}/", camera="push-in")
    screen = open_as("producer", f"/p/{unmade.id}/history?entity={shot}")
    rows(screen).filter(has_text="push-in").first.click()
    screen.button("Undo this").click()
    sheet = screen.page.get_by_role("dialog")
    expect(sheet).to_contain_text("push-in")
    screen.picture("undo-sheet")
    screen.accessible()
    sheet.get_by_role("button", name="Undo 1 change").click()
    expect(sheet.get_by_role("link", name=re.compile("camera"))).to_be_visible()
    screen.picture("undone")
    assert camera(unmade, shot) is None
    sheet.get_by_role("button", name="Take this back again").click()
    sheet.get_by_role("button", name="Undo 1 change").click()
    expect(sheet).to_contain_text("has its earlier value again")
    assert camera(unmade, shot) == "push-in"


def test_a_later_edit_in_the_way_is_named_and_can_be_overridden(open_as: OpenAs, unmade: Film) -> None:
    shot = unmade.shots()[0]["id"]
    unmade.producer.patch(f"shots/{shot}/", camera="push-in")
    unmade.people["artist"].patch(f"shots/{shot}/", camera="pull-out")
    screen = open_as("producer", f"/p/{unmade.id}/history?entity={shot}")
    rows(screen).filter(has_text="was set to push-in").click()
    screen.button("Undo this").click()
    sheet = screen.page.get_by_role("dialog")
    expect(sheet.get_by_role("region", name="What stands in the way")).to_contain_text("by Artist")
    screen.picture("undo-conflict")
    screen.accessible()
    sheet.get_by_text("Override the later edits too").click()
    sheet.get_by_role("button", name="Undo 1 change").click()
    expect(sheet).to_contain_text("has its earlier value again")
    assert camera(unmade, shot) is None


def test_a_moment_is_restored_after_a_look_at_its_plan(open_as: OpenAs, own: Film) -> None:
    before, (first, second, *_) = own.position, own.shots()
    own.producer.patch(f"shots/{first['id']}/", camera="push-in")
    own.producer.delete(f"shots/{second['id']}/")
    screen = open_as("producer", f"/p/{own.id}/history?at={before}")
    screen.button("Restore this moment").click()
    sheet = screen.page.get_by_role("dialog")
    expect(sheet).to_contain_text("Nothing has to be made afterwards.")
    expect(sheet).to_contain_text("push-in")
    screen.picture("restore-sheet")
    screen.accessible()
    sheet.get_by_role("button", name=re.compile("^Restore [0-9]+ field")).click()
    expect(sheet).to_contain_text(re.compile("earlier values? again"))
    assert camera(own, first["id"]) is None
    assert second["id"] in {shot["id"] for shot in own.shots()}


def test_u_walks_back_through_what_one_did_and_shift_u_forth_again(open_as: OpenAs, own: Film) -> None:
    artist, (first, second, *_) = own.people["artist"], own.shots()
    artist.put(f"{own.path}parameters/style/", value="ink wash")
    artist.patch(f"shots/{first['id']}/", camera="push-in")
    own.generate()
    own.producer.patch(f"shots/{second['id']}/", camera="pull-out")
    screen = open_as("artist", f"/p/{own.id}/board")
    sheet = screen.page.get_by_role("dialog")
    expect(screen.page.get_by_role("grid")).to_contain_text("SC010_0010")

    def take(keys: str, act: str, told: str) -> None:
        screen.page.keyboard.press(keys)
        expect(sheet).to_contain_text(told)
        screen.picture(f"step-{keys.lower()}-{act}")
        sheet.get_by_role("button", name=f"{act} 1 change").click()
        expect(sheet).to_contain_text("has its earlier value again")

    take("u", "Undo", "You did: SC010_0010's camera move was set to push-in")
    assert camera(own, first["id"]) is None
    screen.accessible()
    take("u", "Undo", "ink wash")
    assert style(own) is None
    sheet.get_by_role("button", name="Undo what was before").click()
    expect(screen.page.get_by_text(f"You have nothing left to undo in “{own.name}”.")).to_be_visible()
    expect(sheet).to_have_count(0)
    take("Shift+U", "Redo", "ink wash")
    take("Shift+U", "Redo", "You undid: SC010_0010's camera move was set to push-in")
    assert (camera(own, first["id"]), style(own)) == ("push-in", "ink wash")
    assert camera(own, second["id"]) == "pull-out"


def test_the_sheet_tells_what_an_undo_adds_from_what_was_out_of_date(open_as: OpenAs, own: Film) -> None:
    artist, (first, second, *_) = own.people["artist"], own.shots()
    artist.put(f"{own.path}parameters/style/", value="ink wash")
    artist.patch(f"shots/{first['id']}/", camera="push-in")
    own.generate()
    own.producer.patch(f"shots/{second['id']}/", camera="pull-out")
    screen = open_as("artist", f"/p/{own.id}/board")
    screen.button("Artist").click()
    screen.page.get_by_role("menuitem", name="Undo what you did last").click()
    told = "Adds 4 of 8 stages, for 1 shot; the rest was out of date before"
    expect(screen.page.get_by_role("dialog")).to_contain_text(told)
    screen.picture("undo-adds")
    screen.accessible()


@pytest.mark.parametrize("role", ["reviewer", "auditor"])
def test_who_edits_nothing_is_told_why_nothing_is_undone(open_as: OpenAs, made: Film, role: str) -> None:
    screen = open_as(role, f"/p/{made.id}/history?event=3")
    expect(screen.page.get_by_text("To undo and restore:")).to_contain_text(f"you are {role}")
    expect(screen.button("Undo this")).to_have_count(0)


def rows(screen: Screen) -> Locator:
    """The events of the feed that are on the screen, newest first."""
    return screen.page.get_by_role("list", name="What happened").get_by_role("button", expanded=False)


def panel(screen: Screen, name: str) -> Locator:
    return screen.page.get_by_role("region", name=name, exact=True)


def choose(screen: Screen, label: str, option: str) -> None:
    screen.button(re.compile(f"{label}$")).click()
    screen.page.get_by_role("option", name=option, exact=True).click()


def camera(film: Film, shot: str) -> object:
    """The camera move that somebody set for a shot."""
    return film.producer.get(f"shots/{shot}/")["own"]["camera"]


def style(film: Film) -> object:
    """The style that somebody set for the production."""
    return film.producer.get(f"{film.path}parameters/style/")["own"]
