"""The cast of the website's tests knocks on doors here too."""

from tests.werkwijs.conftest import *  # noqa: F403 - fixtures are found by their names
