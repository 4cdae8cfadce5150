"""What is seen in a shot, in words: the action that it covers, else who talks to whom, how, and where they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from productions.screenplay.drafts import Why
from productions.screenplay.headings.heading import Heading
from productions.screenplay.people.person import Person
from productions.screenplay.people.presence import Heard, Present
from productions.screenplay.shots.coverage import people
from productions.screenplay.words import terms
from productions.screenplay.words.lexicon import Lexicon
from productions.screenplay.words.sentences import key

_LONGEST_STANDING = 160
_LONGEST_MANNER = 80
_LEAST_WORDS = 3
_UNSPACED = 0x3000
"""From here on are the letters of scripts that write no spaces."""


@dataclass(slots=True)
class Describing:
    """The descriptions of a scene's shots, in order; `standing` is what the action said last of each."""

    lexicon: Lexicon
    heading: Heading
    standing: dict[Person, str] = field(default_factory=dict)

    def description(self, shot: Sequence[Heard]) -> str:
        """Return what is seen in the next shot."""
        action = "\n\n".join(
            heard.passage.plain for heard in shot if not heard.passage.cues and not heard.passage.sound
        )
        speeches = [heard for heard in shot if heard.passage.cues and not heard.over]
        words = terms.without_leading(action) if action else ""
        small = bool(speeches) and not people(heard for heard in shot if not heard.passage.cues)
        if words and not (small and len(words) <= 40):
            self._stand(shot)
            return words
        told = self._talking(speeches) if speeches else self._heard(shot)
        where = self._where(speeches or shot)
        return " ".join(filter(None, (_sentence(told), words, where)))

    def _talking(self, speeches: Sequence[Heard]) -> str:
        names = list(
            dict.fromkeys(
                one.person.name for heard in speeches for part in heard.there for one in part if one.role == "speaks"
            )
        )
        if not names:
            names = list(dict.fromkeys(line.character for heard in speeches for line in heard.passage.lines))
        listeners = [one.person.name for heard in speeches for one in heard.there[0] if one.role == "seen"]
        listeners = [name for name in dict.fromkeys(listeners) if name not in names]
        manner = self._manner(speeches, named=len(names) > 1)
        if len(names) == 1 and listeners:
            told = self.lexicon.words.talk.to.format(who=names[0], whom=self._joined(listeners))
        elif len(names) == 1:
            told = self.lexicon.words.talk.alone.format(who=names[0])
        elif len(names) == 2:
            told = self.lexicon.words.talk.to.format(who=names[0], whom=names[1])
        else:
            told = self.lexicon.words.talk.together.format(who=self._joined(names))
        return f"{told}, {manner}" if manner else told

    def _manner(self, speeches: Sequence[Heard], *, named: bool) -> str:
        """How they speak: what the parentheticals say, with names where several speak."""
        ways: dict[str, None] = {}
        for heard in speeches:
            for line in heard.passage.lines:
                if way := self._way(line.parenthetical):
                    ways[f"{line.character} {way}" if named else way] = None
        return "; ".join(ways)[:_LONGEST_MANNER] if ways else ""

    def _way(self, parenthetical: str) -> str:
        """A parenthetical without those who are spoken to, whom the sentence names already."""
        pieces = [" ".join(piece.split()) for piece in parenthetical.split(",")]
        to = self.lexicon.words.to
        kept = [piece for piece in pieces if not (piece.casefold().startswith(tuple(f"{word} " for word in to)))]
        return ", ".join(filter(None, kept))

    def _heard(self, shot: Sequence[Heard]) -> str:
        names = dict.fromkeys(line.character for heard in shot for line in heard.passage.lines)
        return self.lexicon.words.talk.heard.format(who=self._joined(list(names))) if names else ""

    def _joined(self, names: Sequence[str]) -> str:
        if len(names) < 2:
            return "".join(names)
        return self.lexicon.words.talk.joined.format(who=", ".join(names[:-1]), whom=names[-1])

    def _where(self, shot: Sequence[Heard]) -> str:
        """Where they are since the last action that showed them, else the place of the scene."""
        here = people(shot)
        if told := [text for person, text in self.standing.items() if person in here]:
            return told[-1]
        parts = (self.heading.sub_place, self.heading.place, self.heading.time)
        return _sentence(", ".join(filter(None, parts)))

    def _stand(self, shot: Sequence[Heard]) -> None:
        """Keep the sentences of an action that show somebody, the last of each."""
        for heard in shot:
            if heard.passage.cues:
                continue
            for part, there in zip(heard.passage.parts, heard.there, strict=True):
                if len(part.text) <= _LONGEST_STANDING and _tells(part.text):
                    for one in there:
                        if words := self._of(one, part.text):
                            self.standing.pop(one.person, None)
                            self.standing[one.person] = words

    def _of(self, one: Present, sentence: str) -> str:
        """A sentence of somebody that stands for itself: with a name, also where the script has a pronoun."""
        words = terms.without_leading(" ".join(sentence.split()))
        if one.why is not Why.PRONOUN:
            return words
        first, _, rest = words.partition(" ")
        forms = self.lexicon.pronouns.get(key(first), ())
        return f"{one.person.name} {rest}" if rest and any(form.part == "subject" for form in forms) else ""


def _tells(sentence: str) -> bool:
    """Whether a sentence has enough words to tell something, or stands in a script that counts no words."""
    return len(sentence.split()) >= _LEAST_WORDS or ord(sentence[0]) >= _UNSPACED


def _sentence(text: str) -> str:
    if not text:
        return ""
    text = f"{text[0].upper()}{text[1:]}"
    return (
        text
        if text[-1] in ".!?…。！？"
        else f"{text}{'。' if ord(text[-1]) > 0x2FFF and ord(text[-1]) < 0xA000 else '.'}"
    )
