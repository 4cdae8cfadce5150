"""`make check` and `make schema`: the scripts of the page's package.json, run with the Node that comes from PyPI."""

import argparse
import sys
import tempfile
from pathlib import Path

from config.env import ROOT
from config.frontend.build import BuildFailed, install, run, say
from config.frontend.files import Page

SCRIPTS = {
    "types": ("typescript/bin/tsc", "--noEmit"),
    "lint": ("oxlint/bin/oxlint", "--deny-warnings", "src"),
    "format": ("prettier/bin/prettier.cjs", "--write", "--log-level", "warn", "src", "vite.config.ts"),
    "formatted": ("prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "src", "vite.config.ts"),
    "test": ("vitest/vitest.mjs", "run"),
}
GENERATED = Path("src/shared/api/schema.ts")
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
            return _schema(folder, check=asked.check)
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
    if not check:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(text)
    elif not kept.is_file() or kept.read_text() != text:
        say(f"frontend/{GENERATED} is not what the API's description says: run make schema.")
        return 1
    return 0


def _command(folder: Path, script: str, *arguments: str) -> list[str]:
    return [str(folder / "node_modules" / script), *arguments]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
