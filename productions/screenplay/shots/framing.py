"""How a shot is framed where the script does not say: establish, then single and reverse, close when it matters."""

from collections.abc import Sequence
from dataclasses import dataclass

from productions.domain.shot import Size
from productions.screenplay.people.person import Person
from productions.screenplay.people.presence import Heard
from productions.screenplay.shots.coverage import people
from productions.screenplay.words import terms
from productions.screenplay.words.lexicon import Lexicon


@dataclass(slots=True)
class Framing:
    """The framing of a scene's shots, in order: each depends on those before it."""

    lexicon: Lexicon
    shots: int = 0
    exchanges: int = 0
    last: Size | None = None

    def size(self, shot: Sequence[Heard], *, closes: bool) -> Size:
        """Return the framing of the next shot; `closes` says that it ends its scene."""
        action = "\n".join(heard.passage.plain for heard in shot if not heard.passage.cues)
        speeches = [heard for heard in shot if heard.passage.cues and not heard.over]
        size = terms.size_of(action) or (self._talk(speeches, shot, closes) if speeches else self._action(shot))
        self.shots += 1
        self.exchanges += bool(speeches)
        self.last = size
        return size

    def _action(self, shot: Sequence[Heard]) -> Size:
        """Wide where the scene opens or nobody is seen, else as close as the number of people lets it be."""
        here = people(shot)
        if not here:
            return "wide"
        if self.shots == 0 or any(person.kind == "group" for person in here):
            return "full"
        if len(here) == 2:
            return "two-shot"
        if len(here) > 2:
            return "full"
        return "medium" if self.last != "medium" else "medium-close"

    def _talk(self, speeches: Sequence[Heard], shot: Sequence[Heard], closes: bool) -> Size:
        """Two people together first, then over a shoulder and single by turns; close where it matters."""
        speaking, here = _speaking(speeches), people(shot)
        if len(here) > 2 or any(person.kind == "group" for person in here):
            return "full" if self.last == "medium" else "medium"
        if len(speaking) < 2 and (self._matters(speeches) or (closes and self.exchanges > 1)):
            return "close-up"
        if len(here) < 2:
            return "medium" if self.last == "medium-close" else "medium-close"
        if self.exchanges == 0:
            return "two-shot"
        return "medium-close" if self.last == "over-shoulder" and len(speaking) < 2 else "over-shoulder"

    def _matters(self, speeches: Sequence[Heard]) -> bool:
        """Whether somebody speaks in a way that one has to see: in a whisper, in tears."""
        said = " ".join(line.parenthetical for heard in speeches for line in heard.passage.lines).casefold()
        return any(word in said for word in self.lexicon.words.feelings)


def _speaking(speeches: Sequence[Heard]) -> list[Person]:
    return list(
        dict.fromkeys(one.person for heard in speeches for part in heard.there for one in part if one.role == "speaks")
    )
