"""The page's colours: the file of lines and kinds that its grammar is held to is what the parser reads today."""

import json

from tests.productions.screenplay.line_kinds import VECTORS, kinds, vectors


def test_the_page_is_held_to_what_the_parser_reads() -> None:
    assert json.loads(VECTORS.read_text()) == vectors(), "run python -m tests.productions.screenplay.line_kinds"


def test_every_line_has_a_kind() -> None:
    text = "Title: A\n\n/* gone\n */\nINT. A - DAY\n\nMARA\nHello [[a note]].\n[[another]]\n"
    assert kinds(text) == ["title", "", "boneyard", "boneyard", "heading", "", "character", "dialogue", "note", ""]
