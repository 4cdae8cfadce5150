"""The Django app of generation."""

from django.apps import AppConfig


class GenerationConfig(AppConfig):
    name = "generation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from generation import evidence, projections, reactions, sentences  # noqa: F401  importing registers rows and sentences
        from generation.domain import collection, job  # noqa: F401  importing registers events that have no rows
        from generation.planning import notes  # noqa: F401  importing registers what it checks
        from generation.stages import pipelines, templates
        from productions import stage_kinds

        stage_kinds.register(stage_kinds.StageKinds(templates.templates, templates.DEFAULT, pipelines.published))
        reactions.register()
