"""The review room with many notes on a take: what a frame that plays costs, and how soon a line is seen."""

from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page

from productions import commands
from productions.domain.notes import Shape
from tests.benchmarks import running
from tests.benchmarks.bench_page import RATE, Work, signed_in
from tests.benchmarks.measuring import Samples, heading, line, once, show
from tests.benchmarks.running import System
from tests.support.browser import chromium
from tests.support.waiting import eventually

NOTES, FRAMES, STANDS, POINTS = 500, 240, 12, 60
"""Notes on a take of so many frames, each on so many of them and with a drawing of so many points."""
MOVES = 60
SCRIPT_AND_LAYOUT = ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration")

WATCH = """() => {
  window.shown = [];
  const counter = document.querySelector("[data-testid=frame]");
  new MutationObserver(() => window.shown.push([Number(counter.textContent), performance.now() / 1000]))
    .observe(counter, { characterData: true, childList: true, subtree: true });
}"""
"""Each frame number as it is shown, with its second."""

WATCH_MOVES = """() => {
  window.moves = [];
  addEventListener("pointermove", ({ timeStamp }) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.moves.push((performance.now() - timeStamp) / 1000);
      port2.postMessage(null);
    });
  }, true);
}"""
"""Seconds from a move of the pointer to the end of the frame that follows it."""


def measure(system: System) -> None:
    """Print the table."""
    log = noted(system)
    running.settle()
    try:
        with chromium() as browser, signed_in(system, browser) as page:
            heading(f"review of a take with {NOTES} notes, each drawn")
            work = Work(page)
            opened(page, work, log)
            played(page, work)
            drawn(page)
    except pytest.skip.Exception as missing:
        line(f"not measured: {missing}")


def noted(system: System) -> UUID:
    """Return a production whose one take is submitted and has its notes."""
    log = system.film(1)
    system.ask("PUT", f"productions/{log}/parameters/resolution/", {"value": "320x180"})
    (shot,) = system.ask("GET", f"productions/{log}/shots/")["results"]
    system.ask("PATCH", f"shots/{shot['id']}/", {"frames": FRAMES})
    order = system.ask("POST", f"productions/{log}/orders/", {"shots": [shot["id"]]})["id"]
    eventually(lambda: system.ask("GET", f"orders/{order}/")["state"] == "done", 120)
    (made,) = system.ask("GET", f"shots/{shot['id']}/takes/")["results"]
    take = UUID(made["id"])
    system.ask("POST", f"takes/{take}/submit/")
    for nth in range(NOTES):
        first = nth * (FRAMES - STANDS) // NOTES
        about: Any = {"last": first + STANDS - 1, "kind": ("note", "must_fix", "question")[nth % 3]}
        commands.note_take(system.by, log, take, f"Note {nth} on her hand.", first, drawing=(_line(nth),), **about)
    return log


def _line(nth: int) -> Shape:
    """A line of the pen, another for every note."""
    points = tuple((1000 * each, 20_000 + 100 * ((nth * 7 + each * each) % 400)) for each in range(POINTS))
    return Shape("pen", points)


def opened(page: Page, work: Work, production: UUID) -> None:
    before = work.done()
    page.goto(f"/p/{production}/review")
    page.get_by_role("region", name="Notes").get_by_role("listitem").nth(NOTES - 1).wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    once("opened, work of the page (CPU)", work.done() - before)


def played(page: Page, work: Work) -> None:
    """Play the take once, from its first frame to its last."""
    page.evaluate(WATCH)
    all_before, before = work.done(), work.done(*SCRIPT_AND_LAYOUT)
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("(last) => window.shown.at(-1)?.[0] >= last", arg=FRAMES - 1)
    all_done, done = work.done() - all_before, work.done(*SCRIPT_AND_LAYOUT) - before
    shown: list[tuple[int, float]] = page.evaluate("window.shown")
    once("playing, script, style and layout for a frame (CPU)", done / len(shown), "< 16 ms")
    once("  all work of the page, painting too", all_done / len(shown))
    late = [max(0.0, after - before - (frame - last) / RATE) for (last, before), (frame, after) in pairwise(shown)]
    show("  later than its time", Samples(late))
    line("  frames shown", f"{len(shown)}", "", "", str(FRAMES), f"{len(shown) / FRAMES:.0%}", "")


def drawn(page: Page) -> None:
    """Draw one line beside all the others."""
    page.get_by_role("button", name="Comment").click()
    page.get_by_role("button", name="Draw").click()
    box = page.get_by_test_id("drawing-pad").bounding_box()
    assert box is not None, "it is on the screen"
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.evaluate(WATCH_MOVES)
    for nth in range(MOVES):
        page.mouse.move(box["x"] + 20 + 3 * nth, box["y"] + 20 + 40 * (nth % 2))
        page.wait_for_function("(count) => window.moves.length >= count", arg=nth + 1)
    page.mouse.up()
    show("drawing, from a move to its paint", Samples(page.evaluate("window.moves")), "<= 16.7 ms")


def main() -> None:
    """Measure on a system of its own."""
    with running.system() as system:
        measure(system)


if __name__ == "__main__":
    main()
