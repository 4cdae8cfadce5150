"""The one Celery task: hearing the bell."""

from celery import shared_task

from generation.live import bell


@shared_task(name="generation.ring", ignore_result=True)
def ring() -> None:
    """Wake the shepherd of this process. The message carries nothing."""
    bell.rung.set()
