"""Breaks a screenplay down into scenes and shots with everybody in them; docs/reference/breakdown.md has the rules."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain, islice, pairwise, takewhile

from productions.screenplay.deciding import Deciding
from productions.screenplay.decisions import Decision
from productions.screenplay.drafts import (
    NOTHING,
    Breakdown,
    CastDraft,
    Known,
    PersonDraft,
    PlaceDraft,
    SceneDraft,
    ShotDraft,
    Start,
    Why,
)
from productions.screenplay.headings.heading import Heading
from productions.screenplay.headings.place_names import PlaceNames
from productions.screenplay.headings.reader import HeadingReader
from productions.screenplay.people import looks, pictures
from productions.screenplay.people.cast_list import CastList
from productions.screenplay.people.characters import key
from productions.screenplay.people.characters import name as name_of
from productions.screenplay.people.full_names import (
    acting_names,
    acting_unspaced,
    acting_words,
    addressed,
    full_names,
)
from productions.screenplay.people.introductions import Capitals, beside_name, introduced, other_names
from productions.screenplay.people.mentions import Finder
from productions.screenplay.people.person import Person
from productions.screenplay.people.presence import Heard, Present, Reader
from productions.screenplay.people.softening import soften
from productions.screenplay.people.unspaced import CJK
from productions.screenplay.reading.elements import Element, Kind, Remark, Screenplay
from productions.screenplay.shots import coverage, length
from productions.screenplay.shots.describing import Describing
from productions.screenplay.shots.framing import Framing
from productions.screenplay.shots.passages import Part, Passage, fitting, passages
from productions.screenplay.words import terms, wording
from productions.screenplay.words.lexicon import FEMALE, MALE, Lexicon, lexicon
from productions.screenplay.words.sentences import Word, words
from productions.screenplay.words.sentences import key as word_key


@dataclass(slots=True)
class Scene:
    """A scene of the script with its passages."""

    heading: Heading
    first: int
    last: int
    passages: list[Passage]


def breakdown(
    screenplay: Screenplay, rate: Fraction, known: Known = NOTHING, decisions: Sequence[Decision] = ()
) -> Breakdown:
    """Return the scenes with their shots in order; `rate` is in frames per second.

    `known` is what the production has already, `decisions` are what people decided about earlier breakdowns.
    """
    words_of = lexicon(screenplay.language)
    unseen: list[Remark] = []
    scenes = list(_scenes(screenplay, words_of, unseen))
    soften((scene.passages for scene in scenes), words_of)
    deciding = Deciding.of(decisions, (part for scene in scenes for one in scene.passages for part in one.parts))
    unknown: list[Remark] = []
    # Who is in the film is read before people's shots are, which change nothing about it.
    cast = _cast_list(scenes, words_of, known, decisions, unknown)
    for scene in scenes:
        scene.passages = deciding.applied(scene.passages)
    reader = Reader(Finder(cast))
    reader.learn([scene.passages for scene in scenes])
    places = PlaceNames.of(known, decisions)
    making = _Making(rate, reader, deciding, words_of, places, unseen)
    drafts = tuple(making.scene(scene) for scene in scenes)
    return Breakdown(
        drafts,
        tuple(_people(cast, making)),
        _places(drafts, places),
        tuple(
            sorted({*_doubts(drafts), *making.reader.doubts, *unknown}, key=lambda remark: (remark.line, remark.text))
        ),
        unseen=tuple(sorted(unseen, key=lambda remark: remark.line)),
        lost=deciding.lost,
    )


def _scenes(screenplay: Screenplay, words_of: Lexicon, unseen: list[Remark]) -> Iterator[Scene]:
    title, first, last, body = Heading(), 1, 1, list[Element]()
    headings = HeadingReader.of(screenplay)
    for element in [*screenplay.elements, None]:
        if element and element.kind is not Kind.HEADING:
            body.append(element)
            last = max(last, element.last)
            continue
        pieces = [piece for passage in passages(body, words_of, unseen) for piece in fitting(passage)]
        if title.text or pieces:
            yield Scene(title, first, max(first, last), pieces)
        if element:
            title = headings.read(element.text, element.number)
            first, last, body = element.first, element.last, []


def _cast_list(
    scenes: Iterable[Scene], words_of: Lexicon, known: Known, decisions: Sequence[Decision], unknown: list[Remark]
) -> CastList:
    """Everybody of the film: cues first, then capitals and full names, then who has several names.

    What stands in capitals like a name and is nobody's is added to `unknown`.
    """
    action = [
        (part, words(part.told))
        for scene in scenes
        for passage in scene.passages
        if not passage.cues
        for part in passage.parts
    ]
    lower = frozenset(word.key for _, row in action for word in row if word.case == "l")
    upper = frozenset(word.key for _, row in action for word in row[1:] if word.case == "t")
    cues = [(cue, passage.first) for scene in scenes for passage in scene.passages for cue in passage.cues]
    spoken = [passage.plain for scene in scenes for passage in scene.passages if passage.cues]
    told = chain(((part.told, row) for part, row in action), ((text, words(text)) for text in spoken))
    acting = frozenset(acting_words(told, words_of))
    unspaced = "\n".join(part.told for part, _ in action if CJK.search(part.told))
    captions = frozenset(row[0].key for _, row in action if len(row) == 1 and row[0].case == "u")
    captions -= {word.key for _, row in action for word in row if word.case == "t"}
    cast = CastList(
        words_of, lower, upper, acting, captions, unspaced, alone=frozenset(name_of(cue) for cue, _ in cues)
    )
    cast.scenes = [range(scene.first, scene.last + 1) for scene in scenes]
    cast.prepare(known, decisions)
    for cue, line in cues:
        for one in cast.cue(cue).names:
            if key(one) not in words_of.everybody | words_of.both:
                cast.speaks(one, line, shown=not cast.cue(cue).off)
    _introduce(cast, action, lambda text, row: introduced(text, row, words_of, cast.speaking), unknown)
    _introduce(cast, action, lambda text, row: full_names(text, row, cast), unknown)
    _tell_their_names(cast, scenes)
    cast.settle()
    _name_themselves(cast, scenes, action)
    calls = addressed(spoken)
    _introduce(cast, action, lambda text, row: acting_names(text, row, cast, calls), unknown)
    _introduce(cast, action, lambda text, _: acting_unspaced(text, cast, calls), unknown)
    _present(cast, action)
    _shorten(cast, action)
    return cast


_SENTENCE = re.compile(r"[^.!?…]+")


def _tell_their_names(cast: CastList, scenes: Iterable[Scene]) -> None:
    """Know whoever speaks as what they are for who they say they are: they never speak so again, and the name from
    then on (STRANGER: Pruitt. Alan Pruitt. Then PRUITT speaks).
    """
    speeches = [(one, one.cues[0]) for scene in scenes for one in scene.passages if len(one.cues) == 1]
    for passage, cue in speeches:
        people = [cast.by_key[name] for one in cast.cue(cue).names if (name := key(one)) in cast.by_key]
        if len(people) != 1 or not people[0].noun or people[0].known:
            continue
        for sentence in _SENTENCE.findall(passage.plain):
            row = _name_said(sentence, cast.lexicon)
            named = cast.by_key.get(row[-1].key) if 0 < len(row) <= _FULL_NAME and row[-1].case == "t" else None
            if named and named not in cast.introduced and cast.speaks_from(named, people[0], passage.first):
                named.once = people[0].noun
                cast.same(people[0], named)
                break


def _name_said(sentence: str, lexicon: Lexicon) -> Sequence[Word]:
    """The words of a sentence without those by which somebody says who they are: My name is Alan Pruitt."""
    said = sentence.strip().casefold().replace("’", "'")
    lead = max((one for one in lexicon.words.i_am if said.startswith(f"{one} ")), key=len, default="")
    return words(sentence.strip()[len(lead) :])


_FULL_NAME = 2
_SAYS_NAME = re.compile(r"[^\W\d_]{2,20}\.?")


def _name_themselves(cast: CastList, scenes: Iterable[Scene], action: Iterable[tuple[Part, tuple[Word, ...]]]) -> None:
    """Take in the first name that somebody says alone, where the action calls them by it and it is nobody's."""
    acting = {word.key for _, row in action for word in row if word.case == "t"}
    named = {word for person in cast.people for word in person.proper}
    said: dict[str, set[Person]] = {}
    for passage in (one for scene in scenes for one in scene.passages if len(one.cues) == 1):
        spoken = word_key(passage.plain.rstrip("."))
        if not _SAYS_NAME.fullmatch(passage.plain) or spoken not in acting or spoken in named | cast.lower:
            continue
        people = [cast.by_key[name] for one in cast.cue(passage.cues[0]).names if (name := key(one)) in cast.by_key]
        if people and cast.lexicon.given.get(spoken) in {people[0].gender or MALE, people[0].gender or FEMALE}:
            said.setdefault(passage.plain.rstrip("."), set()).add(people[0])
    for name, speakers in said.items():
        if len(speakers) == 1:
            cast.also_called(speakers.pop(), name)


_SHORTEST, _SHORTER = 3, 2
"""Letters of a short form of a first name, and by how many it is shorter at least (VIKRAM, Vik)."""


def _shorten(cast: CastList, action: Iterable[tuple[Part, tuple[Word, ...]]]) -> None:
    """Take in the short forms of first names that only one person can mean."""
    lexicon = cast.lexicon
    taken = {word.key for person in cast.people for name in person.called.values() for word in words(name)}
    taken |= cast.lower | lexicon.never_names | lexicon.word_names | lexicon.nouns.keys()
    short = {
        word.key: word.text for _, row in action for word in row if word.case == "t" and len(word.key) >= _SHORTEST
    }
    for word, text in short.items():
        if word in taken or (lexicon.words.capital_nouns and word not in lexicon.given):
            continue
        people = [
            one for one in cast.people if one.kind == "character" and one.proper and one.proper[0].startswith(word)
        ]
        if len(people) == 1 and len(people[0].proper[0]) >= len(word) + _SHORTER:
            cast.also_called(people[0], text)


def _present(cast: CastList, action: Iterable[tuple[Part, tuple[Word, ...]]]) -> None:
    """Take in what somebody is who is shown before they are named: A terrier trots out. This is PARCEL."""
    role, animals, anyone = "", cast.lexicon.animals, cast.lexicon.anyone
    gives = cast.lexicon.presents | cast.lexicon.named
    for part, row in action:
        _identify(cast, row)
        _reveal(cast, part, row)
        if role and any(word.key in gives for word in row[:3]):
            names = [cast.by_key[word.key] for word in row[1:4] if word.key in cast.by_key and word.case != "l"]
            for person in names[:1]:
                person.roles.add(role)
                person.animal |= role in animals
        new = (word.key for before, word in pairwise(row) if before.key in cast.lexicon.indefinite)
        first = next((word for word in new if word in animals or word in cast.lexicon.nouns), "")
        role = first if first in animals or first in anyone else ""


_NEAR = 4
"""Words among which a noun, what presents a name and the name begin a sentence."""


def _identify(cast: CastList, row: Sequence[Word]) -> None:
    """Take in that whoever spoke as what they are has a name: La femme, c'est INÈS."""
    at = next((at for at, word in enumerate(row[:_NEAR]) if at and word.key in cast.lexicon.presents), 0)
    nouns = [person for word in row[:at] if (person := cast.by_noun.get((word.key,))) and person.noun]
    names = (key(" ".join(word.text for word in row[at + 1 : at + 1 + width])) for width in (3, 2, 1))
    named = [person for name in names if (person := cast.by_key.get(name)) and person.proper]
    if at and nouns and named and row[at + 1].case != "l" and nouns[0] in cast.people and not nouns[0].known:
        cast.same(nouns[0], named[0])


def _reveal(cast: CastList, part: Part, row: Sequence[Word]) -> None:
    """Take in that whoever spoke as what they are speaks under a name that stands beside that from now on.

    The stranger, whose name is Corrigan.
    """
    for word in row:
        person = cast.by_noun.get((word.key,))
        if person is None or not person.cued or person.known or person not in cast.people:
            continue
        named = cast.by_key.get(key(beside_name(part.told[word.end :])))
        new = named is not None and cast.speaks_around(named, part.first) == (False, True)
        if named and named.proper and new and not cast.speaks_around(person, part.first)[1]:
            cast.same(person, named)


_SENTENCES = 4
"""Sentences of a paragraph in which another name of somebody may stand: that of their own among them."""
_BEHIND = 3
"""Characters behind the colon of a picture at which a name of whom it shows begins."""
_UNKNOWN = "{} looks like a name, but nobody was cast. Give an age behind it, or let them speak."


def _introduce(
    cast: CastList,
    action: Iterable[tuple[Part, tuple[Word, ...]]],
    names: Callable[[str, tuple[Word, ...]], Iterable[Capitals]],
    unknown: list[Remark],
) -> None:
    sentences = list(action)
    for at, (part, row) in enumerate(sentences):
        before, end, definite = None, 0, False
        # Whoever is only in a picture is nobody of the film, unless their first name speaks.
        introductions = list(names(part.told, row))
        shows = pictures.pictures(cast.lexicon).finditer(part.told) if introductions else ()
        pictured = [picture.span() for picture in shows]
        for capitals in introductions:
            shown = any(first <= row[capitals.start].start < last + _BEHIND for first, last in pictured)
            if shown and capitals.keys[0] not in cast.speaking:
                continue
            person = cast.introduce(capitals, part.first)
            between = part.told[end : row[capitals.start].start].strip()
            told = between == "(" or (between == "," and definite and not (before and before.cued))
            if person and before and told and capitals.age and before.noun and before is not person:
                cast.same(before, person)
            before, end = person, row[capitals.end - 1].end
            definite = capitals.before in cast.lexicon.definite or capitals.titled or _is_kin(capitals, cast.lexicon)
            if person and (other := beside_name(part.told[end:])):
                cast.stands_beside(person, other, part.first)
            if person and not person.cued:
                following = takewhile(part.is_beside, (one for one, _ in islice(sentences, at + 1, at + _SENTENCES)))
                rest = "".join((part.told[end:], *(f"{one.gap}{one.told}" for one in following)))
                for other in other_names(rest, cast.lexicon):
                    cast.may_go_by(person, other, part.first)
            if person is None and cast.may_be_name(capitals):
                unknown.append(Remark(part.first, _UNKNOWN.format(capitals.name)))
            # Who was there before is not as old as a younger one of them is (A younger Nadia, 10, sleeps).
            other_age = capitals.before in cast.lexicon.tells_which and person and person.first_line < part.first
            if person and not person.look and not other_age:
                person.look = looks.look(part.told, row[capitals.end - 1].end, cast.lexicon)
                person.ages(person.look.age, cast.lexicon)
                person.wears(person.look.wardrobe, cast.lexicon)


def _is_kin(capitals: Capitals, lexicon: Lexicon) -> bool:
    """Whether somebody is told by whose kin they are: FRAU BRANDTS SOHN."""
    return len(capitals.keys) > 1 and capitals.keys[-1] in lexicon.kin


@dataclass(slots=True)
class _Making:
    """Makes drafts of one film's scenes; `cast_lines` are the lines on which people first appear."""

    rate: Fraction
    reader: Reader
    deciding: Deciding
    lexicon: Lexicon
    places: PlaceNames
    unseen: list[Remark]
    lines: dict[Person, int] = field(default_factory=dict)
    seen: set[Person] = field(default_factory=set)

    def scene(self, scene: Scene) -> SceneDraft:
        """Return a scene with its shots."""
        heard = self.reader.scene(scene.passages)
        covered = list(coverage.shots(heard))
        left = [shot for shot in covered if not self._is_dropped(shot)]
        framing = Framing(self.lexicon)
        describing = Describing(self.lexicon, scene.heading)
        drafts = (
            self._dropped(shot, scene)
            if self._is_dropped(shot)
            else self._draft(shot, scene, framing, describing, closes=shot is left[-1])
            for shot in covered
        )
        return SceneDraft(scene.heading, scene.first, scene.last, tuple(drafts))

    def _is_dropped(self, shot: Sequence[Heard]) -> bool:
        return self.deciding.is_dropped(_parts(shot)[0])

    def _dropped(self, shot: Sequence[Heard], scene: Scene) -> ShotDraft:
        """A shot that a person dropped: the others neither see nor hear it."""
        lines = sorted({line for heard in shot for line in range(heard.passage.first, heard.passage.last + 1)})
        self.unseen += (Remark(line, "A person decided that this makes no picture.") for line in lines)
        alone = Framing(self.lexicon), Describing(self.lexicon, scene.heading)
        return self._draft(shot, scene, *alone, closes=False, dropped=True)

    def _draft(
        self,
        shot: Sequence[Heard],
        scene: Scene,
        framing: Framing,
        describing: Describing,
        *,
        closes: bool,
        dropped: bool = False,
    ) -> ShotDraft:
        text = "\n\n".join(heard.passage.text for heard in shot)
        action = "\n\n".join(heard.passage.plain for heard in shot if not heard.passage.cues)
        first, *rest = _parts(shot)
        estimate = length.in_frames(coverage.seconds(shot), self.rate)
        decided = self.deciding.frames(first, self.rate)
        frames = decided or estimate
        return ShotDraft(
            text=text,
            digest=wording.digest(text),
            anchor=self.deciding.anchor(first),
            description=describing.description(shot),
            dialogue=tuple(line for heard in shot for line in heard.passage.lines),
            size=framing.size(shot, closes=closes),
            camera=terms.camera_of(action) or "static",
            frames=frames,
            milliseconds=length.in_milliseconds(frames, self.rate),
            first=min(heard.passage.first for heard in shot),
            last=max(heard.passage.last for heard in shot),
            cast=() if dropped else tuple(self._left(self._cast(shot, scene), first)),
            starts=tuple(map(self._start, rest)),
            estimate=length.in_milliseconds(estimate, self.rate),
            decided=decided,
            dropped=dropped,
        )

    def _left(self, cast: Iterable[CastDraft], first: Part) -> Iterator[CastDraft]:
        return (one for one in cast if not self.deciding.is_absent(first, one.name))

    def _start(self, part: Part) -> Start:
        return Start(self.deciding.anchor(part), part.first, part.text)

    def _cast(self, shot: Sequence[Heard], scene: Scene) -> Iterator[CastDraft]:
        if place := self.places.name(scene.heading.full_place):
            yield CastDraft(place, "location", "place", Why.PLACE, scene.first)
        best: dict[Person, Present] = {}
        for one in (one for heard in shot for part in heard.there for one in part):
            known = best.get(one.person)
            if known is None or _RANK[one.role] < _RANK[known.role]:
                best[one.person] = one
        for person, one in best.items():
            self.lines.setdefault(person, one.line)
            if one.role != "heard":
                self.seen.add(person)
            yield CastDraft(person.name, person.kind, one.role, one.why, one.line)


_RANK = {"speaks": 0, "seen": 1, "prop": 1, "heard": 2, "place": 3}


def _parts(shot: Iterable[Heard]) -> list[Part]:
    return [part for heard in shot for part in heard.passage.parts]


def _people(cast: CastList, making: _Making) -> Iterator[PersonDraft]:
    for person in cast.people:
        match person.kind:
            case "character" | "group" as kind if person in making.lines:
                aliases = tuple(shown for shown in person.called.values() if key(shown) != key(person.name))
                first = min(making.lines[person], person.first_line or making.lines[person])
                yield PersonDraft(person.name, kind, aliases, first, person.look, person in making.seen)


def _doubts(scenes: Sequence[SceneDraft]) -> Iterator[Remark]:
    """A script without any heading is one scene in no place, which is seldom what its writer meant."""
    if scenes and not any(scene.heading.text for scene in scenes):
        yield Remark(
            scenes[0].first, "No line is a scene heading (INT. HOUSE - DAY); all of this was read as one scene."
        )


def _places(scenes: Iterable[SceneDraft], names: PlaceNames) -> tuple[PlaceDraft, ...]:
    """Each place, and each that another lies in, once."""
    drafts: dict[str, PlaceDraft] = {}
    for scene in scenes:
        outer = names.name(scene.heading.place)
        for place in (outer, *map(names.name, scene.places)):
            if place:
                drafts.setdefault(place, PlaceDraft(place, outer if place != outer else "", scene.first))
    return tuple(drafts.values())
