"""One machine, started by `manage.py up`: the built-in services, plain HTTP on loopback."""

from config.settings.base import *
from config.settings.base import DATABASES, STORAGES

DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", "10")

# Static files are served from where the packages have them: nothing to collect before a first start.
STATIC_ROOT = None  # type: ignore[assignment]  # base has a folder, and here there is none
WHITENOISE_USE_FINDERS = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
