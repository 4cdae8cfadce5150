"""Weather from words: what a description tells, and names of things and places that only sound like it."""

import pytest

from generation.backends.animatic.forecast import told
from generation.backends.animatic.inflection import participle, plural, third, verb
from generation.backends.animatic.shot import read
from generation.stages.prompt import document
from tests.generation.pictures import inputs

WEATHER = {
    "rain": [
        "Rain.", "Rain hammers the roof.", "It rains.", "It is raining hard.", "RAIN falls on the street.",
        "She stands in the rain.", "A rainy night.", "Rain-soaked streets.", "Heavy rain, and wind.",
        "They kiss in pouring rain.", "The rain on the window.", "It pours.", "It is pouring outside.",
        "It rains down on them.", "Cold rain down her neck.", "She watches the rain dance on the roof.",
        "Raindrops slide down the pane.", "Rain-lashed windows.", "Rain taps on the glass.",
    ],
    "snow": [
        "Snow falls.", "Snow lies on the roofs.", "Snowflakes.", "It snowed.", "A snow-covered street.",
        "Snow covers the roofs.", "Blizzard.",
    ],
    "fog": [
        "Out at sea a wall of fog is waiting.", "Fog rolls in.", "A misty morning.", "Misty hills.",
        "MISTY MORNING.",
        "Fog shrouds the bay.", "Black water, and fog lying on it.",
    ],
    "storm": ["A storm rages.", "Thunder.", "Lightning flashes.", "Stormy sea.", "Thunder and rain.",
              "A storm brews over the sea."],
    "clouds": ["Overcast.", "Clouds gather."],
    "clear": ["A sunny day."],
}  # fmt: skip
NAMES = [
    "She wears a green raincoat.", "A snowglobe on the shelf.", "A snow globe on the shelf.", "A sunflower.",
    "The thunderbird waits.", "They walk down Storm Street.", "They meet in Storm Street.", "Storm Street is empty.",
    "Rain boots by the door.", "The rain boots are wet.", "A storm lantern.", "The storm-lantern burns.",
    "Captain Storm enters.", "STORM enters the room.", "She looks at Thunder Road.", "The Fog Inn is empty.",
    "Snow White sleeps.", "A fog horn sounds.", "A brainstorm.", "A rainbow.", "The snowman.", "A cloud of dust.",
    "A storm of applause.", "A painting of a storm.", "She dreams a dream of snow.", "He storms out of the room.",
    "Hazel eyes.", "Her voice is clear.", "She clears her throat.", "A green rain-coat on a hook.",
    "Rain-boots by the door.",
    "Rain dance.", "A rain cover lies on the pram.", "A lightning bolt tattoo.", "Lightning reflexes.",
    "A foggy memory.",
    "Cloudy eyes.", "A snowy owl.", "A stormy marriage.", "A sunny smile.", "Misty Falls is quiet.",
    "The Sunny Side Cafe.",
    "Misty sings.", "MISTY sings.", "Tears rain down.", "Blows rain down on him.", "Confetti rains down.",
    "She is snowed under with work.", "There's a storm in her eyes.", "His face clouds.", "Her glasses fog up.",
    "She is pouring tea.", "Tears pour down her face.", "A rained-out game.", "He hails a cab.",
]  # fmt: skip
GONE = [
    "No rain today.",
    "It is not raining.",
    "It isn't raining.",
    "After the storm she comes out.",
    "The rain has stopped.",
    "Rain is forecast.",
    "The forecast says snow.",
]


@pytest.mark.parametrize(("weather", "text"), [(name, text) for name, texts in WEATHER.items() for text in texts])
def test_a_weather_that_is_told(weather: str, text: str) -> None:
    assert told(text) == weather


@pytest.mark.parametrize("text", NAMES)
def test_part_of_a_name_makes_no_weather(text: str) -> None:
    assert told(text) is None


@pytest.mark.parametrize("text", GONE)
def test_a_weather_that_is_not_there(text: str) -> None:
    assert told(text) is None


def test_a_parameter_wins_over_the_action_and_a_raincoat_over_nothing() -> None:
    def weather(**changes: str) -> str:
        return read(document(inputs(**changes))).weather

    assert weather(description="A green raincoat.") == "clear"
    assert weather(description="Rain falls.") == "rain"
    assert weather(description="Rain falls.", parameter__weather="snow") == "snow"


def test_verbs_and_nouns_take_their_forms() -> None:
    assert verb("sit") == ("sit", "sits", "sitting", "sat")
    assert verb("lie")[1:3] == ("lies", "lying")
    assert [third(base) for base in ("carry", "reach", "play")] == ["carries", "reaches", "plays"]
    assert [participle(base) for base in ("run", "open", "write", "kneel")] == [
        "running",
        "opening",
        "writing",
        "kneeling",
    ]
    assert [plural(noun) for noun in ("knife", "box", "woman", "snow globe")] == [
        "knives",
        "boxes",
        "women",
        "snow globes",
    ]
