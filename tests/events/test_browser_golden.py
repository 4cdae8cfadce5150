"""What the browser recomputes is what the server computes: both hold on to one file."""

import json

from tests.events.browser_golden import GOLDEN, golden


def test_the_log_that_the_browser_is_tested_on_is_the_servers() -> None:
    assert json.loads(GOLDEN.read_text()) == golden()
