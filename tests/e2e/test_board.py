"""The board: what stands where, what generating would take, ordering it, watching it, and cancelling it."""

import re

import pytest
from playwright.sync_api import Locator, Response, Route, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.running import ROLES, System
from tests.e2e.screen import Screen
from tests.support.browser import Witness
from tests.support.waiting import eventually


@pytest.mark.parametrize("role", ROLES)
def test_every_role_sees_the_board_and_only_who_may_generates(open_as: OpenAs, made: Film, role: str) -> None:
    screen = open_as(role, f"/p/{made.id}/board")
    expect(rows(screen)).to_have_count(made.count)
    screen.picture("board")
    screen.accessible()
    code_of_first = made.shots()[0]["code"]
    rows(screen).first.locator("[data-tick]").click()
    expect(screen.page.get_by_text("1 shot selected")).to_be_visible()
    screen.at(f"sel={code_of_first}")
    screen.picture("board-selected")
    screen.accessible()
    generate = screen.page.get_by_role("region", name="Selection").get_by_role("button", name="Generate")
    expect(generate).to_be_enabled(enabled=role in ("producer", "artist"))


def test_the_storyboard_shows_the_same_shots_as_pictures(open_as: OpenAs, made: Film) -> None:
    screen = open_as("reviewer", f"/p/{made.id}/board")
    screen.button("Storyboard").click()
    screen.at("view=wall")
    expect(screen.page.get_by_role("img").or_(screen.page.locator("main img"))).not_to_have_count(0)
    screen.picture("storyboard")
    screen.accessible()


def test_a_filter_is_part_of_the_address(open_as: OpenAs, made: Film) -> None:
    screen = open_as("artist", f"/p/{made.id}/board")
    expect(rows(screen)).to_have_count(made.count)
    screen.page.keyboard.press("/")
    expect(screen.page.get_by_role("searchbox")).to_be_focused()
    screen.page.keyboard.type("ticket")
    expect(rows(screen)).to_have_count(1)
    screen.at("q=ticket")
    screen.page.reload()
    expect(rows(screen)).to_have_count(1)
    screen.page.keyboard.press("/")
    screen.page.keyboard.press("ControlOrMeta+a")
    screen.page.keyboard.type("state:failed")
    expect(screen.heading("No shot matches this filter")).to_be_visible()
    screen.picture("board-nothing-found")
    screen.accessible()


def test_an_empty_production_says_what_comes_first(open_as: OpenAs, system: System) -> None:
    production = system.people["producer"].post("productions/", name="Empty")["id"]
    screen = open_as("producer", f"/p/{production}/board")
    expect(screen.heading("No shots yet")).to_be_visible()
    screen.picture("board-empty")
    screen.accessible()


def test_the_plan_is_seen_before_it_is_ordered_and_cells_follow_the_work(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("artist", f"/p/{unmade.id}/board")
    select_all(screen)
    screen.page.keyboard.press("r")
    sheet = screen.page.get_by_role("dialog")
    expect(sheet.get_by_role("row")).not_to_have_count(0)
    expect(sheet).to_contain_text("Prompt")
    screen.picture("plan")
    screen.accessible()
    sheet.get_by_role("button", name=re.compile("^Generate")).click()
    expect(sheet).to_be_hidden()
    expect(screen.page.get_by_role("region", name="Jobs")).to_contain_text("running")
    screen.page.screenshot(path=screen.pictures / "artist-board-running.png")
    unmade.finished()
    expect(rows(screen).get_by_text("Made")).not_to_have_count(0)
    expect(screen.page.get_by_role("region", name="Jobs")).to_contain_text("No jobs are open")
    screen.picture("board-made")
    screen.accessible()


def test_an_order_is_cancelled_where_it_is_watched(open_as: OpenAs, unmade: Film) -> None:
    unmade.make_long()
    unmade.order()
    screen = open_as("producer", f"/p/{unmade.id}/board")
    screen.page.get_by_role("region", name="Jobs").get_by_role("button").click()
    screen.button("Cancel order").click()
    screen.page.screenshot(path=screen.pictures / "producer-cancel.png")
    screen.accessible()
    screen.page.get_by_role("dialog", name=re.compile("Cancel the order")).get_by_role(
        "button", name="Cancel order"
    ).click()
    eventually(lambda: unmade.states() == {"cancelled"}, 30)
    expect(screen.page.get_by_role("region", name="Jobs")).to_contain_text("No jobs are open")


def test_another_person_s_words_show_in_the_row(open_as: OpenAs, unmade: Film) -> None:
    screen = open_as("reviewer", f"/p/{unmade.id}/board")
    shot = unmade.shots()[0]
    expect(rows(screen).first).to_contain_text(shot["code"])
    unmade.producer.patch(f"shots/{shot['id']}/", description="A gull on the lamp.")
    expect(rows(screen).first).to_contain_text("A gull on the lamp.")


def rows(screen: Screen) -> Locator:
    """The shots of the grid, without its head and its scenes."""
    return screen.page.get_by_role("grid").get_by_role("row").filter(has=screen.page.get_by_role("rowheader"))


def test_what_a_filter_finds_is_put_into_a_playlist(open_as: OpenAs, own: Film) -> None:
    screen = open_as("reviewer", f"/p/{own.id}/board?q=ticket")
    expect(rows(screen)).to_have_count(1)
    select_all(screen)
    screen.button("Playlist", exact=True).click()
    screen.page.get_by_role("menuitem", name="New playlist").click()
    takes = screen.page.get_by_role("list", name="Takes of the playlist").get_by_role("listitem")
    expect(takes).to_have_count(1)
    expect(takes).to_contain_text(own.shots()[1]["code"])


def test_whoever_goes_on_at_once_is_not_brought_back(open_as: OpenAs, own: Film) -> None:
    """The board keeps its selection in the address a moment later: by then somebody may be on the way elsewhere."""
    screen = open_as("reviewer", f"/p/{own.id}/board?q=ticket")
    expect(rows(screen)).to_have_count(1)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page_of_playlists = "**/assets/playlists-page-*.js"
    screen.page.route(page_of_playlists, hold)
    screen.page.clock.install()
    screen.page.clock.pause_at(screen.page.evaluate("Date.now() + 1000"))
    select_all(screen)
    screen.button("Playlist", exact=True).click()
    with screen.page.expect_request(page_of_playlists):
        screen.page.get_by_role("menuitem", name="New playlist").click()
    screen.page.clock.run_for(1000)
    screen.page.clock.resume()
    held[0].continue_()
    expect(screen.page.get_by_role("list", name="Takes of the playlist").get_by_role("listitem")).to_have_count(1)


def is_read_again(reply: Response, shot: str) -> bool:
    return reply.request.method == "GET" and reply.url.endswith(f"/shots/{shot}/")


def select_all(screen: Screen) -> None:
    expect(rows(screen)).not_to_have_count(0)
    screen.button("Select all shots that are shown").click()


def test_a_shot_is_dropped_and_lengthened_at_the_board(open_as: OpenAs, unmade: Film) -> None:
    first = unmade.shots()[0]
    screen = open_as("producer", f"/p/{unmade.id}/board")
    rows(screen).first.click()
    screen.inspector().get_by_role("button", name="How the script breaks down here").click()
    screen.inspector().get_by_role("textbox", name="Length in seconds").fill("4")
    screen.inspector().get_by_role("button", name="Set the length").click()
    expect(screen.inspector()).to_contain_text("· 4 s")
    screen.picture("board-breakdown")
    screen.accessible()
    screen.inspector().get_by_role("button", name="Drop it: not a shot").click()
    expect(screen.page.get_by_text(f"{first['code']} is dropped")).to_be_visible()
    decided = unmade.producer.get(f"{unmade.path}script/decisions/")["results"]
    assert decided[-1]["decision"]["decision"] == "drop"
    assert unmade.producer.get(f"shots/{first['id']}/")["removed"]


def test_a_shot_is_split_and_merged_on_its_page(open_as: OpenAs, unmade: Film, witness: Witness) -> None:
    witness.expects("409")
    first = unmade.shots()[0]
    screen = open_as("producer", f"/p/{unmade.id}/shots/{first['id']}?tab=edit")
    screen.inspector().get_by_role("button", name="How the script breaks down here").click()
    screen.inspector().get_by_role("button", name=re.compile("^Start a shot here")).first.click()
    expect(screen.page.get_by_text(f"{first['code']} is split")).to_be_visible()
    screen.picture("shot-breakdown")
    screen.accessible()
    merge = screen.inspector().get_by_role("button", name="Merge with the shot before")
    with screen.page.expect_response(lambda reply: is_read_again(reply, first["id"])):
        merge.click()
    expect(screen.page.get_by_text(f"{first['code']} goes on from the shot before")).to_be_visible()
    merge.click()
    expect(screen.inspector()).to_contain_text("first shot of its scene")
    screen.picture("shot-breakdown-refused")
