"""The door through which the server calls the website."""

import os

from django.core.wsgi import get_wsgi_application

from werkwijs.config.turns import Turns

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkwijs.config.settings")
application = Turns(get_wsgi_application())
