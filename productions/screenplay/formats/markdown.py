"""Reads a screenplay written as Markdown, or nearly so: headings with #, names in bold, `NAME: what is said`."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from productions.screenplay.formats.parts import Doubt, Part
from productions.screenplay.headings.heading import heading
from productions.screenplay.reading import cues, emphasis
from productions.screenplay.reading.elements import Kind
from productions.screenplay.words.terms import starts_as_shot

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_UNDERLINED = re.compile(r"(=+|-+)")
_RULE = re.compile(r"(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_STRONG = re.compile(r"(?:\*\*|__)([^*_\n]+?)(?:\*\*|__)(.*)", re.DOTALL)
_SAID = re.compile(r"([^\W\d_][^:*_\n]{0,39}?)\s*(\([^)\n]{1,40}\))?:\s+(\S.*)", re.DOTALL)
_ITALIC = re.compile(r"[*_](\([^)\n]+\))[*_]|[*_]\(?([^*_()\n]{1,80})\)?[*_]|(\([^)\n]+\))")
_NUMBER = re.compile(
    r"(?:(?:scene|szene|sc[èe]ne|escena|scena|cena|sc\.?)\s*)?(\d{1,4}[A-Z]?)\s*[.:)–—-]\s*(.+)", re.IGNORECASE
)
_FRONT = re.compile(r"---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
_NUMBERED = re.compile(r"^\d{1,3}[.)]\s+")
_BULLET = re.compile(r"^(?:[-*+•‣◦▪●·–]\s+|[•‣◦▪●]\s*)(?=\S)")
_TRANSITION = re.compile(r"[^\W\d_a-z][^a-z.:\n]* TO:|FADE (?:IN|OUT)[.:]?")
_NO_NAMES = re.compile(
    "NOTES?|(?:SUB)?TITLE|SUPER|INSERT|CAPTION|CHYRON|CREDIT|SOUND|MUSIC|S?FX|VFX|TIME|PLACE|LOCATION|LENGTH|DURATION"
    "|CAST|SETTING|LOGLINE|AUTHOR|DATE|DRAFT|VERSION|GENRE|HINWEIS|TON|MUSIK",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Read:
    """What was read: parts, title page and doubts."""

    parts: list[Part] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    title_page: dict[str, str] = field(default_factory=dict)


def read(text: str) -> Read:
    """Return the parts of a text in Markdown. Nothing of it is lost; what was guessed is a doubt."""
    script = Read()
    if front := _FRONT.match(text):
        pairs = (line.partition(":") for line in front[1].split("\n") if ":" in line and line[:1].isalpha())
        script.title_page = {
            key.strip().lower(): value.strip().strip("'\"") for key, _, value in pairs if value.strip()
        }
        text = text[front.end() :]
    blocks = _blocks(_COMMENT.sub(lambda comment: f"\n\n<!--{' '.join(comment[1].split())}-->\n\n", text))
    reading = _Reading(script, _level_of_scenes(blocks), _names(blocks))
    for block in blocks:
        reading.add(block)
    return script


def _blocks(text: str) -> list[list[str]]:
    """Paragraphs as lines; a heading is a paragraph of its own, an underlined one is written with #.

    So is each item of a list, which loses its bullet.
    """
    blocks: list[list[str]] = [[]]
    listing = False
    for line in (_unfenced(raw.strip()) for raw in text.split("\n")):
        underlined = _UNDERLINED.fullmatch(line) if len(line) >= 3 else None
        if underlined and len(blocks[-1]) == 1 and not _HEADING.fullmatch(blocks[-1][0]):
            blocks[-1] = [f"{'#' if line[0] == '=' else '##'} {blocks[-1][0]}"]
            blocks.append([])
        elif _HEADING.fullmatch(line):
            blocks += [[line], []]
        elif (item := _BULLET.sub("", line)) != line and not _RULE.fullmatch(line) and (listing or not blocks[-1]):
            blocks += [[item.removesuffix("\\")]]
            listing = True
        elif line:
            blocks[-1].append(line.removeprefix("> ").removesuffix("\\"))
        elif blocks[-1]:
            blocks.append([])
        listing = listing and bool(line)
    return [block for block in blocks if block]


def _unfenced(line: str) -> str:
    return "" if line.startswith("```") else line


def _level_of_scenes(blocks: Sequence[Sequence[str]]) -> int:
    """The level of headings that are scenes although they do not say INT. or EXT.; 0 where others do say it."""
    headings = [match for block in blocks if (match := _HEADING.fullmatch(block[0]))]
    if any(heading(_plain(line)).setting for block in blocks for line in block[:1]) or len(headings) < 2:
        return 0
    return max(len(match[1]) for match in headings)


def _names(blocks: Sequence[Sequence[str]]) -> frozenset[str]:
    """Names that stand before a colon more than once, or in capitals."""
    said = [match[1].strip() for block in blocks for line in block if (match := _SAID.fullmatch(_plain(line)))]
    counted = Counter(name.upper() for name in said)
    wanted = {name.upper() for name in said if name.isupper() or counted[name.upper()] > 1}
    return frozenset(name for name in wanted if not _NO_NAMES.fullmatch(name) and len(name.split()) <= 4)


def _plain(line: str) -> str:
    return emphasis.plain(_HEADING.sub(r"\2", line)).strip()


@dataclass(slots=True)
class _Reading:
    out: Read
    level: int
    names: frozenset[str]
    titled: bool = False

    def add(self, block: list[str]) -> None:
        first = block[0]
        if match := _HEADING.fullmatch(first):
            self._heading(len(match[1]), _linked(match[2]))
        elif first.startswith("<!--"):
            self._part(Kind.BONEYARD, first[4:-3].strip())
        elif len(block) == 1 and _RULE.fullmatch(first):
            self._part(Kind.PAGE_BREAK, "===")
        else:
            self._paragraph([_linked(line) for line in block])

    def _heading(self, level: int, text: str) -> None:
        plain = emphasis.plain(text).strip()
        if heading(plain).setting or level == self.level:
            numbered = _NUMBER.fullmatch(plain)
            if not heading(plain).setting:
                self._doubt(f"“{plain[:60]}” was taken for a scene, because it is a heading.")
            self._part(Kind.HEADING, numbered[2] if numbered else plain, number=numbered[1] if numbered else "")
        elif level == 1 and not self.out.parts and not self.titled and "title" not in self.out.title_page:
            self.titled = True
            self.out.title_page = {"title": plain, **self.out.title_page}
        else:
            self._part(Kind.SECTION, plain, depth=level)

    def _paragraph(self, lines: list[str]) -> None:
        plain = [emphasis.plain(line) for line in lines]
        if heading(plain[0]).setting:
            self._part(Kind.HEADING, plain[0])
            lines, plain = lines[1:], plain[1:]
        elif cue := self._cue(lines, plain):
            self._part(Kind.CHARACTER, cue)
            self._speech(lines[1:])
            return
        if not lines:
            return
        at = next((index for index, line in enumerate(lines) if index and self._said(line)), None)
        if self._said(lines[0]):
            self._say(lines[0], lines[1 : at or len(lines)])
        else:
            self._action(lines[: at or len(lines)])
        if at is not None:
            self._paragraph(lines[at:])

    def _cue(self, lines: list[str], plain: list[str]) -> str:
        """A name alone on its line, in bold or in capitals, above what is said."""
        bare = plain[0].rstrip(":").strip()
        strong = _STRONG.fullmatch(lines[0])
        bold = strong is not None and not strong[2].strip(" :") and len(bare.split()) <= 5
        if len(lines) < 2 or starts_as_shot(bare) or _NO_NAMES.fullmatch(bare):
            return ""
        return bare if bold or cues.is_cue(bare) else ""

    def _said(self, line: str) -> re.Match[str] | None:
        strong = _STRONG.fullmatch(line)
        match = _SAID.fullmatch(emphasis.plain(line))
        if match is None or _NO_NAMES.fullmatch(match[1].strip()):
            return None
        bold = strong is not None and (strong[1].endswith(":") or strong[2].lstrip().startswith((":", "(")))
        return match if bold or match[1].strip().upper() in self.names else None

    def _say(self, line: str, more: list[str]) -> None:
        match = self._said(line)
        assert match is not None, "the asker has looked"
        self._part(Kind.CHARACTER, match[1].strip() + (f" {match[2]}" if _is_extension(match[2]) else ""))
        if match[2] and not _is_extension(match[2]):
            self._part(Kind.PARENTHETICAL, match[2])
        strong = _STRONG.fullmatch(line)
        rest = strong[2] if strong else line.partition(":")[2]
        rest = rest.lstrip(" :") if strong and strong[1].endswith(":") else rest.partition(":")[2] if strong else rest
        self._speech([rest.strip(), *more])

    def _speech(self, lines: list[str]) -> None:
        for line in lines:
            said, direction = line, _ITALIC.match(line)
            whole = direction is not None and direction.end() == len(line)
            inside = next(filter(None, direction.groups()), "") if direction else ""
            if direction and (inside.startswith("(") or whole):
                self._part(Kind.PARENTHETICAL, inside if inside.startswith("(") else f"({inside})")
                said = line[direction.end() :].strip()
            if said:
                self._part(Kind.DIALOGUE, emphasis.plain(said), marked=_marked(said))

    def _action(self, lines: list[str]) -> None:
        if len(lines) == 1 and _TRANSITION.fullmatch(emphasis.plain(lines[0]).strip()):
            self._part(Kind.TRANSITION, emphasis.plain(lines[0]).strip())
            return
        lines = [_BULLET.sub("", _NUMBERED.sub("", line)) for line in lines]
        self._part(Kind.ACTION, emphasis.plain("\n".join(lines)), marked=_marked("\n".join(lines)))

    def _part(self, kind: Kind, text: str, *, marked: str = "", number: str = "", depth: int = 0) -> None:
        if text.strip():
            self.out.parts.append(Part(kind, text.strip(), marked, number, depth=depth))

    def _doubt(self, text: str) -> None:
        self.out.doubts.append(Doubt(len(self.out.parts), text))


def _is_extension(text: str | None) -> bool:
    return (
        bool(text)
        and re.fullmatch(r"\((?:V\.?O\.?|O\.?S\.?|O\.?C\.?|CONT['’]?D|OFF)\)", text or "", re.IGNORECASE) is not None
    )


def _linked(line: str) -> str:
    """What a link shows stays, its address does not."""
    return _LINK.sub(r"\1", line)


def _marked(text: str) -> str:
    """Markdown's emphasis in Fountain's signs: there _ underlines, here it is another *."""
    marked = re.sub(r"(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)", r"**\1**", text)
    marked = re.sub(r"(?<![\w\\])_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)", r"*\1*", marked)
    return marked if emphasis.plain(marked) != marked else ""
