"""Registers a model from a folder or from the hub, and makes a first small generation with it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import uuid6
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn

from events.errors import ContinuityError
from events.execution import Context
from generation import commands, queries
from generation.domain.model import USES
from generation.domain.needs import spoken
from generation.register import additions, sources
from generation.register.additions import Step
from generation.register.registering import ModelRequest
from generation.workers.repeating import StoppedAgain, Watch, make_again
from generation.workers.trials import try_model
from productions.management.finding import person_called

STEPS = {"fetching": "Fetching", "reading": "Reading"}


class Command(BaseCommand):
    help = (
        "Register a model: read what it can do, sum its weights up, keep licence and digest in the studio's log, and "
        "make a first small generation. Safetensors alone are read, and code that comes with a model is never run."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "source",
            nargs="?",
            metavar="PATH|REPO[@REVISION]",
            help="a folder as diffusers saves it, an id of the hub such as Wan-AI/Wan2.1-T2V-1.3B-Diffusers, or a file",
        )
        parser.add_argument("--base", metavar="FOLDER|MODEL", help="the model that a single file is made part of")
        parser.add_argument("--image-encoder", metavar="FOLDER", help="what sees pictures for an IP-Adapter")
        parser.add_argument("--name", help="what people call it (default: the name of the folder)")
        parser.add_argument("--licence", help="its licence, by SPDX identifier or name (default: as its card says)")
        parser.add_argument("--use", action="append", choices=USES, dest="uses", help="what that allows (repeatable)")
        parser.add_argument("--terms", help="under which terms, in a sentence")
        parser.add_argument("--memory", type=float, metavar="GIB", help="the memory that it needs (default: estimated)")
        parser.add_argument("--version-of", metavar="MODEL", help="the model of which these are other weights")
        parser.add_argument("--untried", action="store_true", help="leave out the first small generation")
        parser.add_argument("--as", dest="username", default="producer", help="whose edit it is (default: producer)")
        parser.add_argument("--addition", type=UUID, help="an addition that the page asked for; nothing else is read")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["addition"]:
            additions.leave_with_parent()
            carry_out(options["addition"])
        elif options["source"]:
            self._add(options)
        else:
            raise CommandError("Name a folder or an id of the hub: manage.py add_model PATH|REPO[@REVISION].")

    def _add(self, options: dict[str, Any]) -> None:
        context = Context(actor=person_called(options["username"]), ids=uuid6.uuid7)
        try:
            with _Bar() as bar:
                id_ = commands.add_model(context, _wanted(options), bar.hears("fetching"), bar.hears("reading")).value
        except ContinuityError as error:
            raise CommandError(error.detail) from None
        self._tell(id_)
        if not options["untried"]:
            self.stdout.write("Trying it …")
            trial = try_model(context, id_)
            self.stdout.write(
                f"It works: {trial.seconds} s on this machine, and the picture is on the Models page."
                if trial.worked
                else f"It is registered, and could not be tried: {trial.reason}"
            )

    def _tell(self, id_: UUID) -> None:
        model = queries.model(id_).state
        weights = model.weights
        allowed = f", for {', '.join(model.uses)} use" if model.uses else "; nobody said what that allows"
        self.stdout.write(f"{model.name} is registered, version {len(model.versions)}, for {model.task}.")
        self.stdout.write(f"  licence {model.licence}{allowed}. {model.terms}".rstrip())
        self.stdout.write(f"  weights {weights.digest}, {spoken(weights.size)}")
        self.stdout.write(f"  needs about {spoken(weights.memory)} of memory")


def _wanted(options: dict[str, Any]) -> ModelRequest:
    memory = options["memory"]
    return ModelRequest(
        source=options["source"],
        name=options["name"],
        licence=options["licence"],
        uses=tuple(options["uses"]) if options["uses"] else None,
        terms=options["terms"],
        memory=None if memory is None else int(memory * 2**30),
        version_of=queries.model_called(options["version_of"]).id if options["version_of"] else None,
        base=_folder(options["base"]) if options["base"] else None,
        encoder=options["image_encoder"],
    )


def _folder(base: str) -> str:
    """A folder of this machine, or that of a registered model by its name."""
    if Path(base).expanduser().is_dir():
        return base
    return str(sources.here(queries.model_called(base).state.weights.source))


def carry_out(id_: UUID) -> None:
    """Do what the page asked for, and write down how far it is and how it ends."""
    asked, telling = queries.addition(id_), additions.Telling(id_)
    context = Context(actor=asked.person, ids=uuid6.uuid7)
    with telling.beating():
        try:
            if additions.AGAIN in asked.asked:
                telling.at("trying", 0, 0)
                _repeat(context, asked.asked, telling)
                return
            model = asked.asked.get("try") or _added(context, asked.asked, telling)
            telling.registered(UUID(str(model)))
            telling.at("trying", 0, 0)
            trial = try_model(context, UUID(str(model)))
        except ContinuityError as error:
            telling.ended(error.detail)
            return
        except Exception as error:  # raised again; the row says that it broke off
            telling.ended(f"It broke off: {error!r}")
            raise
    telling.ended(*(() if trial.worked else (f"It is registered, and could not be tried: {trial.reason}",)))


def _repeat(context: Context, asked: Mapping[str, Any], telling: additions.Telling) -> None:
    log, take = UUID(str(asked["log"])), UUID(str(asked[additions.AGAIN]))
    watch = Watch(lambda done, whole: telling.at("trying", done, whole), telling.stopped)
    try:
        make_again(context, log, take, watch=watch)
    except StoppedAgain:
        telling.ended(stopped=True)
    else:
        telling.ended()


def _added(context: Context, asked: Any, telling: additions.Telling) -> UUID:
    said = {**asked}
    if "uses" in said:
        said["uses"] = tuple(said["uses"])
    if "version_of" in said:
        said["version_of"] = UUID(said["version_of"])

    def hears(step: Step) -> Any:
        return lambda done, whole: telling.at(step, done, whole)

    return commands.add_model(context, ModelRequest(**said), hears("fetching"), hears("reading")).value


class _Bar:
    """A bar for fetching and one for reading, each there once there is something to tell."""

    def __init__(self) -> None:
        self._progress = Progress(TextColumn("{task.description}"), BarColumn(), DownloadColumn(), transient=True)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "_Bar":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def hears(self, step: str) -> Any:
        """Return what hears how many bytes of a step are done."""

        def tell(done: int, whole: int) -> None:
            if step not in self._tasks:
                self._tasks[step] = self._progress.add_task(STEPS[step])
            self._progress.update(self._tasks[step], completed=done, total=whole)

        return tell
