"""Parameters and references: what a change affects is said before it is saved, locks hold, pictures are taken in."""

import io

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
    expect(screen.page.get_by_role("img", name="MARA, picture 1")).to_be_visible()
    screen.picture("reference-picture")
    screen.accessible()


def png() -> bytes:
    """A small picture."""
    file = io.BytesIO()
    Image.new("RGB", (64, 64), "#c04020").save(file, "PNG")
    return file.getvalue()
