"""The check stage: what it says of films that are well and of others, and that limits change no measure."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from tempfile import mkdtemp

import msgspec
import numpy as np
from numpy.typing import NDArray

from generation.domain.findings import Report
from generation.ports import media
from generation.ports.types import types
from generation.ports.work import Cancelled, Done, Outcome, Refused, Work
from generation.stages.check import Check
from tests.generation.ports.test_measures import COUNT, HEIGHT, WIDTH, fading, flickering, plain, scene, shown

Change = Callable[[NDArray[np.float32], int], NDArray[np.float32]]


def written(folder: Path, name: str, change: Change) -> Path:
    path = folder / f"{name}.mkv"
    with media.Master(path, (WIDTH, HEIGHT), Fraction(24)) as film:
        for at in range(COUNT):
            film.add(shown(change(scene(0.5 * at), at)))
    return path


def run(folder: Path, picture: Change, before: Change | None = None, *, stop: bool = False, **settings: str) -> Outcome:
    folder = Path(mkdtemp(dir=folder))
    upstream: dict[str, Mapping[str, Path]] = {"picture": {"master": written(folder, "picture", picture)}}
    if before:
        upstream["before"] = {"master": written(folder, "before", before)}
    recipe: dict[str, object] = {"inputs": {f"setting:{name}": value for name, value in settings.items()}}
    return Check().run(Work(recipe, upstream, folder, lambda _step, _steps: None, lambda: stop))  # type: ignore[arg-type]  # as JSON has it


def report(ended: Outcome) -> Report:
    assert isinstance(ended, Done), ended
    (output,) = ended.outputs
    assert output.content == types()["report"].content(output.path)
    assert msgspec.json.decode(output.path.read_bytes()) == output.facts
    return msgspec.json.decode(output.path.read_bytes(), type=Report)


def found(ended: Outcome) -> set[tuple[str, str]]:
    return {(each.matter, each.against) for each in report(ended).findings}


def test_a_film_that_is_well_has_no_findings(tmp_path: Path) -> None:
    assert found(run(tmp_path, plain, plain)) == set()
    assert found(run(tmp_path, fading)) == set()


def test_a_film_that_flickers_says_so_with_its_numbers(tmp_path: Path) -> None:
    ended = run(tmp_path, flickering)
    assert found(ended) == {("flicker", "itself"), ("pulse", "itself")}
    assert all(float(each.measured) > float(each.limit) for each in report(ended).findings)


def test_a_cut_to_another_light_is_found_where_the_shot_continues(tmp_path: Path) -> None:
    dark = found(run(tmp_path, lambda picture, at: picture * 0.75, plain))
    warm = found(run(tmp_path, lambda picture, at: picture * np.array([1.12, 1, 0.75], np.float32), plain))
    assert (dark, warm) == ({("light", "what it continues")}, {("tint", "what it continues")})


def test_a_wanted_look_is_asked_for(tmp_path: Path) -> None:
    light = report(run(tmp_path, plain)).measures.whole.lightness
    assert found(run(tmp_path, plain, wanted_light=str(round(light)))) == set()
    assert found(run(tmp_path, plain, wanted_light="20")) == {("light", "the wanted look")}


def test_limits_change_what_is_found_and_not_what_was_measured(tmp_path: Path) -> None:
    strict, loose = (run(tmp_path, flickering, flicker=limit, pulse="0") for limit in ("2", "9"))
    assert (found(strict), found(loose)) == ({("flicker", "itself")}, set())
    assert isinstance(strict, Done) and isinstance(loose, Done)
    assert strict.outputs[0].content == loose.outputs[0].content


def test_what_is_no_film_is_refused_and_a_cancel_stops(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no film")
    recipe: dict[str, object] = {"inputs": {}}
    work = Work(recipe, {"picture": {"master": tmp_path / "text"}}, tmp_path, lambda _a, _b: None, lambda: False)  # type: ignore[arg-type]  # as above
    assert isinstance(Check().run(work), Refused)
    assert isinstance(run(tmp_path, plain, stop=True), Cancelled)
