"""`make check` and `make schema`: the scripts of the page's package.json, run with the Node that comes from PyPI."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import msgspec

from config.env import ROOT
from config.frontend.build import BuildFailed, install, run, say
from config.frontend.files import Page
from productions.screenplay import languages
from productions.screenplay.words import terms

SCRIPTS = {
    "types": ("typescript/bin/tsc", "--noEmit"),
    "lint": ("oxlint/bin/oxlint", "--deny-warnings", "src"),
    "format": ("prettier/bin/prettier.cjs", "--write", "--log-level", "warn", "src", "vite.config.ts"),
    "formatted": ("prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "src", "vite.config.ts"),
    "test": ("vitest/vitest.mjs", "run"),
}
GENERATED = Path("src/shared/api/schema.ts")
WORDS = Path("src/features/script/words.json")
"""The words by which the page knows headings and other lines, from the tables that the parser reads."""
TELLING = ("code", "name", "headings", "times", "modifiers", "furniture", "title_keys")
DESCRIPTION = ROOT / "docs" / "reference" / "openapi.yaml"


def main(arguments: list[str]) -> int:
    """Run one script; return the exit status."""
    parser = argparse.ArgumentParser(prog="config.frontend.node")
    parser.add_argument("script", choices=[*SCRIPTS, "schema"])
    parser.add_argument("--check", action="store_true", help="with schema: only say whether the types are current")
    asked = parser.parse_args(arguments)
    folder = Page.ours().folder
    try:
        install(folder, say)
        if asked.script == "schema":
            return _schema(folder, check=asked.check) or _keep(folder / WORDS, words(), check=asked.check)
        run(asked.script, _command(folder, *SCRIPTS[asked.script]), folder, say)
    except BuildFailed as failed:
        say(f"{failed.failure.step} failed")
        return 1
    return 0


def _schema(folder: Path, *, check: bool) -> int:
    kept = folder / GENERATED
    with tempfile.TemporaryDirectory() as temporary:
        fresh = Path(temporary) / GENERATED.name
        generate = _command(
            folder, "openapi-typescript/bin/cli.js", str(DESCRIPTION), "--enum-values", "--output", str(fresh)
        )
        run("openapi-typescript", generate, folder, lambda _: None)
        text = fresh.read_text()
    return _keep(kept, text, check=check)


def _keep(path: Path, text: str, *, check: bool) -> int:
    """Write a generated file, or say that it is not current."""
    if not check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    elif not path.is_file() or path.read_text() != text:
        say(f"frontend/{path.relative_to(Page.ours().folder)} is not what the server says: run make schema.")
        return 1
    return 0


def words() -> str:
    """Return the words of every language that tell one kind of line from another, and the terms for shots, as JSON."""
    tables = [
        {name: value for name, value in msgspec.to_builtins(table).items() if name in TELLING}
        for table in languages.LANGUAGES.values()
    ]
    # What JavaScript calls a word has letters of English alone, and a range without a beginning is no range there.
    shots = terms.pattern().replace(r"\w", r"\p{L}\p{N}_").replace("{,", "{0,")
    return json.dumps({"shots": shots, "languages": tables}, ensure_ascii=False, indent=1) + "\n"


def _command(folder: Path, script: str, *arguments: str) -> list[str]:
    return [str(folder / "node_modules" / script), *arguments]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
