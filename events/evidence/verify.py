#!/usr/bin/env python3
"""Checks what Continuity proves, alone and without a network: `python3 verify.py PLACE`.

PLACE is an export, as folder or .zip; a delivery package with dossiers, likewise; or one dossier (.intoto.jsonl).

Of a dossier the signature is checked (in-toto statement in a DSSE envelope, Ed25519), and each event that it names: its
header must lead to a signed root. Files are those that it is about, or they are not.

Of an export every event is hashed anew from its stored text; the hashes must make up the Merkle
tree (RFC 9162) that stands in the tiles, and the roots that were signed (C2SP signed notes, Ed25519). Nothing but
Python 3.9 or newer is needed. Options:

  --key KEY           trust this signing key, as the studio gave it to you by another way, and those it vouches for:
                      the whole text that its page shows, name, id and key (C2SP signed-note)
  --notes FOLDER      notes that were kept elsewhere; whatever they sign must be in the export
  --media FOLDER      files of the film, to be compared with the digests in the export or in the dossier

The exit status is 0 when nothing is wrong, 1 when something is, 2 when the export cannot be read.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import sys
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Iterable, Iterator, NamedTuple, Sequence  # noqa: UP035  # the verifier runs on Python 3.9 too

WIDTH = 256
LOST = b"\x00" * 32
"""Stands in a tile where the log has no hash."""
MISSING = ("removed", "truncated", "unsigned", "missing")
"""Kinds of damage by which something is not there; all others say that something was changed."""
ANOTHER_KEY = "another-key"
"""The kind of a finding that is no damage: whoever signed, it was not with the key that is trusted."""
LONGEST = 100
"""Findings that are listed; more say no more."""


class Record(NamedTuple):
    """An event as it is stored; `payload` and `meta` are the exact texts."""

    event_id: str
    log: str
    stream: str
    category: str
    version: int
    type: str
    schema_version: int
    recorded_at: str
    actor: str
    payload: str
    meta: str


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be: the kind of damage, where it lies, and the first position it touches."""

    kind: str
    table: str
    position: int | None
    message: str


@dataclass
class Report:
    """What was found. `protected` is the last position that a note vouches for, `size` how many events there are.

    `notes` are those of a trusted key, `passed_over` those of others, which prove nothing then.
    """

    size: int = 0
    protected: int = 0
    notes: int = 0
    passed_over: int = 0
    media: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, kind: str, table: str, position: int | None, message: str) -> None:
        if len(self.findings) < LONGEST:
            self.findings.append(Finding(kind, table, position, message))

    @property
    def first_bad(self) -> int | None:
        """The first position that is not as it was signed."""
        return min((each.position for each in self.findings if each.position is not None), default=None)

    @property
    def verdict(self) -> str:
        """`verified`, `gap` where something is missing, `mismatch` where something was changed, or `another-key`."""
        damage = {each.kind for each in self.findings} - {ANOTHER_KEY}
        if not damage:
            return ANOTHER_KEY if self.findings else "verified"
        return "gap" if damage <= set(MISSING) else "mismatch"


# Hashes


def header(record: Record) -> str:
    """Return the text that an event's leaf covers."""
    payload = hashlib.sha256(record.payload.encode()).hexdigest()
    meta = hashlib.sha256(record.meta.encode()).hexdigest()
    return (
        f"continuity-event-v1\n{record.log}\n{record.stream}\n{record.version}\n{record.event_id}\n{record.type}\n"
        f"{record.schema_version}\n{record.recorded_at}\n{record.actor}\n{payload}\n{meta}\n"
    )


def leaf_of(record: Record) -> bytes:
    """Return an event's leaf: the hash by which it stands in the tree."""
    return hashlib.sha256(b"\x00" + header(record).encode()).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def roots_at(leaves: Sequence[bytes], sizes: Iterable[int]) -> dict[int, bytes]:
    """Return the root of the first `size` leaves for each size that the tree has."""
    wanted, roots = {size for size in sizes if size <= len(leaves)}, {}
    peaks: list[bytes] = []
    for count, leaf in enumerate(leaves):
        joined, trailing = leaf, count
        while trailing & 1:
            joined = node(peaks.pop(), joined)
            trailing >>= 1
        peaks.append(joined)
        if count + 1 in wanted:
            roots[count + 1] = _bagged(peaks)
    return roots


def _bagged(peaks: Sequence[bytes]) -> bytes:
    joined = peaks[-1]
    for left in reversed(peaks[:-1]):
        joined = node(left, joined)
    return joined


def level_above(hashes: Sequence[bytes]) -> list[bytes]:
    """Return the hash over each complete group of 256 hashes."""
    whole = len(hashes) - len(hashes) % WIDTH
    while_ = list(hashes[:whole])
    for _ in range(8):
        while_ = [node(while_[at], while_[at + 1]) for at in range(0, len(while_), 2)]
    return while_


def included(leaf: bytes, position: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a receipt's proof leads from a leaf to the root of the first `size` events (RFC 9162, 2.1.3.2)."""
    place, last, reached = position - 1, size - 1, leaf
    if not 0 <= place <= last:
        return False
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            reached = node(sibling, reached)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            reached = node(reached, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and reached == root


# Signatures: Ed25519 as in RFC 8032, section 5.1.7

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
CurvePoint = tuple[int, int, int, int]
_ZERO: CurvePoint = (0, 1, 1, 0)


def signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether a signature over a message was made by the key that belongs to this public one."""
    table, scalar = _negative(public), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or table is None or scalar >= _L:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(digest, "little") % _L
    return _encoded(_plus(_times(scalar, _base()), _times(challenge, table))) == signature[:32]


CurveTable = list[list[CurvePoint]]
"""A point times each digit of each place of a scalar in base 256: a log has many notes and few keys."""


@lru_cache(maxsize=16)
def _negative(public: bytes) -> CurveTable | None:
    key = _decoded(public)
    return _table((_P - key[0], key[1], 1, _P - key[3])) if key else None


@lru_cache(maxsize=1)
def _base() -> CurveTable:
    point = _decoded((4 * pow(5, -1, _P) % _P).to_bytes(32, "little"))
    assert point is not None, "it is the standard's"
    return _table(point)


def _table(point: CurvePoint) -> CurveTable:
    rows: CurveTable = []
    for _ in range(32):
        row = [_ZERO]
        for _ in range(256):
            row.append(_plus(row[-1], point))
        point = row.pop()
        rows.append(row)
    return rows


def _times(scalar: int, table: CurveTable) -> CurvePoint:
    total = _ZERO
    for row, digit in zip(table, scalar.to_bytes(32, "little")):  # noqa: B905  # 3.9
        if digit:
            total = _plus(total, row[digit])
    return total


def _plus(p: CurvePoint, q: CurvePoint) -> CurvePoint:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % _P, (p[1] + p[0]) * (q[1] + q[0]) % _P
    c, d = 2 * p[3] * q[3] * _D % _P, 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _encoded(p: CurvePoint) -> bytes:
    inverse = pow(p[2], -1, _P)
    x, y = p[0] * inverse % _P, p[1] * inverse % _P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _decoded(text: bytes) -> CurvePoint | None:
    if len(text) != 32:
        return None
    number = int.from_bytes(text, "little")
    y, odd = number & (1 << 255) - 1, number >> 255
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    x = x if x * x % _P == square else x * _ROOT % _P
    if x * x % _P != square or (x == 0 and odd):
        return None
    x = x if x & 1 == odd else _P - x
    return x, y, 1, x * y % _P


# Notes


@dataclass(frozen=True)
class SignedNote:
    """A signed checkpoint: what its text says, and by which name and key it is signed.

    `after` is the size of the note before it, 0 for the first; None in notes that do not say it.
    """

    origin: str
    size: int
    root: bytes
    after: int | None
    text: str
    signatures: tuple[tuple[str, bytes], ...]


Check = Callable[[bytes, bytes, bytes], bool]


def read_note(note: str) -> SignedNote:
    """Return what a note says; ValueError for what is none."""
    text, separator, signatures = note.rpartition("\n\n")
    if not separator:
        raise ValueError("no empty line stands before the signatures")
    lines = text.split("\n")
    if len(lines) < 3 or not lines[1].isdigit() or not lines[1].isascii():
        raise ValueError("it says no origin, size and root")
    root = base64.b64decode(lines[2], validate=True)
    after = next((int(said) for said in map(_after, lines[3:]) if said), None)
    return SignedNote(lines[0], int(lines[1]), root, after, f"{text}\n", tuple(_signatures(signatures)))


def _after(line: str) -> str:
    mark, _, size = line.partition(" ")
    return size if mark == "after" and size.isascii() and size.isdigit() else ""


def _signatures(lines: str) -> Iterator[tuple[str, bytes]]:
    for line in lines.split("\n"):
        mark, _, rest = line.partition(" ")
        name, _, signature = rest.partition(" ")
        if mark == "\u2014":
            try:
                yield name, base64.b64decode(signature, validate=True)
            except binascii.Error:
                continue


ED25519 = b"\x01"
"""The kind of key, as the standard numbers them."""


def key_id(name: str, public: bytes) -> bytes:
    """Return the four bytes by which a signature names its key."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def is_signed(
    text: str, signatures: Iterable[tuple[str, bytes]], name: str, keys: Iterable[bytes], check: Check
) -> bool:
    """Whether one of the keys signed a text under a name."""
    return signer_of(text, signatures, name, keys, check) is not None


def signer_of(
    text: str, signatures: Iterable[tuple[str, bytes]], name: str, keys: Iterable[bytes], check: Check
) -> bytes | None:
    """Return which of the keys signed a text under a name; None when none did."""
    ids = {key_id(name, public): public for public in keys}
    for said, value in signatures:
        public = ids.get(value[:4]) if said == name else None
        if public and check(public, value[4:], text.encode()):
            return public
    return None


def verifier(name: str, public: bytes) -> str:
    """Return a public key as people and standard tools take it (C2SP signed-note): `<name>+<key id>+<key>`."""
    return f"{name}+{key_id(name, public).hex()}+{base64.b64encode(ED25519 + public).decode()}"


def read_verifier(text: str) -> bytes:
    """Return the public key in such a text, whichever log it is named for; ValueError says what is wrong with it."""
    text = text.strip()
    if len(text) == 64 and not set(text.lower()) - set("0123456789abcdef"):
        raise ValueError("this is a digest; give the whole key, such as continuity/\u2026+1a2b3c4d+AR\u2026=")
    name, *rest = text.split("+", 2)
    if len(rest) != 2 or not name or not name.isprintable() or " " in name:
        raise ValueError("a key has a name, an id and the key itself, with a plus between them")
    try:
        key = base64.b64decode(rest[1], validate=True)
    except ValueError:
        key = b""
    if len(key) != 33 or key[:1] != ED25519 or _decoded(key[1:]) is None:
        raise ValueError("its last part is no Ed25519 key: perhaps its end was cut off")
    if key_id(name, key[1:]).hex() != rest[0].lower():
        raise ValueError("its parts do not belong together: a character was changed or lost")
    return key[1:]


KEYS = "continuity/keys"
"""The name under which a key vouches for the next."""


def _vouched_for(chain: Sequence[tuple[bytes, str]], check: Check) -> list[bytes]:
    """Return the first of these keys, and each behind it for which the one before vouches."""
    vouched = [public for public, _ in chain[:1]]
    for public, note in chain[1:]:
        if not _vouched(public, note, vouched[-1], check):
            break
        vouched.append(public)
    return vouched


def _vouched(public: bytes, note: str, by: bytes, check: Check) -> bool:
    text, separator, signatures = note.rpartition("\n\n")
    says = f"{KEYS}\n{base64.b64encode(public).decode()}"
    return bool(separator) and text == says and is_signed(f"{text}\n", _signatures(signatures), KEYS, [by], check)


# The examination: the same for an export and for a live database


@dataclass
class Evidence:
    """All that is known of one log.

    `events` are (position, record or None where the log names an event that is gone); `tree` the leaves that the log
    holds, None where a position is gone; `tiles` the hashes that it keeps per level above; `notes` are (where from,
    text), `kept` those that were kept elsewhere; `keys` (public key, note by which the one before vouches for it);
    `heads` (category, count of events) of each stream; `pinned` the key that is trusted, None for the first of `keys`.
    """

    origin: str
    events: Iterable[tuple[int, Record | None]]
    tree: Sequence[bytes | None]
    tiles: dict[int, dict[int, bytes]] = field(default_factory=dict)
    notes: Sequence[tuple[str, str]] = ()
    kept: Sequence[tuple[str, str]] = ()
    keys: Sequence[tuple[bytes, str]] = ()
    heads: dict[str, tuple[str, int]] | None = None
    pinned: bytes | None = None
    check: Check = signed


def examine(evidence: Evidence) -> Report:
    """Check everything that belongs to a log, in the order in which damage would be understood."""
    report = Report()
    leaves = _read_events(evidence, report)
    tree = [leaf or LOST for leaf in evidence.tree]
    report.size = max(len(leaves), len(tree))
    notes = _true_notes(evidence, report)
    of_tree = roots_at(tree, [note.size for note in notes])
    same = leaves == tree
    of_events = of_tree if same else roots_at(leaves, [note.size for note in notes])
    if not same:
        _tell_apart(leaves, tree, notes, of_tree, of_events, report)
    _check_roots(evidence, notes, of_tree, of_events, tree, report)
    _check_tiles(evidence, tree, notes, of_tree, report)
    if report.size and not notes and not _signed_by_another(report):
        report.add(
            "unsigned", "checkpoint", None, "No note covers these events: nothing shows that they were not changed."
        )
    return report


def _read_events(evidence: Evidence, report: Report) -> list[bytes]:
    """Hash every event and follow every stream."""
    leaves: list[bytes] = []
    streams = _Streams(report)
    expected = 1
    for position, record in evidence.events:
        if position != expected:
            _misplaced(position, expected, report)
        expected = position + 1
        if record is None:
            report.add("removed", "event", position, f"The event at position {position} is gone.")
            continue
        leaves.append(leaf_of(record))
        streams.follow(position, record)
    if evidence.heads is not None:
        streams.compare(evidence.heads)
    return leaves


class _Streams:
    """The streams of a log: versions must run 1, 2, 3 without a hole, up to what each stream says of itself."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._versions: dict[str, int] = {}

    def follow(self, position: int, record: Record) -> None:
        expected = self._versions.get(record.stream, 0) + 1
        if record.version != expected:
            message = f"Version {expected} of {record.stream} should stand here, not {record.version}."
            self._report.add("discontinuity", "event", position, message)
        self._versions[record.stream] = record.version
        if not record.type.startswith(f"{record.category}."):
            self._report.add("edited", "stream", position, f"{record.type} is no event of a {record.category}.")

    def compare(self, heads: dict[str, tuple[str, int]]) -> None:
        for stream in sorted(heads.keys() | self._versions.keys()):
            version, (_, expected) = self._versions.get(stream, 0), heads.get(stream, ("", 0))
            if stream not in heads:
                self._report.add("removed", "stream", None, f"The stream {stream} is gone.")
            elif expected != version:
                message = f"The stream {stream} says that it has {expected} events; version {version} is its last here."
                self._report.add("discontinuity", "stream", None, message)


def _misplaced(position: int, expected: int, report: Report) -> None:
    if position > expected:
        until = f" to {position - 1}" if position - 1 > expected else ""
        report.add("removed", "log", expected, f"Position {expected}{until} is missing.")
    else:
        report.add("reordered", "log", position, f"Position {position} comes after position {expected - 1}.")


def _true_notes(evidence: Evidence, report: Report) -> list[SignedNote]:
    """Return the notes that a trusted key signed, the smallest first, and name the others."""
    trusted, known = _keys(evidence, report)
    read = [pair for each in (*evidence.notes, *evidence.kept) if (pair := _note(*each, known, evidence, report))]
    others = dict.fromkeys(public for _, public in read if public not in trusted)
    by_size: dict[int, SignedNote] = {}
    for note, public in read:
        if public in others:
            report.passed_over += 1
        elif by_size.setdefault(note.size, note).root != note.root:
            report.add("forged", "checkpoint", note.size, f"Two notes sign different roots for {note.size} events.")
    if others and not (by_size and any(public in trusted for public, _ in evidence.keys)):
        named = ", ".join(verifier(evidence.origin, public) for public in others)
        report.add(ANOTHER_KEY, "signing_key", None, f"Not the key that you trust signed these notes, but {named}.")
    _check_gaps([note for note, _ in read], report)
    _check_kept(evidence, report)
    report.notes = len(by_size)
    return [by_size[size] for size in sorted(by_size)]


def _keys(evidence: Evidence, report: Report) -> tuple[list[bytes], list[bytes]]:
    """Return the keys whose notes count, and those of which notes are known to be the signer's.

    Without a pinned key both are the first and each for which the one before vouches. A pinned key is trusted, and
    those for which it vouches; notes of those before it are neither proof nor damage.
    """
    chain, pinned = list(evidence.keys), evidence.pinned
    known = _vouched_for(chain, evidence.check)
    if len(known) < len(chain):
        unknown = verifier(evidence.origin, chain[len(known)][0])
        report.add("forged", "signing_key", None, f"No trusted key vouches for the key {unknown}.")
    if pinned is None:
        return known, known
    start = next((at for at, (public, _) in enumerate(chain) if public == pinned), len(chain))
    trusted = _vouched_for(chain[start:], evidence.check) or [pinned]
    return trusted, [*known, *(public for public in trusted if public not in known)]


def _note(
    where: str, text: str, known: list[bytes], evidence: Evidence, report: Report
) -> tuple[SignedNote, bytes] | None:
    """Return what a note says, and which of the known keys signed it."""
    try:
        note = read_note(text)
    except (ValueError, IndexError) as error:
        report.add("forged", "checkpoint", None, f"{where} is no note: {error}.")
        return None
    if note.origin != evidence.origin:
        report.add("forged", "checkpoint", note.size, f"{where} signs another log, {note.origin}.")
        return None
    public = signer_of(note.text, note.signatures, note.origin, known, evidence.check)
    if public is None:
        report.add("forged", "checkpoint", note.size, f"{where} bears no signature of a key that is named here.")
        return None
    return note, public


def _signed_by_another(report: Report) -> bool:
    return any(each.kind == ANOTHER_KEY for each in report.findings)


def _check_gaps(notes: Sequence[SignedNote], report: Report) -> None:
    """Each note says which it follows: one that nobody has any more was taken away."""
    sizes = {note.size for note in notes}
    for size, after in sorted({(note.size, note.after) for note in notes if note.after}):
        if after not in sizes:
            message = f"The note of {after} events is gone: the one of {size} events was made after it."
            report.add("removed", "checkpoint", None, message)


def _check_kept(evidence: Evidence, report: Report) -> None:
    """A note that was kept elsewhere and is not here any more was taken away."""
    here = {text.rpartition("\n\n")[0] for _, text in evidence.notes}
    for where, text in evidence.kept:
        if text.rpartition("\n\n")[0] not in here:
            report.add("removed", "checkpoint", None, f"{where} is not among the notes here.")


def _tell_apart(
    leaves: list[bytes],
    tree: list[bytes],
    notes: Sequence[SignedNote],
    of_tree: dict[int, bytes],
    of_events: dict[int, bytes],
    report: Report,
) -> None:
    """Name the first position at which events and tree differ, and what happened there, judged by the notes."""
    events_true = any(of_events.get(note.size) == note.root != of_tree.get(note.size) for note in notes)
    table, damaged, truth = ("log", tree, leaves) if events_true else ("event", leaves, tree)
    at = next((at for at, pair in enumerate(zip(damaged, truth)) if pair[0] != pair[1]), None)  # noqa: B905  # 3.9
    if at is None:
        at = min(len(damaged), len(truth))
        kind = "truncated" if len(damaged) < len(truth) else "inserted"
    else:
        kind = _kind(damaged, truth, at)
    if not _explained(1, at + 1, report):
        report.add(kind, table, at + 1, _TOLD[kind].format(position=at + 1))


def _explained(first: int, last: int, report: Report) -> bool:
    """Whether something was found already at these positions that says what happened there."""
    return any(
        each.position is not None
        and first <= each.position <= last
        and each.table in ("event", "log")
        and each.kind != "discontinuity"
        for each in report.findings
    )


_TOLD = {
    "edited": "The event at position {position} is not the one that was written there.",
    "removed": "An event was removed at position {position}; what follows moved up.",
    "inserted": "An event was inserted at position {position}.",
    "reordered": "From position {position} on, events stand in another order than they were written in.",
    "truncated": "The log was cut off: the event at position {position} and all behind it are missing.",
}


def _kind(damaged: Sequence[bytes], truth: Sequence[bytes], at: int) -> str:
    here, there = Counter(damaged), Counter(truth)
    extra = here[damaged[at]] > there[damaged[at]]
    lacking = there[truth[at]] > here[truth[at]]
    return {(True, True): "edited", (True, False): "inserted", (False, True): "removed"}.get(
        (extra, lacking), "reordered"
    )


def _check_roots(
    evidence: Evidence,
    notes: Sequence[SignedNote],
    of_tree: dict[int, bytes],
    of_events: dict[int, bytes],
    tree: Sequence[bytes],
    report: Report,
) -> None:
    """Compare the signed roots: the last that fits says up to where all is as it was signed."""
    for note in notes:
        if of_events.get(note.size) == note.root:
            report.protected = note.size
        elif note.size > report.size:
            report.add(
                "truncated",
                "log",
                report.size + 1,
                f"A note signs {note.size} events, and only {report.size} are here: the rest was cut off.",
            )
            return
        elif of_tree.get(note.size) != note.root:
            _narrow(evidence, note, tree, report)
            return
        else:
            return


def _narrow(evidence: Evidence, note: SignedNote, tree: Sequence[bytes], report: Report) -> None:
    """Events and tree agree with each other and not with the note: say between which positions they were changed."""
    first, last = report.protected + 1, note.size
    if _explained(first, last, report):
        return
    computed = level_above(tree)
    for index, kept in sorted(evidence.tiles.get(1, {}).items()):
        if index < len(computed) and computed[index] != kept and first <= (index + 1) * WIDTH:
            first, last = max(first, index * WIDTH + 1), min(last, (index + 1) * WIDTH)
            break
    where = f"position {first}" if first == last else f"positions {first} to {last}"
    report.add("rewritten", "log", first, f"What stands at {where} is not what was signed for {note.size} events.")


def _check_tiles(
    evidence: Evidence, tree: Sequence[bytes], notes: Sequence[SignedNote], of_tree: dict[int, bytes], report: Report
) -> None:
    """Compare the hashes that are kept above the leaves with those that follow from the leaves."""
    true_until = max((note.size for note in notes if of_tree.get(note.size) == note.root), default=0)
    hashes = list(tree)
    for level in range(1, max(evidence.tiles, default=0) + 1):
        hashes = level_above(hashes)
        kept = evidence.tiles.get(level, {})
        for index in sorted(set(range(max(kept, default=-1))) - set(kept)):
            report.add("removed", "tile", index * WIDTH**level + 1, f"Tile {index} of level {level - 1} is gone.")
        for index in sorted(kept):
            if index >= len(hashes):
                report.add("inserted", "tile", None, f"Tile {index} above level {level - 1} has no events below it.")
            elif kept[index] != hashes[index] and (index + 1) * WIDTH**level <= true_until:
                report.add(
                    "edited", "tile", index * WIDTH**level + 1, f"Tile {index} of level {level - 1} is not true."
                )
            elif kept[index] != hashes[index] and not report.findings:
                first, last = index * WIDTH**level + 1, (index + 1) * WIDTH**level
                report.add("edited", "log", first, f"Positions {first} to {last} are not what was hashed there.")


# The export


class Export:
    """A folder or a .zip of one, read by names with slashes."""

    def __init__(self, place: Path) -> None:
        self._zip = zipfile.ZipFile(place) if place.is_file() else None
        self._folder = place
        self._prefix = self._top()

    def _top(self) -> str:
        names = self._zip.namelist() if self._zip else []
        abouts = [name for name in names if name.endswith("export.json")]
        return min(abouts, key=len)[: -len("export.json")] if abouts else ""

    def read(self, name: str) -> bytes:
        return self._zip.read(self._prefix + name) if self._zip else (self._folder / name).read_bytes()

    def digest(self, name: str) -> str:
        """SHA-256 of a file."""
        source = self._zip.open(self._prefix + name) if self._zip else (self._folder / name).open("rb")
        summed = hashlib.sha256()
        with source as file:
            while chunk := file.read(1 << 20):
                summed.update(chunk)
        return summed.hexdigest()

    def lines(self, name: str) -> Iterator[str]:
        source = self._zip.open(self._prefix + name) if self._zip else (self._folder / name).open("rb")
        with source as file:
            for line in file:
                yield line.decode()

    def names(self, folder: str) -> list[str]:
        """The files below a folder."""
        if self._zip:
            start = f"{self._prefix}{folder}/"
            inside = [n for n in self._zip.namelist() if n.startswith(start) and not n.endswith("/")]
            return sorted(name[len(self._prefix) :] for name in inside)
        top = self._folder
        return sorted(str(p.relative_to(top)).replace("\\", "/") for p in (top / folder).rglob("*") if p.is_file())


def tile_name(level: int, index: int, width: int = WIDTH) -> str:
    """Return where a tile lies, as the standard (C2SP tlog-tiles) has it."""
    groups = [f"{index % 1000:03d}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03d}")
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{level}/{'/'.join(groups)}{partial}"


def read_tiles(export: Export) -> dict[int, dict[int, bytes]]:
    """Return the hashes of all tiles by level and number; of two tiles of one place the wider one counts."""
    levels: dict[int, dict[int, bytes]] = {}
    for name in export.names("tile"):
        _, level, *groups = name.replace(".p/", "/p").split("/")
        if groups[-1].startswith("p"):
            groups.pop()
        index, content = int("".join(group.lstrip("x") for group in groups)), export.read(name)
        hashes = levels.setdefault(int(level), {})
        for at in range(len(content) // 32):
            hashes[index * WIDTH + at] = content[32 * at : 32 * at + 32]
    return levels


FILES = {
    "take.made": "artifacts",
    "job.done": "artifacts",
    "job.reused": "artifacts",
    "take.artifact_replaced": "to",
    "job.artifact_replaced": "to",
    "reference.version_added": "images",
    "reference.look_changed": "to.images",
    "reference.sound_given": "to",
    "shot.recording_set": "to.digest",
    "model.tried": "pictures",
    "production.parameter_set": "to.file",
    "scene.parameter_set": "to.file",
    "shot.parameter_set": "to.file",
}
"""Under which name an event of a type names files; with a dot, within what stands under the first. It stands here,
because an export must not be asked for it."""


REMOVED = {"collection.done": "artifacts"}
"""Under which name an event of a type names files that were removed to free room."""


def files_of(event: Record) -> list[str]:
    """Return the digests of the files that an event names; none where its payload was damaged beyond reading."""
    return _named(event, FILES)


def _named(event: Record, names: dict[str, str]) -> list[str]:
    if event.type not in names:
        return []
    try:
        said = json.loads(event.payload)
        for name in names[event.type].split("."):
            said = said[name]
        return [each["digest"] if isinstance(each, dict) else str(each) for each in _listed(said)]
    except (ValueError, LookupError, TypeError):
        return []


def _listed(said: Any) -> list[Any]:
    return said if isinstance(said, list) else [said] if said else []


class Files:
    """The files of an export: those that its list says, and those that its events name, while these are read."""

    def __init__(self, export: Export) -> None:
        self.listed: list[dict[str, Any]] = [json.loads(line) for line in export.lines("media.ndjson")]
        self.absent: set[str] = set()
        """The files of which the very events say that others stand for them, or that they were removed to free room."""
        self._named: dict[str, int] = {}
        self._said_at: dict[int, list[dict[str, Any]]] = {}
        self._wrong: list[dict[str, Any]] = []
        for said in self.listed:
            self._said_at.setdefault(said["position"], []).append(said)

    def read(self, position: int, event: Record) -> None:
        """Take in an event of the log."""
        named = files_of(event)
        for digest in named:
            self._named.setdefault(digest, position)
            self.absent.discard(digest)
        self.absent.update(_named(event, REMOVED))
        for said in self._said_at.get(position, ()):
            if said["digest"] not in named:
                self._wrong.append(said)
            elif said.get("instead_of") and json.loads(event.payload).get("from") == said["instead_of"]:
                self.absent.add(said["instead_of"])

    def check(self, report: Report) -> None:
        """Compare the list with the events: whoever left a file out of it would not be asked for the file."""
        listed = {said["digest"] for said in self.listed}
        for digest, position in self._named.items():
            if digest not in listed:
                report.add("removed", "media", position, f"The list of files leaves {digest} out.")
        for said in self._wrong:
            message = f"The list of files says that this event names {said['digest']}, which it does not."
            report.add("inserted", "media", said["position"], message)


def read_events(export: Export, files: Files | None = None) -> Iterator[tuple[int, Record | None]]:
    """Yield (position, event) in the order of the file; `files` takes the events in."""
    for line in export.lines("events.ndjson"):
        said = json.loads(line)
        position = said.pop("position")
        event = Record(**said) if said else None
        if files and event:
            files.read(position, event)
        yield position, event


def evidence_of(
    export: Export, kept: Sequence[tuple[str, str]] = (), pinned: bytes | None = None, files: Files | None = None
) -> Evidence:
    """Return what an export holds of its log; `files` takes the events in while they are examined."""
    about = json.loads(export.read("export.json"))
    tiles = read_tiles(export)
    leaves = tiles.pop(0, {})
    tree = [leaves.get(at) for at in range(max(leaves, default=-1) + 1)]
    return Evidence(
        origin=about["origin"],
        events=read_events(export, files),
        tree=[None if leaf == LOST else leaf for leaf in tree],
        tiles=tiles,
        notes=[(name, export.read(name).decode()) for name in export.names("notes")],
        kept=kept,
        keys=[(base64.b64decode(each["public"]), each["note"]) for each in json.loads(export.read("keys.json"))],
        heads={
            each["stream"]: (each["category"], each["events"])
            for each in map(json.loads, export.lines("streams.ndjson"))
        },
        pinned=pinned,
    )


def kept_notes(folder: Path, export: Export) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of the notes of the export's log among the files of a folder, at any depth."""
    origin = json.loads(export.read("export.json"))["origin"]
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (text := path.read_bytes().decode(errors="replace")).startswith(f"{origin}\n"):
            yield path.name, text


def check_media(files: Files, folder: Path, report: Report) -> None:
    """Compare the files of a folder, at any depth, with the digests that the events name.

    A file need not be there where an event names the one that stands for it, or says that it was removed.
    """
    there = {path.name: path for path in folder.rglob("*") if path.is_file()}
    wanted = {each["digest"]: each for each in reversed(files.listed) if each["digest"] not in files.absent}
    for said in wanted.values():
        number = said["digest"].partition(":")[2]
        report.media += 1
        if number not in there:
            report.add("missing", "media", said["position"], f"The file {said['digest']} is not there.")
        elif _digest(there[number]) != number:
            report.add("edited", "media", said["position"], f"The file {said['digest']} is not what it was.")


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


# Dossiers: what a shot was made of, as an in-toto statement in a DSSE envelope


IN_TOTO = "application/vnd.in-toto+json"
STATEMENT = "https://in-toto.io/Statement/v1"
DOSSIER = "https://continuity.example/shot-dossier/v1"
"""What kind of thing is signed, what kind of statement that is, and what of."""
DOSSIER_ENDING = ".intoto.jsonl"
CONTENT = "continuityContent"
"""How a subject names the digest of what pictures mean; a file goes by `sha256`."""
RECIPE = b"continuity/recipe/1\n"
_ANOTHER_FILM = "another-film"


def pae(kind: str, body: bytes) -> bytes:
    """Return what a DSSE envelope's signatures cover."""
    said = kind.encode()
    return b"DSSEv1 %d %s %d %s" % (len(said), said, len(body), body)


@dataclass(frozen=True)
class Dossier:
    """A dossier as it was read: what it states, the bytes that were signed, and the signatures on them."""

    statement: dict[str, Any]
    signed: bytes
    signatures: tuple[bytes, ...]

    @property
    def about(self) -> dict[str, Any]:
        """What it says of its subjects."""
        return dict(self.statement["predicate"])

    @property
    def files(self) -> dict[str, str]:
        """SHA-256 of the files that it is about, by name."""
        subjects = self.statement["subject"]
        return {each["name"]: each["digest"]["sha256"] for each in subjects if "sha256" in each["digest"]}


def read_dossier(line: bytes) -> Dossier:
    """Return what an envelope holds; ValueError for what is no dossier."""
    envelope = json.loads(line)
    body = base64.b64decode(envelope["payload"], validate=True)
    statement = json.loads(body)
    kinds = (envelope["payloadType"], statement["_type"], statement["predicateType"])
    if kinds != (IN_TOTO, STATEMENT, DOSSIER):
        raise ValueError(f"it is no dossier, but {statement['predicateType']!r} in {envelope['payloadType']!r}")
    signatures = tuple(base64.b64decode(each["sig"], validate=True) for each in envelope["signatures"])
    return Dossier(statement, pae(IN_TOTO, body), signatures)


def examine_dossier(dossier: Dossier, pinned: bytes | None = None, check: Check = signed) -> Report:
    """Check what a dossier says: who signed it, that the log holds the events that it names, and that they say so."""
    report = Report()
    log = dossier.about["log"]
    if log["origin"] != f"continuity/{log['id']}":
        report.add(_ANOTHER_FILM, "dossier", None, f"Its note is of {log['origin']}, its events of {log['id']}.")
    chain = [(base64.b64decode(each["public"]), each["note"]) for each in log["keys"]]
    trusted, known = _keys(Evidence(log["origin"], (), (), keys=chain, pinned=pinned, check=check), report)
    _check_signature(dossier, trusted, known, check, report)
    root = _signed_root(log, trusted, known, check, report)
    held = {each["event"]: each for each in log["events"]}
    report.size = len(held)
    for each in held.values():
        _check_held(each, log, root, report)
    for claim in claims(dossier.about):
        _check_claim(claim, held, report)
    _check_take(dossier, held, report)
    return report


def _check_signature(dossier: Dossier, trusted: list[bytes], known: list[bytes], check: Check, report: Report) -> None:
    if not dossier.signatures:
        report.add("unsigned", "dossier", None, "Nobody signed this dossier: only the events in it are proven.")
        return
    by = next((key for key in known for each in dossier.signatures if check(key, each, dossier.signed)), None)
    if by is None:
        message = "No key that is named here signed this dossier as it is: it was changed after it was signed."
        report.add("edited", "dossier", None, message)
    elif by not in trusted:
        named = verifier(dossier.about["log"]["origin"], by)
        report.add(ANOTHER_KEY, "signing_key", None, f"Not the key that you trust signed this dossier, but {named}.")


def _signed_root(
    log: dict[str, Any], trusted: list[bytes], known: list[bytes], check: Check, report: Report
) -> tuple[int, bytes] | None:
    """Return the size and root that a trusted note signs; None where none does."""
    if not log["note"]:
        message = "No note of the log goes with this dossier: nothing shows that its events were not made up."
        report.add("unsigned", "checkpoint", None, message)
        return None
    evidence = Evidence(log["origin"], (), (), check=check)
    read = _note("The note of the dossier", log["note"], known, evidence, report)
    if read is None:
        return None
    note, public = read
    if public not in trusted:
        named = verifier(log["origin"], public)
        report.add(ANOTHER_KEY, "signing_key", None, f"Not the key that you trust signed the note, but {named}.")
        return None
    report.notes, report.protected = 1, note.size
    return note.size, note.root


_HEADER = ("tag", "log", "stream", "version", "event", "type", "schema_version", "at", "person", "payload", "meta")


def _read_header(text: str) -> dict[str, str]:
    return dict(zip(_HEADER, text.split("\n")))  # noqa: B905  # 3.9


def _check_held(said: dict[str, Any], log: dict[str, Any], root: tuple[int, bytes] | None, report: Report) -> None:
    """The header of an event must be of this log, belong to what is shown of it, and lead to the signed root."""
    position, header_ = said["position"], _read_header(said["header"])
    if header_.get("log") != log["id"]:
        message = f"The event {said['event']} is of another log, that of another film: {header_.get('log')}."
        report.add(_ANOTHER_FILM, "event", position, message)
        return
    shown = said.get("payload")
    if shown is not None and hashlib.sha256(shown.encode()).hexdigest() != header_["payload"]:
        report.add("edited", "event", position, f"The event {said['event']} does not say what is shown of it.")
    if said["proof"] is None or position is None:
        message = f"There is no proof that the log holds the event {said['event']} ({header_['type']})."
        report.add("missing", "event", position, message)
        return
    leaf = hashlib.sha256(b"\x00" + said["header"].encode()).digest()
    proof = [bytes.fromhex(each) for each in said["proof"]]
    if root and not included(leaf, position, root[0], proof, root[1]):
        message = f"The event {said['event']} is not what the log holds at position {position}, as it was signed."
        report.add("edited", "event", position, message)


def claims(value: Any) -> Iterator[dict[str, Any]]:
    """Everything in a dossier that names the event behind it."""
    if isinstance(value, dict):
        if isinstance(value.get("event"), str) and "header" not in value:
            yield value
        for each in value.values():
            yield from claims(each)
    elif isinstance(value, list):
        for each in value:
            yield from claims(each)


def _check_claim(claim: dict[str, Any], held: dict[str, dict[str, Any]], report: Report) -> None:
    """What is told of an event must be what its header says."""
    event = held.get(claim["event"])
    if event is None:
        report.add("missing", "event", None, f"There is no proof of the event {claim['event']}, which is named.")
        return
    header_ = _read_header(event["header"])
    told = {name: claim[name] for name in ("event", "type", "person", "at", "stream") if name in claim}
    for name, value in told.items():
        if header_.get(name) != value:
            message = f"The event {claim['event']} says {header_.get(name)!r} where the dossier says {value!r}."
            report.add("edited", "event", event["position"], message)


def _check_take(dossier: Dossier, held: dict[str, dict[str, Any]], report: Report) -> None:
    """The take that was recorded must be the one that is told of, and each recipe the one that it was made by."""
    take, stages = dossier.about["take"], dossier.about["stages"]
    made = json.loads(held.get(take["event"], {}).get("payload") or "null")
    if made is None:
        report.add("missing", "event", None, "The dossier does not show the event that recorded the take.")
        return
    replaced = [
        json.loads(each["payload"])["to"]
        for each in held.values()
        if each.get("payload") and "\ntake.artifact_replaced\n" in each["header"]
    ]
    digests = {each["digest"] for each in made["artifacts"]} | set(replaced)
    contents = made.get("outputs") or {"master": made["content"]}
    told = {
        "its contents": (take["contents"], contents),
        "its number": (take["number"], made["number"]),
        "its shot": (dossier.about["shot"]["id"], made["shot"]),
        "what made it": ({each["node"]: each["key"] for each in stages}, made["recipes"]),
    }
    for name, (said, recorded) in told.items():
        if said != recorded:
            report.add("edited", "dossier", None, f"The take was recorded otherwise than the dossier tells {name}.")
    for each in take["artifacts"]:
        if each["digest"] not in digests:
            message = f"The file {each['digest']} ({each['role']}) was not recorded with the take."
            report.add("edited", "dossier", None, message)
    _check_subjects(dossier, report)
    for each in stages:
        if each["recipe"] is not None and _key_of(each["recipe"]) != each["key"]:
            report.add("edited", "dossier", None, f"The recipe of {each['node']} is not the one that it names.")


def _check_subjects(dossier: Dossier, report: Report) -> None:
    """The frames that it is about are those of its take."""
    contents = dossier.about["take"]["contents"].values()
    for each in dossier.statement["subject"]:
        frames = each["digest"].get(CONTENT)
        if frames and f"sha256:{frames}" not in contents:
            report.add("edited", "dossier", None, f"{each['name']}: these frames are not those of the take.")


def _key_of(recipe: Any) -> str:
    """The action key of a recipe: the digest of its canonical JSON (RFC 8785)."""
    text = json.dumps(_in_order(recipe), ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(RECIPE + text.encode()).hexdigest()}"


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _in_order(value[name]) for name in sorted(value, key=lambda each: each.encode("utf-16-be"))}
    return [_in_order(each) for each in value] if isinstance(value, list) else value


@dataclass
class Delivered:
    """Dossiers by name, and SHA-256 by name of the files that lie beside them; `manifest` is that of a package."""

    dossiers: dict[str, bytes]
    files: dict[str, str] = field(default_factory=dict)
    manifest: dict[str, Any] | None = None


def delivered_at(place: Path, media: Path | None = None) -> Delivered | None:
    """Return the dossiers at a place; None where that is something else."""
    if place.is_file() and not zipfile.is_zipfile(place):
        return Delivered({place.name: place.read_bytes()}, _sums(media))
    if place.is_dir() and (place.parent / "manifest.json").is_file() and any(place.glob(f"*{DOSSIER_ENDING}")):
        place = place.parent
    package = Export(place)
    dossiers = [name for name in package.names("dossier") if name.endswith(DOSSIER_ENDING)]
    if not dossiers:
        return None
    manifest = json.loads(package.read("manifest.json"))
    files = {each["name"]: package.digest(each["name"]) for each in manifest["files"] if each["name"] not in dossiers}
    return Delivered({name: package.read(name) for name in dossiers}, {**files, **_sums(media)}, manifest)


def _sums(folder: Path | None) -> dict[str, str]:
    paths = folder.rglob("*") if folder else ()
    return {str(path): _digest(path) for path in paths if path.is_file()}


def examine_delivered(
    found: Delivered, pinned: bytes | None = None, check: Check = signed
) -> Iterator[tuple[str, Dossier, Report]]:
    """Yield each dossier of a place with what is found of it and of the files that it is about."""
    for name, content in found.dossiers.items():
        for line in filter(None, content.splitlines()):
            dossier = read_dossier(line)
            report = examine_dossier(dossier, pinned, check)
            _check_files(dossier, found, report)
            yield name, dossier, report


def _check_files(dossier: Dossier, found: Delivered, report: Report) -> None:
    """The files beside a dossier: of a package those that it is about by name, otherwise any."""
    if found.manifest and dossier.about["film"]["production"] != found.manifest["production"]:
        message = f"It is about {dossier.about['film']['title']!r}: this package is of another film."
        report.add(_ANOTHER_FILM, "dossier", None, message)
        return
    about = set(dossier.files.values())
    report.media = sum(digest in about for digest in found.files.values())
    named = {name: digest for name, digest in dossier.files.items() if found.manifest and name in found.files}
    for name, digest in named.items():
        if found.files[name] != digest:
            report.add("edited", "media", None, f"{name} is not the file that this dossier is about.")
    if found.files and not report.media and not named:
        report.add("missing", "media", None, "None of the files is one that this dossier is about.")


def told_dossier(name: str, dossier: Dossier, report: Report, *, pinned: bool) -> Iterator[str]:
    """Yield what was found of a dossier in sentences."""
    about, log = dossier.about, dossier.about["log"]
    yield f"{name}: {about['shot']['code']}, take {about['take']['number']}, of {about['film']['title']!r}."
    keys = [(base64.b64decode(each["public"]), each["note"]) for each in log["keys"]]
    for public, _ in keys[:1]:
        yield f"Signing key {verifier(log['origin'], public)}"
    if keys and not pinned:
        yield "Compare that key with the one that the studio gave you by another way, or give it with --key."
    for each in report.findings:
        mark = "SIGNED BY ANOTHER KEY" if each.kind == ANOTHER_KEY else f"WRONG {each.kind}"
        yield f"{mark}: {each.message}"
    if not report.findings:
        yield f"The log holds all {report.size:,} events that it names, among {report.protected:,} that were signed."
        yield f"Files here that it is about: {report.media:,}." if report.media else _NO_FILES
    yield _OF_DOSSIERS["verified" if not report.findings else "not"]


_NO_FILES = "No file was compared with it: name the folder of the film with --media."
_OF_DOSSIERS = {
    "verified": "VERIFIED. It says what it said when it was signed.",
    "not": "NOT VERIFIED. Do not rely on it until what stands above is explained.",
}


# What a person reads


def told(report: Report, about: dict[str, str], keys: Sequence[tuple[bytes, str]], *, pinned: bool) -> Iterator[str]:
    """Yield the verdict in sentences."""
    yield f"Log {about['origin']}: {report.size:,} events, {report.notes:,} notes of a trusted key."
    for public, _ in keys:
        yield f"Signing key {verifier(about['origin'], public)}"
    if keys and not pinned:
        yield "Compare the first key with the one that the studio gave you by another way, or give it with --key."
    if report.passed_over and report.notes:
        yield f"{report.passed_over:,} notes are of other keys than the one that you trust. They were passed over."
    for each in report.findings:
        at = f", position {each.position:,}" if each.position else ""
        mark = "SIGNED BY ANOTHER KEY" if each.kind == ANOTHER_KEY else f"DAMAGE {each.kind} ({each.table}{at})"
        yield f"{mark}: {each.message}"
    if report.protected:
        yield f"Positions 1 to {report.protected:,} are as they were signed."
    if report.size > report.protected:
        yield f"No note of a trusted key protects position {report.protected + 1:,} and what follows."
    yield _VERDICTS.get(report.verdict) or _first_bad(report)


_VERDICTS = {
    "verified": "VERIFIED. Nothing was edited, removed, inserted, reordered or cut off.",
    ANOTHER_KEY: "NOT VERIFIED. It is signed by another key. Ask the studio for its key by another way than this.",
}


def _first_bad(report: Report) -> str:
    first = report.first_bad
    return f"NOT VERIFIED. {f'The first bad position is {first:,}.' if first else 'See the damage above.'}"


_UNREADABLE = (
    OSError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What comes of files that are no export, or made to trouble us."""


def _key(text: str) -> bytes:
    try:
        return read_verifier(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"this cannot be a signing key: {error}.") from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Check an export and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--key", metavar="KEY", type=_key)
    parser.add_argument("--notes", metavar="FOLDER", type=Path)
    parser.add_argument("--media", metavar="FOLDER", type=Path)
    asked = parser.parse_args(arguments)
    try:
        delivered = delivered_at(asked.export, asked.media)
        if delivered:
            return _say_delivered(delivered, asked.key)
        export = Export(asked.export)
        kept = list(kept_notes(asked.notes, export)) if asked.notes else []
        files = Files(export)
        evidence = evidence_of(export, kept, asked.key, files)
        report = examine(evidence)
        files.check(report)
        if asked.media:
            check_media(files, asked.media, report)
        about = json.loads(export.read("export.json"))
    except _UNREADABLE as error:
        print(f"This cannot be read: {error!r}")  # noqa: T201  # it is what the program says
        return 2
    for line in told(report, about, evidence.keys, pinned=bool(asked.key)):
        print(line)  # noqa: T201
    return 1 if report.findings else 0


def _say_delivered(delivered: Delivered, pinned: bytes | None) -> int:
    wrong = False
    for name, dossier, report in list(examine_delivered(delivered, pinned)):
        for line in told_dossier(name, dossier, report, pinned=bool(pinned)):
            print(line)  # noqa: T201
        wrong = wrong or bool(report.findings)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
