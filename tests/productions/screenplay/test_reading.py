"""What can be read is read: limits, title pages, names without capitals, what belongs to the page, and doubts."""

from fractions import Fraction

import pytest

from productions.screenplay import languages
from productions.screenplay.breakdown import breakdown
from productions.screenplay.reading.elements import Kind
from productions.screenplay.reading.fountain import parse
from productions.screenplay.reading.source import MAX_LINE

BEFORE = "INT. CABIN - NIGHT\n\nA table.\n\n"


def kinds(text: str) -> list[tuple[str, str]]:
    """What a text is read as behind a heading and a line of action."""
    return [(element.kind.value, element.text) for element in parse(BEFORE + text).elements][2:]


TITLE = [("title", "My Film"), ("credit", ""), ("author", "A. B."), ("contact", "anna@example.org")]


@pytest.mark.parametrize(
    "page",
    [
        "Title: My Film\nCredit:\nAuthor: A. B.\nContact:\nanna@example.org\n",
        "Title: My Film\nCredit:\nAuthor: A. B.\nContact: anna@example.org\n",
        "Title:\n\tMy Film\nCredit:\nAuthor:\n    A. B.\nContact:\n   anna@example.org\n",
        "TITLE: My Film\nCREDIT:\nAUTHOR: A. B.\nCONTACT:\nanna@example.org\n",
        "Title:My Film\nCredit :\nAuthor:  A. B.\nContact:\nanna@example.org\n",
        "\n\nTitle: My Film\nCredit:\nAuthor: A. B.\nContact:\nanna@example.org\n",
        "Title: **My Film**\nCredit:\nAuthor: _A. B._\nContact:\nanna@example.org\n",
    ],
)
def test_a_title_page_may_be_written_in_many_ways(page: str) -> None:
    screenplay = parse(f"{page}\nINT. A - DAY\n\nAnna runs.\n")
    assert list(screenplay.title_page) == TITLE
    assert [element.kind for element in screenplay.elements] == [Kind.HEADING, Kind.ACTION]


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("Titel: Der Pegel\nAutorin: Anna\n", "Der Pegel"),
        ("Titre : La mer\nAuteur : Anne\n", "La mer"),
        ("Título: El mar\nAutor: Ana\n", "El mar"),
        ("标题：灯\n编剧：林\n", "灯"),
        ("제목: 바다\n작가: 김\n", "바다"),
        ("Title: A: B\nNotes: see http://a.example\nhttp://b.example\n", "A: B"),
    ],
)
def test_title_pages_in_other_languages(page: str, title: str) -> None:
    screenplay = parse(f"{page}\nINT. A - DAY\n\nAnna.\n")
    assert title in [value for _, value in screenplay.title_page]
    assert len(screenplay.elements) == 2


@pytest.mark.parametrize("start", ["FADE IN:\n\n", "NARRATOR: Once.\n\n", "INT. A: B - DAY\n\n", "12: a number.\n\n"])
def test_other_lines_with_a_colon_are_no_title_page(start: str) -> None:
    screenplay = parse(f"{start}INT. A - DAY\n\nAnna.\n")
    assert not screenplay.title_page
    assert screenplay.elements[0].first == 1


def test_a_title_page_may_stand_directly_above_the_first_heading() -> None:
    screenplay = parse("Title: My Film\nINT. A - DAY\n\nAnna.\n")
    assert screenplay.title == "My Film"
    assert screenplay.elements[0].kind is Kind.HEADING


def test_what_is_not_read_may_be_as_long_as_it_likes() -> None:
    beat = '/* BEAT: {"x": "' + "a" * (10 * MAX_LINE) + '"} */'
    screenplay = parse(f"{BEFORE}{beat}\n\n[[{'b' * (3 * MAX_LINE)}]]\n\nShe sits.\n")
    assert not screenplay.remarks
    assert [element.kind for element in screenplay.elements][2:] == [Kind.BONEYARD, Kind.NOTE, Kind.ACTION]


def test_an_endless_line_is_read_in_parts_and_remarked() -> None:
    text = "word " * MAX_LINE
    screenplay = parse(f"{BEFORE}{text}\n\nShe sits.\n")
    assert sum(element.text.count("word") for element in screenplay.elements) == MAX_LINE
    (remark,) = screenplay.remarks
    assert remark.line == 5 and "characters; it was read as" in remark.text


def test_an_endless_paragraph_is_read_in_parts_and_remarked() -> None:
    screenplay = parse(BEFORE + "He walks on.\n" * 1500)
    assert sum(element.text.count("walks") for element in screenplay.elements) == 1500
    assert screenplay.remarks and all("never ends" in remark.text for remark in screenplay.remarks)


def test_a_place_with_a_very_long_name_is_read() -> None:
    (_, scene) = breakdown(parse(f"INT. A - DAY\n\nOne.\n\nINT. {'LONG ' * 100}- DAY\n\nTwo.\n"), Fraction(24)).scenes
    assert scene.heading.time == "DAY"
    assert scene.heading.place.startswith("LONG LONG")


@pytest.mark.parametrize(
    "name", ["김철수", "남자 1", "林晚", "太郎", "女の声", "ابو علي", "राम", "김철수 (소리)", "陈伯（画外）"]
)
def test_names_without_capitals_stand_above_a_speech(name: str) -> None:
    assert kinds(f"{name}\n안녕하세요.\n") == [("character", name), ("dialogue", "안녕하세요.")]


@pytest.mark.parametrize(
    "line",
    [
        "雨が降る。",
        "油灯摇晃，她不抬头",
        "그가 천천히 문을 열고 들어온다",
        "「はい」",
        "2024年 夏 1999",
        "철수 들어온다",
        "雨が降っている",
    ],
)
def test_other_lines_without_capitals_are_action(line: str) -> None:
    assert kinds(f"{line}\nNext.\n") == [("action", f"{line}\nNext.")]


@pytest.mark.parametrize("cue", ["**ANNA**", "_ANNA_", "ANNA (V.O.)(CONT'D)", "ANNA (O.S., PRELAP)", "ANNA（V.O.）"])
def test_cues_may_be_set_off_and_have_extensions(cue: str) -> None:
    assert [kind for kind, _ in kinds(f"{cue}\nHello.\n")] == ["character", "dialogue"]


def test_speech_may_stand_on_the_line_of_its_name() -> None:
    text = "林晚：今天不卖了。\n\n陈伯（低声）：我不是来喝茶的。\n\n林晚: 那就坐。\n陈伯：好。\n\n时间：夜\n\n"
    assert kinds(text) == [
        *(("character", "林晚"), ("dialogue", "今天不卖了。")),
        *(("character", "陈伯"), ("parenthetical", "（低声）"), ("dialogue", "我不是来喝茶的。")),
        *(("character", "林晚"), ("dialogue", "那就坐。"), ("character", "陈伯"), ("dialogue", "好。")),
        ("action", "时间：夜"),
    ]


@pytest.mark.parametrize("text", ["灯：亮\n灯：暗", "遥「待って」\n遥「いや」", "A:灯\nA:火"])
def test_speech_on_the_line_of_its_name_may_be_forced_to_be_action(text: str) -> None:
    assert {kind for kind, _ in kinds(text)} == {"character", "dialogue"}
    assert kinds(f"!{text}") == [("action", text)]


def test_speech_may_stand_in_brackets_behind_its_name() -> None:
    lines = (
        "遥「待って！」",
        "高木（遠くで）「遅い」",
        "看板に「本日休業」",
        "高木「あ」と言って「い」",
        "遥「はい」\n高木「急げ」",
    )
    text = "\n\n".join(lines)
    assert kinds(text) == [
        *(("character", "遥"), ("dialogue", "待って！")),
        *(("character", "高木"), ("parenthetical", "（遠くで）"), ("dialogue", "遅い")),
        ("action", "看板に「本日休業」"),
        ("action", "高木「あ」と言って「い」"),
        *(("character", "遥"), ("dialogue", "はい"), ("character", "高木"), ("dialogue", "急げ")),
    ]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "(MORE)",
            "(more)".upper(),
            "CONTINUED:",
            "(CONTINUED)",
            "CONTINUED: (2)",
            "12 CONTINUED: 12",
            "***",
            "* * *",
        ),
        *("-----", "(FORTSETZUNG)", "(À SUIVRE)", "(SEGUE)", "(ПРОДОЛЖЕНИЕ)", "Page 12", "Seite 12."),
    ],
)
def test_what_belongs_to_the_page_is_told_apart(line: str) -> None:
    assert kinds(f"{line}\n\nShe sits.\n") == [("page-mark", line), ("action", "She sits.")]


def test_a_speech_goes_on_over_the_page() -> None:
    found = kinds("ANNA\nOne.\n(MORE)\n\n(CONTINUED)\n\nANNA (CONT'D)\nTwo.\n")
    assert [kind for kind, _ in found] == ["character", "dialogue", "page-mark", "page-mark", "character", "dialogue"]


def test_page_numbers_and_headers_rise_from_page_to_page() -> None:
    page = "She walks on.\n\n" * 10
    text = "".join(f"MY FILM - Draft 3      {number}.\n\n{page}{number}.\n\n{page}" for number in range(2, 6))
    marks = [text for kind, text in kinds(text) if kind == "page-mark"]
    assert len(marks) == 8
    assert not [text for kind, text in kinds("10\n\n9\n\n8\n\nROOM 1\n\nROOM 2\n\n") if kind == "page-mark"]


@pytest.mark.parametrize(
    "line",
    [
        *("CUT TO:", "FADE OUT.", "**FADE IN:**", "SMASH CUT TO:", "MATCH CUT TO:", "DISSOLVE TO:", "FADE TO BLACK."),
        *(
            "SCHNITT AUF:",
            "ABBLENDE.",
            "FONDU AU NOIR",
            "CORTE A:",
            "STACCO SU:",
            "CORTA PARA:",
            "СКЛЕЙКА",
            "ЗАТЕМНЕНИЕ",
        ),
        *("切至：", "カット", "컷 투:", "> BURN TO WHITE"),
    ],
)
def test_transitions_in_many_languages(line: str) -> None:
    assert [kind for kind, _ in kinds(f"{line}\n\nShe sits.\n")] == ["transition", "action"]


@pytest.mark.parametrize("code", languages.LANGUAGES)
def test_the_language_is_found_out_or_set(code: str) -> None:
    assert parse(SENTENCES[code]).language == code
    assert parse(SENTENCES[code], "fr-CA").language == "fr"
    assert parse(f"Title: X\nLanguage: {code}\n\nINT. A - DAY\n\nHm.\n").language == code


SENTENCES = {
    "de": "INT. A - TAG\n\nSie geht langsam zu dem Fenster und sieht nicht hinaus. Er ist auch da.\n",
    "en": "INT. A - DAY\n\nShe walks slowly to the window and does not look out. He is there with her.\n",
    "es": "INT. A - DÍA\n\nElla va a la ventana y no mira. Él está con su perro en el jardín.\n",
    "fr": "INT. A - JOUR\n\nElle va vers la fenêtre et ne regarde pas. Il est dans le jardin avec son chien.\n",
    "it": "INT. A - GIORNO\n\nLei va alla finestra e non guarda. Il cane è nel giardino con la sua palla.\n",
    "ja": "○公園（昼）\n\n太郎がゆっくり歩いている。花子は見ていない。\n",
    "ko": "INT. 공원 - 낮\n\n철수가 천천히 걷는다. 영희는 보지 않는다.\n",
    "nl": "INT. A - DAG\n\nZe loopt naar het raam en kijkt niet naar buiten. Hij is er ook, met zijn hond.\n",
    "pl": "INT. A - DZIEŃ\n\nOna idzie do okna i nie patrzy na niego. To jest jego pies, ale już śpi.\n",
    "pt": "INT. A - DIA\n\nEla vai para a janela e não olha. Ele está com o seu cão no jardim.\n",
    "ru": "ИНТ. А - ДЕНЬ\n\nОна идёт к окну и не смотрит. Он тоже там, с собакой.\n",
    "zh": "内景 公园 - 日\n\n她慢慢走向窗口，没有往外看。他也在那里。\n",
}


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("INNEN. KÜCHE - NACHT", "de"),
        ("INT. CASA - NOCHE", "es"),
        ("INT. CASA - NOITE", "pt"),
        ("INT. MAISON - NUIT", "fr"),
        ("INT. DOM - NOC", "pl"),
        ("INT. HOUSE - NIGHT", "en"),
    ],
)
def test_one_heading_tells_the_language_of_a_short_script(heading: str, code: str) -> None:
    assert parse(f"{heading}\n\nANNA (40).\n\nANNA\nAh!\n").language == code


def test_a_script_without_headings_says_that_it_is_one_scene() -> None:
    prose = breakdown(parse("It was a dark night.\n\nNobody came.\n"), Fraction(24))
    assert [remark.text.partition(" (")[0] for remark in prose.remarks] == ["No line is a scene heading"]
    assert breakdown(parse("INT. A - DAY\n\nNobody comes.\n"), Fraction(24)).remarks == ()
    assert breakdown(parse("Title: A\n"), Fraction(24)).remarks == ()
