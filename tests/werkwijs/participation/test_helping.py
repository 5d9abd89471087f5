"""Who helps, with what, and how much; never who they are by name."""

import pytest

from werkwijs.participation import helping
from werkwijs.participation.models import Help

FORM = {"taak": "sorting", "role": "jobcoach", "how": ["reading", "typing"]}


def test_help_is_kept_per_task_and_once(takes_part):
    client, person = takes_part("jongere")

    for _ in range(2):
        response = client.post("/mee/hulp/", FORM, follow=True)

    assert "We hebben het opgeschreven" in response.content.decode()
    assert [(h.task, h.role, h.how) for h in helping.help_with(person, "sorting")] == [
        ("sorting", "jobcoach", "reading"),
        ("sorting", "jobcoach", "typing"),
    ]
    assert helping.help_with(person, "rating") == []


def test_a_mistake_can_be_mended(takes_part):
    client, _ = takes_part("jongere")
    client.post("/mee/hulp/", FORM)

    client.post("/mee/hulp/", {"taak": "sorting", "nobody": "yes"})

    assert not Help.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"role": "Jan de Vries"}, {"role": ""}, {"how": []}, {"how": ["alles"]}, {"role": "<script>"}],
)
def test_only_choices_never_a_name(takes_part, wrong):
    client, _ = takes_part("jongere")

    response = client.post("/mee/hulp/", {**FORM, **wrong})

    assert response.status_code == 200
    assert "Kies" in response.content.decode()
    assert not Help.objects.exists()


def test_a_task_that_does_not_exist_is_no_trouble(takes_part):
    client, _ = takes_part("jongere")

    assert client.get("/mee/hulp/?taak=<script>").status_code == 200
    assert client.post("/mee/hulp/", {**FORM, "taak": "koken"}).status_code == 302
    assert set(Help.objects.values_list("task", flat=True)) <= {"ideas", "sorting", "rating"}
