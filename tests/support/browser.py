"""Chromium as tests drive it: started without a network of its own, watched for errors, asked for accessibility."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from config.env import ROOT, env

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
UNSEEN = '["[data-live-announcer]"]'
"""What React Aria says aloud; it keeps there for seconds the names of things that are gone."""
STILL = """Promise.all(document.getAnimations()
  .filter((each) => Number.isFinite(each.effect.getComputedTiming().endTime))
  .map((each) => each.finished.catch(() => null)))"""
"""Resolves once every colour that was changing has come to its end."""
LONGEST = 30_000
"""Milliseconds that a fact may take to show."""


def executable() -> Path:
    """The Chromium of this machine; without one the test is skipped, or fails where REQUIRE_ALL is set."""
    path = Path(os.environ.get("CHROMIUM") or "/usr/bin/chromium")
    if path.exists():
        return path
    said = f"there is no Chromium at {path} (apt install chromium, or set CHROMIUM)"
    if env.require_all:
        pytest.fail(said)
    pytest.skip(said)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser with an empty profile. While it runs, this thread has a running event loop: no ORM, no asyncio.run."""
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Witness:
    """Hears what a page complains about: errors, broken promises, breaches of the content policy."""

    complaints: list[str] = field(default_factory=list)
    _expected: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))

    def expects(self, *texts: str) -> None:
        """Let complaints pass that hold one of these texts: what the test itself provokes."""
        self._expected.extend(texts)

    def assert_silent(self) -> None:
        unexpected = [said for said in self.complaints if not any(text in said for text in self._expected)]
        assert unexpected == []

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")


def assert_accessible(page: Page) -> None:
    """Run axe over the page as it stands; the content policy of the page holds meanwhile."""
    assert (wrong := violations(page)) == [], f"{page.url}\n" + "\n".join(wrong)


def violations(page: Page) -> list[str]:
    """What axe finds wrong once nothing changes any more, one line for each element."""
    page.evaluate(STILL)
    session = page.context.new_cdp_session(page)
    try:
        session.send("Runtime.evaluate", {"expression": AXE.read_text()})
        run = f"axe.run({{ exclude: {UNSEEN} }}).then(({{ violations }}) => JSON.stringify(violations))"
        said = session.send("Runtime.evaluate", {"expression": run, "awaitPromise": True, "returnByValue": True})
    finally:
        session.detach()
    assert "exceptionDetails" not in said, said
    return list(_lines(json.loads(said["result"]["value"])))


def _lines(rules: Sequence[dict[str, Any]]) -> Iterator[str]:
    for rule in rules:
        for node in rule["nodes"]:
            why = (node["any"] or node["all"] or node["none"])[0]["message"]
            yield f"{rule['id']} ({rule['impact']}): {node['html'][:160]} | {why}"
