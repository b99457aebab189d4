"""Django's settings, derived from the environment (config/environment.py is the operator's list)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

from comity.config.environment import Environment

ENVIRONMENT = Environment()
PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = ENVIRONMENT.data_dir.resolve()

# An empty secret stops Django itself; `comity doctor` and `serve` say it in plainer words first.
SECRET_KEY = ENVIRONMENT.secret_key()
SECRET_KEY_FALLBACKS = [secret.strip() for secret in ENVIRONMENT.old_secrets.split(",") if secret.strip()]
DATA_KEYS = ENVIRONMENT.note_keys()
DEBUG = ENVIRONMENT.debug
BASE_URL = ENVIRONMENT.base_url.rstrip("/")
INSTANCE_NAME = ENVIRONMENT.name
REGISTRATION = ENVIRONMENT.registration
IS_DEMO = ENVIRONMENT.demo and not ENVIRONMENT.reached_by_others
DEFAULT_REGION = ENVIRONMENT.default_region
TIE_REQUESTS_A_DAY = ENVIRONMENT.tie_requests_a_day
MESSAGE_REQUESTS_A_DAY = ENVIRONMENT.message_requests_a_day
MAX_UPLOAD_BYTES = ENVIRONMENT.max_upload_mb * 1024 * 1024
ALLOWED_HOSTS = sorted(
    {ENVIRONMENT.host} | ({"localhost", "127.0.0.1", "[::1]"} if ENVIRONMENT.is_local else set())
)
CSRF_TRUSTED_ORIGINS = [BASE_URL]

COMITY_APPS = [
    "comity.doors.pages",
    "comity.doors.exchange",
    "comity.relationships.introductions",
    "comity.relationships.asks",
    "comity.relationships.people_to_know",
    "comity.relationships.graph",
    "comity.relationships.insiders",
    "comity.relationships.sources",
    "comity.relationships.touch",
    "comity.relationships.mutual",
    "comity.relationships.ties",
    "comity.people.contacts",
    "comity.people.messaging",
    "comity.people.moderation",
    "comity.people.notifications",
    "comity.people.load",
    "comity.people.members",
    "comity.people.companies",
    "comity.foundation.audit",
    "comity.foundation.mail",
    "comity.foundation.quotas",
    "comity.foundation.search",
    "comity.foundation.work",
    "comity.foundation.core",
]
INSTALLED_APPS = [
    *COMITY_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "lucide",
    "template_partials.apps.SimpleAppConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "comity.foundation.core.nulls.NoNulls",
    "comity.people.members.http.language.chosen_language",
    "comity.foundation.core.http.private_pages",
    "comity.foundation.core.http.local_time",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "comity.people.members.http.activity.session_activity",
    "django_htmx.middleware.HtmxMiddleware",
    "comity.foundation.quotas.http.SaysWhenItGoesOn",
    "comity.foundation.core.wrong_method.says_where_the_form_is",
]
ROOT_URLCONF = "comity.config.urls"
WSGI_APPLICATION = "comity.config.wsgi.application"

_loaders: list[Any] = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                ("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", _loaders)])
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "lucide.templatetags.lucide",
                "comity.foundation.core.templatetags.comity",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "comity.foundation.core.http.instance",
            ],
        },
    }
]
FORM_RENDERER = "comity.foundation.core.forms.Renderer"

if ENVIRONMENT.database_url:
    _database = dict(environ.Env.db_url_config(ENVIRONMENT.database_url))
else:
    _database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA_DIR / "comity.sqlite3")}
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",  # select_for_update does nothing here: the write lock is taken up front
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-32000;PRAGMA mmap_size=134217728;"
        ),
    }
    _database["TEST"] = {
        "NAME": str(DATA_DIR / "test.sqlite3")
    }  # a file, which threads and processes can share
elif _database["ENGINE"] == "django.db.backends.postgresql":
    # Compiling a query that a page asks takes longer than asking it: up to half a second where the planner expects the worst.
    _options = _database.setdefault("OPTIONS", {})
    _options["options"] = f"-c jit=off {_options.get('options', '')}".strip()
_database["CONN_MAX_AGE"] = 60
_database["CONN_HEALTH_CHECKS"] = True
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits must hold across processes, so they are counted in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {
            "MAX_ENTRIES": 50_000
        },  # at Django's 300, forty addresses under attack push each other's counts out
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = str(DATA_DIR / "static")
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(ENVIRONMENT.files_dir.resolve()), "file_permissions_mode": 0o600},
    },
    "staticfiles": {
        # The manifest is written by collectstatic, which nobody runs between two edits.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # the doubts of one import are answered in one form
FILE_UPLOAD_HANDLERS = ["comity.doors.exchange.http.BoundedUpload"]  # says when the disk is full

GRAPH_DIR = DATA_DIR / "graph"  # made anew from the database whenever it is missing

MAIL_LEAVES = bool(ENVIRONMENT.email_url)
if MAIL_LEAVES:
    _email = environ.Env.email_url_config(ENVIRONMENT.email_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _email["EMAIL_HOST"], _email["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (
        _email["EMAIL_HOST_USER"] or "",
        _email["EMAIL_HOST_PASSWORD"] or "",
    )
    EMAIL_USE_TLS, EMAIL_USE_SSL = _email.get("EMAIL_USE_TLS", False), _email.get("EMAIL_USE_SSL", False)
else:
    EMAIL_BACKEND = "comity.foundation.core.mail.LetterBackend"
EMAIL_TIMEOUT = 20
MAIL_DOMAIN = ENVIRONMENT.mail_domain.lower()
LMTP_LISTEN = ENVIRONMENT.lmtp_listen
IMAP_URL = ENVIRONMENT.imap_url.get_secret_value()
MAIL_COMES_IN = bool(MAIL_DOMAIN and (LMTP_LISTEN or IMAP_URL))
ALLOWED_INTERNAL_HOSTS = ENVIRONMENT.internal_hosts
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.email_from

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [str(PACKAGE / "locale")]
FORMAT_MODULE_PATH = "comity.foundation.core.dates"
USE_I18N = USE_TZ = True
TIME_ZONE = ENVIRONMENT.time_zone

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "pages:demo" if IS_DEMO else "account_login"
LOGIN_REDIRECT_URL = "pages:home"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "comity.people.members.http.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "comity.people.members.http.adapters.SocialAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {
    "signup": "comity.people.members.forms.sign_up.SignUpForm",
    "request_login_code": "comity.people.members.forms.sign_up.CodeRequestForm",
    "login": "comity.people.members.forms.plain.SignInForm",
    "add_email": "comity.people.members.forms.plain.AddAddressForm",
    "change_password": "comity.people.members.forms.plain.ChangePasswordForm",
    "set_password": "comity.people.members.forms.plain.SetPasswordForm",
    "reset_password": "comity.people.members.forms.plain.ForgottenPasswordForm",
    "reset_password_from_key": "comity.people.members.forms.plain.NewPasswordForm",
    "reauthenticate": "comity.people.members.forms.plain.ReauthenticateForm",
    "confirm_login_code": "comity.people.members.forms.plain.SignInCodeForm",
    "confirm_email_verification_code": "comity.people.members.forms.plain.AddressCodeForm",
    "confirm_password_reset_code": "comity.people.members.forms.plain.PasswordCodeForm",
}
SOCIALACCOUNT_FORMS = {"signup": "comity.people.members.forms.sign_up.ProviderSignUpForm"}
MFA_FORMS = {"add_webauthn": "comity.people.members.forms.plain.AddPasskeyForm"}
MFA_ADAPTER = "comity.people.members.http.adapters.SecondFactorAdapter"
ACCOUNT_SIGNUP_REDIRECT_URL = "pages:welcome"
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENVIRONMENT.is_https else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ENVIRONMENT.is_local
MFA_TOTP_ISSUER = INSTANCE_NAME
USERSESSIONS_TRACK_ACTIVITY = False  # session_activity does it, now and then
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.trusted_proxies
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if ENVIRONMENT.oidc_issuer:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": ENVIRONMENT.oidc_name or ENVIRONMENT.oidc_issuer,
                "client_id": ENVIRONMENT.oidc_client_id,
                "secret": ENVIRONMENT.oidc_client_secret.get_secret_value(),
                "settings": {"server_url": ENVIRONMENT.oidc_issuer, "oauth_pkce_enabled": True},
            }
        ]
    }

# A `__Host-` cookie needs https; on http://localhost the plain name is all a browser accepts.
_prefix = "__Host-" if ENVIRONMENT.is_https else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_prefix}session", f"{_prefix}csrf"
LANGUAGE_COOKIE_NAME = f"{_prefix}language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENVIRONMENT.is_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = False  # the proxy's work; Comity speaks plain HTTP behind it
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.is_https else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.trusted_proxies else None
CSRF_FAILURE_VIEW = "comity.foundation.core.views.form_expired"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF, *([ENVIRONMENT.oidc_issuer] if ENVIRONMENT.oidc_issuer else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": ENVIRONMENT.log_level},
}
