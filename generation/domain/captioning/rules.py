"""The rules of captions by language, as data: how wide lines are, how fast people read, and where lines break.

Widths and speeds are those of the Timed Text Style Guides that Netflix publishes (general requirements and the one of
each language, originals for adults); where a line breaks follows them and the BBC's Subtitle Guidelines.
`docs/reference/captions.md` holds the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SHORTEST_MS = 833
"""Five sixths of a second."""
LONGEST_MS = 7000
GAP_FRAMES = 2
CLOSED_MS = 500
"""A pause shorter than this between two cues is closed to the gap: a flash of empty picture reads as a fault."""
OFF_SPEECH_MS = 500
"""How far from the speech of its line a cue may begin."""


@dataclass(frozen=True, slots=True)
class Rules:
    """`characters` of a line and `speed` in characters a second.

    In a language that is `wide` a sign as wide as it is high counts as one and a Latin letter as half of one.
    `holding` words lead to what follows them and never end a line (articles, prepositions, possessives), `opening`
    words begin a clause and rather begin a line; `leaning` words (subject pronouns, auxiliaries, negations) rather stay
    with the word behind them. `names` says that words in capitals are names, which stay together.
    """

    characters: int = 42
    speed: int = 17
    wide: bool = False
    holding: frozenset[str] = frozenset()
    opening: frozenset[str] = frozenset()
    leaning: frozenset[str] = frozenset()
    names: bool = True


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


LANGUAGES: Mapping[str, Rules] = {
    "en": Rules(
        speed=20,
        holding=words(
            "a an the my your his her its our their this that these those of to in on at for with from by into about"
            " over under after before through between without against mr. mrs. ms. dr. st. prof."
        ),
        opening=words("and but or nor so yet because if when while that which who where although though until since"),
        leaning=words(
            "i you he she it we they am is are was were be been have has had do does did will would can could shall"
            " should may might must not never don't doesn't didn't won't can't couldn't isn't aren't wasn't haven't"
            " i'm you're he's she's it's we're they're i've you've we've they've i'll you'll he'll she'll we'll"
        ),
    ),
    "de": Rules(
        holding=words(
            "der die das den dem des ein eine einen einem einer eines mein meine meinen meinem meiner dein deine deinen"
            " sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere euer eure kein keine keinen"
            " dieser diese dieses diesen diesem zu zum zur in im ins an am ans auf aus bei beim mit nach von vom vor"
            " für über unter durch gegen ohne um bis hr. fr. dr. prof."
        ),
        opening=words("und aber oder denn sondern weil dass wenn als ob während obwohl damit bis wo wer was"),
        leaning=words("ich du er sie es wir ihr bin bist ist sind war waren habe hast hat haben nicht kein nie"),
        names=False,
    ),
    "fr": Rules(
        holding=words(
            "le la les un une des du de d' au aux mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce"
            " cet cette ces à en dans sur sous avec pour par sans chez vers entre contre m. mme mlle dr"
        ),
        opening=words("et mais ou donc or ni car que qui quand si comme parce lorsque puisque où dont"),
        leaning=words("je tu il elle on nous vous ils elles ne se me te suis es est sommes êtes sont ai as a ont pas"),
    ),
    "es": Rules(
        holding=words(
            "el la los las un una unos unas mi mis tu tus su sus nuestro nuestra este esta estos estas de del a al en"
            " con por para sin sobre entre hasta desde hacia sr. sra. dr."
        ),
        opening=words("y e o u pero ni que porque si cuando como aunque mientras donde quien sino"),
        leaning=words("yo tú él ella nosotros ellos me te se nos no nunca he has ha hemos han estoy está están es son"),
    ),
    "it": Rules(
        holding=words(
            "il lo la i gli le l' un uno una un' mio mia miei mie tuo tua suo sua nostro vostro loro questo questa di"
            " del della dei delle a al alla ai da dal dalla in nel nella con su sul sulla per tra fra sig. dott."
        ),
        opening=words("e ed ma o oppure né che perché se quando come mentre dove chi anche"),
        leaning=words("io tu lui lei noi voi loro mi ti si ci vi non mai ho hai ha abbiamo hanno sono sei è"),
    ),
    "pt": Rules(
        holding=words(
            "o a os as um uma uns umas meu minha meus minhas teu tua seu sua nosso nossa este esta esse essa de do da"
            " dos das em no na nos nas a ao à por pelo pela para com sem sobre entre até sr. sra. dr."
        ),
        opening=words("e mas ou nem que porque se quando como embora enquanto onde quem"),
        leaning=words("eu tu ele ela nós eles me te se não nunca estou está estão sou é são tenho tem"),
    ),
    "nl": Rules(
        holding=words(
            "de het een mijn jouw je zijn haar ons onze hun dit dat deze die van te in op aan bij met naar uit voor"
            " over onder door tegen zonder om tot dhr. mevr. dr."
        ),
        opening=words("en maar of want dus dat als omdat wanneer terwijl hoewel toen waar wie"),
        leaning=words("ik jij je hij zij ze wij we jullie ben bent is zijn was heb hebt heeft niet geen nooit"),
    ),
    "pl": Rules(
        holding=words(
            "w we z ze na do od o u po za przy dla bez przez przed pod nad między ku mój moja moje twój jego jej ten ta"
            " to p. dr"
        ),
        opening=words("i a ale lub albo czy że żeby bo ponieważ jeśli gdy kiedy który która które gdzie"),
        leaning=words("ja ty on ona my wy oni nie się nigdy jestem jest są był była"),
    ),
    "ru": Rules(
        characters=39,
        holding=words("в во на с со к ко от из у о об по за при для без через перед под над между мой моя твой его её"),
        opening=words("и а но или что чтобы потому если когда который которая где хотя пока"),
        leaning=words("я ты он она мы вы они не ни никогда был была были есть"),
    ),
    "ja": Rules(characters=16, speed=7, wide=True, names=False),
    "zh": Rules(characters=16, speed=9, wide=True, names=False),
    "ko": Rules(characters=16, speed=12, wide=True, names=False),
    "ar": Rules(speed=20, names=False),
    "he": Rules(names=False),
    "hi": Rules(speed=22, names=False),
    "th": Rules(characters=35, names=False),
}  # fmt: skip

OTHERS = Rules()
"""A language of which no words are known: lines break at its punctuation."""


def rules_of(language: str) -> Rules:
    """Return the rules of a language by its BCP 47 tag."""
    return LANGUAGES.get(language.partition("-")[0].lower(), OTHERS)
