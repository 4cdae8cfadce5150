"""The page: when it is built, how it is served, and what stands in its place when the build failed."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest
from django.test import Client

from config import pages
from config.frontend import build as building
from config.frontend.build import BuildFailed, build
from config.frontend.files import Failure, Page
from config.frontend.node import WORDS, words

HASHED = "index-DdT5hfqZ.js"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    """Sources of a page that nobody built, served instead of ours."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "main.tsx").write_text("1")
    (tmp_path / "package-lock.json").write_text("{}")
    ours = Page(tmp_path)
    monkeypatch.setattr(pages, "PAGE", ours)
    return ours


@pytest.fixture
def built(page: Page) -> Page:
    assets = page.dist / "assets"
    assets.mkdir(parents=True)
    page.index.write_text('<script nonce="__NONCE__" src="/assets/index.js"></script>')
    (assets / HASHED).write_text("go()")
    (assets / f"{HASHED}.gz").write_bytes(gzip.compress(b"go()"))
    (page.dist / ".stamp").write_text(page.fingerprint())
    return page


def test_the_page_has_the_words_that_the_parser_reads() -> None:
    assert (Page.ours().folder / WORDS).read_text() == words(), "run make schema"


def test_a_build_is_current_until_a_source_or_the_lock_file_changes(built: Page) -> None:
    assert built.is_current()
    for name in ("src/main.tsx", "package-lock.json"):
        path = built.folder / name
        before = path.read_text()
        path.write_text("changed")
        assert not built.is_current()
        path.write_text(before)
    assert built.is_current()


def test_tests_modules_and_the_build_itself_change_nothing(built: Page) -> None:
    (built.folder / "src" / "main.test.tsx").write_text("expect(1)")
    (built.folder / "node_modules").mkdir()
    (built.folder / "node_modules" / "a.js").write_text("2")
    (built.folder / "README.md").write_text("about")
    assert built.is_current()


def test_a_renamed_source_is_another_source(built: Page) -> None:
    (built.folder / "src" / "main.tsx").rename(built.folder / "src" / "begin.tsx")
    assert not built.is_current()


def test_a_current_build_is_left_alone(built: Page) -> None:
    built.note(Failure("npm ci", "no network"))
    assert build(built, pytest.fail) is False
    assert built.failure() is None


def test_a_failed_step_is_kept_with_what_it_said(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    (page.folder / "npm.js").write_text("console.log('registry not reached'); process.exit(1)")
    monkeypatch.setattr(building, "NPM", page.folder / "npm.js")
    said: list[str] = []
    with pytest.raises(BuildFailed, match="npm ci failed"):
        build(page, said.append)
    assert said == ["registry not reached"]
    assert page.failure() == Failure("npm ci", "registry not reached")


def test_a_build_takes_the_place_of_the_one_before_in_one_step(built: Page) -> None:
    vite = built.folder / "node_modules" / "vite" / "bin" / "vite.js"
    vite.parent.mkdir(parents=True)
    out = str(built.folder / ".dist-new")
    vite.write_text(f"const f = require('fs'); f.mkdirSync({out!r}); f.writeFileSync({out!r} + '/index.html', 'new')")
    (built.folder / "node_modules" / ".stamp").write_text(_digest(built.folder / "package-lock.json"))
    (built.folder / "src" / "main.tsx").write_text("2")
    assert build(built, print)
    assert built.index.read_text() == "new"
    assert built.is_current()
    assert not (built.dist / "assets").exists()


@pytest.mark.parametrize("address", ["/", "/sign-in", "/p/019/board?at=12", "/anything/else/"])
def test_every_address_of_the_page_is_a_link(built: Page, address: str) -> None:
    reply = Client().get(address)
    assert reply.status_code == 200
    assert reply["Cache-Control"] == "no-cache"
    assert reply["X-Content-Type-Options"] == "nosniff"
    assert reply["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("cookie", "colours"), [(None, "light dark"), ("light", "light"), ("dark", "dark"), ('x">', "light dark")]
)
def test_the_page_comes_in_the_colours_that_were_chosen(built: Page, cookie: str | None, colours: str) -> None:
    built.index.write_text('<meta name="color-scheme" content="light dark" />')
    asking = Client()
    if cookie is not None:
        asking.cookies["scheme"] = cookie
    reply = asking.get("/")
    assert f'name="color-scheme" content="{colours}"' in reply.content.decode()
    assert "Cookie" in reply["Vary"]


def test_the_policy_lets_nothing_in_from_elsewhere(built: Page) -> None:
    first, second = (Client().get("/") for _ in range(2))
    policy = dict(part.strip().split(" ", 1) for part in first["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert policy["worker-src"] == policy["img-src"] == policy["media-src"] == "'self' blob:"
    nonce = policy["style-src"].removeprefix("'self' 'nonce-").rstrip("'")
    assert f'nonce="{nonce}"' in first.content.decode()
    assert nonce not in second.content.decode()


def test_assets_are_kept_for_ever_and_compressed_for_who_takes_that(built: Page) -> None:
    plain = Client().get(f"/assets/{HASHED}")
    assert (plain.content, plain["Content-Type"]) == (b"go()", "text/javascript; charset=utf-8")
    assert plain["Cache-Control"] == "public, max-age=31536000, immutable"
    zipped = Client().get(f"/assets/{HASHED}", headers={"Accept-Encoding": "br, gzip"})
    assert (zipped["Content-Encoding"], gzip.decompress(zipped.content)) == ("gzip", b"go()")
    assert "Accept-Encoding" in plain["Vary"]


@pytest.mark.parametrize("name", ["gone-DdT5hfqZ.js", "index.js", "..%2Findex-DdT5hfqZ.html", f"{HASHED}.gz"])
def test_what_the_build_does_not_name_is_not_served(built: Page, name: str) -> None:
    assert Client().get(f"/assets/{name}").status_code == 404


@pytest.mark.parametrize("address", ["/api/nothing/", "/ws/nothing", "/static/nothing.js", "/media/x", "/favicon.ico"])
def test_what_is_not_the_page_stays_missing(built: Page, address: str) -> None:
    assert Client().get(address).status_code == 404


def test_a_failed_build_is_named_with_the_command_that_tries_again(page: Page) -> None:
    page.note(Failure("npm ci", "ENOTFOUND <registry>"))
    text = Client().get("/productions").content.decode()
    for part in ("npm ci", "make page", "ENOTFOUND &lt;registry&gt;", "/api/docs/"):
        assert part in text


def test_an_old_build_is_better_than_none(built: Page) -> None:
    built.note(Failure("vite build", "broken"))
    assert b"__NONCE__" not in (content := Client().get("/").content)
    assert b"/assets/index.js" in content


def test_the_lock_file_names_every_optional_package_and_no_registry() -> None:
    lock = json.loads((Page.ours().folder / "package-lock.json").read_text())["packages"]
    names = {path.rpartition("node_modules/")[2] for path in lock}
    wanted = {name for entry in lock.values() for name in entry.get("optionalDependencies", {})}
    assert not wanted - names
    assert not [path for path, entry in lock.items() if "resolved" in entry]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
