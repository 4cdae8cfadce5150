"""Who is meant by words that are nobody's name: kin, trades, ages, numbers and pronouns."""

import re
from collections.abc import Iterator

import msgspec
import pytest

from productions.screenplay.languages import LANGUAGES
from productions.screenplay.words.lexicon import lexicon
from productions.screenplay.words.sentences import words as words_of
from tests.productions.screenplay.reading import HEADING, cast, last, people, scene, seen, whole

_UGO_AND_PIERO = "UGO guarda PIERO.\n\nPIERO\nSì.\n\nCUT TO:\n\nUgo saluta Piero.\n\nCUT TO:\n\n"


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        (
            "en",
            "At the wheel MEG FOLEY, the pilot, arms like posts.\n\nMEG\nNo.\n\nCUT TO:\n\nMeg waits.",
            ["MEG FOLEY"],
        ),
        ("de", "Vorn an der Tafel EMRE KAYA, Hemd, Sneaker.\n\nEMRE\nNein.\n\nSCHNITT:\n\nEmre wartet.", ["EMRE KAYA"]),
        ("fr", "GROS LOUIS (45 ans) entre.\n\nGROS LOUIS\nNon.\n\nCUT TO:\n\nLouis pose la valise.", ["GROS LOUIS"]),
        ("en", "BIG SAL (40) enters. YOUNG SAL (9) hides.\n\nCUT TO:\n\nBig Sal waits.", ["BIG SAL"]),
        ("en", "Her phone lights up: MEG YARD.\n\nMEG\nHello.\n\nCUT TO:\n\nMeg waits.", ["MEG"]),
        ("en", "Behind her waddles COLONEL, a goose with one wing.\n\nCUT TO:\n\nThe goose sleeps.", ["COLONEL"]),
        ("it", "In mezzo un cane con due collari, uno rosso e uno blu: PELÉ.\n\nCUT TO:\n\nIl cane dorme.", ["PELÉ"]),
        ("es", "La sonidista, MARA SOLÍS, veinte años, espera.\n\nCUT TO:\n\nLa sonidista asiente.", ["MARA SOLÍS"]),
        ("en", "Eyes in the dark. The RATS.\n\nRATS\nYes.\n\nCUT TO:\n\nThe rats scatter.", ["RATS"]),
    ],
)
def test_names_are_found_wherever_they_stand(language: str, action: str, seen_there: list[str]) -> None:
    assert last(action, language) == seen_there


def test_herds_are_groups() -> None:
    assert [person.kind for person in scene("Eyes in the dark. The RATS.\n\nRATS\nYes.").people] == ["group"]


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        ("en", "ADA FOY (70) waits. TED FOY (40) enters.\n\nCUT TO:\n\nMother and son eat.", ["ADA FOY", "TED FOY"]),
        (
            "de",
            "ADA FOY (70) wartet. UWE FOY (40) kommt.\n\nSCHNITT:\n\nMutter und Sohn essen.",
            ["ADA FOY", "UWE FOY"],
        ),
        (
            "fr",
            "ANNE ROY (70 ans) attend. LUC ROY (40 ans) entre.\n\nCUT TO:\n\nMère et fils mangent.",
            ["ANNE ROY", "LUC ROY"],
        ),
        ("it", "UGO RE (70) aspetta. LIA RE (40) entra.\n\nCUT TO:\n\nPadre e figlia mangiano.", ["LIA RE", "UGO RE"]),
        ("es", "ANA REY (70) espera. LUIS REY (40) entra.\n\nCUT TO:\n\nMadre e hijo comen.", ["ANA REY", "LUIS REY"]),
        ("pt", "ANA REIS (70) espera. RUI REIS (40) entra.\n\nCUT TO:\n\nMãe e filho comem.", ["ANA REIS", "RUI REIS"]),
        ("nl", "ADA VOS (70) wacht. JAN VOS (40) komt.\n\nCUT TO:\n\nMoeder en zoon eten.", ["ADA VOS", "JAN VOS"]),
        (
            "pl",
            "ANNA NOWAK (70) czeka. JAN NOWAK (40) wchodzi.\n\nCUT TO:\n\nMatka i syn jedzą.",
            ["ANNA NOWAK", "JAN NOWAK"],
        ),
        (
            "ru",
            "АННА ГРИН (70) ждёт. ИВАН ГРИН (40) входит.\n\nCUT TO:\n\nМать и сын едят.",
            ["АННА ГРИН", "ИВАН ГРИН"],
        ),
        ("en", "ADA FOY (70) waits. TED ROSS (40) enters.\n\nCUT TO:\n\nFather and daughter eat.", []),
    ],
)
def test_two_of_one_family_are_meant_by_what_they_are(language: str, action: str, seen_there: list[str]) -> None:
    assert last(action, language) == seen_there


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        ("en", "ADA FOY (70) waits. TED FOY (40) enters. MIA (30), too.\n\nCUT TO:\n\nThe son reads.", ["TED FOY"]),
        (
            "de",
            "ADA (79) liest. PAULA (16) kommt. UWE (40) auch.\n\nSCHNITT:\n\nDie Großmutter zieht den Fuß weg.",
            ["ADA"],
        ),
        (
            "fr",
            "ANNE ROY (83 ans) attend. LUC ROY (55 ans) entre. NADIA aussi.\n\nCUT TO:\n\nLe fils regarde la photo.",
            ["LUC ROY"],
        ),
        ("pl", "ZENON (64) siedzi. IGOR (10) śpi.\n\nCUT TO:\n\nNa brzegu łóżka siada dziadek.", ["ZENON"]),
        ("pl", "BEATA (39), synowa Zenona, czeka. ZENON (64) siedzi.\n\nCUT TO:\n\nSynowa klęka.", ["BEATA"]),
        (
            "en",
            "NELL (34), Otto's daughter-in-law, knits. OTTO (70) sits.\n\nCUT TO:\n\nThe daughter-in-law nods.",
            ["NELL"],
        ),
        ("it", "LIA (34), la nuora di Ugo, cuce. UGO (70) siede.\n\nCUT TO:\n\nLa nuora annuisce.", ["LIA"]),
        ("ru", "ОЛЬГА (34), невестка Ивана, шьёт. ИВАН (70) сидит.\n\nCUT TO:\n\nНевестка кивает.", ["ОЛЬГА"]),
        ("en", "ADA FOY (70) waits. TED ROSS (40) and BEN CROW (41) enter.\n\nCUT TO:\n\nThe son reads.", []),
    ],
)
def test_kin_is_whoever_of_the_scene_may_be_that(language: str, action: str, seen_there: list[str]) -> None:
    assert last(action, language) == seen_there


TEACHER = (
    "EVA KUNZ (79) wartet. EMRE KAYA, Mitte dreißig, kommt.\n\nEMRE\nSie fahren.\n\nEVA\nJa, Herr Kaya.\n\n"
    "Der Fahrlehrer lächelt.\n\nINNEN. AUTO - TAG\n\nEva fährt. Neben ihr Emre.\n\n"
)


@pytest.mark.parametrize(
    ("action", "seen_there"),
    [
        ("Ein Kurier überholt. Der Fahrlehrer winkt.", ["EMRE KAYA"]),
        ("Eva schaut zum Fahrlehrer. Der schaut aus dem Fenster.", ["EMRE KAYA", "EVA KUNZ"]),
    ],
)
def test_a_trade_is_of_whom_it_always_may_be(action: str, seen_there: list[str]) -> None:
    read = whole(f"INNEN. SCHULE - TAG\n\n{TEACHER}SCHNITT:\n\n{action}", language="de")
    assert sorted(seen(list(read.shots())[-1])) == seen_there


def test_a_trade_where_a_crowd_is_may_be_anyone_of_it() -> None:
    scenes = "TOM (40) waits. The GUESTS eat. The waiter nods.\n\n", "Tom sits. The GUESTS eat.\n\n"
    assert last(f"{HEADING.join(scenes)}CUT TO:\n\nThe waiter nods.") == []


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        ("en", "ANN (30), BEN (31) and CAL (32) sit.\n\nCUT TO:\n\nAll three look up.", ["ANN", "BEN", "CAL"]),
        ("de", "ANNA (30), BEN (31) und UWE (32) sitzen.\n\nSCHNITT:\n\nAlle drei schweigen.", ["ANNA", "BEN", "UWE"]),
        (
            "fr",
            "ANNE (30 ans), LUC (31 ans) et ZOÉ (32 ans) attendent.\n\nCUT TO:\n\nTous les trois rient.",
            ["ANNE", "LUC", "ZOÉ"],
        ),
        ("it", "ANNA (30), UGO (31) e LIA (32) siedono.\n\nCUT TO:\n\nTutti e tre ridono.", ["ANNA", "LIA", "UGO"]),
        ("pl", "ANNA (30), JAN (31) i EWA (32) siedzą.\n\nCUT TO:\n\nWszyscy troje milczą.", ["ANNA", "EWA", "JAN"]),
        ("ru", "АННА (30), ИВАН (31) и ОЛЬГА (32) сидят.\n\nCUT TO:\n\nВсе трое молчат.", ["АННА", "ИВАН", "ОЛЬГА"]),
        ("nl", "ANNA (30), JAN (31) en EVA (32) zitten.\n\nCUT TO:\n\nAlle drie zwijgen.", ["ANNA", "EVA", "JAN"]),
        ("en", "BEN (31), ANN (30) and CAL (32) sit.\n\nCUT TO:\n\nThe two men nod.", ["BEN", "CAL"]),
        ("es", "ANA (30), LUIS (31) y PABLO (32) esperan.\n\nCUT TO:\n\nLos dos hombres callan.", ["LUIS", "PABLO"]),
        ("pt", "ANA (30), RUI (31) e PEDRO (32) esperam.\n\nCUT TO:\n\nOs dois homens calam-se.", ["PEDRO", "RUI"]),
        ("en", "ANN (30) and BEN (31) sit.\n\nCUT TO:\n\nAll three look up.", []),
        ("en", "ANN (30) and BEN (31) sit.\n\nCUT TO:\n\nTwo men pass.", []),
        (
            "en",
            "ANN (50) sits with EVE (20) and MIA (21).\n\nCUT TO:\n\nTom comes with his two daughters.\n\nTOM\nHi.",
            ["TOM"],
        ),
    ],
)
def test_a_number_means_as_many_as_are_there(language: str, action: str, seen_there: list[str]) -> None:
    assert last(action, language) == seen_there


WEATHER = "Rain. The sea. A gull. The sky. A rope. The tide. The wind. The mud. Fog. Hail."


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        ("de", "ANNA (30) sieht TOM (31) an.\n\nSCHNITT:\n\nAnna winkt Tom. Der nickt.", ["ANNA", "TOM"]),
        ("fr", "ANNE regarde LUC (31 ans).\n\nCUT TO:\n\nUn bruit. Anne salue Luc. Celui-ci sourit.", ["ANNE", "LUC"]),
        (
            "en",
            f"ANN (30) and TOM (40) wait.\n\n{WEATHER}\n\nCUT TO:\n\nHe laughs.",
            ["TOM"],
        ),
        (
            "en",
            f"TOM (40) sits.\n\nDENNIS (V.O.)\nHello?\n\n{WEATHER}\n\nCUT TO:\n\nHe laughs.",
            [],
        ),
        ("pl", "JAN (40) wychodzi. IGOR (10) czeka.\n\nJan całuje Igora i wychodzi.\n\nWstaje.", ["IGOR"]),
        (
            "pl",
            "IGOR (10) siedzi. MAJKA (12) czeka.\n\nCUT TO:\n\nIgor uchyla wieko. Oko patrzy na nią.",
            ["IGOR", "MAJKA"],
        ),
        ("es", "MILI (20) y TITO (60) esperan.\n\nCUT TO:\n\nA Tito se le cae la cuchara.", ["TITO"]),
        ("es", "MILI (20) y TITO (60) esperan.\n\nCUT TO:\n\nLe hace un gesto a Tito.", ["TITO"]),
        (
            "it",
            "UGO (40) e PIO (50) siedono.\n\nCUT TO:\n\nUgo prende il fischietto. Pio lo raccoglie, lo guarda.",
            ["PIO", "UGO"],
        ),
        (
            "de",
            "PAULA (16) steht da. ADA (70) auch.\n\nSCHNITT:\n\nDas Mädchen geht, ohne dass man sie bittet.",
            ["PAULA"],
        ),
        ("pl", "ANNA (50) czeka.\n\nCUT TO:\n\nNa parapecie Anny gołąb.", []),
        (
            "pl",
            "JAN (40) wkłada buty. ANNA (30) i EWA (31) czekają.\n\nCUT TO:\n\nJan wkłada buty. Nie wiąże ich.",
            ["JAN"],
        ),
        ("en", "NEIL (40) waits. CASS (41) too.\n\nCUT TO:\n\nCass wrings out one of Neil's socks.", ["CASS"]),
        ("en", "NEIL (40) waits.\n\nCUT TO:\n\nWater to Neil's armpits.", ["NEIL"]),
        ("en", "TOM and BEN wait.\n\nCUT TO:\n\nTom leaves. The door slams.\n\nCUT TO:\n\nHe sits down.", ["BEN"]),
        ("en", "TOM and BEN wait.\n\nCUT TO:\n\nTom leaves. Tom is back.\n\nCUT TO:\n\nHe sits down.", ["TOM"]),
        ("it", f"{_UGO_AND_PIERO}Quest'ultimo sorride.", ["PIERO"]),
        ("it", f"{_UGO_AND_PIERO}Quest’ultimo sorride.", ["PIERO"]),
        ("fr", "LUC salue MARC.\n\nMARC\nOui.\n\nCUT TO:\n\nLuc voit Marc.\n\nCUT TO:\n\nCe dernier sort.", ["MARC"]),
    ],
)
def test_a_pronoun_means_the_one_of_the_scene_who_is_left(language: str, action: str, seen_there: list[str]) -> None:
    assert last(action, language) == seen_there


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        ("es", "NÉLIDA (71) espera. MILI (20) también.\n\nCUT TO:\n\nLa vieja separa un gajo.", ["NÉLIDA"]),
        ("pl", "ZENON (64) siedzi. DUDEK (33) pisze.\n\nCUT TO:\n\nDudek przygląda się staremu.", ["DUDEK", "ZENON"]),
        (
            "pl",
            "IGOR (10) siedzi. BEATA (39), w fartuchu pielęgniarki, czeka.\n\nCUT TO:\n\nChłopiec zapina bluzę.",
            ["IGOR"],
        ),
        (
            "de",
            "ADA (79) sitzt. Musik aus einem Lautsprecher. PAULA (16) lacht.\n\nSCHNITT:\n\nDas Mädchen winkt.",
            ["PAULA"],
        ),
        (
            "de",
            "PAULA (16) lacht. BELLO, ein Dackel, bellt.\n\nSCHNITT:\n\nPaula, den Dackel unter dem Arm.",
            ["BELLO", "PAULA"],
        ),
        ("ja", "太郎(8)が座る。花子(70)が立つ。\n\nCUT TO:\n\n少年は笑う。", ["太郎"]),
        ("zh", "李明(8)坐着。王芳(70)站着。\n\nCUT TO:\n\n老太太笑了。", ["王芳"]),
        ("ko", "민수(8)가 앉아 있다. 영희(70)가 서 있다.\n\nCUT TO:\n\n소년이 웃는다.", ["민수"]),
    ],
)
def test_an_age_tells_who_is_meant(language: str, action: str, seen_there: list[str]) -> None:
    assert last(action, language) == seen_there


@pytest.mark.parametrize(
    ("language", "cue"),
    [
        ("de", "UWE (VOM BAND)"),
        ("en", "UWE (RECORDED)"),
        ("fr", "UWE (SUR LE RÉPONDEUR)"),
        ("it", "UWE (DALLA SEGRETERIA)"),
        ("es", "UWE (CONTESTADOR)"),
        ("pl", "UWE (Z TAŚMY)"),
    ],
)
def test_who_is_played_from_a_tape_is_not_there(language: str, cue: str) -> None:
    assert cast(f"UWE (50) sits.\n\n{HEADING}ANNA (30) waits.\n\n{cue}\nYes.\n\n", language)[-1] == ["ANNA"]


def test_a_full_stop_behind_a_rank_ends_a_sentence() -> None:
    read = cast("THE CAPTAIN\nNo.\n\nTOM (40) waits.\n\nCUT TO:\n\nTom looks at the captain. A gull cries.")
    assert read[-1] == ["TOM", "THE CAPTAIN"]


def test_who_is_he_follows_from_the_others_and_from_how_they_are_addressed() -> None:
    read = whole(f"{HEADING}ANNA waits. VUSI KHOZA waits.\n\nANNA\nMr. Khoza?\n\nVUSI\nYes.\n\nCUT TO:\n\nHe nods.")
    assert seen(list(read.shots())[-1]) == ["VUSI KHOZA"]


def test_kin_of_a_noun_alone_means_the_same_whichever_scene_comes_first() -> None:
    family = f"{HEADING}ZENON (64) sits. IGOR (10) sleeps.\n\nThe grandfather yawns.\n\n"
    other = f"{HEADING}Igor runs. Zenon and TOM (60) stop.\n\nCUT TO:\n\nThe grandfather waits.\n\n"
    read = [whole(text) for text in (family + other, other + family)]
    waiting = [seen(shot) for one in read for shot in one.shots() if "waits" in shot.text]
    assert waiting == [["ZENON"], ["ZENON"]]


OF_EITHER_SEX = {
    "de": {"enkelkind", "partner"},
    "en": {"parent", "parents", "grandchild", "partner", "cousin"},
    "fr": {"beaux-parents"},
    "it": {"nipote", "coniuge"},
    "ja": {"孫", "婚約者", "いとこ"},
    "ko": {"신부", "동생", "조카", "사촌"},
    "nl": {"kleinkind", "verloofde", "partner"},
    "pl": {"rodzic"},
    "pt": {"conjuge", "avo", "vovo"},
}
"""Kin of which the noun does not tell whether they are men or women; 신부 is a bride and a priest."""
PHRASES = {
    *("both", "everybody", "ages", "years", "clothes", "hair", "builds", "qualities", "feelings", "pictures", "frames"),
    *("known_as", "absent", "no_names", "word_names", "labels", "editing", "same_as", "counts", "plurals", "cases"),
    *("beats", "latter", "genitives", "joining", "families", "tens", "i_am"),
}
"""Lists whose entries are looked for as they stand in a text, or as whole names, and not word by word."""


def entries(words: msgspec.Struct) -> Iterator[tuple[str, str]]:
    """The words of a table that are looked for word by word, each with the name of its list."""
    for name in words.__struct_fields__:
        listed = getattr(words, name)
        if isinstance(listed, msgspec.Struct):
            yield from entries(listed)
        elif isinstance(listed, tuple) and name not in PHRASES and not name.endswith(("_endings", "_forms", "_verbs")):
            yield from ((name, word) for word in listed)


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_looked_for_word_by_word_is_one_word(code: str) -> None:
    several = [(name, word) for name, word in entries(LANGUAGES[code].people) if len(words_of(word)) != 1]
    assert not several


@pytest.mark.parametrize("code", LANGUAGES)
def test_kin_are_nouns_that_tell_who_is_he_and_who_is_she(code: str) -> None:
    words = lexicon(code)
    untold = {word for word in words.kin if word not in words.nouns or not words.nouns[word].gender}
    assert untold == OF_EITHER_SEX.get(code, set())
    assert untold <= words.nouns.keys()


@pytest.mark.parametrize("word", ["パパ", "じいちゃん", "おばあさん"])
def test_voiced_letters_are_letters_of_their_own(word: str) -> None:
    assert word in lexicon("ja").kin


@pytest.mark.parametrize("code", LANGUAGES)
def test_kin_of_every_language_has_an_opposite_and_nouns(code: str) -> None:
    words = lexicon(code)
    for kind in ("parents", "children", "parents_in_law", "children_in_law"):
        assert any(word in words.nouns for word, told in words.kin.items() if told == kind), (code, kind)


def test_nobody_is_invented() -> None:
    assert people(scene("The waiter nods. The two men laugh. All three leave. Mother and son eat.")) == {}


@pytest.mark.parametrize(
    ("language", "action", "names"),
    [
        ("es", "DOÑA REMEDIOS CANO, 81 años, espera.\n\nDOÑA REMEDIOS\nNo.", ["DOÑA REMEDIOS CANO"]),
        ("en", "AUNT MAY FOLEY (60) waits.\n\nAUNT MAY\nNo.", ["AUNT MAY FOLEY"]),
        ("fr", "MME ROSE LEROY, 60 ans, attend.\n\nMME ROSE\nNon.", ["MME ROSE LEROY"]),
        ("ru", "ТЁТЯ ЗИНА ПЕТРОВА (60) ждёт.\n\nТЁТЯ ЗИНА\nНет.", ["ТЁТЯ ЗИНА ПЕТРОВА"]),
        (
            "es",
            "DOÑA REMEDIOS CANO y DOÑA REMEDIOS RUIZ esperan.\n\nDOÑA REMEDIOS\nNo.",
            ["DOÑA REMEDIOS", "DOÑA REMEDIOS CANO", "DOÑA REMEDIOS RUIZ"],
        ),
        ("en", 'MARSH (40) waits. On the lining: "Will Marsh, 5 years".\n\nMARSH\nNo.', ["MARSH"]),
        ("ru", "УТЮГОВ (40) ждёт. На подкладке: «Утюгов Вова, 5 лет».\n\nУТЮГОВ\nНет.", ["УТЮГОВ"]),
        ("fr", "ROY (40 ans) attend. Sur la doublure : «Luc Roy, 5 ans».\n\nROY\nNon.", ["ROY"]),
        ("ru", "Здесь двадцать ДЕТЕЙ. ИВАН (40) ждёт.", ["ДЕТИ", "ИВАН"]),
        ("pl", "Idzie dwadzieścia DZIECI. JAN (40) czeka.", ["DZIECI", "JAN"]),
    ],
)
def test_names_belong_to_one_person(language: str, action: str, names: list[str]) -> None:
    assert sorted(people(scene(action, language))) == names


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        ("en", "ANN (8) and BEN (9) wait. OLD TOM (70), too.\n\nCUT TO:\n\nTom waves to the children.", ["ANN", "BEN"]),
        ("de", "ANNA (8) und BEN (9) warten. UWE (70) auch.\n\nSCHNITT:\n\nUwe winkt den Kindern.", ["ANNA", "BEN"]),
        ("fr", "ANNE (8 ans) et LUC (9 ans) attendent.\n\nCUT TO:\n\nLes enfants rient.", ["ANNE", "LUC"]),
        ("es", "ANA (8) y LUIS (9) esperan.\n\nCUT TO:\n\nLos niños ríen.", ["ANA", "LUIS"]),
        ("it", "ANNA (8) e UGO (9) aspettano.\n\nCUT TO:\n\nI bambini ridono.", ["ANNA", "UGO"]),
        ("pt", "ANA (8) e RUI (9) esperam.\n\nCUT TO:\n\nAs crianças riem.", ["ANA", "RUI"]),
        ("nl", "ANNA (8) en JAN (9) wachten.\n\nCUT TO:\n\nDe kinderen lachen.", ["ANNA", "JAN"]),
        ("ru", "АННА (8) и ИВАН (9) ждут.\n\nCUT TO:\n\nДворник машет детям.", ["АННА", "ИВАН"]),
        ("pl", "ANNA (8) i JAN (9) czekają.\n\nCUT TO:\n\nDozorca macha dzieciom.", ["ANNA", "JAN"]),
        ("en", "ANN (8) and TOM (40) wait.\n\nCUT TO:\n\nThe children wave.", []),
        ("en", "ANN (8) and BEN (9) wait. CHILDREN play.\n\nCUT TO:\n\nThe kids wave.", []),
    ],
)
def test_the_children_are_those_who_are_there(language: str, action: str, seen_there: list[str]) -> None:
    assert [one for one in last(action, language) if one not in ("OLD TOM", "UWE")] == seen_there


APART = {
    "en": "ADA FOY (70) sits. MIA FOY (9) plays.\n\nINT. YARD - DAY\n\nTOM (30) waits.\n\nCUT TO:\n\n"
    "Grandmother and granddaughter sing.",
    "de": "ADA FOY (70) sitzt. MIA FOY (9) spielt.\n\nINNEN. HOF - TAG\n\nTOM (30) wartet.\n\nSCHNITT:\n\n"
    "Großmutter und Enkelin singen.",
    "fr": "ADA FOY (70 ans) attend. MIA FOY (9 ans) joue.\n\nINT. COUR - JOUR\n\nTOM (30 ans) attend.\n\nCUT TO:\n\n"
    "Grand-mère et petite-fille chantent.",
    "pt": "ADA FOY (70) espera. MIA FOY (9) brinca.\n\nINT. PÁTIO - DIA\n\nRUI (30) espera.\n\nCUT TO:\n\n"
    "Avó e neta cantam.",
    "ru": "КАПИТАН ГРИН (70) ждёт. ЛЁВА ГРИН (9) бежит.\n\nКАПИТАН\nНет.\n\nЛЁВА\nДа.\n\n"
    "ИНТ. ДВОР - ДЕНЬ\n\nИВАН (30) ждёт.\n\nCUT TO:\n\n"
    "Дед и внук поют.",
}


@pytest.mark.parametrize("language", APART)
def test_two_of_one_family_are_meant_where_nobody_of_the_scene_is_that(language: str) -> None:
    names = {"ru": ["КАПИТАН ГРИН", "ЛЁВА ГРИН"]}.get(language, ["ADA FOY", "MIA FOY"])
    assert last(APART[language], language) == names


YOUNGER = {
    "en": "ANNA VOGT (74) waits. MIA (28), too.\n\nINT. FLASHBACK - DAY\n\nYOUNG ANNA pours milk for LITTLE MIA "
    "(7).\n\n"
    "LITTLE MIA\nMore.\n\nThe grandmother smiles.\n\nINT. KITCHEN - NIGHT\n\nAnna sits. Mia, too. BIA (8) plays.\n\n"
    "CUT TO:\n\nGrandmother and granddaughter laugh.",
    "pt": "DONA LOURDES (74) espera. CLARA (28) também.\n\nINT. FLASHBACK - DIA\n\nLOURDES MAIS NOVA serve leite a "
    "CLARA CRIANÇA, 7 anos.\n\nCLARA CRIANÇA\nMais.\n\nA avó sorri.\n\nINT. COZINHA - NOITE\n\nLourdes senta. Clara "
    "também. BIA (8) brinca.\n\nCUT TO:\n\nAvó e neta riem.",
}


@pytest.mark.parametrize(("language", "names"), [("en", ["ANNA VOGT", "MIA"]), ("pt", ["CLARA", "DONA LOURDES"])])
def test_kin_of_a_flashback_is_kin_as_old_as_the_scene_shows_them(language: str, names: list[str]) -> None:
    assert last(YOUNGER[language], language) == names


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        ("en", "ADA (70) waits. TOM (29) enters.\n\nCUT TO:\n\nAda pushes the young man aside.", ["ADA", "TOM"]),
        ("fr", "ANNE (70 ans) attend. LUC (29 ans) entre.\n\nCUT TO:\n\nElle écarte le jeune homme.", ["ANNE", "LUC"]),
        ("de", "ADA (70) wartet. UWE (29) kommt.\n\nSCHNITT:\n\nAda schiebt den jungen Mann weg.", ["ADA", "UWE"]),
        ("es", "ANA (70) espera. LUIS (29) entra.\n\nCUT TO:\n\nAna aparta al hombre.", ["ANA", "LUIS"]),
        ("en", "ADA (70) waits. TOM (29) and BEN (30) enter.\n\nCUT TO:\n\nAda looks at the young man.", ["ADA"]),
        ("en", "The GUESTS wait. ADA (70) enters.\n\nCUT TO:\n\nThe guests look at the woman.", ["GUESTS"]),
        ("fr", "ANNE (70 ans) attend. LUC (29 ans) entre.\n\nCUT TO:\n\nElle a la grâce d'un homme.", ["ANNE"]),
        ("de", "ADA (70) wartet. KÄPTEN, ein Hütehund, schläft.\n\nSCHNITT:\n\nDer Hund gähnt.", ["KÄPTEN"]),
        ("nl", "ADA (70) wacht. KAP, een herdershond, slaapt.\n\nCUT TO:\n\nDe hond gaapt.", ["KAP"]),
        ("es", "DON EUSEBIO, el párroco, espera. ANA (30) también.\n\nCUT TO:\n\nEl cura se aparta.", ["DON EUSEBIO"]),
    ],
)
def test_a_description_means_the_one_who_fits(language: str, action: str, seen_there: list[str]) -> None:
    assert last(action, language) == seen_there


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        ("en", "ANN (8) and ADA (60) wait.\n\nCUT TO:\n\nThe grandmother nods.", ["ADA"]),
        ("pt", "ANA (8) e RITA, de avental, esperam.\n\nCUT TO:\n\nA avó acena.", ["RITA"]),
        ("de", "MIA (8) und EVA, im Kittel, warten.\n\nSCHNITT:\n\nDie Großmutter nickt.", ["EVA"]),
    ],
)
def test_a_child_is_nobodys_parent(language: str, action: str, seen_there: list[str]) -> None:
    assert last(action, language) == seen_there


@pytest.mark.parametrize(("language", "read"), [("de", "»Otto«"), ("de", "„Otto“"), ("fr", "«Otto»"), ("pl", "„Otto”")])
def test_whose_name_is_only_read_is_not_there(language: str, read: str) -> None:
    assert last(f"OTTO (40). EVA (41).\n\nCUT TO:\n\nEva: {read}.", language) == ["EVA"]


SEVERAL = {
    "en": "ANN (40) sits. EVE (50), too. TOM (61) waits.",
    "de": "ANNA (40) sitzt. EVA (50) auch. TOM (61) wartet.",
    "fr": "ANNE (40 ans) attend. ÈVE (50 ans) aussi. LUC (61 ans) rit.",
    "es": "ANA (40) espera. EVA (50) también. LUIS (61) ríe.",
    "it": "ANNA (40) aspetta. EVA (50) anche. UGO (61) ride.",
    "pt": "ANA (40) espera. EVA (50) também. RUI (61) ri.",
    "nl": "ANNA (40) wacht. EVA (50) ook. JAN (61) lacht.",
    "pl": "ANNA (40) czeka. EWA (50) też. JAN (61) śpi.",
    "ru": "АННА (40) ждёт. ЕВА (50) тоже. ИВАН (61) спит.",
}


@pytest.mark.parametrize(
    ("language", "action", "number"),
    [
        ("en", "Both women freeze.", 2),
        ("en", "The two women freeze.", 2),
        ("en", "The women freeze.", 2),
        ("en", "Neither of the two women moves.", 2),
        ("en", "Three women enter. The women laugh.", 0),
        ("en", "NURSES pass. The women laugh.", 0),
        ("en", "A photograph: two women.", 0),
        ("de", "Die Frauen lachen.", 2),
        ("de", "Die drei lachen.", 3),
        ("fr", "Les femmes rient.", 2),
        ("fr", "Les trois attendent.", 3),
        ("fr", "Les trois voitures attendent.", 0),
        ("es", "Los tres, callados.", 3),
        ("es", "Las mujeres callan.", 2),
        ("it", "I tre sono fermi.", 3),
        ("it", "Nessuna delle due donne parla.", 2),
        ("pt", "As mulheres calam.", 2),
        ("nl", "De vrouwen zwijgen.", 2),
        ("pl", "Kobiety milczą.", 2),
        ("ru", "Женщины молчат.", 2),
    ],
)
def test_men_women_and_numbers_are_those_who_are_there(language: str, action: str, number: int) -> None:
    script = SEVERAL[language]
    everybody = [name for name in re.findall(r"[^\W\d_]{2,}", script) if name.isupper()]
    there = cast(f"{script}\n\nCUT TO:\n\n{action}", language)[-1]
    assert sorted(name for name in there if name != "NURSES") == sorted(everybody[:number])


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        ("en", "ANN (40) sits. TOM (61), too.\n\nCUT TO:\n\nThe old couple dances.", ["ANN", "TOM"]),
        ("fr", "ANNE (60 ans) attend. LUC (61 ans) rit.\n\nCUT TO:\n\nLe vieux couple danse.", ["ANNE", "LUC"]),
        ("it", "ANNA (40) aspetta. UGO (61) ride.\n\nCUT TO:\n\nLa coppia balla.", ["ANNA", "UGO"]),
        ("en", "BEN (41) waits. A boy enters.\n\nCUT TO:\n\nThey look at each other.", ["BEN"]),
        ("en", "BEN (41) sits. TOM (61) waits.\n\nCUT TO:\n\nThe boys laugh.", ["BEN", "TOM"]),
        ("en", "BEN (41) sits. TOM (9) waits.\n\nCUT TO:\n\nThe children laugh.", []),
        (
            "es",
            "BRUNO (9) entra con su padre, HUGO (40), y su madre, IRENE (41).\n\nCUT TO:\n\nSus padres callan.",
            ["HUGO", "IRENE"],
        ),
        (
            "en",
            "MIA (9) enters with her father, TOM (40), and her mother, ANN (41).\n\nCUT TO:\n\nHer parents laugh.",
            ["ANN", "TOM"],
        ),
        ("en", "MARY COOK (30) waits.\n\nCOOK\nNo.\n\nCUT TO:\n\nCook nods.", ["MARY COOK"]),
        ("pl", "TOMASZ WILK (29) czeka.\n\nWILK\nNie.\n\nCUT TO:\n\nWilk milczy.", ["TOMASZ WILK"]),
        ("en", "JUDITH CRANE (50) waits.\n\nJUDITH\nNo.\n\nCUT TO:\n\nCrane nods.", ["JUDITH CRANE"]),
        (
            "de",
            "HINNERK (67) wartet. Bei ihm sitzt seine Tochter MERLE, Mitte dreißig.\n\nHINNERK\nJa.\n\nSCHNITT:\n\n"
            "Er nickt.",
            ["HINNERK"],
        ),
        (
            "de",
            "HINNERK (67) wartet. Bei ihm sitzt seine Tochter MERLE, Mitte dreißig.\n\nHINNERK\nNein.\n\nSie nickt.",
            ["HINNERK", "MERLE"],
        ),
        ("en", "A girl comes in. ZARIN (17), soaked.\n\nTOM (40) waits.\n\nCUT TO:\n\nShe sits.", ["ZARIN"]),
        (
            "en",
            "ANN (40) waits. The toddler is her brother, IDRIS.\n\nCUT TO:\n\nAnn looks at the child.",
            ["ANN", "IDRIS"],
        ),
        ("ja", "佐伯正一（68）が立つ。三崎遥（17）が座る。\n\nCUT TO:\n\n彼女は笑う。", ["三崎遥"]),
        ("ja", "佐伯正一（68）が立つ。三崎遥（17）が座る。\n\nCUT TO:\n\n男は笑う。", ["佐伯正一"]),
        ("nl", "OPA HARM (73) wacht.\n\nOPA HARM\nNee.\n\nCUT TO:\n\nOpa knikt.", ["OPA HARM"]),
        ("pl", "Wysiada komisarz EWA SADOWSKA (44).\n\nSADOWSKA\nNie.\n\nCUT TO:\n\nKomisarz klęka.", ["EWA SADOWSKA"]),
        (
            "it",
            "UMBERTO PICCHI, sessantadue anni, cappello, amministratore, entra.\n\nCUT TO:\n\nL'amministratore ride.",
            ["UMBERTO PICCHI"],
        ),
    ],
)
def test_couples_kin_and_what_somebody_is_mean_those_of_the_scene(
    language: str, action: str, seen_there: list[str]
) -> None:
    assert last(action, language) == seen_there
