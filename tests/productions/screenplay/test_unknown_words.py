"""People whom the structure of a script shows, though no table has their names, titles and trades."""

import pytest

from productions.screenplay.decisions import Split
from tests.productions.screenplay.reading import HEADING, last, people, scene, seen, whole


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        # Nobody ever writes it in capitals: it is called out, or has its capital within a sentence as well.
        ("fr", "YSALINE dort.\n\nYSALINE\nLoïck !\n\nCUT TO:\n\nLoïck sursaute.", ["Loïck"]),
        ("en", "OSKEL waits. Later he wakes Vazmir.\n\nCUT TO:\n\nVazmir snorts.", ["Vazmir"]),
        ("zh", "罗守田擦着茶碗。\n\n罗守田\n冬瓜，三号桌。\n\n冬瓜应了一声。\n\nCUT TO:\n\n冬瓜咧嘴笑了。", ["冬瓜"]),
        # A first name that no table has stands before the last name that speaks.
        ("en", "This is Thessaly Quill.\n\nQUILL\nNo.\n\nCUT TO:\n\nThessaly unbuttons.", ["Thessaly Quill"]),
        ("en", "It's Wynnet Brandt.\n\nWYNNET\nNo.\n\nBRANDT\nNo.\n\nCUT TO:\n\nWynnet waits.", ["Wynnet Brandt"]),
        # What stands before the last name of a cue may be a title, also behind a colon.
        ("de", "Ein Hut in der Hand: KOMMERZIALRAT BIBERTI.\n\nBIBERTI\nNein.\n\nSCHNITT:\n\nDer Kommerzialrat wartet.",
         ["KOMMERZIALRAT BIBERTI"]),
        # Each of several titles stands for who has it.
        ("en", "DETECTIVE SERGEANT RON PLASKETT, cold.\n\nPLASKETT\nNo.\n\nCUT TO:\n\nThe detective waits.",
         ["DETECTIVE SERGEANT RON PLASKETT"]),
        # A Chinese last name is left out, or stands before what somebody is.
        ("zh", "柳青梅进来。\n\n柳青梅\n好。\n\nCUT TO:\n\n青梅坐下。", ["柳青梅"]),
        ("zh", "柳青梅进来。\n\n柳青梅\n好。\n\nCUT TO:\n\n柳姑娘坐下。", ["柳青梅"]),
        ("zh", "主宰孙伟（50岁）喝茶。\n\n孙伟\n好。\n\nCUT TO:\n\n孙伟看表。", ["孙伟"]),
        ("zh", "掌柜的罗守田（五十多岁）喝茶。\n\n罗守田\n好。\n\nCUT TO:\n\n掌柜的看表。", ["罗守田"]),
        # Who has a name with a word before it that no table has, and speaks under both together, is somebody else.
        ("zh", "沈国栋（68岁）。\n\n沈国栋\n好。\n\n博士沈国栋（20）。\n\n博士沈国栋\n好。\n\nCUT TO:\n\n沈国栋走。",
         ["沈国栋"]),
        # Whoever never speaks under a name has another one behind it that speaks and never comes in.
        ("es", "ROSARIO, Chayo de cariño, plancha.\n\nCHAYO\nNo.\n\nCUT TO:\n\nChayo espera.", ["ROSARIO"]),
        ("en", "HAMISH LYLE, whom folk have named Hamster, eats.\n\nHAMSTER\nNo.\n\nCUT TO:\n\nHamster waits.",
         ["HAMISH LYLE"]),
        ("zh", "老艄公秦满仓坐着。\n\n秦满仓\n好。\n\nCUT TO:\n\n秦爷站起来。", ["秦满仓"]),
        # A full name without its title is what the script calls somebody.
        ("de", "DR. FALK SEIDLITZ tritt ein.\n\nSEIDLITZ\nJa.\n\nSCHNITT:\n\nEs ist Falk Seidlitz, nass.",
         ["Falk Seidlitz"]),
        # Whoever spoke as what they are has a name from now on, also where that is a title.
        ("en", "STRANGER\nHello.\n\nThe stranger, whose name is Corrigan, sits.\n\nCORRIGAN\nNo.\n\nCUT TO:\n\n"
         "Corrigan waits.", ["CORRIGAN"]),
        ("pt", "Espreita o BARÃO DE AZURARA.\n\nBARÃO\nSim.\n\nCUT TO:\n\nAzurara sorri.", ["BARÃO DE AZURARA"]),
        # A younger one of somebody is as old as they were then, and nobody else.
        ("en", "NADIA VOSS, 34, grey parka.\n\nNADIA\nNo.\n\nCUT TO:\n\nA younger Nadia, 10, sleeps.", ["NADIA VOSS"]),
        ("de", "NADJA VOSS, 34, im Parka.\n\nNADJA\nNein.\n\nSCHNITT:\n\nEine jüngere Nadja (10) schläft.",
         ["NADJA VOSS"]),
        # Whoever says who they are, and speaks by that name from then on, is no second one.
        ("en", "MAN IN A SUIT sits.\n\nDEE\nName?\n\nMAN IN A SUIT\nPruitt. Alan Pruitt.\n\nPRUITT\nYes.\n\nCUT TO:\n\n"
         "The man in a suit waits.", ["PRUITT"]),
        ("fr", "JEUNE HOMME entre.\n\nJEUNE HOMME\nJe m'appelle Yanis.\n\nYANIS\nOui.\n\nCUT TO:\n\n"
         "Le jeune homme attend.", ["YANIS"]),
        # A last name that is an adjective as well stands behind a title, and speaks alone.
        ("de", "BÜRGERMEISTER KLEIN, Anzug.\n\nKLEIN\nNein.\n\nCUT TO:\n\nKlein wartet.", ["BÜRGERMEISTER KLEIN"]),
        ("en", "SERGEANT YOUNG, 40, waits.\n\nYOUNG\nNo.\n\nCUT TO:\n\nYoung waits.", ["SERGEANT YOUNG"]),
        ("de", "FRAU BRANDTS SOHN, JENS (24), kommt.\n\nJENS\nNein.\n\nCUT TO:\n\nJens wartet.", ["JENS"]),
        # What somebody is and who they are stand between commas.
        ("en", "The STATION MANAGER, Mrs. Ferreira, 45, stands.\n\nFERREIRA\nNo.\n\nCUT TO:\n\nThe manager nods.",
         ["Mrs. Ferreira"]),
        # Men and women are addressed as elsewhere.
        ("en", "Her boss, SR. TAVARES, nods.\n\nTAVARES\nNo.\n\nCUT TO:\n\nTavares waits.", ["SR. TAVARES"]),
        # The rest of a Japanese name is one as well.
        ("ja", "店主の榊原辰吉（72）がいる。\n\n辰吉\nはい。\n\nCUT TO:\n\n榊原、隠れる。", ["榊原辰吉"]),
    ],
)  # fmt: skip
def test_people_are_found_whose_words_no_table_has(language: str, action: str, seen_there: list[str]) -> None:
    assert last(action, language) == seen_there


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        ("en", "OSKEL waits. Rain in Paris.\n\nCUT TO:\n\nParis wakes.", []),
        ("en", "OSKEL waits.\n\nCUT TO:\n\nSilence falls.", []),
        ("fr", "OSKEL attend.\n\nOSKEL\nOnze.\n\nCUT TO:\n\nOnze abeilles. Onze bourdonnent.", []),
        ("fr", "OSKEL attend.\n\nOSKEL\nÇa.\n\nCUT TO:\n\nÇa klaxonne.", []),
        ("en", "LUCY\nNo.\n\nTOMMY, Lucy behind him, waits.\n\nCUT TO:\n\nLucy waits.", ["LUCY"]),
        ("en", "LEN ROURKE (50) and DANNY. Half Len's age.\n\nLEN\nNo.\n\nCUT TO:\n\nLen waits.", ["LEN ROURKE"]),
        ("en", "OSKEL takes a photograph. JOÃO CARDOSO, 1968.\n\nCUT TO:\n\nJoão Cardoso waits.", []),
        ("en", "CLERK sits.\n\nCLERK\nAsk for Pruitt.\n\nPRUITT\nYes.\n\nCUT TO:\n\nThe clerk waits.", ["CLERK"]),
        ("en", "OSKEL waits. INTERVIEW. Oskel sits.\n\nCUT TO:\n\nINTERVIEW, under protest.", []),
        ("zh", "严玉蓉进来。\n\n严玉蓉\n好。\n\n玉蓉坐下。\n\nCUT TO:\n\n女孩是少年玉蓉。", []),
        ("ko", "달수(65)와 봄이(9)와 태식(40).\n\nCUT TO:\n\n거울 셋.", []),
        ("de", "OSKEL wartet im Nebel.\n\nSCHNITT:\n\nNebel zieht auf.", []),
        ("zh", "沈国栋进来。\n\n沈国栋\n老沈，好。\n\nCUT TO:\n\n老沈坐下。\n\n老沈笑了。", ["沈国栋"]),
    ],
)
def test_words_that_only_begin_a_sentence_are_nobody(language: str, action: str, seen_there: list[str]) -> None:
    assert last(action, language) == seen_there


@pytest.mark.parametrize(
    ("language", "short", "long"),
    [
        ("fr", "MME PLOUVIER", "MADAME PLOUVIER"),
        ("en", "DET. PLOUVIER", "DETECTIVE PLOUVIER"),
        ("en", "SGT. PLOUVIER", "SERGEANT PLOUVIER"),
        ("es", "SRA. PLOUVIER", "SEÑORA PLOUVIER"),
    ],
)
def test_a_title_that_is_written_shorter_is_the_same_one(language: str, short: str, long: str) -> None:
    read = scene(f"{long} (80) enters.\n\n{long}\nNo.\n\n{short}\nYes.", language)
    assert [person.name for person in read.people] == [long]


def test_titles_that_are_not_the_same_are_two_people() -> None:
    read = scene("MADAME PLOUVIER\nNon.\n\nMONSIEUR PLOUVIER\nSi.\n\nMADEMOISELLE PLOUVIER\nOui.", "fr")
    assert len(read.people) == 3


def test_whoever_has_another_age_is_somebody_else() -> None:
    assert len(scene("ANNA (8) plays. ANNA VOGT (70) waits.").people) == 2
    assert len(scene("ANNA (70) plays. ANNA VOGT (70) waits.").people) == 1


def test_shots_that_people_make_leave_the_people_as_they_are() -> None:
    text = f"{HEADING}LUZ (30) entra.\n\nLUZ\nVictoria. Tiene ochenta años.\n\nVictoria pasea por la mesa."
    read = whole(text, language="es")
    starts = [start.anchor for shot in read.shots() for start in shot.starts]
    again = whole(text, language="es", decisions=[Split(anchor) for anchor in starts])
    assert set(people(read)) == set(people(again)) == {"LUZ", "Victoria"}
    assert seen([*again.shots()][-1]) == ["Victoria"]


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        # Whose sister somebody is tells more than a given name that is a man's elsewhere.
        ("en", "ADA (81) with KEMBO and his sister FEMI (9).\n\nCUT TO:\n\nThe girl nods.", ["FEMI"]),
        ("en", "ADA (81) with KEMBO and his twin sister FEMI (9).\n\nCUT TO:\n\nThe twins nod.", ["FEMI", "KEMBO"]),
        # A pronoun behind one that is done to may mean whoever that one means.
        ("zh", "柳青梅进来。\n\n马副官绕着她走。\n\n她抱紧琵琶。\n\nCUT TO:\n\n他坐下。", []),
        # What somebody wears is no animal, though an animal is called so.
        ("es", "BALTASAR ORUETA (61), mono azul, y NEREA (18) esperan.\n\nCUT TO:\n\nLos dos se miran.",
         ["BALTASAR ORUETA", "NEREA"]),
    ],
)  # fmt: skip
def test_what_stands_around_a_name_tells_more_than_the_name(language: str, action: str, seen_there: list[str]) -> None:
    assert last(action, language) == seen_there


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        # The boy is the only one whose age nobody tells, among men.
        ("nl", "GERRIT (58) en MILAN wachten.\n\nCUT TO:\n\nDe jongen lacht.", ["MILAN"]),
        ("nl", "GERRIT (58), JAN en MILAN wachten.\n\nCUT TO:\n\nDe jongen lacht.", []),
        # As many as a number tells are those whom a sentence showed together.
        ("en", "NADIA (50) sits. PRITI (20), DOUG (20) and KEV (20) wait.\n\nCUT TO:\n\nAll three leave.",
         ["DOUG", "KEV", "PRITI"]),
        ("en", "ADA and TOM sit.\n\nCUT TO:\n\nNeither says anything.", ["ADA", "TOM"]),
        # She is not whoever spoke last, where another is known to be she.
        ("en", "ANNA (40) sits by KEV.\n\nKEV\nSorry.\n\nCUT TO:\n\nShe nods.", ["ANNA"]),
    ],
)  # fmt: skip
def test_who_is_left_tells_who_is_meant(language: str, action: str, seen_there: list[str]) -> None:
    assert last(action, language) == seen_there


def test_years_that_something_lasts_are_no_age() -> None:
    read = scene("MRS. OKONKWO, a guest of forty years' standing, lowers her newspaper.")
    assert people(read)["MRS. OKONKWO"].look.age == ""


def test_a_clause_with_a_subject_of_its_own_speaks_of_whom_the_sentence_began_with() -> None:
    others = "GERALD sits with PHILIPPA, 30. MRS. OKONKWO lowers her newspaper.\n\nMRS. OKONKWO\nNo.\n\n"
    together = "Gerald and Philippa watch.\n\nGERALD\nNo.\n\nPHILIPPA\nYes.\n\nCUT TO:\n\n"
    assert last(others + together + "She touches his sleeve and he lets her.") == ["GERALD", "PHILIPPA"]
