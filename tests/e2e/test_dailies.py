"""Notes, drawings and playlists: said, drawn frame-exact, carried, and looked at one take after the other."""

import re
from itertools import chain

from playwright.sync_api import ViewportSize, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.screen import Screen

NARROW: ViewportSize = {"width": 390, "height": 844}
WHOLE = 100_000
WANTED = [WHOLE // 4, WHOLE // 4, WHOLE * 3 // 4, WHOLE // 2]


def drawn(screen: Screen, *places: tuple[float, float]) -> None:
    """Draw through places of the picture, as parts of its width and height, by mouse."""
    pad = screen.page.get_by_test_id("drawing-pad")
    box = pad.evaluate(
        """svg => {
          const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
          const { a, d, e, f } = svg.getScreenCTM();
          return { x: e, y: f, width: width * a, height: height * d };
        }"""
    )
    at = [(box["x"] + across * box["width"], box["y"] + down * box["height"]) for across, down in places]
    screen.page.mouse.move(*at[0])
    screen.page.mouse.down()
    for place in at[1:]:
        screen.page.mouse.move(*place, steps=4)
    screen.page.mouse.up()


def test_a_reviewer_draws_what_must_be_fixed_and_an_artist_answers(open_as: OpenAs, own: Film) -> None:
    own.submit(1)
    take = own.waiting()
    screen = open_as("reviewer", f"/p/{own.id}/review")
    screen.press("c", "Comment")
    screen.page.keyboard.type("Her hand has six fingers.")
    screen.button("Kind").click()
    screen.page.get_by_role("option", name="Must fix").click()
    screen.button("Draw").click()
    screen.page.get_by_role("radio", name="Ellipse").check(force=True)
    drawn(screen, (0.25, 0.25), (0.75, 0.5))
    screen.picture("notes-drawing")
    screen.accessible()
    screen.button("Keep note").click()
    notes = screen.page.get_by_role("region", name="Notes", exact=True)
    expect(notes.get_by_role("listitem")).to_contain_text("Her hand has six fingers.")
    (note,) = own.producer.get(f"takes/{take}/notes/")["results"]
    (shape,) = note["drawing"]
    assert (shape["tool"], note["kind"]) == ("ellipse", "must_fix")
    assert all(abs(is_ - should) < WHOLE / 500 for is_, should in zip(chain(*shape["points"]), WANTED, strict=True))
    shown_exactly_and_resolved(screen, own, take)


def shown_exactly_and_resolved(screen: Screen, own: Film, take: str) -> None:
    """The drawing stands on its frame, or where its note is looked at; a verdict names it until it is resolved."""
    notes = screen.page.get_by_role("region", name="Notes", exact=True)
    image = screen.page.get_by_role("img", name="Drawing with the note: Her hand has six fingers.")
    expect(image).to_be_visible()
    screen.page.keyboard.press("ArrowRight")
    expect(image).to_have_count(0)
    notes.get_by_role("button", name="Go to frame 0").focus()
    expect(image).to_be_visible()
    screen.press("a", "Approve")
    expect(screen.page.get_by_role("region", name="Must be fixed")).to_contain_text("1 note says what must be fixed")
    screen.picture("notes-checklist")
    screen.accessible()
    own.people["artist"].post(f"takes/{take}/notes/", text="It has five now.", answers=1)
    expect(notes).to_contain_text("It has five now.")
    screen.button("Resolve: Her hand has six fingers.").click()
    expect(notes).to_contain_text("resolved by")
    expect(screen.page.get_by_role("region", name="Must be fixed")).to_have_count(0)
    screen.page.set_viewport_size(NARROW)
    screen.picture("notes-narrow")
    screen.accessible()


def test_who_is_named_in_a_note_finds_it_and_goes_to_its_frame(open_as: OpenAs, own: Film) -> None:
    take, other = own.takes()[:2]
    members = own.producer.get(f"{own.path}members/")["results"]
    (artist,) = (each["person"] for each in members if each["role"] == "artist")
    own.people["reviewer"].post(f"takes/{other['id']}/notes/", text="The coat is wet.", kind="must_fix")
    own.people["reviewer"].post(f"takes/{take['id']}/notes/", text="@Artist, warmer?", frame=7, mentions=[artist])
    screen = open_as("artist", f"/p/{own.id}/review")
    notes = screen.page.get_by_role("region", name="Open notes")
    expect(notes.get_by_role("listitem")).to_have_count(1)
    screen.picture("open-notes")
    screen.accessible()
    notes.get_by_role("button", name="Which").click()
    screen.page.get_by_role("option", name="what must be fixed").click()
    expect(notes.get_by_role("listitem")).to_contain_text("The coat is wet.")
    notes.get_by_role("button", name="Which").click()
    screen.page.get_by_role("option", name="all", exact=True).click()
    expect(notes.get_by_role("listitem")).to_have_count(2)
    screen.page.set_viewport_size(NARROW)
    screen.picture("open-notes-narrow")
    assert screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    notes.get_by_role("link", name=re.compile("warmer")).click()
    expect(screen.page.get_by_test_id("frame")).to_have_text("7")


def test_a_take_is_picked_by_hand_and_stays_though_another_comes_into_use(open_as: OpenAs, own: Film) -> None:
    first = own.takes()[0]
    own.grade("noir")
    second = own.takes()[0]
    screen = open_as("artist", f"/p/{own.id}/shots/{first['shot']}?take={first['id']}")
    screen.button("Playlist", exact=True).click()
    screen.page.get_by_role("menuitem", name="New playlist").click()
    takes = screen.page.get_by_role("list", name="Takes of the playlist").get_by_role("listitem")
    expect(takes).to_have_count(1)
    expect(takes).to_contain_text("v1")
    expect(takes).to_contain_text("this take")
    screen.go(f"/p/{own.id}/shots/{first['shot']}?take={second['id']}")
    screen.button("Playlist", exact=True).click()
    screen.page.get_by_role("menuitem", name=re.compile("^Add to ")).click()
    expect(takes).to_have_count(2)
    screen.picture("dailies-of-picked-takes")
    screen.accessible()
    (made,) = own.producer.get(f"{own.path}playlists/")["results"]
    clips = own.producer.get(f"playlists/{made['id']}/")["clips"]
    assert [(clip["take"]["id"], clip["frozen"]) for clip in clips] == [(first["id"], True), (second["id"], True)]


def test_a_request_for_changes_says_why_in_words_that_can_be_counted(open_as: OpenAs, own: Film) -> None:
    own.submit(1)
    take = own.waiting()
    screen = open_as("reviewer", f"/p/{own.id}/review")
    screen.press("x", "Request changes")
    screen.page.keyboard.type("Her face changes.")
    for reason in ("Timing", "Identity"):
        screen.page.get_by_role("checkbox", name=reason).check(force=True)
    screen.picture("changes-reasons")
    screen.accessible()
    screen.page.get_by_role("textbox", name=re.compile("^Changes to take")).press("Enter")
    expect(screen.heading("Nothing waits for a verdict")).to_be_visible()
    assert own.producer.get(f"takes/{take}/")["reasons"] == ["identity", "timing"]


def test_a_playlist_is_begun_played_arranged_and_approved(open_as: OpenAs, own: Film) -> None:
    own.submit(3)
    screen = open_as("reviewer", f"/p/{own.id}/playlists")
    screen.picture("playlists-empty")
    screen.accessible()
    screen.button("New playlist").last.click()
    screen.page.get_by_label("Name").fill("Monday")
    screen.picture("playlists-new")
    screen.accessible()
    screen.button("Begin").click()
    takes = screen.page.get_by_role("list", name="Takes of the playlist").get_by_role("listitem")
    expect(takes).to_have_count(3)
    codes = [shot["code"] for shot in own.shots()]
    first = screen.page.get_by_role("button", name=re.compile("^Go to SC")).first
    expect(first).to_have_accessible_name(f"Go to {codes[0]}")
    screen.picture("dailies")
    screen.accessible()
    screen.page.keyboard.press(".")
    expect(first).to_have_accessible_name(f"Go to {codes[1]}")
    frame = screen.page.get_by_test_id("frame")
    expect(frame).to_have_text("24")
    screen.page.keyboard.press("n")
    expect(frame).to_have_text("48")
    screen.page.set_viewport_size(NARROW)
    screen.picture("dailies-narrow")
    screen.accessible()
    screen.page.set_viewport_size({"width": 1440, "height": 900})
    _all_approved(screen, own)


def _all_approved(screen: Screen, own: Film) -> None:
    screen.button("Approve 3 takes").click()
    screen.picture("dailies-approve")
    screen.accessible()
    screen.page.get_by_role("dialog").get_by_role("button", name="Approve 3 takes").click()
    expect(screen.button("Approve 3 takes")).to_have_count(0)
    assert own.verdicts() == {"approved": 3}
