"""Parameters and references: what a change affects is said before it is saved, locks hold, pictures are taken in."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.support.browser import Witness


def test_a_parameter_says_what_it_changes_before_it_is_saved(open_as: OpenAs, own: Film) -> None:
    screen = open_as("artist", f"/p/{own.id}/parameters")
    screen.button("Style").click()
    screen.inspector().get_by_role("textbox", name="Value").fill("ink on wet paper")
    expect(screen.inspector()).to_contain_text(f"Changes {own.count} shots")
    screen.picture("parameter-affects")
    screen.accessible()
    screen.inspector().get_by_role("button", name="Save").click()
    expect(screen.page.get_by_role("row", name="Style")).to_contain_text("ink on wet paper")


def test_a_lock_holds_on_every_level_below(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("producer", f"/p/{unmade.id}/parameters")
    screen.button("Resolution").click()
    screen.inspector().get_by_label("Reason").fill("The cinema wants it.")
    screen.inspector().get_by_role("button", name="Lock", exact=True).click()
    expect(screen.inspector()).to_contain_text("The cinema wants it.")
    screen.picture("parameter-locked")
    screen.accessible()
    shot = unmade.shots()[0]["id"]
    with pytest.raises(AssertionError, match="lock"):
        unmade.people["artist"].put(f"shots/{shot}/parameters/resolution/", value="640x360")


def test_a_reference_takes_a_picture(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("artist", f"/p/{unmade.id}/references")
    screen.link("MARA").click()
    screen.picture("reference")
    screen.accessible()
    with screen.page.expect_file_chooser() as chosen:
        screen.button("Choose files…").click()
    chosen.value.set_files({"name": "mara.png", "mimeType": "image/png", "buffer": png()})
    screen.button("Add", exact=True).last.click()
    expect(screen.page.get_by_role("img", name="MARA, picture 1")).to_be_visible()
    screen.picture("reference-picture")
    screen.accessible()


def test_a_dropped_picture_says_which_shots_it_changes(open_as: OpenAs, own: Film, tmp_path: Path) -> None:
    (picture := tmp_path / "mara.png").write_bytes(png())
    (words := tmp_path / "notes.txt").write_text("Tall.")
    screen = open_as("artist", f"/p/{own.id}/references")
    screen.link("MARA").click()
    screen.drop(screen.page.get_by_text("Drop PNG, JPEG or WebP here"), picture, words)
    asked = screen.page.get_by_role("group", name="Add mara.png?")
    expect(asked).to_contain_text(re.compile(r"Changes \d shots?"))
    expect(screen.page.get_by_role("alert")).to_contain_text("not notes.txt")
    screen.picture("reference-dropped")
    screen.accessible()
    asked.get_by_role("button", name="Cancel").click()
    expect(screen.page.get_by_role("img", name="MARA, picture 1")).to_have_count(0)


def test_of_several_files_the_bad_one_is_named_and_the_others_are_taken(
    open_as: OpenAs, unmade: Film, witness: Witness
) -> None:
    witness.expects("status of 415", "status of 422")
    screen = open_as("artist", f"/p/{unmade.id}/references")
    screen.link("MARA").click()
    with screen.page.expect_file_chooser() as chosen:
        screen.button("Choose files…").click()
    named = {"front.png": png("#c04020"), "broken.png": b"not a picture", "side.png": png("#2040c0")}
    files: list[FilePayload] = [{"name": name, "mimeType": "image/png", "buffer": named[name]} for name in named]
    chosen.value.set_files(files)
    screen.button("Add", exact=True).last.click()
    expect(screen.page.get_by_text("broken.png was not taken")).to_be_visible()
    expect(screen.page.get_by_text("Added all the same: front.png, side.png.")).to_be_visible()
    expect(screen.page.get_by_text("Nothing was changed")).to_have_count(0)
    expect(screen.page.get_by_role("img", name="MARA, picture 2")).to_be_visible()
    screen.picture("reference-refused")
    screen.accessible()


def test_what_is_no_colour_is_said_before_it_is_saved(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("artist", f"/p/{unmade.id}/parameters?parameter=palette")
    value = screen.inspector().get_by_role("textbox", name="Value")
    save = screen.page.get_by_role("button", name="Save", exact=True)
    value.fill("#102030 bananas")
    expect(value).to_have_accessible_description(re.compile("No colours: bananas"))
    expect(save).to_be_disabled()
    screen.picture("palette-wrong")
    screen.accessible()
    value.fill("#102030 #c04020")
    expect(save).to_be_enabled()
    screen.go(f"/p/{unmade.id}/references")
    screen.link("MARA").click()
    colour = screen.page.get_by_role("textbox", name="Wardrobe colour", exact=True)
    colour.fill("bananas")
    expect(colour).to_have_accessible_description(re.compile("is not a colour"))
    expect(save).to_be_disabled()
    screen.picture("colour-wrong")
    screen.accessible()
    colour.fill("dark red")
    expect(save).to_be_enabled()


def test_taking_somebody_out_of_a_shot_says_what_it_changes(open_as: OpenAs, own: Film) -> None:
    shot = own.shots()[0]
    screen = open_as("artist", f"/p/{own.id}/references?shot={shot['id']}")
    screen.button("Not in this shot: MARA").click()
    asked = screen.page.get_by_role("group", name=f"Take MARA out of {shot['code']}?")
    expect(asked).to_contain_text("Changes 1 shot")
    screen.picture("cast-affects")
    screen.accessible()
    asked.get_by_role("button", name="Take out").click()
    expect(screen.button("Not in this shot: MARA")).to_have_count(0)


def test_removing_a_reference_says_what_it_changes(open_as: OpenAs, own: Film) -> None:
    screen = open_as("producer", f"/p/{own.id}/references")
    screen.link("MARA").click()
    screen.button("Remove…").click()
    expect(screen.page.get_by_role("dialog")).to_contain_text(re.compile(r"Changes \d shots?"))
    screen.picture("reference-remove")
    screen.accessible()
    screen.page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(screen.button("Restore…")).to_be_enabled()


def test_a_parameter_that_another_changed_meanwhile_is_put_beside_mine(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("artist", f"/p/{unmade.id}/parameters?parameter=style")
    value = screen.inspector().get_by_role("textbox", name="Value")
    value.fill("ink")
    unmade.producer.put(f"{unmade.path}parameters/style/", value="oil")
    expect(screen.inspector()).to_contain_text("Somebody changed it while you were writing")
    expect(screen.inspector()).to_contain_text("oil")
    screen.picture("parameter-conflict")
    screen.accessible()
    screen.button("Keep mine").click()
    screen.inspector().get_by_role("button", name="Save").click()
    expect(screen.page.get_by_role("row", name="Style")).to_contain_text("ink")


def test_a_reference_that_another_changed_meanwhile_can_be_taken_as_theirs(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("artist", f"/p/{unmade.id}/references")
    screen.link("MARA").click()
    words = screen.page.get_by_role("textbox", name="Description")
    words.fill("Mine: small.")
    mara = screen.page.url.rpartition("/")[2]
    unmade.producer.patch(f"references/{mara}/", description="Theirs: tall.")
    expect(screen.page.get_by_role("alert")).to_contain_text("Theirs: tall.")
    screen.picture("reference-conflict")
    screen.accessible()
    screen.button("Take theirs").click()
    expect(words).to_have_value("Theirs: tall.")


def png(colour: str = "#c04020") -> bytes:
    """A small picture."""
    file = io.BytesIO()
    Image.new("RGB", (64, 64), colour).save(file, "PNG")
    return file.getvalue()
