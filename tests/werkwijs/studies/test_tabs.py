"""The tabs on the pages of a study."""

from __future__ import annotations

import re

import pytest


def here(client, study, address: str) -> list[str]:
    shown = client.get(f"/studies/{study.slug}/{address}").content.decode()
    return re.findall(r'<a href="([^"]+)" aria-current="(?:page|true)">', shown.split("<main")[1])


@pytest.mark.parametrize(
    ("page", "tab"),
    [
        ("", ""),
        ("groepen/", ""),
        ("uitspraken/", "uitspraken/"),
        ("deelname/kaarten/", "deelname/uitnodigen/"),
        ("deelname/samen/", "deelname/monitor/"),
        ("deelname/papier/", "deelname/papier/"),
    ],
)
def test_one_tab_says_where_one_is_also_on_a_page_below_it(client, sign_in, study, ana, page, tab):
    sign_in(client, ana)

    assert here(client, study, page) == [f"/studies/{study.slug}/{tab}"]


def test_the_study_and_its_people_stand_in_two_rows(client, sign_in, study, carla):
    shown = sign_in(client, carla).get(f"/studies/{study.slug}/").content.decode()
    rows = re.findall(r'<ul aria-labelledby="tabs-(\w+)">(.*?)</ul>', shown, re.DOTALL)

    assert [name for name, _ in rows] == ["study", "people"]
    assert "Studiemap" in rows[0][1]
    assert "Monitor" in rows[1][1]
    assert "Uitnodigen" not in rows[1][1]  # a researcher reads, and invites nobody
