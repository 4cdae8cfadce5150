"""The page in Chromium: its weight, how soon the board stands, scrolls and answers keys, and the cuts of the film."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page

from tests.benchmarks import bundles, running
from tests.benchmarks.measuring import Samples, heading, judged, line, once, per_unit, show
from tests.benchmarks.running import System
from tests.support.browser import chromium
from tests.support.waiting import eventually

FEATURE, HUGE = 300, 5000
OPENINGS, KEYS, SCROLLED = 5, 40, 300
CLIPS, FRAMES, RATE = 4, 36, 24
WORST_SHOWN = 4
KIB = 1024

SHOWN = """async () => {
  while (!document.querySelector("[role=grid] [role=rowheader]")) await new Promise(requestAnimationFrame);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() / 1000;
}"""
"""Seconds from the beginning of the navigation until rows of the board are painted."""

PRESSED = """async ([selector]) => {
  const begin = performance.now();
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "g", bubbles: true }));
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "b", bubbles: true }));
  while (!document.querySelector(selector)) await new Promise(requestAnimationFrame);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return (performance.now() - begin) / 1000;
}"""

SCROLL = """async (frames) => {
  const box = document.querySelector("[role=grid]");
  const stamps = [];
  let blank = 0;
  for (let nth = 0; nth < frames; nth += 1) {
    box.scrollTop += 90;
    stamps.push(await new Promise(requestAnimationFrame));
    const { left, top, height } = box.getBoundingClientRect();
    if (!document.elementFromPoint(left + 200, top + height / 2)?.closest("[role=row]")) blank += 1;
  }
  const gaps = stamps.slice(1).map((stamp, index) => (stamp - stamps[index]) / 1000);
  return { gaps, blank };
}"""
"""Scrolls two rows with every frame; seconds between frames, and in how many the middle had no row."""

WATCH_KEYS = """() => {
  window.keys = [];
  document.addEventListener("keydown", ({ timeStamp }) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.keys.push((performance.now() - timeStamp) / 1000);
      port2.postMessage(null);
    });
  }, true);
}"""
"""Seconds from a key press to the end of the frame that follows it."""

WATCH_CUTS = """() => {
  window.frames_ = [];
  const counter = document.querySelector("[data-testid=frame]");
  new MutationObserver(() => {
    const frame = Number(counter.textContent);
    if (frame !== window.frames_.at(-1)?.[0]) window.frames_.push([frame, performance.now() / 1000]);
  }).observe(counter, { characterData: true, childList: true, subtree: true });
}"""
"""Each frame number as it was shown first, with its second."""


def measure(system: System) -> None:
    """Print the tables."""
    weigh()
    films = [system.film(FEATURE), system.film(HUGE)]
    running.settle()
    cut = short_film(system)
    try:
        with chromium() as browser, signed_in(system, browser) as page:
            board(page, *films)
            film(page, cut)
    except pytest.skip.Exception as missing:
        line(f"not measured: {missing}")


def weigh() -> None:
    """Print what the entry and the heaviest screens weigh."""
    weights = bundles.sizes()
    whole = sum(weights.values())
    line("page, gzip", "KiB", "", "", "", "of all", "aim")
    entry = weights.pop("entry")
    line(
        "entry: scripts and style",
        f"{entry / KIB:.0f}",
        "",
        "",
        "",
        f"{entry / whole:.0%}",
        judged("<= 260", entry / KIB),
    )
    heaviest = sorted(weights.items(), key=lambda each: -each[1])[:WORST_SHOWN]
    for name, size in heaviest:
        line(
            f"screen on top of it: {name}",
            f"{size / KIB:.0f}",
            "",
            "",
            "",
            f"{size / whole:.0%}",
            judged("<= 160", size / KIB),
        )


@contextmanager
def signed_in(system: System, browser: Browser) -> Iterator[Page]:
    """A page of the producer, whose browser keeps what it fetched."""
    context = browser.new_context(base_url=system.url, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("User name").fill("producer")
    page.get_by_label("Password").fill(system.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/productions")
    yield page
    context.close()


def board(page: Page, feature: UUID, huge: UUID) -> None:
    """Print how soon the board stands, how it scrolls and how keys feel."""
    work = Work(page)
    heading("board in Chromium without a GPU")
    anew = [opened(page, work, feature) for _ in range(OPENINGS)][1:]
    show(f"{FEATURE} shots, loaded anew", Samples([seconds for seconds, _ in anew]), "< 1 s")
    show("  of it work of the page (CPU)", Samples([cpu for _, cpu in anew]))
    show(f"{FEATURE} shots, from the overview by keys", Samples([gone_to(page, feature) for _ in range(OPENINGS)]))
    opened(page, work, huge)
    page.wait_for_load_state("networkidle")
    scroll(page, work)
    show(f"{HUGE:,} shots, key to paint", Samples(pressed(page)), "<= 50 ms")


def scroll(page: Page, work: "Work") -> None:
    """Print the time between frames while scrolling, and the part of it that is the page's own work."""
    before = work.done()
    scrolled = page.evaluate(SCROLL, SCROLLED)
    a_frame = (work.done() - before) / SCROLLED
    gaps = scrolled["gaps"]
    show(f"{HUGE:,} shots, frame to frame, scrolling", Samples(gaps), "16.7 ms")
    pace = len(gaps) / sum(gaps)
    line("  frames a second", f"{pace:.0f}", "", "", str(len(gaps)), per_unit(pace), "60")
    once("  work of the page for a frame (CPU)", a_frame, "< 16.7 ms")
    blank = scrolled["blank"]
    line("  frames in which a row was missing", str(blank), "", "", str(SCROLLED), f"{blank / SCROLLED:.0%}", "0")


class Work:
    """How long the main thread of a page has computed, however many others want the processor."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def done(self, *of: str) -> float:
        """Return its seconds since the page's process began: all of them, or those of some kinds of work."""
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return sum(float(each["value"]) for each in metrics if each["name"] in (of or ("TaskDuration",)))


def opened(page: Page, work: Work, production: UUID) -> tuple[float, float]:
    """Load the board anew; return the seconds until its rows stood, and how many of them the page computed."""
    page.goto("about:blank")
    before = work.done()
    page.goto(f"/p/{production}/board", wait_until="commit")
    return float(page.evaluate(SHOWN)), work.done() - before


def gone_to(page: Page, production: UUID) -> float:
    """Go from the overview to the board; return the seconds until its rows stood."""
    page.goto(f"/p/{production}")
    page.get_by_role("heading", level=1).wait_for()
    return float(page.evaluate(PRESSED, ["[role=grid] [role=rowheader]"]))


def pressed(page: Page) -> Sequence[float]:
    """Walk down the rows by key; return seconds from each press to its paint."""
    page.evaluate(WATCH_KEYS)
    for nth in range(KEYS):
        page.keyboard.press("j")
        page.wait_for_function("(count) => window.keys.length >= count", arg=nth + 1)
    delays: Sequence[float] = page.evaluate("window.keys")
    return delays


def short_film(system: System) -> UUID:
    """Return a production whose clips are made and small."""
    log = system.film(CLIPS)
    system.ask("PUT", f"productions/{log}/parameters/resolution/", {"value": "320x180"})
    shots = [shot["id"] for shot in system.ask("GET", f"productions/{log}/shots/")["results"]]
    for shot in shots:
        system.ask("PATCH", f"shots/{shot}/", {"frames": FRAMES})
    order = system.ask("POST", f"productions/{log}/orders/", {"shots": shots})["id"]
    eventually(lambda: system.ask("GET", f"orders/{order}/")["state"] == "done", 60)
    return log


def film(page: Page, production: UUID) -> None:
    """Print by how much frames come later than the rate says: the first of a clip, and those within for comparison."""
    page.goto(f"/p/{production}/film")
    page.get_by_test_id("frame").filter(has_text="0").wait_for()
    page.evaluate(WATCH_CUTS)
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("(last) => window.frames_.at(-1)?.[0] >= last", arg=CLIPS * FRAMES - 1)
    shown: list[tuple[int, float]] = [(frame, at) for frame, at in page.evaluate("window.frames_")]
    heading(f"film of {CLIPS} clips at {RATE} frames a second")
    show("later than its time, at a cut", Samples(late(shown, cuts=True)))
    show("later than its time, within a clip", Samples(late(shown, cuts=False)))


def late(shown: Sequence[tuple[int, float]], *, cuts: bool) -> list[float]:
    """Seconds by which frames came later than the one before and the rate let expect."""
    return [
        max(0.0, after - before - (frame - last) / RATE)
        for (last, before), (frame, after) in pairwise(shown)
        if (frame // FRAMES != last // FRAMES) is cuts
    ]


def main() -> None:
    """Measure on a system of its own."""
    with running.system() as system:
        measure(system)


if __name__ == "__main__":
    main()
