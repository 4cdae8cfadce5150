"""Finds those whom action brings in by name in capitals, and tells them from sounds, signs, things and places."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from productions.screenplay.words import terms
from productions.screenplay.words.lexicon import Lexicon
from productions.screenplay.words.sentences import QUOTED, Word, key, spelled

_AGE = re.compile(
    r"\s*[,(–—-]?\s*\(?\s*(?:(?:in\s+)?(?:his|her|their|the|an?|mid|late|early|around|about|circa|ca\.?|barely|just|almost|"
    r"Mitte|Anfang|Ende|um die|la|une|une petite|unos|unas)[\s-]+)*(\d{1,3}\b|[\w-]+)",
    re.IGNORECASE,
)
_REACH = 160
"""Characters behind a name in which another one of the same person is looked for."""
_LONG = 80
"""Characters that a name may have."""
_QUOTED_BEHIND = re.compile(r"\s*[,(]\s*[\"“]([^\"“”\n]{1,30})[\"”]")
_TRADE_ENDING = re.compile(
    r"(?:wart|mann|frau|ist|ent|ant|eur|orin|meister|leiter|chef|arzt|wirt|anwalt|fahrer|macher|händler|wächter|helfer)(?:in)?$"
)
"""How nouns for what somebody does end, of which no table can have all."""
_NAME_AHEAD = re.compile(r"(?<!\w)[^\W\d_a-zà-ÿа-я]{2,}\s+[^\W\d_a-zà-ÿа-я]{2,}(?!\w)")
_YEARS_TOLD = re.compile("岁|歲|歳|才|세|살|出头")
_DIGIT = re.compile(r"\d")
_NUMBERED = re.compile(r"(?:,\s*|\s*\()(?:(?:early|mid|late|about|circa|aged?)[\s-]+)?\d{1,3}(?:'?s)?\s*[,).]")
_UNSPACED = (
    "(?:[\u3400-\u9fff々]{1,5}(?:[\u30a0-\u30ff]{2,6}|[\u3041-\u306d\u306f-\u3096]{2,4})|[\u3400-\u9fff々]{2,6}|[\u30a0-\u30ff]{2,12}|"
    "(?:(?<![\uac00-\ud7af])[\uac00-\ud7af] )?[\uac00-\ud7af]{2,4})"
)
_MOST_WORDS = 4
_WITH_ARTICLE = 2
"""Words of a noun and its article."""
_FAR = 10
"""Words between an animal and its name: a tall black gelding with one white ear, DEACON."""
_NICKNAME = re.compile(r"\s+[\"“]([^\"“”\n]{1,30})[\"”]\s+")
PARTICLES = frozenset(
    [
        "de",
        "la",
        "le",
        "du",
        "da",
        "di",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "dos",
        "das",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "mac",
        "st",
        "y",
    ]
)
_SLOGAN = re.compile(r"[=!?&%]|\w(?:\s+\w+){3}")
"""What stands in capitals behind a colon and is read on something."""
_CLAUSE = re.compile(r"[^,.;:()]*")
_PIECES = 4
"""Pieces between commas behind a name in which it is told what somebody is."""
_ONLY_SPACE = re.compile(r"\.?\s+|\.?\s*[-–]\s*")


@dataclass(frozen=True, slots=True)
class Capitals:
    """Some words in capitals in a sentence: from word `start` to word `end`, both counted there.

    - `titled` says that an article in capitals belongs to them (THE BEAST), `age` that an age follows, `owner` that
      they own what follows, `position` that they stand where somebody may.
    - `belongs` says that it is somebody's for certain, `role` is the noun for a person or an animal before it,
      `noun` any word that stands as one there (the operator, MILI), also one that no table has.
    - `verb` is the small word right behind them, if there is one; `goes_on` says that no colon stands before them.
    - `nicknames` stand in quotation marks within (LENNY "THE FIST" MORETTI) or behind (known as Auntie Bee).
    """

    name: str
    keys: tuple[str, ...]
    start: int
    end: int
    before: str
    after: str
    age: bool
    owner: bool
    position: bool
    article: str
    verb: str = ""
    goes_on: bool = True
    titled: bool = False
    belongs: bool = False
    role: str = ""
    noun: str = ""
    nicknames: tuple[str, ...] = ()


def introduced(
    text: str, words: Sequence[Word], lexicon: Lexicon, speaking: Collection[str] = ()
) -> Iterator[Capitals]:
    """Yield the names of a sentence that stand in capitals, or before an age (Will Okafor, 24; 水野遥(28)).

    `speaking` are the first names of those who speak, who may be seen on a screen (On the screen: SAL OBI).
    An age that is read on something introduces nobody: on the lining, "Will Okafor, 5".
    """
    yield from capitals(text, words, lexicon, speaking)
    quoted = [match.span() for match in QUOTED.finditer(text)]
    if "," in text or "(" in text:
        for one in _before_an_age(text, words, lexicon):
            if not any(start < words[one.start].start < end for start, end in quoted):
                yield one
    if _DIGIT.search(text) or _YEARS_TOLD.search(text):
        for match in _with_age(lexicon).finditer(text):
            at = next((index for index, word in enumerate(words) if word.end >= match.end(1)), 0)
            whole, before = match[1], text[: match.start()]
            name, role = _of_cue(whole, lexicon, speaking) or _apart(whole, before, lexicon)
            if key(whole) in speaking and name != whole:
                name, role = whole, ""
            yield Capitals(
                name, (key(name),), at, at + 1, "", "", age=True, owner=False, position=True, article="", role=role
            )


@cache
def _with_age(lexicon: Lexicon) -> re.Pattern[str]:
    """A name without spaces before an age, with what tells which one it is: 水野遥(28), 少年の田所(8)."""
    before = "|".join(map(re.escape, sorted(lexicon.words.qualities, key=len, reverse=True))) or "(?!)"
    number = r"(?:\d|[一二三四五六七八九十]{1,3})"
    years = "岁|歲|歳|才|세|살"
    return re.compile(
        rf"((?:(?:{before})\s?)?{_UNSPACED})(?:\s?[(（]\d|[，,、(（]\s?{number}\d?(?:多|来|余|几)?(?:{years}|出头))"
    )


def _of_cue(name: str, lexicon: Lexicon, speaking: Collection[str]) -> tuple[str, str] | None:
    """Return the Chinese name under which somebody speaks and what they are, which stands before it: 主任孙伟.

    A single sign before it is a last name.
    """
    if not lexicon.words.before_surnames or name.startswith(tuple(lexicon.tells_which)):
        return None
    names = (name[at:] for at in range(2, len(name) - 1))
    return next(((end, name.removesuffix(end).rstrip("的")) for end in names if key(end) in speaking), None)


_WITH_TRADE = 4
_TRADE = re.compile(r"(.+[员師师长生工者手匠徒医])(.{2,3})")
"""A trade with the name behind it: 税务员方圆."""
_NO_NAME = re.compile(r".*[是叫的跟着位个名](.{2,})")


def _apart(name: str, before: str, lexicon: Lexicon) -> tuple[str, str]:
    """Return a name without spaces and what its bearer is, which may stand before it (船长李明, 課長の黒川)."""
    if match := _NO_NAME.fullmatch(name):
        told = name.removesuffix(match[1]).rstrip("的")
        name = match[1]
        if told in lexicon.nouns:
            return name, told
    if len(name) >= _WITH_TRADE and (match := _TRADE.fullmatch(name)):
        return match[2], match[1]
    for role in _unspaced_roles(lexicon):
        if name.startswith(role) and len(name) > len(role) + 1:
            return name.removeprefix(role), role if role in lexicon.anyone else ""
        if re.search(f"{role}[の、, ]?$", before):
            return name, role if role in lexicon.anyone else ""
    return name, ""


def unspaced_role(name: str, text: str, lexicon: Lexicon) -> str:
    """Return what somebody is by the noun that stands right before their name in a text without spaces: 伙计冬瓜."""
    roles = (role for role in _unspaced_roles(lexicon) if role in lexicon.anyone)
    return next((role for role in roles if f"{role}{name}" in text), "")


@cache
def _unspaced_roles(lexicon: Lexicon) -> tuple[str, ...]:
    """What somebody is who is named behind it in a script without spaces, the longest first: 課長の黒川(52)."""
    words = {word for word in (*lexicon.anyone, *lexicon.kin) if not word.isascii()}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _before_an_age(text: str, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Capitals]:
    end = 0
    while end < len(words):
        start = end
        nickname = 0
        while end < len(words) and words[end].case == "t":
            if end > start and text[words[end - 1].end : words[end].start] not in _adjoining(words[end - 1], lexicon):
                if not (behind := _within_name(text, words, end)):
                    break
                nickname, end = behind - end, behind
            end += 1
        rest = text[words[end - 1].end :] if end > start else ""
        while start < end and is_no_part(words[start], lexicon) and not _is_given(words, start, end, lexicon):
            start += 1
        while end - start > 2 and words[start].key in lexicon.titles:
            start += 1
        while end - start > 1 and lexicon.words.capital_nouns and _is_only_noun(words[start], lexicon):
            start += 1
        alone = end - start == 1
        told = _NUMBERED.match(rest) and (not alone or rest.lstrip().startswith("(") or start > 0)
        if 0 < end - start - nickname <= _MOST_WORDS and (told or (not alone and has_age(rest, lexicon))):
            yield made(text, words, start, end, lexicon)
        end += end == start or (end < len(words) and words[end].case != "t")
    return


def _is_only_noun(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word has its capital as a noun for people, and is no part of the name behind it: ihr Urenkel Maxi."""
    return lexicon.noun(word.key) is not None and word.key not in lexicon.given and word.key not in lexicon.titles


def _within_name(text: str, words: Sequence[Word], at: int) -> int:
    """Return the word behind a nickname that stands within a name from here: António José "Tó Zé" Bandeira."""
    nickname = _NICKNAME.match(text, words[at - 1].end)
    behind = next((index for index in range(at, len(words)) if nickname and words[index].start == nickname.end()), 0)
    return behind if behind and words[behind].case == "t" else 0


def _adjoining(before: Word, lexicon: Lexicon) -> tuple[str, ...]:
    """What may stand between two words of a name: behind a title also its full stop (Sgt. Moyle)."""
    return (" ", ". ") if before.key in lexicon.titles else (" ",)


def _is_given(words: Sequence[Word], at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a noun is a first name here, as a title stands before it: Sgt. Hunter Moyle."""
    return 0 < at < end - 1 and words[at - 1].key in lexicon.titles and words[at].key in lexicon.word_names


def is_no_part(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word with a capital belongs to no name: the first of its sentence, or a noun."""
    return (
        word.key in lexicon.definite
        or word.key in lexicon.indefinite
        or word.key in lexicon.small
        or word.key in lexicon.never_names
        or word.key in lexicon.nouns
        or word.spelling in lexicon.pronouns
    )


def capitals(text: str, words: Sequence[Word], lexicon: Lexicon, speaking: Collection[str] = ()) -> Iterator[Capitals]:
    """Yield the names in capitals of a sentence, camera terms, signs and what stands in quotation marks left out."""
    if not any(word.case == "u" for word in words):
        return
    spans = [span for span in terms.spans(text) if not _is_last_name(text, words, span, lexicon)]
    spans += [match.span() for match in QUOTED.finditer(text)]
    free = [not any(start <= word.start < end for start, end in spans) for word in words]
    index = 0
    while index < len(words):
        if words[index].case != "u" or not free[index] or words[index].key in lexicon.joining:
            index += 1
            continue
        end = _end(text, words, free, index, lexicon)
        if end < len(words) and _is_firm(text, words, end, lexicon):
            index = end + 2
            continue
        read = _is_read(text, words, index, end, lexicon) and not _role(text, words, index, lexicon)
        read |= _is_quoted(text, words, index, end) or _is_dated(text, words, end)
        read &= not (end - index > 1 and words[index].key in speaking and words[index].key not in lexicon.titles)
        if not read and not (end - index == 1 and len(words[index].key) == 1):
            yield made(text, words, index, end, lexicon)
        index = end


def _is_last_name(text: str, words: Sequence[Word], span: tuple[int, int], lexicon: Lexicon) -> bool:
    """Whether a camera term follows a given name in capitals, whose last name it is then: JUDITH CRANE."""
    at = next((index for index, word in enumerate(words) if word.start >= span[0]), 0)
    before = words[at - 1] if at else None
    if before is None or before.case != "u" or words[at].end < span[1] or text[before.end : words[at].start] != " ":
        return False
    return before.key in lexicon.given and before.key not in lexicon.word_names


def _end(text: str, words: Sequence[Word], free: Sequence[bool], start: int, lexicon: Lexicon) -> int:
    """Where a name that begins at `start` ends: numbers, initials and particles (von, DE LA) belong to it."""
    end = start + 1
    if (behind := _behind_nickname(text, words, free, end)) and words[behind].case == "u":
        end = behind + 1
    while end < len(words) and free[end] and _ONLY_SPACE.fullmatch(text, words[end - 1].end, words[end].start):
        word, before = words[end], words[end - 1]
        if before.text.endswith(("'S", "’S", "'s", "’s")) and word.case != "u":
            break
        stopped = "." in text[before.end : word.start] and len(before.text) > 4
        if stopped or word.key in lexicon.joining:
            break
        capital = word.case == "u" or (word.case == "t" and len(word.text) == 1 and word.text.isupper())
        number = word.text.lstrip("#").isdigit()
        if not (capital or number) and not _goes_on(text, words, end):
            break
        end += 1
    while end > start + 1 and words[end - 1].case == "l":
        end -= 1
    return end


def _behind_nickname(text: str, words: Sequence[Word], free: Sequence[bool], index: int) -> int:
    """Return the word behind a nickname in quotation marks that begins here; 0 for none."""
    at = index
    while at < len(words) and not free[at]:
        at += 1
    between = text[words[index - 1].end : words[at].start] if index < at < len(words) else ""
    return at if _NICKNAME.fullmatch(between) else 0


def _goes_on(text: str, words: Sequence[Word], index: int) -> bool:
    """Whether small particles lead on to capitals: MARIA von TRAPP."""
    at = index
    while at < len(words) and words[at].key in PARTICLES and words[at].case == "l":
        at += 1
    return index < at < len(words) and words[at].case == "u"


def _is_firm(text: str, words: Sequence[Word], end: int, lexicon: Lexicon) -> bool:
    """Whether a name goes on as that of a shop: HARLAN & SON, MILLER AND SONS."""
    between = text[words[end - 1].end : words[end].start].strip()
    if between in ("&", "+"):
        return words[end].key in lexicon.firms and words[end].case in "ut"
    following = words[end + 1] if end + 1 < len(words) else None
    joined = not between and words[end].key in lexicon.joining and words[end].case == "u"
    return joined and following is not None and following.case == "u" and following.key in lexicon.firms


def _is_read(text: str, words: Sequence[Word], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the words before say that what follows is writing (the letterhead reads …), and no age does not."""
    if has_age(text[words[end - 1].end :], lexicon):
        return False
    return any(
        word.key in lexicon.signs and (word.key not in lexicon.stands or ":" in text[word.end : words[start].start])
        for word in words[max(0, start - 2) : start]
    )


_DATED = re.compile(r",\s*(?:1[5-9]|20)\d\d(?=\s*(?:[.)\n]|$))")


def _is_dated(text: str, words: Sequence[Word], end: int) -> bool:
    """Whether a year stands behind a name, as below a picture of somebody: JOÃO CARDOSO, 1968."""
    return _DATED.match(text, words[end - 1].end) is not None


def _is_quoted(text: str, words: Sequence[Word], start: int, end: int) -> bool:
    """Whether words in capitals are a part of what stands in capitals with other signs behind a colon: WILK = CHLEB."""
    colon = text.rfind(": ", 0, words[start].start)
    if colon < 0 or not (tail := text[colon + 2 :]).isupper() or words[start].start - colon > _REACH:
        return False
    return bool(_SLOGAN.search(tail))


def made(
    text: str, words: Sequence[Word], start: int, end: int, lexicon: Lexicon, *, belongs: bool = False
) -> Capitals:
    """Return the name from word `start` to word `end`; it `belongs` to somebody if the words around say so."""
    name = text[words[start].start : words[end - 1].end].strip(" .,")
    owner = bool(re.search(r"(?:['’][sS]|['’])$", name))
    name = re.sub(r"(?:['’][sS]|['’])$", "", name)
    keys = tuple(word.key for word in words[start:end])
    if owner:
        keys = (*keys[:-1], re.sub(r"(?:'s|')$", "", keys[-1]))
    rest = text[words[end - 1].end :]
    if rest.startswith(".,"):
        rest = rest[1:]
    nickname = _NICKNAME.search(name)
    name = _NICKNAME.sub(" ", name)
    titled = len(keys) > 1 and keys[0] in lexicon.definite
    keys = keys[1:] if titled else keys
    before = words[start - 1].key if start else ""
    joined = start == 0 or not text[words[start - 1].end : words[start].start].strip()
    following = words[end] if end < len(words) else None
    adjoins = following is not None and text[words[end - 1].end : following.start] == " " and following.case == "l"
    return Capitals(
        name=" ".join(name.split()),
        keys=keys,
        start=start,
        end=end,
        before=before,
        after=following.key if following else "",
        age=has_age(rest, lexicon),
        owner=owner,
        position=_position(text, words, start, end, lexicon),
        verb=following.key if following and adjoins else "",
        goes_on=":" not in text[words[start - 1].end if start else 0 : words[start].start],
        titled=titled,
        belongs=belongs,
        role=_role(text, words, start, lexicon) or _role_behind(text, words, end, lexicon),
        noun=_apposed(text, words, start, lexicon),
        nicknames=(*((nickname[1],) if nickname else ()), *_known_as(rest, lexicon)),
        article=before if joined and (before in lexicon.definite or before in lexicon.indefinite) else "",
    )


def _role(text: str, words: Sequence[Word], start: int, lexicon: Lexicon) -> str:
    """What somebody is whose name follows: the vicar, JOAN; an animal also further off (a mare he calls BLUE).

    What somebody is to another (his brother) is nothing to call them by. A title in small letters is (komisarz EWA).
    """
    rank = _rank(words[start - 1], lexicon) if start else ""
    while start > 1 and words[start - 1].key in lexicon.titles and words[start - 1].key not in lexicon.nouns:
        start -= 1
    if start == 1 and words[0].key in lexicon.ranks:
        return words[0].key
    gap = text[words[start - 1].end : words[start].start] if start else ""
    named = bool(start) and words[start - 1].key in lexicon.named
    titled = bool(start) and words[start - 1].key in lexicon.titles
    if not (
        named or titled or gap.strip() or start == 1 or words[start - 1].case == "l" or lexicon.words.capital_nouns
    ):
        return rank
    furthest = -1 if ":" in gap else max(-1, start - _FAR)
    for at in range(start - 1, furthest, -1):
        word = words[at]
        if at == start - 1 and word.key in lexicon.joining:
            break
        near = start - at <= 2 + named
        person = lexicon.noun(word.key) if near else None
        if (animal := lexicon.animal(word.key)) and (named or gap.strip() or at == start - 1):
            return animal
        if (
            person
            and not person.plural
            and any(one in lexicon.anyone or one in lexicon.ranks for one in (person.singular, word.key))
        ):
            if word.key in lexicon.ranks and at and words[at - 1].key in lexicon.anyone:
                return words[at - 1].key
            return "" if _is_owned(words, at, lexicon) else person.singular
        if word.case == "u" or (not near and ";" in text[word.end : words[start].start]):
            break
    return rank


def _rank(word: Word, lexicon: Lexicon) -> str:
    return word.key if word.case == "l" and word.key in lexicon.ranks and word.key not in lexicon.kin else ""


def _apposed(text: str, words: Sequence[Word], start: int, lexicon: Lexicon) -> str:
    """The word with an article that begins a clause and has a comma and a name behind it: the operator, MILI."""
    if start < _WITH_ARTICLE or text[words[start - 1].end : words[start].start].strip() != ",":
        return ""
    noun, article = words[start - 1], start - 2
    while article and words[article].key in lexicon.qualities:
        article -= 1
    joined = text[words[article].end : noun.start].replace(" ", "").isalpha() or article == start - _WITH_ARTICLE
    before = text[words[article - 1].end : words[article].start] if article else ","
    begins = "," in before or ":" in before or (article and words[article - 1].key in lexicon.joining)
    if _is_owned(words, start - 1, lexicon) or words[article].key not in lexicon.definite | lexicon.indefinite:
        return ""
    if not (joined and begins):
        return ""
    known = (lexicon.seen_of, lexicon.kin, lexicon.small, lexicon.prepositions, lexicon.acts, lexicon.moves)
    capital = noun.case == "t" and lexicon.words.capital_nouns
    return noun.key if (noun.case == "l" or capital) and not any(noun.key in one for one in known) else ""


def _role_behind(text: str, words: Sequence[Word], end: int, lexicon: Lexicon) -> str:
    """What somebody is whose name came before: ANNA (26), a lawyer, sits; SIMONE, une chèvre attachée à une corde.

    It is told in one of the pieces between commas, the age and the look left out: PICCHI, sessantadue anni, contabile.
    """
    at, name = end, words[end - 1].end
    for piece in range(_PIECES):
        while at < len(words) and (words[at].key in lexicon.indefinite or _tells_age(words[at], lexicon)):
            at += 1
        if at == len(words) or not _is_piece(text[name : words[at].start]):
            return ""
        role = _role_here(text, words, at, name, lexicon)
        if role and not (piece and role in lexicon.animals):
            return role
        comma = text.find(",", words[at].end)
        following = next((index for index in range(at + 1, len(words)) if words[index].start > comma), len(words))
        if comma < 0 or any(word.case == "u" for word in words[at:following]):
            return ""
        at, name = following, words[following - 1].end
    return ""


def _is_piece(before: str) -> bool:
    """Whether a piece that tells more of a name begins behind what stands between."""
    return "." not in before and any(sign in before for sign in ",)–—")


def _role_here(text: str, words: Sequence[Word], at: int, name: int, lexicon: Lexicon) -> str:
    """What somebody is by the words from here, which a comma, a full stop or an owner ends."""
    if words[at].key in lexicon.definite and text[name : words[at].start].strip() == "," and at + 1 < len(words):
        at += 1
    article = at > 0 and words[at - 1].key in lexicon.indefinite
    if article and at + 1 < len(words) and _is_quality(words[at], lexicon):
        at += 1
    if at < len(words) and words[at].case == "l" and _is_quality(words[at], lexicon):
        at += 1
    if at == len(words):
        return ""
    word, behind = words[at], text[words[at].end :].lstrip(" ")[:1]
    if (animal := lexicon.animal(word.key)) and word.key not in lexicon.clothes:
        return animal
    following = words[at + 1].key if at + 1 < len(words) else ""
    ends = article or behind in (",", ".", "") or following in lexicon.of
    if lexicon.words.capital_nouns and word.case == "t" and behind in (",", ".") and _TRADE_ENDING.search(word.key):
        return word.key
    noun = lexicon.nouns.get(word.key)
    if noun is None or word.key not in lexicon.anyone or not noun.singular or noun.plural:
        return ""
    return word.key if ends else ""


def _is_quality(word: Word, lexicon: Lexicon) -> bool:
    return word.key in lexicon.qualities and word.key not in lexicon.nouns


def _tells_age(word: Word, lexicon: Lexicon) -> bool:
    return word.key.isdigit() or word.spelling in lexicon.words.ages or word.key in lexicon.words.years


def _is_owned(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a noun is somebody's (his brother)."""
    article = next((word for word in reversed(words[:at]) if word.key not in lexicon.qualities), None)
    return article is not None and any(form.part == "owner" for form in lexicon.pronouns.get(article.spelling, ()))


_BESIDE_NAME = re.compile(r"\s*[,(–—-]\s*(?:[\w'’-]+\s+){0,8}?[\"“«]?(?P<name>[^\W\d_a-zà-ÿа-я][^\W\d_]+)(?!['’\w])")


def beside_name(rest: str) -> str:
    """Return the first word with a capital behind a name and a comma, that may be another name of the same one."""
    match = _BESIDE_NAME.match(rest)
    between = match[0][: match.start("name") - match.start()] if match else ""
    return match["name"] if match and between.islower() | (not any(map(str.isalpha, between))) else ""


_OTHER = re.compile(r"(?P<quote>[\"“«„])?(?P<name>[^\W\d_a-zà-ÿа-я][\w'’-]*(?:\s[^\W\d_a-zà-ÿа-я][\w'’-]*){0,2})")
_SHORT_SENTENCE = 3
"""Words of a sentence that only says how somebody is called: PEACHES, naturally."""


def other_names(rest: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield what the rest of a paragraph behind a name says like another name of the same one, up to the next name.

    In quotation marks ("Shoes," because he made them), behind what says so (The men call him PREACHER), in a sentence
    of its own (PEACHES, naturally.), or at the end of a title (8th EARL OF WRAXALL).
    """
    calls = tuple(word for word in lexicon.words.known_as if len(word) > 2)
    ahead = (match.start() for match in _NAME_AHEAD.finditer(rest, 1))
    reach = next((at for at in ahead if not rest[:at].rstrip().endswith(calls)), len(rest))
    if (title := _TITLE_OF.match(rest)) and key(title["title"]) in lexicon.titles:
        yield title["name"]
    for match in _OTHER.finditer(rest, 0, reach):
        before, name = rest[: match.start()], match["name"]
        sentence = re.split(r"[.!?…]\s+", before)[-1]
        behind = re.split(r"[.!?…]", rest[match.end() :])[0]
        alone = name.isupper() and not sentence.strip() and len(behind.split()) < _SHORT_SENTENCE
        bare = re.sub(rf"\s+(?:{'|'.join(sorted(lexicon.definite)) or '(?!)'})$", "", before.rstrip())
        if match["quote"] or (alone and before.strip()) or bare.casefold().endswith(calls):
            yield name


_TITLE_OF = re.compile(
    r",\s*(?:[\w-]+\s+){0,2}?(?P<whole>(?P<title>[^\W\d_a-zà-ÿа-я]{3,})\s+(?:OF|DE|VON|DI|VAN)\s+"
    r"(?P<name>[^\W\d_a-zà-ÿа-я][\w'’-]+))"
)


def _known_as(rest: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return another name that follows a name: known to the whole street as Auntie Bee."""
    # Behind the next name in capitals it is that one's.
    known = tuple(lexicon.words.known_as)
    ahead = (ahead_of.start() for ahead_of in _NAME_AHEAD.finditer(rest, 1, _REACH + _LONG))
    reach = next((at for at in ahead if not rest[:at].rstrip().endswith(known)), _REACH)
    match = (
        _QUOTED_BEHIND.match(rest)
        or _to_all(lexicon).match(rest)
        or _known_as_pattern(lexicon).search(rest[: min(reach, _REACH)])
    )
    title = _TITLE_OF.match(rest)
    titled = title and key(title["title"]) in lexicon.titles
    return (*((match[1],) if match else ()), *((title["whole"],) if title and titled else ()))


@cache
def _to_all(lexicon: Lexicon) -> re.Pattern[str]:
    """Another name that some call somebody by: ROSARIO, Chayo para todos; ELVIRA, la Pocha para el barrio."""
    to = "|".join(map(re.escape, lexicon.words.called_by)) or "(?!)"
    articles = "|".join(sorted(lexicon.definite, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"\s*,\s*(?:(?:{articles})\s+)?([^\W\d_a-zà-ÿа-я][\w'’-]*)\s+(?:{to})\s")


@cache
def _known_as_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    words = [re.escape(word) for word in lexicon.words.known_as if " " in word or len(word) > 2]
    known = "|".join(sorted(words, key=len, reverse=True)) or "(?!)"
    articles = "|".join(sorted(lexicon.definite, key=len, reverse=True)) or "(?!)"
    name = rf"(?:(?:{articles})\s+)?" + r"[\"“'«]?((?:[^\W\d_a-zà-ÿа-я][\w'’-]*)(?:\s+[^\W\d_a-zà-ÿа-я][\w'’-]*){0,2})"
    return re.compile(rf"^[^.!?]*?[,(]\s*(?:known to [^,.]{{1,30}} as|{known})\s+{name}")


def has_age(rest: str, lexicon: Lexicon) -> bool:
    """Whether a text that follows a name begins with an age: (38), ", 40", ", in her forties"."""
    if rest[:1] not in ("", ",", "(") and not rest.startswith((" (", ", ", " -", " –", " —", "（")):
        return False
    match = _AGE.match(rest)
    if not match:
        return False
    word = spelled(match[1])
    if word[0].isdigit():
        return True
    inside = spelled(rest[: match.end() + 24])
    if word in lexicon.words.ages or _counts_years(rest, lexicon) or lexicon.is_tens(word):
        return True
    if (clause := _CLAUSE.match(rest.lstrip(" ,(–—-（"))) and lexicon.is_number(clause[0]):
        return True
    return any(
        re.search(rf"(?<!\w){re.escape(age)}(?!\w)", inside.split(".")[0]) for age in lexicon.words.ages if " " in age
    )


def _counts_years(rest: str, lexicon: Lexicon) -> bool:
    """Whether a text that follows a name begins with a number of years in words: soixante ans, lat czterdzieści."""
    clause = _CLAUSE.match(rest.lstrip(" ,(–—-"))
    return clause is not None and any(
        word.rpartition("'")[2] in lexicon.words.years for word in spelled(clause[0]).split()[:5]
    )


def _position(text: str, words: Sequence[Word], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a name stands where somebody does something: first in its clause, with a small word or comma behind."""
    gap = text[words[start - 1].end : words[start].start] if start else ","
    first = start == 0 or "," in gap or ":" in gap or words[start - 1].key in lexicon.joining
    rest = text[words[end - 1].end :]
    if end == len(words):
        return False
    if rest.startswith(".,"):
        rest = rest[1:]
    if rest.lstrip()[:1] in ",(" and rest.lstrip():
        return first
    if (words[end].key in lexicon.small or words[end].key in lexicon.within) and words[end].key not in lexicon.joining:
        return False
    return first and not rest[: words[end].start - words[end - 1].end].strip() and words[end].case == "l"
