"""Writes a Fountain text as a Final Draft document.

Where the text came from one, what did not change goes out as it came in, with all that Fountain has no place for; of
what changed, the paragraph's own settings and the marks of the letters that stayed.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from productions.domain.xml import writable
from productions.screenplay.formats.fdx import ranges, titles
from productions.screenplay.formats.fdx.document import DUAL, NOTE, PARAGRAPH, TEXT, content, serialised, texts
from productions.screenplay.formats.fdx.reading import Document, Leaf, read
from productions.screenplay.reading import notes_and_boneyard, title_page
from productions.screenplay.reading.elements import Element as Part
from productions.screenplay.reading.elements import Kind, Screenplay
from productions.screenplay.reading.emphasis import Run, runs
from productions.screenplay.reading.fountain import parse
from productions.screenplay.reading.source import lines_of
from productions.screenplay.words.terms import starts_as_shot

_TYPES = {
    Kind.HEADING: "Scene Heading",
    Kind.ACTION: "Action",
    Kind.CHARACTER: "Character",
    Kind.DIALOGUE: "Dialogue",
    Kind.PARENTHETICAL: "Parenthetical",
    Kind.LYRICS: "Lyrics",
    Kind.TRANSITION: "Transition",
    Kind.CENTRED: "Action",
    Kind.SYNOPSIS: "Summary",
    Kind.PAGE_MARK: "General",
}
_SPEECH = frozenset({Kind.CHARACTER, Kind.PARENTHETICAL, Kind.DIALOGUE, Kind.LYRICS})
_ASIDE = frozenset({Kind.NOTE, Kind.BONEYARD})
_FORCED = {Kind.HEADING: ".", Kind.ACTION: "!", Kind.CHARACTER: "@", Kind.TRANSITION: ">"}
_STYLES = ("bold", "italic", "underline")
_ROUNDS = 5
"""How often what is left is looked for elsewhere: scenes that changed their order go on as they were."""


def write(text: str, original: bytes | None = None) -> bytes:
    """Return a Fountain text as a Final Draft document; `original` is the one that an earlier state of it came from."""
    new = _Lines.of(text)
    document = read(original) if original else _empty()
    old = _Lines.of(document.written.text) if document.parts else _Lines.none()
    out = _merged(document, old, new)
    ranges.follow(document, [item.element for item in out.items], out.kept, out.notes)
    _put(content(document.root), out.items)
    title = _title_page(text)
    if title != _title_page(document.written.text if document.parts else ""):
        titles.write(document.root, title)
    return serialised(document.root)


def _title_page(text: str) -> dict[str, str]:
    """The title page of a Fountain text, with its signs of emphasis."""
    if not text.strip():
        return {}
    return title_page.marked([line.text for line in notes_and_boneyard.separate(lines_of(text)).lines])


def _empty() -> Document:
    root = Element("FinalDraft", {"DocumentType": "Script", "Template": "No", "Version": "5"})
    SubElement(root, "Content")
    return Document(root)


@dataclass(frozen=True, slots=True)
class _Lines:
    """A Fountain text, parsed, with each part's lines as written."""

    screenplay: Screenplay
    raw: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "_Lines":
        if not text.strip():
            return cls.none()
        screenplay = parse(text)
        lines = {line.number: line.text for line in notes_and_boneyard.separate(lines_of(text)).lines}
        raw = (
            part.text
            if part.kind in _ASIDE
            else "\n".join(lines[number] for number in range(part.first, part.last + 1) if number in lines)
            for part in screenplay.elements
        )
        return cls(screenplay, tuple(raw))

    @classmethod
    def none(cls) -> "_Lines":
        return cls(Screenplay((), ()), ())

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.screenplay.elements

    def keys(self) -> list[tuple[str, str, bool]]:
        """What a part is compared by."""
        return [(part.kind.value, raw.strip(), part.dual) for part, raw in zip(self.parts, self.raw, strict=True)]


@dataclass(slots=True)
class _Item:
    """A paragraph of the new document; `wrapper` is the one around dual dialogue that it came in."""

    element: Element
    kind: Kind
    dual: bool = False
    wrapper: Element | None = None


@dataclass(slots=True)
class _Out:
    items: list[_Item] = field(default_factory=list)
    kept: dict[int, Element] = field(default_factory=dict)
    """The paragraphs that go on, by the identity of the old one."""
    notes: set[int] = field(default_factory=set)
    """The identities of the notes that go on."""
    new_page: bool = False


def _merged(document: Document, old: _Lines, new: _Lines) -> _Out:
    groups = _groups(document, old)
    pairs = _pairs(old, new)
    whole = {first: group for group in groups if (first := _kept_whole(group, pairs)) is not None}
    templates = _templates(groups, pairs, whole)
    notes = _old_notes(document, old, pairs)
    out, index = _Out(), 0
    for leaf in groups[0].before if groups else ():
        _keep(out, leaf, Kind.ACTION, dual=False)
    while index < len(new.parts):
        if group := whole.get(index):
            for leaf in group.leaves:
                kinds = [document.parts[each] for each in leaf.parts if document.parts[each].kind not in _ASIDE]
                _keep(out, leaf, kinds[-1].kind if kinds else Kind.ACTION, dual=bool(kinds) and kinds[-1].dual)
            index += len(group.parts)
            continue
        if new.parts[index].kind in _ASIDE:
            _add_note(out, new.parts[index], notes.get(index), document.root)
        else:
            apart = index > 0 and new.parts[index].first - new.parts[index - 1].last > 1
            _add(out, new.parts[index], new.raw[index], templates.get(index), apart=apart)
        index += 1
    _break_page(out)
    return out


def _break_page(out: _Out) -> None:
    """A page that nothing stands on begins with an empty paragraph."""
    if out.new_page:
        out.items.append(_Item(Element(PARAGRAPH, {"Type": "Action", "StartsNewPage": "Yes"}), Kind.ACTION))
    out.new_page = False


@dataclass(slots=True)
class _Group:
    """Parts of the old text, by index, and the paragraphs that they came from, which stay together."""

    parts: list[int]
    leaves: list[Leaf]
    before: list[Leaf] = field(default_factory=list)
    """Paragraphs without text at the very beginning."""


def _groups(document: Document, old: _Lines) -> list[_Group]:
    """Put together what shares a part or a paragraph; a paragraph without text goes with the one above it."""
    lines = document.written.lines if document.parts else ()
    owner = {part: number for number, leaf in enumerate(document.leaves) for part in leaf.parts}
    leaf_of_line = {
        line: owner[index] for index, (first, last) in enumerate(lines) if first for line in range(first, last + 1)
    }
    groups: list[_Group] = []
    reached = -1
    early: list[Leaf] = []
    for index, part in enumerate(old.parts):
        owners = [leaf_of_line[line] for line in range(part.first, part.last + 1) if line in leaf_of_line]
        first, last = min(owners, default=reached), max(owners, default=reached)
        if groups and first <= reached:
            groups[-1].parts.append(index)
            groups[-1].leaves += document.leaves[reached + 1 : last + 1]
        elif groups:
            groups[-1].leaves += document.leaves[reached + 1 : first]
            groups.append(_Group([index], document.leaves[first : last + 1]))
        else:
            early = document.leaves[:first]
            groups.append(_Group([index], document.leaves[first : last + 1]))
        reached = max(reached, last)
    if groups:
        groups[-1].leaves += document.leaves[reached + 1 :]
        groups[0].before = early
    return groups


def _pairs(old: _Lines, new: _Lines) -> dict[int, int]:
    """Which part of the old text is which of the new one, word for word, in order and then elsewhere."""
    before, after = old.keys(), new.keys()
    start = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), None)
    start = min(len(before), len(after)) if start is None else start
    pairs = {index: index for index in range(start)}
    left, wanted = list(range(start, len(before))), list(range(start, len(after)))
    for _ in range(_ROUNDS):
        likeliest = {
            left[one]: wanted[other] for one, other in _matching([before[i] for i in left], [after[i] for i in wanted])
        }
        if not likeliest:
            break
        pairs |= likeliest
        placed = set(likeliest.values())
        left, wanted = [one for one in left if one not in likeliest], [other for other in wanted if other not in placed]
    return pairs


def _matching(
    before: Sequence[tuple[str, str, bool]], after: Sequence[tuple[str, str, bool]]
) -> Iterator[tuple[int, int]]:
    for block in SequenceMatcher(None, before, after).get_matching_blocks():
        yield from ((block.a + step, block.b + step) for step in range(block.size))


def _kept_whole(group: _Group, pairs: dict[int, int]) -> int | None:
    """Where a group stands in the new text; None where any of it is changed, gone or parted."""
    first = pairs.get(group.parts[0])
    if first is None:
        return None
    return first if all(pairs.get(part) == first + step for step, part in enumerate(group.parts)) else None


def _templates(groups: Sequence[_Group], pairs: dict[int, int], whole: dict[int, _Group]) -> dict[int, Leaf]:
    """The old paragraph whose settings a new or changed part takes over: its own, or the one in whose place it is."""
    kept = {id(group) for group in whole.values()}
    broken = [group for group in groups if id(group) not in kept]
    templates: dict[int, Leaf] = {}
    for group in broken:
        for step, part in enumerate(group.parts):
            if part in pairs:
                templates[pairs[part]] = group.leaves[min(step, len(group.leaves) - 1)]
    known = sorted(pairs)
    for part, leaf in ((group.parts[0], group.leaves[0]) for group in broken if group.parts[0] not in pairs):
        above = bisect_left(known, part) - 1
        place = pairs[known[above]] + part - known[above] if above >= 0 else part
        templates.setdefault(place, leaf)
    return templates


def _keep(out: _Out, leaf: Leaf, kind: Kind, *, dual: bool) -> None:
    out.items.append(_Item(leaf.element, kind, dual, leaf.wrapper))
    out.kept[id(leaf.element)] = leaf.element
    out.notes |= {id(note) for note in leaf.notes.values()}


def _add(out: _Out, part: Part, raw: str, template: Leaf | None, *, apart: bool) -> None:
    if part.kind is Kind.PAGE_BREAK:
        _break_page(out)
        out.new_page = True
        return
    if part.kind is Kind.LYRICS and apart:
        out.items.append(_Item(Element(PARAGRAPH, {"Type": "Action"}), Kind.ACTION))
    element = Element(PARAGRAPH)
    type_ = _type(part)
    if template is not None and _same_type(template.element, type_):
        element = deepcopy(template.element)
        out.kept.setdefault(id(template.element), element)
        for note in element.findall(NOTE):
            element.remove(note)
    element.attrib.pop("StartsNewPage", None)
    element.attrib |= {"Type": element.get("Type", type_), **_settings(part, new_page=out.new_page)}
    out.new_page = False
    if part.kind is Kind.HEADING and not part.number:
        element.attrib.pop("Number", None)
    _set_text(element, runs(_bare(part, raw)))
    out.items.append(_Item(element, part.kind, part.dual, template.wrapper if template else None))


def _type(part: Part) -> str:
    if part.kind is Kind.SECTION:
        return f"Outline {part.depth}"
    if part.kind is Kind.ACTION and "\n" not in part.text and part.text.isupper() and starts_as_shot(part.text):
        return "Shot"
    return _TYPES[part.kind]


def _same_type(element: Element, type_: str) -> bool:
    """Whether a paragraph may go on as one of a type: action has several names."""
    given = element.get("Type") or "Action"
    return given == type_ or {given, type_} <= {"Action", "General", "Shot"}


def _settings(part: Part, *, new_page: bool) -> dict[str, str]:
    return {
        **({"Number": writable(part.number)} if part.number else {}),
        **({"Alignment": "Center"} if part.kind is Kind.CENTRED else {}),
        **({"StartsNewPage": "Yes"} if new_page else {}),
    }


def _old_notes(document: Document, old: _Lines, pairs: dict[int, int]) -> dict[int, Element]:
    """The notes of the old document that the new text still has, by the part of the new text."""
    lines = document.written.lines if document.parts else ()
    by_line = {lines[index][0]: note for leaf in document.leaves for index, note in leaf.notes.items()}
    return {
        pairs[index]: by_line[part.first]
        for index, part in enumerate(old.parts)
        if index in pairs and part.kind in _ASIDE and part.first in by_line
    }


def _add_note(out: _Out, part: Part, old: Element | None, root: Element) -> None:
    """A note stands in the paragraph above it, unless it stands behind the script; the first in one of its own."""
    if old is not None:
        out.notes.add(id(old))
        if any(old is each for each in root.findall(f"ScriptNotes/{NOTE}")):
            return
    if not out.items:
        out.items.append(_Item(Element(PARAGRAPH, {"Type": "Action"}), Kind.ACTION))
    note = old
    if note is None:
        note = Element(NOTE)
        inside = SubElement(note, PARAGRAPH)
        SubElement(inside, TEXT).text = writable(f"/* {part.text} */" if part.kind is Kind.BONEYARD else part.text)
    out.items[-1].element.append(note)


def _bare(part: Part, raw: str) -> str:
    """The part as written, with its emphasis, but without the signs of its kind."""
    lines = [line.strip() if part.kind is not Kind.ACTION else line for line in raw.strip("\n").split("\n")]
    match part.kind:
        case Kind.CHARACTER:
            lines = [lines[0].rstrip("^ ")]
        case Kind.LYRICS:
            lines = [line.removeprefix("~") for line in lines]
        case Kind.CENTRED:
            lines = [line.removeprefix(">").removesuffix("<").strip() for line in lines]
        case Kind.SECTION | Kind.SYNOPSIS:
            return part.text
        case Kind.HEADING if part.number:
            lines = [lines[0].rpartition(f"#{part.number}#")[0].rstrip() or lines[0]]
    if part.forced and part.kind in _FORCED:
        lines[0] = lines[0].lstrip().removeprefix(_FORCED[part.kind]).strip()
    bare = "\n".join(lines).strip()
    read = "".join(run.text for run in runs(bare))
    return bare if "".join(read.split()) == "".join(part.text.split()) else _literal(part.text)


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("_", "\\_")


def _set_text(element: Element, wanted: Sequence[Run]) -> None:
    """Give a paragraph its text; letters that it has already at its beginning and end keep their marks."""
    old = [(letter, piece.attrib) for piece in texts(element) for letter in piece.text or ""]
    new = [(letter, run.styles) for run in wanted for letter in run.text]
    same = [one[0] == other[0] for one, other in zip(old, new, strict=False)]
    head = same.index(False) if False in same else len(same)
    most = min(len(old), len(new)) - head
    tail = next((step for step in range(most) if old[-1 - step][0] != new[-1 - step][0]), most)
    place = next((at for at, child in enumerate(element) if child.tag == TEXT), len(element))
    for piece in element.findall(TEXT):
        element.remove(piece)
    marked = [
        (
            letter,
            _attributes(styles, old[at][1] if at < head else old[at - len(new)][1] if at >= len(new) - tail else {}),
        )
        for at, (letter, styles) in enumerate(new)
    ]
    for step, (attributes, letters) in enumerate(groupby(marked, key=lambda letter: letter[1])):
        piece = Element(TEXT, dict(attributes))
        piece.text = writable("".join(letter for letter, _ in letters))
        element.insert(place + step, piece)


def _attributes(styles: frozenset[str], old: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The attributes of a letter: its old ones, with how it is set now."""
    others = [name for name in (old.get("Style") or "").split("+") if name and name.lower() not in _STYLES]
    names = [style.capitalize() for style in _STYLES if style in styles] + others
    kept = {name: value for name, value in old.items() if name != "Style"}
    return tuple({**kept, **({"Style": "+".join(names)} if names else {})}.items())


def _put(script: Element, items: Sequence[_Item]) -> None:
    """Put the paragraphs in place of those that were there, both sides of dual dialogue in one around them."""
    others = [child for child in script if child.tag not in (PARAGRAPH, DUAL)]
    for child in list(script):
        script.remove(child)
    used: set[int] = set()
    for paired, group in _paired(items):
        if paired:
            script.append(_around(group, used))
        else:
            script.extend(item.element for item in group)
    script.extend(others)


def _around(group: Sequence[_Item], used: set[int]) -> Element:
    """Put paragraphs into the element that stood around them, which goes on once, or into a new one."""
    known = (item.wrapper for item in group if item.wrapper is not None and id(item.wrapper) not in used)
    wrapper = next(known, None)
    if wrapper is None:
        wrapper = Element(PARAGRAPH)
        SubElement(wrapper, DUAL)
    used.add(id(wrapper))
    pair = _pair_in(wrapper)
    for child in pair.findall(PARAGRAPH):
        pair.remove(child)
    for step, item in enumerate(group):
        pair.insert(step, item.element)
    return wrapper


def _pair_in(wrapper: Element) -> Element:
    pair = wrapper if wrapper.tag == DUAL else wrapper.find(DUAL)
    assert pair is not None, "the one around dual dialogue holds it"
    return pair


def _paired(items: Sequence[_Item]) -> Iterator[tuple[bool, list[_Item]]]:
    """Yield runs of paragraphs, and those that stand in dual dialogue together as runs of their own."""
    run: list[_Item] = []
    at = 0
    while at < len(items):
        end, paired = _together(items, at)
        if not paired:
            run += items[at:end]
        else:
            yield False, run
            yield True, list(items[at:end])
            run = []
        at = end
    yield False, run


def _together(items: Sequence[_Item], at: int) -> tuple[int, bool]:
    """Where what belongs together with a paragraph ends, and whether that is dual dialogue."""
    wrapper = items[at].wrapper
    if wrapper is not None:
        whole = _pair_in(wrapper).findall(PARAGRAPH)
        if [item.element for item in items[at : at + len(whole)]] == whole:
            return at + len(whole), True
    end = beside = _speech(items, at)
    while beside < len(items) and items[beside].dual and end > at:
        beside += 1
    return max(beside, at + 1), beside > end


def _speech(items: Sequence[_Item], at: int) -> int:
    """Where a speech that begins here ends; here, where none does."""
    if items[at].kind is not Kind.CHARACTER or items[at].dual:
        return at
    end = at + 1
    while end < len(items) and items[end].kind in _SPEECH - {Kind.CHARACTER} and not items[end].dual:
        end += 1
    return end
