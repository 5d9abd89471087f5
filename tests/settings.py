"""The website's settings, for tests: a data folder that is thrown away, and plain static files."""

import os
import tempfile

os.environ.setdefault("WERKWIJS_DATA", tempfile.mkdtemp(prefix="werkwijs-test-"))
os.environ.setdefault("WERKWIJS_SECRET", "a secret for tests only, long enough to pass")

from werkwijs.config.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in use: in memory two threads would share one connection, or lock each other out.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    # Nothing here has to outlive a power cut.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
