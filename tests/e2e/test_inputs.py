"""Parameters and references: what a change affects is said before it is saved, locks hold, pictures are taken in."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film


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


def test_taking_somebody_out_of_a_shot_says_what_it_changes(open_as: OpenAs, own: Film) -> None:
    shot = own.shots()[0]
    screen = open_as("artist", f"/p/{own.id}/references?shot={shot['id']}")
    screen.button("Take out: MARA").click()
    asked = screen.page.get_by_role("group", name=f"Take MARA out of {shot['code']}?")
    expect(asked).to_contain_text("Changes 1 shot")
    screen.picture("cast-affects")
    screen.accessible()
    asked.get_by_role("button", name="Take out").click()
    expect(screen.button("Take out: MARA")).to_have_count(0)


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
    expect(screen.inspector()).to_contain_text("Somebody changed it while you wrote")
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


def png() -> bytes:
    """A small picture."""
    file = io.BytesIO()
    Image.new("RGB", (64, 64), "#c04020").save(file, "PNG")
    return file.getvalue()
