"""Work is handed out on the board, and done from a list of one's own."""

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film


def test_work_is_handed_out_on_the_board_and_stands_with_whoever_it_is_until_it_is_done(
    open_as: OpenAs, own: Film
) -> None:
    artist = own.people["artist"].get("me/")["name"]
    codes = [shot["code"] for shot in own.shots()]
    screen = open_as("producer", f"/p/{own.id}/board")
    screen.button("Select all shots that are shown").click()
    screen.page.keyboard.press("f")
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Field").click()
    screen.page.get_by_role("option", name="Who does it").click()
    dialog.get_by_role("button", name="Give all of them to").click()
    screen.page.get_by_role("option", name=artist, exact=True).click()
    screen.picture("work-set")
    dialog.get_by_role("button", name=f"Set Who does it of {len(codes)} shots").click()
    expect(screen.page.get_by_role("gridcell", name=artist, exact=True)).to_have_count(len(codes))
    screen.picture("work-board")
    screen.accessible()

    mine = open_as("artist", "/work").page.get_by_role("article").filter(has_text=own.name)
    expect(mine.get_by_role("listitem")).to_have_count(len(codes))
    mine.get_by_role("button", name=f"Status of {codes[0]}").click()
    mine.page.get_by_role("option", name="done").click()
    expect(mine.get_by_role("link", name=codes[0])).to_have_count(0)
    expect(mine.get_by_role("listitem")).to_have_count(len(codes) - 1)
