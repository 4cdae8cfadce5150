"""Whom words mean that are nobody's name: kin, ages, trades, pronouns before verbs, verbs without a subject."""

import pytest

from tests.productions.screenplay.reading import cast, last, scene

# Each tells of ANNA, an old woman, and BEN, a boy, who is her grandson; {} is what the last paragraph says.
OLD_AND_YOUNG = {
    "en": "ANNA (70) sits. Beside her stands BEN (8), her grandson.\n\nCUT TO:\n\n{}",
    "de": "ANNA (70) sitzt. Neben ihr steht BEN (8), ihr Enkel.\n\nSCHNITT:\n\n{}",
    "fr": "ANNA (70 ans) attend. À côté d'elle, BEN (8 ans), son petit-fils.\n\nCUT TO:\n\n{}",
    "es": "ANNA (70) espera. A su lado, BEN (8), su nieto.\n\nCUT TO:\n\n{}",
    "it": "ANNA (70) aspetta. Accanto a lei BEN (8), suo nipotino.\n\nCUT TO:\n\n{}",
    "pt": "ANNA (70) espera. Ao lado dela, BEN (8), seu neto.\n\nCUT TO:\n\n{}",
    "nl": "ANNA (70) wacht. Naast haar staat BEN (8), haar kleinzoon.\n\nCUT TO:\n\n{}",
    "pl": "ANNA (70) czeka. Obok niej BEN (8), jej wnuk.\n\nCUT TO:\n\n{}",
    "ru": "АННА (70) ждёт. Рядом с ней БЕН (8), её внук.\n\nCUT TO:\n\n{}",
    "zh": "安娜(70)在等。她身边是孙子小本(8)。\n\n安娜\n来。\n\n小本\n好。\n\nCUT TO:\n\n{}",
    "ja": "アンナ(70)が待っている。隣に孫のベン(8)。\n\nアンナ\nおいで。\n\nベン\nはい。\n\nCUT TO:\n\n{}",
    "ko": "안나(70)가 기다린다. 옆에 손자 민수(8).\n\n안나\n이리 와.\n\n민수\n네.\n\nCUT TO:\n\n{}",
}
ANNA, BEN = (
    {"ru": "АННА", "zh": "安娜", "ja": "アンナ", "ko": "안나"},
    {"ru": "БЕН", "zh": "小本", "ja": "ベン", "ko": "민수"},
)


@pytest.mark.parametrize(
    ("language", "old", "young", "kin"),
    [
        ("en", "The old woman nods.", "The boy nods.", "The grandmother nods."),
        ("de", "Die Alte nickt.", "Der Kleine nickt.", "Die Großmutter nickt."),
        ("fr", "La vieille femme hoche la tête.", "Le petit sourit.", "La grand-mère sourit."),
        ("es", "La anciana asiente.", "El niño asiente.", "La abuela asiente."),
        ("it", "La vecchia annuisce.", "Il bambino annuisce.", "La nonna annuisce."),
        ("pt", "A velha acena.", "O menino acena.", "A avó acena."),
        ("nl", "De oude vrouw knikt.", "Het jongetje knikt.", "De grootmoeder knikt."),
        ("pl", "Staruszka kiwa głową.", "Chłopiec kiwa głową.", "Babcia kiwa głową."),
        ("ru", "Старушка кивает.", "Мальчик кивает.", "Бабушка кивает."),
        ("zh", "老太太点点头。", "男孩点点头。", "奶奶点点头。"),
        ("ja", "老女がうなずく。", "少年がうなずく。", "祖母がうなずく。"),
        ("ko", "노파가 고개를 끄덕인다.", "소년이 고개를 끄덕인다.", "할머니가 고개를 끄덕인다."),
    ],
)
def test_the_old_the_young_and_kin_are_known_without_their_names(language: str, old: str, young: str, kin: str) -> None:
    told = OLD_AND_YOUNG[language]
    anna, ben = ANNA.get(language, "ANNA"), BEN.get(language, "BEN")
    assert [last(told.format(text), language) for text in (old, young, kin)] == [[anna], [ben], [anna]]


@pytest.mark.parametrize(
    "text",
    [
        "A boy runs by. The boy stumbles.",
        "The butcher waves.",
        "She eats like a child.",
        "The photograph of the boy.",
        "A picture: the boy at the sea.",
    ],
)
def test_somebody_else_may_be_old_or_young_as_well(text: str) -> None:
    assert "BEN" not in last(OLD_AND_YOUNG["en"].format(text))


def test_of_two_children_nobody_is_the_child() -> None:
    assert last("BEN (8) and TOM (9) wait.\n\nCUT TO:\n\nThe boy sneezes.") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "SGT. LEE (40) reads.\n\nCUT TO:\n\nThe sergeant yawns."),
        ("en", "DR. LEE (40) reads.\n\nCUT TO:\n\nThe doctor yawns."),
        ("en", "A terrier trots in. This is LEE. Nobody calls Lee.\n\nCUT TO:\n\nThe dog barks."),
        ("en", "In the middle a BRIDE (LEE, 40), very still.\n\nCUT TO:\n\nThe bride yawns."),
        ("de", "LEE, eine Wirtin, liest.\n\nSCHNITT:\n\nDie Wirtin gähnt."),
        ("fr", "LEE, une chèvre attachée au mur, mange.\n\nCUT TO:\n\nLa chèvre bêle."),
        ("fr", "LEE (40 ans), passeur, lit.\n\nCUT TO:\n\nLe passeur bâille."),
        ("es", "LEE (40), jefa de estación, lee.\n\nCUT TO:\n\nLa jefa bosteza."),
        ("it", "LEE (40), pescatore, legge.\n\nCUT TO:\n\nIl pescatore sbadiglia."),
        ("it", "DOTTOR LEE legge.\n\nCUT TO:\n\nIl dottore sbadiglia."),
        ("pt", "LEE (40), barqueiro, lê.\n\nCUT TO:\n\nO barqueiro boceja."),
        ("nl", "LEE (40), schipper, leest.\n\nCUT TO:\n\nDe schipper gaapt."),
        ("pl", "LEE (40), motorniczy, czyta.\n\nCUT TO:\n\nMotorniczy ziewa."),
        ("ru", "ЛИ (40), паромщик, читает.\n\nCUT TO:\n\nПаромщик зевает."),
        ("ja", "課長の黒川(52)が読む。\n\n黒川\nうん。\n\nCUT TO:\n\n課長が立ち上がる。"),
        ("ko", "선장 김민수(52)가 읽는다.\n\n김민수\n음.\n\nCUT TO:\n\n선장이 일어선다."),
        ("zh", "船长李明(52)在看书。\n\n李明\n嗯。\n\nCUT TO:\n\n船长站起来。"),
    ],
)
def test_somebody_is_called_by_what_they_are(language: str, text: str) -> None:
    assert len(last(text, language)) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "ANNA attend.\n\nBEN sourit.\n\nAnna le regarde."),
        ("fr", "BEN attend.\n\nANNA sourit. Elle l'observe."),
        ("fr", "ANNA attend.\n\nBEN sourit. Anna lui tend la main."),
        ("es", "BEN espera.\n\nANNA sonríe. Mirándolo, Anna se levanta."),
        ("it", "BEN aspetta.\n\nAnna lo guarda.\n\nANNA\nCiao.\n\n"),
        ("pt", "BEN espera.\n\nANNA abraça-o."),
    ],
)
def test_a_pronoun_before_or_behind_a_verb_is_somebody(language: str, text: str) -> None:
    assert "BEN" in {name for shot in cast(text, language) for name in shot}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "ANNA reads.\n\nCUT TO:\n\nStands up and nods."),
        ("es", "ANNA lee.\n\nCUT TO:\n\nCierra el libro."),
        ("es", "ANNA lee.\n\nCUT TO:\n\nSale de la casa."),
        ("it", "ANNA legge.\n\nCUT TO:\n\nChiude il libro."),
        ("it", "ANNA legge.\n\nCUT TO:\n\nEsce di casa."),
        ("pt", "ANNA lê.\n\nCUT TO:\n\nFecha o livro."),
        ("pl", "ANNA czyta.\n\nCUT TO:\n\nZamyka książkę."),
        ("pl", "ANNA czyta.\n\nCUT TO:\n\nPodchodzi do okna."),
        ("ru", "АННА читает.\n\nCUT TO:\n\nЗакрывает книгу."),
        ("ru", "АННА читает.\n\nCUT TO:\n\nПодходит к окну."),
    ],
)
def test_who_acts_is_not_said_again(language: str, text: str) -> None:
    assert len(last(text, language)) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "ANNA lee.\n\nCUT TO:\n\nEntra un tren."),
        ("es", "ANNA lee.\n\nCUT TO:\n\nPasa una mujer."),
        ("it", "ANNA legge.\n\nCUT TO:\n\nArriva il treno."),
        ("pl", "ANNA czyta.\n\nCUT TO:\n\nPodjeżdża tramwaj."),
        ("ru", "АННА читает.\n\nCUT TO:\n\nПодходит поезд."),
    ],
)
def test_what_comes_behind_its_verb_is_nobody(language: str, text: str) -> None:
    assert last(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "NOÉLINE attend.\n\nCUT TO:\n\nSes mains tremblent."),
        ("es", "NOELIA espera.\n\nCUT TO:\n\nSus manos tiemblan."),
        ("it", "NOELIA aspetta.\n\nCUT TO:\n\nLe sue mani tremano."),
        ("pt", "NOÉLIA espera.\n\nCUT TO:\n\nSuas mãos tremem."),
        ("pl", "ANNA czeka.\n\nCUT TO:\n\nJej ręce drżą."),
        ("ru", "АННА ждёт.\n\nCUT TO:\n\nЕё руки дрожат."),
    ],
)
def test_a_body_is_of_somebody_who_is_there(language: str, text: str) -> None:
    assert len(last(text, language)) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "ODALINE (40 ans), assise au bar, et VASCOT (50 ans), accoudé au mur.\n\nCUT TO:\n\nElle boit."),
        ("es", "ODAL (40), sentada en la barra, y VASK (50), apoyado en la pared.\n\nCUT TO:\n\nElla bebe."),
        ("it", "ODAL (40), seduta al banco, e VASK (50), appoggiato al muro.\n\nCUT TO:\n\nLei beve."),
        ("pt", "A Odal entra.\n\nODAL\nOi.\n\nVASK\nOi.\n\nO Vask sai.\n\nA Odal senta.\n\nCUT TO:\n\nEla bebe."),
        ("pl", "ODALA (40) i WASK (50) piją.\n\nCUT TO:\n\nOna wstaje."),
        ("ru", "ОДАЛА (40) и ВАСК (50) пьют.\n\nCUT TO:\n\nОна встаёт."),
    ],
)
def test_endings_and_articles_tell_who_is_she(language: str, text: str) -> None:
    assert [name.casefold()[:2] for name in last(text, language)] in (["od"], ["од"])


@pytest.mark.parametrize(
    ("language", "text", "seen_there"),
    [
        ("en", "ANNA nods.\n\nCUT TO:\n\nOn the wall Anna in a silver frame.", []),
        ("en", 'ANNA nods.\n\nCUT TO:\n\n"Dear Anna. Come home."', []),
        ("fr", "ANNA rit.\n\nCUT TO:\n\nLa photo d'un quai, floue : Anna, 1988.", []),
        ("pl", "ANNA czyta.\n\nCUT TO:\n\nNa półce, w ramce, Anna.", []),
        ("pl", 'ANNA czyta.\n\nCUT TO:\n\nAdres: „Anna Nowak".', []),
        ("ja", "太郎(8)が笑う。\n\n太郎\nはい。\n\nCUT TO:\n\n太郎、と裏に書いてある。", []),
        ("zh", "小明(8)在笑。\n\n小明\n好。\n\nCUT TO:\n\n墙上写着小明。", []),
    ],
)
def test_who_is_only_in_a_picture_or_in_writing_is_not_there(language: str, text: str, seen_there: list[str]) -> None:
    assert last(text, language) == seen_there


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "BAPTISTE LE GOFF, soixante ans, rit.\n\nBAPTISTE\nOui.", "BAPTISTE LE GOFF"),
        ("pl", "MAREK WILK (61) czyta.\n\nMAREK\nTak.", "MAREK WILK"),
        ("pl", "Na ławce ZOSIA, lat dwadzieścia.\n\nGŁOS ZOSI (OFF)\nTak.", "ZOSIA"),
        ("ru", "В двери лицо ТАМАРЫ РЫБИНОЙ (47).\n\nТАМАРА\nДа.", "ТАМАРА РЫБИНА"),
        ("ja", "大河内ミツ(74)が笑う。\n\nミツ\nはい。", "大河内ミツ"),
        ("en", "Sgt. Hunter Moyle, 38, ducks in.\n\nMOYLE\nYes.", "Hunter Moyle"),
    ],
)
def test_a_name_is_one_in_all_its_forms(language: str, text: str, name: str) -> None:
    assert {one for shot in cast(text, language) for one in shot} == {name}


def test_a_voice_from_somewhere_has_no_name() -> None:
    assert cast("ANNA słucha.\n\nGŁOS Z TŁUMU (OFF)\nKiedy?\n\nTłum milczy.", "pl")[0] == ["ANNA"]


def test_a_short_form_means_the_one_whose_name_begins_so() -> None:
    assert last("VIKRAM (40) reads.\n\nCUT TO:\n\nVik yawns.") == ["VIKRAM"]


def test_twins_are_two() -> None:
    told = "FRANK PELL (60) and EARNEST PELL (60) argue.\n\nCUT TO:\n\nThe twins shrug."
    assert last(told) == ["EARNEST PELL", "FRANK PELL"]


def test_kin_of_somebody_is_not_they_themselves() -> None:
    assert last("ADAM (50) śpi. HALINA (48), żona Adama, czyta.\n\nCUT TO:\n\nPrzy oknie żona Adama.", "pl") == [
        "HALINA"
    ]


def test_his_father_is_who_speaks_next() -> None:
    assert cast("BEN (8) sleeps. On the floor sits his father.\n\nTOM\nHush.\n\n")[0] == ["BEN", "TOM"]


def test_a_name_that_may_be_two_is_told_with_its_line() -> None:
    read = scene("NORA VANCE (38) drives. TOBIAS VANCE (71) sleeps.\n\nCUT TO:\n\nVance brakes.")
    assert [(remark.line, "NORA VANCE or TOBIAS VANCE" in remark.text) for remark in read.remarks] == [(7, True)]


def test_capitals_that_look_like_a_name_and_are_nobody_are_told_with_their_line() -> None:
    read = scene("ANNA nods at the key.\n\nHENRY KEY turns away.")
    assert [(remark.line, "HENRY KEY" in remark.text) for remark in read.remarks] == [(5, True)]
