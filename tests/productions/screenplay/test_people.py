"""Who is in a film, under which names, and who is in each of its shots."""

import unicodedata

import pytest

from productions.screenplay.decisions import Alias
from productions.screenplay.drafts import IntroducedLook, Known, KnownName, Why
from productions.screenplay.people import characters
from productions.screenplay.words.lexicon import lexicon
from tests.productions.screenplay.reading import HEADING, cast, last, people, scene, seen, whole

MIXED_CASE = """INT. BAR - NIGHT

ANNA sits alone at the long counter.

ANNA
One more, please.

Anna looks at the clock, then at the door.

EXT. BEACH - DAY

BOB throws a stone into the sea.

Bob turns. Anna is standing there.
"""


def test_a_name_is_known_in_any_case_and_who_never_speaks_is_somebody() -> None:
    read = whole(MIXED_CASE)
    assert [seen(shot) for shot in read.shots()] == [["ANNA"], ["BOB"], ["BOB", "ANNA"]]
    assert set(people(read)) == {"ANNA", "BOB"}


ANNA = "ANNA enters.\n\nANNA\nHello.\n\n"


@pytest.mark.parametrize(
    ("action", "seen_there"),
    [
        ("Anna waves.", ["ANNA"]),
        ("anna waves.", ["ANNA"]),
        ("The door opens for Anna's hands.", ["ANNA"]),
        ("Annabel waves.", []),
        ("A bananna falls.", []),
        ('A voice whispers "Anna".', []),
        ("Anna's car is empty.", []),
        ("Anna's on her back.", ["ANNA"]),
        ("The sign reads ANNA.", []),
        ("ANNA'S POV - the sea.", []),
        ("There is no sign of Anna.", []),
    ],
)
def test_a_name_is_found_as_a_whole_word_of_somebody_who_is_there(action: str, seen_there: list[str]) -> None:
    assert last(f"{ANNA}CUT TO:\n\n{action}") == seen_there


def test_a_name_is_known_before_it_is_introduced() -> None:
    assert cast("Mara waits.\n\nCUT TO:\n\nMARA\nAt last.\n\n") == [["MARA"], ["MARA"]]


FAMILY = "NORA VANCE (38) drives. TOBIAS VANCE (71) sleeps.\n\nCUT TO:\n\n"


@pytest.mark.parametrize(
    ("action", "seen_there"),
    [
        ("Nora brakes.", ["NORA VANCE"]),
        ("Tobias Vance wakes.", ["TOBIAS VANCE"]),
        ("The Vances drive on.", ["NORA VANCE", "TOBIAS VANCE"]),
        ("The Vance men sleep.", ["TOBIAS VANCE"]),
        ("Vance brakes.", []),
        ("Mr Vance wakes.", ["TOBIAS VANCE"]),
        ("The lights of Vance Salt Works.", []),
        ("Bob Vance rides by.", []),
    ],
)
def test_people_of_one_family_are_told_apart(action: str, seen_there: list[str]) -> None:
    assert last(FAMILY + action) == seen_there


def test_a_short_name_stands_for_the_full_one() -> None:
    read = scene("IDA QUIST (29), city shoes, comes in.\n\nIDA\nSo.\n\n")
    (ida,) = read.people
    assert (ida.name, ida.aliases, ida.first_line) == ("IDA QUIST", ("IDA",), 3)
    assert ida.look == IntroducedLook(wardrobe="city shoes", age="29")


def test_a_full_name_in_small_letters_counts_where_an_age_follows() -> None:
    read = scene("Her son, wee Will Okafor, nineteen, is reading.\n\nWILL\nSo?\n\n")
    assert list(people(read)) == ["Will Okafor"]


@pytest.mark.parametrize(
    ("intro", "cue", "name"),
    [
        ("It was dark. This is GRANNY TICK.", "ANNA", {"GRANNY TICK", "ANNA"}),
        ('NINA CASTELLANO, "Nails" to her friends, enters.', "NAILS", {"NINA CASTELLANO"}),
        ("MR. VANCE enters.", "NORA VANCE", {"MR. VANCE", "NORA VANCE"}),
        ("YOUNG ANNA, 8, hides.", "ANNA", {"YOUNG ANNA", "ANNA"}),
        ("An OLD MAN sits.", "THE OLD MAN", {"THE OLD MAN"}),
        ("A MAN IN A GREY SUIT sits.", "MAN IN GREY SUIT", {"MAN IN GREY SUIT"}),
        ("GUARD #1 and GUARD 2 run in.", "GUARD 1", {"GUARD 1", "GUARD 2"}),
        ("J.D. enters.", "JD", {"JD"}),
        ("MARIA DE LA CRUZ (40) enters.", "MARIA", {"MARIA DE LA CRUZ"}),
        ("MARIA VON TRAPP (40) enters.", "TRAPP", {"MARIA VON TRAPP"}),
        ("ANNE-MARIE O'BRIEN, 60, enters.", "O'BRIEN", {"ANNE-MARIE O'BRIEN"}),
        ('LENNY "THE FIST" MORETTI, 45, enters.', "THE FIST", {"LENNY MORETTI"}),
        ("BEATRICE NWOSU (66), known to the street as Auntie Bee, waves.", "AUNTIE BEE", {"BEATRICE NWOSU"}),
        ("DETECTIVE RAY COLE, 50, enters.", "COLE", {"DETECTIVE RAY COLE"}),
        ("TOMMY LEE JONES JR., 12, rides.", "TOMMY", {"TOMMY LEE JONES JR"}),
        ("A DOG (a wet one) gets in.", "TOMMY", {"DOG", "TOMMY"}),
    ],
)
def test_kinds_of_names(intro: str, cue: str, name: set[str]) -> None:
    assert set(people(scene(f"{intro}\n\n{cue}\nHello.\n\n"))) == name


@pytest.mark.parametrize(
    "action",
    [
        "BANG! A PHONE RINGS. The window SHATTERS.",
        "The letterhead reads BRINE & COMPANY.",
        "He does NOT move. It is HUGE.",
        "The CONTRACT lies on the DESK, beside a RED STAMP.",
        "From far off, THUNDER.",
        "CRICKET on the radio.",
        "EXTREME CLOSE ON the SWITCH. We PULL BACK.",
        "The tape is GREEN this time.",
        'A PHONE buzzes: "TESS".',
        "SMASH CUT TO:",
        "SUPER: LONDON, 1940.",
        "RAIN pounds. SMOKE fills the ROOM.",
    ],
)
def test_sounds_signs_things_and_terms_are_nobody(action: str) -> None:
    assert people(scene(action)) == {}


@pytest.mark.parametrize(
    ("action", "seen_there"),
    [
        ("Will walks off.", ["WILL"]),
        ("Will it ever end?", []),
        ("Nobody will see.", []),
        ("There is hope.", []),
        ("Hope smiles.", ["HOPE"]),
        ("Somebody picks the Rose.", []),
    ],
)
def test_names_that_are_words_need_a_capital(action: str, seen_there: list[str]) -> None:
    text = f"WILL\nNo.\n\nHOPE\nYes.\n\nROSE\nYes.\n\nCUT TO:\n\n{action}"
    assert last(text) == seen_there


@pytest.mark.parametrize(
    ("cue", "role"),
    [
        ("ANNA (V.O.)", "heard"),
        ("ANNA (O.S.)", "heard"),
        ("ANNA (O.S.) (CONT'D)", "heard"),
        ("ANNA V.O.", "heard"),
        ("ANNA (CONT'D)", "speaks"),
        ("ANNA (INTO RADIO)", "speaks"),
        ("ANNA (IN RECORDING)", "heard"),
        ("ANNA (ON PHONE)", "heard"),
        ("ANNA (OVER RADIO)", "heard"),
        ("ANNA’S VOICE", "heard"),
        ("VOICE OF ANNA", "heard"),
    ],
)
def test_extensions_say_who_is_seen(cue: str, role: str) -> None:
    read = scene(f"Rain.\n\n{cue}\nHello.\n\nCUT TO:\n\nANNA\nHello.\n\n")
    assert list(people(read)) == ["ANNA"]
    first = next(shot for shot in read.shots() if shot.dialogue)
    assert {entry.role for entry in first.cast if entry.name == "ANNA"} == {role}


@pytest.mark.parametrize(
    ("language", "cue"),
    [
        ("en", "ANNA (IN RECORDING)"),
        ("de", "ANNA (IN DER AUFNAHME)"),
        ("fr", "ANNA (À LA RADIO)"),
        ("fr", "ANNA (DANS LE HAUT-PARLEUR)"),
        ("it", "ANNA (ALLA RADIO)"),
        ("it", "ANNA (NELLA REGISTRAZIONE)"),
        ("nl", "ANNA (IN DE OPNAME)"),
        ("ru", "АННА (В ЗАПИСИ)"),
    ],
)
def test_who_comes_from_a_device_is_heard_whichever_word_leads_to_it(language: str, cue: str) -> None:
    assert characters.read(cue, lexicon(language)).off


def test_who_is_on_the_phone_is_seen_where_the_action_shows_them() -> None:
    read = scene("Anna holds the phone.\n\nANNA (ON PHONE)\nHello.\n\n")
    assert [seen(shot) for shot in read.shots()] == [["ANNA"]]


@pytest.mark.parametrize("cue", ["EDWARD AND WILL", "EDWARD/WILL", "EDWARD & WILL", "EDWARD, WILL"])
def test_two_may_speak_together(cue: str) -> None:
    read = scene(f"{cue}\nRun!\n\n")
    (shot,) = read.shots()
    assert seen(shot) == ["EDWARD", "WILL"]
    assert {entry.why for entry in shot.cast if entry.kind == "character"} == {Why.TOGETHER}


def test_a_married_couple_speaks_together() -> None:
    assert set(people(scene("MR. AND MRS. SMITH\nOh!\n\n"))) == {"MR. SMITH", "MRS. SMITH"}


@pytest.mark.parametrize("name", ["MAJORETTES", "The CREW", "Two COPS", "STUDENTS", "The CONGREGATION"])
def test_several_people_are_a_group(name: str) -> None:
    (group,) = scene(f"{name} wait in the shade.").people
    assert group.kind == "group"


def test_a_group_is_known_again() -> None:
    text = "WORKERS wait.\n\nCUT TO:\n\nLutz and the workers drag the boat.\n\nLUTZ\nPull!\n\n"
    assert cast(text) == [["WORKERS"], ["LUTZ", "WORKERS"]]


def test_guards_are_all_the_guards() -> None:
    assert last("GUARD 1 and GUARD 2 run.\n\nCUT TO:\n\nThe guards stop.") == ["GUARD 1", "GUARD 2"]


@pytest.mark.parametrize(
    ("text", "seen_there"),
    [
        ("NORA (38) drives. Beside her sits her father, TOBIAS (71).\n\nCUT TO:\n\nShe brakes.", ["NORA"]),
        ("ANNA and BOB sit.\n\nCUT TO:\n\nShe stands.", ["ANNA"]),
        ("ANNA sits.\n\nCUT TO:\n\nBOB looks at her.", ["ANNA", "BOB"]),
        ("ANNA sits.\n\nCUT TO:\n\nBETH hits her.", ["ANNA", "BETH"]),
        ("ANNA and BETH sit.\n\nCUT TO:\n\nShe stands.", []),
        ("ANNA sits. A woman comes in.\n\nCUT TO:\n\nShe stands.", []),
        ("ANNA sits.\n\nCUT TO:\n\nHe stands.", []),
        ("ANNA and BOB sit.\n\nCUT TO:\n\nThey stand.", ["ANNA", "BOB"]),
        ("ANNA and BOB sit. KIDS play.\n\nCUT TO:\n\nThey stand.", []),
        ("ANNA sits.\n\nCUT TO:\n\nWithout opening her eyes, BETH smiles.", ["BETH"]),
        ("ANNA sits. BETH opens the door, a suitcase beside her.", ["ANNA", "BETH"]),
        ("BOB and TOM sit.\n\nBOB\nSo?\n\nCUT TO:\n\nHe stands.", ["BOB"]),
    ],
)
def test_a_pronoun_carries_the_one_person_it_can_mean(text: str, seen_there: list[str]) -> None:
    assert last(text) == seen_there


def test_a_pronoun_reaches_into_no_other_scene() -> None:
    read = whole("INT. A - DAY\n\nANNA sits.\n\nINT. B - DAY\n\nShe stands.")
    assert [seen(shot) for shot in read.shots()] == [["ANNA"], []]


LOOKS = [
    ("MARA, 40, long red coat, enters.", IntroducedLook(wardrobe="long red coat", age="40")),
    (
        "MARA (mid-30s, tall, copper hair in a braid) enters.",
        IntroducedLook("", "copper hair in a braid", "mid-30s", "tall"),
    ),
    (
        "MARA, nine years old, green raincoat, red scarf, waits.",
        IntroducedLook("green raincoat, red scarf", "", "nine years old"),
    ),
    ("MARA enters.", IntroducedLook()),
]


@pytest.mark.parametrize(("text", "look"), LOOKS)
def test_an_introduction_tells_how_somebody_looks(text: str, look: IntroducedLook) -> None:
    (mara,) = scene(f"{text}\n\nMARA\nSo.\n\n").people
    assert mara.look == look


def test_everybody_is_cast_for_a_reason_that_has_a_line() -> None:
    read = scene("ANNA enters.\n\nANNA\nBob?\n\nCUT TO:\n\nShe waits.\n\nBOB (O.S.)\nHere.\n\n")
    reasons = [
        [(entry.name, entry.role, entry.why, entry.line) for entry in shot.cast if entry.kind != "location"]
        for shot in read.shots()
    ]
    assert reasons == [
        [("ANNA", "speaks", Why.SPEAKS, 5)],
        [("ANNA", "seen", Why.PRONOUN, 10), ("BOB", "heard", Why.HEARD, 12)],
    ]


def test_what_the_production_has_keeps_its_name_and_its_kind() -> None:
    known = Known((KnownName("WALTER", "character", ("the old man",)), KnownName("LAMP", "prop")))
    read = whole("INT. A - DAY\n\nThe old man lifts the lamp.", known)
    (shot,) = read.shots()
    assert [(entry.name, entry.kind, entry.role) for entry in shot.cast] == [
        ("A", "location", "place"),
        ("WALTER", "character", "seen"),
        ("LAMP", "prop", "prop"),
    ]


def test_a_known_short_name_stays_when_the_script_tells_the_full_one() -> None:
    read = whole("INT. A - DAY\n\nIDA QUIST (29) enters.", Known((KnownName("IDA", "character"),)))
    (ida,) = read.people
    assert (ida.name, ida.aliases) == ("IDA", ("IDA QUIST",))


def test_a_refused_name_stays_out() -> None:
    read = whole("INT. A - DAY\n\nBRUNO enters.\n\nANNA\nBruno!\n\n", Known(refused=(("Bruno", "character"),)))
    assert list(people(read)) == ["ANNA"]


@pytest.mark.parametrize(
    ("language", "text", "seen_there"),
    [
        ("de", "GRETA liest.\n\nGRETA\nJa.\n\nCUT TO:\n\nGretas Hände zittern.", ["GRETA"]),
        ("de", "GRETA (45) liest. Ihr Sohn JANNIK (16) filmt.\n\nCUT TO:\n\nEr lacht.", ["JANNIK"]),
        ("fr", "SOLANGE (50) ferme. LE NOTAIRE attend.\n\nCUT TO:\n\nLe notaire sourit.", ["LE NOTAIRE"]),
        (
            "es",
            "LUCÍA ARANDA (34) y RAFAEL ARANDA (40).\n\nCUT TO:\n\nLos Aranda ríen.",
            ["LUCÍA ARANDA", "RAFAEL ARANDA"],
        ),
        ("it", "GIULIA (30) entra. LUCA (40) legge.\n\nCUT TO:\n\nLui si alza.", ["LUCA"]),
        ("pl", "MAREK (50) stoi.\n\nCUT TO:\n\nDrzwi zamykają się za Markiem.", ["MAREK"]),
        ("ru", "ИВАН (45) входит.\n\nCUT TO:\n\nДверь бьёт Ивана.", ["ИВАН"]),
        ("zh", "@林晚\n等等我。\n\nCUT TO:\n\n林晚停住。", ["林晚"]),
        ("ja", "水野遥(28)が走る。\n\n@遥\nはい。\n\nCUT TO:\n\n遥が笑う。", ["水野遥"]),
        ("ko", "@김철수\n네.\n\nCUT TO:\n\n김철수가 웃는다.", ["김철수"]),
    ],
)
def test_languages_have_their_own_ways(language: str, text: str, seen_there: list[str]) -> None:
    assert last(text, language) == seen_there


def test_a_small_word_with_an_accent_is_no_pronoun() -> None:
    assert last("MATEO (40) entra.\n\nCUT TO:\n\nel coche para.", "es") == []
    assert last("MATEO (40) entra.\n\nCUT TO:\n\nÉl para.", "es") == ["MATEO"]


def test_a_place_is_called_as_the_production_calls_it_unless_it_is_none() -> None:
    text = "INT. THE CABIN - DAY\n\nRain.\n\nINT. BLACK - DAY\n\nRain.\n"
    known = Known((KnownName("HUT", "location", ("Cabin",)),), refused=(("Black", "location"),))
    read = whole(text, known)
    assert [place.name for place in read.places] == ["HUT"]
    assert [[entry.name for entry in shot.cast] for shot in read.shots()] == [["HUT"], []]
    aliased = whole(text, decisions=[Alias("BLACK", "THE CABIN", "location")])
    assert [place.name for place in aliased.places] == ["THE CABIN"]


def test_a_name_is_the_same_with_its_accents_apart() -> None:
    text = HEADING + "LUCÍA (34) entra.\n\nLUCÍA\nSí.\n\n"
    assert people(whole(unicodedata.normalize("NFD", text))) == people(whole(text))


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        ("en", "EDIE\nTom?\n\nCUT TO:\n\nThis is Edie Crane. She waits.", ["Edie Crane"]),
        ("en", "The landlord, Gwil, dries a glass.", ["Gwil"]),
        ("en", "A boy called Ned runs in.", ["Ned"]),
        ("en", "Edie Crane, forty, raincoat, gets out.", ["Edie Crane"]),
        ("de", "EDIE\nTom?\n\nSCHNITT:\n\nDas ist Edie Krahn. Sie wartet.", ["Edie Krahn"]),
        ("de", "EDIE\nTom?\n\nSCHNITT:\n\nTom gibt Edie Geld.", ["EDIE", "Tom"]),
        ("fr", "ÉDITH\nTom?\n\nCUT TO:\n\nC'est Édith Moreau. Elle attend.", ["Édith Moreau"]),
        ("es", "JOSEFA\nHola.\n\nCUT TO:\n\nEs Josefa Ruiz. Espera.", ["Josefa Ruiz"]),
        ("it", "ADA\nTom?\n\nCUT TO:\n\nAda Bellini aspetta.", ["Ada Bellini"]),
        ("pt", "DONA ZEFA canta.\n\nCUT TO:\n\nZefa ri.", ["DONA ZEFA"]),
        ("pt", "SEU RAIMUNDO canta.\n\nRAIMUNDO\nOi.\n\nCUT TO:\n\nRaimundo ri.", ["SEU RAIMUNDO"]),
        ("nl", "EDIE\nTom?\n\nCUT TO:\n\nDit is Edie Kramer. Ze wacht.", ["Edie Kramer"]),
        ("pl", "HANNA\nTomek?\n\nCUT TO:\n\nTo jest Hanna Kowalska. Czeka.", ["Hanna Kowalska"]),
        ("ru", "АННА\nТом?\n\nCUT TO:\n\nЭто Анна Крылова. Она ждёт.", ["Анна Крылова"]),
        ("en", "MILLER\nHi.\n\nCUT TO:\n\nDetective Sam Miller leans in.", ["Sam Miller"]),
        ("en", "MILLER\nHi.\n\nCUT TO:\n\nMiller drinks a Miller Lite.", ["MILLER"]),
        ("en", "JOE\nHi.\n\nCUT TO:\n\nJoe waits by Saint Ann Church.", ["JOE"]),
        ("de", "ANNA (40) lacht.\n\nSCHNITT:\n\nAnna Moor lacht.", ["Anna Moor"]),
        ("de", "JONAS (40) lacht.\n\nSCHNITT:\n\nJonas Auto steht da. Jonas lacht.", ["JONAS"]),
    ],
)
def test_a_full_name_in_small_letters_belongs_to_whoever_speaks_or_is_presented(
    language: str, action: str, seen_there: list[str]
) -> None:
    assert last(action, language) == seen_there


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        (
            "en",
            "TOM MARSH (26) and EDIE MARSH (30) wait.\n\nCUT TO:\n\nEdie holds her brother's wrist.",
            ["EDIE MARSH", "TOM MARSH"],
        ),
        (
            "en",
            "CAL HARLAN (38) and EZRA HARLAN (30) wait.\n\nCUT TO:\n\nThe brothers ride in.",
            ["CAL HARLAN", "EZRA HARLAN"],
        ),
        (
            "en",
            "CAL HARLAN (38) and EZRA HARLAN (30) wait.\n\nCUT TO:\n\nNeither Harlan smiles.",
            ["CAL HARLAN", "EZRA HARLAN"],
        ),
        (
            "es",
            "JUAN SALAS (38) y PABLO SALAS (30) esperan.\n\nCUT TO:\n\nLos hermanos llegan.",
            ["JUAN SALAS", "PABLO SALAS"],
        ),
        (
            "fr",
            "JEAN MOREL (38) et PAUL MOREL (30) attendent.\n\nCUT TO:\n\nLes frères arrivent.",
            ["JEAN MOREL", "PAUL MOREL"],
        ),
        (
            "it",
            "MARIO VERDI (38) e PAOLO VERDI (30) aspettano.\n\nCUT TO:\n\nI fratelli arrivano.",
            ["MARIO VERDI", "PAOLO VERDI"],
        ),
        ("nl", "JAN SMIT (38) en PIET SMIT (30) wachten.\n\nCUT TO:\n\nDe broers komen.", ["JAN SMIT", "PIET SMIT"]),
        (
            "pt",
            "JOÃO SALES (38) e PEDRO SALES (30) esperam.\n\nCUT TO:\n\nOs irmãos chegam.",
            ["JOÃO SALES", "PEDRO SALES"],
        ),
        (
            "pl",
            "JAN NOWAK (38) i PIOTR NOWAK (30) czekają.\n\nCUT TO:\n\nBracia wchodzą.",
            ["JAN NOWAK", "PIOTR NOWAK"],
        ),
        (
            "ru",
            "ИВАН ПЕТРОВ (38) и ПЁТР ПЕТРОВ (30) ждут.\n\nCUT TO:\n\nБратья входят.",
            ["ИВАН ПЕТРОВ", "ПЁТР ПЕТРОВ"],
        ),
    ],
)
def test_siblings_are_whom_their_last_name_tells(language: str, action: str, seen_there: list[str]) -> None:
    assert last(action, language) == seen_there


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        (
            "en",
            "SUNIL\nWhat?\n\nCUT TO:\n\nA photograph of Sunil hangs on the wall.",
            [],
        ),
        ("de", "ANNA lacht.\n\nSCHNITT:\n\nAuf dem Foto: Anna, ein Baum.", []),
        ("fr", "ANNA rit.\n\nCUT TO:\n\nUne photo d'Anna au mur.", []),
        ("it", "NINA ride.\n\nCUT TO:\n\nIl quaderno di Nina è vuoto.", []),
        ("it", "NINA ride.\n\nCUT TO:\n\nUna foto di Nina sul muro.", []),
        ("nl", "ANNA lacht.\n\nCUT TO:\n\nEen foto van Anna aan de muur.", []),
        ("pl", "HANNA śmieje się.\n\nCUT TO:\n\nNa ścianie fotografia: Hanna i pies.", []),
        ("ru", "АННА смеётся.\n\nCUT TO:\n\nНа стене фотография: Анна и собака.", []),
        ("ja", "遥が笑う。\n\n遥\nはい。\n\nCUT TO:\n\n壁に写真：遥と犬。", []),
    ],
)
def test_who_is_in_a_picture_is_not_there(language: str, action: str, seen_there: list[str]) -> None:
    assert last(action, language) == seen_there


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        ("de", "ANNA lacht.\n\nSCHNITT:\n\nAnnas Akte liegt auf dem Tisch.", []),
        ("de", "ANNA lacht.\n\nSCHNITT:\n\nAnnas Hand zittert.", ["ANNA"]),
        ("fr", "ANNA rit.\n\nCUT TO:\n\nLe cahier d'Anna est vide.", []),
        ("fr", "ANNA rit.\n\nCUT TO:\n\nLes mains d'Anna tremblent.", ["ANNA"]),
        ("es", "NINA ríe.\n\nCUT TO:\n\nEl cuaderno de Nina está vacío.", []),
        ("es", "NINA ríe.\n\nCUT TO:\n\nLas manos de Nina tiemblan.", ["NINA"]),
        ("es", "NINA ríe.\n\nCUT TO:\n\nAl lado de Nina, una silla.", ["NINA"]),
        ("nl", "ANNA lacht.\n\nCUT TO:\n\nAnna's auto staat leeg.", []),
    ],
)
def test_an_owner_is_there_only_by_what_is_seen_of_them(language: str, action: str, seen_there: list[str]) -> None:
    assert last(action, language) == seen_there


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        ("en", "The vicar, Reverend Ann Pike, reads.\n\nCUT TO:\n\nThe vicar nods.", ["Ann Pike"]),
        ("de", "Richterin DR. SEIDEL liest.\n\nSCHNITT:\n\nDer Hof. Die Richterin nickt.", ["DR. SEIDEL"]),
        ("de", "Ein Hund, BELLO, bellt.\n\nSCHNITT:\n\nDer Hund schläft.", ["BELLO"]),
        ("fr", "Un chien maigre, FILOU, aboie.\n\nCUT TO:\n\nLe chien dort.", ["FILOU"]),
        ("it", "Un cane magro, ZORRO, abbaia.\n\nCUT TO:\n\nIl cane dorme.", ["ZORRO"]),
        ("nl", "Een magere hond, BOBBIE, blaft.\n\nCUT TO:\n\nDe hond slaapt.", ["BOBBIE"]),
        ("pl", "Chudy pies, BURY, szczeka.\n\nCUT TO:\n\nPies śpi.", ["BURY"]),
        ("ru", "Тощий пёс, БУРАН, лает.\n\nCUT TO:\n\nПёс спит.", ["БУРАН"]),
        ("ru", "Капитан ИВАН ПЕТРОВ (50) курит.\n\nCUT TO:\n\nКапитан кивает.", ["ИВАН ПЕТРОВ"]),
        ("pl", "Kapitan JAN NOWAK (50) pali.\n\nCUT TO:\n\nKapitan kiwa głową.", ["JAN NOWAK"]),
        ("fr", "Le gardien, MARCEL (50), fume.\n\nCUT TO:\n\nLe gardien hoche la tête.", ["MARCEL"]),
        ("es", "El guardia, MARCEL (50), fuma.\n\nCUT TO:\n\nEl guardia asiente.", ["MARCEL"]),
        ("en", "ANNA (26), a lawyer, sits.\n\nCUT TO:\n\nThe lawyer nods.", ["ANNA"]),
        ("en", "ANNA (26), a lawyer, sits.\n\nCUT TO:\n\nA lawyer comes in.", []),
    ],
)
def test_a_noun_beside_a_name_stands_for_it_later(language: str, action: str, seen_there: list[str]) -> None:
    assert last(action, language) == seen_there


@pytest.mark.parametrize("action", ["SMITH & SONS is closed.", "MILLER AND DAUGHTERS is open.", "VANCE & CO burns."])
def test_a_shop_is_nobody(action: str) -> None:
    assert people(scene(action)) == {}


@pytest.mark.parametrize(
    ("action", "seen_there"),
    [
        ("He sits in the dark.\n\nEDIE MARSH (30) comes in.\n\nTOM\nHello.\n\n", ["TOM"]),
        ("He sits in the dark.\n\nBEN and TOM come in.\n\n", []),
        ("A guard sits there. He sleeps.\n\nTOM\nHello.\n\n", []),
    ],
)
def test_a_pronoun_may_come_before_its_name(action: str, seen_there: list[str]) -> None:
    assert cast(action)[0] == seen_there


def test_a_full_name_needs_no_capitals_and_keeps_its_alias() -> None:
    (edie,) = people(scene("This is Edie Marsh. She waits.\n\nEDIE\nTom?\n\n")).values()
    assert (edie.name, edie.aliases) == ("Edie Marsh", ("EDIE",))


@pytest.mark.parametrize(
    "action",
    [
        "MARGARET ALDER, known to four villages as the Grey Lady, waits.\n\nGREY LADY\nTom?\n\n",
        "GREY LADY\nTom?\n\nMARGARET ALDER, known as the Grey Lady, waits.\n\n",
    ],
)
def test_another_name_may_have_an_article(action: str) -> None:
    assert list(people(scene(action))) == ["MARGARET ALDER"]


@pytest.mark.parametrize("order", [("ANNA", "VOGT"), ("VOGT", "ANNA")])
def test_a_last_name_is_the_one_with_a_title_where_the_other_has_a_first_name(order: tuple[str, str]) -> None:
    cues = "".join(f"{name}\nIch.\n\n" for name in order)
    read = scene(f"ANNA VOGT (36) sitzt. HERR VOGT (70) auch.\n\nHERR VOGT\nNein.\n\n{cues}", "de")
    assert {person.name: person.aliases for person in read.people} == {"ANNA VOGT": ("ANNA",), "HERR VOGT": ("VOGT",)}


@pytest.mark.parametrize(("verb", "kind"), [("lehnen am Bagger", "group"), ("lehnt am Bagger", "character")])
def test_a_noun_that_has_no_plural_of_its_own_is_told_by_its_verb(verb: str, kind: str) -> None:
    assert [person.kind for person in scene(f"BAUARBEITER {verb}.", "de").people] == [kind]


def test_a_word_of_several_nouns_is_what_its_last_one_says() -> None:
    assert cast("ANNA wartet.\n\nSCHNITT:\n\nEin Justizwachtmeister kommt, und er lacht.", "de")[-1] == []


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        ("en", "MRS. DE VOS (50) reads.\n\nMRS. DE VOS\nNo.\n\nCUT TO:\n\nRain falls de facto.", []),
        ("pt", 'Rui Manuel "Zito" Prado, 50 anos, ri.\n\nZITO\nSim.\n\nCUT TO:\n\nZito sai.', ["Rui Manuel Prado"]),
        (
            "pl",
            "W oknie twarz pani Teofili Rusek, lat siedemdziesiąt.\n\nPANI TEOFILA\nTak.\n\nTEOFILA\nNie.",
            ["Teofila Rusek"],
        ),
        ("pl", "Pokój. Proboszcz JACEK, brzuchaty, siada.\n\nPROBOSZCZ\nTak.", ["JACEK"]),
        ("fr", "LA FEMME\nNon.\n\nLa femme, c'est LÉA MOREL, trente ans.", ["LÉA MOREL"]),
        ("it", "ALDO VERDI (80) dorme. ALDO BAMBINO corre.\n\nCUT TO:\n\nAldo dorme.", ["ALDO VERDI"]),
        ("nl", "De kade. Links staat GRIET DE BOER, zesenvijftig, met een emmer.", ["GRIET DE BOER"]),
        ("nl", "ANNA (40) wacht. De deuren zijn dicht.\n\nCUT TO:\n\nDe luiken zijn dicht.", []),
        ("pl", "MIŁOSZ (30) siedzi.\n\nCUT TO:\n\nPies biegnie za Miłoszem.", ["MIŁOSZ"]),
        ("it", "LEA (30) entra.\n\nLEA\nCiao.\n\nCUT TO:\n\nDa dietro, una nota.", []),
    ],
)
def test_names_are_known_as_scripts_write_them(language: str, action: str, seen_there: list[str]) -> None:
    assert last(action, language) == seen_there


@pytest.mark.parametrize(
    ("language", "action", "seen_there"),
    [
        ("it", "LIA RE (15) siede. Entra UGO RE (80).\n\nCUT TO:\n\nLia abbraccia il nonno.", ["LIA RE", "UGO RE"]),
        ("pt", "Ana Prado, 70 anos, ri. O neto dela, RUI (20), entra.\n\nRui ri. A avó sai.", ["RUI", "Ana Prado"]),
        (
            "nl",
            "Kim, elf, lacht, en haar broertje Bas, zes, ook.\n\nKIM\nJa.\n\nBAS\nNee.\n\nDe kinderen springen.",
            ["KIM", "BAS"],
        ),
        ("fr", "LUC (70) et EVA (30) entrent. Un enfant passe. Le vieux sourit.", ["LUC", "EVA"]),
        ("es", "PABLO (9) camina.\n\nCUT TO:\n\nUn zapato de niño.", []),
    ],
)
def test_kin_and_ages_tell_who_is_meant(language: str, action: str, seen_there: list[str]) -> None:
    assert sorted(last(action, language)) == sorted(seen_there)


def test_a_listener_may_be_told_by_kin() -> None:
    action = "IDA VOSS (30) waits. Her sister, MAY VOSS (28), sits.\n\nIDA\n(to her sister)\nWell?"
    assert last(action, "en") == ["IDA VOSS", "MAY VOSS"]


def test_a_name_in_a_flashback_is_of_whom_it_shows_young() -> None:
    action = "ANNA HILL (60) sleeps.\n\nINT. YARD - DAY\n\nYOUNG ANNA runs. Anna falls.\n\nAnna laughs."
    assert last(action, "en") == ["YOUNG ANNA"]


@pytest.mark.parametrize(
    ("language", "action", "groups"),
    [
        ("en", "The dancers part. Two cops wait.", ["COPS", "DANCERS"]),
        ("en", "The dancers' bus squeaks. No sign of the soldiers.", []),
        ("en", "Three women enter. Her parents wave.", []),
        ("de", "Die Soldaten warten.", ["SOLDATEN"]),
        ("fr", "Les danseurs s'arrêtent.", ["DANSEURS"]),
        ("es", "Los obreros aplauden.", ["OBREROS"]),
        ("it", "I soldati aspettano.", ["SOLDATI"]),
        ("pt", "Os soldados esperam.", ["SOLDADOS"]),
        ("nl", "De soldaten wachten.", ["SOLDATEN"]),
        ("pl", "Żołnierze czekają.", ["ŻOŁNIERZE"]),
        ("ru", "Рабочие ждут.", ["РАБОЧИЕ"]),
    ],
)
def test_several_people_without_names_are_a_group(language: str, action: str, groups: list[str]) -> None:
    assert sorted(person.name for person in scene(action, language).people) == groups
    assert all(person.kind == "group" for person in scene(action, language).people)
