"""Final Draft documents for tests, put together from paragraphs."""

from xml.sax.saxutils import escape

HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n'
    '<FinalDraft DocumentType="Script" Template="No" Version="5">'
)


def paragraph(type_: str, text: str, inside: str = "", **attributes: str) -> str:
    """Return a paragraph; `inside` is XML in front of its text."""
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<Paragraph Type="{type_}"{given}>{inside}<Text>{escape(text)}</Text></Paragraph>'


def document(*paragraphs: str, behind: str = "") -> bytes:
    """Return a document of paragraphs, with XML behind the script."""
    return f"{HEAD}<Content>{''.join(paragraphs)}</Content>{behind}</FinalDraft>\n".encode()


CAPITALS = "".join(
    f'<ElementSettings Type="{type_}"><FontSpec Font="Courier" Style="AllCaps"/></ElementSettings>'
    for type_ in ("Scene Heading", "Character", "Transition")
)
FULL = document(
    paragraph("Action", ""),
    paragraph("Scene Heading", "int. harbour office - night", '<SceneProperties Length="2/8" Page="1"/>', Number="1"),
    '<Paragraph Type="Action"><ScriptNote ID="1" Color="#FFFF00000000"><Paragraph><Text>Ask the prop master.</Text>'
    '</Paragraph></ScriptNote><Text>Rain. A </Text><Text RevisionID="1" Style="Bold">LANTERN</Text>'
    '<Text TagNumber="4"> swings_under * it.</Text></Paragraph>',
    paragraph("Shot", "CLOSE ON THE LANTERN"),
    paragraph("Character", "Mara (V.O.)"),
    paragraph("Parenthetical", "(softly)"),
    '<Paragraph Type="Dialogue"><Text Style="Italic">It went out.</Text></Paragraph>',
    paragraph("Dialogue", "INT. IS NO HEADING"),
    '<Paragraph StartsNewPage="Yes"><DualDialogue>',
    paragraph("Character", "JON"),
    paragraph("Dialogue", "No."),
    paragraph("Character", "MARA"),
    paragraph("Dialogue", "Yes."),
    "</DualDialogue></Paragraph>",
    paragraph("Transition", "Smash cut to:"),
    paragraph("Scene Heading", "The void", Number="2A"),
    paragraph("Action", "MARA"),
    paragraph("Action", "INT. is short for inner."),
    paragraph("Outline 2", "Act Two"),
    paragraph("Cast List", "(Mara, Jon)"),
    paragraph("Strange", "# Weird"),
    '<Paragraph Type="Scene Heading" Number="3"><Text>OMITTED</Text><OmittedScene>',
    paragraph("Scene Heading", "EXT. YARD - DAY"),
    "</OmittedScene></Paragraph>",
    behind=CAPITALS + '<TitlePage><Content><Paragraph Alignment="Center"><Text>THE LAST LIGHT</Text></Paragraph>'
    '<Paragraph Alignment="Center"><Text></Text></Paragraph>'
    '<Paragraph Alignment="Center"><Text>Written by</Text></Paragraph>'
    '<Paragraph Alignment="Center"><Text>Ada Byron</Text></Paragraph>'
    '<Paragraph Alignment="Left"><Text>ada@example.org</Text></Paragraph></Content></TitlePage>'
    '<ScriptNotes><ScriptNote Range="30,40" Name="x"><Paragraph><Text>Too dark?</Text></Paragraph></ScriptNote>'
    "</ScriptNotes>"
    '<Revisions ActiveSet="1"><Revision Color="#0000FFFF0000" ID="1" Mark="*"/></Revisions>'
    '<TagData><TagCategories><TagCategory Id="c1" Name="Props"/></TagCategories>'
    '<TagDefinitions><TagDefinition CatId="c1" Id="d1" Label="Lantern"/></TagDefinitions>'
    '<Tags><Tag Number="4"><DefId>d1</DefId></Tag></Tags></TagData>',
)
"""A document with everything that Fountain has a place for and much that it has not."""
