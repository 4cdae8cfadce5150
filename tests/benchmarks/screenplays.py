"""Made-up screenplays in Fountain with a known number of shots, the same text for the same number."""

from collections.abc import Iterator
from random import Random

SHOTS_A_SCENE = 12
PEOPLE = ("MARA", "IVO", "ADA", "JONAS", "LENA", "TOMAS", "RUTH", "PAVEL", "NINA", "OTTO", "SELMA", "VIKTOR")
PLACES = ("HARBOUR", "CABIN", "STREET", "WOOD", "KITCHEN", "ROAD", "LIGHTHOUSE", "STATION", "OFFICE", "BEACH")
TIMES = ("DAY", "NIGHT", "DAWN", "DUSK")
DOING = ("waits by", "turns away from", "looks past", "walks slowly towards", "leans against", "listens at")
THINGS = ("the wet rope", "an open door", "the old radio", "a table of charts", "the dark window", "a broken lamp")
SAID = "we were told to wait until the last boat comes in and nobody says where it went or why it is late"


def screenplay(shots: int) -> str:
    """Return a screenplay of exactly so many shots, parted by cuts: action and exchanges of speech by turns."""
    random = Random(shots)
    scenes = range(0, shots, SHOTS_A_SCENE)
    parts = (_scene(random, nth, min(SHOTS_A_SCENE, shots - first)) for nth, first in enumerate(scenes))
    return "\n\n".join(["Title: A Measured Film", *(part for scene in parts for part in scene)]) + "\n"


def _scene(random: Random, nth: int, shots: int) -> Iterator[str]:
    setting = random.choice(("INT.", "EXT."))
    yield f"{setting} {random.choice(PLACES)} {nth % 30 + 1} - {random.choice(TIMES)}"
    for shot in range(shots):
        if shot:
            yield "CUT TO:"
        yield _action(random) if shot % 2 == 0 else _exchange(random)


def _action(random: Random) -> str:
    """Two sentences: some four seconds."""
    sentences = [f"{random.choice(PEOPLE)} {random.choice(DOING)} {random.choice(THINGS)}" for _ in range(2)]
    return ". ".join(sentences) + f" number {random.randrange(10_000)}."


def _exchange(random: Random) -> str:
    """Two people, two lines each: some ten seconds."""
    people = random.sample(PEOPLE, 2)
    lines = (f"{person}\n{_speech(random)}" for person in people)
    return "\n\n".join(lines)


def _speech(random: Random) -> str:
    words = SAID.split()
    return f"{' '.join(random.sample(words, 5)).capitalize()},\n{' '.join(random.sample(words, 6))}."
