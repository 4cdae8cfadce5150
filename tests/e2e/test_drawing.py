"""Drawing on frames by finger, pen and mouse: exact at every size and density, and on the screen within a frame."""

import io
import re
from collections.abc import Sequence
from itertools import chain
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import CDPSession, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.screen import Screen

WHOLE = 100_000
INK = (0xFF, 0x4D, 0x4D)
WINDOWS: dict[str, dict[str, Any]] = {
    "once": {"viewport": {"width": 1440, "height": 900}, "device_scale_factor": 1},
    "twice": {"viewport": {"width": 1280, "height": 800}, "device_scale_factor": 2},
    "a telephone, three times": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3},
    "at 200 % zoom": {"viewport": {"width": 720, "height": 450}, "device_scale_factor": 2},
}
PLACES = ((0.25, 0.25), (0.75, 0.5))
Place = tuple[float, float]

BOX = """svg => {
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const { a, d, e, f } = svg.getScreenCTM();
  return [e, f, width * a, height * d];
}"""
"""Left, top, width and height of the picture in the window."""

WATCH_FRAMES = """pad => {
  window.late = [];
  const drawn = () => [...pad.querySelectorAll("path")].at(-1)?.getAttribute("d") ?? "";
  addEventListener("pointermove", () => {
    const before = drawn();
    requestAnimationFrame(() => window.late.push(drawn() === before));
  }, true);
}"""
"""Tells of each move whether the frame that follows it was painted without it."""


def box(screen: Screen, layer: str = "drawing-pad") -> Sequence[float]:
    found: Sequence[float] = screen.page.get_by_test_id(layer).first.evaluate(BOX)
    return found


def at(screen: Screen, *places: Place) -> list[Place]:
    """Places of the picture, as parts of its width and height, in the window."""
    left, top, width, height = box(screen)
    return [(left + across * width, top + down * height) for across, down in places]


def begin(screen: Screen, words: str, tool: str = "Arrow") -> None:
    """Begin a note, and take up a tool."""
    screen.press("c", "Comment")
    screen.page.keyboard.type(words)
    screen.button("Draw").click()
    screen.page.get_by_role("radio", name=tool).check(force=True)
    screen.page.get_by_test_id("drawing-pad").scroll_into_view_if_needed()


def touch(session: CDPSession, kind: str, *fingers: Place) -> None:
    points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(fingers)]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def pen(session: CDPSession, kind: str, place: Place) -> None:
    session.send(
        "Input.dispatchMouseEvent",
        {"type": kind, "x": place[0], "y": place[1], "button": "left", "buttons": int(kind != "mouseReleased"),
         "clickCount": 1, "pointerType": "pen", "force": 0.3},
    )  # fmt: skip


def kept(screen: Screen, film: Film, take: str, words: str) -> list[dict[str, Any]]:
    """Keep the note and return its shapes as the server has them."""
    screen.button("Keep note").click()
    expect(screen.page.get_by_role("region", name="Notes", exact=True)).to_contain_text(words)
    (note,) = (each for each in film.producer.get(f"takes/{take}/notes/")["results"] if each["text"] == words)
    shapes: list[dict[str, Any]] = note["drawing"]
    return shapes


def pixel(screen: Screen, place: Place, density: int) -> tuple[int, ...]:
    """The colour on the screen at a place of the window."""
    shot = Image.open(io.BytesIO(screen.page.screenshot(animations="disabled"))).convert("RGB")
    found: tuple[int, ...] = shot.getpixel((round(place[0] * density), round(place[1] * density)))  # type: ignore[assignment]
    return found


def test_a_finger_draws_exactly_at_every_size_and_density(open_as: OpenAs, own: Film) -> None:
    own.submit(1)
    take = own.waiting()
    for name, window in WINDOWS.items():
        screen = open_as("reviewer", f"/p/{own.id}/review", has_touch=True, **window)
        begin(screen, name)
        session = screen.page.context.new_cdp_session(screen.page)
        first, last = at(screen, *PLACES)
        touch(session, "touchStart", first)
        touch(session, "touchMove", last)
        touch(session, "touchEnd")
        (shape,) = kept(screen, own, take, name)
        width, height = box(screen, "drawings")[2:]
        near = (WHOLE / width, WHOLE / height)  # one pixel of the window
        wanted = [part * WHOLE for part in chain(*PLACES)]
        off = [abs(is_ - should) for is_, should in zip(chain(*shape["points"]), wanted, strict=True)]
        assert all(each <= near[axis % 2] for axis, each in enumerate(off)), (name, shape)
        screen.picture(f"drawing-{window['device_scale_factor']}-{window['viewport']['width']}")


def test_a_drawing_stands_on_the_same_place_of_the_picture_at_every_density(open_as: OpenAs, own: Film) -> None:
    own.submit(1)
    arrow = {
        "tool": "arrow",
        "points": [[25_000, 25_000], [75_000, 50_000]],
        "colour": "red",
        "width": 3000,
        "text": "",
    }
    own.people["reviewer"].post(f"takes/{own.waiting()}/notes/", text="There.", frame=0, drawing=[arrow])
    for name, window in WINDOWS.items():
        screen = open_as("reviewer", f"/p/{own.id}/review", **window)
        image = screen.page.get_by_role("img", name="Drawing with the note: There.")
        expect(image).to_be_visible()
        screen.page.get_by_test_id("drawings").scroll_into_view_if_needed()
        screen.settled()
        left, top, width, height = box(screen, "drawings")
        on, off = ((left + across * width, top + down * height) for across, down in ((0.5, 0.375), (0.5, 0.6)))
        assert pixel(screen, on, window["device_scale_factor"]) == INK, name
        assert pixel(screen, off, window["device_scale_factor"]) != INK, name


def test_a_pen_draws_while_the_hand_rests_and_two_fingers_draw_nothing(open_as: OpenAs, own: Film) -> None:
    own.submit(1)
    take = own.waiting()
    screen = open_as("reviewer", f"/p/{own.id}/review", has_touch=True)
    begin(screen, "By pen", "Pen")
    session = screen.page.context.new_cdp_session(screen.page)
    one, two, three, palm = at(screen, (0.2, 0.2), (0.4, 0.3), (0.6, 0.2), (0.8, 0.8))
    touch(session, "touchStart", one)
    touch(session, "touchStart", one, palm)
    touch(session, "touchMove", two, three)
    touch(session, "touchEnd")
    pad = screen.page.get_by_test_id("drawing-pad")
    expect(pad.locator("path")).to_have_count(0)
    touch(session, "touchStart", palm)
    pen(session, "mousePressed", one)
    for place in (two, three):
        pen(session, "mouseMoved", place)
        touch(session, "touchMove", (palm[0] + 3, palm[1] + 3))
    pen(session, "mouseReleased", three)
    touch(session, "touchEnd")
    touch(session, "touchStart", palm)
    touch(session, "touchMove", one)
    touch(session, "touchEnd")
    (shape,) = kept(screen, own, take, "By pen")
    wanted = [(20_000, 20_000), (40_000, 30_000), (60_000, 20_000)]
    assert [[round(each, -3) for each in point] for point in shape["points"]] == [list(each) for each in wanted]


def test_one_draws_by_keys_alone_at_the_very_place(open_as: OpenAs, own: Film) -> None:
    own.submit(1)
    take = own.waiting()
    screen = open_as("reviewer", f"/p/{own.id}/review")
    keys = screen.page.keyboard
    screen.press("c", "Comment")
    keys.type("By keys")
    keys.press("Shift+Tab")
    screen.button("Draw", exact=True).press("Enter")
    pad = screen.page.get_by_test_id("drawing-pad")
    expect(pad).to_be_focused()
    expect(pad).to_have_accessible_description(re.compile("Arrow keys move a cross"))
    frame = screen.page.get_by_test_id("frame").inner_text()
    screen.page.get_by_role("radio", name="Rectangle").press("Space")
    pad.focus()
    for key in (*["Shift+ArrowLeft"] * 2, "ArrowUp", "Enter", "Shift+ArrowRight", "ArrowDown", "ArrowDown"):
        keys.press(key)
    expect(screen.page.get_by_text("Drawing to 40 across, 51 down")).to_be_attached()
    expect(screen.page.get_by_test_id("cross")).to_be_visible()
    screen.picture("drawing-by-keys")
    screen.accessible()
    keys.press("Enter")
    keys.press("Enter")
    keys.press("Escape")
    assert screen.page.get_by_test_id("frame").inner_text() == frame
    (shape,) = kept(screen, own, take, "By keys")
    assert (shape["tool"], shape["points"]) == ("rectangle", [[30_000, 49_000], [40_000, 51_000]])


@pytest.mark.parametrize("with_", ["mouse", "touch"])
def test_what_is_drawn_is_on_the_screen_with_the_next_frame(open_as: OpenAs, own: Film, with_: str) -> None:
    own.submit(1)
    take = own.waiting()
    line = [[50_000 + 100 * (nth % 30), 20 * nth] for nth in range(190)]
    much = {"tool": "pen", "points": line, "colour": "blue", "width": 700, "text": ""}
    own.people["reviewer"].post(f"takes/{take}/notes/", text="Much.", frame=0, drawing=[much] * 25)
    screen = open_as("reviewer", f"/p/{own.id}/review", has_touch=True)
    begin(screen, "Swift", "Pen")
    screen.page.get_by_test_id("drawing-pad").evaluate(WATCH_FRAMES)
    session = screen.page.context.new_cdp_session(screen.page)
    path = at(screen, *((0.1 + 0.01 * nth, 0.2 + 0.3 * (nth % 2)) for nth in range(60)))
    if with_ == "touch":
        touch(session, "touchStart", path[0])
        for place in path[1:]:
            touch(session, "touchMove", place)
        touch(session, "touchEnd")
    else:
        screen.page.mouse.move(*path[0])
        screen.page.mouse.down()
        screen.page.evaluate("window.late = []")
        for place in path[1:]:
            screen.page.mouse.move(*place)
        screen.page.mouse.up()
    late = screen.page.evaluate("new Promise((done) => requestAnimationFrame(() => done(window.late)))")
    assert len(late) >= 30
    assert late.count(True) == 0, f"{late.count(True)} of {len(late)} moves came a frame later"
