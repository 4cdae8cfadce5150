"""Where everything is served."""

from django.urls import path

from config import health

urlpatterns = [path("healthz", health.healthz), path("livez", health.livez)]
