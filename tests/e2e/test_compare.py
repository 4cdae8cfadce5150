"""Comparing: two takes or a neighbour, in five ways, on one frame, with one zoom; all of it in the address."""

from playwright.sync_api import ViewportSize, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film
from tests.e2e.screen import Screen

NARROW: ViewportSize = {"width": 390, "height": 844}
FRAMES = """() => [...document.querySelectorAll("canvas[data-testid]")].map((each) => each.dataset.frame)"""


def on_frame(screen: Screen, frame: int) -> None:
    """Wait until both pictures stand on a frame."""
    expect(screen.page.get_by_test_id("side-0")).to_have_attribute("data-frame", str(frame))
    expect(screen.page.get_by_test_id("side-1")).to_have_attribute("data-frame", str(frame))


def way(screen: Screen) -> str:
    return str(screen.page.get_by_test_id("stage").get_attribute("data-mode"))


def test_two_takes_are_compared_frame_by_frame_in_five_ways(open_as: OpenAs, own: Film) -> None:
    own.grade("noir")
    shot = own.shots()[0]["id"]
    screen = open_as("artist", f"/p/{own.id}/shots/{shot}")
    screen.press("Shift+b", "Compare")
    screen.at(r"/compare\?")
    on_frame(screen, 0)
    screen.page.keyboard.press("ArrowRight")
    screen.page.keyboard.press("ArrowRight")
    on_frame(screen, 2)
    screen.at(r"frame=2")
    differing = screen.page.get_by_role("region", name="What differs in their inputs")
    expect(differing).to_contain_text("noir")
    screen.picture("compare-side")
    screen.accessible()
    for key, mode in enumerate(("side", "wipe", "difference", "onion", "blink"), start=1):
        screen.page.keyboard.press(str(key))
        expect(screen.page.get_by_test_id("stage")).to_have_attribute("data-mode", mode)
        screen.picture(f"compare-{mode}")
        screen.accessible()
    screen.at("mode=blink")
    wiped_and_zoomed(screen)
    screen.page.reload()
    screen.settled()
    on_frame(screen, 2)
    assert way(screen) == "wipe"
    expect(screen.page.get_by_test_id("zoom")).to_have_text("150 %")


def wiped_and_zoomed(screen: Screen) -> None:
    """The edge of a wipe moves by keys, by mouse and by touch; the zoom is that of both."""
    page = screen.page
    page.keyboard.press("2")
    edge = page.get_by_role("slider", name="Edge of the wipe")
    expect(edge).to_have_attribute("aria-valuenow", "50")
    page.keyboard.press(".")
    expect(edge).to_have_attribute("aria-valuenow", "55")
    edge.press("ArrowLeft")
    expect(edge).to_have_attribute("aria-valuenow", "54")
    box = page.get_by_test_id("stage").bounding_box()
    assert box is not None, "it is on the screen"
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.54 * box["width"], middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.3 * box["width"], middle, steps=3)
    page.mouse.up()
    expect(edge).to_have_attribute("aria-valuenow", "30")
    screen.touch(*((box["x"] + part * box["width"], middle) for part in (0.3, 0.5, 0.8)))
    expect(edge).to_have_attribute("aria-valuenow", "80")
    screen.at("much=80")
    page.keyboard.press("+")
    expect(page.get_by_test_id("zoom")).to_have_text("150 %")
    transforms = "els => els.map((each) => each.parentElement.style.transform)"
    one, other = page.locator("canvas[data-testid]").evaluate_all(transforms)
    assert one == other and "scale(1.5)" in one
    screen.at("zoom=150")


def test_a_take_stands_beside_its_neighbour_and_on_a_telephone(open_as: OpenAs, own: Film) -> None:
    shot, behind = own.shots()[:2]
    own.producer.patch(f"shots/{behind['id']}/", frames=36)
    own.generate()
    screen = open_as("reviewer", f"/p/{own.id}/shots/{shot['id']}/compare")
    expect(screen.button("Beside")).to_contain_text(f"shot after: {behind['code']}")
    facts = screen.page.get_by_role("region", name="How they go together")
    expect(facts).to_contain_text("stays on its last frame, 23")
    screen.page.keyboard.press("End")
    expect(screen.page.get_by_test_id("side-1")).to_have_attribute("data-frame", "35")
    expect(screen.page.get_by_test_id("side-0")).to_have_attribute("data-frame", "23")
    expect(screen.page.get_by_role("img", name="Take 1, frame 23, its last")).to_be_visible()
    screen.page.set_viewport_size(NARROW)
    screen.picture("compare-narrow")
    screen.accessible()
    assert screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert set(screen.page.evaluate(FRAMES)) == {"23", "35"}
