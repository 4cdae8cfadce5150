"""Reads a word as a pronoun: what it may be where it stands, and whether it means nothing but people."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from productions.screenplay.words.lexicon import EITHER, Lexicon, Noun, PronounForm
from productions.screenplay.words.sentences import Word, key, spelled

_STEM = 4
"""Letters by which forms of one verb are taken for the same (mira, mirándola)."""
_ENCLITIC = re.compile(r"\w+(?:[aei]r|nd[oe]|ndo)(l[oaie]s?|gli)")
_CONTRACTION = re.compile(r"'(?:s|re|d|ll|ve)$")


def forms_of(text: str, row: Sequence[Word], at: int, lexicon: Lexicon) -> tuple[PronounForm, ...]:
    """What a word may be as a pronoun here; nothing where it is none."""
    lower = bare(row[at].text)
    if forms := lexicon.pronouns.get(lower):
        return _forms(text, row, at, forms, lexicon)
    if forms := lexicon.clitics.get(lower.rstrip("'")):
        if _goes_on(text, row, at, lexicon):
            return ()
        either = all(form.gender == EITHER for form in forms)
        return forms if _precedes_verb(text, row, at, lexicon.acts if either else frozenset(), lexicon) else ()
    verb, _, clitic = lower.rpartition("-")
    if verb and (forms := lexicon.pronouns.get(clitic)):
        return tuple(form for form in forms if form.part != "owner")
    if verb and clitic in lexicon.clitics and key(verb)[:_STEM] in _stems(lexicon):
        return lexicon.clitics[clitic]
    return enclitic(row[at].key, lexicon)


def _goes_on(text: str, row: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a clitic goes on with what another one before it means, a thing: lo raccoglie, lo guarda."""
    if at < _APART or row[at - 2].key != row[at].key or row[at - 1].key in lexicon.toward:
        return False
    return text[row[at - 1].end : row[at].start] == ", "


def _precedes_verb(text: str, row: Sequence[Word], at: int, acts: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a word that may be an article stands before a verb that is done to people (il la regarde).

    One that stands for both men and women (gli) also stands before any of `acts`.
    """
    if at + 1 == len(row) or text[row[at].end : row[at + 1].start].strip():
        return False
    following = row[at + 1]
    return following.case == "l" and (following.key in lexicon.toward or following.key in acts)


def enclitic(word: str, lexicon: Lexicon) -> tuple[PronounForm, ...]:
    """The pronoun at the end of a verb: mirándola, guardarlo."""
    if word[:_STEM] not in _stems(lexicon):
        return ()
    match = _ENCLITIC.fullmatch(word)
    return lexicon.clitics.get(match[1], ()) if match else ()


_APART = 2
"""Words from a clitic to the next one that means the same."""
_SEVERAL = 3
"""People of whom a number is told; two have words of their own."""


def is_embodied(row: Sequence[Word], at: int, forms: Sequence[PronounForm], lexicon: Lexicon) -> bool:
    clitic = row[at].spelling.rstrip("'") in lexicon.clitics
    if clitic or all(form.gender == EITHER and form.part == "object" for form in forms):
        return True
    if row[at].spelling in lexicon.words.datives:
        return True
    if all(form.part == "object" for form in forms) and _is_done_to(row, at, lexicon):
        return True
    owner = all(form.part == "owner" for form in forms)
    return owner and any(word.key in lexicon.embodied for word in row[at + 1 : at + 3])


_NO_NOUN = Noun()
_NEAR = 3
"""Words between a verb and the pronoun of whom it is done to, with those two: całuje go, patrzy na nią."""


def _is_done_to(row: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a verb that is done to people stands before a pronoun."""
    return any(word.key in lexicon.toward for word in row[max(0, at - _NEAR) : at])


def _forms(
    text: str, row: Sequence[Word], at: int, forms: tuple[PronounForm, ...], lexicon: Lexicon
) -> tuple[PronounForm, ...]:
    """Tell "her" of "her coat" from "her" of "at her" by what follows."""
    following = row[at + 1] if at + 1 < len(row) else None
    genders = {form.gender for form in forms}
    verbs = lexicon.words.several_verbs
    if row[at].key in verbs and not is_embodied(row, at, forms, lexicon):
        return ()
    if EITHER in genders and all(form.part == "owner" for form in forms):
        return forms if is_embodied(row, at, forms, lexicon) else ()
    if EITHER in genders and len(genders) > 1:
        behind = at > 0 and row[at - 1].key in lexicon.prepositions
        infinitive = following is not None and following.key.endswith(("er", "ir", "re"))
        return tuple(form for form in forms if (form.gender == EITHER) == (infinitive or not behind))
    if len(genders) > 1:
        verb = following.key if following else ""
        several = verb.endswith(verbs) or (at > 0 and _is_inverted(row[at - 1], lexicon))
        forms = tuple(form for form in forms if several == (not form.gender))
    parts = {form.part for form in forms}
    if parts == {"subject", "object"}:
        behind = at > 0 and row[at - 1].key in lexicon.prepositions
        return tuple(form for form in forms if form.part == ("object" if behind else "subject"))
    if not {"object", "owner"} <= parts:
        return forms
    if following is None or text[row[at].end : following.start].strip():
        return tuple(form for form in forms if form.part != "owner")
    small = following.key in lexicon.small or following.key in lexicon.definite
    return tuple(form for form in forms if form.part != ("owner" if small else "object"))


def _is_inverted(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word before a pronoun is a verb of several: Dan tikken ze weer."""
    return word.key.endswith(lexicon.words.several_verbs) and word.key not in lexicon.prepositions | lexicon.small


def both(text: str, row: Sequence[Word], at: int, lexicon: Lexicon) -> int:
    """Return over how many words it speaks of the two who are there: beide; los dos, and no noun behind."""
    for width in (2, 1):
        if at + width > len(row) or " ".join(word.key for word in row[at : at + width]) not in lexicon.both:
            continue
        following = row[at + width] if at + width < len(row) else None
        apart = following is None or bool(text[row[at + width - 1].end : following.start].strip())
        if following and not apart and lexicon.nouns.get(following.key, _NO_NOUN).plural:
            continue
        if _tells_of_whom(row[at + width : at + width + 2], lexicon):
            continue
        if apart or width == 1 or leads_on(following, lexicon) or (following and following.key in lexicon.pronouns):
            return width
    return 0


def _tells_of_whom(following: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether what follows names of which people two are spoken: Neither of the Okafor men; but not Both of them."""
    return len(following) > 1 and following[0].key in lexicon.of and following[1].key in lexicon.definite


_BREAK = re.compile(r"[:;]|\s[–—]\s")


def is_apart(text: str, row: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a pronoun stands in another clause than what its sentence begins with: …: his son waves at him."""
    start = row[at].start
    if _BREAK.search(text, row[0].end, start):
        return True
    if _goes_on_with_another(row, at, lexicon):
        return True
    comma = text.rfind(",", 0, start)
    clause = (word.key for word in row[:at] if word.start > comma) if comma >= 0 else ()
    return any(word in lexicon.conjunctions for word in clause)


def _goes_on_with_another(row: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether somebody of another gender does something to whoever a pronoun means: She waits and he lets her."""
    means = {form.gender for form in lexicon.pronouns.get(row[at].spelling, ())}
    for before, word in pairwise(row[:at]):
        forms = lexicon.pronouns.get(word.spelling, ())
        if before.key in lexicon.joining and forms and all(form.part == "subject" for form in forms):
            return means.isdisjoint(form.gender for form in forms)
    return False


def latter(text: str, row: Sequence[Word], lexicon: Lexicon) -> tuple[PronounForm, int] | None:
    """Return the pronoun of a sentence that goes on with whom the one before named last, and of how many words it is.

    Der schweigt. Celle-ci rit. Ce dernier sort.
    """
    if form := lexicon.latter.get(" ".join(word.spelling for word in row[:2])):
        return form, len(row[:2])
    form = lexicon.latter.get(row[0].spelling)
    if form is None:
        return None
    if row[0].key not in lexicon.definite:
        return form, 1
    following = row[1] if len(row) > 1 and not text[row[0].end : row[1].start].strip() else None
    if following is None or following.case != "l":
        return None
    acts = any(following.key in one for one in (lexicon.acts, lexicon.moves, lexicon.toward))
    return (form, 1) if acts else None


def counted(text: str, row: Sequence[Word], at: int, lexicon: Lexicon) -> int:
    """Return how many people a number means by itself that are there: all three, tous les trois, los tres callan."""
    number = lexicon.counts.get(row[at].key, 0)
    if number < _SEVERAL or any(word.key in lexicon.counts for word in row if word is not row[at]):
        return 0
    before = [word.key for word in row[max(0, at - 2) : at]]
    following = row[at + 1] if at + 1 < len(row) else None
    apart = following is None or bool(text[row[at].end : following.start].strip()) or following.key in lexicon.of
    if following and not apart and (lexicon.noun(following.key) or following.case in "ut"):
        return 0
    if any(word in lexicon.everybody for word in before):
        return number
    begins = not before and bool(lexicon.words.cases)
    article = bool(before) and before[-1] in lexicon.definite
    does = following is not None and not apart and _is_done_by_several(following, lexicon)
    return number if (article and (apart or does)) or (begins and does) else 0


def _is_done_by_several(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word is a verb of several and no noun for several."""
    return word.key in lexicon.copulas or (word.case == "l" and word.key.endswith(lexicon.words.plural_verbs))


def leads_on(word: Word | None, lexicon: Lexicon) -> bool:
    """Whether a word goes on with what somebody does, and is no noun."""
    known = (lexicon.acts, lexicon.moves, lexicon.prepositions, lexicon.copulas, lexicon.reflexive, lexicon.joining)
    return word is None or any(word.key in one for one in (*known, lexicon.toward, lexicon.small, lexicon.clitics))


def bare(word: str) -> str:
    """Return a word in small letters without the verb that is drawn together with it (he's, she'll)."""
    return _CONTRACTION.sub("", spelled(word))


@cache
def _stems(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in lexicon.toward) if lexicon.clitics else frozenset()
