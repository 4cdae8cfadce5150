"""A production of two scenes and four short shots, with everybody in it, that tests make over the API."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.e2e.running import ROLES, Person
from tests.support.waiting import eventually

SCRIPT = """Title: The Ferry

EXT. QUAY - DAWN

WIDE. Fog on the water. MARA, tall, in a yellow coat, waits under a lamp.

MARA
Is it late?

CLOSE ON her hands around a ticket.

INT. FERRY CABIN - DAY

The engine shakes the cups. IVO pours tea.

IVO
It is always late.

INSERT - a cup, sliding along the table.
"""
FRAMES, LONG = 24, 6000
STAGE = ("id", "kind", "label", "when", "inputs")
VERDICTS = ("approved", "changes_requested")


@dataclass(frozen=True)
class Film:
    """A production as its producer sees it."""

    id: str
    name: str
    people: Mapping[str, Person]

    @property
    def producer(self) -> Person:
        return self.people["producer"]

    @property
    def path(self) -> str:
        return f"productions/{self.id}/"

    def shots(self) -> list[dict[str, Any]]:
        """The shots in film order."""
        listed: list[dict[str, Any]] = self.producer.get(f"{self.path}shots/")["results"]
        return listed

    @property
    def count(self) -> int:
        return len(self.shots())

    @property
    def position(self) -> int:
        """The head of its log, as soon as every shot and take that was written has its place there."""
        return eventually(self._position, 60)

    def _position(self) -> int:
        state = self.producer.get(f"{self.path}state/")
        written = state["shots"] == self.shots() and len(state["takes"]) == len(self.takes())
        return int(state["position"]) if written else 0

    def takes(self) -> list[dict[str, Any]]:
        """The newest take of every shot, in film order."""
        pages = [self.producer.get(f"shots/{shot['id']}/takes/")["results"] for shot in self.shots()]
        return [page[0] for page in pages if page]

    def submit(self, count: int) -> None:
        """Let the artist submit the first so many takes."""
        for take in self.takes()[:count]:
            self.people["artist"].post(f"takes/{take['id']}/submit/")

    def waiting(self) -> str:
        """The one take that waits for a verdict, as soon as there is one."""
        submitted = eventually(lambda: [take["id"] for take in self.takes() if take["state"] == "submitted"], 30)
        return str(submitted[0])

    def verdicts(self) -> dict[str, int]:
        """How many takes have which verdict."""
        return dict(Counter(take["state"] for take in self.takes() if take["state"] in VERDICTS))

    def with_stills(self) -> None:
        """Let takes hold a still of each shot beside its picture: two parts that are judged by themselves."""
        pipeline = self.producer.get(f"{self.path}pipeline/")["draft"]
        nodes = [{name: value for name, value in node.items() if name in STAGE} for node in pipeline["nodes"]]
        outputs = {**pipeline["outputs"], "still": "keyframe.keyframe"}
        self.producer.put(f"{self.path}pipeline/", nodes=nodes, outputs=outputs)
        self.producer.post(f"{self.path}pipeline/publish/")

    def grade(self, value: str) -> None:
        """Grade the first shot, which changes its picture alone, and make a take of it."""
        shot = self.shots()[0]["id"]
        self.producer.put(f"shots/{shot}/parameters/grade/", value=value)
        self.producer.post(f"{self.path}orders/", shots=[shot], include_approved=True)
        self.finished()

    def make_long(self) -> None:
        """Let every shot take long to make."""
        for shot in self.shots():
            self.producer.patch(f"shots/{shot['id']}/", frames=LONG)

    def generate(self) -> None:
        """Order whatever is not up to date and wait until it is made."""
        self.order()
        self.finished()

    def order(self) -> str:
        """Order every shot and return the order's id."""
        placed = self.producer.post(f"{self.path}orders/", shots=[shot["id"] for shot in self.shots()])
        return str(placed["id"])

    def finished(self) -> None:
        """Wait until there are orders and every one has come to a good end; the web may be away meanwhile."""
        eventually(lambda: self.states() == {"done"}, 180)

    def states(self) -> set[str]:
        """The states of its orders."""
        return {order["state"] for order in self.producer.get(f"{self.path}orders/")["results"]}


def film(people: Mapping[str, Person], name: str, template: str = "film") -> Film:
    """Create a production with its script, one member for each role, and four shots of a second at 320x180."""
    producer = people["producer"]
    made = Film(producer.post("productions/", name=name, template=template)["id"], name, people)
    for role in ROLES[1:]:
        producer.post(f"{made.path}members/", username=role, role=role)
    producer.put(f"{made.path}script/", text=SCRIPT)
    producer.put(f"{made.path}parameters/resolution/", value="320x180")
    for shot in made.shots():
        producer.patch(f"shots/{shot['id']}/", frames=FRAMES)
    return made
