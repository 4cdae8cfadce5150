"""The film leaves the house: what stands in its way is seen, let pass with a reason, and a package is made."""

import json
import zipfile
from io import BytesIO

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.screen import Screen

REASON = "The client has seen these shots."


def delivering(screen: Screen) -> Screen:
    screen.button("Deliver", exact=False).first.click()
    return screen


def test_what_stands_in_the_way_is_let_pass_and_a_package_is_made(open_as: OpenAs, own: Film) -> None:
    screen = delivering(open_as("producer", f"/p/{own.id}/film"))
    dialog = screen.page.get_by_role("dialog", name="Deliver the film")
    expect(dialog.get_by_role("heading", name="The take is not approved")).to_be_visible()
    make = dialog.get_by_role("button", name="Make the package")
    expect(make).to_be_disabled()
    expect(dialog).to_contain_text("stand in the way")
    screen.picture("deliver-blocked")
    screen.accessible()
    while (passing := dialog.get_by_role("button", name="pass…")).count() > 0:
        passing.first.click()
        dialog.get_by_role("textbox", name="Reason").fill(REASON)
        before = passing.count()
        dialog.get_by_role("button", name="Let pass", exact=False).and_(
            screen.page.locator("button[type=submit]")
        ).click()
        expect(passing).not_to_have_count(before)
    expect(dialog).to_contain_text("Nothing stands in the way of a delivery.")
    make.click()
    expect(dialog.get_by_role("link", name="Download")).to_be_visible(timeout=120_000)
    screen.picture("deliver-made")
    screen.accessible()
    with screen.page.expect_download() as fetched:
        dialog.get_by_role("link", name="Download").click()
    assert fetched.value.suggested_filename.endswith(".zip")
    with zipfile.ZipFile(BytesIO(fetched.value.path().read_bytes())) as package:
        manifest = json.loads(package.read("manifest.json"))
        assert {each["reason"] for each in manifest["checks"]["waived"]} == {REASON}
        assert any(name.endswith(".mp4") for name in package.namelist())
    dialog.get_by_role("button", name="Withdraw what lets").first.click()
    expect(make).to_be_disabled()


def test_who_may_not_waive_learns_why(open_as: OpenAs, made: Film) -> None:
    screen = delivering(open_as("artist", f"/p/{made.id}/film"))
    dialog = screen.page.get_by_role("dialog", name="Deliver the film")
    passing = dialog.get_by_role("button", name="pass…").first
    expect(passing).to_be_disabled()
