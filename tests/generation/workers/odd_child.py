"""A child whose first stage makes for some shots what cannot be committed, or fails with words that no event holds."""

from generation.ports.work import Done, Failed, Outcome, OutputFile, Refused, Work
from generation.stages import registry
from generation.stages.prompt import Prompt
from generation.workers import runner
from generation.workers.child import Child

UNCOMMITTABLE, UNSPEAKABLE, UNTELLABLE = "no table takes this", "no event says this", "no message says this"
INEXACT = "no event holds this"
"""Descriptions of shots."""


class OddChild(Child):
    program = __name__


class OddPrompt(Prompt):
    """Makes prompts like any other except for shots with the descriptions above."""

    def run(self, work: Work) -> Outcome:
        outcome = super().run(work)
        if work.inputs["description"] == UNCOMMITTABLE:
            assert isinstance(outcome, Done)
            return Done(tuple(_odd(output) for output in outcome.outputs))
        if work.inputs["description"] == UNSPEAKABLE:
            return Failed("odd", "a \0 in it", retryable=False)
        if work.inputs["description"] == UNTELLABLE:
            return Refused("half a pair: \udc80")
        if work.inputs["description"] == INEXACT:
            assert isinstance(outcome, Done)
            return Done(outcome.outputs, {"score": 0.5})
        return outcome


def _odd(output: OutputFile) -> OutputFile:
    """Of a media type that is longer than its column."""
    return OutputFile(output.role, output.path, "text/" + "x" * 200, output.content, output.facts)


if __name__ == "__main__":
    registry.KINDS = (f"{OddChild.program}:OddPrompt", *registry.KINDS[1:])
    runner.main()
