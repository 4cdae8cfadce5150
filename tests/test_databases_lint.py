"""No test may rely on emptying tables: the log refuses TRUNCATE. `live_database` is for what must commit."""

import re
from pathlib import Path

BANNED = re.compile(r"transaction\s*=\s*True|\btransactional_db\b|\blive_server\b|\b(?:Live|Transaction)\w*TestCase\b")
TESTS = Path(__file__).parent


def uses(text: str) -> list[str]:
    return BANNED.findall(text)


def test_no_test_commits_to_the_shared_database() -> None:
    files = [path for path in TESTS.rglob("*.py") if path != Path(__file__)]
    assert {path.name: committing for path in files if (committing := uses(path.read_text()))} == {}


def test_the_lint_finds_what_it_bans() -> None:
    assert (
        len(uses("@mark.django_db(transaction=True)\ndef f(transactional_db, live_server): TransactionTestCase")) == 4
    )
