"""Finds in a sentence who is named, who is meant by a pronoun, and people whom nobody gives a name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from productions.screenplay.drafts import Why
from productions.screenplay.people import characters, pictures, pronouns, unsaid, unspaced
from productions.screenplay.people.calling import Named, index, is_word_name
from productions.screenplay.people.cast_list import CastList
from productions.screenplay.people.person import Person
from productions.screenplay.people.sights import Mention, Reference, Sight, Unnamed
from productions.screenplay.people.unspaced import CJK
from productions.screenplay.words.lexicon import EITHER, FEMALE, MALE, NEITHER, Lexicon, Noun, PronounForm, cased
from productions.screenplay.words.sentences import ELISION, QUOTED, Word, key, spelled, words

_OPEN = re.compile(r"(?:(?<!\w)[\"“«„]|「)[^\"”»“」]*$|^[^\"“«„「]*[\"”»」](?=\W|$)")
"""What is said or read and goes on from a sentence to the next."""
_HANGUL = re.compile("[\uac00-\ud7af]")
_JOINED = re.compile(r"[\s.]*|\s*-\s*")
_OWNER = re.compile(r"['’][sS]?$")


@dataclass(frozen=True)
class Finder:
    """Reads sentences with the names of one film.

    `known` are the names that begin with a word, `plain` says which words speak of nobody, of those that were read.
    """

    cast: CastList
    known: dict[str, tuple[tuple[Named, bool], ...]] = field(default_factory=dict)
    plain: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def names(self) -> Mapping[str, list[Named]]:
        return index(self.cast)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The words with which begins what means the two who are there, or the one before named last."""
        several = (*self.cast.lexicon.both, *map(key, self.cast.lexicon.latter))
        return frozenset(words.split(" ")[0] for words in several)

    @cached_property
    def bases(self) -> Mapping[Person, frozenset[str]]:
        """The words of everybody's names as they are called, in no case."""
        return {person: _uncased(person, self.cast.lexicon) | person.roles for person in self.cast.people}

    @cached_property
    def unspaced(self) -> tuple[re.Pattern[str], Mapping[str, Named]] | None:
        """Names in scripts that write no spaces, which are looked for letter by letter."""
        entries = {
            "".join(named.keys): named for many in self.names.values() for named in many if CJK.search(named.keys[0])
        }
        if not entries:
            return None
        longest = sorted(entries, key=lambda name: (-len(name), name))
        start = "(?<![\uac00-\ud7af])" if any(map(_HANGUL.search, entries)) else ""
        return re.compile(start + "(?:" + "|".join(map(re.escape, longest)) + ")"), entries

    def sights(self, text: str) -> list[Sight]:
        """Return everything in a sentence that speaks of people, in order."""
        quoted = []
        if any(sign in text for sign in '"“”«»„「」'):
            quoted = [match.span() for match in QUOTED.finditer(text)]
            quoted = quoted or [match.span() for match in _OPEN.finditer(text)]
        if read := self._read(text):
            quoted.append(read)
        quoted += self._pictured(text)
        row = words(text)
        sights: list[Sight] = []
        at = 0
        while at < len(row):
            if any(start < row[at].start < end for start, end in quoted):
                at += 1
                continue
            sight, width = self._at(text, row, at)
            if sight and not (sights and self._tells_more(text, row, at, sight, sights[-1])):
                sights.append(sight)
            at += width
        if self.unspaced and CJK.search(text):
            letters = self._letters(text, *self.unspaced)
            quoted += unspaced.read(text, self.cast.lexicon)
            named = {sight.at for sight in letters}
            sights = sorted([*letters, *(one for one in sights if one.at not in named)], key=lambda sight: sight.at)
            sights = [one for one in sights if not any(start < one.at < end for start, end in quoted)]
        return [*unsaid.unsaid(text, row, sights, self.cast.lexicon), *sights]

    def _tells_more(self, text: str, row: Sequence[Word], at: int, sight: Sight, before: Sight) -> bool:
        """Whether a noun right behind another only tells more of whom that means: una mujer embarazada."""
        nouns = isinstance(sight, Unnamed) and (
            isinstance(before, Unnamed) or (isinstance(before, Mention) and before.noun)
        )
        if not (nouns and at and self.cast.lexicon.articles and not self.cast.lexicon.words.capital_nouns):
            return False
        return before.at == row[at - 1].start and text[row[at - 1].end : row[at].start] == " "

    def _pictured(self, text: str) -> list[tuple[int, int]]:
        """Where somebody is only seen in a picture: behind its colon, or right behind it (a photograph of Tom)."""
        pattern = pictures.pictures(self.cast.lexicon)
        spans = [
            (match.start(), len(text) if match[0].endswith((":", "：")) else match.end())
            for match in pattern.finditer(text)
        ]
        spans += [(match.start() - 1, match.end()) for match in pictures.shown_in(self.cast.lexicon).finditer(text)]
        if framed := pictures.framed(self.cast.lexicon).search(text):
            colon = text.rfind(":", 0, framed.start())
            spans.append((colon if colon >= 0 else framed.start() - 1, len(text)))
        return spans

    def _read(self, text: str) -> tuple[int, int] | None:
        """Where words in capitals behind a colon are read on something, as not all of them are names: DENNIS WORK."""
        row = words(text)
        small = max((index for index, word in enumerate(row) if word.case == "l"), default=-1)
        if (
            0 <= small < len(row) - 1
            and row[small].key in self.cast.lexicon.signs
            and row[small].key not in self.cast.lexicon.stands
            and len(row) - small > 3
        ):
            return row[small].end, len(text)
        at = text.rfind(": ")
        tail = text[at + 2 :]
        if at < 0 or not tail.isupper():
            return None
        read = any(word.key in self.cast.lexicon.signs for word in row if word.start < at)
        if not read and (
            characters.key(tail) in self.cast.by_key or all(word.key in self.names for word in words(tail))
        ):
            return None
        return at + 1, len(text)

    def _at(self, text: str, row: Sequence[Word], at: int) -> tuple[Sight | None, int]:
        word, lexicon = row[at], self.cast.lexicon
        for named, owner in self._candidates(word):
            width = self._matches(text, row, at, named, owner)
            if width and self._counts(text, row, at, width, named):
                if at + width < len(row) and row[at + width].key == "pov":
                    return None, width + 1
                if at and named.last_only and len(named.people) > 1 and row[at - 1].key in lexicon.each_of:
                    return Mention(named.people, Why.FAMILY, word.start, several=True), width
                if named.last_only and (family := self._family(row, at, width, named)):
                    return family, width + 1
                why = Why.FAMILY if named.proper and named.several else self._why(named)
                several = named.several or named.people[0].kind == "group"
                last = at + width - 1
                ends = owner or row[last].key != named.keys[-1]
                whose = not several and self._owns(text, row, last, ends)
                whose |= (named.proper or not several) and self._is_owner(row, at)
                inflected = row[last].key not in self.bases.get(named.people[0], ())
                called = inflected and any(
                    row[last].key in word_of for one in named.people for word_of in map(str.split, one.called)
                )
                whose |= inflected and not (several or called) and self._is_in_genitive(row, at)
                new = not named.proper and self._is_new(text, row, at)
                return (
                    Mention(
                        named.people, why, word.start, several, whose, not named.proper, named.gender, inflected, new
                    ),
                    width,
                )
        if self._is_plain(word):
            return None, 1
        if at == 0 and (latter := pronouns.latter(text, row, lexicon)):
            form, width = latter
            return Reference((form,), word.start, embodied=True), width
        if forms := pronouns.forms_of(text, row, at, lexicon):
            beside = at > 0 and row[at - 1].key in lexicon.beside
            embodied, apart = pronouns.is_embodied(row, at, forms, lexicon), pronouns.is_apart(text, row, at, lexicon)
            return Reference(forms, word.start, beside, embodied, apart=apart), 1
        if both := pronouns.both(text, row, at, lexicon):
            return Reference((PronounForm("", "object" if at > 1 else "subject"),), word.start, embodied=True), both
        if count := pronouns.counted(text, row, at, lexicon):
            return Reference((PronounForm("", "object" if at > 2 else "subject"),), word.start, count=count), 1
        noun = self._noun(text, row, at)
        if noun and (word.case != "t" or at == 0 or lexicon.words.for_things) and not self._is_otherwise(row, at):
            return self._unnamed(text, row, at, noun), 1
        animated = lexicon.words.for_things or lexicon.articles
        if word.key in lexicon.animals and at and row[at - 1].key in lexicon.indefinite:
            # Where only people are he or she, an animal is neither.
            agrees = lexicon.gender_of_article(row[at - 1].key) if animated else NEITHER
            return Unnamed(Noun(singular=word.key), word.start, agrees=agrees), 1
        return None, 1

    def _noun(self, text: str, row: Sequence[Word], at: int) -> Noun | None:
        """The noun for people that a word is, also as an adjective of an age or as an owner."""
        word, lexicon = row[at].key, self.cast.lexicon
        if (lexicon.words.capital_nouns and row[at].case == "l") or self._leads_to_noun(text, row, at):
            return None
        noun = lexicon.noun(word)
        weak = noun is not None and noun.plural and at > 0 and row[at - 1].key in lexicon.words.weak_articles
        if weak and (base := self._weak(word)) and not self._is_many(row, at):
            return Noun(MALE, singular=base)
        if noun is None or noun.plural or not noun.gender:
            noun = self._nominalised(text, row, at) or noun or lexicon.noun(_OWNER.sub("", word))
        return noun or self._genitive(word)

    def _weak(self, word: str) -> str:
        """The German noun for one man that ends here as that for several does, as he is called: dem Polizisten."""
        bases = (base for ending in ("en", "n") if word.endswith(ending) and (base := word.removesuffix(ending)))
        nouns = ((base, self.cast.lexicon.nouns.get(base)) for base in bases if _WEAK.search(base))
        return next((base for base, noun in nouns if noun and not noun.plural and noun.gender != FEMALE), "")

    def _is_many(self, row: Sequence[Word], at: int) -> bool:
        """Whether a noun for several stands behind a preposition that leads to several: mit den Polizisten."""
        return at > 1 and row[at - 1].key == "den" and row[at - 2].key in self.cast.lexicon.words.within

    def _leads_to_noun(self, text: str, row: Sequence[Word], at: int) -> bool:
        """Whether a word for an age or a twin only tells which of those is meant whom the noun behind it is for.

        Vieux couple; his twin sister.
        """
        following = row[at + 1] if at + 1 < len(row) else None
        tells = self.cast.lexicon.old | self.cast.lexicon.twins
        if following is None or row[at].key not in tells or text[row[at].end : following.start] != " ":
            return False
        return following.key in self.cast.lexicon.nouns

    def _is_otherwise(self, row: Sequence[Word], at: int) -> bool:
        """Whether a noun is a verb here (ela bebe), or somebody is only likened to it (like a child)."""
        lexicon, word = self.cast.lexicon, row[at].key
        while at and (row[at - 1].key in lexicon.indefinite or row[at - 1].key in lexicon.qualities):
            if row[at - 1].key in lexicon.of:
                break
            at -= 1
        before = row[at - 1].key if at else ""
        verb = word in lexicon.acts or word in lexicon.moves
        kind = before in lexicon.of and before not in lexicon.definite and before not in lexicon.articles
        if kind and lexicon.definite and row[at].key == word and not lexicon.nouns.get(word, Noun()).plural:
            return True
        return before in lexicon.like or (verb and row[at].key == word and before not in lexicon.definite)

    def _genitive(self, word: str) -> Noun | None:
        """A noun whose genitive ends in s: die Hand ihres Vaters."""
        if not self.cast.lexicon.words.capital_nouns:
            return None
        return next((noun for end in ("es", "s") if (noun := self._of_man(word, end))), None)

    def _of_man(self, word: str, ending: str) -> Noun | None:
        noun = self.cast.lexicon.nouns.get(word.removesuffix(ending)) if word.endswith(ending) else None
        return noun if noun and not noun.plural and noun.gender != "f" else None

    def _nominalised(self, text: str, row: Sequence[Word], at: int) -> Noun | None:
        """An adjective that stands for somebody of that age: le petit, der Alte, la vecchia."""
        lexicon, word = self.cast.lexicon, row[at]
        article = row[at - 1].key if at else ""
        if not (word.key in lexicon.young or word.key in lexicon.old):
            return None
        if not (article in lexicon.definite or article in lexicon.indefinite or lexicon.words.cases):
            return None
        if lexicon.words.capital_nouns and word.case != "t":
            return None
        following = row[at + 1] if at + 1 < len(row) else None
        apart = following is None or bool(text[word.end : following.start].strip())
        if not apart and not lexicon.words.capital_nouns and not self._is_verb(text, row, at + 1):
            return None
        return Noun(lexicon.gender_of_article(article) or lexicon.gender_of_form(word.key), singular=word.key)

    def _is_verb(self, text: str, row: Sequence[Word], at: int) -> bool:
        """Whether a word tells what somebody does: a known one, or one that an article follows (la vieja separa un)."""
        lexicon = self.cast.lexicon
        if pronouns.leads_on(row[at], lexicon):
            return True
        following = row[at + 1] if at + 1 < len(row) else None
        if following is None or text[row[at].end : following.start] != " ":
            return False
        return following.key in (lexicon.definite | lexicon.indefinite) - lexicon.of

    def _unnamed(self, text: str, row: Sequence[Word], at: int, noun: Noun) -> Unnamed:
        lexicon = self.cast.lexicon
        start = at
        while start and row[start - 1].key not in lexicon.definite and self._tells_which(row[start - 1].key):
            start -= 1
        article, gap = self._before(text, row, start)
        count = self._count(article) if article and not gap and noun.plural else 0
        two = article is not None and article.key in lexicon.both
        if count and not two:
            start -= 1
            article, gap = self._before(text, row, start)
        new = article is None or article.key not in lexicon.definite
        outer = row[start - 2].key if start > 1 else ""
        new |= outer in lexicon.indefinite and outer not in lexicon.each_of and not gap
        new &= not (count and two)
        owned = article is not None and not gap and self._is_possessive(article)
        last = row[at + 1].start if self._is_followed_by_owner(text, row, at) else 0
        owned |= last > 0
        bare = bool(lexicon.words.cases) or noun.singular in lexicon.kin
        known = not new or owned or (bare and (article is None or bool(gap) or not self._is_any(row, start)))
        first = start - 1 if article and not gap and (not new or owned) else start
        owner = self._owns(text, row, at, bool(_OWNER.search(row[at].text))) or self._is_owner(row, first)
        told_by = article if not (noun.plural or gap or noun.singular in lexicon.of_either_sex) else None
        gender = noun.gender or (lexicon.gender_of_article(told_by.key) if told_by else "")
        told = {noun.singular, *(word.key for word in row[start:at])}
        stage = "young" if told & lexicon.young else "old" if told & lexicon.old else ""
        which = at + 1 < len(row) and row[at + 1].key in lexicon.within
        return Unnamed(noun, row[at].start, new, known, owned, owner, stage, last, count, gender, which)

    def _count(self, word: Word) -> int:
        """How many people a word before a noun tells of: two women, both women."""
        return self.cast.lexicon.counts.get(word.key, 2 if word.key in self.cast.lexicon.both else 0)

    def _before(self, text: str, row: Sequence[Word], start: int) -> tuple[Word | None, str]:
        """The word before another one, and what stands between them besides spaces."""
        before = row[start - 1] if start else None
        return before, text[before.end : row[start].start].strip() if before else "."

    def _is_any(self, row: Sequence[Word], start: int) -> bool:
        """Whether an article before a noun, or before another word there, speaks of somebody new: une toute petite."""
        before = (word.key.rpartition("'")[2] for word in row[max(0, start - 2) : start])
        return any(word in self.cast.lexicon.indefinite for word in before)

    def _is_followed_by_owner(self, text: str, row: Sequence[Word], at: int) -> bool:
        """Whether a pronoun behind a noun says whose that is: o neto dela."""
        following = row[at + 1] if at + 1 < len(row) else None
        if following is None or text[row[at].end : following.start] != " ":
            return False
        forms = self.cast.lexicon.pronouns.get(following.spelling, ())
        return bool(forms) and all(form.part == "owner" and form.gender != EITHER for form in forms)

    def _tells_which(self, word: str) -> bool:
        lexicon = self.cast.lexicon
        return word in lexicon.qualities or word in lexicon.twins or (word in lexicon.old and word not in lexicon.nouns)

    def _is_possessive(self, word: Word) -> bool:
        """Whether a word before a noun says whose that is: his, Anna's, son."""
        forms = self.cast.lexicon.pronouns.get(word.spelling, ())
        named = word.case == "t" and any(owner and not one.several for one, owner in self._candidates(word))
        ends = bool(_OWNER.search(word.text)) and not ELISION.fullmatch(word.text)
        owns = word.key not in self.cast.lexicon.definite and (named or ends)
        return owns or any(form.part == "owner" for form in forms)

    def _family(self, row: Sequence[Word], at: int, width: int, named: Named) -> Mention | None:
        """Those of a family whom a noun behind their name means: the Okafor men."""
        noun = self.cast.lexicon.nouns.get(row[at + width].key) if at + width < len(row) else None
        if not noun or not noun.plural or len(named.people) < 2:
            return None
        return Mention(named.people, Why.FAMILY, row[at].start, several=True, gender=noun.gender)

    def _candidates(self, word: Word) -> tuple[tuple[Named, bool], ...]:
        """Names that begin with a word, or with it as an owner (Anna's, Annas, Lenz')."""
        if word.key not in self.known:
            candidates = [(named, False) for named in self.names.get(word.key, ())]
            for ending in _owner_endings(self.cast):
                if word.key.endswith(ending) and (bare := word.key.removesuffix(ending)):
                    candidates += [(named, True) for named in self.names.get(bare, ()) if len(named.keys) == 1]
            self.known[word.key] = tuple(candidates)
        return self.known[word.key]

    def _is_plain(self, word: Word) -> bool:
        """Whether a word is no pronoun and no noun for people, wherever it stands."""
        if word.text not in self.plain:
            self.plain[word.text] = not self._may_speak(word)
        return self.plain[word.text]

    def _may_speak(self, word: Word) -> bool:
        lexicon, lower = self.cast.lexicon, pronouns.bare(word.text)
        if lower in lexicon.pronouns or lower.rstrip("'") in lexicon.clitics or ("-" in lower and lexicon.pronouns):
            return True
        if pronouns.enclitic(word.key, lexicon) or word.key in self.pairs:
            return True
        if word.key in lexicon.counts:
            return True
        bare = _OWNER.sub("", word.key)
        nouns = lexicon.noun(word.key) or lexicon.noun(bare) or self._genitive(word.key)
        return bool(nouns) or any(word.key in known for known in (lexicon.young, lexicon.old, lexicon.animals))

    def _matches(self, text: str, row: Sequence[Word], at: int, named: Named, owner: bool) -> int:
        """Return over how many words a name goes from here, 0 if the words are others."""
        width = len(named.keys)
        if at + width > len(row):
            return 0
        for step in range(1, width):
            word = row[at + step]
            if not _JOINED.fullmatch(text, row[at + step - 1].end, word.start):
                return 0
            wanted = named.keys[step]
            last = step == width - 1
            if word.key != wanted and not (last and any(word.key == wanted + end for end in _owner_endings(self.cast))):
                return 0
        return width

    def _counts(self, text: str, row: Sequence[Word], at: int, width: int, named: Named) -> bool:
        """Whether words that spell a name name somebody here."""
        word, lexicon = row[at], self.cast.lexicon
        if self.is_absent(text, word.start):
            return False
        before = row[at - 1] if at and not text[row[at - 1].end : word.start].strip(" \n") else None
        if at and row[at - 1].key in lexicon.signs and row[at - 1].key not in lexicon.stands and word.case == "u":
            return False
        capital = word.case in ("u", "t", "-")
        if named.several and named.proper:
            articles = lexicon.several_articles
            return capital and (not articles or (before is not None and before.key in articles))
        if named.people[0].kind in ("group", "prop"):
            return True
        if not named.proper:
            if word.case == "u" or (word.case == "t" and width > 1):
                return True
            if self._is_new(text, row, at):
                return (
                    len(named.people) == 1
                    and named.people[0].cued
                    and bool(named.people[0].noun or named.people[0].once)
                )
            article = self._article(text, row, at)
            if article and word.key in lexicon.kin and self._is_possessive(article):
                return False
            return article is not None or lexicon.words.for_things or not lexicon.definite or word.case == "t"
        if word.case == "l" and width == 1 and is_word_name(word.key, self.cast):
            return False
        if word.case == "t" and width == 1 and is_word_name(word.key, self.cast):
            if before and (before.key in lexicon.definite or before.key in lexicon.indefinite):
                return False
            if at == 0 and not self._goes_on_as_name(row, at):
                return False
        return not self._is_part(text, row, at, width, named)

    def _article(self, text: str, row: Sequence[Word], at: int) -> Word | None:
        """The word before a noun, and before what tells which one it is."""
        before = row[at - 1] if at and not text[row[at - 1].end : row[at].start].strip(" \n") else None
        lexicon = self.cast.lexicon
        if before and before.key in lexicon.qualities and before.key not in lexicon.indefinite:
            return row[at - 2] if at > 1 else None
        return before

    def _is_new(self, text: str, row: Sequence[Word], at: int) -> bool:
        if row[at].case == "u":
            return False
        article = self._article(text, row, at)
        return article is not None and article.key in self.cast.lexicon.indefinite

    def is_absent(self, text: str, start: int) -> bool:
        """Whether it says that somebody is not there: no sign of the Okafors."""
        before = spelled(text[max(0, start - 30) : start]).rstrip()
        for article in ("the", "der", "die", "den"):
            before = before.removesuffix(f" {article}")
        return before.endswith(self.cast.lexicon.words.absent)

    def _is_owner(self, row: Sequence[Word], at: int) -> bool:
        """Whether a small word before a name makes it an owner: o caderno de Nina, but not as mãos de Nina."""
        lexicon = self.cast.lexicon
        while at and row[at - 1].key in lexicon.titles:
            at -= 1
        if at < 3 or row[at - 1].key not in lexicon.of:
            return False
        thing, article = row[at - 2], row[at - 3]
        if thing.case == "l" and thing.key in lexicon.definite and thing.key not in lexicon.prepositions:
            return True
        if thing.key in lexicon.clothes and article.key in lexicon.indefinite:
            return True
        known = (lexicon.seen_of, lexicon.sides, lexicon.nouns, lexicon.small)
        return thing.case == "l" and article.key in lexicon.definite and not any(thing.key in one for one in known)

    def _is_in_genitive(self, row: Sequence[Word], at: int) -> bool:
        """Whether a name in a case tells whose the thing before it is: na parapecie pani Lipkowej."""
        lexicon = self.cast.lexicon
        while at and row[at - 1].key in lexicon.titles:
            at -= 1
        if at < 2 or not lexicon.words.cases or row[at - 2].key not in lexicon.prepositions - lexicon.joining:
            return False
        thing = row[at - 1]
        known = (lexicon.seen_of, lexicon.sides, lexicon.nouns, lexicon.prepositions, lexicon.kin, lexicon.pronouns)
        return thing.case == "l" and not any(thing.key in one for one in known)

    def _owns(self, text: str, row: Sequence[Word], last: int, ends: bool) -> bool:
        """Whether only something of somebody is named that is not seen as a part of them: Anna's car, not her hands."""
        if not (ends and (_OWNER.search(row[last].text) or self.cast.lexicon.words.genitives)):
            return False
        following = [word.key for word in row[last + 1 : last + 4]]
        lexicon = self.cast.lexicon
        if not lexicon.words.body or (following and self._is_verbless(following[0])):
            return False
        if self._is_one_of(row, last) and following and following[0] in lexicon.clothes:
            return True
        return not any(word in lexicon.seen_of for word in following[:2])

    def _is_one_of(self, row: Sequence[Word], at: int) -> bool:
        """Whether but one of somebody's things is spoken of, which they do not wear then: one of Neil's socks."""
        lexicon = self.cast.lexicon
        return at > 1 and row[at - 1].key in lexicon.of and row[at - 2].key in lexicon.indefinite

    def _is_verbless(self, word: str) -> bool:
        """Whether what looks like an owner says what somebody is or does: Duck's on her back, Anna's running."""
        lexicon = self.cast.lexicon
        return (
            word in lexicon.small
            or word in lexicon.indefinite
            or word in lexicon.definite
            or word in lexicon.predicates
            or word.endswith("ing")
        )

    def _goes_on_as_name(self, row: Sequence[Word], at: int) -> bool:
        """Will walks, but not: Will he walk?"""
        following = row[at + 1] if at + 1 < len(row) else None
        lexicon = self.cast.lexicon
        if following is None:
            return True
        return (
            following.key not in lexicon.pronouns
            and following.key not in lexicon.definite
            and following.key not in lexicon.indefinite
            and following.key not in ("not", "you", "i", "we", "it", "be", "have", "there")
        )

    def _is_part(self, text: str, row: Sequence[Word], at: int, width: int, named: Named) -> bool:
        """Whether a name is a part of another one (Vance Salt Works, Bob Vance, ANNA VANCE who is no Vance)."""
        if width == 1 and self._goes_on_otherwise(text, row, at, named):
            return True
        titled = all(person.title for person in named.people) and not self.cast.lexicon.words.capital_nouns
        if not named.last_only and not (titled and width == 1):
            return False
        before = row[at - 1] if at else None
        if (
            before
            and text[before.end : row[at].start] == " "
            and before.case in ("t", "u")
            and self._may_be_first(before)
        ):
            return True
        if at + width >= len(row) or not named.last_only:
            return False
        following, last = row[at + width], row[at + width - 1]
        if text[last.end : following.start] != " " or _OWNER.search(last.text):
            return False
        return following.case == last.case and following.case in ("t", "u") and not self.names.get(following.key)

    def _goes_on_otherwise(self, text: str, row: Sequence[Word], at: int, named: Named) -> bool:
        """Whether the last name of somebody else follows a first name."""
        following = row[at + 1] if at + 1 < len(row) else None
        if not following or text[row[at].end : following.start] != " " or following.case != row[at].case:
            return False
        lasts = [one.people for one in self.names.get(following.key, ()) if one.last_only and one.proper]
        return bool(lasts) and not any(person in named.people for people in lasts for person in people)

    def _may_be_first(self, word: Word) -> bool:
        """Whether a word may be the first name of somebody else of that name (Bob Vance)."""
        lexicon = self.cast.lexicon
        return not (
            word.key in lexicon.titles
            or word.key in lexicon.definite
            or word.key in lexicon.joining
            or word.key in lexicon.each_of
            or word.key in lexicon.nouns
            or word.key in lexicon.small
            or word.key in lexicon.beside
            or word.key in lexicon.indefinite
            or pronouns.bare(word.text) in lexicon.pronouns
        )

    def _why(self, named: Named) -> Why:
        if named.people[0].kind == "group":
            return Why.GROUP
        return Why.NAMED

    def _is_of_another_age(self, text: str, name: re.Match[str]) -> bool:
        """Whether a name without spaces is only a part of that of somebody who is younger there: 少年玉蓉."""
        tells = tuple(self.cast.lexicon.tells_which)
        return bool(tells) and text.endswith(tells, 0, name.start()) and not name[0].startswith(tells)

    def _letters(self, text: str, pattern: re.Pattern[str], entries: Mapping[str, Named]) -> list[Sight]:
        lexicon, sights = self.cast.lexicon, list[Sight]()
        for hit in pattern.finditer(text):
            named = entries[hit[0]]
            if named.proper and self._is_of_another_age(text, hit):
                continue
            several = named.several or named.people[0].kind == "group"
            owner = not several and unspaced.is_owner(text, hit.end(), lexicon)
            sights.append(Mention(named.people, self._why(named), hit.start(), several, owner, noun=not named.proper))
        for hit in unspaced.pronouns(lexicon).finditer(text):
            forms = unspaced.forms_of(text, hit, lexicon.pronouns[hit[0]], lexicon)
            sights.append(Reference(forms, hit.start()))
        taken = {at for sight in sights for at in range(sight.at, sight.at + 1)}
        for hit in unspaced.nouns(lexicon).finditer(text):
            if hit.start() in taken or any(hit.start() < at < hit.end() for at in taken):
                continue
            if hit[0] in lexicon.both:
                part = "object" if text[hit.end() : hit.end() + 1] in lexicon.words.marks_object else "subject"
                sights.append(Reference((PronounForm("", part),), hit.start()))
                continue
            if count := lexicon.counts.get(hit[0], 0):
                sights.append(Reference((PronounForm("", "subject"),), hit.start(), count=count))
                continue
            word = key(hit[0])
            stage = "young" if word in lexicon.young else "old" if word in lexicon.old else ""
            owner = unspaced.is_owner(text, hit.end(), lexicon)
            noun = lexicon.nouns.get(word) or Noun(singular=word)
            sights.append(Unnamed(noun, hit.start(), new=True, known=True, owner=owner, stage=stage))
        return sorted(sights, key=lambda sight: sight.at)


_WEAK = re.compile(r"(?:e|ist|ent|ant|at|oge|nom|af|prinz|held|herr|mensch)$")


def _uncased(person: Person, lexicon: Lexicon) -> frozenset[str]:
    """The words of somebody's names, those left out that are a case of another (ADAMA of ADAM)."""
    called = frozenset(word.key for shown in person.called.values() for word in words(shown))
    return called.difference(*(cased(word, lexicon.words) for word in called)) if lexicon.words.cases else called


def _owner_endings(cast: CastList) -> tuple[str, ...]:
    return cast.lexicon.words.genitives or ("'s", "'")
