"""Templates: productions start from them, studios save their own, and pipelines go from one studio to another."""

import json
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
import uuid6
from django.core.management import CommandError, call_command

from events.errors import StreamConflict
from events.rebuild import rebuild
from generation import queries as read
from generation.domain.building import InvalidPipeline
from generation.planning import planner
from generation.stages.templates import templates as built_in
from productions import commands, queries
from productions.commands import Target
from productions.domain import pipeline_file
from productions.domain.graph import Graph, GraphNode, Template
from productions.domain.parameters import InvalidParameter
from productions.domain.pipeline_file import UnreadablePipeline
from productions.domain.template import InvalidTemplate, TemplateNameTaken, TemplateWithdrawn
from productions.models import User
from productions.queries import templates
from productions.queries.templates import UnknownTemplate
from tests.generation.filming import Film
from tests.generation.test_other_pipelines import OTHER, publish

pytestmark = pytest.mark.django_db


def started(film: Film, template: str) -> UUID:
    """A production of the same person that starts from a template."""
    return commands.create_production(film.by, "Another", uuid6.uuid7(), templates.called(template)).value


@pytest.mark.parametrize("name", built_in())
def test_a_production_starts_from_every_built_in_template(film: Film, name: str) -> None:
    log, chosen = started(film, name), built_in()[name]
    assert read.pipeline(log).published_version == 1
    assert {node.id for node in read.pipeline(log).published.nodes} == {node.id for node in chosen.nodes}
    assert not read.pipeline(log).changed
    assert queries.moment(log).production.state.settings.values == chosen.parameters
    assert rebuild(check=True) == []


def test_what_was_made_for_one_production_is_met_again_in_one_that_starts_from_a_saved_template(film: Film) -> None:
    publish(film, OTHER)
    commands.set_parameter(film.by, film.log, Target("production", film.log), "end.fade_in", "1")
    film.make()
    saved = commands.save_template(film.by, templates.from_production(film.log, "Ours", "For all we do.")).value
    other = started(film, str(saved))
    moment = queries.moment(other)
    assert moment.production.state.settings.values == {"resolution": "128x72", "end.fade_in": "1"}
    assert [node.id for node in read.pipeline(other).published.nodes] == ["words", "still", "moving", "end"]
    assert planner.plan(other).plan.lines == ()


def test_a_saved_template_is_offered_renamed_and_withdrawn(film: Film) -> None:
    saved = commands.save_template(film.by, templates.from_production(film.log, " Ours ", "For spots.")).value
    (own,) = [each for each in templates.offered() if each.id]
    assert (own.name, own.template.title, own.saved_by) == (str(saved), "Ours", film.by.actor)
    commands.change_template(film.by, saved, title="Spots", about="", expected=own.version)
    assert (templates.called(str(saved)).title, templates.called(str(saved)).about) == ("Spots", "")
    with pytest.raises(StreamConflict):
        commands.change_template(film.by, saved, title="Late", expected=own.version)
    started(film, str(saved))
    commands.withdraw_template(film.by, saved)
    assert commands.withdraw_template(film.by, saved).events == ()
    with pytest.raises(UnknownTemplate, match=r"There are: film \(Film\), animatic"):
        templates.called(str(saved))
    with pytest.raises(TemplateWithdrawn):
        commands.change_template(film.by, saved, title="Again")
    assert rebuild(check=True) == []


@pytest.mark.parametrize("title", ["Ours", "oURS", "Film"])
def test_two_templates_of_one_title_would_not_be_told_apart(film: Film, title: str) -> None:
    first = commands.save_template(film.by, templates.from_production(film.log, "Ours", "")).value
    with pytest.raises(TemplateNameTaken):
        commands.save_template(film.by, templates.from_production(film.log, title, ""))
    other = commands.save_template(film.by, templates.from_production(film.log, "Other", "")).value
    with pytest.raises(TemplateNameTaken):
        commands.change_template(film.by, other, title=title)
    if title != "Film":
        commands.withdraw_template(film.by, first)
        commands.save_template(film.by, templates.from_production(film.log, title, ""))


LAME = Template("Lame", "", (GraphNode("still", "keyframe"),), {"master": "still.keyframe"})


def test_what_cannot_run_is_no_template_and_starts_nothing(film: Film) -> None:
    with pytest.raises(InvalidPipeline, match='Nothing feeds the input "prompt" of "still"'):
        commands.save_template(film.by, LAME)
    log = uuid6.uuid7()
    with pytest.raises(InvalidPipeline):
        commands.create_production(film.by, "Lame", log, LAME)
    assert log not in queries.memberships(film.by.actor)


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"finish.nope": "1"}, InvalidTemplate),
        ({"finish.fade_in": "many"}, InvalidParameter),
        ({"resolution": "wide"}, InvalidParameter),
    ],
)
def test_a_template_sets_only_what_fits_its_pipeline(
    film: Film, parameters: dict[str, str], refusal: type[Exception]
) -> None:
    film_graph = built_in()["film"].graph
    with pytest.raises(refusal):
        commands.save_template(film.by, Template("Ours", "", film_graph.nodes, film_graph.outputs, parameters))


def test_a_pipeline_goes_out_as_a_file_and_comes_in_as_it_was(film: Film, tmp_path: Path) -> None:
    publish(film, OTHER)
    commands.set_parameter(film.by, film.log, Target("production", film.log), "end.fade_in", "3")
    User.objects.create_user("producer", person=film.by.actor)
    file = tmp_path / "ours.json"
    call_command("export_pipeline", str(file), production=str(film.log), title="Ours", stdout=StringIO())
    assert json.loads(file.read_text())["format"] == "continuity/pipeline/1"
    call_command("import_pipeline", str(file), template=True, stdout=StringIO())
    (own,) = [each for each in templates.offered() if each.id]
    assert own.template == pipeline_file.read(file.read_bytes())
    assert own.template.parameters == {"resolution": "128x72", "end.fade_in": "3"}
    other = started(film, "storyboard")
    call_command("import_pipeline", str(file), production=str(other), publish=True, stdout=StringIO())
    assert read.pipeline(other).published == read.pipeline(film.log).published


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no pipeline that can be read"),
        (b"\xff\xfe", "no pipeline that can be read"),
        (b"[]", "Expected `object`"),
        (b'{"format": "continuity/pipeline/2", "title": "", "nodes": [], "outputs": {}}', "format"),
        (b'{"format": "continuity/pipeline/1", "title": "", "nodes": [{"id": "a"}], "outputs": {}}', "kind"),
        (b'{"format": "continuity/pipeline/1", "title": "", "nodes": [], "outputs": {}, "more": 1}', "more"),
        (b'{"format": "continuity/pipeline/1", "title": "x", "nodes": [], "outputs": {}}', "has no stages"),
    ],
)
def test_a_file_that_holds_no_pipeline_is_refused_in_words(
    film: Film, tmp_path: Path, content: bytes, says: str
) -> None:
    User.objects.create_user("producer", person=film.by.actor)
    file = tmp_path / "odd.json"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=says):
        call_command("import_pipeline", str(file), production=str(film.log))
    assert read.pipeline(film.log).version == 0


def test_what_is_written_is_what_is_read() -> None:
    template = Template(
        "T", "why", (GraphNode("a", "x", inputs={"in": ("b.c", "d.e")}),), {"master": "a.b"}, {"p": "1"}
    )
    assert pipeline_file.read(pipeline_file.written(template)) == template
    with pytest.raises(UnreadablePipeline):
        pipeline_file.read(b"{")


def test_an_emptied_draft_of_a_fresh_production_answers_what_it_lacks(film: Film) -> None:
    commands.change_draft(film.by, film.log, Graph())
    shown = read.pipeline(film.log)
    assert shown.draft == Graph()
    assert [each.text for each in shown.problems] == ["The pipeline has no stages."]
