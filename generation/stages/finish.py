"""Finish: what people get of a shot: the master with grade and burn-in, the proxy that players show, the poster."""

from generation.ports.work import Done, Outcome, Work, ending


class Finish:
    """Reads the parts of the heading, not the heading: they are all that the burn-in shows of it."""

    name = "finish"
    version = 2
    reads: tuple[str, ...] = (
        "code",
        "size",
        "camera",
        "scene.setting",
        "scene.place",
        "scene.time",
        "parameter:frame_rate",
        "parameter:burn_in",
        "parameter:grade",
        "parameter:letterbox",
    )
    upstream: tuple[str, ...] = ("motion",)
    uses_backend = False

    def run(self, work: Work) -> Outcome:
        return ending(_finish, work)


def _finish(work: Work) -> Done:
    from generation.stages import finishing  # noqa: PLC0415  # only the process that draws may load codecs

    return finishing.finish(work)
