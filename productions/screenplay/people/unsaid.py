"""Finds whoever does what a sentence begins with and is left out: Sorride. Podchodzi do okna."""

from collections.abc import Sequence

from productions.screenplay.people.sights import Mention, Reference, Sight, Unnamed
from productions.screenplay.words.lexicon import EITHER, Lexicon, PronounForm
from productions.screenplay.words.sentences import Word, words


def unsaid(text: str, row: Sequence[Word], sights: Sequence[Sight], lexicon: Lexicon) -> list[Sight]:
    """Return a reference to whoever does what a sentence begins with; nothing where its words say who that may be."""
    if not (row and lexicon.acts and _begins_with_verb(text, row, lexicon)) or any(
        _may_do_it(row, sight, lexicon) for sight in sights
    ):
        return []
    return [Reference((PronounForm(EITHER, "subject"),), row[0].start, unsaid=True)]


def _begins_with_verb(text: str, row: Sequence[Word], lexicon: Lexicon) -> bool:
    if len(row) > 1 and row[0].key in lexicon.negations:
        row = row[1:]
    while len(row) > 1 and (row[0].key in lexicon.reflexive or row[0].key in lexicon.clitics):
        row = row[1:]
    first = row[0].key
    if row[0].spelling in lexicon.words.prepositions:
        return False
    known = (lexicon.acts, lexicon.moves, lexicon.toward, lexicon.answers)
    if row[0].case == "u" or not any(first in one for one in known):
        return False
    following = row[1] if len(row) > 1 else None
    if following and following.key in lexicon.reflexive:
        following = row[2] if len(row) > 2 else None
    if following is None or first not in lexicon.moves:
        return True
    return following.key in lexicon.prepositions or bool(text[row[0].end : following.start].strip())


def _may_do_it(row: Sequence[Word], sight: Sight, lexicon: Lexicon) -> bool:
    """Whether somebody in a sentence may be who does what it tells, and not whom it is done to."""
    if isinstance(sight, Reference):
        return any(form.part == "subject" for form in sight.forms)
    at = next((at for at, word in enumerate(row) if word.start >= sight.at), 0)
    if lexicon.words.cases:
        return row[at].key in _subjects(sight)
    if at and row[at - 1].key in lexicon.prepositions:
        return False
    before = [word for word in row[max(0, at - 3) : at] if word.key not in lexicon.definite | lexicon.indefinite]
    if isinstance(sight, Unnamed) and len(before) == 1 and at <= 2 and before[0].key in lexicon.toward:
        return False
    return not (before and before[-1].key in lexicon.prepositions)


def _subjects(sight: Mention | Unnamed) -> set[str]:
    """The words by which whoever is spoken of does something, in a language with cases."""
    if isinstance(sight, Unnamed):
        return {sight.noun.singular}
    called = {word.key for person in sight.people for shown in person.called.values() for word in words(shown)}
    return called.union(*(person.roles for person in sight.people))
