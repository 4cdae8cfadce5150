"""Frames of a take made again, and a take that is lengthened: from the player's in and out points to what it says."""

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import FRAMES, Film
from tests.e2e.screen import Screen


def test_a_range_is_retaken_and_the_take_says_what_it_keeps(open_as: OpenAs, own: Film) -> None:
    shot = own.shots()[0]["id"]
    screen = open_as("artist", f"/p/{own.id}/shots/{shot}?frame=6")
    page = screen.page
    screen.settled()
    page.keyboard.press("i")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    screen.at(r"frame=11")
    page.keyboard.press("o")
    screen.button("Retake range…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("First frame")).to_have_value("6")
    expect(dialog.get_by_label("Last frame")).to_have_value("11")
    expect(dialog).to_contain_text("At most")
    dialog.get_by_label("Wording").fill("Mara runs, and a storm breaks.")
    screen.picture("retake-range")
    screen.accessible()
    dialog.get_by_role("button", name="Make 6 frames again").click()
    takes = page.get_by_role("region", name="Takes")
    expect(takes).to_contain_text("Frames 0–5 and 12–23 unchanged from take 1 (proven)")
    screen.picture("retake-made")
    kept = own.takes()[0]["retake"]
    assert [(each["first"], each["last"]) for each in kept["unchanged"]] == [(0, 5), (12, FRAMES - 1)]
    extended(screen)


def extended(screen: Screen) -> None:
    """The take in use becomes longer by as many frames as one says."""
    dialog = screen.page.get_by_role("dialog")
    screen.button("Extend…").click()
    dialog.get_by_label("Frames to add").fill("0")
    expect(dialog).to_contain_text("Say how many frames")
    dialog.get_by_label("Frames to add").fill("12")
    screen.picture("extend")
    dialog.get_by_role("button", name="Add 12 frames").click()
    takes = screen.page.get_by_role("region", name="Takes")
    expect(takes).to_contain_text("Frames 0–23 unchanged from take 1 (proven) · longer by 12")
