"""Room on the screen: every button is reached at 200 % zoom, names wrap, words stay whole, verdicts stay uncovered."""

import re

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import SCRIPT, Film
from tests.support.browser import Witness
from tests.support.guests import link_to

DOUBLED: ViewportSize = {"width": 720, "height": 450}
"""What a window of 1440 x 900 has at 200 % zoom."""
WHOLE: ViewportSize = {"width": 1440, "height": 900}
UNREACHED = """() => {
  const shown = [...document.querySelectorAll("button, a[href], [role=tab], textarea, input[type=text]")]
    .filter((each) => !each.closest("[aria-hidden=true], [hidden], .sr-only") && each.checkVisibility())
    .filter((each) => each.getBoundingClientRect().width > 2);
  const within = ({ left, top, right, bottom }) =>
    left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
  const found = [];
  for (const each of shown) {
    each.scrollIntoView({ block: "nearest", inline: "nearest" });
    let forced = false;
    for (let above = each.parentElement; above; above = above.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(above);
      if ((above.scrollTop && overflowY === "hidden") || (above.scrollLeft && overflowX === "hidden")) {
        forced = true;
        above.scrollTo(0, 0);
      }
    }
    const box = each.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 12));
    if (forced || !within(box) || !(each.contains(top) || top?.contains(each)))
      found.push(`${each.getAttribute("aria-label") ?? each.textContent} ${JSON.stringify(box)}`);
  }
  return found;
}"""
"""Names what nobody can scroll to, or what something else lies on."""
WIDER = """() => {
  const placed = (each) => getComputedStyle(each).position === "absolute";
  return [...document.querySelectorAll("main, main *, aside, [role=dialog] *")]
    .filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 2)
    .filter((each) => !each.closest(".sr-only, [aria-hidden=true], .cm-editor, input, textarea"))
    .filter((each) => getComputedStyle(each).textOverflow !== "ellipsis" && getComputedStyle(each).display !== "inline")
    .filter((each) => ![...each.querySelectorAll("*")].some(placed))
    .map((each) => `${each.tagName} ${each.className} ${each.textContent.slice(0, 60)}`);
}"""
"""Names what is wider than the room it has; what is placed on a line, such as a flag, may stand over its end."""
NARROW: ViewportSize = {"width": 390, "height": 844}
"""A telephone held upright."""
SQUEEZED = """() => [
  ...(document.documentElement.scrollWidth > innerWidth ? ["the page scrolls sideways"] : []),
  ...[...document.querySelectorAll("main th, main td, main h1, main h2, main p, [role=dialog] th, [role=dialog] td")]
    .filter((each) => each.checkVisibility() && !each.closest(".sr-only") && /[a-z]{4}/i.test(each.textContent))
    .filter((each) => each.getBoundingClientRect().width < 32)
    .map((each) => `${each.tagName} ${each.textContent.slice(0, 60)}`),
]"""
"""Names what reaches beyond a narrow window, and words that stand there letter by letter."""
NAME = "Wolkenkuckucksheim" * 5


@pytest.mark.parametrize("role", ["producer", "reviewer", None])
def test_at_200_percent_the_review_room_is_reached(
    open_as: OpenAs, own: Film, witness: Witness, role: str | None
) -> None:
    witness.expects("/guests/")  # before somebody is in
    own.submit(2)
    shot = own.shots()[0]["id"]
    playlist = own.producer.post(f"{own.path}playlists/", name="Monday", note="For the client.", choice={})["id"]
    paths = [f"playlists/{playlist}", f"shots/{shot}/compare"]
    if role is None:
        screen = open_as(None, "/guest/" + link_to(own.producer, playlist, may="comment", follows=True))
        screen.page.set_viewport_size(DOUBLED)
        assert screen.page.evaluate(UNREACHED) == []
        screen.page.get_by_label("Your name").fill("Anna")
        screen.button("Come in").click()
        expect(screen.page.get_by_label("Your note on frame 0")).to_be_visible()
        screen.picture("zoom-guest")
        assert screen.page.evaluate(UNREACHED) == []
        return
    screen = open_as(role, f"/p/{own.id}")
    screen.page.set_viewport_size(DOUBLED)
    for path in paths:
        screen.go(f"/p/{own.id}/{path}")
        screen.picture(f"zoom-{path.partition('/')[2].rpartition('/')[2][:8]}")
        assert screen.page.evaluate(UNREACHED) == [], path
    screen.go(f"/p/{own.id}/playlists/{playlist}")
    screen.press("c", "Comment")
    screen.button("Draw", exact=True).click()
    screen.picture("zoom-drawing")
    assert screen.page.evaluate(UNREACHED) == []


@pytest.mark.parametrize("role", ["producer", "reviewer"])
def test_at_200_percent_every_button_is_reached(open_as: OpenAs, own: Film, witness: Witness, role: str) -> None:
    witness.expects("/verify/")  # nothing is verified yet
    own.submit(2)
    screen = open_as(role, f"/p/{own.id}")
    screen.page.set_viewport_size(DOUBLED)
    shot = f"shots/{own.shots()[0]['id']}"
    mara = own.producer.get(f"{own.path}references/")["results"][0]["id"]
    for path in ("", "script", "board", shot, f"{shot}?tab=edit", "film", "parameters?parameter=style", "references",
                 f"references/{mara}", "history", "history?view=difference", "verification", "review"):  # fmt: skip
        screen.go(f"/p/{own.id}/{path}")
        screen.picture(f"zoom-{path.partition('?')[0].partition('/')[0] or 'overview'}")
        assert screen.page.evaluate(UNREACHED) == [], path
    screen.press("x", "Request changes")
    screen.picture("zoom-verdict")
    assert screen.page.evaluate(UNREACHED) == []


def test_a_narrow_window_shows_words_whole(open_as: OpenAs, own: Film) -> None:
    shot = own.shots()[0]["id"]
    own.producer.put(f"shots/{shot}/parameters/grade/", value="noir")
    edits = [{"shot": shot, "field": "description", "value": "Rain."}]
    gathered = own.producer.post(f"{own.path}change-sets/", name="Rain on the quay", note="", edits=edits)
    screen = open_as("producer", "/productions")
    screen.page.set_viewport_size(NARROW)
    squeezed = {"productions": screen.page.evaluate(SQUEEZED)}
    for path in ("", "board", f"shots/{shot}", "change-sets", f"change-sets/{gathered['id']}", "costs", "queue",
                 "pipeline?stage=motion", "review"):  # fmt: skip
        screen.go(f"/p/{own.id}/{path}")
        screen.picture(f"narrow-{path.partition('?')[0].partition('/')[0] or 'overview'}")
        squeezed[path] = screen.page.evaluate(SQUEEZED)
    screen.go(f"/p/{own.id}/shots/{shot}")
    screen.press("r", re.compile("^Generate"))
    expect(screen.page.get_by_role("dialog").get_by_role("row")).not_to_have_count(0)
    screen.picture("narrow-plan")
    squeezed["plan"] = screen.page.evaluate(SQUEEZED)
    assert {path: words for path, words in squeezed.items() if words} == {}


@pytest.mark.parametrize("size", [DOUBLED, WHOLE], ids=["zoomed", "whole"])
def test_toasts_leave_a_verdict_free(open_as: OpenAs, own: Film, size: ViewportSize) -> None:
    screen = open_as("producer", f"/p/{own.id}/shots/{own.shots()[0]['id']}")
    screen.page.set_viewport_size(size)
    actions = screen.page.get_by_role("toolbar")
    screen.press("c", "Note on frame")
    bar = screen.page.get_by_role("main").locator("form")
    toasts = screen.page.get_by_role("status").filter(has=screen.page.get_by_role("button", name="Close"))
    for name in ("Pin", "Unpin", "Pin"):
        actions.get_by_role("button", name=re.compile(f"^{name} ?P")).click()
        expect(toasts).to_have_count(1)
        assert bottom(toasts) <= top(bar)
    assert bottom(toasts) <= top(actions)
    screen.picture(f"toasts-{size['width']}")


def test_long_names_without_a_break_wrap(open_as: OpenAs, unmade: Film, witness: Witness) -> None:
    witness.expects("/verify/")
    unmade.producer.patch(unmade.path, name=NAME)
    unmade.producer.put(f"{unmade.path}script/", text=SCRIPT.replace("MARA", NAME.upper()[:60]).replace("QUAY", NAME))
    made = unmade.producer.post(
        f"{unmade.path}references/", kind="prop", name=NAME, description=NAME, attributes={"shape": NAME}
    )
    shot = unmade.shots()[0]["id"]
    unmade.producer.patch(f"shots/{shot}/", description=NAME)
    unmade.producer.put(f"shots/{shot}/cast/{made['id']}/", role=NAME[:60], strength="1")
    unmade.producer.put(f"{unmade.path}parameters/style/", value=NAME)
    unmade.producer.post(f"{unmade.path}markers/", name=NAME)
    screen = open_as("producer", "/productions")
    wide: dict[str, list[str]] = {}
    for path in ("", f"shots/{shot}", f"shots/{shot}?tab=edit", f"shots/{shot}?tab=history", "history", "board",
                 "parameters?parameter=style", f"references/{made['id']}", f"references?shot={shot}", "script", "film",
                 "history?view=difference"):  # fmt: skip
        screen.go(f"/p/{unmade.id}/{path}")
        screen.picture(f"long-{path.replace('/', '-').replace('?', '-').replace(shot, 'x').replace(made['id'], 'y')}")
        wide[path] = screen.page.evaluate(WIDER)
    screen.go(f"/p/{unmade.id}/references/{made['id']}")
    screen.button("Remove…").click()
    screen.picture("long-dialog")
    wide["dialog"] = screen.page.evaluate(WIDER)
    assert {path: wider for path, wider in wide.items() if wider} == {}


def top(place: Locator) -> float:
    box = place.bounding_box()
    assert box is not None, "it is on the screen"
    return box["y"]


def bottom(place: Locator) -> float:
    box = place.bounding_box()
    assert box is not None, "it is on the screen"
    return box["y"] + box["height"]
