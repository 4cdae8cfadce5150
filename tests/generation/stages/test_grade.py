"""The grade stage: what each control does to a picture, the same every time, and nothing where nothing is set."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from generation.ports import cubes, media
from generation.ports.work import Cancelled, Done, Outcome, Refused, Work
from generation.stages.grade import Grade
from productions.domain import colour_decisions

if TYPE_CHECKING:
    from generation.ports.clip import Frame

RATE, WIDTH, HEIGHT, COUNT = Fraction(24), 64, 36, 3
TABLE = "sha256:" + "ab" * 32
GREY = 118
"""Middle grey as it is shown."""


def film() -> list["Frame"]:
    """Noise of all colours, with a field of middle grey."""
    frames = np.random.default_rng(5).integers(0, 256, (COUNT, HEIGHT, WIDTH, 3), dtype=np.uint8)
    frames[:, :8, :8] = GREY
    return list(frames)


def run(folder: Path, *, table: bytes | None = None, stop: bool = False, **settings: Any) -> Outcome:
    source = folder / "source.mkv"
    digest = media.FramesDigest(WIDTH, HEIGHT, RATE, COUNT)
    with media.Master(source, (WIDTH, HEIGHT), RATE) as file:
        for frame in film():
            digest.update(frame)
            file.add(frame)
    lent = {}
    if table is not None:
        settings["lut"] = TABLE
        lent[TABLE] = folder / "kept"
        lent[TABLE].write_bytes(cubes.canonical(table))
    set_ = {f"setting:{name}": value for name, value in settings.items()}
    recipe: Any = {
        "inputs": {"parameter:frame_rate": "24", **set_},
        "upstream": {"motion": {"frames": digest.digest()}},
    }
    out = folder / "out"
    out.mkdir(exist_ok=True)
    work = Work(recipe, {"motion": {"frames": source}}, out, lambda _step, _steps: None, lambda: stop, references=lent)
    return Grade().run(work)


def frames(ended: Outcome) -> list["Frame"]:
    assert isinstance(ended, Done), ended
    (made,) = ended.outputs
    read = [media.frame_of(each) for each in media.read_pictures(made.path)]
    digest = media.FramesDigest(WIDTH, HEIGHT, RATE, COUNT)
    for frame in read:
        digest.update(frame)
    assert (made.content, made.facts["count"]) == (digest.digest(), COUNT)
    return read


def cube(size: int, colour: Any) -> bytes:
    """A table of three dimensions, red fastest."""
    steps = [at / (size - 1) for at in range(size)]
    rows = [colour(red, green, blue) for blue in steps for green in steps for red in steps]
    lines = [
        f'TITLE "A look"\n# made by hand\nLUT_3D_SIZE {size}',
        *(" ".join(f"{each:.9f}" for each in row) for row in rows),
    ]
    return "\n".join(lines).encode()


def decision(**parts: Any) -> Any:
    return colour_decisions.clean({**colour_decisions.NEUTRAL, **parts})


def test_where_nothing_is_set_the_very_file_goes_on(tmp_path: Path) -> None:
    ended = run(tmp_path)
    assert all(map(np.array_equal, frames(ended), film()))
    assert isinstance(ended, Done)
    assert ended.outputs[0].path.read_bytes() == (tmp_path / "source.mkv").read_bytes()


def test_an_identity_table_changes_no_bit(tmp_path: Path) -> None:
    assert all(map(np.array_equal, frames(run(tmp_path, table=cube(17, lambda *rgb: rgb))), film()))


@pytest.mark.parametrize(
    "said",
    [
        {"exposure": "0.5", "contrast": "1.2", "temperature": "30", "tint": "-20", "saturation": "0.8"},
        {"cdl": decision(slope=["1.1", "1", "0.9"], offset=["0.01", "0", "-0.02"], power=["1", "1.2", "0.8"])},
        {"table": cube(9, lambda red, green, blue: (blue, red**0.5, green))},
    ],
)
def test_the_same_grade_gives_the_same_bits(tmp_path: Path, said: dict[str, Any]) -> None:
    once, again = frames(run(tmp_path, **said)), frames(run(tmp_path, **said))
    assert all(map(np.array_equal, once, again))
    assert not np.array_equal(once[0], film()[0])


def test_a_colour_decision_is_what_its_standard_says(tmp_path: Path) -> None:
    slope, offset, power = (1.2, 0.9, 1.0), (0.02, -0.03, 0.0), (1.1, 0.9, 1.0)
    texts = {name: [str(each) for each in of] for name, of in (("slope", slope), ("offset", offset), ("power", power))}
    said = np.clip(np.stack(film()) / 255 * slope + offset, 0, 1) ** power
    luma = said @ (0.2126, 0.7152, 0.0722)
    wanted = np.clip(luma[..., None] + 0.7 * (said - luma[..., None]), 0, 1) * 255
    made = np.stack(frames(run(tmp_path, cdl=decision(**texts, saturation="0.7"))))
    assert np.abs(made - wanted).max() <= 0.51, "rounded once"


def test_a_table_is_read_with_red_fastest(tmp_path: Path) -> None:
    swapped = frames(run(tmp_path, table=cube(2, lambda red, green, blue: (green, blue, red))))
    assert np.array_equal(swapped[0], film()[0][..., (1, 2, 0)])


def test_a_table_of_one_dimension_is_applied_to_each_channel(tmp_path: Path) -> None:
    rows = "\n".join(f"{1 - at / 255:.9f} {at / 255:.9f} {at / 255:.9f}" for at in range(256))
    (first, *_) = frames(run(tmp_path, table=f"LUT_1D_SIZE 256\n{rows}\n".encode()))
    wanted = film()[0].copy()
    wanted[..., 0] = 255 - wanted[..., 0]
    assert np.array_equal(first, wanted)


def test_a_stop_more_and_a_stop_less_are_each_others_reverse_and_grey_stays_under_contrast(tmp_path: Path) -> None:
    wanted: list[dict[str, Any]] = [{"exposure": "1"}, {"exposure": "-1"}, {"contrast": "2"}]
    brighter, darker, harder = (frames(run(tmp_path, **said))[0][0, 0] for said in wanted)
    assert int(brighter[0]) == pytest.approx(GREY * 2 ** (1 / 1.83), abs=1)
    assert int(darker[0]) == pytest.approx(GREY / 2 ** (1 / 1.83), abs=1)
    assert np.abs(harder.astype(int) - GREY).max() <= 1


def test_warmer_is_redder_and_tinted_is_less_green_and_grey_stays_as_bright(tmp_path: Path) -> None:
    for name, by, higher, lower in (("temperature", "100", 0, 2), ("temperature", "-100", 2, 0), ("tint", "100", 0, 1)):
        asked: dict[str, Any] = {name: by}
        grey = frames(run(tmp_path, **asked))[0][0, 0].astype(int)
        assert grey[higher] > grey[lower] + 10
        assert grey @ (0.2126, 0.7152, 0.0722) == pytest.approx(GREY, abs=1)


def test_no_saturation_is_grey(tmp_path: Path) -> None:
    first = frames(run(tmp_path, saturation="0"))[0].astype(int)
    assert np.ptp(first, axis=2).max() <= 1


def test_a_table_that_is_not_here_and_a_file_that_is_no_film_are_refused(tmp_path: Path) -> None:
    ended = run(tmp_path, lut=TABLE)
    assert ended == Refused("the table of colours that is set is not on this machine")
    (tmp_path / "source.mkv").write_bytes(b"no film")
    work = Work(
        {}, {"motion": {"frames": tmp_path / "source.mkv"}}, tmp_path, lambda _step, _steps: None, lambda: False
    )
    assert isinstance(Grade().run(work), Refused)


def test_it_stops_when_it_is_told_to(tmp_path: Path) -> None:
    assert run(tmp_path, stop=True, exposure="1") == Cancelled()


def _wrong() -> Iterator[tuple[str, bytes, str]]:
    yield "nothing", b"", "LUT_1D_SIZE or LUT_3D_SIZE"
    yield "both", b"LUT_1D_SIZE 2\nLUT_3D_SIZE 2\n", "one of them"
    yield "too few", b"LUT_3D_SIZE 2\n0 0 0\n", "makes 8 lines of colours; the file has 1"
    yield "too large", b"LUT_3D_SIZE 300\n", "from 2 to 65; this is 300"
    yield "a huge number", b"LUT_3D_SIZE 99999999999\n", "one whole number"
    yield "words", b"LUT_3D_SIZE 2\nmoon moon moon\n", "Line 2 is neither"
    yield "not finite", b"LUT_1D_SIZE 2\nnan 0 0\n1 1 1\n", "Line 2 is neither"
    yield "late", b"LUT_1D_SIZE 2\n0 0 0\nDOMAIN_MIN 0 0 0\n1 1 1\n", "before the table"
    yield "bytes", bytes(range(256)) * 20, "LUT_1D_SIZE or LUT_3D_SIZE|too long|neither"
    yield "an endless line", b"LUT_1D_SIZE 2\n" + b"0 " * 10_000, "Line 2 is too long"
    yield "too many bytes", b"0 0 0\n" * (cubes.LARGEST // 6 + 1), "at most 24 MB"


@pytest.mark.parametrize(("file", "why"), [pytest.param(*case, id=name) for name, *case in _wrong()])
def test_what_is_no_table_is_refused_in_words(file: bytes, why: str) -> None:
    with pytest.raises(cubes.Unreadable, match=why):
        cubes.canonical(file)


def test_the_same_table_has_the_same_bytes_whatever_it_is_called() -> None:
    table = cube(2, lambda *rgb: rgb)
    assert cubes.canonical(table) == cubes.canonical(table.replace(b"A look", b"Another").replace(b"\n", b"\r\n"))
    assert cubes.dimensions(cubes.canonical(table)) == (3, 2)
