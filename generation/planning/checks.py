"""What checks say of the shots of a film: of each take in use, and of its light beside the shot before in its scene."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

import msgspec

from generation.domain.findings import Finding, Measures, Report, of_neighbours
from generation.domain.pipeline import Node
from generation.planning.resolved_shots import Survey
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


def reporting_nodes(nodes: Iterable[Node]) -> tuple[str, ...]:
    """Return the nodes that put out a report as what they mean, not beside it."""
    return tuple(
        node.id for node in nodes if any(port.type == _REPORT and not port.derived for port in node.spec.outputs)
    )


def reports(surveyed: Survey) -> dict[UUID, Report]:
    """Return what checks measured of the takes in use, by their shots. Those without a report are left out."""
    if not reporting_nodes(surveyed.pipeline.nodes):
        return {}
    in_use = [view.id for view in surveyed.in_use.values()]
    takes = queries.takes(surveyed.moment.id, in_use) if surveyed.moment.brief else surveyed.moment.takes
    made = ((takes[id_].state.shot, _report(takes[id_].state)) for id_ in in_use)
    return {shot: report for shot, report in made if shot and report}


def told(report: Report, before: ShotPlace | None, reports: Mapping[UUID, Report]) -> Checked:
    """Return what is told of a shot: what was measured of it, and how it differs from the shot before in its scene.

    What the shot before is compared with is read when it is shown, so that moving a shot makes nothing anew.
    """
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
