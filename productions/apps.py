"""The Django app of productions."""

from django.apps import AppConfig


class ProductionsConfig(AppConfig):
    name = "productions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from productions import evidence, finding, projections  # noqa: F401  importing registers them
        from productions.history import sentences  # noqa: F401  importing registers them

        finding.follow()
