"""The door through which the server calls the website."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkwijs.config.settings")
application = get_wsgi_application()
