"""What checks say of the shots of a film: of each take in use, and of its light beside the shot before in its scene."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

import msgspec

from generation.domain.findings import Finding, Measures, Report, of_neighbours
from generation.domain.pipeline import Pipeline
from productions import queries
from productions.domain.take import Take
from productions.queries import ShotPlace

_REPORT = "report"


@dataclass(frozen=True, slots=True)
class Checked:
    """What is told of a shot. `before` is the code of the shot that findings against the shot before are about."""

    measures: Measures
    findings: tuple[Finding, ...]
    before: str | None = None


def reporting_nodes(pipeline: Pipeline) -> tuple[str, ...]:
    """Return the nodes that put out a report."""
    return tuple(node.id for node in pipeline.nodes if any(port.type == _REPORT for port in node.spec.outputs))


def checked(places: Sequence[ShotPlace], in_use: Mapping[UUID, UUID]) -> dict[UUID, Checked]:
    """Return what checks say of takes in use, by their shots, which come in film order. Those without one are left out.

    What the shot before is compared with is read when it is shown, so that moving a shot makes nothing anew.
    """
    wanted = set(in_use.values())
    takes = [folded.state for id_, folded in queries.takes_of(in_use).items() if id_ in wanted]
    reports = {take.shot: report for take in takes if (report := _report(take))}
    before = {shot.shot: earlier for earlier, shot in pairwise(places) if earlier.scene == shot.scene}
    return {shot: _told(report, before.get(shot), reports) for shot, report in reports.items() if shot is not None}


def _told(report: Report, before: ShotPlace | None, reports: Mapping[UUID | None, Report]) -> Checked:
    if before is None or before.shot not in reports:
        return Checked(report.measures, report.findings)
    beside = tuple(of_neighbours(report.measures, reports[before.shot].measures, report.limits))
    return Checked(report.measures, (*report.findings, *beside), before.code)


def _report(take: Take) -> Report | None:
    """What the report of a take says; other files of its type may say other things."""
    for artifact in take.artifacts:
        if {"measures", "limits"} <= artifact.facts.keys():
            return msgspec.convert(artifact.facts, Report)
    return None
