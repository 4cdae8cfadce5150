"""How a line is delivered, as the words in brackets before it say, as far as the engine can."""

import re
from collections.abc import Mapping
from dataclasses import replace

from generation.backends.speech.voices import Voice, is_womans
from productions.domain.voices import base_of

_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {"whisper": ("whisper",), "shout": ("shout", "yell", "scream"), "slow": ("slow",), "fast": ("quick", "hurr")},
    "de": {"whisper": ("flüster",), "shout": ("schrei", "brüll"), "slow": ("langsam",), "fast": ("schnell", "hastig")},
    "fr": {"whisper": ("chuchot",), "shout": ("crie", "hurl"), "slow": ("lent",), "fast": ("vite", "rapid")},
    "es": {"whisper": ("susurr",), "shout": ("grita",), "slow": ("despacio", "lent"), "fast": ("deprisa", "rápid")},
    "it": {"whisper": ("sussurr",), "shout": ("grida", "urla"), "slow": ("lent", "piano"), "fast": ("veloce", "rapid")},
    "pt": {"whisper": ("sussurr",), "shout": ("grita",), "slow": ("devagar", "lent"), "fast": ("depressa", "rápid")},
    "nl": {"whisper": ("fluister",), "shout": ("schreeuw",), "slow": ("langzaam",), "fast": ("snel",)},
    "pl": {"whisper": ("szept", "szepcz"), "shout": ("krzycz",), "slow": ("powoli",), "fast": ("szybko",)},
    "ru": {"whisper": ("шепч", "шёпот", "шепот"), "shout": ("крич",), "slow": ("медленно",), "fast": ("быстро",)},
}
"""Beginnings of words by language and what they ask for."""


def delivered(voice: Voice, parenthetical: str, language: str) -> Voice:
    """Return a voice as a line is spoken with it: whispered, shouted, slow or fast."""
    words = re.findall(r"\w+", parenthetical.casefold())
    known = _WORDS.get(base_of(language), {})
    asked = {how for how, stems in known.items() if any(word.startswith(stems) for word in words)}
    if "whisper" in asked:
        voice = replace(voice, name="whisperf" if is_womans(voice) else "whisper")
    elif "shout" in asked:
        voice = replace(voice, pitch=min(100, voice.pitch + 12), speed=voice.speed * 110 // 100)
    pace = 80 if "slow" in asked else 125 if "fast" in asked else 100
    return replace(voice, speed=voice.speed * pace // 100)
