"""Headings in every published spelling and in twelve languages: where, when, and what else they say."""

from pathlib import Path

import pytest

from productions.screenplay.headings.heading import Heading, heading
from productions.screenplay.headings.reader import HeadingReader
from productions.screenplay.headings.words import keeps_hour, light_of
from productions.screenplay.languages import LANGUAGES
from productions.screenplay.reading.elements import Kind
from productions.screenplay.reading.fountain import parse
from tests.productions.screenplay.truths import FILES, Paragraph, read


def headings(text: str) -> dict[int, Heading]:
    """The headings of a script by their lines, each with what it takes over from the one before."""
    screenplay = parse(text)
    reader = HeadingReader.of(screenplay)
    found = [element for element in screenplay.elements if element.kind is Kind.HEADING]
    return {element.first: reader.read(element.text, element.number) for element in found}


def alone(line: str) -> Heading:
    """A heading as it is read where it stands between empty lines."""
    (found,) = headings(f"Black.\n\n{line}\n\nA dog barks.\n").values()
    return found


def parts(found: Heading) -> tuple[str, str, str, str, str]:
    return found.setting, found.place, found.sub_place, found.time, " ".join(found.modifiers)


@pytest.mark.parametrize(
    "line",
    [
        *("INT. BARN - DAY", "INT BARN DAY", "INT BARN - DAY", "INT - BARN - DAY", "INT: BARN - DAY", "INT.BARN-DAY"),
        *("INT. BARN, DAY", "INT. BARN. DAY", "INT. BARN (DAY)", "INT. BARN [DAY]", "INT. BARN DAY", "INT. BARN/DAY"),
        *("INT. BARN -- DAY", "INT. BARN – DAY", "INT. BARN—DAY", "INT. BARN- DAY", "INT. BARN -DAY", "INT. BARN: DAY"),
        *("INT. BARN | DAY", "INT.  BARN  -  DAY", "INT. BARN - DAY.", "**INT. BARN - DAY**", "_INT. BARN - DAY_"),
        *("***INT. BARN - DAY***", ".INT. BARN - DAY", "INTERIOR. BARN. DAY", "INTERIOR BARN - DAY", "INT. DAY - BARN"),
        *("INT. BARN - DAY [[sic]]", "/* old */ INT. BARN - DAY", "  INT. BARN - DAY", "INT．BARN　－　DAY"),
    ],
)
def test_one_heading_has_many_spellings(line: str) -> None:
    assert parts(alone(line)) == ("INT", "BARN", "", "DAY", "")


@pytest.mark.parametrize("line", ["int. barn - day", "Int. Barn - Day", "Int Barn - Day"])
def test_a_heading_needs_no_capitals(line: str) -> None:
    found = alone(line)
    assert (found.setting, found.place.upper(), found.time) == ("INT", "BARN", "DAY")


@pytest.mark.parametrize(
    "start",
    [
        *(
            "INT/EXT",
            "INT/EXT.",
            "INT./EXT.",
            "INT./EXT",
            "INT. / EXT.",
            "EXT/INT",
            "EXT./INT.",
            "I/E",
            "I/E.",
            "I./E.",
        ),
        *(
            "E/I",
            "E./I.",
            "INT-EXT",
            "INT.-EXT.",
            "INT - EXT.",
            "INT–EXT.",
            "INT & EXT",
            "INT. EXT.",
            "INTERIOR/EXTERIOR",
        ),
    ],
)
def test_inside_and_outside_at_once(start: str) -> None:
    assert parts(alone(f"{start} CAR - DAY")) == ("INT/EXT", "CAR", "", "DAY", "")


@pytest.mark.parametrize("start", ["EXT.", "EST.", "EST", "EXTERIOR -", "ESTABLISHING -", "ESTABLISHING SHOT -"])
def test_outside(start: str) -> None:
    assert parts(alone(f"{start} LONDON - DAY")) == ("EXT", "LONDON", "", "DAY", "")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("INT. BARN - DAY #12#", "12"),
        ("INT. BARN - DAY #12A-1.b#", "12A-1.b"),
        ("#12A# INT. BARN - DAY", "12A"),
        ("#12# INT. BARN - DAY #12#", "12"),
        ("12 INT. BARN - DAY", "12"),
        ("12. INT. BARN - DAY", "12"),
        ("12) INT. BARN - DAY", "12"),
        ("(12) INT. BARN - DAY", "12"),
        ("12A INT. BARN - DAY 12A", "12A"),
        ("A12 INT. BARN - DAY A12", "A12"),
        ("12A.   INT. BARN - DAY      12A.", "12A"),
        ("INT. BARN - DAY        12", "12"),
        ("SCENE 12 INT. BARN - DAY", "12"),
        ("SCENE 12: INT. BARN - DAY", "12"),
        ("SC. 12 - INT. BARN - DAY", "12"),
        ("**12 INT. BARN - DAY**", "12"),
    ],
)
def test_scene_numbers_stand_on_either_side(line: str, number: str) -> None:
    found = alone(line)
    assert (found.number, found.place, found.time) == (number, "BARN", "DAY")
    assert "12" not in found.text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("INT. HOUSE - KITCHEN - NIGHT", ("INT", "HOUSE", "KITCHEN", "NIGHT", "")),
        ("INT. HOUSE - KITCHEN - TABLE - NIGHT", ("INT", "HOUSE", "KITCHEN - TABLE", "NIGHT", "")),
        ("INT. HOUSE: KITCHEN - NIGHT", ("INT", "HOUSE", "KITCHEN", "NIGHT", "")),
        ("INT. HOUSE. KITCHEN. NIGHT", ("INT", "HOUSE", "KITCHEN", "NIGHT", "")),
        ("INT. HOUSE - KITCHEN", ("INT", "HOUSE", "KITCHEN", "", "")),
        ("INT. HOTEL - SUITE - NIGHT", ("INT", "HOTEL", "SUITE", "NIGHT", "")),
        ("INT. DR. SMITH'S OFFICE - DAY", ("INT", "DR. SMITH'S OFFICE", "", "DAY", "")),
        ("EXT. ST. MARK'S SQUARE. NIGHT", ("EXT", "ST. MARK'S SQUARE", "", "NIGHT", "")),
        ("INT. A.P. NEWSROOM (PARIS) - DAY", ("INT", "A.P. NEWSROOM (PARIS)", "", "DAY", "")),
        ("EXT. PRE-WAR STREET - DAY", ("EXT", "PRE-WAR STREET", "", "DAY", "")),
        ("INT. TRAIN / PLATFORM - NIGHT", ("INT", "TRAIN / PLATFORM", "", "NIGHT", "")),
        ("EXT. PARIS, FRANCE - DAY", ("EXT", "PARIS, FRANCE", "", "DAY", "")),
        ("INT. ROOM 1408 - NIGHT", ("INT", "ROOM 1408", "", "NIGHT", "")),
        ("INT. DAWN'S BEDROOM", ("INT", "DAWN'S BEDROOM", "", "", "")),
        ("INT. FATHER'S DAY", ("INT", "FATHER'S DAY", "", "", "")),
        ("INT. LADIES NIGHT - DAY", ("INT", "LADIES NIGHT", "", "DAY", "")),
        ("INT. NIGHT CLUB", ("INT", "NIGHT CLUB", "", "", "")),
        ("INT. COURTROOM NO. 3 - DAY", ("INT", "COURTROOM NO. 3", "", "DAY", "")),
        ("INT. CAR/EXT. STREET - DAY", ("INT/EXT", "CAR / STREET", "", "DAY", "")),
        ("FLASHBACK: INT. HOUSE - DAY", ("INT", "HOUSE", "", "DAY", "FLASHBACK")),
        ("FLASHBACK - INT. HOUSE - DAY", ("INT", "HOUSE", "", "DAY", "FLASHBACK")),
        ("INT. HOUSE > KITCHEN - DAY", ("INT", "HOUSE", "KITCHEN", "DAY", "")),
        ("[INT. HOUSE - DAY]", ("INT", "HOUSE", "", "DAY", "")),
        ("INT. DREAM - NIGHT", ("INT", "DREAM", "", "NIGHT", "")),
        ("EXT. NIGHT - BEACH", ("EXT", "BEACH", "", "NIGHT", "")),
        ("EXT. NIGHT", ("EXT", "", "", "NIGHT", "")),
        (".SNIPER SCOPE POV", ("", "SNIPER SCOPE POV", "", "", "")),
        (".KITCHEN - LATER", ("", "KITCHEN", "", "", "LATER")),
        (".FLASHBACK - 1945", ("", "", "", "", "FLASHBACK 1945")),
    ],
)
def test_places_lie_in_places(line: str, expected: tuple[str, ...]) -> None:
    assert parts(alone(line)) == expected


@pytest.mark.parametrize(
    ("told", "hour"),
    [
        *(("EARLY MORNING",) * 2, ("LATE AT NIGHT", "LATE AT NIGHT"), ("MAGIC HOUR",) * 2, ("PRE-DAWN",) * 2),
        *(("DAY/NIGHT",) * 2, ("DUSK TO NIGHT",) * 2, ("DAY FOR NIGHT",) * 2, ("RAINY NIGHT",) * 2, ("3 AM",) * 2),
        *(("10:30 P.M.",) * 2, ("SUNSET",) * 2, ("LATE AFTERNOON",) * 2, ("MIDDLE OF THE NIGHT",) * 2, ("NOON",) * 2),
    ],
)
def test_hours(told: str, hour: str) -> None:
    assert parts(alone(f"EXT. SEA - {told}")) == ("EXT", "SEA", "", hour, "")


@pytest.mark.parametrize(
    ("told", "hour", "more"),
    [
        ("NIGHT - CONTINUOUS", "NIGHT", "CONTINUOUS"),
        ("NIGHT (CONTINUOUS)", "NIGHT", "CONTINUOUS"),
        ("NIGHT [CONTINUOUS]", "NIGHT", "CONTINUOUS"),
        ("NIGHT, CONTINUOUS", "NIGHT", "CONTINUOUS"),
        ("NIGHT/CONTINUOUS", "NIGHT", "CONTINUOUS"),
        ("NIGHT CONTINUOUS", "NIGHT", "CONTINUOUS"),
        ("CONTINUOUS - NIGHT", "NIGHT", "CONTINUOUS"),
        ("MOVING - NIGHT", "NIGHT", "MOVING"),
        ("NIGHT - MOVING", "NIGHT", "MOVING"),
        ("NIGHT - LATER", "NIGHT", "LATER"),
        ("DAY - FLASHBACK", "DAY", "FLASHBACK"),
        ("FLASHBACK - DAY", "DAY", "FLASHBACK"),
        ("DAY (FLASHBACK) (1987)", "DAY", "FLASHBACK 1987"),
        ("NIGHT (1973)", "NIGHT", "1973"),
        ("1973 - NIGHT", "NIGHT", "1973"),
        ("1980s", "", "1980S"),
        ("(PRESENT) DAY", "DAY", "PRESENT"),
        ("SUMMER 1969", "", "SUMMER 1969"),
        ("JUNE 6, 1944 - DAWN", "DAWN", "JUNE 6, 1944"),
        ("DREAM SEQUENCE", "", "DREAM SEQUENCE"),
        ("DAY - ESTABLISHING", "DAY", "ESTABLISHING"),
        ("LATER THAT NIGHT", "NIGHT", "LATER THAT NIGHT"),
        ("THE NEXT MORNING", "MORNING", "THE NEXT MORNING"),
        ("MONDAY MORNING", "MORNING", ""),
        ("DAY 3", "DAY", "DAY 3"),
        ("DAY (DAY 3)", "DAY", "DAY 3"),
        ("NIGHT (SAME TIME)", "NIGHT", "SAME TIME"),
        ("TWO YEARS LATER", "", "TWO YEARS LATER"),
        ("DAY - TWO YEARS LATER", "DAY", "TWO YEARS LATER"),
        ("20 YEARS AGO", "", "20 YEARS AGO"),
        ("DAY - RAIN", "DAY", ""),
        ("RAIN - DAY", "DAY", ""),
        ("MORNING - AERIAL (DRONE)", "MORNING", ""),
        ("DAY - TIME LAPSE", "DAY", ""),
        ("DAY - BOB DRIVES", "DAY", ""),
        ("DAWN - SUNDAY", "DAWN", ""),
    ],
)
def test_what_else_a_heading_says(told: str, hour: str, more: str) -> None:
    assert parts(alone(f"EXT. SEA - {told}")) == ("EXT", "SEA", "", hour, more)


FOREIGN = {
    "de": [
        ("INNEN. WALD - TAG", "INT", "WALD", "", "TAG", "day"),
        ("AUSSEN. WALD – NACHT", "EXT", "WALD", "", "NACHT", "night"),
        ("AUßEN. WALD – NACHT", "EXT", "WALD", "", "NACHT", "night"),
        ("INT. HAUS - NACHT", "INT", "HAUS", "", "NACHT", "night"),
        ("INNEN/AUSSEN. AUTO - ABEND", "INT/EXT", "AUTO", "", "ABEND", "dusk"),
        ("I. HAUS - TAG", "INT", "HAUS", "", "TAG", "day"),
        ("A. WALD - NACHT", "EXT", "WALD", "", "NACHT", "night"),
        ("I/A AUTO - TAG", "INT/EXT", "AUTO", "", "TAG", "day"),
        ("BILD 4: HAUS, INNEN, TAG", "INT", "HAUS", "", "TAG", "day"),
        ("INNEN/NACHT WOHNUNG", "INT", "WOHNUNG", "", "NACHT", "night"),
        ("SZENE 12 / INNEN / TAG / WOHNZIMMER", "INT", "WOHNZIMMER", "", "TAG", "day"),
        ("INT. HAUS - KÜCHE - MORGENGRAUEN", "INT", "HAUS", "KÜCHE", "MORGENGRAUEN", "dawn"),
        ("4. AUSSEN. HAFEN - 20 UHR", "EXT", "HAFEN", "", "20 UHR", "night"),
    ],
    "fr": [
        ("INT. CUISINE - JOUR", "INT", "CUISINE", "", "JOUR", "day"),
        ("INTÉRIEUR. CUISINE. NUIT", "INT", "CUISINE", "", "NUIT", "night"),
        ("INT. JOUR – SALON", "INT", "SALON", "", "JOUR", "day"),
        ("INT/JOUR CUISINE", "INT", "CUISINE", "", "JOUR", "day"),
        ("SALON - INT/NUIT", "INT", "SALON", "", "NUIT", "night"),
        ("EXT. RUE DU MIDI - SOIR", "EXT", "RUE DU MIDI", "", "SOIR", "dusk"),
        ("EXT. RUE DU MIDI", "EXT", "RUE DU MIDI", "", "", ""),
        ("INT. CINÉMA REX - HALL - AUBE", "INT", "CINÉMA REX", "HALL", "AUBE", "dawn"),
        ("EXT. JARDIN - FIN D'APRÈS-MIDI", "EXT", "JARDIN", "", "FIN D'APRÈS-MIDI", "dusk"),
    ],
    "es": [
        ("INT. CASA - COCINA - DÍA", "INT", "CASA", "COCINA", "DÍA", "day"),
        ("INT. CASA. COCINA. NOCHE.", "INT", "CASA", "COCINA", "NOCHE", "night"),
        ("EXTERIOR. PLAYA. ATARDECER", "EXT", "PLAYA", "", "ATARDECER", "dusk"),
        ("1. INT. CASA DE MARÍA – AMANECER", "INT", "CASA DE MARÍA", "", "AMANECER", "dawn"),
        ("ESC. 3 INT. BAR - DIA", "INT", "BAR", "", "DIA", "day"),
    ],
    "it": [
        ("INT. CASA - GIORNO", "INT", "CASA", "", "GIORNO", "day"),
        ("EST. SPIAGGIA - NOTTE", "EXT", "SPIAGGIA", "", "NOTTE", "night"),
        ("1. CUCINA. INTERNO. GIORNO.", "INT", "CUCINA", "", "GIORNO", "day"),
        ("ESTERNO STRADA - TRAMONTO", "EXT", "STRADA", "", "TRAMONTO", "dusk"),
        ("INT./EST. AUTO – ALBA", "INT/EXT", "AUTO", "", "ALBA", "dawn"),
    ],
    "pt": [
        ("INT. CASA - DIA", "INT", "CASA", "", "DIA", "day"),
        ("CENA 12. CASA DE JOÃO. SALA. INT. NOITE", "INT", "CASA DE JOÃO", "SALA", "NOITE", "night"),
        ("EXT. PRAIA – AMANHECER", "EXT", "PRAIA", "", "AMANHECER", "dawn"),
        ("EXTERNA. RUA - ENTARDECER", "EXT", "RUA", "", "ENTARDECER", "dusk"),
    ],
    "nl": [
        ("BINNEN. KEUKEN - DAG", "INT", "KEUKEN", "", "DAG", "day"),
        ("BUITEN. STRAND - NACHT", "EXT", "STRAND", "", "NACHT", "night"),
        ("INT. KEUKEN - OCHTENDGLOREN", "INT", "KEUKEN", "", "OCHTENDGLOREN", "dawn"),
        ("EXT. PARK - SCHEMERING", "EXT", "PARK", "", "SCHEMERING", "dusk"),
    ],
    "pl": [
        ("WNĘTRZE. KUCHNIA - DZIEŃ", "INT", "KUCHNIA", "", "DZIEŃ", "day"),
        ("PLENER. LAS - NOC", "EXT", "LAS", "", "NOC", "night"),
        ("WN. DOM - ŚWIT", "INT", "DOM", "", "ŚWIT", "dawn"),
        ("PL. ULICA - WIECZÓR", "EXT", "ULICA", "", "WIECZÓR", "dusk"),
    ],
    "ru": [
        ("ИНТ. ДОМ - ДЕНЬ", "INT", "ДОМ", "", "ДЕНЬ", "day"),
        ("НАТ. УЛ. ЛЕНИНА. ВЕЧЕР", "EXT", "УЛ. ЛЕНИНА", "", "ВЕЧЕР", "dusk"),
        ("ИНТ. ДОМ. КУХНЯ. НОЧЬ", "INT", "ДОМ", "КУХНЯ", "НОЧЬ", "night"),
        ("1-1. ИНТ. КВАРТИРА. РАССВЕТ.", "INT", "КВАРТИРА", "", "РАССВЕТ", "dawn"),
        ("ИНТ./НАТ. МАШИНА - ДЕНЬ", "INT/EXT", "МАШИНА", "", "ДЕНЬ", "day"),
        ("Инт. Дом - День", "INT", "Дом", "", "ДЕНЬ", "day"),
    ],
    "zh": [
        ("内景 老茶馆 - 夜", "INT", "老茶馆", "", "夜", "night"),
        ("外景。石桥。清晨", "EXT", "石桥", "", "清晨", "dawn"),
        ("1. 内 房间 日", "INT", "房间", "", "日", "day"),
        ("1-1 日 内 客厅", "INT", "客厅", "", "日", "day"),
        ("场景一：客厅 夜 内", "INT", "客厅", "", "夜", "night"),
        ("第3场 客厅 黄昏 外", "EXT", "客厅", "", "黄昏", "dusk"),
        ("內景 茶館 - 夜晚", "INT", "茶館", "", "夜晚", "night"),
        ("INT. 老茶馆 - 日", "INT", "老茶馆", "", "日", "day"),
        ("12、客厅（日、内）", "INT", "客厅", "", "日", "day"),
        ("【内景】客厅 - 夜", "INT", "客厅", "", "夜", "night"),
    ],
    "ja": [
        ("○公園（夜）", "", "公園", "", "夜", "night"),
        ("○田中家・リビング（朝）", "", "田中家", "リビング", "朝", "day"),
        ("○喫茶店「ともだち」・店内（朝）", "", "喫茶店「ともだち」", "店内", "朝", "day"),
        ("○カフェ・ド・パリ・店内（朝）", "", "カフェ・ド・パリ", "店内", "朝", "day"),
        ("○ABCビル・5階（昼）", "", "ABCビル", "5階", "昼", "day"),
        ("○ホテル・ロビー（夜）", "", "ホテル", "ロビー", "夜", "night"),
        ("1. 屋内 リビング - 夕方", "INT", "リビング", "", "夕方", "dusk"),
        ("シーン3　公園　早朝", "", "公園", "", "早朝", "dawn"),
    ],
    "ko": [
        ("INT. 병원 - DAY", "INT", "병원", "", "DAY", "day"),
        ("S#12. 병원 복도 (낮)", "", "병원 복도", "", "낮", "day"),
        ("#3. 거실/밤", "", "거실", "", "밤", "night"),
        ("S-12 병원 (밤)", "", "병원", "", "밤", "night"),
        ("실외/낮 - 공원", "EXT", "공원", "", "낮", "day"),
        ("실내. 병원 - 새벽", "INT", "병원", "", "새벽", "dawn"),
        ("씬 4. 실외. 학교 - 저녁", "EXT", "학교", "", "저녁", "dusk"),
    ],
}


@pytest.mark.parametrize(
    ("line", "setting", "place", "sub_place", "time", "light"),
    [row for rows in FOREIGN.values() for row in rows],
)
def test_headings_in_many_languages(line: str, setting: str, place: str, sub_place: str, time: str, light: str) -> None:
    assert parts(alone(line)) == (setting, place, sub_place, time, "")
    assert light_of(time) == light


def test_every_language_has_headings_here() -> None:
    assert {*FOREIGN, "en"} == set(LANGUAGES)


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_has_hours_of_every_light_and_words_that_go_on(code: str) -> None:
    language = LANGUAGES[code]
    for light in ("dawn", "day", "dusk", "night"):
        assert all(light_of(hour) for hour in getattr(language.times, light))
    assert all(map(keeps_hour, (*language.modifiers.same, *language.modifiers.later)))
    assert not any(map(keeps_hour, (*language.modifiers.flashback, *language.modifiers.dream)))


@pytest.mark.parametrize(
    "line",
    [
        *("Interior design is a career.", "INTERNAL BLEEDING", "EXTRA! EXTRA!", "EST. 1952", "Innen brennt Licht."),
        *("Binnen is het warm.", "A. A. Milne nods.", "I. Newton sits.", "12 MONKEYS", "NIGHT FALLS", "THE NEXT DAY"),
        *(
            "Est-il mort?",
            "外面下着雨。",
            "内心很乱。",
            "SCENE 4",
            "23",
            "DAY ONE - THE BEGINNING",
            "He waits outside.",
        ),
    ],
)
def test_other_lines_are_no_headings(line: str) -> None:
    assert not headings(f"Black.\n\n{line}\n\nA dog barks.\n")


@pytest.mark.parametrize(
    ("after", "hour"),
    [
        *(("CONTINUOUS", "NIGHT"), ("CONTINUOUS ACTION", "NIGHT"), ("LATER", "NIGHT"), ("MOMENTS LATER", "NIGHT")),
        *(("A MOMENT LATER", "NIGHT"), ("10 MINUTES LATER", "NIGHT"), ("SAME", "NIGHT"), ("SAME TIME", "NIGHT")),
        *(
            ("MEANWHILE", "NIGHT"),
            ("FORTLAUFEND", "NIGHT"),
            ("PLUS TARD", "NIGHT"),
            ("連続", "NIGHT"),
            ("계속", "NIGHT"),
        ),
        *(
            ("TWO YEARS LATER", ""),
            ("FLASHBACK", ""),
            ("KITCHEN", ""),
            ("LATER - DAWN", "DAWN"),
            ("LATER THAT DAY", "DAY"),
        ),
    ],
)
def test_what_goes_on_does_so_in_the_hour_of_the_scene_before(after: str, hour: str) -> None:
    _, found = headings(f"INT. BARN - NIGHT\n\nDust.\n\nEXT. YARD - {after}\n\nRain.\n").values()
    assert found.time == hour


def test_the_hour_is_handed_on_from_scene_to_scene() -> None:
    found = headings("INT. A - DUSK\n\nINT. B - LATER\n\nINT. C - CONTINUOUS\n\nINT. D\n\nINT. E - LATER\n\n")
    assert [each.time for each in found.values()] == ["DUSK", "DUSK", "DUSK", "", ""]


@pytest.mark.parametrize("line", [".LATER", ".MOMENTS LATER", "INT. SAME - LATER", "○同・台所"])
def test_a_heading_without_a_place_stays_in_the_place_before(line: str) -> None:
    _, found = headings(f"INT. BARN - NIGHT\n\nDust.\n\n{line}\n\nRain.\n").values()
    assert found.place == "BARN"


def test_spellings_of_one_place_are_one_place() -> None:
    places = ("JOE'S BAR", "THE JOE’S BAR", "Joes Bar", "JOE'S  BAR.", "JOE`S-BAR", "JO'S BAR")
    text = "".join(f"INT. {place} - DAY\n\nDust.\n\n" for place in places)
    assert [found.place for found in headings(text).values()] == ["JOE'S BAR"] * 5 + ["JO'S BAR"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("INT. HOUSE, KITCHEN - DAY", ("HOUSE", "KITCHEN")),
        ("EXT. HOUSE, GARDEN - DAY", ("HOUSE", "GARDEN")),
        ("EXT. HOUSE / FRONT DOOR - DAY", ("HOUSE", "FRONT DOOR")),
        ("INT. ATTIC, HOUSE - DAY", ("HOUSE", "ATTIC")),
        ("INT. CASTLE, THRONE ROOM - DAY", ("CASTLE", "THRONE ROOM")),
        ("EXT. PARIS, FRANCE - DAY", ("PARIS, FRANCE", "")),
        ("INT. HOUSE / BARN - DAY", ("HOUSE / BARN", "")),
        ("int. house - cellar - day", ("HOUSE", "CELLAR")),
    ],
)
def test_the_script_shows_which_place_lies_in_which(line: str, expected: tuple[str, str]) -> None:
    found = headings(f"EXT. HOUSE - DAY\n\nDust.\n\nINT. BARN - DAY\n\nHay.\n\n{line}\n\nRain.\n")
    last = [*found.values()][-1]
    assert (last.place, last.sub_place) == expected


def test_a_year_is_told_by_itself() -> None:
    assert [alone(f"EXT. SEA - DAY ({year})").year for year in ("1973", "1980s", "SUMMER 1969")] == [
        "1973",
        "1980S",
        "1969",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Act one\n", "\nDust.\n"),
        ("# Act one\n## Two\n= It begins\n", "\nDust.\n"),
        ("===\n", "\nDust.\n"),
        ("CUT TO:\n", "\nDust.\n"),
        ("CUT TO:\n/*\nINT. OLD - DAY\n\nThey leave.\n*/\n", "\nDust.\n"),
        ("/* gone */\n", "\nDust.\n"),
        ("[[a note]]\n", "\nDust.\n"),
        ("She waits.\n", "\nDust.\n"),
        ("She waits.\n", "Dust.\n"),
        ("ANNA\nHello.\n", "\nDust.\n"),
        ("ANNA\n(low)\nHello.\n", "Dust.\n"),
        ("EXT. FIELD - DAY\n", "Dust.\n"),
        ("> THE TITLE <\n", "Dust.\n"),
    ],
)
def test_a_heading_is_found_wherever_it_stands(before: str, after: str) -> None:
    found = headings(f"Black.\n\n{before}INT. BARN - NIGHT\n{after}")
    assert [each.place for each in found.values()][-1] == "BARN"


def test_a_heading_that_no_empty_line_sets_apart_is_remarked() -> None:
    text = "INT. A - DAY\n\nShe waits.\nINT. B - DAY\n\nANNA\nHello.\nINT. C - DAY\n\nDust.\n"
    assert [remark.line for remark in parse(text).remarks] == [4, 8]


@pytest.mark.parametrize("line", ["INT. is where we are.", "EXT. THE END", "int. barn - day"])
def test_what_looks_like_a_heading_but_is_spoken_stays_spoken(line: str) -> None:
    screenplay = parse(f"INT. A - DAY\n\nANNA\nHello.\n{line}\n\nDust.\n")
    assert (Kind.DIALOGUE, line) in [(element.kind, element.text) for element in screenplay.elements]


@pytest.mark.parametrize(
    "speech", ["Hello.\nEXT. THE END", "\n".join(["Hello."] * 300) + "\nEXT. THE END", "EXT. THE END"]
)
def test_spoken_text_like_a_heading_is_remarked(speech: str) -> None:
    screenplay = parse(f"INT. A - DAY\n\nANNA\n{speech}\n\nDust.\n")
    (remark,) = screenplay.remarks
    assert remark.line == 4 + speech.count("\n") and "looks like a heading but is spoken text" in remark.text
    assert [element.kind for element in screenplay.elements].count(Kind.HEADING) == 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_headings_say_what_a_reader_sees(path: Path) -> None:
    truth = read(path)
    found = headings(truth.script)
    told = {paragraph.first: paragraph for paragraph in truth.paragraphs if "setting" in paragraph.facts}
    assert found.keys() == told.keys()
    assert [_said(found[line]) for line in told] == [_facts(paragraph) for paragraph in told.values()]


def _said(found: Heading) -> tuple[str, ...]:
    return found.setting, found.place, found.sub_place, found.time, ", ".join(found.modifiers)


def _facts(paragraph: Paragraph) -> tuple[str, ...]:
    return tuple(paragraph.facts.get(name, "").strip() for name in ("setting", "place", "sub", "time", "modifiers"))


def test_the_language_decides_between_words_that_two_share() -> None:
    assert heading("INT. BAR - NOC").time == "NOC"
    assert heading("INT. CAMPUS - NOC - NIGHT").sub_place == "NOC"
