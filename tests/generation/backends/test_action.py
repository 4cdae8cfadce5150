"""What people do, read from descriptions: who, with what, where; and what only sounds like it."""

from typing import Any

import pytest

from generation.backends.animatic.action import deeds
from generation.backends.animatic.doing import Deed
from generation.backends.animatic.people import MentionedPerson, kind_of

SHE, HE = MentionedPerson(frozenset(), "woman"), MentionedPerson(frozenset(), "man")
MARA, IVO = MentionedPerson(frozenset({"mara"}), "woman"), MentionedPerson(frozenset({"ivo"}), "man")


def told(deed: Deed) -> dict[str, Any]:
    """What a deed says, without what it leaves open."""
    return {name: value for name in Deed.__slots__ if (value := getattr(deed, name))}


ALONE: list[tuple[str, dict[str, Any]]] = [
    ("She sits on a chair.", {"posture": "sit", "seat": "chair"}),
    ("She sat down on the sofa.", {"posture": "sit", "seat": "sofa"}),
    ("She is seated on the bench.", {"posture": "sit", "seat": "bench"}),
    ("Sitting on the stairs, she drinks coffee.",
     {"posture": "sit", "seat": "stairs", "gesture": "drink", "holds": "cup"}),
    ("There is a woman sitting at the bar with a glass of whisky.",
     {"posture": "sit", "seat": "chair", "place": "counter", "holds": "glass"}),
    ("She curls up on the sofa.", {"posture": "sit", "seat": "sofa"}),
    ("She lowers herself onto the bench.", {"posture": "sit", "seat": "bench"}),
    ("She takes her seat.", {"posture": "sit"}),
    ("She drops to her knees.", {"posture": "kneel"}),
    ("She reclines.", {"posture": "lie"}),
    ("She snores.", {"posture": "lie", "shut": True}),
    ("In bed, she reads a book.", {"posture": "lie", "seat": "bed", "gesture": "read", "holds": "book"}),
    ("She sits up in bed.", {"posture": "sit", "seat": "bed"}),
    ("She stares through the window at the street.", {"gaze": "out", "place": "window"}),
    ("She throws open the window.", {"gesture": "open", "place": "window"}),
    ("She lies in bed, asleep.", {"posture": "lie", "seat": "bed", "shut": True}),
    ("She was lying on the floor.", {"posture": "lie", "seat": "floor"}),
    ("On the floor lies KIM.", {"posture": "lie"}),
    ("She knelt.", {"posture": "kneel"}),
    ("Kneeling.", {"posture": "kneel"}),
    ("She crouches behind the wall.", {"posture": "kneel", "seat": "crate"}),
    ("She walks in and sits down.", {"posture": "sit"}),
    ("She runs.", {"posture": "run"}),
    ("She climbs a ladder.", {"posture": "climb", "place": "ladder"}),
    ("She holds a lantern.", {"gesture": "hold", "holds": "lantern"}),
    ("She is holding an old brass lantern in her hand.", {"gesture": "hold", "holds": "lantern"}),
    ("She carried a snowglobe.", {"gesture": "hold", "holds": "globe"}),
    ("She stands with a spoon in her hand.", {"posture": "stand", "holds": "spoon"}),
    ("She opens the door.", {"gesture": "open", "place": "door"}),
    ("She unlocked the heavy door.", {"gesture": "open", "place": "door"}),
    ("She opens a letter.", {"gesture": "hold", "holds": "letter"}),
    ("She looks out of the window.", {"gaze": "out", "place": "window"}),
    ("She stands at the window, looking out at the sea.", {"posture": "stand", "gaze": "out", "place": "window"}),
    ("She points a gun at him.", {"gesture": "point", "holds": "gun"}),
    ("She writes a letter.", {"posture": "sit", "gesture": "write", "place": "table", "holds": "pen"}),
    ("She wipes a glass. She is crying.", {"gesture": "cry", "holds": "glass"}),
    ("She reads a book.", {"gesture": "read", "holds": "book"}),
    ("She phones her mother.", {"gesture": "phone", "holds": "phone"}),
    ("KIM at the wheel of the boat. The engine coughs, and leaves her.", {"gesture": "steer", "place": "wheel"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), ALONE, ids=[text for text, _ in ALONE])
def test_what_one_person_does(text: str, wanted: dict[str, Any]) -> None:
    assert told(deeds(text, [SHE])[0]) == wanted


NOTHING = [
    "The road runs along the cliff.",
    "An old radio sits on a table.",
    "A letter lies on the table.",
    "Fog lies on the water.",
    "Waves crash on the shore.",
    "The door opens.",
    "The curtains wave.",
    "She does not sit.",
    "She never opens the door.",
    "She holds her breath.",
    "She opens her eyes.",
    "She runs a hand along the wall.",
    "She lies to him.",
    "She cannot sleep.",
    "A sleeping dog barks.",
    "She gets out of bed.",
    "In the dead of night a bell rings.",
    "She looks through her papers.",
    "They watch the door.",
    "A case held shut.",
    "The light comes and goes.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_deed_of_a_person(text: str) -> None:
    assert deeds(text, [SHE]) == (Deed(),)


PAIRS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("IVO stands at the window. MARA sits.", {"posture": "sit"}, {"posture": "stand", "place": "window"}),
    ("MARA lies in bed while IVO sits beside her.", {"posture": "lie", "seat": "bed"}, {"posture": "sit"}),
    ("MARA and IVO embrace.", {"gesture": "embrace"}, {"gesture": "embrace"}),
    ("IVO holds her tight.", {"gesture": "embrace"}, {"gesture": "embrace"}),
    ("IVO pours MARA a glass of wine.", {}, {"gesture": "give", "holds": "glass"}),
    ("IVO brings him a letter.", {}, {"gesture": "give", "holds": "letter"}),
    ("IVO carries MARA's bag.", {}, {"gesture": "hold", "holds": "bag"}),
    ("IVO carries MARA.", {"gesture": "embrace"}, {"gesture": "embrace"}),
    ("IVO holds MARA's hand.", {"gesture": "hands"}, {"gesture": "hands"}),
    ("They sit at a table.", *({"posture": "sit", "seat": "chair", "place": "table"},) * 2),
    ("IVO, bald, in a grey coat and glasses, comes down the quay with a briefcase held to his chest.",
     {}, {"posture": "walk", "holds": "bag"}),
    ("She kneels; he stands behind her, holding a knife.",
     {"posture": "kneel"}, {"posture": "stand", "gesture": "hold", "holds": "knife"}),
    ("Behind the wheel, IVO looks ahead.", {}, {"gesture": "steer", "place": "wheel"}),
    ("Close on IVO's hands as she unfolds a letter.", {}, {}),
    ("The two of them stand.", {"posture": "stand"}, {"posture": "stand"}),
    ("IVO hands her a letter.", {}, {"gesture": "give", "holds": "letter"}),
    ("A stranger sits down.", {}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "hers", "his"), PAIRS, ids=[text for text, *_ in PAIRS])
def test_who_of_two_does_what(text: str, hers: dict[str, Any], his: dict[str, Any]) -> None:
    assert [told(deed) for deed in deeds(text, [MARA, IVO])] == [hers, his]


def test_people_without_a_known_name_are_found_by_what_they_are() -> None:
    text = "A man sits on a bench. A woman runs past."
    assert [deed.posture for deed in deeds(text, [SHE, HE])] == ["run", "sit"]
    assert [deed.posture for deed in deeds(text, [HE, SHE])] == ["sit", "run"]


def test_a_description_tells_who_somebody_is() -> None:
    assert [kind_of(text) for text in ("Her coat is red.", "A boy of nine.", "Tall, in his forties.", "Tall.")] == [
        "woman", "boy", "man", "person",
    ]  # fmt: skip
