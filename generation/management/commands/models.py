"""The models of the studio: which are registered, which would fit this machine, and trying one again."""

from typing import Any

import uuid6
from django.core.management.base import BaseCommand, CommandError, CommandParser

from events.errors import ContinuityError
from events.execution import Context
from generation import queries
from generation.domain.needs import spoken
from generation.register import suggesting
from generation.register.listing import ModelShown
from generation.register.suggesting import Fitting
from generation.workers import devices
from generation.workers.trials import try_model
from productions.management.finding import person_called

TITLES = {"image": "For keyframes", "video": "For motion"}


class Command(BaseCommand):
    help = "List the models of the studio, suggest open ones that fit this machine, or try one."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=False)
        acts.add_parser("list", help="the models that are registered (the default)")
        acts.add_parser("suggest", help="known open models that fit this machine, with licence and estimated seconds")
        trying = acts.add_parser("try", help="make a first small generation with a model")
        trying.add_argument("model", help="its name, id or digest")
        trying.add_argument("--device", help="cpu, gpu:0 … (default: where models run best here)")
        trying.add_argument("--as", dest="username", default="producer", help="whose edit it is (default: producer)")

    def handle(self, *args: Any, **options: Any) -> None:
        match options["act"]:
            case "suggest":
                self._suggest()
            case "try":
                self._try(options)
            case _:
                self._list()

    def _list(self) -> None:
        shown = queries.models()
        if not shown:
            self.stdout.write(
                "No model is registered. `make models` installs what runs them, `manage.py models suggest` names some "
                "that fit this machine, and `manage.py add_model PATH|REPO` adds one."
            )
        for each in shown:
            self.stdout.write(_line(each))

    def _suggest(self) -> None:
        device, memory = devices.largest()
        fitting = suggesting.fitting(memory, device.classes[-1])
        self.stdout.write(f"{device.classes[-1]} with {spoken(memory)} of free memory. {suggesting.ASSUMES}")
        for task, title in TITLES.items():
            self.stdout.write(f"\n{title}:")
            for each in fitting:
                if each.model.task == task:
                    self.stdout.write(_suggestion(each))

    def _try(self, options: dict[str, Any]) -> None:
        try:
            shown = queries.model_called(options["model"])
            device = devices.device(options["device"]) if options["device"] else None
            trial = try_model(Context(actor=person_called(options["username"]), ids=uuid6.uuid7), shown.id, device)
        except (ContinuityError, devices.NoDevice) as error:
            raise CommandError(str(error)) from None
        if not trial.worked:
            raise CommandError(f"{shown.state.name} could not be tried: {trial.reason}")
        self.stdout.write(f"{shown.state.name} works: {trial.seconds} s.")


def _line(shown: ModelShown) -> str:
    model = shown.state
    trials = model.tried(model.weights.digest)
    tried = ", ".join(f"{device} {'works' if trial.worked else 'failed'}" for device, trial in sorted(trials.items()))
    state = f"withdrawn: {model.withdrawn}" if model.withdrawn is not None else tried or "not tried"
    memory = spoken(model.weights.memory)
    return f"{model.name}  {model.task}  {model.licence}  {memory}  {state}\n  {model.weights.digest}"


def _suggestion(each: Fitting) -> str:
    fits = "fits" if each.whole else "fits with its parts in turn" if each.in_turn else "does not fit"
    model = each.model
    unit = "a second of film" if model.task == "video" else "a picture"
    seconds = f"about {each.seconds:.0f} s for {unit} (estimate)" if each.seconds else f"no estimate of s for {unit}"
    licence = model.licence or "licence: see its card"
    return f"  {model.id}\n    {licence}; {spoken(each.memory)}, {fits}; {seconds}"
