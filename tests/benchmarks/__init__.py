"""The figures of docs/reference/figures.md: scripts that measure and print, never tests. Settings are the tests'."""

import logging
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()
logging.getLogger("httpx").setLevel(logging.WARNING)
