"""One machine, started by `manage.py up`: the built-in services, plain HTTP on loopback."""

from config.settings.base import *
from config.settings.base import DATABASES

DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", "10")
