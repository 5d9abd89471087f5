"""Django's settings. What differs between installations comes from `surroundings`."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

import coursepack
from werkwijs.config import surroundings
from werkwijs.config.databases import database

DATA = Path(surroundings.text("WERKWIJS_DATA", "data")).absolute()
"""Everything that is kept: database, uploads, secret. One folder, on a local disk."""

DEBUG = False
SECRET_KEY = surroundings.secret(DATA)
BASE_URL = surroundings.text("WERKWIJS_URL", "http://localhost:8000").rstrip("/")
"""Where people find us; printed in links and QR codes."""
HTTPS = BASE_URL.startswith("https://")
ALLOWED_HOSTS = surroundings.listed("WERKWIJS_HOSTS") or [
    BASE_URL.split("://", 1)[-1].split("/")[0].rsplit(":", 1)[0],
    "localhost",
    "127.0.0.1",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "werkwijs.demo",
    "werkwijs.home",
    "werkwijs.sharing",
    "werkwijs.analysis",
    "werkwijs.cards",
    "werkwijs.training",
    "werkwijs.guidance",
    "werkwijs.participation",
    "werkwijs.studies",
    "werkwijs.frameworks",
    "werkwijs.audit",
    "werkwijs.accounts",
    "werkwijs.design",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "werkwijs.design.headers.Headers",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "werkwijs.lib.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "werkwijs.accounts.middleware.StaffOnly",
]

ROOT_URLCONF = "werkwijs.config.urls"
WSGI_APPLICATION = "werkwijs.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["werkwijs.design.templatetags.design"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "werkwijs.design.forms.Renderer"

DATABASES = {"default": database(surroundings.text("DATABASE_URL"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Shared by every thread and process: limits on guessing are counted here.
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# --- signing in -------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:start"
ACCOUNT_ADAPTER = "werkwijs.accounts.adapter.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_FORMS = {
    "login": "werkwijs.accounts.forms_entrance.SignIn",
    "change_password": "werkwijs.accounts.forms_entrance.ChangePassword",
    "set_password": "werkwijs.accounts.forms_entrance.SetPassword",
    "reauthenticate": "werkwijs.accounts.forms_entrance.Reauthenticate",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(surroundings.text("WERKWIJS_PROXIES", "1" if HTTPS else "0"))
"""How many proxies of our own stand in front: limits on guessing count per address behind them.

With https there is one at least: else whoever guesses would use up the limit of everybody.
"""
MFA_ADAPTER = "werkwijs.accounts.adapter.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Werkwijs"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True  # whoever is here was invited at that address
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_FORMS = {
    "authenticate": "werkwijs.accounts.forms_entrance.ShowCode",
    "reauthenticate": "werkwijs.accounts.forms_entrance.ShowCodeAgain",
    "activate_totp": "werkwijs.accounts.forms_entrance.SetUpApp",
    "add_webauthn": "werkwijs.accounts.forms_entrance.AddKey",
    "edit_webauthn": "werkwijs.accounts.forms_entrance.RenameKey",
}
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may not lead to another host (form-action)

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-werkwijs" if HTTPS else "werkwijs"
CSRF_COOKIE_NAME = "__Host-formulier" if HTTPS else "formulier"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "werkwijs.design.errors.stale"

# --- what a browser may do ---------------------------------------------------------------

SECURE_SSL_REDIRECT = False  # the proxy in front does that
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "require-trusted-types-for": ["'script'"],
    }
}

# --- language, time, files -------------------------------------------------------------------

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "taal"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [("coursepack", Path(coursepack.__file__).parent / "player")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "media"
MEDIA_URL = ""  # uploads are handed out by views that ask who wants them
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a sheet of ratings on paper: statements times scales
FILE_UPLOAD_HANDLERS = [
    "werkwijs.lib.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600

# --- post, and what is written down about ourselves ----------------------------------------

EMAIL_HOST = surroundings.text("WERKWIJS_MAIL_HOST")
EMAIL_PORT = int(surroundings.text("WERKWIJS_MAIL_PORT", "587"))
EMAIL_HOST_USER = surroundings.text("WERKWIJS_MAIL_USER")
EMAIL_HOST_PASSWORD = surroundings.text("WERKWIJS_MAIL_PASSWORD")
EMAIL_USE_TLS = surroundings.yes("WERKWIJS_MAIL_TLS", True)
DEFAULT_FROM_EMAIL = surroundings.text("WERKWIJS_MAIL_FROM", "werkwijs@localhost")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.dummy.EmailBackend"
)
OIDC = {
    "name": surroundings.text("WERKWIJS_OIDC_NAME", "organisatie"),
    "client_id": surroundings.text("WERKWIJS_OIDC_CLIENT"),
    "secret": surroundings.text("WERKWIJS_OIDC_SECRET"),
    "server": surroundings.text("WERKWIJS_OIDC_SERVER"),
}
if OIDC["server"] and not OIDC["server"].startswith(("https://", "http://localhost")):
    raise surroundings.Misconfigured("WERKWIJS_OIDC_SERVER must begin with https://.")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisatie",
                "name": OIDC["name"],
                "client_id": OIDC["client_id"],
                "secret": OIDC["secret"],
                "settings": {"server_url": OIDC["server"]},
            }
        ]
        if OIDC["server"]
        else [],
    }
}
SOCIALACCOUNT_ADAPTER = "werkwijs.accounts.adapter.FromOrganisation"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"discreet": {"()": "werkwijs.lib.discretion.Discreet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["discreet"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
