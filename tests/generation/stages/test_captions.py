"""The captions stage: what it reads, what its parameters do, and that a timing says when lines are spoken."""

from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from generation.domain.captioning.document import Captions as Document
from generation.domain.captioning.document import Cue
from generation.ports.types import captions as documents
from generation.ports.types import timing as timings
from generation.ports.types import types
from generation.ports.work import JSON, Done, Outcome, Refused, Work
from generation.stages.captions import Captions
from generation.stages.prompt import document as prompt
from tests.generation.pictures import MARA, inputs

SAID: list[JSON] = [
    {"character": "MARA", "text": "Where is it?", "parenthetical": "", "reference": None},
    {"character": "IVO", "text": "Out there, behind the boats.", "parenthetical": "in German", "reference": None},
]


def run(folder: Path, timing: Any = None, **changes: Any) -> Outcome:
    out = Path(mkdtemp(dir=folder))
    values = inputs(**{"frames": 144, "dialogue": SAID, "parameter__language": "en", **changes})
    upstream = {}
    if timing is not None:
        path = out / "timing.json"
        path.write_bytes(timing if isinstance(timing, bytes) else timings.document(timing))
        upstream = {"timing": {"timing": path}}
    return Captions().run(Work({"inputs": values}, upstream, out, lambda _a, _b: None, lambda: False))


def made(folder: Path, timing: Any = None, **changes: Any) -> Document:
    ended = run(folder, timing, **changes)
    assert isinstance(ended, Done), ended
    (output,) = ended.outputs
    assert output.content == types()["captions"].content(output.path)
    return documents.read(output.path)


def test_lines_become_cues_with_who_speaks(tmp_path: Path) -> None:
    cues = made(tmp_path).cues
    assert [(cue.speaker, cue.kind, cue.by) for cue in cues] == [
        ("MARA", "speech", "estimate"), ("IVO", "forced", "estimate"),
    ]  # fmt: skip
    assert cues[-1].end_ms <= 6000


def test_a_timing_says_when_and_the_estimate_gives_way(tmp_path: Path) -> None:
    spoken = timings.TimedLine(1, "IVO", "Out there.", 1250, 2500, "engine", (timings.TimedWord("Out", 1250, 1500),))
    cues = made(tmp_path, timings.Timing(72, "24", (spoken,))).cues
    assert [(cue.start_ms, cue.by, cue.line, cue.lines) for cue in cues] == [(1250, "engine", 1, ("Out there.",))]


def test_the_length_is_that_of_the_timing(tmp_path: Path) -> None:
    spoken = timings.TimedLine(0, "MARA", "Where is it?", 500, 2900, "engine")
    assert made(tmp_path, timings.Timing(48, "24", (spoken,))).cues[0].end_ms == 2000
    assert made(tmp_path, timings.Timing(None, "24", (spoken,))).cues[0].end_ms == 2900


@pytest.mark.parametrize(
    ("setting", "value"), [("characters", "12"), ("speed", "9"), ("speakers", "never"), ("sounds", False)]
)
def test_each_parameter_has_an_effect_and_its_default_none(tmp_path: Path, setting: str, value: JSON) -> None:
    stated = "They wait.\n\nSFX: Thunder rolls."
    plain = made(tmp_path, description=stated)
    default = Captions.parameters[setting].default
    assert made(tmp_path, description=stated, **{f"setting__{setting}": default}) == plain
    assert made(tmp_path, description=stated, **{f"setting__{setting}": value}) != plain


def test_the_language_says_how_wide_lines_are(tmp_path: Path) -> None:
    long: list[JSON] = [{"character": "MARA", "text": "Where in the whole wide world is it?"}]
    lines = [made(tmp_path, dialogue=long, parameter__language=tag).cues[0].lines for tag in ("en", "zh-Hans")]
    assert [len(each) for each in lines] == [1, 2]
    assert made(tmp_path, parameter__language="de-AT").language == "de-AT"


def test_what_means_nothing_is_refused(tmp_path: Path) -> None:
    assert isinstance(run(tmp_path, b"no timing"), Refused)
    assert isinstance(run(tmp_path, frames="many"), Refused)
    assert isinstance(run(tmp_path, parameter__frame_rate="1000"), Refused)


def test_a_shot_without_words_has_captions_without_cues(tmp_path: Path) -> None:
    assert made(tmp_path, dialogue=[]) == Document("en")


def test_cues_that_overlap_are_no_captions(tmp_path: Path) -> None:
    path = tmp_path / "captions.json"
    path.write_bytes(documents.document(Document("en", (Cue(0, 900, ("A.",)), Cue(800, 1700, ("B.",))))))
    with pytest.raises(documents.Unreadable, match="cue 1"):
        documents.read(path)
    path.write_bytes(b"[]")
    with pytest.raises(documents.Unreadable, match="holds no captions"):
        documents.content_of(documents.read(path))


def test_a_prompt_may_leave_out_the_words_and_keep_who_speaks() -> None:
    told, untold = (dict(prompt(inputs(), words)) for words in (True, False))
    said = {"character": "MARA", "parenthetical": "", "reference": MARA}
    assert (told.pop("dialogue"), untold.pop("dialogue")) == ([{**said, "text": "It is late."}], [said])
    assert told == untold


def test_a_line_of_which_nothing_is_heard_is_not_shown(tmp_path: Path) -> None:
    silent = timings.TimedLine(0, "MARA", "...", 250, 250, "engine")
    spoken = timings.TimedLine(1, "IVO", "Out there.", 250, 1500, "engine")
    cues = made(tmp_path, timings.Timing(72, "24", (silent, spoken))).cues
    assert [(cue.line, cue.lines) for cue in cues] == [(1, ("Out there.",))]
    assert made(tmp_path, timings.Timing(72, "24", (silent,))) == Document("en")
