"""Verdicts bind contents: what was said last of each content that takes of a shot hold, and what follows for each take.

A word that was said by way of one take holds for all that hold the same content, so that takes in other languages, or
with other captions, share what was decided about the picture. Everything here is about the takes of one shot.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple
from uuid import UUID

import msgspec

from events.decider import BEGAN, Folded
from productions.domain.production import Role
from productions.domain.take import ENDED, ENDORSED, VERDICT, Ports, Review, Take

Takes = Mapping[UUID, Folded[Take]]


class LastWord(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What was said of a content, and in which event; by whom it was endorsed since, by person, and as what."""

    review: Review
    event: UUID
    endorsed: dict[str, Role] = {}


LastWords = Mapping[str, LastWord]
"""The last words by content; nobody spoke of the others."""


class Reviewed(NamedTuple):
    """How a take stands with its reviewers, and the event that brought it there."""

    review: Review
    event: UUID


class PortStanding(NamedTuple):
    """A port of a take: its content, how that stands with the reviewers, and the last word about it."""

    port: str
    content: str
    review: Review
    word: LastWord | None


def last_words(takes: Takes) -> dict[str, LastWord]:
    """Return the last word about each content; event ids sort by time."""
    words: dict[str, LastWord] = {}
    for folded in takes.values():
        for content, review in folded.state.verdicts.items():
            event = folded.causes[f"{VERDICT}{content}"]
            if content not in words or event.int > words[content].event.int:
                words[content] = LastWord(review, event)
    for content, given in _endorsed(takes).items():
        if content in words:
            words[content] = msgspec.structs.replace(words[content], endorsed=given)
    return words


def _endorsed(takes: Takes) -> Mapping[str, dict[str, Role]]:
    """Who endorsed a content, by whichever take, and neither took it back nor saw it end since."""
    newest: dict[str, tuple[UUID, Role | Literal[""]]] = {}
    for folded in takes.values():
        for key, role in folded.state.endorsed.items():
            event = folded.causes[f"{ENDORSED}{key}"]
            if key not in newest or event.int > newest[key][0].int:
                newest[key] = event, role
    given: dict[str, dict[str, Role]] = {}
    for key, (event, role) in newest.items():
        content, _, person = key.rpartition(" ")
        ends = [folded.causes.get(f"{ENDED}{content}") for folded in takes.values()]
        if role and all(end is None or end.int < event.int for end in ends):
            given.setdefault(content, {})[person] = role
    return given


def reviewed(folded: Folded[Take], words: LastWords) -> Reviewed:
    """Return how a take stands.

    It is approved when all its contents are, whoever made and approved them; sent back, once it was spoken of, when
    one of them is; under review while it asks about one of which nobody said anything since.
    """
    take = folded.state
    if not words and take.review == "made":
        return Reviewed("made", folded.cause("review"))
    contents = set(take.contents.values())
    said = [words[content] for content in contents if content in words]
    if contents and len(said) == len(contents) and all(word.review == "approved" for word in said):
        return Reviewed("approved", _newest(said, folded.causes[BEGAN]))
    own = folded.cause("review")
    if take.review == "made":
        return Reviewed("made", own)
    if sent_back := [word for word in said if word.review == "changes_requested"]:
        return Reviewed("changes_requested", _newest(sent_back))
    asked = {content for content, review in take.verdicts.items() if review == "submitted"}
    if asking := [words[content] for content in asked & contents if words[content].review == "submitted"]:
        return Reviewed("submitted", _newest(asking))
    return Reviewed("made", _newest(said, own))


def _newest(said: Iterable[LastWord], *others: UUID) -> UUID:
    return max((*others, *(word.event for word in said)), key=lambda each: each.int)


def waiting(takes: Takes, words: LastWords) -> set[UUID]:
    """Return the takes of which something waits for the word of somebody: what they ask about, or what must change.

    Whatever is said later about the same port, by way of a take in the same language, answers it; so does a take in
    that language of which all came to be approved.
    """
    said = {
        (id_, folded.state.language, port, content): folded.causes[f"{VERDICT}{content}"]
        for id_, folded in takes.items()
        for port, content in folded.state.contents.items()
        if content in folded.state.verdicts
    }
    if not said:
        return set()
    newest: dict[tuple[str, str], UUID] = {}
    for language, port, event in (
        *((language, port, event) for (_, language, port, _), event in said.items()),
        *_approved_wholly(takes, words),
    ):
        newest[language, port] = max(newest.get((language, port), event), event, key=lambda each: each.int)
    return {
        id_
        for (id_, language, port, content), event in said.items()
        if words[content].event == event == newest[language, port]
        and words[content].review in ("submitted", "changes_requested")
    }


def _approved_wholly(takes: Takes, words: LastWords) -> Iterator[tuple[str, str, UUID]]:
    for folded in takes.values():
        stands = reviewed(folded, words)
        if stands.review == "approved":
            yield from ((folded.state.language, port, stands.event) for port in folded.state.contents)


def port_standings(contents: Mapping[str, str], words: LastWords) -> tuple[PortStanding, ...]:
    """Return how each port of a take stands, given what it holds."""
    told = ((port, content, words.get(content)) for port, content in contents.items())
    return tuple(PortStanding(port, content, word.review if word else "made", word) for port, content, word in told)


def unapproved(standings: Iterable[PortStanding]) -> tuple[str, ...]:
    """Return the ports that an approval would cover: whose content nobody has approved."""
    return tuple(each.port for each in standings if each.review != "approved")


def superseded(takes: Takes, approved: UUID) -> dict[UUID, Ports]:
    """Return whose approvals end, by take and port, when a take is approved wholly: of the others of its language.

    What it holds itself stays, and what an approved take in another language holds.
    """
    words = last_words(takes)
    standing = {id_ for id_, folded in takes.items() if reviewed(folded, words).review == "approved"}
    if approved not in standing:
        return {}
    mine = takes[approved].state
    others = {id_: takes[id_].state for id_ in sorted(standing - {approved})}
    kept = set(mine.contents.values()).union(
        *(take.contents.values() for take in others.values() if take.language != mine.language)
    )
    ended = {
        id_: {port: content for port, content in take.contents.items() if content not in kept}
        for id_, take in others.items()
        if take.language == mine.language
    }
    return {id_: contents for id_, contents in ended.items() if contents}
