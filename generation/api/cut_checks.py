"""What checks find of the film before it leaves the house, and what of it a person lets pass."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, cast
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from events import store
from events.decider import BEGAN, Folded
from events.execution import Receipt
from generation import commands, queries
from generation.api import shapes
from generation.api.captions import LANGUAGE
from generation.api.shapes.cuts import CHECK_RIGHTS, FoundMatter
from generation.api.showing.asker import can
from generation.api.takes import posting, production_of
from generation.delivery.alignment import Found
from productions import queries as people
from productions.api.http import fields
from productions.api.http.base import ProductionView
from productions.api.http.operations import Asked, Body, expected, reads, writes
from productions.commands import withdraw_waiver
from productions.domain.parameters import language_tag
from productions.domain.waiver import MOST_WAIVED, Waiver
from productions.history.feed import Actor
from productions.people.sealing import opener

MOST_SHOWN = 500
"""Findings in a reply; of more there is the number."""


class WaiveFindings(Body):
    """Let pass what was found, by its digests, all for one reason. `language` is that in which the film was checked."""

    about: Annotated[list[fields.Digest], msgspec.Meta(min_length=1, max_length=MOST_WAIVED)]
    reason: fields.NoteText
    language: fields.LanguageTag | UnsetType = UNSET


class CutChecksView(ProductionView):
    @reads("cut_checks_read", "What checks find of the film as it is cut", shapes.CutChecks, query=[LANGUAGE])
    def get(self, production: UUID) -> shapes.CutChecks:
        return _now(self, LANGUAGE.read(self.request))


class WaiversView(ProductionView):
    needs: ClassVar = posting("waive")

    @writes("cut_waive", "Let pass what checks found of the film, in one's own name", WaiveFindings, shapes.CutChecks)
    def post(self, asked: WaiveFindings, production: UUID) -> tuple[Receipt[list[UUID]], shapes.CutChecks]:
        language = "" if asked.language is UNSET else language_tag(asked.language)
        receipt = commands.waive(self.context(), production, asked.about, asked.reason, language)
        return receipt, _now(self, language)


class WaiverWithdrawView(ProductionView):
    thing = "waiver"
    needs: ClassVar = posting("waive")

    def find(self, *, id: UUID, **_: UUID) -> UUID:  # type: ignore[override]  # this address leads to a waiver
        return production_of(id, "waiver")

    @writes("waivers_withdraw", "Withdraw a waiver: what was found stands in the way again", Asked, shapes.CutChecks)
    def post(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.CutChecks]:
        return withdraw_waiver(self.context(), self.log, id, expected(self, asked)), _now(self, "")


def _now(view: ProductionView, language: str) -> shapes.CutChecks:
    aligned = queries.aligned(view.log, language)
    captions = aligned.captions
    first = sorted(aligned.found, key=lambda each: each.waiver is not None)[:MOST_SHOWN]
    waivers = _waivers({each.waiver: aligned.waivers[each.waiver] for each in first if each.waiver})
    return shapes.CutChecks(
        as_of=captions.film.as_of,
        language=captions.language,
        languages=list(captions.languages),
        captioned=captions.captioned,
        shots=len(captions.film.clips),
        findings=[msgspec.convert(each, shapes.CaptionFinding, from_attributes=True) for each in captions.findings],
        found=[_finding(each, waivers) for each in first],
        blocking=len(aligned.blocking),
        waived=len(aligned.found) - len(aligned.blocking),
        can=can(view, CHECK_RIGHTS),
    )


def _finding(each: Found, waivers: Mapping[UUID, shapes.Waiver]) -> shapes.CutFinding:
    return shapes.CutFinding(
        check=each.check,
        about=each.about,
        shot=each.shot,
        code=each.code,
        frame=each.frame,
        matter=cast("FoundMatter", each.matter),
        measured=each.measured,
        limit=each.limit,
        text=each.text,
        waiver=waivers[each.waiver] if each.waiver else None,
    )


def _waivers(waivers: Mapping[UUID, Folded[Waiver]]) -> dict[UUID, shapes.Waiver]:
    acts = store.acts({folded.causes[BEGAN] for folded in waivers.values()})
    names = people.names_of({folded.state.author for folded in waivers.values() if folded.state.author})
    read = opener([folded.state.reason for folded in waivers.values()])
    shown = {}
    for id_, folded in waivers.items():
        state, act, said = folded.state, acts.get(folded.causes[BEGAN]), read(folded.state.reason)
        assert state.author is not None, "a waiver that was given has an author"
        by = Actor(state.author, names.get(state.author, ""))
        at = act.recorded_at if act else None
        shown[id_] = shapes.Waiver(id_, folded.version, by, at, said.text, said.erased)
    return shown
