"""The door through which the server calls the website."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from werkwijs.config.turns import PAGES, Turns

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkwijs.config.settings")
_website = get_wsgi_application()

from django.db import connection  # noqa: E402 - only now are the settings known
from django.urls import get_resolver  # noqa: E402

application = Turns(_website, PAGES[connection.vendor])

# All addresses, and so all rooms, now: whoever came first to a worker waited two seconds for them.
_rooms = get_resolver().url_patterns

# What is there now stays. Looking through all of it for what can go held people up for a tenth of a second.
gc.collect()
gc.freeze()
