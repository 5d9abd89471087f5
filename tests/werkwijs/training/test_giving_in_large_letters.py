"""Pages of who gives a course hold letters twice as large on a phone."""

from __future__ import annotations

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TWICE = """() => {
  document.documentElement.style.fontSize = "200%";
  return document.documentElement.scrollWidth - innerWidth;
}"""


def test_a_group_and_its_links_fit_a_phone_with_letters_twice_as_large(
    opens, live_server, tess, group, learner, staff_in_browser
):
    phone = opens(360)
    staff_in_browser(phone, live_server, tess)
    for name in ("group", "invite"):
        phone.goto(live_server.url + reverse(f"giving:{name}", args=[group.code]))
        assert phone.evaluate(TWICE) == 0, name
