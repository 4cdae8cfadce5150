"""One browser page as a person of a role sees it: where they go, what they press, what they wait for."""

import re
from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.running import Person
from tests.support.browser import LONGEST, assert_accessible

expect.set_options(timeout=LONGEST)
TRIES = 5
BUSY = "[aria-busy=true]"
COME = """async () => {
  await document.fonts.ready;
  const pictures = [...document.images].filter((each) => each.loading !== "lazy");
  await Promise.all(pictures.map((each) => each.decode().catch(() => null)));
}"""
"""Resolves once fonts and pictures have come, or failed to."""
KEEP_PILL = """() => {
  const banner = document.querySelector("header");
  const keep = () => {
    window.pillSaid.push({ text: banner.querySelector("[role=status], output")?.textContent ?? "", at: Date.now() });
  };
  window.pillSaid = [];
  new MutationObserver(keep).observe(banner, { subtree: true, childList: true, characterData: true });
}"""
PILL_SAID = "(state) => window.pillSaid.find((each) => each.text.includes(state))?.at"


@dataclass(frozen=True)
class Screen:
    """A page, the role that looks at it, and the folder of its screenshots."""

    page: Page
    role: str
    pictures: Path

    def go(self, path: str) -> None:
        self.page.goto(path)
        self.settled()

    def settled(self) -> None:
        """Wait until nothing on the screen is still loading."""
        expect(self.page.locator("h1").first).to_be_attached()
        expect(self.page.locator(BUSY)).to_have_count(0)
        self.page.evaluate(COME)

    def picture(self, step: str) -> None:
        """Keep a screenshot as ROLE-STEP.png, once everything has come."""
        self.settled()
        self.page.screenshot(path=self.pictures / f"{self.role}-{step}.png", animations="disabled")

    def accessible(self) -> None:
        self.settled()
        assert_accessible(self.page)

    def inspector(self) -> Locator:
        return self.page.get_by_role("complementary", name="Inspector")

    def button(self, name: str | re.Pattern[str], exact: bool = False) -> Locator:
        return self.page.get_by_role("button", name=name, exact=exact)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name)

    def heading(self, name: str) -> Locator:
        return self.page.get_by_role("heading", name=name)

    def pill(self, state: str, within: float = LONGEST / 1000) -> None:
        """Wait until the live pill says a state, no longer than so many seconds."""
        pill = self.page.get_by_role("banner").get_by_role("status")
        expect(pill).to_contain_text(state, timeout=within * 1000)

    def keep_pill(self) -> None:
        """Keep from now on whatever the pill says: what stands for a moment is missed by whoever looks now and then."""
        self.page.evaluate(KEEP_PILL)

    def pill_said(self, state: str) -> float:
        """When the kept pill first said a state, in seconds since the epoch; waits until it did."""
        said = self.page.wait_for_function(PILL_SAID, arg=state, timeout=LONGEST)
        return float(said.json_value()) / 1000

    def saved_as(self, revision: str) -> None:
        """Wait until the bar of the script names the revision that it shows; its button names the one to come."""
        expect(self.page.get_by_role("main").get_by_text(revision, exact=True)).to_be_visible()

    def drop(self, place: Locator, *files: Path) -> None:
        """Drop files on a place, as one drags them in from another window."""
        place.scroll_into_view_if_needed()
        box = place.bounding_box()
        assert box is not None, "it is on the screen"
        data = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
        where = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        session = self.page.context.new_cdp_session(self.page)
        for step in ("dragEnter", "dragOver", "drop"):
            session.send("Input.dispatchDragEvent", {"type": step, **where, "data": data})
        session.detach()

    def touch(self, *places: tuple[float, float]) -> None:
        """Draw one finger through places of the window, as a screen tells the browser of it."""
        session = self.page.context.new_cdp_session(self.page)
        for step, (x, y) in enumerate(places):
            kind = "touchMove" if step else "touchStart"
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        session.detach()

    def press(self, key: str, command: str | re.Pattern[str]) -> None:
        """Press the key of a command as soon as its button may be used."""
        expect(self.button(command).first).to_be_enabled()
        self.page.keyboard.press(key)

    def back_to_now(self) -> None:
        """Leave the past by keys; on a busy machine the two presses may come too far apart, so it is tried again."""
        here = self.button("Return to now").first
        expect(here).to_be_visible()
        for _ in range(TRIES):
            self.page.keyboard.press("Escape")
            self.page.keyboard.press("Escape")
            if not here.is_visible():
                break
        self.pill("Live")

    def at(self, path: str) -> None:
        """Wait until the address is one of these (a regular expression)."""
        expect(self.page).to_have_url(re.compile(path))


def signed_in(browser: Browser, url: str, person: Person, sessions: MutableMapping[str, dict[str, Any]]) -> Any:
    """Return the cookies of a person, who signs in on the page the first time. Cookies know no ports."""
    if person.name not in sessions:
        context = browser.new_context(base_url=url)
        page = context.new_page()
        page.goto("/sign-in")
        sign_in(page, person.name, person.password)
        expect(page).to_have_url(re.compile("/productions"))
        sessions[person.name] = dict(context.storage_state())
        context.close()
    return sessions[person.name]


def sign_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
