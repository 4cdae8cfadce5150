"""What browser tests share: one running system, one browser, a page for each role, and where pictures go.

They last for this package alone: while Playwright runs, this thread has an event loop that others must not meet.
"""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.e2e import running
from tests.e2e.film import Film, film
from tests.e2e.screen import Screen, signed_in
from tests.e2e.wire import Wire
from tests.support.browser import LONGEST, Witness, chromium

OpenAs = Callable[..., Screen]


PAGES = pytest.StashKey[list[Page]]()
"""The pages that a test has open."""
MOST_SAID = 3000
"""Characters of what a page shows that a failure tells."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a test that fails tell what its pages show."""
    report = yield
    if report.when == "call" and report.failed:
        for page in item.stash.get(PAGES, []):
            with suppress(Error):
                report.sections.append((f"Shown at {page.url}", page.inner_text("body")[:MOST_SAID]))
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def system(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[running.System]:
    """The system, started only where there is a browser for it."""
    with running.system(tmp_path_factory.mktemp("e2e") / "var") as system:
        yield system


@pytest.fixture(scope="package")
def made(system: running.System) -> Film:
    """The small film with every shot generated."""
    film_ = film(system.people, "The Ferry")
    film_.generate()
    return film_


@pytest.fixture
def own(unmade: Film) -> Film:
    """A film of the test's own with every shot generated: most of it is taken from what was made before."""
    unmade.generate()
    return unmade


@pytest.fixture
def unmade(system: running.System, request: pytest.FixtureRequest) -> Film:
    """A film of the test's own, of which nothing is generated yet."""
    return film(system.people, f"Draft {request.node.name[:40]}")


@pytest.fixture
def witness() -> Iterator[Witness]:
    """Fails a test in which a page complained."""
    witness = Witness()
    yield witness
    witness.assert_silent()


@pytest.fixture
def pictures(system: running.System) -> Path:
    """Where screenshots are kept: $SCREENSHOTS, or beside the system's data."""
    folder = Path(os.environ.get("SCREENSHOTS") or system.var_dir / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="package")
def sessions() -> dict[str, dict[str, object]]:
    """Cookies by role, so that each signs in once."""
    return {}


@pytest.fixture
def open_as(
    browser: Browser,
    system: running.System,
    witness: Witness,
    pictures: Path,
    sessions: dict[str, dict[str, object]],
    request: pytest.FixtureRequest,
) -> Iterator[OpenAs]:
    """Return how to open a screen as a role, signed in, at the system or at a wire to it, in a window of some kind."""
    contexts: list[BrowserContext] = []

    def open_(role: str | None, path: str = "/", at: str | None = None, **window: Any) -> Screen:
        url = at or system.url
        state = signed_in(browser, url, system.people[role], sessions) if role else None
        window.setdefault("viewport", {"width": 1440, "height": 900})
        window.setdefault("color_scheme", "dark")
        context = browser.new_context(base_url=url, storage_state=state, **window)
        context.set_default_timeout(LONGEST)
        contexts.append(context)
        page = _watched(context, witness)
        request.node.stash.setdefault(PAGES, []).append(page)
        screen = Screen(page, role or "nobody", pictures)
        screen.go(path)
        return screen

    yield open_
    for context in contexts:
        context.close()


def _watched(context: BrowserContext, witness: Witness) -> Page:
    page = context.new_page()
    witness.watch(page)
    return page


@pytest.fixture
def wire(system: running.System) -> Iterator[Wire]:
    wire = Wire(system.port)
    yield wire
    wire.close()
