"""The words for people of one language, as sets to look words up in; keys are those of `sentences.key`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from productions.screenplay import languages
from productions.screenplay.languages import folded
from productions.screenplay.languages.persons import PeopleWords, Pronoun
from productions.screenplay.words.sentences import key

MALE, FEMALE, EITHER, NEITHER = "m", "f", "mf", "n"
_GROWN, _OLD = 18, 60
_NUMERALS = "零一二三四五六七八九"
_UNSPACED_NUMBER = re.compile("[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]")
_OLDEST = 120
_SHORT = 4
_ONE = ("ein", "eins", "een", "uno", "un", "une", "una", "one", "um", "jeden", "один", "одна", "одного")
_TWO = ("zwei", "twee", "dos", "due", "deux", "two", "dois", "duas", "dwa", "dwie", "два", "две", "двух")
_SMALL = {**{folded(word): 1 for word in _ONE}, **{folded(word): 2 for word in _TWO}}
"""What stands for one and two within a number, where it is behind a ten or written together with it."""
_CHILDHOOD = 15
"""Words with which the numbers of children's years begin: three to seventeen, in order."""
_DIGITS = re.compile(r"\d+")
_TOLD = re.compile(r"[^\W\d_][\w-]*")
_SHORTEST_HEAD = 5
"""Letters of a noun that others may be written before; shorter ones end too many words that name no one."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for people: `gender` is m, f or empty; `plural` says that it means several."""

    gender: str = ""
    plural: bool = False
    singular: str = ""


@dataclass(frozen=True, slots=True)
class PronounForm:
    """A pronoun: `gender` is m, f, mf for either, or empty for several people; `part` is subject, object or owner."""

    gender: str
    part: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What the words of one language mean. `pronouns` are by their small letters, which accents tell apart (él, el).

    `marks` are the titles that stand before any last name (Mr, Frau), with the gender that they tell.
    """

    words: PeopleWords
    abbreviations: frozenset[str]
    nouns: Mapping[str, Noun]
    pronouns: Mapping[str, tuple[PronounForm, ...]]
    titles: Mapping[str, str]
    marks: Mapping[str, str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    joining: frozenset[str]
    everybody: frozenset[str]
    both: frozenset[str]
    counts: Mapping[str, int]
    no_names: frozenset[str]
    word_names: frozenset[str]
    never_names: frozenset[str]
    presents: frozenset[str]
    to: frozenset[str]
    signs: frozenset[str]
    stands: frozenset[str]
    afar: frozenset[str]
    recordings: frozenset[str]
    into: frozenset[str]
    tools: frozenset[str]
    qualities: frozenset[str]
    tells_which: frozenset[str]
    within: frozenset[str]
    animals: frozenset[str]
    herds: frozenset[str]
    several_articles: frozenset[str]
    seen_of: frozenset[str]
    clothes: frozenset[str]
    small: frozenset[str]
    beside: frozenset[str]
    beats: frozenset[str]
    named: frozenset[str]
    anyone: frozenset[str]
    trades: frozenset[str]
    ranks: frozenset[str]
    siblings: frozenset[str]
    each_of: frozenset[str]
    firms: frozenset[str]
    pictures: frozenset[str]
    of: frozenset[str]
    sides: frozenset[str]
    given: Mapping[str, str]
    acts: frozenset[str]
    moves: frozenset[str]
    leaves: frozenset[str]
    conjunctions: frozenset[str]
    toward: frozenset[str]
    prepositions: frozenset[str]
    clitics: Mapping[str, tuple[PronounForm, ...]]
    latter: Mapping[str, PronounForm]
    embodied: frozenset[str]
    reflexive: frozenset[str]
    copulas: frozenset[str]
    articles: Mapping[str, str]
    men_like_women: frozenset[str]
    of_either_sex: frozenset[str]
    young: frozenset[str]
    old: frozenset[str]
    youths: frozenset[str]
    infants: frozenset[str]
    rests: frozenset[str]
    grown: frozenset[str]
    answers: frozenset[str]
    negations: frozenset[str]
    kin: Mapping[str, str]
    several_kin: Mapping[str, str]
    same: Mapping[str, tuple[str, ...]]
    twins: frozenset[str]
    elder: frozenset[str]
    younger: frozenset[str]
    predicates: frozenset[str]
    like: frozenset[str]
    sexes: frozenset[str]
    couples: frozenset[str]

    def noun(self, word: str) -> Noun | None:
        """Return the noun for people that a word is, or ends with where nouns are written together."""
        if word in self.nouns or not self.words.compounds or word in self.tools:
            return self.nouns.get(word)
        ends = (word[at:] for at in range(2, len(word) - _SHORTEST_HEAD + 1))
        return next((self.nouns[end] for end in ends if end in self.nouns), None)

    def animal(self, word: str) -> str:
        """Return the animal that a word is, or ends with where nouns are written together (Hütehund); else nothing."""
        if word in self.animals or not self.words.compounds:
            return word if word in self.animals else ""
        ends = (word[at:] for at in range(2, len(word) - _SHORTEST_HEAD + 2))
        return next((end for end in ends if end in self.animals), "")

    def stage(self, age: str) -> str:
        """Return young, grown or old for an age as the script has it (8, neuf ans, in her sixties); empty for none."""
        return _stage(self, age)

    def years_told(self, age: str) -> int:
        """Return the number of years that an age in words tells (fifteen, treinta y tres); 0 where it tells none."""
        if unspaced := _UNSPACED_NUMBER.search(age):
            return _unspaced_number(unspaced[0])
        # Four times twenty is one word here.
        parted = age.replace("quatre-vingt", "quatrevingt").replace("-", " ").replace("'", " ").replace("’", " ")
        words = list(map(folded, _TOLD.findall(parted)))
        tens, ones = _numbers(self)
        told = 0
        for word in words:
            if word in tens or word in ones:
                told += tens.get(word, 0) or ones.get(word, 0)
            elif word in _SMALL:
                told += _SMALL[word] if told else 0
            elif self.words.compounds or word.startswith(tuple(tens)):
                ten = next((ten for ten in tens if word.endswith(ten) or word.startswith(ten)), "")
                one = word.removeprefix(ten).removesuffix(ten).removesuffix("und").removesuffix("en")
                told += tens.get(ten, 0) + (ones.get(one, _SMALL.get(one, 0)) if ten else 0)
        return told if told < _OLDEST else 0

    def is_number(self, clause: str) -> bool:
        """Whether a clause is but a number of years in words: veintidós, тридцать три."""
        tens, ones = _numbers(self)
        parts = list(map(folded, _TOLD.findall(clause.replace("-", " "))))
        starts = tuple(ten for ten in tens if len(ten) > _SHORT)
        numbers = {*tens, *ones, *_SMALL, *self.joining}
        known = (word in numbers or word.startswith(starts) for word in parts)
        return bool(parts) and all(known) and self.years_told(clause) > 0

    def is_tens(self, word: str) -> bool:
        """Whether a word ends with the tens of an age, where numbers are written together: zesenvijftig."""
        return self.words.compounds and word.endswith(tuple(age for age in self.words.ages if age.endswith("ig")))

    def bases(self, word: str) -> list[str]:
        """Return what a word may be without the ending of a case, the words that nobody uses among them."""
        return [
            f"{word[: len(word) - len(other)]}{ending}"
            for other, ending in _case_endings(self)
            if word.endswith(other) and len(word) > len(other) + 1
        ]

    def gender_of_name(self, name: str) -> str:
        """Return m or f as the ending of a given name tells it; empty where it tells nothing."""
        if name in self.men_like_women:
            return MALE
        return _by_ending(name, self.words.man_endings, self.words.woman_endings)

    def gender_of_article(self, article: str) -> str:
        """Return m or f as an article before a name tells it."""
        return self.articles.get(article, "")

    def gender_of_form(self, word: str) -> str:
        """Return m or f as the ending of a participle or adjective tells it."""
        return _by_ending(word, self.words.man_forms, self.words.woman_forms)


def _unspaced_number(written: str) -> int:
    """Return the number that Chinese numerals write: 九, 十九, 二十三."""
    ten, sign, one = written.partition("十")
    if not sign:
        return _NUMERALS.find(written[0])
    return 10 * (_NUMERALS.find(ten) if ten else 1) + (_NUMERALS.find(one) if one else 0)


@lru_cache(maxsize=4096)
def _stage(lexicon: Lexicon, age: str) -> str:
    if digits := _DIGITS.search(age):
        years = int(digits[0])
        return "young" if years < _GROWN else "old" if years >= _OLD else "grown"
    if years := lexicon.years_told(age):
        return "young" if years < _GROWN else "old" if years >= _OLD else "grown"
    told = [folded(word) for word in _TOLD.findall(age)]
    old = tuple(_keys(lexicon.words.old_years))
    if any(word.startswith(old) or (lexicon.words.compounds and word.endswith(old)) for word in told):
        return "old"
    if any(word in _keys(lexicon.words.young_years) for word in told):
        return "young"
    return "grown" if age else ""


@cache
def _numbers(lexicon: Lexicon) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """The words for tens, and those for three to seventeen, with their numbers."""
    tens = {
        folded(word): number
        for number, row in zip(range(20, 100, 10), lexicon.words.tens, strict=False)
        for word in row
    }
    ones = {folded(word): number for number, word in enumerate(lexicon.words.young_years[:_CHILDHOOD], 3)}
    return tens, ones


@cache
def _case_endings(lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """The endings of all cases with the one of the word as it is called."""
    return tuple((key(other), key(ending)) for ending, others in lexicon.words.cases for other in others)


def _by_ending(word: str, men: tuple[str, ...], women: tuple[str, ...]) -> str:
    """The longer ending decides: -ine of a woman before -e."""
    man = max((len(ending) for ending in men if word.endswith(key(ending))), default=0)
    woman = max((len(ending) for ending in women if word.endswith(key(ending))), default=0)
    return "" if man == woman else MALE if man > woman else FEMALE


@cache
def lexicon(code: str) -> Lexicon:
    """Return the words for people of a language."""
    language = languages.of(code)
    words = language.people
    kin = [(key(word), field) for field in words.kin.__struct_fields__ for word in getattr(words.kin, field)]
    return Lexicon(
        words=words,
        abbreviations=_keys((*language.abbreviations, *_shortened(words))),
        nouns=dict(_nouns(words)),
        pronouns=_pronouns(words),
        titles={
            **dict.fromkeys(_keys(words.titles), ""),
            **dict.fromkeys(_keys(words.mr), MALE),
            **dict.fromkeys(_keys(words.mrs), FEMALE),
        },
        marks={**dict.fromkeys(_keys(words.mr[:3]), MALE), **dict.fromkeys(_keys(words.mrs[:4]), FEMALE)},
        definite=_keys(words.definite) | _keys(language.articles),
        indefinite=_keys(words.indefinite),
        joining=_keys(words.joining),
        everybody=_keys(words.everybody),
        both=_keys(words.both),
        counts={key(word): at for at, group in enumerate(words.counts, 2) for word in group},
        no_names=_keys(words.no_names),
        word_names=_keys(words.word_names),
        never_names=_keys(words.no_names) - _keys(words.word_names),
        presents=_keys(words.presents),
        to=_keys(words.to),
        signs=_keys(words.signs),
        stands=_keys(words.stands),
        afar=_keys(words.afar),
        recordings=_keys(words.recordings),
        into=_keys(words.into),
        tools=_keys((*words.tools, *words.recordings)),
        given=_given(language),
        beats=_keys(words.beats) | _keys(words.indefinite),
        named=_keys(words.named),
        ranks=_keys(words.titles),
        anyone=_keys((*words.anyone, *words.trades_of_men, *words.trades_of_women)),
        trades=_keys((*words.trades_of_men, *words.trades_of_women)),
        each_of=_keys(words.each_of),
        siblings=_keys(words.siblings),
        firms=_keys(words.firms),
        pictures=_keys(words.pictures),
        of=_keys(words.of),
        sides=_keys(words.sides),
        within=_keys(words.within),
        animals=_keys(words.animals),
        herds=_keys(many for word in words.animals for many in _plurals(word, words)) - _keys(words.animals),
        several_articles=_keys(words.several_articles),
        seen_of=_keys((*words.body, *words.clothes)),
        clothes=_keys(words.clothes),
        small=_keys(words.small),
        beside=_keys(words.beside),
        qualities=_keys((*words.qualities, *words.builds, *words.hair)),
        tells_which=_keys((*words.qualities, *words.builds, *words.hair, *words.young, *words.old)),
        acts=_keys(words.acts),
        moves=_keys(words.moves),
        leaves=_keys(words.leaves),
        conjunctions=_keys(words.conjunctions),
        toward=_keys(words.toward),
        prepositions=_keys((*words.prepositions, *words.to, *words.of, *words.beside)),
        clitics=_clitics(words),
        latter=_latter(words),
        embodied=_keys(words.body),
        reflexive=_keys(words.reflexive),
        copulas=_keys(words.copulas),
        articles={
            **dict.fromkeys(_keys(words.man_articles), MALE),
            **dict.fromkeys(_keys(words.woman_articles), FEMALE),
        },
        men_like_women=_keys(words.men_like_women),
        of_either_sex=_keys(words.of_either_sex),
        young=_keys(words.young),
        old=_keys(words.old),
        youths=_keys(words.youths),
        infants=_keys(words.infants),
        rests=_keys(words.rests),
        grown=_keys(words.grown),
        answers=_keys(words.answers),
        negations=_keys(words.negations),
        twins=_keys(words.twins),
        elder=_keys(words.elder),
        younger=_keys(words.younger),
        predicates=_keys(words.predicates),
        like=_keys(words.like),
        sexes=_sexes(words),
        couples=_keys(words.couples),
        kin=dict(kin),
        several_kin={key(many): field for word, field in kin for many in _plurals(word, words)} | dict(kin),
        same=_same(words),
    )


def _sexes(words: PeopleWords) -> frozenset[str]:
    """Nouns for one or several that tell of a man or woman, grown or young, and of nothing that they do or are."""
    plain = {*words.men[:1], *words.women[:1]}
    kin = {word for field in words.kin.__struct_fields__ for word in getattr(words.kin, field)}
    told = {*words.youths, *words.young, *words.mr[:3], *words.mrs[:4]} - kin | plain
    nouns = [noun for noun in (*words.men, *words.women) if noun in told]
    return _keys((*nouns, *(several for noun in nouns for several in _plurals(noun, words))))


_ABBREVIATED = 4
"""Letters of a title that may be shortened (Capt., Insp.); longer ones end a sentence as other words do."""


def _shortened(words: PeopleWords) -> Iterable[str]:
    """Titles whose full stop ends no sentence."""
    titles = (*words.titles, *words.mr, *words.mrs)
    nouns = {*words.men, *words.women, *words.anyone}
    return (title for title in titles if len(title) <= _ABBREVIATED and title not in nouns)


@cache
def _given(language: languages.Language) -> Mapping[str, str]:
    """Given names with m or f; those of the language itself decide where languages differ (ANDREA, JEAN)."""
    genders: dict[str, str] = {}
    for one in (*languages.LANGUAGES.values(), language):
        men, women = _keys(one.people.given_men), _keys(one.people.given_women)
        genders |= {**dict.fromkeys(men - women, MALE), **dict.fromkeys(women - men, FEMALE)}
    return genders


def _same(words: PeopleWords) -> dict[str, tuple[str, ...]]:
    """Words for the same; an animal is called by its kind or by the first words for all, and by no other kind's."""
    animals = _keys(words.animals)
    groups = [tuple(map(key, group)) for group in words.same_as]
    same = {word: tuple({word, *group[:2]}) if group[0] in animals else group for group in groups for word in group}
    # A word of several groups is called as the group that it begins.
    return same | {group[0]: same[group[0]] if group[0] in animals else group for group in groups}


def _keys(words: Iterable[str]) -> frozenset[str]:
    """The keys of words as they are read from a text, where one that lost its vowel ends before its apostrophe (l')."""
    return frozenset(key(word).removesuffix("'") for word in words)


def _nouns(words: PeopleWords) -> Iterable[tuple[str, Noun]]:
    kinds = (
        (words.anyone, ""),
        (words.trades_of_men, MALE),
        (words.trades_of_women, FEMALE),
        (words.men, MALE),
        (words.women, FEMALE),
    )
    for nouns, gender in kinds[:3] if words.several_cases else ():
        for noun in nouns:
            stem = key(noun).rstrip("aoуыиаяьй")
            for ending in words.several_cases:
                yield f"{stem}{key(ending)}", Noun(gender, plural=True, singular=key(noun))
    for nouns, gender in kinds:
        for noun in nouns:
            for form in cased(key(noun), words):
                yield form, Noun(gender, singular=key(noun))
    for nouns, gender in kinds:
        for noun in nouns:
            for several in _plurals(noun, words):
                yield key(several), Noun(gender, plural=True, singular=key(noun))
    one_of = {key(several): key(noun) for noun in words.young for several in _plurals(noun, words)}
    sexes = {key(many): sex for nouns, sex in kinds[-2:] for noun in nouns for many in _plurals(noun, words)}
    for noun in (*words.groups, *words.couples):
        yield key(noun), Noun(sexes.get(key(noun), ""), plural=True, singular=one_of.get(key(noun), key(noun)))
    either = {key(noun) for noun in (*words.men, *words.trades_of_men)}
    either &= {key(noun) for noun in (*words.women, *words.trades_of_women)}
    for nouns, gender in kinds:
        for noun in nouns:
            yield key(noun), Noun("" if key(noun) in either else gender, singular=key(noun))


def _plurals(noun: str, words: PeopleWords) -> list[str]:
    """All forms that the endings allow; of endings that fit, those of equal length are all tried."""
    fitting = [(one, many) for one, many in words.plurals if noun.endswith(one)]
    longest = max((len(one) for one, _ in fitting), default=0)
    return [noun.removesuffix(one) + many for one, many in fitting if len(one) == longest]


def cased(word: str, words: PeopleWords) -> list[str]:
    """Return what the cases of a language make of a name or noun, its key left out (Анна: Анны, Анне, Анну)."""
    for ending, others in words.cases:
        if word.endswith(key(ending)) and len(word) > max(len(ending), 2):
            stem = word[: len(word) - len(key(ending))]
            return [f"{stem}{key(other)}" for other in others]
    return []


def _latter(words: PeopleWords) -> dict[str, PronounForm]:
    return {form: PronounForm(gender, "latter") for pronoun, gender in _by_gender(words) for form in pronoun.latter}


def _pronouns(words: PeopleWords) -> dict[str, tuple[PronounForm, ...]]:
    forms: dict[str, tuple[PronounForm, ...]] = {}
    for pronoun, gender in _by_gender(words):
        for part in ("subject", "object", "owner"):
            for form in getattr(pronoun, part):
                if " " not in form:
                    forms[form] = (*forms.get(form, ()), PronounForm(gender, part))
    return forms


def _clitics(words: PeopleWords) -> dict[str, tuple[PronounForm, ...]]:
    return {form: (PronounForm(gender, "object"),) for pronoun, gender in _by_gender(words) for form in pronoun.clitic}


def _by_gender(words: PeopleWords) -> tuple[tuple[Pronoun, str], ...]:
    return ((words.he, MALE), (words.she, FEMALE), (words.one, EITHER), (words.they, ""))
