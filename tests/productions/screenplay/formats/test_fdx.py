"""Final Draft in and out: every paragraph is read, and what did not change goes out as it came in."""

import re
from xml.etree import ElementTree

import pytest

from productions.screenplay import formats
from productions.screenplay.formats.fdx.reading import read
from productions.screenplay.formats.fdx.writing import write
from productions.screenplay.formats.packed import pack, unpack
from productions.screenplay.reading.elements import Kind
from productions.screenplay.reading.errors import ScreenplayUnreadable
from productions.screenplay.reading.fountain import parse
from tests.productions.screenplay.formats.documents import CAPITALS, FULL, HEAD, document, paragraph


def elements(text: str) -> list[tuple[str, str, str, bool]]:
    return [(part.kind.value, part.text, part.number, part.dual) for part in parse(text).elements]


def canonical(file: bytes) -> str:
    return ElementTree.canonicalize(file.decode(), strip_text=True)


def test_every_paragraph_becomes_the_part_that_it_is() -> None:
    text = formats.read(FULL).text
    assert dict(parse(text).title_page) == {
        "title": "THE LAST LIGHT",
        "credit": "Written by",
        "author": "Ada Byron",
        "contact": "ada@example.org",
    }
    assert elements(text) == [
        ("heading", "INT. HARBOUR OFFICE - NIGHT", "1", False),
        ("action", "Rain. A LANTERN swings_under * it.", "", False),
        ("note", "Ask the prop master.", "", False),
        ("note", "Too dark?", "", False),
        ("action", "CLOSE ON THE LANTERN", "", False),
        ("character", "MARA (V.O.)", "", False),
        ("parenthetical", "(softly)", "", False),
        ("dialogue", "It went out.", "", False),
        ("dialogue", "INT. IS NO HEADING", "", False),
        ("page-break", "===", "", False),
        ("character", "JON", "", False),
        ("dialogue", "No.", "", False),
        ("character", "MARA", "", True),
        ("dialogue", "Yes.", "", True),
        ("transition", "SMASH CUT TO:", "", False),
        ("heading", "THE VOID", "2A", False),
        ("action", "MARA", "", False),
        ("action", "INT. is short for inner.", "", False),
        ("section", "Act Two", "", False),
        ("note", "(Mara, Jon)", "", False),
        ("action", "# Weird", "", False),
        ("heading", "OMITTED", "3", False),
    ]


def test_what_was_guessed_or_is_only_kept_is_told() -> None:
    told = " ".join(remark.text for remark in formats.read(FULL).remarks)
    assert "'Strange' read as action" in told
    assert "1 tagged element." in told
    assert "1 passage with revision marks." in told
    assert "omitted scene" in told


def test_what_did_not_change_goes_out_as_it_came_in() -> None:
    assert canonical(write(formats.read(FULL).text, FULL)) == canonical(FULL)


def test_an_edit_changes_its_paragraph_and_nothing_else() -> None:
    text = formats.read(FULL).text.replace("swings", "hangs").replace("Yes.", "Perhaps.").replace("#2A#", "#2B#")
    out = write(text, FULL).decode()
    assert re.findall("<Text[^>]*>[^<]*", out.split("Rain. A")[1])[:3] == [
        '<Text RevisionID="1" Style="Bold">LANTERN',
        '<Text TagNumber="4"> ',
        "<Text>ha",
    ]
    assert "Perhaps." in out and "Yes." not in out
    assert 'Number="2B"' in out and 'Number="2A"' not in out
    for kept in (
        '<ScriptNote ID="1" Color="#FFFF00000000">',
        "<DefId>d1</DefId>",
        "<SceneProperties",
        "<OmittedScene>",
    ):
        assert kept in out


def test_notes_behind_the_script_follow_their_words() -> None:
    text = formats.read(FULL).text.replace("HARBOUR OFFICE", "OFFICE AT THE HARBOUR")
    longer = len("OFFICE AT THE HARBOUR") - len("HARBOUR OFFICE")
    assert f'Range="{30 + longer},{40 + longer}"' in write(text, FULL).decode()


def test_a_note_that_was_deleted_is_gone_and_a_new_one_comes_in() -> None:
    text = formats.read(FULL).text.replace("[[Ask the prop master.]]\n\n", "").replace("[[Too dark?]]\n\n", "")
    text = text.replace("CLOSE ON THE LANTERN", "CLOSE ON THE LANTERN\n\n[[Which lens?]]")
    out = write(text, FULL).decode()
    assert "Ask the prop master." not in out
    assert "Too dark?" not in out
    assert "Which lens?" in out
    assert "LANTERN" in out


def test_a_scene_put_elsewhere_keeps_what_it_has() -> None:
    text = formats.read(FULL).text
    start = text.index(".THE VOID")
    head, body = text[: text.index("INT. HARBOUR")], text[text.index("INT. HARBOUR") : start]
    out = write(f"{head}{text[start:]}\n{body}", FULL).decode()
    assert out.index("The void") < out.index("int. harbour office")
    assert 'Length="2/8"' in out


def test_another_title_is_written_and_read_again() -> None:
    text = formats.read(FULL).text.replace("Title: THE LAST LIGHT", "Title: The First Light\nCopyright: nobody")
    back = formats.read(write(text, FULL)).text
    assert dict(parse(back).title_page) == dict(parse(text).title_page)


def test_both_sides_of_dual_dialogue_stand_in_one_paragraph() -> None:
    out = write("INT. A - DAY\n\nANN\nOne.\n\nBOB ^\nTwo.\n\nShe goes.\n").decode()
    pair = out[out.index("<DualDialogue>") : out.index("</DualDialogue>")]
    assert ["ANN" in pair, "One." in pair, "BOB" in pair, "Two." in pair, "She goes." in pair] == [True] * 4 + [False]


def test_a_name_is_read_as_the_document_shows_it() -> None:
    mara = (paragraph("Character", "Mara"), paragraph("Dialogue", "Hi."))
    assert elements(formats.read(document(*mara)).text)[0][:2] == ("character", "Mara")
    assert elements(formats.read(document(*mara, behind=CAPITALS)).text)[0][:2] == ("character", "MARA")


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
            "unsafe-xml",
        ),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "unsafe-xml"),
        (b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>', "unsafe-xml"),
        (HEAD.encode() + b"<Content><Paragraph>", "not-fdx"),
        (b'<?xml version="1.0"?><html/>', "not-fdx"),
        (b'<?xml version="1.0" encoding="klingon"?><FinalDraft/>', "encoding"),
        (HEAD.encode() + b"<Content>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</Content></FinalDraft>", "not-fdx"),
        (HEAD.encode() + b"<Content>" + b"<a/>" * 500_000 + b"</Content></FinalDraft>", "not-fdx"),
        (document(), "empty"),
        (b"<?xml " + b" " * 20_000_000, "too-large"),
    ],
)
def test_other_and_hostile_xml_is_refused_in_plain_words(file: bytes, reason: str) -> None:
    with pytest.raises(ScreenplayUnreadable) as refused:
        formats.read(file)
    assert refused.value.reason == reason


def test_a_final_draft_file_without_a_script_is_called_so() -> None:
    with pytest.raises(ScreenplayUnreadable, match="has no script in it"):
        formats.read(HEAD + "</FinalDraft>")


def test_the_file_that_is_kept_comes_back_byte_for_byte() -> None:
    packed = pack(FULL)
    assert packed is not None
    assert unpack(packed) == FULL
    assert len(packed) < len(FULL)
    assert unpack("") is None


def test_a_document_in_utf_16_is_read() -> None:
    file = FULL.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    assert elements(formats.read(file).text) == elements(formats.read(FULL).text)


def test_parts_know_their_paragraphs() -> None:
    found = read(FULL)
    kinds = {leaf.element.get("Type"): [found.parts[part].kind for part in leaf.parts] for leaf in found.leaves}
    assert kinds["Cast List"] == [Kind.NOTE]
    assert kinds["Transition"] == [Kind.TRANSITION]


EMPHASISED = document(
    paragraph("Action", "Rain."),
    behind='<TitlePage><Content><Paragraph Alignment="Center"><Text Style="Bold+Underline">THE LAST</Text><Text> LIGHT'
    '</Text></Paragraph><Paragraph Alignment="Center"><Text></Text></Paragraph><Paragraph Alignment="Center"><Text>'
    'Written by</Text></Paragraph><Paragraph Alignment="Center"><Text Style="Italic">Ada</Text><Text> * Byron</Text>'
    "</Paragraph></Content></TitlePage>",
)


def test_the_emphasis_of_a_title_page_comes_in_and_goes_out() -> None:
    opened = formats.read(EMPHASISED, "fdx")
    title = dict(parse(opened.text).title_page)
    assert (title["title"], title["author"]) == ("THE LAST LIGHT", "Ada * Byron")
    assert "Title: **_THE LAST_** LIGHT\n" in opened.text and "Author: *Ada* \\* Byron" in opened.text
    assert write(opened.text, EMPHASISED).count(b"Style=") == 2
    out = write(opened.text.replace("LIGHT", "*NIGHT*"), EMPHASISED).decode()
    assert '<Text Style="Bold+Underline">THE LAST</Text><Text> </Text><Text Style="Italic">NIGHT</Text>' in out
    assert '<Text Style="Italic">Ada</Text><Text> * Byron</Text>' in out
    again = formats.read(write(opened.text), "fdx")
    assert again.text == opened.text
