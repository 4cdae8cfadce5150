"""Behind a proxy that ends TLS and says so: what `check --deploy` asks for (docs/how-to/run-behind-tls.md)."""

from config.settings.base import *
from config.settings.base import DATABASES

DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", "10")

DEBUG = False
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^livez$"]  # asked on loopback, past the proxy
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# The proxy must set this header itself and never pass a client's on: who sets it decides what counts as encrypted.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
