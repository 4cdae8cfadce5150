"""The steps of the tour, one function each."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from config.tour.client import Client, TourError
from config.tour.screen import Narrator

DEMO = Path(__file__).resolve().parent.parent.parent / "demo"
SCENES = 2


@dataclass(slots=True)
class Walk:
    """One tour: its people, its own production, and what it has seen."""

    screen: Narrator
    producer: Client
    reviewer: Client
    resolution: str
    id: str = ""
    name: str = ""

    def run(self) -> None:
        """Walk all chapters in order; TourError says what went wrong."""
        self.open()
        self.screenplay()
        self.first_generation()
        self.only_what_changed()
        self.review()
        self.replay()
        self.screen.console.print()
        self.screen.say(f"That was the tour. Its production “{self.name}” stays to be looked at: {self.producer.base}/")

    @property
    def here(self) -> str:
        return f"productions/{self.id}/"

    def open(self) -> None:
        """Create the production with a reviewer."""
        self.screen.chapter("A production", "A production is one film: the unit of membership, budget and audit.")
        self.name = f"Tour of {datetime.now(UTC):%Y-%m-%d %H:%M:%S}"
        self.id = self.producer.post("productions/", {"name": self.name})["id"]
        self.producer.post(f"{self.here}members/", {"username": self.reviewer.username, "role": "reviewer"})
        self.producer.put(f"{self.here}parameters/resolution/", {"value": self.resolution})
        self.screen.say(f"“{self.name}” is open. You are its producer, {self.reviewer.username} its reviewer.")
        self.screen.say(f"Pictures are {self.resolution}, so that the tour is quick.")

    def screenplay(self) -> None:
        """Import an excerpt of the demonstration screenplay and give the cast its looks."""
        self.screen.chapter(
            "The screenplay comes in", "Scenes, shots, references and cast come out of the text by rules."
        )
        made = self.producer.put(f"{self.here}script/", {"text": excerpt(), "format": "fountain"})
        scenes, shots = len(made["scenes"]["created"]), len(made["shots"]["created"])
        self.screen.say(f"Revision {made['revision']}: {scenes} scenes, {shots} shots.")
        for name, look in looks().items():
            for reference in self.references():
                if reference["name"].casefold() == name:
                    self.producer.patch(f"references/{reference['id']}/", look)
        rows = [
            (shot["code"], shot["size"], shot["camera"], shot["frames"], shot["description"][:60])
            for shot in self.shots()
        ]
        self.screen.table("shot", "size", "camera", "frames", "description", rows=rows)
        names = ", ".join(f"{reference['name']} ({reference['kind']})" for reference in self.references())
        self.screen.say(f"References: {names}.")

    def first_generation(self) -> None:
        """Plan and generate every shot."""
        self.screen.chapter(
            "Plan, then generate",
            "Every stage that will or may run is named, with its price, before anything is spent.",
        )
        self.screen.plan(self.plan(), self.codes())
        self.generate("everything")

    def only_what_changed(self) -> None:
        """One edit after another: what each would run, and nothing else."""
        self.screen.chapter("Only what changed", "Change one thing, pay for that thing.")
        shots = self.shots()
        first, second = shots[0], shots[1]
        self.edit(
            f"One description: {first['code']}",
            lambda: self.describe(first, "The harbour lies empty under heavy rain."),
        )
        self.generate("it")
        self.edit("The edit is taken back: the old take is current again", lambda: self.describe(first, None))
        self.edit(
            f"The order changes: {second['code']} goes to the front",
            lambda: self.producer.post(f"shots/{second['id']}/move/", {"scene": second["scene"], "first": True}),
        )
        mara = next(reference for reference in self.references() if reference["kind"] == "character")
        self.edit(
            f"One reference: {mara['name']} wears red",
            lambda: self.producer.patch(f"references/{mara['id']}/", {"attributes": {"wardrobe_colour": "#c0392b"}}),
        )
        self.generate("the shots that cast it")
        revised = excerpt().replace("bald", "bald, wet through", 1)
        self.edit(
            "The script is revised in one line",
            lambda: self.producer.put(f"{self.here}script/", {"text": revised, "format": "fountain"}),
        )
        self.generate("that shot")
        self.edit(
            "The style of the whole film changes (planned, not ordered)",
            lambda: self.producer.put(f"{self.here}parameters/style/", {"value": "Woodcut, black and ochre."}),
        )
        self.edit("… and is taken back", lambda: self.producer.put(f"{self.here}parameters/style/", {"value": ""}))

    def review(self) -> None:
        """Submit, approve, and see an approved take stay while its inputs move."""
        self.screen.chapter(
            "Review", "An approved take is never made again silently: it becomes visibly out of date, with the cause."
        )
        shot = self.shots()[-1]
        take = self.producer.get(f"shots/{shot['id']}/takes/")[0]
        self.producer.post(f"takes/{take['id']}/submit/")
        tag = self.reviewer.version_tag(f"takes/{take['id']}/")
        self.reviewer.post(f"takes/{take['id']}/approve/", {"comment": "This is the one."}, {"If-Match": tag})
        self.screen.say(
            f"{shot['code']} take {take['number']} was submitted by the producer, approved by the reviewer."
        )
        self.edit("Its description changes", lambda: self.describe(shot, "Somebody waits at the window."))
        now = self.producer.get(f"takes/{take['id']}/")
        state = f"{now['state']}, {'out of date' if now['out_of_date'] else 'up to date'}"
        self.screen.say(f"The take is {state}. It stays in use until a person decides.")
        self.describe(shot, None)

    def replay(self) -> None:
        """The history as sentences, and a shot as it was."""
        self.screen.chapter("Replay", "The events are the production: any moment of it can be looked at again.")
        events = self.producer.get(f"{self.here}events/?limit=500")
        self.screen.table(
            "position", "who", "what", rows=[(e["position"], e["actor"]["name"], e["sentence"]) for e in events[-10:]]
        )
        shot = self.shots()[-1]
        changed = [e for e in self.producer.get(f"shots/{shot['id']}/history/") if e["type"] == "shot.changed"]
        if not changed:
            raise TourError("The history of the shot does not show its edits.")
        at = changed[-1]["position"] - 1
        past = self.producer.get(f"{self.here}state/?at={at}")
        then = next(entry for entry in past["shots"] if entry["id"] == shot["id"])
        self.screen.say(f"{shot['code']} at position {at}: “{then['description'][:70]}”")
        self.screen.say(f"{shot['code']} now: “{shot['description'][:70]}”")

    def edit(self, what: str, make: Any) -> None:
        """Make an edit and show what it would run."""
        self.screen.console.print()
        self.screen.console.print(f"  [bold]{what}[/bold]")
        make()
        self.screen.plan(self.plan(), self.codes())

    def generate(self, what: str) -> None:
        """Order all shots: what is up to date is reused."""
        stale = sorted({line["shot"] for line in self.plan()["stages"]})
        self.screen.say(f"Generating {what} …")
        order = self.producer.post(f"{self.here}orders/", {"shots": stale})
        ended = self.screen.follow(self.producer, self.id, order["id"], self.codes())
        if ended["state"] != "done":
            raise TourError(
                f"The order ended {ended['state']}. Its jobs can be looked into at orders/{order['id']}/jobs/."
            )

    def describe(self, shot: Any, description: str | None) -> Any:
        return self.producer.patch(f"shots/{shot['id']}/", {"description": description})

    def plan(self) -> Any:
        return self.producer.get(f"{self.here}plan/")

    def shots(self) -> Any:
        return self.producer.get(f"{self.here}shots/")

    def references(self) -> Any:
        return self.producer.get(f"{self.here}references/")

    def codes(self) -> dict[str, str]:
        return {shot["id"]: shot["code"] for shot in self.shots()}


def excerpt() -> str:
    """Return the first scenes of the demonstration screenplay."""
    text = (DEMO / "the-last-light.fountain").read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    headings = [index for index, line in enumerate(lines) if line.startswith(("INT.", "EXT."))]
    return "".join(lines[: headings[SCENES]])


def looks() -> dict[str, dict[str, Any]]:
    """Return the looks of the demonstration's references by case-folded name."""
    entries = json.loads((DEMO / "references.json").read_text(encoding="utf-8"))["references"]
    return {
        entry["name"].casefold(): {"description": entry["description"], "attributes": entry["attributes"]}
        for entry in entries
    }
