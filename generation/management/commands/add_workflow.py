"""Registers a workflow of ComfyUI with what is declared of it, and makes a first small picture with it."""

from pathlib import Path
from typing import Any

import uuid6
from django.core.management.base import BaseCommand, CommandError, CommandParser

from events.errors import ContinuityError
from events.execution import Context
from generation import commands, queries
from generation.backends.comfyui.workflow import WORDS, Place, Word
from generation.domain.model import USES
from generation.register.workflows import Declaring, WantedWorkflow
from generation.workers.trials import try_model
from productions.management.finding import person_called


class Command(BaseCommand):
    help = (
        "Register a workflow that ComfyUI exported in API format. Where the words of a request go is read from the "
        "titles of its nodes and how they are used; say it with --input where that is not right."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the workflow, exported by Workflow → Export (API)")
        parser.add_argument("--name", help="what people call it (default: the name of the file)")
        parser.add_argument("--licence", help="its licence, with that of the models in it: SPDX identifier or name")
        parser.add_argument("--use", action="append", choices=USES, dest="uses", help="what that allows (repeatable)")
        parser.add_argument("--terms", help="under which terms, in a sentence")
        parser.add_argument("--task", choices=("image", "video"), help="what it makes (default: as it looks)")
        parser.add_argument(
            "--input",
            action="append",
            dest="inputs",
            metavar="WORD=TITLE.INPUT",
            help=f"where a word goes, in place of all that is suggested (repeatable): {', '.join(WORDS)}",
        )
        parser.add_argument("--output", metavar="TITLE", help="the node that gives the result")
        parser.add_argument("--multiple", type=int, default=8, help="sides are multiples of so many pixels")
        parser.add_argument("--frame-step", type=int, default=1, help="lengths are this times k …")
        parser.add_argument("--frame-first", type=int, default=1, help="… and this many frames")
        parser.add_argument("--longest", type=int, default=0, help="the most frames that it makes (0: any number)")
        parser.add_argument("--version-of", metavar="WORKFLOW", help="the workflow of which this is a version")
        parser.add_argument("--look", action="store_true", help="say what would be declared, and register nothing")
        parser.add_argument("--untried", action="store_true", help="leave out the first small picture")
        parser.add_argument("--as", dest="username", default="producer", help="whose edit it is (default: producer)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = Path(options["file"]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']} cannot be read: {error}.") from None
        try:
            self._look(text) if options["look"] else self._add(text, options)
        except ContinuityError as error:
            raise CommandError(error.detail) from None

    def _look(self, text: str) -> None:
        read = queries.read_workflow(text)
        self.stdout.write(f"It makes {'moving pictures' if read.suggested.task == 'video' else 'pictures'}.")
        for word, places in read.suggested.inputs.items():
            self.stdout.write(f"  {word} goes to {', '.join(f'{each.node}.{each.input}' for each in places)}")
        self.stdout.write(f"  the result comes from {read.suggested.output or 'no node that was found: say --output'}")
        self.stdout.write(f"  node classes: {', '.join(read.kinds)}")
        self.stdout.write(f"  files of weights: {', '.join(read.weights) or 'none'}")

    def _add(self, text: str, options: dict[str, Any]) -> None:
        context = Context(actor=person_called(options["username"]), ids=uuid6.uuid7)
        id_ = commands.add_workflow(context, _wanted(text, options)).value
        model = queries.model(id_).state
        self.stdout.write(f"{model.name} is registered, version {len(model.versions)}, for {model.task}.")
        self.stdout.write(f"  workflow {model.weights.digest}")
        if not options["untried"]:
            self.stdout.write("Trying it …")
            trial = try_model(context, id_)
            self.stdout.write(
                f"It works: {trial.seconds} s, and the picture is on the Models page."
                if trial.worked
                else f"It is registered, and could not be tried: {trial.reason}"
            )


def _wanted(text: str, options: dict[str, Any]) -> WantedWorkflow:
    version_of = queries.model_called(options["version_of"]).id if options["version_of"] else None
    rules = (options["multiple"], options["frame_step"], options["frame_first"], options["longest"])
    inputs = [_input(each) for each in options["inputs"]] if options["inputs"] else None
    return WantedWorkflow(
        text=text,
        declared=Declaring(options["task"], inputs, options["output"], rules),
        name=options["name"] or (None if version_of else Path(options["file"]).stem),
        licence=options["licence"],
        uses=tuple(options["uses"]) if options["uses"] else None,
        terms=options["terms"],
        version_of=version_of,
    )


def _input(said: str) -> tuple[Word, Place]:
    word, _, place = said.partition("=")
    node, dot, name = place.rpartition(".")
    if word not in WORDS or not dot or not node or not name:
        raise CommandError(f"{said!r} is no input: write it like prompt=Positive Prompt.text, with one of the words.")
    return word, Place(node, name)
