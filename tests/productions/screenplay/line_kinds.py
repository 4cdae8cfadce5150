"""What the parser reads in each line of many texts, as the page must colour them.

`python -m tests.productions.screenplay.line_kinds` writes the file anew; a test here and one of the page read it.
"""

import json
from typing import Any

from config.env import ROOT
from productions.screenplay.reading.elements import Kind
from productions.screenplay.reading.fountain import parse
from productions.screenplay.reading.notes_and_boneyard import separate
from productions.screenplay.reading.source import lines_of
from tests.productions.screenplay.truths import FILES, read

VECTORS = ROOT / "frontend" / "src" / "features" / "script" / "line-kinds.json"
_ASIDES = (Kind.NOTE, Kind.BONEYARD)

_HEADINGS = (
    "INT. HOUSE - DAY",
    "EXT HOUSE - DAY",
    "int./ext. car - night",
    "EXT./INT. CAR - NIGHT",
    "I/E. CAR, NIGHT",
    "EST. CITY - DAWN",
    "INTERIOR HOUSE (DAY)",
    "INTERNAL AFFAIRS",
    "EXTRA COFFEE FOR ALL",
    ".A FORCED HEADING",
    "..and then nothing",
    "12 INT. HOUSE - DAY 12",
    "INT. HOUSE - DAY #12A#",
    "**INT. HOUSE - DAY**",
    "INNEN. KÜCHE - NACHT",
    "AUSSEN. HAFEN - TAG",
    "INT. CUISINE - JOUR",
    "INT. COCINA - NOCHE",
    "INT. CUCINA - GIORNO",
    "INT. COZINHA - NOITE",
    "BINNEN. KEUKEN - DAG",
    "WN. KUCHNIA - DZIEŃ",
    "ИНТ. КУХНЯ - НОЧЬ",
    "内景 厨房 - 夜",
    "内. 台所 - 夜",
    "실내. 부엌 - 밤",
    "SCENE 4",
    "1. INT. HOUSE - DAY",
    "### INT. HOUSE - DAY",
    "[INT. BARN - DAY]",
    "【内景】客厅 - 夜",
    "INT. CAR/EXT. STREET - DAY",
    "SCENE-4 - KITCHEN - DAY",
    "SCENE 4: KITCHEN - DAY",
    "#12 INT. HOUSE - DAY",
    "A12. INT. HOUSE - DAY A12",
    "第一場 台所・夜",
    "○台所・夜",
    "KITCHEN - DAY",
    "INT. KITCHEN",
    "INT.",
    "Int. kitchen, the next morning",
    "Est-il mort?",
    "I/E CAR - MOVING - LATER",
)
_NAMES = (
    "MARA",
    "MARA (O.S.)",
    "MARA (V.O.) (CONT'D)",
    "MARA ^",
    "@McKenna",
    "@mara",
    "DR. O'NEIL",
    "JEAN-LUC",
    "GUARD #2",
    "R2-D2",
    "23",
    "MARA/IVO",
    "EDWARD AND WILL",
    "ÉLODIE",
    "МАРИНА",
    "林",
    "サラ",
    "민준",
    "영희가 온다",
    "彼が窓をあける",
    "מרים",
    "NO!",
    "BANG.",
    "CUT TO BLACK",
    "CLOSE ON THE LAMP",
    "INSERT",
    "THE END",
    "(MORE)",
    "CONTINUED:",
    "Mara",
    "MARA:",
    "MARA, WITH A LAMP",
    "A VERY LONG NAME THAT GOES ON AND ON UNTIL NOBODY WOULD EVER TAKE IT FOR A NAME",
)
_LINES = (
    "CUT TO:",
    "SMASH CUT TO:",
    "FADE IN:",
    "FADE OUT.",
    "FADE TO BLACK.",
    "SCHNITT AUF:",
    "FONDU AU NOIR",
    "CORTE A:",
    "> Fade slowly",
    "> THE END <",
    ">THE END<",
    "~La la la",
    "~~~",
    "# Act one",
    "#Act one",
    "## A sequence",
    "= What happens",
    "== no synopsis",
    "===",
    "======",
    "!INT. NO HEADING",
    "!SHOUTED",
    "!",
    "@",
    ".",
    "~",
    "#",
    "=",
    ">",
    "CONTINUED:",
    "(CONTINUED)",
    "PAGE 12",
    "- 12 -",
    "* * *",
    "林晚：今天不卖了。",
    "(alone in brackets)",
    "Mara waits.",
    "MARA WAITS FOR NOBODY.",
    "A long line of action, in which MARA waits.",
    "- a list",
    "* a list",
    "_underlined_",
    "[[a note]]",
    "/* gone */",
    "Mara [[who?]] waits /* long */ here.",
)
_TEXTS = (
    "",
    "\n\n",
    "Title: The Ferry\nAuthor: Somebody\n\nMara waits.",
    "Title:\n    The Ferry\n    at night\nCredit: by\n\nINT. A - DAY",
    "Title:\nThe Ferry\n\nINT. A - DAY",
    "Title:\nAuthor: Somebody\n\nINT. A - DAY",
    "title: the ferry\n\nINT. A - DAY",
    "\n\nTitle: late\n\nMara waits.",
    "FADE IN:\n\nINT. A - DAY",
    "INT. A - 3:00\nDay.",
    "He opens it: a card.\n\nINT. A - DAY",
    "INT. A - DAY\nMara waits.\nMARA\nHello.",
    "INT. A - DAY\n\nINT. B - DAY\n\nEXT. C - DAY\nMara.",
    "# One\nINT. A - DAY\n\nMara.",
    "= What happens\nINT. A - DAY\nMara.",
    "===\nINT. A - DAY\nMara.",
    "/* gone\n\ngone */\nINT. A - DAY\n\nMara.",
    "[[a note]]\nINT. A - DAY\n\nMara.",
    "Mara waits.\nINT. A - DAY\nShe goes.",
    "MARA\nHello.\n\nShe goes.\n\nIVO\n(low)\nNo.\n(louder)\nNo!\n\nMARA\n",
    "MARA\n\nHello.",
    "MARA\nHELLO\nYES",
    "MARA\nHello.\n  \nStill she.\n\nHe.",
    "MARA\nHello.\n \nNot she.",
    "MARA\n~La la\n~la\n\nHe.",
    "MARA\nINT. IS WHAT SHE SAYS\n\nHe.",
    "MARA\n.38 is what she says\n#1 too\n= and\n@you\n!now\n> there\n\nHe.",
    "MARA\nHello.\n===\nHe goes.",
    "MARA\nHello.\nCUT TO:\n\nHe goes.",
    "MARA\nOne.\n\nIVO ^\nTwo.\n\nHe goes.",
    "MARA\nOne.\n# Section\nIVO ^\nTwo.",
    "MARA\n[[a note]]\nHello.",
    "MARA [[a note]]\nHello.",
    "MARA\nHello [[a note\nover lines]] again.\n\nHe.",
    "[[a note\n\nthat never was]]\n\nHe.",
    "[[a note that never ends\n\nHe.",
    "/* gone\nMARA\nHello.",
    "He /* gone\nand gone */ goes.",
    "/* one */ /* two */\n\nHe.",
    "MARA\n/* gone */\nHello.",
    "MARA\n\n/* gone */\nHello.",
    "He.\n\nMARA\nHello.\n\n(quietly)\nNot spoken.",
    "@\nHello.",
    "@mara\n\nHe.",
    "!\n\nHe.",
    "INT. A - DAY\nMARA WAITS FOR THE BOAT\nthat never comes.",
    "A LINE IN CAPITALS\nand a line that is not.",
    "BANG\n\nHe.",
    "BANG!\nHe.",
    "CLOSE ON THE LAMP\nIt is out.",
    "THE END\n\nINT. A - DAY",
    "\tMARA\n\tHello.\n\nHe.",
    "    INT. A - DAY\n\n    Mara.",
    "INT. A - DAY\n\n\n\nMara.\n\n\n",
    "İNT. EV - GÜN\n\nMara.",
    "מרים\nשלום.\n\nהיא מחכה.\n\n.רציף - לילה\n\nהיא.",
    "@מרים\nשלום.\n\nהיא מחכה.",
    "He waits\n/* gone */\nfor the boat.\n[[why?]]\nIt is late.",
    "林晚：今天不卖了。\n\n林晚（低声）：好。\n\n时间：夜\n\n她走了。",
    "遥「待って」\n\n看板に「本日休業」\n\n遥（小声）「はい」\n\n「いいえ」",
    "She talks.\n\n(MORE)\n\nCONTINUED:\n\n* * *\n\n12.\n\nMARA\n(CONT'D)\nHello.\n(MORE)",
    "".join(f"{page}.\n\n" + "He waits.\n\n" * 8 for page in range(1, 5)),
    "".join(f"THE FERRY - {page}\n\n" + "He waits.\n\n" * 3 for page in range(1, 4)),
    "He goes.\nINT. A - DAY\nMara.\nEXT. B - NIGHT\nMARA\nEXT. C - NIGHT\nHello.",
    "Titel: Der Pegel\nSprache: de\nAutor:\nJemand\n\nAUSSEN. HAFEN - TAG",
)


def kinds(text: str) -> list[str]:
    """Return what each line is: an element's kind, "title" of the title page, or nothing."""
    lines = text.split("\n")
    if not text.strip():
        return ["" for _ in lines]
    proper = {line.number for line in separate(lines_of(text)).lines}
    found = ["title" if line.strip() else "" for line in lines]
    # An aside has a line to itself only where nothing else stands.
    for element in sorted(parse(text).elements, key=lambda each: each.kind not in _ASIDES):
        for number in range(element.first, element.last + 1):
            if lines[number - 1].strip() and (element.kind in _ASIDES or number in proper):
                found[number - 1] = element.kind.value
    return found


def texts() -> list[str]:
    """Every line alone, before a blank and before text, at the beginning and behind other lines, and whole texts."""
    made = list(_TEXTS)
    for line in (*_HEADINGS, *_NAMES, *_LINES):
        made += [f"{line}\nMara says it.\n\n{line}\n\n{line}\nHello.\n\nHe waits.\n{line}\n\nIVO\n{line}\n\n{line}"]
    made += [f"INT. A - DAY\n\n{line}\n" for line in (*_HEADINGS, *_NAMES, *_LINES)]
    made += [read(path).script for path in FILES]
    return [*made, (ROOT / "demo" / "the-last-light.fountain").read_text()]


def vectors() -> list[dict[str, Any]]:
    """Return each text with the kinds of its lines."""
    return [{"text": text, "kinds": kinds(text)} for text in texts()]


if __name__ == "__main__":
    VECTORS.write_text(json.dumps(vectors(), ensure_ascii=False, indent=0) + "\n")
