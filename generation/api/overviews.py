"""How far a production is, in one look."""

from uuid import UUID

from generation.api import shapes
from generation.api.showing.files import address
from generation.planning import overview
from productions import queries
from productions.api.http.base import ProductionView
from productions.api.http.operations import reads


class OverviewView(ProductionView):
    @reads("overview_read", "How far a production is, and who works on it", shapes.ProductionOverview)
    def get(self, production: UUID) -> shapes.ProductionOverview:
        now = overview.overview(production)
        return shapes.ProductionOverview(
            as_of=now.as_of,
            shots=now.shots,
            seconds=round(float(now.seconds), 3),
            review=[shapes.ReviewCount(state, count) for state, count in now.review.items()],
            work=[shapes.WorkCount(state, count) for state, count in now.work.items()],
            out_of_date=now.out_of_date,
            poster=_poster(production, now.take),
            people=_people(production),
        )


def _poster(production: UUID, take: UUID | None) -> str | None:
    if take is None:
        return None
    poster = queries.takes(production, [take])[take].state.artifact("poster")
    return address(poster.digest) if poster else None


def _people(production: UUID) -> list[str]:
    members = queries.members_of([production])[production]
    return sorted(queries.names_of(members).values(), key=str.casefold)
