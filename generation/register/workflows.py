"""Workflows of ComfyUI are read, shown in a form, and registered with what people declare of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from events.codec import check
from events.execution import Context, Receipt
from generation.backends.ability import Task
from generation.backends.comfyui import graphs, suggesting, workflow
from generation.backends.comfyui.suggesting import Read
from generation.backends.comfyui.workflow import Declared, Place, Word
from generation.domain.model import InvalidModel, RegisterModel, Use, Weights, WeightsSource
from generation.register import licences, registering
from generation.register.sources import ModelUnusable

BACKEND = "comfyui"


@dataclass(frozen=True, slots=True)
class Declaring:
    """What somebody declares of a workflow; what is None is as suggested. `rules`: see `Declared`, in its order."""

    task: Task | None = None
    inputs: Sequence[tuple[Word, Place]] | None = None
    output: str | None = None
    rules: tuple[int, int, int, int] = (8, 1, 1, 0)

    def over(self, said: Declared) -> Declared:
        """Return what holds."""
        places: dict[Word, tuple[Place, ...]] = {}
        for word, place in self.inputs or ():
            places[word] = (*places.get(word, ()), place)
        inputs = said.inputs if self.inputs is None else places
        return Declared(self.task or said.task, inputs, self.output or said.output, *self.rules)


@dataclass(frozen=True, slots=True)
class WantedWorkflow:
    """A workflow to register: its JSON in API format, what is declared of it, and what is said of it.

    With `version_of` it becomes a version of that one, which has its name and
    licence already.
    """

    text: str
    declared: Declaring = Declaring()
    name: str | None = None
    licence: str | None = None
    uses: tuple[Use, ...] | None = None
    terms: str | None = None
    version_of: UUID | None = None


def read_workflow(text: str) -> Read:
    """Return what a form shows of a workflow; ModelUnusable in plain words for what is none."""
    try:
        return suggesting.read(graphs.read(text))
    except graphs.Unusable as wrong:
        raise ModelUnusable(str(wrong), field="workflow") from None


def add_workflow(context: Context, wanted: WantedWorkflow) -> Receipt[UUID]:
    """Register a workflow, or a version of one; the value is its id.

    ModelUnusable or InvalidModel in plain words; WeightsKnown where it is registered with the same declarations.
    """
    registering.refuse_said_of_version(wanted)
    name = (wanted.name or "").strip()
    if not name and wanted.version_of is None:
        raise InvalidModel("Give the workflow a name: stages choose it by that.", field="name")
    try:
        graph = graphs.read(wanted.text)
        said = wanted.declared.over(suggesting.suggested(graph))
        if not said.output:
            raise graphs.Unusable("Say which node gives the result: none of those that save pictures was found.")
        known = workflow.declared(graph, said, name or registering.name_of(wanted.version_of))
    except graphs.Unusable as wrong:
        raise ModelUnusable(str(wrong), field="workflow") from None
    document = known.document()
    check(document)
    weights = Weights(WeightsSource("workflow", name or known.title), known.digest, len(known.text), document, 0)
    if wanted.version_of:
        return registering.add_version(context, wanted.version_of, known.task, BACKEND, weights)
    return registering.register(context, lambda: _described(wanted, name, known.task, weights), known.digest)


def _described(wanted: WantedWorkflow, name: str, task: Task, weights: Weights) -> RegisterModel:
    named, allowed = licences.known(wanted.licence or "")
    if not named:
        raise InvalidModel(
            "Say under which licence the workflow is, with the models in it: an SPDX identifier, or a name.",
            field="licence",
        )
    return RegisterModel(
        name=name,
        task=task,
        backend=BACKEND,
        licence=named,
        uses=allowed.uses if wanted.uses is None else wanted.uses,
        terms=allowed.terms if wanted.terms is None else wanted.terms,
        weights=weights,
    )
