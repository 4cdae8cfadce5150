"""Guests by a link, and looking together, in browsers: with a line that is cut and a link that is revoked."""

import hashlib
import re
import time

from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.screen import Screen
from tests.e2e.wire import Wire
from tests.support.browser import Witness
from tests.support.guests import link_to
from tests.support.waiting import eventually

NARROW: ViewportSize = {"width": 390, "height": 844}


def playlist_of(film: Film) -> str:
    """A playlist of the whole film."""
    return str(film.producer.post(f"{film.path}playlists/", name="For the client", choice={})["id"])


def frame_of(screen: Screen) -> int:
    """The number of the frame on the screen; -1 while there is none."""
    text = screen.page.get_by_test_id("frame").inner_text().strip("\u2007 ")
    return int(text) if text.isdigit() else -1


def shows(screen: Screen, frame: int) -> None:
    eventually(lambda: frame_of(screen) == frame, 30)


def test_a_producer_makes_a_link_a_guest_comments_and_is_out_once_it_is_revoked(
    open_as: OpenAs, own: Film, witness: Witness
) -> None:
    witness.expects("/guests/")  # before somebody is in, and after they have to leave
    path = f"/p/{own.id}/playlists/{playlist_of(own)}"
    screen = open_as("producer", path)
    guest = open_as(None, made_link(screen))
    comes_in(guest)
    comments(guest)
    fits_a_phone(guest)
    is_listed(screen)
    screen.button("Revoke").click()
    begun = time.monotonic()
    screen.button("Revoke").last.click()
    expect(guest.heading("This link was revoked")).to_be_visible()
    assert time.monotonic() - begun < 5
    expect(guest.page.locator("video")).to_have_count(0)
    guest.picture("guest-revoked")
    screen.go(path)
    expect(screen.page.get_by_text("Anna Guest (guest)").first).to_be_visible()
    screen.picture("note-of-a-guest")


def made_link(screen: Screen) -> str:
    """Make a link with a password on the page, and return its address."""
    screen.button("Links for guests").click()
    screen.button("New link").click()
    screen.page.get_by_label("What it is for").fill("The client")
    screen.page.get_by_label("Password, if you want one").fill("fog")
    screen.picture("share-link-new")
    screen.button("Make the link").click()
    address = screen.page.get_by_test_id("address").inner_text()
    screen.picture("share-link-made")
    screen.accessible()
    return address


def comes_in(guest: Screen) -> None:
    guest.picture("guest-door")
    guest.accessible()
    guest.page.get_by_label("Your name").fill("Anna Guest")
    guest.page.get_by_label("Password of the link").fill("wrong")
    guest.button("Come in").click()
    expect(guest.page.get_by_text("This is not the password of the link.")).to_be_visible()
    guest.page.get_by_label("Password of the link").fill("fog")
    guest.button("Come in").click()
    expect(guest.heading("For the client")).to_be_visible()
    assert "#" not in guest.page.url
    shows(guest, 0)
    is_sent_copies(guest)


def is_sent_copies(guest: Screen) -> None:
    """No file of a picture that the page fetches is the one that its address names: the guest's name is in it."""
    link = guest.page.url.rpartition("/")[2]
    read = guest.page.context.request
    at = guest.page.url.partition("/guest/")[0]
    clips = read.get(f"{at}/api/v1/guests/{link}/").json()["clips"]
    files = [clip[role] for clip in clips for role in ("proxy", "poster") if clip[role]]
    assert len(files) > len(clips)
    for file in files:
        reply = read.get(f"{at}{file}")
        assert reply.ok and hashlib.sha256(reply.body()).hexdigest() not in file


def comments(guest: Screen) -> None:
    for _ in range(5):
        guest.button("One frame forward").click()
    shows(guest, 5)
    guest.page.get_by_label("Your note on frame 5").fill("Her coat is too dark.")
    guest.picture("guest-room")
    guest.button("Say it").click()
    notes = guest.page.get_by_role("region", name="Notes", exact=True)
    expect(notes.get_by_text("Her coat is too dark.")).to_have_count(1)
    guest.accessible()


def fits_a_phone(guest: Screen) -> None:
    guest.page.set_viewport_size(NARROW)
    guest.picture("guest-390")
    guest.accessible()
    assert guest.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def is_listed(screen: Screen) -> None:
    screen.button("Done").click()
    screen.button("Who came").click()
    expect(screen.page.get_by_text("Anna Guest", exact=True)).to_be_visible()
    expect(screen.page.get_by_text(re.compile("in pictures [0-9A-F]{6}"))).to_be_visible()
    expect(screen.page.get_by_role("list", name="Sent")).to_contain_text("1 sitting")
    screen.picture("share-link-log")
    screen.accessible()
    screen.button("Close", exact=True).click()
    expect(screen.page.get_by_text("1 guest")).to_be_visible()
    screen.picture("share-links")


def joined(screen: Screen) -> None:
    screen.button("Look together").click()
    expect(screen.page.get_by_role("region", name="Looking together")).to_be_visible()


def test_two_look_together_and_one_whose_line_drops_comes_back_onto_the_frame(
    open_as: OpenAs, own: Film, wire: Wire, witness: Witness
) -> None:
    witness.expects("/ws/", "/guests/", "net::ERR")
    playlist = playlist_of(own)
    path = f"/p/{own.id}/playlists/{playlist}"
    ida, olaf = open_as("producer", path), open_as("reviewer", path, wire.url)
    joined(ida)
    ida.button("Take the lead").click()
    expect(ida.page.get_by_text("You lead")).to_be_visible()
    for _ in range(3):
        ida.button("One frame forward").click()
    shows(ida, 3)
    joined(olaf)
    shows(olaf, 3)
    ida.accessible()
    olaf.accessible()
    wire.cut()
    ida.button("Last frame").click()
    last = own.count * 24 - 1
    shows(ida, last)
    assert frame_of(olaf) == 3
    wire.mend()
    shows(olaf, last)
    expect(olaf.page.get_by_text(re.compile("to the server and back"))).to_be_visible()
    is_drawn_and_pointed(ida, olaf)
    takes_over(olaf, ida)
    guest = open_as(None, "/guest/" + link_to(own.producer, playlist, follows=True))
    follows(guest, olaf)
    expect(ida.page.get_by_role("region", name="Looking together")).to_contain_text("Anna (guest)")


def is_drawn_and_pointed(ida: Screen, olaf: Screen) -> None:
    ida.button("First frame").click()
    shows(olaf, 0)
    ida.button("Draw", exact=True).click()
    _draw(ida.page)
    expect(olaf.page.get_by_role("img", name=re.compile("^What .* draws"))).to_be_visible()
    ida.picture("together-leads")
    olaf.picture("together-follows")
    ida.button("Draw", exact=True).click()
    ida.page.locator("video").first.hover(force=True)
    expect(olaf.page.get_by_test_id("pointer")).to_be_visible()


def takes_over(olaf: Screen, ida: Screen) -> None:
    olaf.button("Take the lead").click()
    expect(olaf.page.get_by_text("You lead")).to_be_visible()
    olaf.button("One frame forward").click()
    shows(ida, 1)
    olaf.button("Play", exact=True).click()
    eventually(lambda: frame_of(ida) > 12, 30)
    olaf.button("Pause", exact=True).click()
    eventually(lambda: frame_of(ida) == frame_of(olaf) > 1, 30)


def follows(guest: Screen, leader: Screen) -> None:
    guest.page.get_by_label("Your name").fill("Anna")
    guest.button("Come in").click()
    joined(guest)
    eventually(lambda: frame_of(guest) == frame_of(leader), 30)
    expect(guest.button("Take the lead")).to_have_count(0)
    guest.picture("together-guest")


def _draw(page: Page) -> None:
    box = page.get_by_test_id("drawing-pad").bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 60, middle[1] + 30, steps=4)
    page.mouse.up()
