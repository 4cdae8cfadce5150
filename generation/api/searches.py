"""Finding things of a production by what they are called and what is said in them."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from generation import queries
from generation.api.shapes.searches import Mark, SearchHit, SearchResults
from generation.api.showing.files import address
from productions import finding
from productions.api.http import filters
from productions.api.http.base import ProductionView
from productions.api.http.operations import reads
from productions.finding import KINDS, Hit

LONGEST = 200
_WORDS = replace(
    filters.words(
        "q",
        "What is looked for: words or their beginnings in any order, a code such as SC010_0040, 12A or SC 12 SH 3, or "
        "the position of an event. Case and accents do not matter; words like these are found where hardly any thing "
        "has them.",
        LONGEST,
    ),
    required=True,
)
_KINDS = filters.listed("kinds", "Only these, separated by commas.", f"({'|'.join(KINDS)})")


class SearchView(ProductionView):
    @reads("search", "Find things of a production", SearchResults, query=(_WORDS, _KINDS))
    def get(self, production: UUID) -> SearchResults:
        named = _KINDS.read(self.request).split(",")
        kinds = [kind for kind in KINDS if kind in named] or KINDS
        found = finding.search(production, _WORDS.read(self.request), kinds, self.position or 0)
        pictures = _pictures(production, found.hits)
        return SearchResults([_shown(hit, pictures) for hit in found.hits], found.more)


def _pictures(production: UUID, hits: list[Hit]) -> Mapping[UUID, str]:
    shots = {hit.id for hit in hits if hit.kind == "shot"}
    return queries.posters(production, shots, {hit.take for hit in hits if hit.take})


def _shown(hit: Hit, pictures: Mapping[UUID, str]) -> SearchHit:
    digest = hit.digest or pictures.get(hit.id)
    return SearchHit(
        kind=hit.kind,
        id=hit.id,
        title=hit.title,
        marks=[Mark(*each) for each in hit.marks],
        text=hit.text,
        text_marks=[Mark(*each) for each in hit.text_marks],
        exact=hit.exact,
        number=hit.number,
        position=hit.position,
        shot=hit.shot,
        take=hit.take,
        frame=hit.frame,
        picture=address(digest) if digest else None,
    )
