"""What every installation shares. Values from outside come through config.env alone."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from psycopg.conninfo import conninfo_to_dict

from config.env import LOOPBACK, ROOT, env

BASE_DIR = ROOT
SECRET_KEY = env.secret_key
DEBUG = env.debug
# Loopback is always ours: health is asked there, whatever the site is called outside.
ALLOWED_HOSTS = list(dict.fromkeys((*env.allowed_hosts, *LOOPBACK)))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "rest_framework",
    "knox",
    "axes",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "channels",
    "events",
    "productions",
    "generation",
    "config",
]

MIDDLEWARE = [
    "config.middleware.NothingLost",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.Compressed",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

APPEND_SLASH = False  # config.middleware.NothingLost answers without a detour, which would lose what is sent
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]


POOL = {"min_size": 1, "max_size": env.database_pool, "timeout": 5}
"""Seconds after which a request is told that the database does not answer."""


PREPARED = 0
STARTUP = "-c jit=off -c plan_cache_mode=force_generic_plan"
"""What `events.prepared` asks is planned once for a connection, whatever its values are. And no question here takes so
long that compiling it pays, as Postgres thinks of recursive ones, of whose rows it expects far too many."""


def database(url: str, *, behind_pooler: bool = env.database_behind_pooler) -> dict[str, Any]:
    """Return Django's settings of a PostgreSQL address. Each thread of the web takes a connection from the pool.

    The options of the address come after ours, so that they have the last word. `behind_pooler`: a connection may be
    another one after each transaction, so that it knows no prepared statements and takes no options of ours.
    """
    parts = conninfo_to_dict(url)
    options = " ".join(filter(None, ("" if behind_pooler else STARTUP, str(parts.pop("options", None) or ""))))
    said = {"prepare_threshold": None if behind_pooler else PREPARED, **({"options": options} if options else {})}
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{name: str(parts.pop(key, None) or "") for key, name in known.items()},
        "OPTIONS": {**said, **parts, **({"pool": POOL} if env.database_pool else {})},
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": behind_pooler,
    }


DATABASES = {"default": database(env.database_url)}
# Overrides `default` while `migrate` runs: the owner's way in, where there is one.
DATABASE_ADMIN = database(env.database_admin_url) if env.database_admin_url else {}
# Overrides `default` in the signer's process: the way in of those who may write checkpoints, where there is one.
DATABASE_SIGNER = database(env.database_signer_url) if env.database_signer_url else {}
# The role to which migrations open the log; empty when the application itself owns everything.
DATABASE_APPLICATION_ROLE = DATABASES["default"]["USER"] if env.database_admin_url else ""
# The role that alone may write checkpoints; empty when the application may.
DATABASE_SIGNER_ROLE = DATABASE_SIGNER.get("USER", "")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "productions.User"
_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    *(
        {"NAME": f"{_VALIDATION}{name}Validator"}
        for name in ("CommonPassword", "UserAttributeSimilarity", "NumericPassword")
    ),
    *(
        {"NAME": f"productions.people.passwords.{kind}Validator"}
        for kind in ("Repetition", "Guessable", "MaximumLength")
    ),
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]

# Sign-in is limited by name and by address, and a known browser by itself alone: productions.people.limits says how.
AXES_HANDLER = "productions.people.limits.Limits"
AXES_USERNAME_CALLABLE = "productions.people.limits.counted_as"
AXES_CLIENT_IP_CALLABLE = "productions.people.limits.network"
AXES_LOCKOUT_PARAMETERS = "productions.people.limits.limited_by"
AXES_LOCKOUT_CALLABLE = "productions.people.limits.answered"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=5)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

KNOX_TOKEN_MODEL = "productions.TokenRow"  # noqa: S105  the name of a table

SESSION_ENGINE = "productions.people.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # the longest, however much it is used
SESSION_IDLE = timedelta(hours=env.session_idle_hours)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# The folder of the master key that wraps the keys of people's remarks; made on first use.
KEYS_URL = env.keys_url
# The keys that sign checkpoints, beside what the signer remembers; and where copies of its notes go.
SIGNING_KEYS = env.var_dir / "keys" / "signing"
ANCHOR_URL = env.anchor_url
# The certificates that sign content credentials, made on first use; or files of a studio's own, PEM, from the one that
# signs upwards, with its key. Where a server of time stamps (RFC 3161) is set, it is asked for one of each file.
CREDENTIALS = env.var_dir / "keys" / "credentials"
CREDENTIALS_CHAIN, CREDENTIALS_KEY = env.credentials_chain, env.credentials_key
CREDENTIALS_TIMESTAMPS = env.credentials_timestamps

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

# Static files are the API documentation's alone, served from where the packages have them: nothing to collect.
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True


def storage(url: str) -> dict[str, Any]:
    """Return the storage of a file:///folder, or of s3://bucket/prefix?endpoint=…&region=…&addressing=…."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": unquote(parts.path), "base_url": None},
        }
    asked = dict(parse_qsl(parts.query))
    place = {"bucket_name": parts.netloc, "location": unquote(parts.path).strip("/")}
    reached = {"endpoint_url": asked.get("endpoint"), "region_name": asked.get("region")}
    # One name holds one content, and S3 puts an object in the place of another in one step.
    options = {**place, **reached, "file_overwrite": True, "client_config": _s3_client(asked)}
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def studio_storage(address: str, token: str) -> dict[str, Any]:
    """Return the storage of a studio that this machine joined."""
    return {
        "BACKEND": "generation.artifacts.studio.StudioStorage",
        "OPTIONS": {"address": address, "token": token},
    }


def _s3_client(asked: Mapping[str, str]) -> object:
    """How S3 is spoken: what fails is tried again, briefly; an own server has its buckets in the path.

    Checksums of S3's own are left out, which older servers do not know: what was written is read back.
    """
    from botocore.config import Config  # noqa: PLC0415  # slow to import, and only those who store there need it

    style = asked.get("addressing", "path" if "endpoint" in asked else "auto")
    return Config(
        connect_timeout=5,
        read_timeout=30,
        retries={"mode": "standard", "max_attempts": 4},
        s3={"addressing_style": style},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


FILE_UPLOAD_PERMISSIONS = None
"""The umask decides who may read a file of a storage folder; Django would open each to everybody."""

STORAGES = {
    "default": studio_storage(*env.studio) if env.studio else storage(env.storage_url),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Of so many reads of a file that seems unchanged one compares every byte; 0 for none.
STORAGE_SAMPLE_ONE_IN = env.storage_sample_one_in

KEEPING = {
    "takes": env.keep_takes,
    "films": env.keep_films,
    "days": env.keep_days,
    "months": env.keep_months,
    "gigabyte_price": env.storage_price,
}
"""What is kept although it could be made again, and what a gigabyte costs a month: see generation.domain.keeping."""

# The weights that may be registered, by digest; empty for any.
MODEL_DIGESTS = frozenset(env.model_digests)
MODEL_USE = env.model_use
# The ComfyUI server that workers of this machine have workflows run by; empty where there is none.
COMFYUI_URL = env.comfyui_url
# The keys by which workers of this machine ask providers, by the providers' names.
PROVIDER_KEYS = env.provider_keys

# What is kept of the address that a guest comes from: whole, its network, or none.
GUEST_ADDRESSES = env.guest_addresses

# Where workers of this machine keep what models made on the way: text as they read it, and undecoded frames.
INNER_ACTIONS = env.var_dir / "inner"
# Models of several places, as folders of links to their files.
COMPOSED_MODELS = env.var_dir / "models"

# A machine that joined hears no bell but its own; what it does is told through the database.
_ALONE = env.studio is not None and env.given("BROKER_URL") is None
CHANNEL_LAYERS = {
    "default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    if _ALONE
    else {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [env.channel_url]}}
}

CELERY_BROKER_URL = "memory://" if _ALONE else env.broker_url
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# A broker that is down must not hold up somebody's request: the client would try for six seconds.
CELERY_BROKER_TRANSPORT_OPTIONS = {"max_retries": 0, "interval_start": 0, "interval_step": 0, "interval_max": 0}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "productions.api.http.tokens.HeaderToken",
        "productions.api.http.sessions.HeaderSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "productions.api.http.errors.handle",
    "UNAUTHENTICATED_USER": None,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Continuity",
    "DESCRIPTION": "Event-sourced production tracking for AI-made film.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "OAS_VERSION": "3.1.1",
    "POSTPROCESSING_HOOKS": ["productions.api.http.openapi.complete"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"axes": {"level": "WARNING"}, "httpx": {"level": "WARNING"}},
}
