"""Who may open and change what: every address of the set-up, tried as everybody."""

import pytest
from django.urls import reverse

from werkwijs.studies.models import Study
from werkwijs.studies.urls import urlpatterns

WITHOUT_A_STUDY = {"list", "begin", "begin_so"}
RUNS_ONLY = {"phase"}
"""Pages that readers do not open either."""
POST_ONLY = {
    "remove_group",
    "move_group",
    "standard_text",
    "new_consent",
    "publish_consent",
    "remove_scale",
    "lock",
    "unlock",
    "drop_statement",
    "restore_statement",
    "move_statement",
    "set_picture",
    "set_sound",
}
CHANGES_NOTHING = {"study", "preview", "medium"}
NAMES = sorted({p.name for p in urlpatterns} - WITHOUT_A_STUDY)


def address(study, name):
    own = {
        "group": ("group_id", study.groups.first().pk),
        "scale": ("scale_id", study.scales.first().pk),
        "statement": ("statement_id", study.statements.first().pk),
    }
    found = next(p for p in urlpatterns if p.name == name)
    wanted = {"slug": study.slug}
    for key in found.pattern.regex.groupindex:
        if key.endswith("_id"):
            wanted[key] = dict(own.values())[key]
    wanted |= {"phase": {"to": "map"}, "preview": {"part": "welcome"}}.get(name, {})
    wanted |= {"medium": {"kind": "plaatje"}}.get(name, {})
    if "key" in found.pattern.regex.groupindex:
        wanted["key"] = "welcome"
    if "version" in found.pattern.regex.groupindex:
        wanted["version"] = 1
    return reverse(f"studies:{name}", kwargs=wanted)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["dirk", "dewi"])
def test_others_find_nothing(client, sign_in, study, request, who, name):
    sign_in(client, request.getfixturevalue(who))

    assert client.get(address(study, name)).status_code in ({405} if name in POST_ONLY else {404})
    assert client.post(address(study, name)).status_code == 404


@pytest.mark.parametrize("name", sorted(set(NAMES) - CHANGES_NOTHING))
def test_who_reads_changes_nothing(client, sign_in, study, carla, name):
    before = Study.objects.values().get()
    answer = sign_in(client, carla).post(address(study, name), {"remove": "1", "place": "1"})

    assert answer.status_code == 403
    assert Study.objects.values().get() == before


@pytest.mark.parametrize("name", sorted(set(NAMES) - POST_ONLY - {"medium"}))
def test_who_reads_may_read(client, sign_in, study, carla, name):
    status = sign_in(client, carla).get(address(study, name)).status_code

    assert status == (403 if name in RUNS_ONLY else 200)


@pytest.mark.parametrize("name", NAMES)
def test_who_is_not_signed_in_is_sent_to_the_door(client, study, name):
    answer = client.post(address(study, name))

    assert answer.status_code == 302
    assert "/account/inloggen/" in answer.url


def test_a_study_that_is_not_there_is_not_found(client, sign_in, study, ana):
    sign_in(client, ana)

    for name in ("study", "question", "statements"):
        assert client.get(reverse(f"studies:{name}", args=["geen"])).status_code == 404
