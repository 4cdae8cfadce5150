"""The cut as a timeline."""

from uuid import UUID

from generation.api import shapes
from generation.api.showing.files import address, of_sound
from generation.planning import cut
from generation.planning.film_captions import files_of
from productions.api.http.base import ProductionView
from productions.api.http.operations import reads


class CutView(ProductionView):
    @reads("cut_read", "The takes in use in film order, as a timeline of frames", shapes.Cut)
    def get(self, production: UUID) -> shapes.Cut:
        film = cut.cut(production)
        return shapes.Cut(film.as_of, film.rate, film.frames, [of_clip(clip) for clip in film.clips])


def of_clip(clip: cut.Clip) -> shapes.Clip:
    """Return a clip as replies show it."""
    take = clip.take
    files = {artifact.role: artifact.digest for artifact in take.artifacts} if take else {}
    captions = next(files_of(take), None) if take else None
    return shapes.Clip(
        shot=clip.place.shot,
        code=clip.place.code,
        scene=clip.place.scene,
        start=clip.start,
        frames=clip.frames,
        take=shapes.TakeName(clip.take_id, take.number) if take and clip.take_id else None,
        state=clip.review,
        out_of_date=clip.out_of_date,
        count=clip.count,
        rate=clip.rate,
        proxy=address(files["proxy"]) if "proxy" in files else None,
        poster=address(files["poster"]) if "poster" in files else None,
        sound=of_sound(take),
        captions=address(captions.digest) if captions else None,
        digest=files.get("master"),
    )
